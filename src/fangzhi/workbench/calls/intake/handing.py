"""A unit hands in what it put together: judged and made whole first, then stored in one transaction."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from fangzhi.project.calling.incoming.filled import manuscript_of
from fangzhi.project.calling.receiving import words_digest
from fangzhi.project.calling.records import Event, history
from fangzhi.publish.docx.manuscript import write_manuscript
from fangzhi.publish.legal import file_name
from fangzhi.workbench.calls.intake.drafts import PERSON, draft_of, insist_idle, thing, who
from fangzhi.workbench.calls.intake.grids import source_with
from fangzhi.workbench.calls.intake.known import add_events, events_of, judged
from fangzhi.workbench.calls.intake.looking import CameBetween, make_sure, mark_of, settled
from fangzhi.workbench.calls.intake.receiving import today
from fangzhi.workbench.calls.intake.staging import keep_bytes, size_of
from fangzhi.workbench.calls.models import HANDED, CallTask, HandFile, HandIn
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.works.compiling import store


def hand_in(task: CallTask, leader: str, writer: str, phone: str) -> HandIn:
    """Hand in what was put together, with the leader's name and how to reach the writer."""
    given = {"审核领导": leader.strip(), "撰稿人": writer.strip(), "联系电话": phone.strip()}
    if missing := [label for label, words in given.items() if not words]:
        raise ValidationError(f"请填写{'、'.join(missing)}，才能提交。")
    return settled(lambda: _handed_in(task, given))


def _handed_in(task: CallTask, given: dict[str, str]) -> HandIn:
    draft = draft_of(task)
    if draft is None or draft.filled is None or draft.filled.is_empty:
        raise ValidationError("还没有可以提交的稿。请先传文件，或在下面直接写。")
    before = mark_of(draft)
    insist_idle(draft)
    past = _past(task)
    people = {**dict(draft.filled.people), "撰稿人": given["撰稿人"],
              "撰稿人电话": given["联系电话"], "审核领导": given["审核领导"]}  # fmt: skip
    draft.filled = replace(draft.filled, people=tuple(people.items()))
    draft.verdict = judged(task, draft.filled, source_with(draft.source))
    file = _whole(task, draft, past + 1)
    words = words_digest(manuscript_of(draft.filled, source_with(draft.source)))
    with transaction.atomic():
        make_sure([(draft, before)])
        if _past(task) != past:
            raise CameBetween
        if file.pk is None:
            file.save()
        draft.version, draft.state = past + 1, HANDED
        draft.digest, draft.name = file.digest, file.name
        draft.leader, draft.writer, draft.phone = (words[:PERSON] for words in given.values())
        draft.on = timezone.now()
        draft.save()
        add_events(task.call, _told(task, draft, file, words))
        write(who(task), "call.receive", thing(task), version=draft.version, digest=file.digest,
              leader=draft.leader)  # fmt: skip
    return draft


def _past(task: CallTask) -> int:
    """Count what this unit handed in before."""
    return len(history(events_of(task.call)).get(task.unit.name, ()))


def _told(task: CallTask, draft: HandIn, file: HandFile, words: str) -> list[Event]:
    """Give the events of a hand-in: its text, and what goes with it."""
    beside = draft.files.filter(put_aside=False).exclude(pk=file.pk).exclude(digest="")
    return [
        Event("received", file.digest, file.name, today(), who(task), task.unit.name, "稿",
              draft.version, words=words, evidence=("由供稿链接提交",)),
        *(
            Event("received", one.digest, one.name, today(), who(task), task.unit.name,
                  "签批单" if one.role == "签批单" else "附件", draft.version)
            for one in beside if one.role in ("附件", "签批单")
        ),
    ]  # fmt: skip


def _whole(task: CallTask, draft: HandIn, version: int) -> HandFile:
    """Give the one file that is handed in: the file as it came, or one made of all that was mended.

    One that was made is in the store already and not in the database yet.
    """
    texts = list(draft.files.filter(put_aside=False, role="稿").exclude(digest=""))
    grids = draft.files.filter(put_aside=False, grid__confirmed_at__isnull=False).exists()
    if len(texts) == 1 and not draft.edited and not grids:
        return texts[0]
    made = manuscript_of(draft.filled, source_with(draft.source))
    digest = keep_bytes(write_manuscript(made, store()))
    name = f"{file_name(task.unit.name)}-第{version}稿（网页上定稿）.docx"
    return HandFile(
        call=task.call, hand_in=draft, digest=digest, name=name, size=size_of(digest),
        role="定稿", who=who(task),
    )  # fmt: skip
