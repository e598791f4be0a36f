"""Telling a secrecy marking (密级标志) at a document's head from the words in prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

HEAD_LINES = 40
"""How many lines that are not blank count as the head."""

_BARE_LINES = 3
_NUMBER = r"[0-9０-９一二三四五六七八九十百〇零两]{1,4}"
_LEVEL = r"(?:绝密|绝密级|機密|机密|机密级|機密級|絕密|秘密|秘密级|秘密級|核心商密|普通商密|商密)"
_STAR = r"[★☆✭✩⭐＊*﹡※▲]"
_TRUE_STAR = r"[★☆✭✩⭐▲]"
_TERM = rf"(?:{_NUMBER}(?:年|个月|月|日|天)(?:{_NUMBER}(?:个月|月))?|长期|長期|永久|启用前|解密前)"
# an asterisk is a star only with a term after it: it may be Markdown's
_STARS = rf"(?:{_TRUE_STAR}{_TERM}?|{_STAR}{_TERM})"
_BEFORE = r"(?:(?:№|No\.?|编号|份号|第)?[:：]?\d{1,8}号?)?"
_HURRY = r"(?:特急|加急|急件|平急|特提|特快|紧急)?"
_LABEL = r"(?:密级(?:和保密期限|及保密期限|标志)?|保密等级|保密级别|密級)[:：]?"
_MARKUP = r"[#>*_]*"  # what Markdown puts around a line
_OPEN, _CLOSE = r"[（(\[【〔《“]?", r"[）)\]】〕》”]?"

_STARRED = re.compile(
    rf"{_MARKUP}{_BEFORE}{_HURRY}(?:{_LABEL})?{_OPEN}({_LEVEL}{_STARS}){_CLOSE}"
    rf"{_HURRY}{_BEFORE}{_MARKUP}"
)
_LABELLED = re.compile(
    rf"{_MARKUP}{_BEFORE}{_OPEN}{_LABEL}{_MARKUP}({_LEVEL}{_STARS}?){_CLOSE}{_HURRY}{_MARKUP}"
)
_BARE = re.compile(rf"{_BEFORE}{_HURRY}{_OPEN}({_LEVEL}){_CLOSE}{_HURRY}")
_LONE_LABEL = re.compile(_LABEL)
_LEADING = re.compile(
    rf"\s*{_OPEN}((?:绝\s*密|机\s*密|秘\s*密)\s*{_STAR}\s*{_TERM}){_CLOSE}(?:\s|$)"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇0-9]+[条章节款]")
_SPACE = re.compile(r"[\s\u200b\ufeff\u00a0]+")


def secrecy_mark(lines: Sequence[str], headers: Sequence[str] = ()) -> str | None:
    """Give the secrecy marking at a document's head as it stands there, or None.

    `lines` are the document's lines from the top; `headers` those of its page headers, footers
    and watermarks, where a bare "机密" counts too. "内部" is no secrecy level. (GB/T 9704: 密级
    stands at the top left of the first page, with ★ and the term.)
    """
    head = tuple(islice((line for line in map(_closed, _split(lines)) if line), HEAD_LINES))
    return _starred(head, lines) or _in_headers(headers) or _bare(head)


def _split(lines: Sequence[str]) -> list[str]:
    return [part for line in lines[: HEAD_LINES * 4] for part in line[:20_000].splitlines()]


def _closed(line: str) -> str:
    return _SPACE.sub("", line)


def _starred(head: Sequence[str], lines: Sequence[str]) -> str | None:
    for line in head:
        if found := _STARRED.fullmatch(line) or _LABELLED.fullmatch(line):
            return found[1]
    for line in islice((line for line in lines if line.strip()), 5):
        if found := _LEADING.match(line):
            return _closed(found[1])
    return None


def _in_headers(headers: Sequence[str]) -> str | None:
    for line in map(_closed, _split(headers)):
        if found := _STARRED.fullmatch(line) or _LABELLED.fullmatch(line) or _BARE.fullmatch(line):
            return found[1]
    return None


def _bare(head: Sequence[str]) -> str | None:
    found = [(at, match[1]) for at, line in enumerate(head) if (match := _BARE.fullmatch(line))]
    # several different levels one under another are a list of levels, not a marking
    if not found or len({level for _, level in found}) > 1:
        return None
    # a form parts label and level into two cells
    if any(at and _LONE_LABEL.fullmatch(head[at - 1]) for at, _ in found):
        return found[0][1]
    at, level = found[0]
    after = head[at + 1] if at + 1 < len(head) else ""
    if at >= _BARE_LINES or (at > 0 and _ARTICLE.match(after)):
        return None
    return level
