"""The reading room: the search page, the list of works, a work, a passage."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fangzhi.library.query.tree import BadQuery
from fangzhi.library.search import Found
from fangzhi.workbench.conf.faults import not_found
from fangzhi.workbench.people import office
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.reading.room import kept, shown, written
from fangzhi.workbench.reading.room.citing import cited
from fangzhi.workbench.reading.room.formats import FORMATS
from fangzhi.workbench.reading.room.params import A_PAGE, Links, number, question_of
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.asking import Question
from fangzhi.workbench.reading.shelf.scope import (
    INSIDE,
    PUBLIC,
    SHUT,
    Scope,
    may_see_inside,
    room_of,
    scope_of,
)

_CONTENTS = 200


def asker(request: HttpRequest) -> Scope:
    """Give the scope of who asks, with what is not open where he asked for it and may."""
    inside = request.GET.get("inside") == "1" and may_see_inside(request.user)
    return scope_of(request, inside=inside)


def readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who has a post, and everybody while the room is open to the public."""

    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **told: Any) -> HttpResponse:
        scope = asker(request)
        if scope.circle == SHUT:
            if request.user.is_authenticated:
                return not_found(request)
            return redirect_to_login(request.get_full_path())
        return view(request, scope, *args, **told)

    return opened


def around(request: HttpRequest, scope: Scope) -> dict[str, Any]:
    """Give what every page of the room shows beside its own."""
    staff = scope.circle != PUBLIC
    return {
        "scope": scope, "staff": staff, "room": room_of(request), "inside": scope.circle == INSIDE,
        "signed_in": bool(request.user.is_authenticated), "office_name": office.name(),
        "may_inside": staff and may_see_inside(request.user),
        "may_card": staff and may(request.user, "card.edit").allowed,
    }  # fmt: skip


@readers
def search(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Search; without words, show the help and what there is."""
    question = question_of(request)
    told = around(request, scope)
    links = Links(request.GET)
    if not question.words.strip():
        told |= kept.form(question, links) | {"works": len(asking.known(scope))}
        return render(request, "reading/search.html", told)
    try:
        found = asking.ask(scope, question)
    except BadQuery as fault:
        told |= kept.form(question, links) | {"fault": str(fault)}
        return render(request, "reading/search.html", told, status=400)
    answer = written.answer(_answer(scope, question, found, links))
    return kept.page(kept.look_of(told, question, links), question.words, answer)


def _answer(scope: Scope, question: Question, found: Found, links: Links) -> written.Answer:
    known = asking.known(scope)
    here = question.offset // A_PAGE + 1
    pages = max(1, -(-found.total // A_PAGE))
    export = reverse("reading_export")
    return written.Answer(
        found, facets=shown.facets(found, links, known),
        made=shown.bars(found.years, links, shown.MADE),
        told=shown.bars(found.recorded, links, shown.TOLD),
        places=shown.places(found, links, known),
        lines=shown.lines(found, scope.circle == INSIDE), first=question.offset + 1,
        page=here, pages=pages, before=links.to(page=here - 1) if here > 1 else "",
        after=links.to(page=here + 1) if here < pages else "",
        exports=[(one.name, export + links.to(format=key)) for key, one in FORMATS.items()],
    )  # fmt: skip


@readers
def works(request: HttpRequest, scope: Scope) -> HttpResponse:
    """List the works that may be read."""
    told = around(request, scope)
    return render(request, "reading/works.html", told | {"works": asking.works(scope)})


@readers
def work(request: HttpRequest, scope: Scope, shelved: str) -> HttpResponse:
    """Show what a work is, and its leaves."""
    found, row, whole = _held(scope, shelved)
    page = number(request.GET, "page", 1, least=1)
    total = asking.leaves(whole)
    begin = min((page - 1) * _CONTENTS, max(0, total - 1) // _CONTENTS * _CONTENTS)
    leaves = [asking.leaf(whole, n) for n in range(begin, min(total, begin + _CONTENTS))]
    return render(request, "reading/work.html", around(request, scope) | {
        "work": found, "row": row, "leaves": leaves, "total": total,
        "page": begin // _CONTENTS + 1, "pages": -(-total // _CONTENTS),
        "pictures": row.files.filter(width__gt=0).exists(),
    })  # fmt: skip


def _held(scope: Scope, shelved: str) -> tuple[Any, Any, Any]:
    found, row, whole = asking.shelved(scope, shelved), scope.row(shelved), None
    if found is not None and row is not None:
        whole = asking.stream(scope, shelved)
    if whole is None:
        raise Http404
    return found, row, whole


@readers
def passage(
    request: HttpRequest, scope: Scope, shelved: str, start: int, end: int = 0
) -> HttpResponse:
    """Show the leaf with these words, as they stand; the address finds them again if they move."""
    found, row, whole = _held(scope, shelved)
    told, note = request.GET.get("sum", ""), ""
    if start >= len(whole.text) and not told:
        raise Http404
    if told and end > start and asking.sum_of(whole.text[start:end]) != told:
        at = asking.moved(whole, start, end, told)
        if at is not None:
            link = shown.place(shelved, at, end - start, whole.text[at : at + end - start])
            return redirect(f"{link}&moved=1")
        note, end = "引用的文字已经改动，不在原处了。下面是原来那个位置现在的文字。", 0
    if request.GET.get("moved") == "1":
        note = "书有更正，引用的文字位置移动了，这里是它现在的位置。"
    here = asking.leaf_at(whole, min(start, len(whole.text) - 1))
    end = min(end, here.end + asking.LONGEST, len(whole.text))
    return render(request, "reading/passage.html", around(request, scope) | _leaf(
        request, scope, found, row, whole, here, start, end) | {"note": note})  # fmt: skip


def _leaf(
    request: HttpRequest, scope: Scope, found: Any, row: Any, whole: Any, here: Any,
    start: int, end: int,
) -> dict[str, Any]:  # fmt: skip
    marked = start < end
    last = min(end, here.end) if marked else here.start
    first = start if marked else here.start
    numbers = [n for n in (here.number - 1, here.number + 1)]
    total = asking.leaves(whole)
    pictures = row.files.filter(width__gt=0, leaf=here.cite) if here.cite else []
    return {
        "work": found, "row": row, "here": here, "total": total, "number": here.number + 1,
        "parts": (whole.text[here.start : first], whole.text[first:last],
                  whole.text[last : here.end]),
        "rest": whole.text[here.end : end] if end > here.end else "",
        "start": first, "end": end if marked else here.end, "marked": marked,
        "before": asking.leaf(whole, numbers[0]) if numbers[0] >= 0 else None,
        "after": asking.leaf(whole, numbers[1]) if numbers[1] < total else None,
        "before_words": whole.text[max(0, here.start - 60) : here.start],
        "after_words": whole.text[here.end : here.end + 60],
        "citation": cited(found, here.cite),
        "address": request.build_absolute_uri(
            shown.place(found.id, first, (end if marked else here.end) - first,
                        whole.text[first : end if marked else here.end])
        ),
        "pictures": pictures,
        "card_at": reverse("reading_card_new", args=[found.id]),
    }  # fmt: skip
