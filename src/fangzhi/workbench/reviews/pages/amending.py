"""正本已更动: what differs from the seal, and how a sealed text is corrected in the open."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.reviews.acts import mending
from fangzhi.workbench.reviews.changes import changes, shown
from fangzhi.workbench.reviews.frozen import current, sealed
from fangzhi.workbench.reviews.models import Amendment
from fangzhi.workbench.reviews.pages.common import acted, number, seen_round
from fangzhi.workbench.works.models import EntryPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.values import words_in

_SHOWN = 200


def moved(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Show what changed against a frozen text of the round, word by word."""
    round = seen_round(request, key)
    told = number(request.GET.get("text"))
    text = round.frozen.filter(pk=told).first() if told else sealed(round) or current(round)
    text = text or round.frozen.first()
    if text is None:
        raise Http404
    found = changes(text, round.page)
    place, find = place_of(round.page), request.GET.get("find", "").strip()[:60]
    return render(request, "reviews/moved.html", {
        "round": round, "page": round.page, "text": text, "more": max(0, len(found) - _SHOWN),
        "rows": [(change, shown(text, change)) for change in found[:_SHOWN]],
        "amendments": Amendment.objects.filter(round=round).select_related("page", "who"),
        "may_amend": may(request.user, "entry.amend", place).allowed, "find": find,
        "found": EntryPage.objects.filter(path__startswith=round.page.path, title__icontains=find)
        .order_by("path")[:_SHOWN] if find else (),
    })  # fmt: skip


def amend(request: HttpRequest, page_id: int) -> HttpResponse:
    """Choose a text of a sealed entry and correct it, with the reason."""
    page = _entry(request, page_id)
    insist(request.user, "entry.amend", place_of(page))
    round = mending.round_over(page)
    if request.method == "POST":
        told = request.POST
        return acted(
            request,
            lambda: mending.amend(request.user, page, told.get("block", ""), told.get("words", ""),
                                  told.get("reason", "")),
            "已更正。正本已更动，须重新报批才能付印或发布。",
            *(("reviews_round", round.page_id, round.pk) if round else ("reviews_amend", page.pk)),
        )  # fmt: skip
    block = request.GET.get("block", "")
    texts: list[Any] = [text for text in words_in(page.entry) if text.text.strip()]
    return render(request, "reviews/amend.html", {
        "page": page, "round": round, "texts": texts,
        "chosen": next((text for text in texts if text.id == block), None),
    })  # fmt: skip


@require_POST
def put_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """Put a sealed entry back to what was sealed."""
    page = _entry(request, page_id)
    round = mending.round_over(page)
    if round is None:
        raise Http404
    return acted(request, lambda: mending.put_back(request.user, page, request.POST.get("reason", "")),
                 "已还原为定稿时的文字。", "reviews_moved", round.page_id, round.pk)  # fmt: skip


def _entry(request: HttpRequest, page_id: int) -> EntryPage:
    page: EntryPage = get_object_or_404(EntryPage, pk=page_id)
    insist(request.user, "entry.see", place_of(page))
    return page
