"""Files that the office was sent (微信、邮件) and uploads here: matched to units, or asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from fangzhi.model.manuscript import Manuscript
from fangzhi.project.calling.incoming.filled import Filled
from fangzhi.project.calling.judging import Verdict
from fangzhi.project.calling.receiving import sorted_in
from fangzhi.project.calling.records import Event, HandIn, history
from fangzhi.workbench.calls.intake.batch import Lot, read_lot
from fangzhi.workbench.calls.intake.known import add_events, events_of, known
from fangzhi.workbench.calls.intake.looking import (
    CameBetween,
    Look,
    looked_at,
    make_sure,
    mark_of,
    settled,
)
from fangzhi.workbench.calls.intake.staging import size_of
from fangzhi.workbench.calls.models import HANDED, Call, CallTask, HandFile
from fangzhi.workbench.calls.models import HandIn as Row
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.works.places import place_of


class Looked(NamedTuple):
    """A new hand-in with what was filled in and the verdict, before anything is stored."""

    task: CallTask
    hand_in: HandIn
    filled: Filled
    source: Manuscript
    verdict: Verdict


def today() -> str:
    """Give the day where the office is."""
    return timezone.localdate().isoformat()


def receive(work: Any, call: Call, folder: str) -> str:
    """Receive a lot of files, as a background run; gives what to tell."""
    insist(work.user, "call.receive", place_of(call.page.specific))
    lot = read_lot(Path(folder), work.tell)
    return settled(lambda: _received(work, call, lot))


def _received(work: Any, call: Call, lot: Lot) -> str:
    before = events_of(call)
    made = sorted_in(lot.arrived, known(call), before, today())
    files = _files(call, lot, made, str(work.user))
    looked = _looked(call, before, made, files)
    beside = list(_beside(call, made, files, looked))
    with transaction.atomic():
        make_sure([(one.row, one.mark) for one in beside if one.row is not None])
        if len(events_of(call)) != len(before):
            raise CameBetween
        HandFile.objects.bulk_create(files)
        add_events(call, made)
        rows = {(one.task.pk, one.hand_in.version): enter(one, files) for one in looked}
        for late in beside:
            late.enter(rows)
        write(
            work.user, "call.receive", f"Call:{call.pk} {call.title}", files=len(files),
            digests=[one.digest for one in files if one.digest], hand_ins=len(looked),
        )  # fmt: skip
    return _words(lot, made, looked)


def _files(call: Call, lot: Lot, made: Sequence[Event], who: str) -> list[HandFile]:
    files = [
        HandFile(
            call=call, digest=event.digest, name=event.name[-300:], bundle=event.bundle[-300:],
            size=size_of(event.digest),
            role=event.role, why="；".join(one.returned.why), returned=one.returned, who=who,
        )
        for one, event in zip(lot.arrived, made, strict=True)
    ]  # fmt: skip
    files += [HandFile(call=call, name=name[-300:], role="未读", why=why, who=who)
              for name, why in lot.refused]  # fmt: skip
    files += [HandFile(call=call, digest=digest, name=name[-300:], role="包", who=who)
              for name, digest in lot.bundles]  # fmt: skip
    return files


def _looked(
    call: Call, before: Sequence[Event], made: Sequence[Event], files: Sequence[HandFile]
) -> list[Looked]:
    tasks = {task.unit.name: task for task in call.tasks.select_related("unit")}
    for task in tasks.values():
        task.call = call
    fresh = {e.digest for e in made if e.role == "稿" and e.unit and not e.doubt}
    found = []
    for unit, hand_ins in history((*before, *made)).items():
        for hand_in in hand_ins:
            if hand_in.digest in fresh and unit in tasks:
                found.append(look(tasks[unit], hand_in, files))
    return found


def look(task: CallTask, hand_in: HandIn, files: Sequence[HandFile]) -> Looked:
    """Read and judge one hand-in out of these files; stores nothing."""
    wanted = _wanted(hand_in)
    own = {one.digest: one for one in files if one.digest in wanted and one.returned is not None}
    for one in own.values():
        # a table that came alone is the hand-in itself
        one.role = "稿" if one.digest == hand_in.digest else one.role
    return Looked(task, hand_in, *looked_at(task, list(own.values())))


def _wanted(hand_in: HandIn) -> set[str]:
    return {hand_in.digest, *(digest for digest, _ in hand_in.attachments)}


def enter(one: Looked, files: Sequence[HandFile]) -> Row:
    """Store a hand-in; inside the caller's transaction."""
    hand_in = one.hand_in
    row: Row = Row.objects.create(
        task=one.task, version=hand_in.version, digest=hand_in.digest, name=hand_in.name[-300:],
        state=HANDED, filled=one.filled, source=one.source, verdict=one.verdict,
        writer=one.filled.person("撰稿人")[:60], phone=one.filled.person("撰稿人电话")[:60],
        leader=one.filled.person("审核领导")[:60],
    )  # fmt: skip
    wanted = _wanted(hand_in)
    for file in files:
        if file.digest in wanted and file.role != "重复":
            file.hand_in = row
            file.save(update_fields=["hand_in", "role"])
    return row


