"""The page around an answer: drawn by its template once for each look, and kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.template.defaultfilters import truncatechars
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from fangzhi.workbench.reading.room.params import ORDERS, WIDTHS, Links
from fangzhi.workbench.reading.shelf.asking import Question

_MARK = "\0"
"""Stands in the kept page for the words (in the title and in the box) and for the answer."""
_TITLE = 30
_KEPT = 200
_LISTS = ("work", "kind", "place", "genre", "person")
Years = tuple[int, int, int, int]
"""The limits in years: from, to, and the same of the year told of an occurrence; 0 none."""


class Look(NamedTuple):
    """All that the page around an answer depends on, but for the words: whose room it is and how it
    is set, what who asks may do there, and the limits in the form."""

    office_name: str
    notice: str
    mail: str
    staff: bool
    signed_in: bool
    inside: bool
    may_inside: bool
    may_card: bool
    exact: bool
    order: str
    width: int
    years: Years
    kept: tuple[tuple[str, str], ...]


def look_of(told: dict[str, Any], question: Question, links: Links) -> Look:
    """Give the look of a question's page; `told` is what every page of the room shows."""
    room = told["room"]
    return Look(
        _plain(told["office_name"]), _plain(room.notice), _plain(room.mail),
        told["staff"], told["signed_in"], told["inside"], told["may_inside"], told["may_card"],
        question.exact, question.order, question.width, _years(question),
        tuple((name, _plain(value)) for name, value in _chosen(links)),
    )  # fmt: skip


def form(question: Question, links: Links) -> dict[str, Any]:
    """Give what the search form shows."""
    return _form(_years(question), _chosen(links)) | {"q": question}


def page(look: Look, words: str, answer: SafeString) -> HttpResponse:
    """Write an answer into the page of its look."""
    head, box, rest, foot = _around(look)
    title = escape(truncatechars(words, _TITLE))
    return HttpResponse("".join((head, title, box, escape(words), rest, answer, foot)))


@lru_cache(maxsize=_KEPT)
def _around(look: Look) -> tuple[str, str, str, str]:
    told = look._asdict() | _form(look.years, look.kept)
    told["room"] = {"notice": look.notice, "mail": look.mail}
    told["q"] = Question(_MARK, exact=look.exact, order=look.order, width=look.width)
    head, box, rest, foot = render_to_string(
        "reading/search.html", told | {"answer": mark_safe(_MARK)}
    ).split(_MARK)
    return head, box, rest, foot


def _form(years: Years, kept: Iterable[tuple[str, str]]) -> dict[str, Any]:
    names = ("from_year", "to_year", "told_from", "told_to")
    limits = {name: year or "" for name, year in zip(names, years, strict=True)}
    return {**limits, "kept": kept, "widths": WIDTHS, "orders": ORDERS}


def _years(question: Question) -> Years:
    limits = question.filters
    return limits.from_year, limits.to_year, limits.told_from, limits.told_to


def _chosen(links: Links) -> list[tuple[str, str]]:
    return [(name, value) for name in _LISTS for value in links.chosen(name)]


def _plain(words: str) -> str:
    return words.replace(_MARK, "")
