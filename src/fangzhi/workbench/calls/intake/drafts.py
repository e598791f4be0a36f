"""What a unit puts together behind its link: files taken in, words mended, tables confirmed, handed in.

Each function is one thing that a person does there: one transaction, one line of the ledger. Right
is holding the link; the views ask `links.link_of` first.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from fangzhi.align.carry import carry_ids
from fangzhi.model.manuscript import Block, Manuscript
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id
from fangzhi.project.calling.incoming.filled import Filled
from fangzhi.project.calling.incoming.filling import fill
from fangzhi.project.calling.receiving import sorted_in
from fangzhi.project.calling.records import Event
from fangzhi.workbench.calls.intake.batch import Lot, read_lot
from fangzhi.workbench.calls.intake.grids import source_with, tidy, with_tables
from fangzhi.workbench.calls.intake.known import add_events, filled_of, judged, known
from fangzhi.workbench.calls.intake.looking import Look, make_sure, mark_of, settled
from fangzhi.workbench.calls.intake.receiving import today
from fangzhi.workbench.calls.intake.staging import size_of
from fangzhi.workbench.calls.models import CallTask, HandFile, HandIn, PhotoTable
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.ledger.lines import write

_BUSY = "刚才的文件还在读，请等读完再做这一步。"
PERSON = 60


def who(task: CallTask) -> str:
    """Name somebody who holds a unit's link, for the ledger."""
    return f"{task.unit.name}（供稿链接）"


def thing(task: CallTask) -> str:
    """Name a task for the ledger."""
    return f"CallTask:{task.pk} {task.unit.name}"


def draft_of(task: CallTask) -> HandIn | None:
    """Give what is being put together, None before anything came."""
    found: HandIn | None = task.hand_ins.filter(version=0).select_related("run").first()
    return found


def start_taking(task: CallTask, folder: Path) -> None:
    """Queue the reading of a lot that came through the link."""
    with transaction.atomic():
        draft = draft_of(task) or HandIn.objects.create(task=task)
        insist_idle(draft)
        title = f"读{task.unit.name}传来的文件"
        draft.run = runs.start(None, title, take, task, str(folder))
        draft.save(update_fields=["run"])
        write(who(task), "call.receive", thing(task), uploads=True)


def take(work: Any, task: CallTask, folder: str) -> str:
    """Take a lot in, as a background run: read, kept, judged, and then put into the draft."""
    lot = read_lot(Path(folder), work.tell)
    warnings = settled(lambda: _taken(task, lot))
    return "\n".join((f"收到{len(lot.arrived)}个文件。", *lot.told, *warnings))


def _taken(task: CallTask, lot: Lot) -> list[str]:
    draft = draft_of(task) or HandIn.objects.create(task=task)
    before = mark_of(draft)
    files, warnings = _files(task, draft, lot)
    aside = _supersede(draft, [file for file in files if file.role == "稿"])
    signed = next((file for file in files if file.role == "签批单" and file.digest), None)
    # the signed sheet goes with the hand-in that it signs: the last one handed in
    handed: HandIn | None = task.hand_ins.filter(version__gt=0).first()
    gone = {file.pk for file in aside}
    stay = [file for file in _files_of(draft) if file.pk not in gone]
    stay += [file for file in files if file is not signed or handed is None]
    look = _assembled(draft, stay)
    with transaction.atomic():
        make_sure([(draft, before)])
        HandFile.objects.bulk_create(files)
        for file in aside:
            file.put_aside = True
            file.save(update_fields=["put_aside"])
        draft.warnings = warnings
        if signed is not None:
            _sign(task, handed or draft, signed)
        _put(draft, look)
        write(who(task), "call.receive", thing(task), files=len(files),
              digests=[file.digest for file in files if file.digest])  # fmt: skip
    return warnings


