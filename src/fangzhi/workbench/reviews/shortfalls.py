"""What the rules of work (R238–R241) find in a round: which unit, step, day or field is missing.

Rules of the check read texts; these read the record of the work, and give findings like theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from fangzhi.model.finding import Finding, Level
from fangzhi.project.reviewing.desk import Desk
from fangzhi.project.reviewing.flows import Flow, Step
from fangzhi.project.reviewing.machine import current_step, filing_due
from fangzhi.project.reviewing.state import State


class WorkRule(NamedTuple):
    """One rule of the catalogue that is about the work and not about a text."""

    name: str
    level: Level
    basis: str


RULES = {
    "R238": WorkRule("逾期未交", "体", ""),
    "R239": WorkRule("未过门即出版", "政", "《地方志工作条例》第十二、十三、十九条"),
    "R240": WorkRule("备案超3个月", "政", "《地方志工作条例》第十四条"),
    "R241": WorkRule("审读专家类别不足", "体", "《地方志工作条例》第十二条"),
}


class Invited(NamedTuple):
    """A named reviewer: `field` that he stands for, and whether he may still be heard, or was."""

    name: str
    field: str
    step: str
    counts: bool


class Owing(NamedTuple):
    """A call whose day is over, and the units that handed nothing in."""

    call: str
    deadline: date
    units: tuple[str, ...]


class Known(NamedTuple):
    """What the record knows besides state and desk: who was asked, who owes, the press's proofs."""

    today: date
    invited: tuple[Invited, ...] = ()
    owing: tuple[Owing, ...] = ()
    proofs: tuple[str, ...] = ()


def shortfalls(flow: Flow, state: State, desk: Desk, known: Known) -> tuple[Finding, ...]:
    """Give what is missing, in the order of the rules; nothing where all is there."""
    return (
        *_not_handed_in(known),
        *_out_before_its_gates(flow, state, desk, known),
        *filed_late(flow, state, known.today),
        *fields_missing(flow, state, known.invited),
    )


def _finding(rule: str, message: str, *evidence: str) -> Finding:
    told = RULES[rule]
    return Finding(rule, told.level, message, basis=told.basis, evidence=evidence,
                   confidence="certain")  # fmt: skip


def _not_handed_in(known: Known) -> Iterator[Finding]:
    for call in known.owing:
        days = (known.today - call.deadline).days
        yield _finding(
            "R238",
            f"“{call.call}”的交稿期限过了{days}天，还有{len(call.units)}个单位没有交稿："
            f"{'、'.join(call.units)}。请催交，或改定期限。",
            f"期限{call.deadline}，今天{known.today}，相差{days}天",
        )


def _out_before_its_gates(flow: Flow, state: State, desk: Desk, known: Known) -> Iterator[Finding]:
    """Tell of a text that went to the press, or stands published, past a step that it has to pass."""
    if state.released:
        if state.released != desk.digest:
            yield _finding(
                "R239",
                "放行以后正文又改过，改过的文字没有经过审查验收和批准。请改回定稿，"
                "或撤销定稿后重新走完各步，再付印、发布。",
                f"放行时校验码{state.released[:12].upper()}，现在{desk.digest[:12].upper()}",
            )
        return
    out = next((n for n, step in enumerate(flow.steps) if step.releases), len(flow.steps))
    waiting = [step.step for step in flow.steps[state.at : out]]
    handed = [*known.proofs, *_papers_of(flow, out, desk)]
    if waiting and handed:
        yield _finding(
            "R239",
            f"{'、'.join(f'“{step}”' for step in waiting)}还没有通过，稿子却已经到了出版、印制单位。"
            "请停止付印，先走完这几步。",
            *(f"已有{name}" for name in handed),
        )


def _papers_of(flow: Flow, out: int, desk: Desk) -> list[str]:
    """Give the papers at hand that only come of handing a text to a press or publisher."""
    if out >= len(flow.steps):
        return []
    earlier = {gate.paper for step in flow.steps[:out] for gate in step.gates}
    own = {gate.paper for gate in flow.steps[out].gates} - earlier - {""}
    return [f"《{kind}》" for kind in dict.fromkeys(paper.kind for paper in desk.papers)
            if kind in own]  # fmt: skip


def filed_late(flow: Flow, state: State, today: date) -> Iterator[Finding]:
    """Tell of filing with the upper office that is over its three months, or was (R240)."""
    out = next((one for one in state.passed if _of(flow, one.step, "releases")), None)
    step = next((one for one in flow.steps if one.months), None)
    if out is None or step is None:
        return
    published = date.fromisoformat(out.when[:10])
    due = filing_due(step, published)
    done = next((one for one in state.passed if one.step == step.step), None)
    on = date.fromisoformat(done.when[:10]) if done is not None else today
    if on <= due:
        return
    days = (on - due).days
    count = f"{published}{out.step}，加{step.months}个月到{due}，"
    if done is None:
        yield _finding(
            "R240",
            f"还没有报上级{step.step}，期限{due}已经过了{days}天。请马上报送，并登记回执。",
            f"{count}今天{today}，超过{days}天",
        )
    else:
        yield _finding("R240", f"{step.step}比期限晚了{days}天。请在报送说明里写明原因。",
                       f"{count}{on}{step.step}，超过{days}天")  # fmt: skip


def fields_missing(flow: Flow, state: State, invited: tuple[Invited, ...]) -> Iterator[Finding]:
    """Tell which fields nobody was asked to judge, while the step that needs them goes on (R241)."""
    step = current_step(flow, state)
    if step is None or not step.panel or not state.frozen:
        return
    asked = {one.field: one.name for one in invited if one.step == step.step and one.counts}
    asked |= {one.field: one.who for one in state.judgements}
    missing = [field for field in step.panel if field not in asked]
    if missing:
        held = "、".join(f"{field}（{asked[field]}）" for field in step.panel if field in asked)
        yield _finding(
            "R241",
            f"“{step.step}”还没有请{'、'.join(missing)}方面的专家。请到“审批文书和专家”里邀请，"
            "或登记他们写在纸上的结论。",
            f"应请{len(step.panel)}方面：{'、'.join(step.panel)}",
            f"已请{len(step.panel) - len(missing)}方面：{held or '没有'}",
        )


def _of(flow: Flow, name: str, what: str) -> bool:
    step: Step | None = next((one for one in flow.steps if one.step == name), None)
    return bool(step is not None and getattr(step, what))
