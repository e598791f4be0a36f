"""收件.jsonl: what came in, whose it was found to be and by whom, what was sent back or taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from fangzhi.files.atomic import write_bytes
from fangzhi.model.value import Value, read_json
from fangzhi.project.calling.call import Call

NAME = "收件.jsonl"
MACHINE = "自动"
"""Stands for `who` where the evidence left no doubt and nobody was asked."""
EventKind = Literal["received", "assigned", "returned", "accepted"]
Role = Literal["稿", "附件", "签批单", "重复", "未读"]
State = Literal["未交", "逾期", "已交", "退回", "已收"]


class Event(Value, frozen=True):
    """One thing that happened to one file (`digest`), on a day, by somebody.

    `unit` is "" while nobody knows whose the file is; `bundle` names the zip or folder it came
    in; `words` is the digest of its text; `version` counts the unit's hand-ins from 1.
    """

    kind: EventKind
    digest: str
    name: str
    on: str
    who: str
    unit: str = ""
    role: Role = "稿"
    version: int = 0
    bundle: str = ""
    words: str = ""
    score: int = 0
    evidence: tuple[str, ...] = ()
    doubt: str = ""
    likely: tuple[str, ...] = ()
    reason: str = ""


class HandIn(Value, frozen=True):
    """One hand-in of a unit: the file, what came with it, and what became of it."""

    unit: str
    version: int
    digest: str
    name: str
    on: str
    who: str
    evidence: tuple[str, ...] = ()
    attachments: tuple[tuple[str, str], ...] = ()
    state: State = "已交"
    reason: str = ""
    decided_on: str = ""
    decided_by: str = ""
    signed: bool = False
    words: str = ""


def read_events(folder: Path) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """Give the events of a folder in their order, and a complaint for each line not understood."""
    path = folder / NAME
    if not path.is_file():
        return (), ()
    events, complaints = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            events.append(read_json(line, Event))
        except msgspec.DecodeError as fault:
            complaints.append(f"{NAME} 第{number}行读不懂，没有采用：{fault}")
    return tuple(events), tuple(complaints)


def add_events(folder: Path, events: Sequence[Event]) -> None:
    """Add events to 收件.jsonl, wholly or not at all; lines there, also broken ones, stay."""
    if not events:
        return
    path = folder / NAME
    old = path.read_bytes() if path.is_file() else b""
    if old and not old.endswith(b"\n"):
        old += b"\n"
    rows = b"".join(msgspec.json.encode(event) + b"\n" for event in events)
    write_bytes(path, old + rows)


def current(events: Iterable[Event]) -> tuple[Event, ...]:
    """Give each received file with the last word on whose it is, in the order received."""
    found: dict[tuple[str, str, str], Event] = {}
    for event in events:
        if event.kind == "received":
            found[(event.digest, event.bundle, event.name)] = event
        elif event.kind == "assigned":
            for key, known in found.items():
                if key[0] == event.digest and known.role != "重复":
                    found[key] = msgspec.structs.replace(
                        known, unit=event.unit, doubt="", who=event.who, role=event.role,
                        version=event.version, evidence=(*known.evidence, event.reason),
                    )  # fmt: skip
    return tuple(found.values())


def waiting(events: Iterable[Event]) -> tuple[Event, ...]:
    """Give the files of which a person must say whose they are."""
    return tuple(
        e for e in current(events) if (e.doubt or not e.unit) and e.role not in ("重复", "未读")
    )


def history(events: Sequence[Event]) -> dict[str, tuple[HandIn, ...]]:
    """Give the hand-ins of each unit in their order, with what came beside them and their state."""
    found: dict[str, list[HandIn]] = {}
    known = [event for event in current(events) if event.unit and not event.doubt]
    for event in sorted((e for e in known if e.role == "稿"), key=lambda e: e.version):
        found.setdefault(event.unit, []).append(
            HandIn(event.unit, event.version, event.digest, event.name, event.on, event.who,
                   event.evidence, words=event.words)
        )  # fmt: skip
    for event in known:
        if event.role in ("附件", "签批单") and event.unit in found:
            hand_ins = found[event.unit]
            at = max(0, min(event.version or len(hand_ins), len(hand_ins)) - 1)
            beside = (*hand_ins[at].attachments, (event.digest, event.name))
            signed = hand_ins[at].signed or event.role == "签批单"
            hand_ins[at] = msgspec.structs.replace(hand_ins[at], attachments=beside, signed=signed)
    for event in events:
        if event.kind in ("returned", "accepted"):
            found[event.unit] = [_decided(one, event) for one in found.get(event.unit, [])]
    return {unit: tuple(hand_ins) for unit, hand_ins in found.items()}


def _decided(hand_in: HandIn, event: Event) -> HandIn:
    if hand_in.digest != event.digest or hand_in.version != event.version:
        return hand_in
    state: State = "退回" if event.kind == "returned" else "已收"
    return msgspec.structs.replace(
        hand_in, state=state, reason=event.reason, decided_on=event.on, decided_by=event.who
    )


def assign(
    events: Sequence[Event], call: Call, digest: str, unit: str, who: str, on: str,
    role: Role = "稿",
) -> Event:  # fmt: skip
    """Say whose a file is; `digest` by its first letters. ValueError in Chinese where that is not so."""
    task = call.task(unit)
    if task is None:
        raise ValueError(f"组稿里没有“{unit}”这个单位。请照组稿.toml 里的名称写。")
    found = [e for e in current(events) if e.digest.startswith(digest) and e.role != "重复"]
    if not digest or len({event.digest for event in found}) != 1:
        raise ValueError(f"代号“{digest}”对不上一个收到的文件。请照列出的代号写。")
    _require(who)
    event = found[0]
    version = len(history(events).get(task.unit, ())) + (role == "稿")
    return Event("assigned", event.digest, event.name, on, who, task.unit, role, version,
                 event.bundle, event.words, reason=f"{who}认定是{task.unit}的")  # fmt: skip


def decide(
    events: Sequence[Event], unit: str, kind: Literal["returned", "accepted"], who: str, on: str,
    reason: str = "",
) -> Event:  # fmt: skip
    """Send back or take a unit's last hand-in; ValueError in Chinese where there is none."""
    _require(who)
    hand_ins = history(events).get(unit, ())
    if not hand_ins:
        raise ValueError(f"还没有收到{unit}的稿。")
    last = hand_ins[-1]
    if kind == "returned" and not reason.strip():
        raise ValueError("退回要写明理由，撰稿人才知道改什么。")
    if last.state == "已收" and kind == "accepted":
        raise ValueError(f"{unit}的第{last.version}稿已经收下了。")
    return Event(kind, last.digest, last.name, on, who, unit, "稿", last.version, reason=reason)


def _require(who: str) -> None:
    if not who.strip() or who == MACHINE:
        raise ValueError("请写明是谁决定的。")
