"""Every sequence of events, over every flow: no text gets out while a single gate is shut.

The machine is small once dates are fixed, so all its states are visited rather than some drawn.
"""

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from fangzhi.project.reviewing.desk import Desk
from fangzhi.project.reviewing.flows import Flow, all_flows
from fangzhi.project.reviewing.machine import advance, release_fault
from fangzhi.project.reviewing.state import (
    Event,
    Judge,
    Pass,
    Refusal,
    Reopen,
    Return,
    State,
    Submit,
)

from .on_the_desk import act, full_desk, without


def _shape(flow: Flow) -> tuple[object, ...]:
    """What a flow is to the machine: who is in charge at which level changes no transition."""
    return tuple(replace(step, by="", basis=()) for step in flow.steps)


FLOWS = {flow.name: flow for flow in {_shape(flow): flow for flow in all_flows()}.values()}


def events_of(flow: Flow) -> list[Event]:
    fields = dict.fromkeys(field for step in flow.steps for field in step.panel)
    roles = dict.fromkeys(role for step in flow.steps for role in step.actors)
    steps = [step.step for step in flow.steps]
    people = ("甲", "乙", "丙", "撰稿的李某")
    found: list[Event] = [Submit(act("吴某", "编辑")), Submit(act("吴某", "审计员"))]
    found += [Judge(act(f"{f}专家", "专家"), f, "通过") for f in fields]
    found += [Pass(act(who, role), "同意") for who in people for role in (*roles, "编辑")]
    found += [Return(act("甲", role), "再改", steps[0]) for role in roles]
    found += [Reopen(act("甲", "总纂"), "有误", step) for step in steps]
    return found


def reached(flow: Flow, desks: tuple[Desk, ...], events: Sequence[Event]) -> list[State]:
    """Visit every state that these events on these desks lead to; history does not tell apart."""
    start = State()
    seen = {start}
    todo = [start]
    while todo:
        state = todo.pop()
        for desk in desks:
            for event in events:
                after = advance(flow, state, event, desk)
                if isinstance(after, Refusal):
                    assert after.reason and after.cause
                    continue
                order = sorted(after.judgements, key=lambda one: one.field)
                bare = replace(after, history=(), judgements=tuple(order),
                               locks=tuple(sorted(after.locks, key=lambda one: one.what)))  # fmt: skip
                if bare not in seen:
                    seen.add(bare)
                    todo.append(bare)
    return list(seen)


def released(states: list[State]) -> list[State]:
    return [state for state in states if state.released]


@pytest.mark.parametrize("name", FLOWS)
def test_with_everything_on_the_desk_the_text_gets_out(name: Any) -> None:
    flow = FLOWS[name]
    few = [e for e in events_of(flow) if not isinstance(e, Return | Reopen)]
    assert released(reached(flow, (full_desk(flow),), few))


@pytest.mark.parametrize("name", FLOWS)
def test_no_sequence_of_events_gets_round_any_single_gate(name: Any) -> None:
    """For each gate before the release: its one thing missing, and nothing ever gets out."""
    flow = FLOWS[name]
    last = next(n for n, step in enumerate(flow.steps) if step.releases)
    asked = {
        (gate.kind, gate.paper)
        for step in flow.steps[: last + 1]
        for gate in step.gates
        if gate.kind != "panel"
    }
    events = events_of(flow)
    for kind, paper in sorted(asked):
        states = reached(flow, (without(full_desk(flow), kind, paper),), events)
        assert not released(states), (kind, paper)
        # the walk did get as far as the gate
        first = next(n for n, s in enumerate(flow.steps) for g in s.gates
                     if (g.kind, g.paper) == (kind, paper))  # fmt: skip
        assert max(state.at for state in states) == first


@pytest.mark.parametrize("name", ["县级志书·公开出版", "乡村级专题·网上发布"])
def test_no_field_of_the_panel_can_be_left_out(name: Any) -> None:
    flow = FLOWS[name]
    step = next(step for step in flow.steps if step.panel)
    for field in step.panel:
        events = [
            event
            for event in events_of(flow)
            if not (isinstance(event, Judge) and event.field == field)
        ]
        assert not released(reached(flow, (full_desk(flow),), events))


@pytest.mark.parametrize("name", FLOWS)
def test_every_released_text_was_passed_step_by_step_by_people_who_did_not_write_it(
    name: Any,
) -> None:
    """Two versions of the text may be swapped at any time; what got out is what was approved."""
    flow = FLOWS[name]
    last = next(n for n, step in enumerate(flow.steps) if step.releases)
    desks = (full_desk(flow, "正文甲"), full_desk(flow, "正文乙"))
    onward = [e for e in events_of(flow) if not isinstance(e, Reopen | Return)]
    states = released(reached(_short(flow), desks, onward))
    assert states
    for state in states:
        names = [passage.step for passage in state.passed]
        assert names[: last + 1] == [step.step for step in flow.steps[: last + 1]]
        assert all(passage.who != "撰稿的李某" for passage in state.passed)
        final = max(n for n, step in enumerate(flow.steps) if step.layer == "终审")
        assert all(p.digest == state.released for p in state.passed[final : last + 1])
        reviews = [
            p.who for p in state.passed if p.step in ("初审", "复审", "终审", "终审验收", "审定")
        ]
        assert len(set(reviews)) == 3
        assert release_fault(flow, state, state.released) == ""
        assert release_fault(flow, state, "别的稿子")


def _short(flow: Flow) -> Flow:
    """The panel is shortened to one field: its completeness has its own test."""
    return replace(flow, steps=tuple(replace(s, panel=s.panel[:1]) for s in flow.steps))
