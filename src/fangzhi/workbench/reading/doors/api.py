"""The REST API, for reading only; what it does is written in docs/api.md and in its own OpenAPI."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from fangzhi.library.filters import Filters
from fangzhi.library.placing import within
from fangzhi.library.query.tree import BadQuery
from fangzhi.library.search import Found, Hit
from fangzhi.library.shelf import Shelved
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.reading.doors import answers
from fangzhi.workbench.reading.room import shown
from fangzhi.workbench.reading.room.cards import cards_of
from fangzhi.workbench.reading.room.citing import cited
from fangzhi.workbench.reading.room.params import filters_of
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.scope import PUBLIC, SHUT, Scope, scope_of

api = NinjaAPI(
    title="方志工作台 · 资料库", version="1", urls_namespace="api", docs_url=None,
    description="Search and read the library of a local-chronicle office. Reading only. Without a "
    "session, what is open to the public; with one, what its account may read.",
)  # fmt: skip
_REFUSED = {400: answers.Reason, 403: answers.Reason}
_GONE = {**_REFUSED, 404: answers.Reason}
Limit = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Words = Annotated[str, Query(description="as in the search box of the reading room")]
Width = Annotated[int, Query(ge=0, le=200)]
Order = Annotated[str, Query(pattern="^(text|rank)$")]
Named = Annotated[list[str], Query(max_length=50)]
Year = Annotated[int, Query(ge=-9999, le=9999)]
Id = Annotated[str, Path(min_length=1, max_length=64)]
Place = Annotated[int, Path(ge=0, le=1_000_000_000)]


def _scope(request: HttpRequest) -> Scope:
    scope = scope_of(request)
    if scope.circle == SHUT:
        raise PermissionDenied("阅览室没有对公众开放，请登录后再用。")
    return scope


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    names = sorted({str(one["loc"][-1]) for one in fault.errors if one.get("loc")})
    words = f"这些参数不对：{'、'.join(names)}。写法见 /api/v1/openapi.json。"
    return api.create_response(request, {"reason": words}, status=400)


@api.exception_handler(BadQuery)
def _bad_query(request: HttpRequest, fault: BadQuery) -> HttpResponse:
    return api.create_response(request, {"reason": str(fault)}, status=400)


@api.exception_handler(PermissionDenied)
def _refused(request: HttpRequest, fault: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"reason": str(fault)}, status=403)


@api.exception_handler(Http404)
def _gone(request: HttpRequest, fault: Http404) -> HttpResponse:
    return api.create_response(request, {"reason": "没有这部书，或没有这一段。"}, status=404)


@api.get("/works", response={200: answers.Works, **_REFUSED})
def works(
    request: HttpRequest, limit: Limit = 50, offset: Offset = 0, kind: str = "", place: str = ""
) -> Any:
    """List the works that may be read, by title."""
    rows = [
        work for work in asking.works(_scope(request))
        if kind in ("", work.kind) and (not place or within(work, place))
    ]  # fmt: skip
    some = rows[offset : offset + limit]
    return {"total": len(rows), "works": [_work(request, work) for work in some]}


def _work(request: HttpRequest, work: Shelved) -> dict[str, Any]:
    names = ("id", "title", "kind", "genre", "place", "place_code", "start", "end", "author",
             "edition", "publisher", "year", "characters")  # fmt: skip
    address = request.build_absolute_uri(reverse("reading_work", args=[work.id]))
    return {name: getattr(work, name) for name in names} | {
        "licence": work.rights.licence, "citation": cited(work, ""), "address": address,
    }  # fmt: skip


@api.get("/works/{id}", response={200: answers.Work, **_GONE})
def work(request: HttpRequest, id: Id) -> Any:
    """Give one work."""
    found = asking.shelved(_scope(request), id)
    if found is None:
        raise Http404
    return _work(request, found)


@api.get("/works/{id}/leaves", response={200: answers.Leaves, **_GONE})
def leaves(request: HttpRequest, id: Id, limit: Limit = 100, offset: Offset = 0) -> Any:
    """List the leaves (pages, entries) of a work in reading order."""
    whole = asking.stream(_scope(request), id)
    if whole is None:
        raise Http404
    total = asking.leaves(whole)
    some = (asking.leaf(whole, n) for n in range(offset, min(total, offset + limit)))
    return {"total": total, "leaves": [leaf._asdict() for leaf in some]}


@api.get("/works/{id}/passage/{start}/{end}", response={200: answers.Passage, **_GONE})
def passage(request: HttpRequest, id: Id, start: Place, end: Place) -> Any:
    """Give the words from `start` to before `end`, at most 2,000, as they stand."""
    scope = _scope(request)
    found, words = asking.shelved(scope, id), asking.words(scope, id, start, end)
    if found is None or words is None:
        raise Http404
    link = shown.place(id, start, end - start, words.text)
    names = ("start", "end", "text", "cite", "last_cite", "before", "after", "sum")
    return {name: getattr(words, name) for name in names} | {
        "work": _work(request, found), "citation": cited(found, words.cite),
        "address": request.build_absolute_uri(link),
    }  # fmt: skip


@api.get("/search", response={200: answers.Found, **_REFUSED})
def search(
    request: HttpRequest, q: Words, exact: bool = False, limit: Limit = 20, offset: Offset = 0,
    order: Order = "text", width: Width = 24, work: Named = [], kind: Named = [],  # noqa: B006
    place: Named = [], genre: Named = [], person: Named = [], from_year: Year = 0,  # noqa: B006
    to_year: Year = 0, told_from: Year = 0, told_to: Year = 0,
) -> Any:  # fmt: skip
    """Search: every occurrence counts, white space and breaks do not."""
    told = _filters(request, (from_year, to_year), (told_from, told_to))
    question = asking.Question(q, exact, limit, offset, order, width, told)
    found = asking.ask(_scope(request), question)
    here = request.build_absolute_uri("/")[:-1]
    hits = [_hit(here, hit) for hit in found.hits]
    # of our own making: to hold every hit to its shape again takes as long as to find it
    return api.create_response(
        request,
        {"total": found.total, "works": found.works, "notes": list(found.notes), "hits": hits},
        status=200,
    )


def _filters(request: HttpRequest, years: tuple[int, int], said: tuple[int, int]) -> Filters:
    return msgspec.structs.replace(
        filters_of(request.GET),
        from_year=years[0], to_year=years[1], told_from=said[0], told_to=said[1],
    )  # fmt: skip


def _hit(here: str, hit: Hit) -> dict[str, Any]:
    link = shown.place(hit.work_id, hit.position, len(hit.words), hit.words)
    return {
        "work": hit.work, "work_id": hit.work_id, "cite": hit.cite, "position": hit.position,
        "before": hit.before, "match": hit.match, "after": hit.after, "year": hit.year,
        "how": hit.how, "address": here + link,
    }  # fmt: skip


@api.get("/facets", response={200: answers.Facets, **_REFUSED})
def facets(
    request: HttpRequest, q: Words, exact: bool = False, work: Named = [], kind: Named = [],  # noqa: B006
    place: Named = [], genre: Named = [], person: Named = [], from_year: Year = 0,  # noqa: B006
    to_year: Year = 0, told_from: Year = 0, told_to: Year = 0,
) -> Any:  # fmt: skip
    """Count the occurrences by work, kind, place, period, genre, person and year."""
    told = _filters(request, (from_year, to_year), (told_from, told_to))
    found: Found = asking.ask(_scope(request), asking.Question(q, exact, 1, filters=told))
    years = {str(year): count for year, count in found.years.items()}
    return {"total": found.total, "works": found.works, "facets": found.facets, "years": years,
            "recorded": {str(year): count for year, count in found.recorded.items()},
            "undated": found.undated, "unplaced": found.unplaced, "rates": found.rates}  # fmt: skip


@api.get("/cards", response={200: answers.Cards, **_REFUSED})
def cards(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """List evidence cards, the newest first; for accounts that make them."""
    scope = _scope(request)
    if scope.circle == PUBLIC or not may(request.user, "card.edit").allowed:
        raise PermissionDenied("依据卡只供本室编纂人员，请登录后再用。")
    rows = cards_of(scope)
    return {"total": rows.count(), "cards": [_card(row) for row in rows[offset : offset + limit]]}


def _card(row: Any) -> dict[str, Any]:
    names = ("start", "end", "cite", "quotation", "note", "reliability")
    return {name: getattr(row, name) for name in names} | {
        "id": row.pk, "work_id": row.holding.shelved, "work": row.holding.title,
        "made_by": str(row.who or ""), "made_at": row.at.isoformat(),
        "checked_by": str(row.checked_by or ""),
    }  # fmt: skip
