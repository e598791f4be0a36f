"""Lines of an old print to paragraphs: a full line runs on, a short one ends the paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fangzhi.collect.prints.lines import Line, Parsed, parse_line
from fangzhi.model.place import Run
from fangzhi.model.text import Mark, Role, Text
from fangzhi.model.value import mint_id

HONORED = (
    "聖", "皇", "上諭", "天子", "詔", "諭", "勅", "敕", "御", "國朝", "本朝", "朝廷", "世祖", "聖祖",
    "世宗", "高宗", "太祖", "太宗", "恩", "欽", "宸", "旨", "命", "帝", "陛下", "廟", "祖宗",
)  # fmt: skip
"""Words that begin a new, higher line out of respect (抬頭) in the middle of a sentence."""

JUAN_LINE = re.compile(
    r"^[^()\s]{0,12}[卷巻][第苐之]?"
    r"[一二三四五六七八九十百千〇廿卅首末上中下附補目録錄之0-9]{1,8}[上中下]?$"
)
PART_LINE = re.compile(
    r"^[^()\s]{1,6}(?:志|誌|考|傳|讃|贊|序|叙|敘|表|圖|紀|記|略|目|目錄|目録|例)$"
)
SHORTEST_FULL = 8
HEAD_LINES = 12
LIST_LINES = 6
"""A juan line with another one this near below it stands in a list of contents."""

FRONT = "欽定四庫全書"
"""The line that opens each juan of the Siku copies, in the middle of a file too."""


class Block(NamedTuple):
    """Lines that make one paragraph or heading."""

    lines: list[tuple[Line, Parsed]]
    role: Role
    level: int


def texts_of(lines: Iterable[Line], digest: str) -> Iterator[Text]:
    """Give paragraphs and headings of one juan; every character keeps its leaf and its place."""
    read = [(line, parse_line(line.raw)) for line in lines]
    full = full_width(parsed for _, parsed in read)
    page = ""
    for block in _blocks(read, full):
        yield _text(block, digest, page)
        last = block.lines[-1][0]
        page = last.ends_on or last.page


def full_width(lines: Iterable[Parsed]) -> int:
    """Give the width of a full line of this print: the commonest among its longest lines."""
    widths = sorted(line.width for line in lines if line.width >= SHORTEST_FULL)
    if not widths:
        return SHORTEST_FULL
    longest = widths[int(len(widths) * 0.98)]
    counts = Counter(width for width in widths if width >= 0.75 * longest)
    return max(counts, key=lambda width: (counts[width], width))


def _blocks(read: list[tuple[Line, Parsed]], full: int) -> Iterator[Block]:
    held: list[tuple[Line, Parsed]] = []
    before: Parsed | None = None
    heads = _heads(read)
    for at, item in enumerate(read):
        line, parsed = item
        level = heads.get(at, 0)
        words = line.raw.strip("\u3000 ")
        if not words:
            held += [item] if held else []
            continue
        if held and (level or before is None or not _runs_on(before, parsed, words, full)):
            yield Block(held, "paragraph", 0)
            held = []
        if level:
            yield Block([item], "heading", level)
        else:
            held.append(item)
        before = None if level else parsed
    if held:
        yield Block(held, "paragraph", 0)


def _heads(read: list[tuple[Line, Parsed]]) -> dict[int, int]:
    """Find the lines that are headings: org stars, the first juan line, the part named below it."""
    words = [line.raw.strip("\u3000 ") for line, _ in read]
    filled = [at for at, word in enumerate(words) if word]
    heads = {at: read[at][0].heading for at in filled if read[at][0].heading}
    headed = False
    for order, at in enumerate(filled):
        opens = order > 0 and words[filled[order - 1]] == FRONT
        if at in heads or not JUAN_LINE.match(words[at]):
            continue
        listed = any(JUAN_LINE.match(words[b]) for b in filled[order + 1 : order + 1 + LIST_LINES])
        if opens or (not headed and order < HEAD_LINES and not listed):
            heads[at], headed = 1, True
            below = filled[order + 1] if order + 1 < len(filled) else -1
            if below >= 0 and PART_LINE.match(words[below]):
                heads[below] = 2
    return heads


def _runs_on(before: Parsed, line: Parsed, words: str, full: int) -> bool:
    """Say whether a line continues the one before it."""
    noted = any(mark.kind == "note" for mark in before.marks)
    if before.width >= full - 1 - noted:
        return True
    if before.ends_with_note and line.opens_with_note:
        return True
    return line.indent <= before.indent and words.startswith(HONORED)


def _text(block: Block, digest: str, page: str) -> Text:
    """Join lines; the indent of a line is layout and goes to its break mark, or to the style."""
    text: list[str] = []
    runs: list[Run] = []
    marks: list[Mark] = []
    length = 0
    for number, (line, parsed) in enumerate(block.lines):
        if number:
            marks.append(Mark(length, length, "line-break", text=line.raw[: parsed.indent]))
        if line.page != page:
            marks.append(Mark(length, length, "leaf-break", line.page))
            page = line.page
        shift = length - parsed.indent
        for mark in parsed.marks:
            marks.append(Mark(mark.start + shift, mark.end + shift, mark.kind, mark.ref,
                              mark.text))  # fmt: skip
        for piece in parsed.pieces:
            skip = max(0, parsed.indent - piece.at)
            words = piece.text[skip:]
            if words:
                end = length + len(words)
                offset = line.offset + piece.at + skip
                runs.append(Run(length, end, digest, "", line.address, offset, page))
                text.append(words)
                length = end
        page = line.ends_on or page
    first, indent = block.lines[0][0], block.lines[0][1].indent
    key = mint_id(digest, first.address, str(first.offset))
    return Text(key, "".join(text), block.role, block.level, marks=tuple(marks),
                origin=tuple(runs), style=f"indent-{indent}" if indent else "")  # fmt: skip
