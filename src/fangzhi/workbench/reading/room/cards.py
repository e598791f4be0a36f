"""Evidence cards: made of words that stand in the library, listed, checked, one by one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.reading import actions
from fangzhi.workbench.reading.models import Card
from fangzhi.workbench.reading.room import shown
from fangzhi.workbench.reading.room.citing import cited
from fangzhi.workbench.reading.room.views import around
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.scope import Scope, scope_of

_A_PAGE = 30
_NO_WORDS = f"没有这些文字，或者选得太长（最多{asking.LONGEST}字）。请回到原页再选一次。"


def cards_of(scope: Scope) -> Any:
    """Give the cards whose works the asker may read; of other works not even the number."""
    hidden = Card.objects.exclude(holding__state="在库").values_list("holding__shelved", flat=True)
    rows = Card.objects.select_related("holding", "who", "checked_by")
    known = set(Card.objects.values_list("holding__shelved", flat=True).distinct())
    out = [shelved for shelved in known if shelved not in scope.ids]
    return rows.exclude(holding__shelved__in=[*out, *hidden])


def every(request: HttpRequest) -> HttpResponse:
    """List the cards."""
    scope = scope_of(request)
    rows = Paginator(cards_of(scope), _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reading/cards.html", around(request, scope) | {
        "cards": [_shown(scope, card) for card in rows], "page": rows,
    })  # fmt: skip


def _shown(scope: Scope, card: Card) -> dict[str, Any]:
    work = asking.shelved(scope, card.holding.shelved)
    link = shown.place(card.holding.shelved, card.start, card.end - card.start, card.quotation)
    return {"card": card, "link": link, "citation": cited(work, card.cite) if work else "",
            "stands": _stands(scope, card)}  # fmt: skip


def _stands(scope: Scope, card: Card) -> bool:
    """Tell whether the quotation still stands, word by word, where the card says."""
    words = asking.words(scope, card.holding.shelved, card.start, card.end)
    return words is not None and words.text == card.quotation


def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show one card."""
    scope = scope_of(request)
    return render(request, "reading/card.html", around(request, scope) | _shown(
        scope, _card(scope, key)))  # fmt: skip


def _card(scope: Scope, key: int) -> Card:
    card: Card | None = cards_of(scope).filter(pk=key).first()
    if card is None:
        raise Http404
    return card


@require_POST
def new(request: HttpRequest, shelved: str) -> HttpResponse:
    """Make a card of words in a work."""
    scope = scope_of(request)
    row = scope.row(shelved)
    if row is None:
        raise Http404
    start, end = number_of(request, "start"), number_of(request, "end")
    words = asking.words(scope, shelved, start, end)
    if words is None:
        return refused(request, _NO_WORDS, 400)
    reliability = request.POST.get("reliability", "")
    try:
        card = actions.make_card(request.user, row, words, {
            "note": request.POST.get("note", "").replace("\0", "")[:4000],
            "reliability": reliability if reliability in dict(Card.RELIABILITY) else "",
        })  # fmt: skip
    except ValidationError as fault:
        return refused(request, "；".join(fault.messages), 400)
    return redirect("reading_card", card.pk)


def number_of(request: HttpRequest, name: str) -> int:
    """Read a place in a text off a form; -1 where it is none."""
    words = request.POST.get(name, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else -1


@require_POST
def check(request: HttpRequest, key: int) -> HttpResponse:
    """Say that the card was compared with the text."""
    card = _card(scope_of(request), key)
    try:
        actions.check_card(request.user, card)
    except ValidationError as fault:
        return refused(request, "；".join(fault.messages), 400)
    return redirect("reading_card", key)
