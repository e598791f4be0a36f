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
from fangzhi.project.calling.incoming.filled import Filled, manuscript_of
from fangzhi.project.calling.incoming.filling import fill
from fangzhi.project.calling.receiving import sorted_in, words_digest
from fangzhi.project.calling.records import Event, history
from fangzhi.publish.docx.manuscript import write_manuscript
from fangzhi.publish.legal import file_name
from fangzhi.workbench.calls.intake.batch import Lot, read_lot
from fangzhi.workbench.calls.intake.grids import source_with, tidy, with_tables
from fangzhi.workbench.calls.intake.known import add_events, events_of, filled_of, judged, known
from fangzhi.workbench.calls.intake.receiving import today
from fangzhi.workbench.calls.intake.staging import keep_bytes, size_of
from fangzhi.workbench.calls.models import HANDED, CallTask, HandFile, HandIn, PhotoTable
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.works.compiling import store

_BUSY = "刚才的文件还在读，请等读完再做这一步。"
_PERSON = 60


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
        _insist_idle(draft)
        title = f"读{task.unit.name}传来的文件"
        draft.run = runs.start(None, title, take, task, str(folder))
        draft.save(update_fields=["run"])
        write(who(task), "call.receive", thing(task), uploads=True)


def take(work: Any, task: CallTask, folder: str) -> str:
    """Take a lot in, as a background run: read, kept, put into the draft, judged."""
    lot = read_lot(Path(folder), work.tell)
    draft = draft_of(task) or HandIn.objects.create(task=task)
    files, warnings = _files(task, draft, lot)
    with transaction.atomic():
        HandFile.objects.bulk_create(files)
        draft.warnings = warnings
        _supersede(draft, [file for file in files if file.role == "稿"])
        signed = next((file for file in files if file.role == "签批单" and file.digest), None)
        if signed is not None:
            _sign(task, draft, signed)
        _assemble(draft, fresh=files)
        write(who(task), "call.receive", thing(task), files=len(files),
              digests=[file.digest for file in files if file.digest])  # fmt: skip
    return "\n".join((f"收到{len(lot.arrived)}个文件。", *lot.told, *warnings))


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


def _supersede(draft: HandIn, fresh: Sequence[HandFile]) -> None:
    """Put aside an earlier text where a later one fills the same nodes: the last word counts."""
    covered = {at for file in fresh for at in _covers(draft.task, file)}
    fresh_keys = {file.pk for file in fresh}
    for file in draft.files.filter(put_aside=False, role="稿"):
        if file.pk not in fresh_keys and covered & set(_covers(draft.task, file)):
            file.put_aside = True
            file.save(update_fields=["put_aside"])
    draft.edited = [at for at in draft.edited if at not in covered]


def _covers(task: CallTask, file: HandFile) -> list[int]:
    if file.returned is None:
        return []
    filled = fill(file.returned, task.call.value, task.value, task.last)
    return [at for at, node in enumerate(filled.nodes) if node.blocks]


def _assemble(draft: HandIn, fresh: Sequence[HandFile] = ()) -> None:
    """Read all files of the draft together, keep what was mended on the page, judge."""
    task = draft.task
    before: Filled | None = draft.filled
    files = list(draft.files.filter(put_aside=False).select_related("grid"))
    filled, source = filled_of(task, files)
    if before is not None and draft.edited:
        nodes = tuple(
            before.nodes[at] if at in draft.edited and at < len(before.nodes) else node
            for at, node in enumerate(filled.nodes)
        )
        filled = replace(filled, nodes=nodes)
    _put(draft, with_tables(filled, files, task.call.value.forms_of(task.value)), source)


def _put(draft: HandIn, filled: Filled, source: Manuscript) -> None:
    draft.filled, draft.source = filled, source
    draft.verdict = judged(draft.task, filled, source)
    draft.on = timezone.now()
    draft.save()


def mend(task: CallTask, number: int, parts: Sequence[str]) -> None:
    """Change the words of one node: `parts` are its runs of paragraphs, tables standing between."""
    with transaction.atomic():
        draft = draft_of(task) or HandIn.objects.create(task=task)
        _insist_idle(draft)
        if draft.filled is None:
            draft.filled, draft.source = filled_of(task, [])
        node = draft.filled.nodes[number]
        blocks = _mended(f"{task.pk}.{number}", node.blocks, parts)
        nodes = tuple(
            replace(one, blocks=blocks) if at == number else one
            for at, one in enumerate(draft.filled.nodes)
        )
        draft.edited = sorted({*draft.edited, number})
        _put(draft, replace(draft.filled, nodes=nodes), source_with(draft.source))
        write(who(task), "call.receive", thing(task), mended=node.title)


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
    with transaction.atomic():
        draft = draft_of(task)
        if draft is None or file.hand_in_id != draft.pk:
            raise ValidationError("这个文件已经随稿提交，不能再改。")
        _insist_idle(draft)
        file.put_aside = aside
        file.save(update_fields=["put_aside"])
        _assemble(draft)
        write(who(task), "call.receive", thing(task), file=file.digest, put_aside=aside)


