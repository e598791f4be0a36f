"""Captions: whether a title already says its number, and looks that a style gives anyway."""

from __future__ import annotations

import msgspec

from fangzhi.model.text import Text

_STYLED = frozenset({"strong", "small", "underline"})


def says_number(title: Text | None, number: str) -> bool:
    """Say whether the writer typed the number ("表2-3") into the title, so that none is added."""
    return title is not None and _plain(title.text).startswith(_plain(number))


def _plain(words: str) -> str:
    return "".join(words.split())


def without_whole_looks(title: Text) -> Text:
    """Take off looks that cover a whole heading: there the style decides."""
    marks = tuple(
        mark
        for mark in title.marks
        if not (mark.kind in _STYLED and mark.start == 0 and mark.end >= len(title.text.rstrip()))
    )
    return msgspec.structs.replace(title, marks=marks)