def _files(task: CallTask, draft: HandIn, lot: Lot) -> tuple[list[HandFile], list[str]]:
    made = sorted_in(lot.arrived, known(task.call), (), today())
    had = set(draft.files.filter(put_aside=False).values_list("digest", flat=True))
    files, warnings = [], list(lot.told)
    for one, event in zip(lot.arrived, made, strict=True):
        if event.digest in had or event.role == "重复":
            warnings.append(f"《{event.name}》刚才已经传过，一字不差。")
            continue
        strange = "编号" in event.doubt or "组稿" in event.doubt
        other = event.unit and event.unit != task.unit.name
        if strange or other:
            told = event.doubt or f"这像是{event.unit}的稿"
            warnings.append(
                f"《{event.name}》{told}。请核对是不是传错了；没有传错的，照常提交就行。"
            )
        sheet = one.returned.manuscript.media_type in ("xlsx", "xls", "et")
        role = "附件" if sheet or (one.returned.is_picture and event.role == "稿") else event.role
        files.append(HandFile(
            call=task.call, hand_in=draft, digest=event.digest, name=event.name[-300:],
            bundle=event.bundle[-300:], size=size_of(event.digest), role=role,
            why="；".join(one.returned.why), returned=one.returned, who=who(task),
        ))  # fmt: skip
    for name, why in lot.refused:
        files.append(HandFile(call=task.call, hand_in=draft, name=name[-300:], role="未读", why=why,
                              who=who(task)))  # fmt: skip
    return files, warnings


def _supersede(draft: HandIn, fresh: Sequence[HandFile]) -> list[HandFile]:
    """Give earlier texts whose nodes a later one fills, to be put aside: the last word counts."""
    covered = {at for file in fresh for at in _covers(draft.task, file)}
    draft.edited = [at for at in draft.edited if at not in covered]
    earlier = draft.files.filter(put_aside=False, role="稿")
    return [file for file in earlier if covered & set(_covers(draft.task, file))]


def _files_of(draft: HandIn) -> list[HandFile]:
    return list(draft.files.filter(put_aside=False).select_related("grid"))


def _covers(task: CallTask, file: HandFile) -> list[int]:
    if file.returned is None:
        return []
    filled = fill(file.returned, task.call.value, task.value, task.last)
    return [at for at, node in enumerate(filled.nodes) if node.blocks]


def _assembled(draft: HandIn, files: Sequence[HandFile]) -> Look:
    """Read files of the draft together, keep what was mended on the page, judge; stores nothing."""
    task = draft.task
    before: Filled | None = draft.filled
    filled, source = filled_of(task, files)
    if before is not None and draft.edited:
        nodes = tuple(
            before.nodes[at] if at in draft.edited and at < len(before.nodes) else node
            for at, node in enumerate(filled.nodes)
        )
        filled = replace(filled, nodes=nodes)
    return _judged(task, with_tables(filled, files, task.call.value.forms_of(task.value)), source)


def _judged(task: CallTask, filled: Filled, source: Manuscript) -> Look:
    return Look(filled, source, judged(task, filled, source))


def _put(draft: HandIn, look: Look) -> None:
    draft.filled, draft.source, draft.verdict = look
    draft.on = timezone.now()
    draft.save()


def mend(task: CallTask, number: int, parts: Sequence[str]) -> None:
    """Change the words of one node: `parts` are its runs of paragraphs, tables standing between."""

    def attempt() -> None:
        draft = draft_of(task) or HandIn(task=task)
        before = mark_of(draft)
        insist_idle(draft)
        if draft.filled is None:
            draft.filled, draft.source = filled_of(task, [])
        node = draft.filled.nodes[number]
        blocks = _mended(f"{task.pk}.{number}", node.blocks, parts)
        nodes = tuple(
            replace(one, blocks=blocks) if at == number else one
            for at, one in enumerate(draft.filled.nodes)
        )
        draft.edited = sorted({*draft.edited, number})
        look = _judged(task, replace(draft.filled, nodes=nodes), source_with(draft.source))
        with transaction.atomic():
            make_sure([(draft, before)])
            _put(draft, look)
            write(who(task), "call.receive", thing(task), mended=node.title)

    settled(attempt)


def runs_of(blocks: Sequence[Block]) -> list[Block | list[Text]]:
    """Give a node's blocks as runs of paragraphs, tables and pictures between them."""
    found: list[Block | list[Text]] = []
    for block in blocks:
        if not isinstance(block, Text):
            found.append(block)
        elif found and isinstance(found[-1], list):
            found[-1].append(block)
        else:
            found.append([block])
    return found