def save_grid(
    by: Any, file: HandFile, title: str, cells: Sequence[Sequence[str]], confirmed_by: str
) -> PhotoTable:
    """Keep the typed cells of a photographed table; with a name they are confirmed and count."""
    with transaction.atomic():
        grid, _ = PhotoTable.objects.get_or_create(file=file)
        grid.title, grid.rows = title.strip()[:200], tidy(cells)
        grid.confirmed_by = confirmed_by.strip()[:_PERSON]
        grid.confirmed_at = timezone.now() if grid.confirmed_by and grid.rows else None
        grid.save()
        file.grid = grid
        row = file.hand_in
        if row is not None and row.filled is not None:
            task = row.task
            forms = task.call.value.forms_of(task.value)
            if row.version == 0:
                _assemble(row)
            elif grid.confirmed_at is not None:
                _put_late(row, with_tables(row.filled, [file], forms))
        write(by, "call.receive", f"HandFile:{file.pk} {file.digest[:16]}",
              confirmed=grid.confirmed_by, rows=len(grid.rows))  # fmt: skip
    return grid


def _put_late(row: HandIn, filled: Filled) -> None:
    row.filled = filled
    row.verdict = judged(row.task, filled, source_with(row.source))
    row.save(update_fields=["filled", "verdict"])


def hand_in(task: CallTask, leader: str, writer: str, phone: str) -> HandIn:
    """Hand in what was put together, with the leader's name and how to reach the writer."""
    given = {"审核领导": leader.strip(), "撰稿人": writer.strip(), "联系电话": phone.strip()}
    if missing := [label for label, words in given.items() if not words]:
        raise ValidationError(f"请填写{'、'.join(missing)}，才能提交。")
    with transaction.atomic():
        draft = draft_of(task)
        if draft is None or draft.filled is None or draft.filled.is_empty:
            raise ValidationError("还没有可以提交的稿。请先传文件，或在下面直接写。")
        _insist_idle(draft)
        events = events_of(task.call)
        past = history(events).get(task.unit.name, ())
        people = {**dict(draft.filled.people), "撰稿人": given["撰稿人"],
                  "撰稿人电话": given["联系电话"], "审核领导": given["审核领导"]}  # fmt: skip
        draft.filled = replace(draft.filled, people=tuple(people.items()))
        draft.verdict = judged(task, draft.filled, source_with(draft.source))
        file = _whole(task, draft, len(past) + 1)
        draft.version, draft.state = len(past) + 1, HANDED
        draft.digest, draft.name = file.digest, file.name
        draft.leader, draft.writer, draft.phone = (words[:_PERSON] for words in given.values())
        draft.on = timezone.now()
        draft.save()
        words = words_digest(manuscript_of(draft.filled, source_with(draft.source)))
        beside = draft.files.filter(put_aside=False).exclude(pk=file.pk).exclude(digest="")
        events_now = [Event("received", file.digest, file.name, today(), who(task), task.unit.name,
                            "稿", draft.version, words=words, evidence=("由供稿链接提交",))]  # fmt: skip
        events_now += [
            Event("received", one.digest, one.name, today(), who(task), task.unit.name,
                  "签批单" if one.role == "签批单" else "附件", draft.version)
            for one in beside if one.role in ("附件", "签批单")
        ]  # fmt: skip
        add_events(task.call, events_now)
        write(who(task), "call.receive", thing(task), version=draft.version, digest=file.digest,
              leader=draft.leader)  # fmt: skip
    return draft


def _whole(task: CallTask, draft: HandIn, version: int) -> HandFile:
    """Give the one file that is handed in: the file as it came, or one made of all that was mended."""
    texts = list(draft.files.filter(put_aside=False, role="稿").exclude(digest=""))
    grids = draft.files.filter(put_aside=False, grid__confirmed_at__isnull=False).exists()
    if len(texts) == 1 and not draft.edited and not grids:
        return texts[0]
    made = manuscript_of(draft.filled, source_with(draft.source))
    digest = keep_bytes(write_manuscript(made, store()))
    name = f"{file_name(task.unit.name)}-第{version}稿（网页上定稿）.docx"
    file: HandFile = HandFile.objects.create(
        call=task.call, hand_in=draft, digest=digest, name=name, size=size_of(digest),
        role="定稿", who=who(task),
    )  # fmt: skip
    return file


def _sign(task: CallTask, draft: HandIn, file: HandFile) -> None:
    """Keep the photograph of the sign-off sheet with the hand-in it signs: the last one handed in."""
    handed: HandIn | None = task.hand_ins.filter(version__gt=0).first()
    target = handed or draft
    file.hand_in = target
    file.save(update_fields=["hand_in"])
    target.signed = file.digest
    target.save(update_fields=["signed"])
    if handed is not None:
        add_events(task.call, [Event("received", file.digest, file.name, today(), who(task),
                                     task.unit.name, "签批单", handed.version)])  # fmt: skip


def _insist_idle(draft: HandIn) -> None:
    if draft.run is not None and draft.run.is_open:
        raise ValidationError(_BUSY)
