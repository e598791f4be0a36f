"""What the search page shows of an answer: facets to choose, years as bars, lines with addresses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from heapq import nsmallest
from itertools import islice
from typing import Any, NamedTuple

from django.urls import reverse

from fangzhi.library.facets import PERIOD_YEARS
from fangzhi.library.search import Found, Hit
from fangzhi.library.shelf import Shelved
from fangzhi.workbench.reading.room.params import LISTED, Links
from fangzhi.workbench.reading.shelf import asking

_BARS = 24
_STEPS = (1, 5, 10, 20, 25, 50, 100, 200, 500)
_LISTED_MOST = 12
_HIGH = 72
_PLAIN = ("", "原字")
MADE, TOLD = ("from", "to"), ("told_from", "told_to")
"""Names of the limits: years that works tell of, the year told of an occurrence."""


class Value(NamedTuple):
    """One value of a facet."""

    name: str
    many: int
    link: str
    is_chosen: bool


class Facet(NamedTuple):
    """A field by which to narrow."""

    name: str
    values: list[Value]
    more: int


class Bar(NamedTuple):
    """The hits of some years: the label, how many, where and how high the bar stands."""

    label: str
    many: int
    link: str
    x: int
    y: int
    high: int


class Line(NamedTuple):
    """A hit with the address of its passage."""

    hit: Hit
    link: str
    how: str


def facets(found: Found, links: Links, known: Mapping[str, Shelved]) -> list[Facet]:
    """Give the facets that have something to choose."""
    ranked = nsmallest(_LISTED_MOST, found.works.items(), key=lambda pair: (-pair[1], pair[0]))
    lists = [("work", "书", ranked, len(found.works))]
    for field, name in LISTED:  # the library gives them the most frequent first
        counts = found.facets.get(field, {})
        lists.append((field, name, list(islice(counts.items(), _LISTED_MOST)), len(counts)))
    made = []
    for field, name, first, many in lists:
        chosen = links.chosen(field)
        # what limits the answer stays in sight, though nothing of it was found
        first = [*first, *((value, 0) for value in chosen if value not in dict(first))]
        shown = [
            Value(known[value].title if field == "work" and value in known else value, count,
                  links.with_value(field, value), value in chosen)
            for value, count in first
        ]  # fmt: skip
        if shown:
            made.append(Facet(name, shown, max(0, many - _LISTED_MOST)))
    told = [
        Value(name, many, links.to(told_from=first, told_to=last), (first, last) == _told(links))
        for name, many in found.facets.get("recorded", {}).items()
        for first, last in (PERIOD_YEARS[name],)
    ]
    return made + ([Facet("记事年代", told, 0)] if told else [])


def _told(links: Links) -> tuple[int, int]:
    """Give the limits of the told year that are chosen, 0 for none."""
    first, last = (links.chosen(name) for name in TOLD)
    return (int(first[0]), int(last[0])) if _number(first) and _number(last) else (0, 0)


def _number(words: list[str]) -> bool:
    return bool(words) and words[0].lstrip("-").isascii() and words[0].lstrip("-").isdigit()


def bars(counts: Mapping[int, int], links: Links, limits: tuple[str, str]) -> list[Bar]:
    """Give counts by year, so many years a bar that there are not too many bars; `limits` are the
    names under which an address keeps to some years."""
    years = {year: count for year, count in counts.items() if count}
    if not years:
        return []
    low, high = min(years), max(years)
    step = next((s for s in _STEPS if (high - low) // s < _BARS), 1000)
    first = low // step
    sums = [0] * (high // step - first + 1)
    for year, count in years.items():
        sums[year // step - first] += count
    top = max(sums)
    made = []
    for number, count in enumerate(sums):
        begin = (first + number) * step
        label = str(begin) if step == 1 else f"{begin}—{begin + step - 1}"
        tall = round(_HIGH * count / top) if count else 0
        tall = max(tall, 2) if count else 0
        link = links.to(**{limits[0]: begin, limits[1]: begin + step - 1})
        made.append(Bar(label, count, link, number * 20, _HIGH - tall, tall))
    return made


def places(found: Found, links: Links, known: Mapping[str, Shelved]) -> list[dict[str, Any]]:
    """List where the hits are about: each place with its code, how many, in which works."""
    about: dict[str, dict[str, Any]] = {}
    for id, count in found.works.items():
        work = known.get(id)
        if work is None or not work.place:
            continue
        if work.place not in about:
            about[work.place] = {"name": work.place, "code": work.place_code, "count": 0,
                                 "link": links.with_value("place", work.place)}  # fmt: skip
        about[work.place]["count"] += count
    return sorted(about.values(), key=lambda row: (-row["count"], row["name"]))


def lines(found: Found, inside: bool) -> list[Line]:
    """Give the hits with the addresses of their passages."""
    return [
        Line(hit, place(hit.work_id, hit.position, len(hit.words), hit.words, inside),
             "" if hit.how in _PLAIN else hit.how)
        for hit in found.hits
    ]  # fmt: skip


@cache
def _works_at() -> str:
    """Give where addresses of passages begin: twenty of them stand on a page."""
    return str(reverse("reading_works"))


def place(id: str, start: int, length: int, text: str, inside: bool = False) -> str:
    """Give the address of words: work, place, and the sum by which they are known again."""
    path = f"{_works_at()}{id}/{start}-{start + length}/"
    return f"{path}?sum={asking.sum_of(text)}" + ("&inside=1" if inside else "")
