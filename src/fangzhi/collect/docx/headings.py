"""Headings that are only set in bold, centred or larger type (无样式标题), and their levels."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fangzhi.collect.docx.draft import Draft, Item

_NUMBER: Final = "[〇零一二三四五六七八九十百两0-9０-９]+"
_RANKED: Final = (
    (1, re.compile(rf"第{_NUMBER}[编篇卷]|第{_NUMBER}部分?(?=[\s　])")),
    (2, re.compile(rf"第{_NUMBER}章")),
    (3, re.compile(rf"第{_NUMBER}节")),
    (4, re.compile(rf"第{_NUMBER}目(?=[\s　])")),
    (5, re.compile(r"[一二三四五六七八九十]+、")),
    (6, re.compile(r"[（(][一二三四五六七八九十]+[）)]|[㈠-㈩]")),
    (7, re.compile(r"[0-9０-９]+(?:[.．][0-9]+)*[.．、\s]")),
    (8, re.compile(r"[（(][0-9０-９]+[）)]")),
    (9, re.compile(r"【[^【】]{1,40}】$")),
)
_CHAPTERS: Final = frozenset({1, 2, 3})
_WHOLE_LINE: Final = 9
_LONGEST: Final = 40
_LONGEST_CHAPTER: Final = 80
_LONGEST_BOLD: Final = 20
_NO_END: Final = frozenset("。；，、：？！…;,:?!.”」』")
_SENTENCE: Final = re.compile(r"[。；]|[，,].*[，,]")
_IN_BRACKETS: Final = re.compile(r"[（(〔\[].*[）)〕\]]")
_LARGER: Final = 1.1

Styled = tuple[int, int, int]
"""A heading known by its style: index, level, and the rank of its number."""

Key = int | tuple[int, bool]
"""The class of a heading: the rank of its number, or (size in half-points, centred)."""


@dataclass(slots=True)
class Guess:
    """A paragraph that looks like a heading: where it is, its class and its size."""

    index: int
    key: Key
    size: int


def body_size(drafts: Sequence[Draft]) -> int:
    """Give the size (half-points) in which most of the words are set."""
    sizes: dict[int, int] = {}
    for draft in drafts:
        for size, count in draft.whole.sizes.items():
            sizes[size] = sizes.get(size, 0) + count
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0


def guess(draft: Draft, index: int, following: Item | None, usual: int) -> Guess | None:
    """Tell whether an unstyled paragraph looks like a heading; in doubt it is none."""
    text = draft.text.strip()
    rank = rank_of(text)
    longest = _LONGEST_CHAPTER if rank in _CHAPTERS and draft.is_bold else _LONGEST
    if not 1 <= len(text) <= longest or text[-1] in _NO_END or _SENTENCE.search(text):
        return None
    if not rank and _IN_BRACKETS.fullmatch(text):
        return None
    size, centred = draft.size, draft.properties.align == "center"
    larger = size >= usual * _LARGER
    shown = draft.is_bold or centred or larger
    if rank == _WHOLE_LINE:
        return Guess(index, rank, size)
    if rank in _CHAPTERS:
        spaced = re.match(rf"第{_NUMBER}[编篇卷章节](?:[\s　]|$)", text) is not None
        return Guess(index, rank, size) if shown or spaced else None
    if rank:
        return Guess(index, rank, size) if draft.is_bold or larger else None
    if sum((draft.is_bold, centred, larger)) >= 2:
        return Guess(index, (size, centred), size)
    if draft.is_bold and _heads_a_text(text, following):
        return Guess(index, (size, False), size)
    return None


def rank_of(text: str) -> int:
    """Give the rank of the number a heading begins with (编 1, 章 2, 节 3 …), 0 for none."""
    return next((rank for rank, pattern in _RANKED if pattern.match(text)), 0)


def _heads_a_text(text: str, following: Item | None) -> bool:
    """Tell whether a bold line alone may head what follows: short, and plain words after it."""
    return (
        len(text) <= _LONGEST_BOLD
        and not re.search(r"[:：\d]", text)
        and isinstance(following, Draft)
        and not following.is_bold
        and len(following.text) > 2 * len(text)
    )


def levels(guesses: Sequence[Guess], styled: Sequence[Styled]) -> dict[int, int]:
    """Give each guessed heading its level: below the styled heading before it, or beside its like.

    A chapter that lost its style stands with the chapters that kept theirs.
    """
    alike = {rank: level for _, level, rank in reversed(styled) if rank}
    order = _order(guesses)
    found: dict[int, int] = {}
    title = _title(guesses, styled)
    places = [index for index, _, _ in styled]
    for item in guesses:
        before = bisect_left(places, item.index)
        base = styled[before - 1][1] if before else 0
        level = 1 if item.index == title else base + order.index(item.key) + 1 + (title >= 0)
        like = alike.get(item.key, 0) if isinstance(item.key, int) else 0
        found[item.index] = like or min(9, level)
    return found


def _title(guesses: Sequence[Guess], styled: Sequence[Styled]) -> int:
    """Find a title: two unnumbered headings of one look at the very head, nothing between."""
    if len(guesses) < 2 or styled:
        return -1
    first, second = guesses[0], guesses[1]
    alike = first.key == second.key and not isinstance(first.key, int)
    return first.index if alike and first.index == 0 and second.index == 1 else -1


def _order(guesses: Sequence[Guess]) -> list[Key]:
    """Order the classes, outermost first: numbers by rank, the others by size between them."""
    first: dict[Key, int] = {}
    size: dict[Key, int] = {}
    for item in guesses:
        first.setdefault(item.key, item.index)
        size[item.key] = max(size.get(item.key, 0), item.size)
    order: list[Key] = sorted(key for key in first if isinstance(key, int))
    looks = [key for key in first if not isinstance(key, int)]
    for look in sorted(looks, key=lambda key: (size[key], -first[key])):
        at = next((n for n, key in enumerate(order)
                   if (size[key], -first[key]) < (size[look], -first[look])), len(order))  # fmt: skip
        order.insert(at, look)
    return order
