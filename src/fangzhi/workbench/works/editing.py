"""The editor: an entry opened, saved, held, compared with what it was, put back."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.models import Revision

from fangzhi.model.text import Text
from fangzhi.model.value import digest_of, mint_id
from fangzhi.model.work import Entry
from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.works.actions import Saved, hold, release, restored, save_entry, settle_aside
from fangzhi.workbench.works.compared import compared
from fangzhi.workbench.works.editor.reading import Hand, Reading, read
from fangzhi.workbench.works.editor.surface import SCRIPT, STYLES, Calls
from fangzhi.workbench.works.editor.surface import render as surface
from fangzhi.workbench.works.editor.wire import DraftError
from fangzhi.workbench.works.models import Aside, EntryPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.views import seen


def editor(request: HttpRequest, page: EntryPage) -> HttpResponse:
    """Show an entry to write, or only to read where the user may not."""
    place = place_of(page)
    verdict = may(request.user, "entry.edit", place)
    held = page.locked and page.locked_by_id != request.user.pk
    reads = not verdict.allowed or held
    entry: Entry = page.entry
    calls = Calls(
        key=f"{request.user.pk}-{page.entry_id}",
        check=reverse("works_check_entry", args=[page.pk]),
        decide=reverse("works_decide", args=[page.pk]),
        upload="" if reads else reverse("works_upload", args=[page.pk]),
        csrf=get_token(request),
        read_only=reads,
    )
    why = f"{page.locked_by}正占用着这一条，现在只能看。" if held else verdict.reason
    return render(request, "works/editor.html", {
        "page": page, "entry": entry, "surface": surface(entry.manuscript, f"/works/{page.pk}/assets/", calls),
        "script": SCRIPT, "styles": STYLES, "reads": reads, "why": why if reads else "",
        "path": page.get_ancestors().filter(depth__gt=1), "state": place.state,
        "may_amend": may(request.user, "entry.amend", place).allowed,
        "may_look_back": may(request.user, "entry.history", place).allowed,
        "may_lock": may(request.user, "entry.lock", place).allowed,
        "asides": page.asides.filter(settled=False).count(),
    })  # fmt: skip


@require_POST
def save(request: HttpRequest, page_id: int) -> JsonResponse:
    """Take the editor's draft: saved, or set aside where others saved in between."""
    page = _entry(request, page_id)
    insist(request.user, "entry.edit", place_of(page))
    try:
        told = json.loads(request.body)
        base = int(told["revision"]) or None
        draft = str(told["draft"])
        title = str(told.get("title", ""))[:200].strip()
    except (KeyError, TypeError, ValueError):
        return JsonResponse({"reason": "没有收到完整的内容，请再保存一次。"}, status=400)
    before = entry_at(page, base)
    hand = Hand(request.user.shown, timezone.localtime().isoformat(timespec="seconds"),
                mint_id(str(request.user.pk), page.entry_id, str(timezone.now().timestamp())))  # fmt: skip
    try:
        reading = read(draft, before.manuscript, _pictures(page), hand)
    except DraftError as fault:
        return JsonResponse({"reason": f"内容有不合规矩的地方，没有保存：{fault}"}, status=400)
    entry = titled(msgspec.structs.replace(before, manuscript=reading.manuscript), title)
    saved = save_entry(request.user, page, entry, base)
    return _answer(saved, reading, entry)


def _answer(saved: Saved, reading: Reading, entry: Entry) -> JsonResponse:
    status = 409 if saved.refused else 200
    told = {
        "revision": saved.revision,
        "base": digest_of(entry.manuscript),
        "reason": saved.refused,
        "noted": [finding.message for finding in reading.findings],
        "names": reading.names,
    }
    return JsonResponse(told, status=status)


def titled(entry: Entry, title: str) -> Entry:
    """Give the entry this title; a changed title loses its origin, an equal one keeps it."""
    if entry.title is None:
        if not title:
            return entry
        head = Text(mint_id(entry.id, "title", "0"), title, "heading", 1)
        return msgspec.structs.replace(entry, title=head)
    if not title or entry.title.text.strip() == title:
        return entry
    head = msgspec.structs.replace(entry.title, text=title, marks=(), origin=())
    return msgspec.structs.replace(entry, title=head)


def entry_at(page: EntryPage, revision: int | None) -> Entry:
    """Give the entry as it was at a revision of this page."""
    if revision is None or revision == page.latest_revision_id:
        held: Entry = page.entry
        return held
    found = Revision.objects.filter(pk=revision, object_id=str(page.pk)).first()
    if found is None:
        raise Http404
    was: Entry = found.as_object().entry
    return was


def _pictures(page: EntryPage) -> tuple[Any, ...]:
    from fangzhi.workbench.works.carrying import uploaded

    return uploaded(page)


def _entry(request: HttpRequest, page_id: int) -> EntryPage:
    page = seen(request, page_id)
    if not isinstance(page, EntryPage):
        raise Http404
    return page


@require_POST
def lock(request: HttpRequest, page_id: int) -> HttpResponse:
    """Hold an entry for oneself, or give it free."""
    page = _entry(request, page_id)
    (release if page.locked else hold)(request.user, page)
    return redirect("wagtailadmin_pages:edit", page.pk)


def history(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show who changed an entry, when, by how much."""
    page = _entry(request, page_id)
    insist(request.user, "entry.history", place_of(page))
    revisions = list(Revision.objects.filter(object_id=str(page.pk), content_type=page.content_type_id)
                     .select_related("user").defer("content").order_by("-pk")[:500])  # fmt: skip
    return render(request, "works/history.html", {
        "page": page, "revisions": revisions,
        "pairs": list(zip(revisions, [*revisions[1:], None], strict=True)),
        "may_restore": may(request.user, "entry.restore", place_of(page)).allowed,
    })  # fmt: skip


def compare(request: HttpRequest, page_id: int, old: int, new: int) -> HttpResponse:
    """Show what changed between two revisions, word by word."""
    page = _entry(request, page_id)
    insist(request.user, "entry.history", place_of(page))
    return render(request, "works/compare.html", {
        "page": page, "old": get_object_or_404(Revision, pk=old, object_id=str(page.pk)),
        "new": get_object_or_404(Revision, pk=new, object_id=str(page.pk)),
        "rows": compared(entry_at(page, old), entry_at(page, new)),
    })  # fmt: skip


@require_POST
def restore(request: HttpRequest, page_id: int, old: int) -> HttpResponse:
    """Put an old revision in force again, as a new one."""
    page = _entry(request, page_id)
    restored(request.user, page, entry_at(page, old), old)
    return redirect("wagtailadmin_pages:edit", page.pk)


def asides(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the texts that were set aside below a page, beside what stands; settle one."""
    page = seen(request, page_id)
    insist(request.user, "entry.edit", place_of(page))
    if request.method == "POST":
        settle_aside(request.user, get_object_or_404(Aside, pk=request.POST.get("aside")))
        return redirect("works_asides", page.pk)
    kept = Aside.objects.filter(page__path__startswith=page.path, settled=False)
    rows = [(aside, compared(aside.page.entry, aside.entry))
            for aside in kept.select_related("page", "who").order_by("-pk")]  # fmt: skip
    return render(request, "works/asides.html", {"page": page, "rows": rows})
