"""Passages that two works share: both places, both wordings, and how much of each work it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from time import perf_counter

import msgspec

from fangzhi.align.diff import align
from fangzhi.align.reuse import Passage, shared_passages
from fangzhi.library.reuse.bare import Bare, bare
from fangzhi.library.stream import Stream
from fangzhi.zh.fold import fold

LEAST = 12
"""Passages with fewer equal characters are left out."""
_NAMED = 40
"""A work is named with a passage when its title stands at most so many characters before it."""


class Source(msgspec.Struct, frozen=True):
    """A work to compare: its id in a library ("" for a file), title and characters."""

    id: str
    title: str
    stream: Stream


class Place(msgspec.Struct, frozen=True):
    """A stretch of a work: offsets in its stream, first and last citation, words as they stand."""

    work: str
    title: str
    start: int
    end: int
    cite: str
    cite_to: str
    words: str

    @property
    def told(self) -> str:
        """Say the place: one citation, or from … to …."""
        return self.cite if self.cite == self.cite_to else f"{self.cite} 至 {self.cite_to}"


class Shared(msgspec.Struct, frozen=True):
    """One shared passage: place in either work, equal and differing characters, likeness 0–1.

    `named` tells that `b` names `a` by its title just before, or `a` names `b`. `times` counts the
    passages with the same words of `a`: many are a formula (套语) of the trade.
    """

    a: Place
    b: Place
    equal: int
    differ: int
    likeness: float
    named: bool
    times: int = 1


class Reuse(msgspec.Struct, frozen=True):
    """What two works share. `share_a` of the bare characters of `a` stand in `b`, and so on.

    `characters_*` are bare characters: no punctuation, no note signs.
    """

    a: str
    b: str
    passages: tuple[Shared, ...]
    characters_a: int
    characters_b: int
    shared_a: int
    shared_b: int
    seconds: float = 0.0

    @property
    def share_a(self) -> float:
        """Give the share of `a` that stands in `b`."""
        return self.shared_a / max(1, self.characters_a)

    @property
    def share_b(self) -> float:
        """Give the share of `b` that stands in `a`."""
        return self.shared_b / max(1, self.characters_b)

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        if not self.passages:
            return f"《{self.a}》与《{self.b}》没有相同的文字段落。"
        exact = sum(not one.differ for one in self.passages)
        return (
            f"《{self.a}》与《{self.b}》有 {len(self.passages):,} 处文字相同或大体相同"
            f"（一字不差的 {exact:,} 处），占《{self.a}》的 {self.share_a:.1%}、"
            f"《{self.b}》的 {self.share_b:.1%}。"
        )


def reuse(a: Source, b: Source, least: int = LEAST) -> Reuse:
    """Compare two works; passages come in the order of `b`.

    Script, variant forms, punctuation and note signs do not count; every run of `least` equal
    characters is found, except what is formula through and through.
    """
    began = perf_counter()
    one, other = bare(a.stream.text), bare(b.stream.text)
    passages = shared_passages(one.text, other.text, least)
    times = Counter(one.text[p.a_start : p.a_end] for p in passages)
    shared = tuple(
        _shared(a, b, one, other, p, times[one.text[p.a_start : p.a_end]]) for p in passages
    )
    return Reuse(
        a.title,
        b.title,
        shared,
        len(one.text),
        len(other.text),
        _covered((p.a_start, p.a_end) for p in passages),
        _covered((p.b_start, p.b_end) for p in passages),
        perf_counter() - began,
    )


def _shared(a: Source, b: Source, one: Bare, other: Bare, passage: Passage, times: int) -> Shared:
    left = place_of(a, *one.span(passage.a_start, passage.a_end))
    right = place_of(b, *other.span(passage.b_start, passage.b_end))
    named = _names(b, right, a.title) or _names(a, left, b.title)
    return Shared(
        left, right, passage.equal, passage.differ, round(passage.likeness, 4), named, times
    )


def place_of(source: Source, start: int, end: int) -> Place:
    """Give a stretch of a work's stream with its citations."""
    stream = source.stream
    return Place(
        source.id, source.title, start, end,
        stream.cite(start), stream.cite(max(start, end - 1)), stream.text[start:end],
    )  # fmt: skip


def _names(source: Source, place: Place, title: str) -> bool:
    before = source.stream.text[max(0, place.start - _NAMED) : place.start + len(title)]
    return len(title) > 1 and fold(title) in fold(before)


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    total = reached = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


Piece = tuple[str, bool]
"""Words as they stand, and whether the other side has them too."""


def beside(shared: Shared) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Give both wordings in pieces that agree or differ; punctuation goes with what it follows."""
    left, right = bare(shared.a.words), bare(shared.b.words)
    changes = align(left.text, right.text)
    mine = [(c.start, c.end, c.kind == "equal") for c in changes if c.end > c.start]
    yours = [(c.other_start, c.other_end, c.kind == "equal")
             for c in changes if c.other_end > c.other_start]  # fmt: skip
    return tuple(_pieces(left, mine)), tuple(_pieces(right, yours))


def _pieces(text: Bare, spans: list[tuple[int, int, bool]]) -> Iterable[Piece]:
    for number, (start, _, same) in enumerate(spans):
        begin = text.offsets[start] if number else 0
        last = number + 1 == len(spans)
        end = len(text.whole) if last else text.offsets[spans[number + 1][0]]
        yield text.whole[begin:end], same