def _mended(key: str, blocks: Sequence[Block], parts: Sequence[str]) -> tuple[Block, ...]:
    """Set typed lines in place of each run of paragraphs; what lives on keeps its id."""
    typed = list(parts)
    made: list[Block] = []
    pieces = runs_of(blocks) or [[]]
    if typed and not any(isinstance(piece, list) for piece in pieces):
        pieces.insert(0, [])
    for piece in pieces:
        if not isinstance(piece, list):
            made.append(piece)
        elif typed:
            made += _lines(key, len(made), piece, typed.pop(0))
        else:
            made += piece
    old = Manuscript(tuple(blocks), source=key)
    return carry_ids(old, Manuscript(tuple(made), source=key)).blocks


def _lines(key: str, at: int, before: Sequence[Text], words: str) -> list[Text]:
    kept = {text.text.strip(): text for text in before}
    lines = [line.strip() for line in words.replace("\r", "").split("\n")]
    return [kept.get(line) or Text(mint_id(key, "typed", f"{at}.{number}"), line)
            for number, line in enumerate(lines) if line]  # fmt: skip


def put_aside(task: CallTask, file: HandFile, aside: bool) -> None:
    """Leave a file of the draft out, or take it back; the original stays kept."""

    def attempt() -> None:
        draft = draft_of(task)
        if draft is None or file.hand_in_id != draft.pk:
            raise ValidationError("这个文件已经随稿提交，不能再改。")
        before = mark_of(draft)
        insist_idle(draft)
        every = draft.files.select_related("grid")
        stay = [one for one in every if not (aside if one.pk == file.pk else one.put_aside)]
        look = _assembled(draft, stay)
        with transaction.atomic():
            make_sure([(draft, before)])
            file.put_aside = aside
            file.save(update_fields=["put_aside"])
            _put(draft, look)
            write(who(task), "call.receive", thing(task), file=file.digest, put_aside=aside)

    settled(attempt)


def save_grid(
    by: Any, file: HandFile, title: str, cells: Sequence[Sequence[str]], confirmed_by: str
) -> PhotoTable:
    """Keep the typed cells of a photographed table; with a name they are confirmed and count."""

    def attempt() -> PhotoTable:
        row = file.hand_in
        if row is not None:
            row.refresh_from_db()
        marked = [(row, mark_of(row))] if row is not None else []
        grid = PhotoTable.objects.filter(file=file).first() or PhotoTable(file=file)
        grid.title, grid.rows = title.strip()[:200], tidy(cells)
        grid.confirmed_by = confirmed_by.strip()[:PERSON]
        grid.confirmed_at = timezone.now() if grid.confirmed_by and grid.rows else None
        file.grid = grid
        look = _with_grid(row, file) if row is not None and row.filled is not None else None
        with transaction.atomic():
            make_sure(marked)
            grid.save()
            if row is not None and look is not None and row.version == 0:
                _put(row, look)
            elif row is not None and look is not None:
                row.filled, row.verdict = look.filled, look.verdict
                row.save(update_fields=["filled", "verdict"])
            write(by, "call.receive", f"HandFile:{file.pk} {file.digest[:16]}",
                  confirmed=grid.confirmed_by, rows=len(grid.rows))  # fmt: skip
        return grid

    return settled(attempt)


def _with_grid(row: HandIn, file: HandFile) -> Look | None:
    """Judge a hand-in with the table just typed; None where it does not count for it yet."""
    if row.version == 0:
        return _assembled(row, [file if one.pk == file.pk else one for one in _files_of(row)])
    if file.grid.confirmed_at is None:
        return None
    task = row.task
    filled = with_tables(row.filled, [file], task.call.value.forms_of(task.value))
    return _judged(task, filled, source_with(row.source))


def _sign(task: CallTask, target: HandIn, file: HandFile) -> None:
    """Keep the photograph of the sign-off sheet with the hand-in it signs."""
    file.hand_in = target
    file.save(update_fields=["hand_in"])
    target.signed = file.digest
    target.save(update_fields=["signed"])
    if target.version:
        add_events(task.call, [Event("received", file.digest, file.name, today(), who(task),
                                     task.unit.name, "签批单", target.version)])  # fmt: skip


def insist_idle(draft: HandIn) -> None:
    """Raise ValidationError while files are still being read into the draft."""
    if draft.run is not None and draft.run.is_open:
        raise ValidationError(_BUSY)
