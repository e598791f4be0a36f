"""Which right a step asks for, and what state a place is in while its round stands there."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from fangzhi.project.reviewing.desk import Desk
from fangzhi.project.reviewing.flows import Flow, Step
from fangzhi.project.reviewing.gates import shut_gates
from fangzhi.project.reviewing.machine import current_step, filing_due
from fangzhi.project.reviewing.opinions import LAYERS
from fangzhi.project.reviewing.state import State

_BY_ROLE = {
    "初审": "review.first",
    "复审": "review.second",
    "终审": "review.final",
    "审发人": "review.approve",
}
_LOCKED = "正文"
_PENS = {layer.name: f"pen-{number}" for number, layer in enumerate(LAYERS, 1)}


def action_of(step: Step) -> str:
    """Give the action of the table of rights that passing or returning this step is."""
    if step.releases:
        return "release"
    if step.months:
        return "release.file"
    if "总纂" in step.actors:
        return "review.outline"
    return _BY_ROLE[step.actors[0]]


def standing_of(flow: Flow, state: State) -> str:
    """Give the state of the place: 编写 open, 送审 frozen, 定稿 under seal, 发布 let out."""
    step = current_step(flow, state)
    if state.released:
        return "发布"
    if step is None:
        return "定稿"
    if not state.frozen:
        return "编写"
    return "定稿" if _LOCKED in step.keeps else "送审"


def layer_of(step: Step | None) -> str:
    """Give the pen in which opinions of this step are written."""
    return (step.layer or step.step) if step is not None else ""


def pen_of(layer: str) -> str:
    """Give the name of a layer's look on the screen."""
    return _PENS.get(layer, "pen-0")


class Shown(NamedTuple):
    """One step in the line of progress: passed by whom and when, current, or to come."""

    step: Step
    place: str
    who: str = ""
    when: str = ""
    opinion: str = ""


def line_of(flow: Flow, state: State) -> list[Shown]:
    """Give the steps for the line of progress."""
    passed = {one.step: one for one in state.passed}
    rows = []
    for number, step in enumerate(flow.steps):
        done = passed.get(step.step)
        if done is not None and number < state.at:
            rows.append(Shown(step, "passed", done.who, done.when[:10], done.opinion))
        else:
            rows.append(Shown(step, "current" if number == state.at else "ahead"))
    return rows


class GateShown(NamedTuple):
    """One gate of a step: open, or what is missing."""

    name: str
    missing: str
    basis: tuple[str, ...]


def gates_of(step: Step, state: State, desk: Desk) -> list[GateShown]:
    """List the gates of a step, open ones too."""
    shut = dict(shut_gates(step, state, desk))
    asked = [gate for gate in step.gates if not gate.only or gate.only in desk.tags]
    return [GateShown(gate.name, shut.get(gate.name, ""), gate.basis) for gate in asked]


def filing(flow: Flow, state: State) -> tuple[str, date] | None:
    """Give the step with a time limit that is still to come after release, and its last day."""
    out = next((one for one in state.passed if _releases(flow, one.step)), None)
    step = next((one for one in flow.steps[state.at :] if one.months), None)
    if out is None or step is None:
        return None
    return step.step, filing_due(step, date.fromisoformat(out.when[:10]))


def _releases(flow: Flow, name: str) -> bool:
    place = flow.place_of(name)
    return place >= 0 and flow.steps[place].releases
