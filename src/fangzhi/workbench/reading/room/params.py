"""What a reader asked in the address: words, limits, order; read leniently, refused in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from django.http import HttpRequest, QueryDict

from fangzhi.library.filters import Filters
from fangzhi.workbench.reading.shelf.asking import Question

A_PAGE = 20
WIDTHS = (12, 24, 48, 96)
ORDERS = (("text", "按书中次序"), ("rank", "按相关程度"))
LISTED = (("kind", "种类"), ("place", "地方"), ("genre", "体裁"), ("person", "人物、著者"))
_MOST = 10_000
_LONG = 200


def question_of(request: HttpRequest) -> Question:
    """Read a question off the address; what makes no sense is as if it had not been said."""
    told = request.GET
    width = number(told, "width", 24)
    page = number(told, "page", 1, least=1)
    order = told.get("order", "text")
    return Question(
        told.get("q", ""), exact=told.get("exact") == "1", limit=A_PAGE,
        offset=(page - 1) * A_PAGE, order=order if order in dict(ORDERS) else "text",
        width=width if width in WIDTHS else 24, filters=filters_of(told),
    )  # fmt: skip


def filters_of(told: QueryDict) -> Filters:
    """Read the limits."""
    return Filters(
        works=_words(told.getlist("work")), kinds=_words(told.getlist("kind")),
        places=_words(told.getlist("place")), genres=_words(told.getlist("genre")),
        persons=_words(told.getlist("person")), from_year=number(told, "from", 0, least=-9999),
        to_year=number(told, "to", 0, least=-9999),
        told_from=number(told, "told_from", 0, least=-9999),
        told_to=number(told, "told_to", 0, least=-9999),
    )  # fmt: skip


def _words(told: Iterable[str]) -> tuple[str, ...]:
    kept = (one.replace("\0", "").strip()[:_LONG] for one in told)
    return tuple(dict.fromkeys(one for one in kept if one))[:50]


def number(told: QueryDict, name: str, default: int, least: int = 0) -> int:
    """Read a whole number within bounds; else the default."""
    words = told.get(name, "").strip()
    sign, digits = (-1, words[1:]) if words.startswith("-") else (1, words)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        return default
    value = sign * int(digits)
    return value if least <= value <= _MOST else default


def _quoted(words: str) -> str:
    """Quote a value; most are names of kinds, places and works, which every page has again."""
    return _quoted_name(words) if len(words) <= _LONG else quote_plus(words)


_quoted_name = lru_cache(maxsize=4096)(quote_plus)


def _written(name: str, values: Iterable[object]) -> str:
    return "&".join(f"{_quoted(name)}={_quoted(words)}" for words in map(str, values))


class Links:
    """Addresses of the same question, changed a little."""

    def __init__(self, told: QueryDict) -> None:
        self._told = {name: values for name, values in told.lists() if name != "page"}
        # a page has a hundred links that differ in one field: what stays is written once
        self._parts = {
            # not through what is kept: most of these are the words asked for
            name: "&".join(f"{quote_plus(name)}={quote_plus(value)}" for value in values)
            for name, values in self._told.items()
        }
        self._others: dict[tuple[str, ...], str] = {}

    def _without(self, *names: str) -> str:
        if (written := self._others.get(names)) is None:
            parts = (part for name, part in self._parts.items() if name not in names and part)
            written = self._others[names] = "&".join(parts)
        return written

    def to(self, **changed: Any) -> str:
        """Give the question with these fields instead ("" takes one away)."""
        parts = [_written(name, [value]) for name, value in changed.items() if value != ""]
        return "?" + "&".join(filter(None, (self._without(*changed), *parts)))

    def with_value(self, name: str, value: str) -> str:
        """Add a value of a list, or take it away where it is chosen already."""
        chosen = self._told.get(name, [])
        kept = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
        return "?" + "&".join(filter(None, (self._without(name), _written(name, kept))))

    def chosen(self, name: str) -> list[str]:
        """Give the values of a list that are chosen."""
        return list(self._told.get(name, []))
