"""Captions and heads: how a number stands before its title, and looks that a style gives."""

from __future__ import annotations

import msgspec

from fangzhi.model.text import Text, marks_of
from fangzhi.model.work import Node

_STYLED = frozenset({"strong", "small", "underline"})


def says_number(title: Text | None, number: str) -> bool:
    """Say whether the writer typed the number ("表2-3") into the title, so that none is added."""
    return title is not None and _plain(title.text).startswith(_plain(number))


def gap_after(label: str) -> str:
    """Give the space between a printed number and the words: none after a mark (一、位置)."""
    return "" if not label or label.endswith(("、", "．", ".", "）", ")")) else "　"


def numbered_title(label: str, title: str) -> str:
    """Give a head with its number as it is printed: 第一章　村落, 一、位置."""
    return f"{label}{gap_after(label) if title else ''}{title}"


def _plain(words: str) -> str:
    return "".join(words.split())


def head_of(node: Node) -> Text:
    """Give a node's head without its number, as a text under the node's id.

    Where the number was cut off the words, marks no longer fit: then only the notes stay, at the end.
    """
    head, end = node.heading, len(node.title)
    if head is None:
        return Text(node.id, node.title, "heading")
    if head.text == node.title:
        marks = without_whole_looks(head).marks
    else:
        called = marks_of(head, "footnote", "endnote")
        marks = tuple(msgspec.structs.replace(mark, start=end, end=end) for mark in called)
    return Text(node.id, node.title, "heading", marks=marks, lang=head.lang)


def without_whole_looks(title: Text) -> Text:
    """Take off looks that cover a whole heading: there the style decides."""
    marks = tuple(
        mark
        for mark in title.marks
        if not (mark.kind in _STYLED and mark.start == 0 and mark.end >= len(title.text.rstrip()))
    )
    return msgspec.structs.replace(title, marks=marks)
