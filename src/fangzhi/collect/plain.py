"""Read plain text: lines to paragraphs, numbered headings, in any encoding that says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from fangzhi.collect.captions import with_caption_roles
from fangzhi.collect.reading import Reading
from fangzhi.collect.remarks import remark
from fangzhi.collect.structure import can_be_title, is_contents_line, levels_of
from fangzhi.collect.weave import Weave
from fangzhi.files.limits import LIMITS
from fangzhi.files.refusal import Refused
from fangzhi.files.source import SourceFile
from fangzhi.files.textcode import Decoded, decode_text
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Mark, Text

_BLANK = " \t\u3000\u00a0\ufeff\u200b"
_END = "。！？；：”』」）"
_WRAPPED_LINES = 8
"""A text of fewer lines is never taken as wrapped by hand."""

_NARROWEST, _WIDEST = 40, 130
"""Wrapped lines are this wide, counting a Chinese character as two."""


class Paragraph(NamedTuple):
    """Source lines that make one paragraph, and the number of the first, from 1."""

    first: int
    lines: list[str]


def read(source: SourceFile) -> Reading:
    """Read a text file; addresses are L17, the paragraph's first line; raise Refused to ask."""
    decoded = decode_text(source.data, source.name)
    lines = lines_of(decoded)
    paragraphs = list(_paragraphs(lines))
    words = [_joined(paragraph) for paragraph in paragraphs]
    headings = _headings(words, paragraphs)
    texts = [
        _text(source, paragraph, headings.get(at, 0)) for at, paragraph in enumerate(paragraphs)
    ]
    findings = [remark(source, sentence) for sentence in decoded.remarks]
    if not texts:
        findings.append(remark(source, f"《{source.name}》里没有文字。请检查是否交错了文件。"))
    title = texts[0].text if texts and headings.get(0) == 1 else ""
    manuscript = Manuscript(
        tuple(with_caption_roles(texts)),
        title=title,
        name=source.name,
        source=source.digest,
        media_type=source.media_type,
    )
    return Reading(manuscript, tuple(findings))


def lines_of(decoded: Decoded) -> list[str]:
    """Cut text into lines; raise Refused for one too long to be a paragraph."""
    lines = re.split("\r\n|\r|\n|\u2028|\u2029", decoded.text)
    longest = max(map(len, lines), default=0)
    if longest > LIMITS.paragraph_characters:
        raise Refused("long-paragraph", size=longest, limit=LIMITS.paragraph_characters)
    return lines


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    full = _wrapped_width(lines)
    spaced = bool(full) and _is_spaced(lines)
    held: Paragraph | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip(_BLANK):
            if held and not (spaced and lines[number - 2].strip(_BLANK)):
                yield held
                held = None
            elif held:
                held.lines.append(line)
        elif held and full and _runs_on(held, line, full):
            held.lines.append(line)
        else:
            if held:
                yield held
            held = Paragraph(number, [line])
    if held:
        yield held


def _is_spaced(lines: list[str]) -> bool:
    """Say whether a blank line stands between all lines, as some programs leave behind."""
    filled = [at for at, line in enumerate(lines) if line.strip(_BLANK)]
    apart = sum(after == before + 2 for before, after in pairwise(filled))
    return apart >= 0.8 * (len(filled) - 1)


def _width(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in line.rstrip(_BLANK))


def _wrapped_width(lines: list[str]) -> int:
    """Give the width at which lines were broken by hand, 0 where each line is a paragraph."""
    widths = [_width(line) for line in lines if line.strip(_BLANK)]
    if len(widths) < _WRAPPED_LINES:
        return 0
    counts = Counter(widths)
    full = max(
        counts, key=lambda width: (sum(counts[w] for w in range(width - 3, width + 1)), width)
    )
    near = sum(counts[width] for width in range(full - 3, full + 1))
    over = sum(count for width, count in counts.items() if width > full)
    wrapped = _NARROWEST <= full <= _WIDEST and near * 2 >= len(widths) and over * 20 <= len(widths)
    return full if wrapped else 0


def _runs_on(held: Paragraph, line: str, full: int) -> bool:
    """Say whether a line continues a paragraph: the one before is full, and this not indented.

    A first line whose indent was lost is narrower by two characters.
    """
    if line[:1] in "\u3000\t" or line[:2] == "  ":
        return False
    at = next(at for at in reversed(range(len(held.lines))) if held.lines[at].strip(_BLANK))
    before = held.lines[at]
    if _width(before) >= full - 3:
        return True
    words = before.strip(_BLANK)
    return at == 0 and _width(words) >= full - 7 and words[-1] not in _END


def _joined(paragraph: Paragraph) -> str:
    return "".join(line.strip(_BLANK) for line in paragraph.lines)


def _headings(words: list[str], paragraphs: list[Paragraph]) -> dict[int, int]:
    """Level 1 for a title at the head, and numbered headings below it."""
    levels = levels_of(words)
    titled = (
        len(words) > 1
        and 0 not in levels
        and can_be_title(words[0])
        and (bool(levels) or paragraphs[1].first > paragraphs[0].first + 1)
    )
    return {0: 1, **levels_of(words, 2)} if titled else levels


def _text(source: SourceFile, paragraph: Paragraph, level: int) -> Text:
    """Make the text; its original block is the source lines joined by line ends."""
    weave = Weave(source.digest)
    address = f"L{paragraph.first}"
    offset = 0
    for number, line in enumerate(paragraph.lines):
        words = line.strip(_BLANK)
        if not words:
            offset += len(line) + 1
            continue
        lead = line.index(words)
        if number:
            if weave.needs_space(words):
                weave.add(" ", address, offset - 1)
            weave.marks.append(Mark(weave.length, weave.length, "line-break"))
        weave.add(words, address, offset + lead)
        offset += len(line) + 1
    if level:
        return weave.text("heading", level)
    return weave.text("contents" if is_contents_line(weave.words) else "paragraph")
