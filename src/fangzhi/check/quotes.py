"""Quoted words (引文): rules leave them alone unless they say that they read them."""

from __future__ import annotations

import re

from fangzhi.model.text import Text

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_MARKS = re.compile("[“”‘’「」『』《》〈〉]")
_QUOTING_ROLES = ("quote", "verse")
_QUOTING_MARKS = ("quotation", "speech", "verse")
Span = tuple[int, int]


def quote_spans(text: str) -> tuple[Span, ...]:
    """Give the outermost quoted spans with their marks, in order; an unmatched mark opens nothing."""
    spans: list[Span] = []
    stack: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_PAIRS.values(), 0)
    start = 0
    for found in _MARKS.finditer(text):
        mark, at = found.group(), found.start()
        if mark in _PAIRS:
            stack.append((_PAIRS[mark], at))
            waiting[_PAIRS[mark]] += 1
            continue
        if not waiting[mark]:
            continue
        opened = ""
        while opened != mark:
            opened, start = stack.pop()
            waiting[opened] -= 1
        while spans and spans[-1][0] > start:
            spans.pop()
        spans.append((start, at + 1))
    return tuple(spans)


def is_quoted_block(block: Text) -> bool:
    """Tell whether the whole block is a quotation, an inscription or a song."""
    return block.role in _QUOTING_ROLES


def spans_of(block: Text) -> tuple[Span, ...]:
    """Give what is quoted in a block: by its marks of punctuation and by its standoff
    marks; in order, none overlapping another."""
    marked = tuple((m.start, m.end) for m in block.marks if m.kind in _QUOTING_MARKS)
    if not marked:
        return quote_spans(block.text)
    merged: list[Span] = []
    for start, end in sorted(quote_spans(block.text) + marked):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
