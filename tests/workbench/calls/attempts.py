"""Attempts at what the office's pages of 组稿收稿 offer, for the matrix of rights."""

from __future__ import annotations

from typing import Any

from tests.workbench.people.asking import Asked, Attempt, Target, look

_OWED = {"year": "2024", "deadline": "2027-05-31"}


def _task(target: Target) -> Any:
    """Give what the unit owes of the section, in a call for that section."""
    from fangzhi.project.calling.call import Call as CallValue
    from fangzhi.project.calling.call import Owed, Task
    from fangzhi.workbench.calls.models import Call, CallTask

    value = CallValue(
        "call", "年鉴", 2024, "2027-05-31", 2027,
        tasks=(Task(1, target.unit.name, (Owed(target.section.title),)),),
    )  # fmt: skip
    call = Call.objects.create(page=target.section, title="年鉴（2024年）", year=2024,
                               deadline="2027-05-31", value=value)  # fmt: skip
    return CallTask.objects.create(call=call, unit=target.unit, number=1, page=target.section,
                                   pages=[target.section.pk])  # fmt: skip


def _call(target: Target, rest: str = "") -> str:
    task = _task(target)
    return f"/calls/{task.call.page_id}/{task.call_id}/{rest}"


def _unit(target: Target, rest: str = "") -> str:
    task = _task(target)
    return f"/calls/{task.page_id}/units/{task.pk}/{rest}"


def _hand_in(target: Target, rest: str = "") -> str:
    from fangzhi.model.manuscript import Manuscript
    from fangzhi.model.text import Text
    from fangzhi.project.calling.incoming.filled import Filled, NodeText
    from fangzhi.project.calling.judging import Verdict
    from fangzhi.project.calling.records import Event
    from fangzhi.workbench.calls.intake.known import add_events
    from fangzhi.workbench.calls.models import HANDED, HandIn

    task = _task(target)
    words = (Text("t1", "2024年，建成水库39座。"),)
    filled = Filled(task.unit.name, (NodeText(target.section.title, (), words),))
    row = HandIn.objects.create(
        task=task, version=1, digest="a" * 64, name="稿.docx", state=HANDED, filled=filled,
        source=Manuscript(source="a" * 64), verdict=Verdict(task.unit.name, "可以收下", "收到。"),
    )  # fmt: skip
    event = Event("received", "a" * 64, "稿.docx", "2026-01-01", "某人", task.unit.name, version=1)
    add_events(task.call, [event])
    return f"/hand-ins/{task.page_id}/{row.pk}/{rest}"


def _made(target: Target) -> Asked:
    key = target.section.pk
    return Asked(f"/calls/{key}/new/", {**_OWED, "node": [str(key)], f"unit-{key}": target.unit.pk})


ATTEMPTS = [
    Attempt("call.see", lambda t: look(_call(t))),
    Attempt("call.see", lambda t: look(_unit(t))),
    Attempt("call.see", lambda t: look(_unit(t, "pack/"))),
    Attempt("call.see", lambda t: look(_hand_in(t)), slow=True),
    Attempt("call.edit", _made),
    Attempt("call.edit", lambda t: Asked(_call(t, "packs/"), {})),
    Attempt("call.edit", lambda t: look(_call(t, "remind/"))),
    Attempt("call.link", lambda t: Asked(_unit(t, "link/"), {"days": "30"})),
    Attempt("call.receive", lambda t: look(_call(t, "take/"))),
    Attempt("call.receive", lambda t: look(_call(t, "doubtful/"))),
    Attempt("call.answer", lambda t: Asked(_hand_in(t, "return/"), {"reason": "请核对。"})),
    Attempt("call.answer", lambda t: Asked(_hand_in(t, "accept/"), {}), slow=True),
]