class Beside(NamedTuple):
    """Pictures and sign-off sheets that go with a unit's last hand-in, and it judged with them.

    `row` was there before, with its mark; without one it is the hand-in `key` of this lot.
    """

    row: Row | None
    mark: tuple[Any, ...]
    key: tuple[int, int]
    files: tuple[HandFile, ...]
    signed: str
    look: Look | None

    def enter(self, rows: Mapping[tuple[int, int], Row]) -> None:
        """Store it; inside the caller's transaction, after the hand-ins of the lot."""
        row = self.row or rows[self.key]
        for file in self.files:
            if file.hand_in_id is None:
                file.hand_in = row
                file.save(update_fields=["hand_in"])
        if self.look is not None:
            row.filled, row.source, row.verdict = self.look
        row.signed = self.signed or row.signed
        row.save(update_fields=["filled", "source", "verdict", "signed"])


def _beside(
    call: Call, made: Sequence[Event], files: Sequence[HandFile], looked: Sequence[Looked]
) -> Iterator[Beside]:
    """Look at the hand-ins with which what came besides goes; stores nothing."""
    late: dict[str, list[Event]] = {}
    for event in made:
        if event.role in ("附件", "签批单") and event.unit and not event.doubt:
            late.setdefault(event.unit, []).append(event)
    newest = {
        one.task.unit.name: one for one in sorted(looked, key=lambda one: one.hand_in.version)
    }
    for unit, events in late.items():
        wanted = {event.digest for event in events}
        own = tuple(file for file in files if file.digest in wanted and file.role != "重复")
        signed = next((e.digest for e in reversed(events) if e.role == "签批单" and e.digest), "")
        attached = any(event.role == "附件" for event in events)
        if (fresh := newest.get(unit)) is not None:
            key = (fresh.task.pk, fresh.hand_in.version)
            within = _wanted(fresh.hand_in)
            # what came after its text in the lot was judged with it; what came before was not
            more = [file for file in own if file.digest not in within]
            together = [*(file for file in files if file.digest in within), *more]
            look = looked_at(fresh.task, together) if attached and more else None
            yield Beside(None, (), key, own, signed, look)
            continue
        row = Row.objects.filter(task__call=call, task__unit__name=unit, version__gt=0).first()
        if row is not None:
            mark = mark_of(row)
            together = [*row.files.filter(put_aside=False), *own]
            look = looked_at(row.task, together) if attached else None
            yield Beside(row, mark, (0, 0), own, signed, look)


def _words(lot: Lot, made: Sequence[Event], looked: Sequence[Looked]) -> str:
    doubtful = sum(bool(e.doubt) and e.role not in ("重复", "未读") for e in made)
    double = sum(e.role == "重复" for e in made)
    told = [f"收到{len(made) + len(lot.refused)}个文件，认出{len(looked)}份来稿。"]
    told += [f"{doubtful}个文件认不准是哪个单位的，请到“待认”里指定。"] if doubtful else []
    told += [f"{double}个与已收到的一字不差。"] if double else []
    told += [one.verdict.lead for one in looked[:40]]
    unread = [why for one in lot.arrived if not one.returned.read for why in one.returned.why]
    told += [*lot.told, *(why for _, why in lot.refused), *unread][:200]
    return "\n".join(dict.fromkeys(told))
