"""Words in a text replaced by others: marks and origins of what stays are carried over."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from fangzhi.align.anchors import reanchor
from fangzhi.model.manuscript import texts
from fangzhi.model.place import Anchor, Lost, Run
from fangzhi.model.text import Mark, Text
from fangzhi.model.work import Entry
from fangzhi.workbench.works.editor.parts import with_texts


def put_in(entry: Entry, anchor: Anchor, words: str) -> Entry | str:
    """Give the entry with other words at an anchor, or say why they cannot be put there."""
    text = text_of(entry, anchor.block)
    if text is None:
        return "这条意见所指的一段已不在这一条里，请人工修改。"
    now = reanchor(anchor, text)
    if isinstance(now, Lost):
        return now.reason
    return _with(entry, reworded(text, now.start, now.end, words))


def rewritten(entry: Entry, block: str, words: str) -> Entry | str:
    """Give the entry with other words in one text; only what differs counts as changed."""
    text = text_of(entry, block)
    if text is None:
        return "没有找到要改的一段，请刷新页面。"
    start, end, inside = _difference(text.text, words)
    return _with(entry, reworded(text, start, end, inside))


def text_of(entry: Entry, block: str) -> Text | None:
    """Give a text of an entry by its id: the title, a paragraph, a cell, a note."""
    if entry.title is not None and entry.title.id == block:
        return entry.title
    return next((text for text in texts(entry.manuscript) if text.id == block), None)


def reworded(text: Text, start: int, end: int, words: str) -> Text:
    """Replace code points `start`..`end`; a note inside the words stays, at their beginning."""
    grown = len(words) - (end - start)
    whole = text.text[:start] + words + text.text[end:]
    marks = tuple(_moved(mark, start, end, grown) for mark in text.marks)
    return replace(text, text=whole, marks=marks, origin=tuple(_cut(text, start, end, grown)))


def _moved(mark: Mark, start: int, end: int, grown: int) -> Mark:
    def at(place: int, before: bool) -> int:
        if place <= start:
            return place
        if place >= end:
            return place + grown
        return start if before else end + grown

    if mark.start == mark.end:
        place = at(mark.start, True)
        return replace(mark, start=place, end=place)
    first, last = at(mark.start, True), at(mark.end, False)
    return replace(mark, start=first, end=max(first, last))


def _cut(text: Text, start: int, end: int, grown: int) -> Iterator[Run]:
    for run in text.origin:
        if run.start < start:
            yield replace(run, end=min(run.end, start))
        if run.end > end:
            first = max(run.start, end)
            offset = run.offset + first - run.start
            yield replace(run, start=first + grown, end=run.end + grown, offset=offset)


def _difference(old: str, new: str) -> tuple[int, int, str]:
    """Give what to replace in `old`, and by what: ends that are alike stay."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    back = 0
    while back < min(len(old), len(new)) - start and old[-1 - back] == new[-1 - back]:
        back += 1
    return start, len(old) - back, new[start : len(new) - back]


def _with(entry: Entry, text: Text) -> Entry:
    if entry.title is not None and entry.title.id == text.id:
        return replace(entry, title=text)

    def one(old: Text) -> Text:
        return text if old.id == text.id else old

    return replace(entry, manuscript=with_texts(entry.manuscript, one))
