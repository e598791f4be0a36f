"""Which words of an edited manuscript are words of the earlier one, and the origins they keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from fangzhi.align.diff import align
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.place import Origin, Run
from fangzhi.model.text import Text
from fangzhi.workbench.works.editor.parts import with_texts

SURE = 8
"""Code points in a row that are taken for the same words when they stand in another block."""
_GAP = "\x00"


class Stretch(NamedTuple):
    """Code points `start`..`end` of text `old` stand unchanged in text `new` from `at` on."""

    old: str
    start: int
    end: int
    new: str
    at: int


class _Piece(NamedTuple):
    """A part of a text that has no counterpart in the text of the same id."""

    id: str
    start: int
    words: str


def stretches(before: Manuscript, after: Manuscript) -> tuple[Stretch, ...]:
    """Give what stayed: first within texts of the same id, then words that went to another text.

    Every word of either side stands in at most one stretch.
    """
    olds = {text.id: text.text for text in texts(before, comments=True)}
    news = {text.id: text.text for text in texts(after, comments=True)}
    found: list[Stretch] = []
    gone: list[_Piece] = [_Piece(i, 0, words) for i, words in olds.items() if i not in news]
    came: list[_Piece] = []
    for name, words in news.items():
        if name not in olds:
            came.append(_Piece(name, 0, words))
            continue
        for change in align(olds[name], words):
            if change.kind == "equal":
                found.append(Stretch(name, change.start, change.end, name, change.other_start))
                continue
            gone.append(_Piece(name, change.start, olds[name][change.start : change.end]))
            came.append(_Piece(name, change.other_start,
                               words[change.other_start : change.other_end]))  # fmt: skip
    found += _moved([piece for piece in gone if piece.words], came)
    return tuple(sorted(found, key=lambda one: (one.new, one.at)))


def _moved(gone: list[_Piece], came: list[_Piece]) -> Iterator[Stretch]:
    """Give words that left one text and came into another, longest newcomers first."""
    for piece in sorted(came, key=lambda one: -len(one.words)):
        pool = _GAP.join(old.words for old in gone)
        if not pool or len(piece.words) < min(SURE, *(len(old.words) for old in gone)):
            continue
        kept: list[Stretch] = []
        for change in align(pool, piece.words):
            if change.kind == "equal":
                words = piece.words[change.other_start : change.other_end]
                at = piece.start + change.other_start
                kept += _pieces(gone, change.start, words, piece, at)
        gone = _without(gone, kept)
        yield from kept


def _pieces(
    gone: list[_Piece], place: int, words: str, piece: _Piece, at: int
) -> Iterator[Stretch]:
    """Find the old text of a place in the pool; short words count only where they are a whole."""
    begin = 0
    for old in gone:
        end = begin + len(old.words)
        if begin <= place < end:
            whole = words in (old.words, piece.words) and len(words) > 1
            if (len(words) >= SURE or whole) and place + len(words) <= end:
                start = old.start + place - begin
                yield Stretch(old.id, start, start + len(words), piece.id, at)
            return
        begin = end + len(_GAP)


def _without(gone: list[_Piece], kept: Iterable[Stretch]) -> list[_Piece]:
    for one in kept:
        left: list[_Piece] = []
        for old in gone:
            end = old.start + len(old.words)
            if old.id != one.old or not old.start <= one.start < end:
                left.append(old)
                continue
            left.append(_Piece(old.id, old.start, old.words[: one.start - old.start]))
            left.append(_Piece(old.id, one.end, old.words[one.end - old.start :]))
        gone = [old for old in left if old.words]
    return gone


def with_origins(
    after: Manuscript, before: Manuscript, kept: Iterable[Stretch], edit: str = ""
) -> Manuscript:
    """Give `after` with the origins of the words that stayed.

    New words have none, or with `edit` (a digest naming the edit) one run that names it.
    """
    olds = {text.id: text for text in texts(before, comments=True)}
    by_new: dict[str, list[Stretch]] = {}
    for one in kept:
        by_new.setdefault(one.new, []).append(one)

    def origin(text: Text) -> Text:
        old = olds.get(text.id)
        if old is not None and old.text == text.text:
            return replace(text, origin=old.origin)
        runs = [run for one in by_new.get(text.id, ()) for run in _cut(olds[one.old].origin, one)]
        if edit:
            runs += _fresh(len(text.text), by_new.get(text.id, ()), edit)
        return replace(text, origin=_joined(sorted(runs, key=lambda run: (run.start, run.end))))

    return with_texts(after, origin)


def _cut(origin: Origin, stretch: Stretch) -> Iterator[Run]:
    for run in origin:
        start, end = max(run.start, stretch.start), min(run.end, stretch.end)
        if start < end:
            at = stretch.at + start - stretch.start
            offset = run.offset + start - run.start
            yield replace(run, start=at, end=at + end - start, offset=offset)


def _fresh(length: int, kept: Iterable[Stretch], edit: str) -> Iterator[Run]:
    at = 0
    for one in kept:
        if at < one.at:
            yield Run(at, one.at, edit)
        at = one.at + one.end - one.start
    if at < length:
        yield Run(at, length, edit)


def _joined(runs: list[Run]) -> Origin:
    """Join runs that touch here and touched in the original."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        if last is not None and last.end == run.start and run == replace(
            last, start=run.start, end=run.end, offset=last.offset + last.end - last.start
        ):  # fmt: skip
            out[-1] = replace(last, end=run.end)
        else:
            out.append(run)
    return tuple(out)
