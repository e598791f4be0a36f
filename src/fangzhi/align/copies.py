"""Last year's copy (照抄上年): passages that only changed the year, figures and all.

Says what is the same; whether that is a fault is for the unit that knows the figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from fangzhi.align.diff import Change, align
from fangzhi.align.figures import MASK, Figure, Masked, masked

LIKE = 0.9
"""Sentences are the same when this share of the new one's words stands in the old one."""
_VOTES = 0.4
_GRAM = 8
_SYNC = re.compile("^|[，。；：、的在和]")
_SENTENCE = re.compile("[^。！？；\n]+[。！？；\n]*")
_YEAR_IN_NAME = re.compile(
    r"[0-9]{4}年?[卷稿]?|[上去今本]年[卷稿]?|[（(][^）)]*[）)]|\s|[【】《》]"
)


class Passage(NamedTuple):
    """A paragraph under its heading, with the name of the document it stands in."""

    text: str
    heading: str = ""
    doc: str = ""


class Pair(NamedTuple):
    """Figures that stand at the same place of the same words, old and new."""

    old: Figure
    new: Figure


class Copy(NamedTuple):
    """What passage `new` has from passage `old`: `start`..`end` of the new text are the same words.

    `same` and `changed` are figures; lasting ones and those of years gone by are in neither.
    `years` are the years as (old, new); `likeness` is the share of the new words that is old;
    `changes` align the masked words of old and new.
    """

    new: int
    old: int
    start: int
    end: int
    same: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    years: tuple[tuple[str, str], ...]
    likeness: float
    changes: tuple[Change, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether no figure was renewed: at least three, and all of them, stayed."""
        return len(self.same) >= 3 and not self.changed

    @property
    def is_nearly_whole(self) -> bool:
        """Tell whether a few figures out of many were changed, and hardly a word."""
        total = len(self.same) + len(self.changed)
        few = 0 < len(self.changed) <= 0.2 * total
        return len(self.same) >= 8 and few and self.likeness >= LIKE


def copies(old: Sequence[Passage], new: Sequence[Passage], year: str = "") -> tuple[Copy, ...]:
    """Give for each new passage that has same sentences what it has of the most similar old one.

    `year` is the year that the old passages tell of ("" where it is not known: their latest).
    """
    if not old or not new:
        return ()
    olds, news = [masked(p.text) for p in old], [masked(p.text) for p in new]
    told = year or max((f.digits for m in olds for f in m.figures if f.kind == "year"), default="")
    index = _index(olds)
    found = []
    for at, words in enumerate(news):
        best = _best(words, index, old, new[at])
        if best is not None:
            copy = _compare(best, olds[best], at, words, new[at].text, told)
            if copy is not None:
                found.append(copy)
    return tuple(found)


def _index(olds: Sequence[Masked]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for at, words in enumerate(olds):
        for gram in _grams(words.words):
            places = index.setdefault(gram, [])
            if len(places) < 20 and (not places or places[-1] != at):
                places.append(at)
    return index


def _grams(words: str) -> Iterator[str]:
    for sync in _SYNC.finditer(words):
        gram = words[sync.end() : sync.end() + _GRAM]
        if len(gram) == _GRAM:
            yield gram


def _best(
    words: Masked, index: dict[str, list[int]], old: Sequence[Passage], new: Passage
) -> int | None:
    """Choose the old passage that shares the most windows; name and heading decide a tie."""
    grams = list(_grams(words.words))
    votes = Counter(at for gram in grams for at in index.get(gram, ()))
    if not votes:
        return None
    most = max(votes.values())
    if most < max(2, _VOTES * len(grams)):
        return None
    tied = sorted(at for at, count in votes.items() if count == most)
    if len(tied) == 1:
        return tied[0]
    own, head = plain_name(new.doc), plain_name(new.heading)

    def rank(at: int) -> tuple[bool, bool, int]:
        same_doc = plain_name(old[at].doc) == own
        return same_doc, plain_name(old[at].heading) == head, -at

    return max(tied, key=rank)


def plain_name(name: str) -> str:
    """Give a name without year, brackets, leading number and suffix: what two years share."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0] if "." in name else name
    return _YEAR_IN_NAME.sub("", stem).lstrip("0123456789-_. ")


def _compare(
    old_at: int, old: Masked, new_at: int, new: Masked, text: str, told: str
) -> Copy | None:
    changes = align(old.words, new.words)
    equal = [change for change in changes if change.kind == "equal"]
    spans = [span for span in _sentences(new) if _share(equal, *span) >= LIKE]
    if not spans:
        return None
    pairs = [pair for pair in _pairs(old, new, equal) if _inside(pair.new.masked, spans)]
    same, changed, years = _judged(pairs, old, told)
    start, end = _unmasked(new, spans[0][0]), _unmasked(new, spans[-1][1])
    size = sum(stop - begin for begin, stop in spans)
    likeness = size / max(1, len(new.words))
    return Copy(new_at, old_at, start, end, same, changed, years, likeness, changes)


def _sentences(words: Masked) -> list[tuple[int, int]]:
    return [found.span() for found in _SENTENCE.finditer(words.words) if len(found.group()) > 5]


def _share(equal: Sequence[Change], start: int, end: int) -> float:
    same = sum(max(0, min(c.other_end, end) - max(c.other_start, start)) for c in equal)
    return same / max(1, end - start)


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _pairs(old: Masked, new: Masked, equal: Sequence[Change]) -> list[Pair]:
    olds = {figure.masked: figure for figure in old.figures}
    pairs = []
    for figure in new.figures:
        for change in equal:
            if change.other_start <= figure.masked < change.other_end:
                mine = olds.get(figure.masked - change.other_start + change.start)
                if mine is not None:
                    pairs.append(Pair(mine, figure))
                break
    return pairs


def _judged(
    pairs: Sequence[Pair], old: Masked, told: str
) -> tuple[tuple[Pair, ...], tuple[Pair, ...], tuple[tuple[str, str], ...]]:
    same, changed, years = [], [], []
    background = False
    for pair in pairs:
        if pair.new.kind == "year":
            years.append((pair.old.digits, pair.new.digits))
            background = pair.old.digits == pair.new.digits and pair.old.digits != told
        elif pair.old.digits != pair.new.digits:
            changed.append(pair)
        elif pair.new.kind == "count" and not background:
            same.append(pair)
    return tuple(same), tuple(changed), tuple(years)


def _unmasked(words: Masked, at: int) -> int:
    """Give the place in the text of a place in the masked words."""
    shift = 0
    for figure in words.figures:
        if figure.masked >= at:
            break
        shift = figure.end - figure.masked - 1
    return at + shift


def sentence_of(copied: Sequence[Copy], who: str) -> str:
    """Say it in one sentence first: whose text it is and how many figures were not renewed."""
    whole = [copy for copy in copied if copy.is_whole]
    nearly = [copy for copy in copied if copy.is_nearly_whole]
    figures = sum(len(copy.same) for copy in (*whole, *nearly))
    if not figures:
        return f"{who}交的稿没有看出照抄上年。"
    places = len(whole) + len(nearly)
    return f"{who}交的是去年的稿：{places} 段文字相同，{figures} 个数未改。"


Piece = tuple[str, str]
"""Words and what they are: "same", "old", "new" (words that differ), "kept" (a figure not
renewed), "renewed", "year"."""


def side_by_side(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Give both texts in pieces, so that a page can show them beside each other."""
    olds, news = masked(old), masked(new)
    changes = align(olds.words, news.words)
    pairs = _pairs(olds, news, [c for c in changes if c.kind == "equal"])
    paired_old = {pair.old.masked: pair for pair in pairs}
    paired_new = {pair.new.masked: pair for pair in pairs}
    kept_old = [c[1:3] for c in changes if c.kind == "equal"]
    kept_new = [c[3:5] for c in changes if c.kind == "equal"]
    return (
        tuple(_pieces(old, olds, kept_old, paired_old, "old")),
        tuple(_pieces(new, news, kept_new, paired_new, "new")),
    )


def _pieces(
    text: str, words: Masked, kept: Sequence[tuple[int, int]], paired: dict[int, Pair], name: str
) -> Iterator[Piece]:
    cuts = {0, len(words.words)}
    cuts.update(at for span in kept for at in span)
    figures = {figure.masked: figure for figure in words.figures}
    for at in figures:
        cuts.update((at, at + 1))
    for start, end in pairwise(sorted(cuts)):
        shown = text[_unmasked(words, start) : _unmasked(words, end)]
        if start in figures and words.words[start:end] == MASK:
            yield shown, _name(paired.get(start), name)
        elif shown:
            yield shown, "same" if any(a <= start < b for a, b in kept) else name


def _name(pair: Pair | None, name: str) -> str:
    if pair is None:
        return name
    if pair.new.kind == "year" and pair.old.digits != pair.new.digits:
        return "year"
    if pair.old.digits != pair.new.digits:
        return "renewed"
    return "kept" if pair.new.kind == "count" else "same"
