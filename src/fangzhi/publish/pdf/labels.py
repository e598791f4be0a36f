"""Numbers that a writer typed into a title, where the page prints the number itself."""

from __future__ import annotations

import re

import msgspec

from fangzhi.model.text import Text


def without_label(title: Text | None, label: str) -> Text | None:
    """Take the label ("表2-3", however spaced) off the head of a title; marks move along."""
    pattern = r"\s*".join(re.escape(character) for character in label if not character.isspace())
    typed = (
        re.match(rf"\s*{pattern}(?![\d.．-])\s*", title.text)
        if title is not None and label
        else None
    )
    if title is None or typed is None:
        return title
    gone = typed.end()
    marks = (
        msgspec.structs.replace(mark, start=max(mark.start - gone, 0), end=mark.end - gone)
        for mark in title.marks
        if mark.end >= gone
    )
    return msgspec.structs.replace(title, text=title.text[gone:], marks=tuple(marks))
