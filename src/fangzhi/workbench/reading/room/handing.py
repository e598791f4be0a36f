"""Cards handed over as a file: taken away for a dossier, taken in from one, word for word."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fangzhi.project.using.dossier import DossierFault
from fangzhi.project.using.exchange import Passed, read_cards, written
from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reading import actions
from fangzhi.workbench.reading.models import Card
from fangzhi.workbench.reading.room.cards import cards_of
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.asking import Words
from fangzhi.workbench.reading.shelf.scope import Scope, scope_of

_LARGEST = 20_000_000
_NEAR = 600
"""Characters before and after its place within which a quotation is looked for."""


def file(request: HttpRequest) -> HttpResponse:
    """Give the cards that may be seen as a file; take in those of one that is sent."""
    insist(request.user, "card.edit")
    scope = scope_of(request)
    if request.method == "POST":
        return _take_in(request, scope)
    cards = [
        Passed(str(card.holding.title), card.start, card.end, str(card.quotation), str(card.cite),
               str(card.note), str(card.reliability), str(card.checked_by or ""))
        for card in cards_of(scope).order_by("pk")
    ]  # fmt: skip
    response = HttpResponse(written(cards), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="cards.json"'
    return response


def _take_in(request: HttpRequest, scope: Scope) -> HttpResponse:
    sent = request.FILES.get("file")
    if sent is None or (sent.size or 0) > _LARGEST:
        return refused(request, "请选一个依据卡的文件（.json，20MB 以内）。", 400)
    try:
        cards = read_cards(sent.read())
        _make(request, scope, cards)
    except (DossierFault, ValidationError) as fault:
        told = fault.messages if isinstance(fault, ValidationError) else [str(fault)]
        return refused(request, "；".join(told), 400)
    return redirect("reading_cards")


def _make(request: HttpRequest, scope: Scope, cards: Iterable[Passed]) -> None:
    """Make cards of all, or of none: raise ValidationError that names those not found."""
    titles: dict[str, list[str]] = {}
    for work in asking.works(scope):
        titles.setdefault(work.title, []).append(work.id)
    faults: list[str] = []
    with transaction.atomic():
        for card in cards:
            found = [
                words for id in titles.get(card.work, ()) if (words := _stands(scope, id, card))
            ]
            row = scope.row(found[0].work) if found else None
            if row is None:
                faults.append(f"《{card.work}》第{card.start}字附近没有“{card.quotation[:40]}”")
                continue
            if Card.objects.filter(holding=row, start=found[0].start, end=found[0].end).exists():
                continue
            known = card.reliability in dict(Card.RELIABILITY)
            actions.make_card(request.user, row, found[0], {
                "note": card.note.replace("\0", "")[:4000],
                "reliability": card.reliability if known else "",
            })  # fmt: skip
        if faults:
            raise ValidationError([f"有{len(faults)}张没有收，所以一张也没有收：", *faults[:20]])


def _stands(scope: Scope, id: str, card: Passed) -> Words | None:
    """Find a card's words in a work at their place, else the nearest within a leaf or two."""
    whole, words = asking.stream(scope, id), card.quotation
    if whole is None or not words or "□" in words:
        return None
    begin = max(0, card.start - _NEAR)
    around = whole.text[begin : card.start + len(words) + _NEAR]
    places = [n + begin for n in range(len(around)) if around.startswith(words, n)]
    if not places:
        return None
    at = min(places, key=lambda place: abs(place - card.start))
    return asking.words(scope, id, at, at + len(words))
