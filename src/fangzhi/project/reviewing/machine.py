"""The review as a state machine of pure functions: state + event → state, or a refusal."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from fangzhi.project.reviewing.desk import Desk
from fangzhi.project.reviewing.flows import Flow, Step, What
from fangzhi.project.reviewing.gates import shut_gates
from fangzhi.project.reviewing.state import (
    Act,
    Drift,
    Event,
    Judge,
    Judgement,
    Lock,
    Pass,
    Passage,
    Refusal,
    Reopen,
    Return,
    State,
    Submit,
)

SUBMITTERS = ("撰稿人", "编辑", "分卷主编", "总纂")
"""Who may hand a text in."""
REOPENERS = ("总纂", "审发人")
"""Who may undo a seal, always with a reason."""
_Result = State | Refusal


def advance(flow: Flow, state: State, event: Event, desk: Desk) -> State | Refusal:
    """Give the state after an event, or why it may not happen. The caller logs both."""
    if state.at >= len(flow.steps) and not isinstance(event, Reopen):
        return _refuse(
            event, "", "已完结", "这部书的流程已经走完。要再改，请先撤销定稿并写明理由。"
        )
    step = flow.steps[state.at].step if state.at < len(flow.steps) else ""
    early = _common_fault(state, event.by)
    if early:
        return _refuse(event, step, *early)
    return _ACTS[type(event)](flow, state, event, desk)


def current_step(flow: Flow, state: State) -> Step | None:
    """Give the step that a text is before or in; None when all are passed."""
    return flow.steps[state.at] if state.at < len(flow.steps) else None


def missing(flow: Flow, state: State, desk: Desk) -> tuple[str, ...]:
    """List in Chinese what the current step still waits for, for the page of the work."""
    step = current_step(flow, state)
    if step is None:
        return ()
    return (*_changed(step, state, desk), *(why for _, why in shut_gates(step, state, desk)))


def drift(state: State, digest: str, outline: str = "") -> tuple[Drift, ...]:
    """Tell where the text now (by digest) is not the one that was sealed: 正本已更动."""
    return tuple(
        Drift(lock.what, lock.step, lock.digest, now, _drift_words(lock, now))
        for lock in state.locks
        for now in ((digest if lock.what == "正文" else outline),)
        if now and now != lock.digest
    )


def release_fault(flow: Flow, state: State, digest: str) -> str:
    """Say why a text may not go out of the house; "" where it was released as it is."""
    if not state.released:
        waiting = [step.step for step in flow.steps[state.at :]]
        last = next((n for n, step in enumerate(flow.steps) if step.releases), len(flow.steps) - 1)
        before = "、".join(waiting[: last - state.at + 1])
        return f"还没有放行：{before}还没有通过。"
    if state.released != digest:
        return "正本已更动：放行以后稿子又改过。请撤销定稿，重新走完以后的各步。"
    return ""


def filing_due(step: Step, published: date) -> date:
    """Give the last day for a step with a time limit in months after publication."""
    months = published.month - 1 + step.months
    year, month = published.year + months // 12, months % 12 + 1
    return date(year, month, min(published.day, calendar.monthrange(year, month)[1]))


def _common_fault(state: State, by: Act) -> tuple[str, str] | None:
    if not by.who.strip() or not by.when.strip():
        return "缺经手人", "没有写明是谁、在哪一天办的。"
    if state.history and by.when[:10] < state.history[-1].when[:10]:
        last = state.history[-1]
        return "日期倒置", f"日期（{by.when[:10]}）早于上一步（{last.step}，{last.when[:10]}）。"
    return None


def _submit(flow: Flow, state: State, event: Submit, desk: Desk) -> _Result:
    step = flow.steps[state.at]
    if event.by.role not in SUBMITTERS:
        return _refuse(event, step.step, "无权", f"送审由{'、'.join(SUBMITTERS)}办理。")
    if not desk.digest or not desk.outline:
        return _refuse(event, step.step, "没有正文", "没有要送审的稿子。")
    changed = _changed(step, state, desk)
    if changed:
        return _refuse(event, step.step, "正本已更动", *changed)
    return replace(
        state,
        frozen=desk.digest,
        frozen_outline=desk.outline,
        history=(*state.history, _passage(step, event, event.note, desk)),
    )


def _judge(flow: Flow, state: State, event: Judge, desk: Desk) -> _Result:
    step = flow.steps[state.at]
    fault = _reading_fault(step, state, event.by, desk)
    if fault:
        return _refuse(event, step.step, *fault)
    if event.field not in step.panel:
        fields = "、".join(step.panel) or "（无）"
        return _refuse(event, step.step, "无此方面", f"这一步请的是{fields}方面的专家。")
    if any(one.who == event.by.who and one.field != event.field for one in state.judgements):
        return _refuse(event, step.step, "一人两席", f"{event.by.who}已经代表另一方面作了结论。")
    if event.finding == "不通过" and not event.opinion.strip():
        return _refuse(event, step.step, "缺意见", "结论是“不通过”时请写明问题在哪里。")
    made = Judgement(event.field, event.by.who, event.finding, state.frozen, event.by.when,
                     event.opinion)  # fmt: skip
    kept = tuple(one for one in state.judgements if one.field != event.field)
    words = f"{event.field}：{event.finding}。{event.opinion}"
    return replace(
        state,
        judgements=(*kept, made),
        history=(*state.history, _passage(step, event, words, desk)),
    )


def _pass(flow: Flow, state: State, event: Pass, desk: Desk) -> _Result:
    step = flow.steps[state.at]
    if event.by.role not in step.actors:
        return _refuse(event, step.step, "无权", f"“{step.step}”由{'、'.join(step.actors)}作结论。")
    fault = _reading_fault(step, state, event.by, desk) or _other_fault(step, state, event.by)
    if fault:
        return _refuse(event, step.step, *fault)
    if not event.opinion.strip():
        return _refuse(event, step.step, "缺意见", "请写下结论意见，哪怕一句。")
    shut = list(shut_gates(step, state, desk))
    if shut:
        cause = "关口未过：" + "、".join(name for name, _ in shut)
        return _refuse(event, step.step, cause, *(why for _, why in shut))
    return _passed(flow, state, event, desk)


def _passed(flow: Flow, state: State, event: Pass, desk: Desk) -> State:
    step = flow.steps[state.at]
    following = flow.steps[state.at + 1] if state.at + 1 < len(flow.steps) else None
    # a step that only keeps the sealed text needs no new handing in
    kept = following is not None and "正文" in following.keeps
    passage = _passage(step, event, event.opinion, desk)
    sealed: dict[What, str] = {"篇目": desk.outline, "正文": desk.digest}
    fresh = tuple(Lock(what, sealed[what], step.step, event.by.when) for what in step.locks)
    return State(
        at=state.at + 1,
        passed=(*state.passed, passage),
        locks=(*(lock for lock in state.locks if lock.what not in step.locks), *fresh),
        released=desk.digest if step.releases else state.released,
        history=(*state.history, passage),
        frozen=desk.digest if kept else "",
        frozen_outline=desk.outline if kept else "",
    )


def _return(flow: Flow, state: State, event: Return, desk: Desk) -> _Result:
    step = flow.steps[state.at]
    if event.by.role not in step.actors:
        return _refuse(event, step.step, "无权", f"“{step.step}”由{'、'.join(step.actors)}退回。")
    if not event.opinion.strip():
        return _refuse(event, step.step, "缺意见", "退回时请写明要改什么。")
    goal = flow.place_of(event.to) if event.to else state.at
    if goal < 0 or goal > state.at:
        return _refuse(event, step.step, "无此步", f"不能退到“{event.to}”，它不在这一步之前。")
    return _rewound(state, goal, _passage(step, event, event.opinion, desk), flow)


def _reopen(flow: Flow, state: State, event: Reopen, desk: Desk) -> _Result:
    goal = flow.place_of(event.to)
    name = flow.steps[goal].step if goal >= 0 else event.to
    if event.by.role not in REOPENERS:
        return _refuse(event, name, "无权", f"撤销定稿由{'、'.join(REOPENERS)}办理。")
    if goal < 0 or goal >= state.at:
        return _refuse(event, name, "无此步", f"“{event.to}”还没有通过，谈不上撤销。")
    if not event.opinion.strip():
        return _refuse(event, name, "缺意见", "撤销定稿要写明理由。")
    return _rewound(state, goal, _passage(flow.steps[goal], event, event.opinion, desk), flow)


def _rewound(state: State, goal: int, passage: Passage, flow: Flow) -> State:
    """Go back before a step: what it and later steps passed, sealed and let out counts no more."""
    undone = {step.step for step in flow.steps[goal:]}
    releases = any(step.releases for step in flow.steps[goal:])
    passed = tuple(one for one in state.passed if one.step not in undone)
    return State(
        at=goal,
        passed=passed,
        locks=_locks_of(flow, passed),
        released="" if releases else state.released,
        history=(*state.history, passage),
    )


def _locks_of(flow: Flow, passed: tuple[Passage, ...]) -> tuple[Lock, ...]:
    """Give the seals that the steps still passed have set, the newest of each kind."""
    found: dict[What, Lock] = {}
    for passage in passed:
        for what in flow.steps[flow.place_of(passage.step)].locks:
            digest = passage.digest if what == "正文" else passage.outline
            found[what] = Lock(what, digest, passage.step, passage.when)
    return tuple(found.values())


def _reading_fault(step: Step, state: State, by: Act, desk: Desk) -> tuple[str, str] | None:
    """Tell what stands against anybody's concluding on the text as it lies here."""
    if not state.frozen:
        return "未送审", f"稿子还没有送“{step.step}”。请先送审。"
    if by.who in desk.authors:
        return "自审", f"{by.who}写过或编过这部分稿子，不能审定自己的稿子。请另请一位。"
    if state.frozen != desk.digest or state.frozen_outline != desk.outline:
        return "正本已更动", "送审以后稿子又改过。请把改后的稿子重新送审，再作结论。"
    changed = _changed(step, state, desk)
    return ("正本已更动", changed[0]) if changed else None


