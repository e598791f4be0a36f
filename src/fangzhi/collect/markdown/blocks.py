"""Cutting Markdown into blocks: what each run of lines is, before its words are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal[
    "paragraph", "heading", "list", "quote", "table", "code", "note", "comment", "rule", "info"
]

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t\u3000]+|$)(.*?)(?:[ \t]+#+)?[ \t]*$")
_LIST = re.compile(r"^([ \t]*)([-*+]|\d{1,4}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_FENCE = re.compile(r"^ {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_NOTE = re.compile(r"^\[\^([^\]\s]{1,80})\]:[ \t]*")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DELIMITER = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_COMMENT = re.compile(r"^ {0,3}<!--")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
UNCLOSED = "unclosed"
INFO_END = re.compile(r"^\s*<!--\s*INFO END\s*-->\s*$")


class Source(NamedTuple):
    """A line of a block: its words without block markup, and where they begin in the line."""

    words: str
    skipped: int
    raw: str


class Chunk(NamedTuple):
    """A block: its kind, number of the first line from 1, its lines, and what the markup said."""

    kind: Kind
    first: int
    lines: list[Source]
    level: int = 0
    label: str = ""


def chunks(lines: list[str]) -> Iterator[Chunk]:
    """Cut lines into blocks, in order; blank lines part them."""
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        chunk, at = _next(lines, at)
        yield chunk


def _next(lines: list[str], at: int) -> tuple[Chunk, int]:
    line = lines[at]
    if match := _FENCE.match(line):
        return _fenced(lines, at, match[1])
    if match := _HEADING.match(line):
        source = Source(match[2], match.start(2), line)
        return Chunk("heading", at + 1, [source], len(match[1])), at + 1
    if _COMMENT.match(line):
        return _comment(lines, at)
    if match := _NOTE.match(line):
        return _noted(lines, at, match)
    if _RULE.match(line):
        return Chunk("rule", at + 1, [Source(line, 0, line)]), at + 1
    if (
        "|" in line
        and at + 1 < len(lines)
        and "|" in lines[at + 1]
        and _DELIMITER.match(lines[at + 1])
    ):
        return _table(lines, at)
    if match := _LIST.match(line):
        return _listed(lines, at, match)
    if _QUOTE.match(line):
        return _quoted(lines, at)
    return _paragraph(lines, at)


def _fenced(lines: list[str], at: int, fence: str) -> tuple[Chunk, int]:
    end = at + 1
    while end < len(lines) and not lines[end].strip().startswith(fence):
        end += 1
    inside = [Source(line, 0, line) for line in lines[at + 1 : end]]
    return Chunk("code", at + 2, inside), end + 1


def _comment(lines: list[str], at: int) -> tuple[Chunk, int]:
    end = at
    while end < len(lines) and "-->" not in lines[end]:
        end += 1
    inside = [Source(line, 0, line) for line in lines[at : end + 1]]
    kind: Kind = "info" if len(inside) == 1 and INFO_END.match(lines[at]) else "comment"
    if end == len(lines):
        return Chunk(kind, at + 1, inside, label=UNCLOSED), end
    cut = lines[end].index("-->") + len("-->")
    if not lines[end][cut:].strip():
        return Chunk(kind, at + 1, inside), end + 1
    inside[-1] = Source(lines[end][:cut], 0, lines[end][:cut])
    lines[end] = " " * cut + lines[end][cut:]  # what follows the comment is text, at its place
    return Chunk(kind, at + 1, inside), end


def _noted(lines: list[str], at: int, match: re.Match[str]) -> tuple[Chunk, int]:
    inside = [Source(lines[at][match.end() :], match.end(), lines[at])]
    end = at + 1
    while end < len(lines) and lines[end][:1] in (" ", "\t") and lines[end].strip():
        inside.append(_stripped(lines[end]))
        end += 1
    return Chunk("note", at + 1, inside, label=match[1]), end


def _table(lines: list[str], at: int) -> tuple[Chunk, int]:
    end = at + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return Chunk("table", at + 1, [Source(line, 0, line) for line in lines[at:end]]), end


def _listed(lines: list[str], at: int, match: re.Match[str]) -> tuple[Chunk, int]:
    depth = len(match[1].expandtabs(4)) // 2 + 1
    label = match[2] if match[2][0].isdigit() else "•"
    inside = [Source(lines[at][match.end() :].rstrip(), match.end(), lines[at])]
    end = at + 1
    while end < len(lines) and _continues(lines[end]) and not _RULE.match(lines[end]):
        inside.append(_stripped(lines[end]))
        end += 1
    return Chunk("list", at + 1, inside, min(depth, 9), label), end


def _quoted(lines: list[str], at: int) -> tuple[Chunk, int]:
    inside: list[Source] = []
    end = at
    while end < len(lines) and (match := _QUOTE.match(lines[end])):
        words = lines[end][match.end() :]
        if not words.strip() and inside:
            break
        inside.append(
            Source(words.strip(), lines[end].find(words.strip(), match.end()), lines[end])
        )
        end += 1
    return Chunk("quote", at + 1, inside), max(end, at + 1)


def _paragraph(lines: list[str], at: int) -> tuple[Chunk, int]:
    inside = [_stripped(lines[at])]
    end = at + 1
    while end < len(lines) and _continues(lines[end]):
        if match := _SETEXT.match(lines[end]):
            level = 1 if match[1][0] == "=" else 2
            return Chunk("heading", at + 1, inside, level), end + 1
        inside.append(_stripped(lines[end]))
        end += 1
    return Chunk("paragraph", at + 1, inside), end


def _continues(line: str) -> bool:
    if _SETEXT.match(line):
        return True
    starts = (_HEADING, _FENCE, _QUOTE, _NOTE, _LIST, _COMMENT, _RULE)
    return bool(line.strip()) and not any(pattern.match(line) for pattern in starts)


def _stripped(line: str) -> Source:
    words = line.strip(" \t\u3000")
    return Source(words, line.find(words), line)
