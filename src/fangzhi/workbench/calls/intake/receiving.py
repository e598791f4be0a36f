"""Files that the office was sent (微信、邮件) and uploads here: matched to units, or asked about."""

from __future__ import annotations

from collections.abc import Sequence
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
from fangzhi.workbench.calls.intake.known import add_events, events_of, filled_of, judged, known
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
    before = events_of(call)
    made = sorted_in(lot.arrived, known(call), before, today())
    files = _files(call, lot, made, str(work.user))
    looked = _looked(call, before, made, files)
    with transaction.atomic():
        HandFile.objects.bulk_create(files)
        add_events(call, made)
        for one in looked:
            enter(one, files)
        _beside(call, made, files)
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
    """Read and judge one hand-in out of these files."""
    wanted = {hand_in.digest, *(digest for digest, _ in hand_in.attachments)}
    own = {one.digest: one for one in files if one.digest in wanted and one.returned is not None}
    for one in own.values():
        # a table that came alone is the hand-in itself
        one.role = "稿" if one.digest == hand_in.digest else one.role
    filled, source = filled_of(task, list(own.values()))
    return Looked(task, hand_in, filled, source, judged(task, filled, source))


def enter(one: Looked, files: Sequence[HandFile]) -> Row:
    """Store a hand-in; inside the caller's transaction."""
    hand_in = one.hand_in
    row: Row = Row.objects.create(
        task=one.task, version=hand_in.version, digest=hand_in.digest, name=hand_in.name[-300:],
        state=HANDED, filled=one.filled, source=one.source, verdict=one.verdict,
        writer=one.filled.person("撰稿人")[:60], phone=one.filled.person("撰稿人电话")[:60],
        leader=one.filled.person("审核领导")[:60],
    )  # fmt: skip
    wanted = {hand_in.digest, *(digest for digest, _ in hand_in.attachments)}
    for file in files:
        if file.digest in wanted and file.role != "重复":
            file.hand_in = row
            file.save(update_fields=["hand_in", "role"])
    return row


def _beside(call: Call, made: Sequence[Event], files: Sequence[HandFile]) -> None:
    """Let pictures and sign-off sheets that came later go with the unit's last hand-in."""
    for event in made:
        if event.role not in ("附件", "签批单") or not event.unit or event.doubt:
            continue
        row = Row.objects.filter(
            task__call=call, task__unit__name=event.unit, version__gt=0
        ).first()  # fmt: skip
        if row is None:
            continue
        for file in files:
            if file.digest == event.digest and file.hand_in_id is None and file.role != "重复":
                file.hand_in = row
                file.save(update_fields=["hand_in"])
        if event.role == "附件":
            refill(row)
        if event.role == "签批单" and event.digest:
            row.signed = event.digest
            row.save(update_fields=["signed"])


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


def refill(row: Row) -> None:
    """Read a hand-in's files together once more, and judge; inside the caller's transaction."""
    files = list(row.files.filter(put_aside=False))
    row.filled, row.source = filled_of(row.task, files)
    row.verdict = judged(row.task, row.filled, row.source)
    row.save(update_fields=["filled", "source", "verdict"])