def _other_fault(step: Step, state: State, by: Act) -> tuple[str, str] | None:
    for passage in state.passed:
        if passage.step in step.other_than and passage.who == by.who:
            return "一人两审", f"{by.who}已作过{passage.step}的结论，“{step.step}”要换一位。"
    return None


def _changed(step: Step, state: State, desk: Desk) -> tuple[str, ...]:
    now: dict[What, str] = {"篇目": desk.outline, "正文": desk.digest}
    return tuple(
        _drift_words(lock, now[lock.what])
        for lock in state.locks
        if lock.what in step.keeps and lock.digest != now[lock.what]
    )


def _drift_words(lock: Lock, now: str) -> str:
    return (
        f"正本已更动：{lock.what}在“{lock.step}”（{lock.when[:10]}）定稿锁定，校验码{lock.digest[:8]}，"
        f"现在是{now[:8]}。请还原，或撤销定稿后重新走这一步。"
    )


def _passage(step: Step, event: Event, opinion: str, desk: Desk) -> Passage:
    return Passage(
        step=step.step,
        act=str(event.__struct_config__.tag),
        who=event.by.who,
        role=event.by.role,
        when=event.by.when,
        digest=desk.digest,
        outline=desk.outline,
        opinion=opinion,
        words=desk.words,
        density=desk.density,
        rate=desk.quality.rate if desk.quality is not None else None,
        papers=tuple(f"{one.kind} {one.number}".strip() for one in desk.papers),
    )


def _refuse(event: Event, step: str, cause: str, *reasons: str) -> Refusal:
    act = str(event.__struct_config__.tag)
    return Refusal(act, step, event.by.who, event.by.when, cause, reasons)


_ACTS: dict[type[Event], Callable[[Flow, State, Any, Desk], _Result]] = {
    Submit: _submit,
    Judge: _judge,
    Pass: _pass,
    Return: _return,
    Reopen: _reopen,
}
