"""The text mended: a proposed wording put in after the step, a correction after the seal."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from fangzhi.model.value import digest_of
from fangzhi.model.work import Entry
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reviews.frozen import kept, sealed
from fangzhi.workbench.reviews.models import Amendment, Remark, Round
from fangzhi.workbench.reviews.rewording import put_in, rewritten, text_of
from fangzhi.workbench.works.actions import Saved, save_entry, thing_of
from fangzhi.workbench.works.models import EntryPage
from fangzhi.workbench.works.places import paths_above, place_of

ADOPTED = ("采纳", "部分采纳")


def apply(user: Any, remark: Remark) -> Saved:
    """Put the wording that an adopted opinion proposes into the text, as a new revision."""
    with transaction.atomic():
        remark = Remark.objects.select_for_update().get(pk=remark.pk)
        why = unapplied(remark)
        if why:
            raise ValidationError(why)
        page = page_of(remark)
        if page is None:
            raise ValidationError("这条意见所指的文字已不在稿中，请人工修改。")
        insist(user, "entry.edit", place_of(page))
        entry = put_in(page.entry, remark.opinion.anchor, remark.proposed)
        if isinstance(entry, str):
            raise ValidationError(entry)
        saved = save_entry(user, page, entry, page.latest_revision_id)
        if not saved.refused:
            remark.applied = timezone.now()
            remark.save()
            write(user, "entry.edit", thing_of(page), opinion=remark.number, round=remark.round_id)
    return saved


def unapplied(remark: Remark) -> str:
    """Say why an opinion's wording cannot be put in by one click; "" where it can."""
    if remark.applied is not None:
        return "这条意见已经改入稿中。"
    if remark.verdict not in ADOPTED:
        return "只有采纳了的意见才能改入。"
    if not remark.proposed or remark.opinion.anchor is None:
        return "这条意见没有指明原文和建议的文字，请人工修改。"
    return ""


def page_of(remark: Remark) -> EntryPage | None:
    """Give the entry that an opinion points into, as it is now."""
    held = kept(remark.frozen).by_digest.values()
    ids = [entry.id for entry in held if text_of(entry, remark.block) is not None]
    found: EntryPage | None = EntryPage.objects.filter(
        entry_id__in=ids, path__startswith=remark.round.page.path
    ).first()
    return found


def amend(user: Any, page: EntryPage, block: str, words: str, reason: str) -> Amendment:
    """Correct one text after the seal (正本更动): the seal stays as signed, and no longer fits.

    Raises ValidationError without a reason, or where nothing changes.
    """
    insist(user, "entry.amend", place_of(page))
    if not reason.strip():
        raise ValidationError("定稿后更正要写明理由。")
    with transaction.atomic():
        page = EntryPage.objects.select_for_update().get(pk=page.pk)
        old = text_of(page.entry, block)
        entry = rewritten(page.entry, block, words.replace("\r\n", "\n").strip("\n"))
        if isinstance(entry, str) or old is None:
            raise ValidationError(str(entry))
        if digest_of(entry) == page.digest:
            raise ValidationError("没有改动。")
        new = text_of(entry, block)
        made = _put_in_force(user, page, entry, old.text, new.text if new else "", reason)
        write(user, "entry.amend", thing_of(page), before=made.before, after=made.after,
              reason=reason, old=made.old[:300], new=made.new[:300])  # fmt: skip
    return made


def put_back(user: Any, page: EntryPage, reason: str) -> Amendment:
    """Put an entry back to what was sealed."""
    insist(user, "entry.amend", place_of(page))
    round = round_over(page)
    text = sealed(round) if round is not None else None
    if text is None:
        raise PermissionDenied("没有找到定稿时的文字。")
    with transaction.atomic():
        page = EntryPage.objects.select_for_update().get(pk=page.pk)
        was = dict(text.manifest).get(page.entry_id)
        if was is None or was == page.digest:
            raise ValidationError("这一条与定稿时相同，不必还原。")
        made = _put_in_force(user, page, kept(text).by_digest[was], "", "（还原为定稿时的文字）",
                             reason or "还原")  # fmt: skip
        write(user, "entry.amend", thing_of(page), before=made.before, after=made.after,
              put_back=True)  # fmt: skip
    return made


def _put_in_force(
    user: Any, page: EntryPage, entry: Entry, old: str, new: str, reason: str
) -> Amendment:
    before = page.digest
    page.hold(entry)
    revision = page.save_revision(user=user, log_action=False, clean=False)
    page.live_revision = revision
    page.has_unpublished_changes = False
    page.save(clean=False)
    return Amendment.objects.create(
        round=round_over(page), page=page, before=before, after=page.digest, old=old, new=new,
        reason=reason.strip(), who=user,
    )  # fmt: skip


def round_over(page: Page) -> Round | None:
    """Give the round that a page stands in now: its own, or that of a page above."""
    found: Round | None = (
        Round.objects.filter(page__path__in=paths_above(page.path)).order_by("-is_open", "-pk")
    ).first()
    return found
