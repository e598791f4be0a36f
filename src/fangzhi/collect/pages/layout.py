"""From lines on pages to paragraphs: columns, indents, short lines, heads and feet of pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest
from statistics import median
from typing import Literal, NamedTuple

from fangzhi.collect.pages.glyphs import Line

Place = Literal["body", "header", "footer"]

MARGIN = 0.13
"""Heads and feet stand in this share of the page's height at either end."""

LEAST_MARGIN = 60.0
"""On small pages the margins are taken to be at least this many points."""

OFTEN = 0.3
"""Words at one height on more than this share of the pages are a head or foot for certain."""

FULLEST = 0.6
"""Lines of a real column fill this share of its width; cells of a table do not."""

_PAGE_NUMBER = re.compile(
    r"^[\s\-—–－─·•.~～|]*第?\s*(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十百〇]{1,4})\s*页?"
    r"(?:\s*[/／]?\s*共?\s*\d{1,4}\s*页?)?[\s\-—–－─·•.~～|]*$"
)
_BARE_NUMERAL = re.compile(r"^[一二三四五六七八九十百〇]{1,4}$")
_DIGITS = re.compile(r"\d+")
_BRACKETS = (("《", "》"), ("(", ")"), ("“", "”"), ("「", "」"), ("【", "】"))
_SAME = str.maketrans("（）", "()")
_END = "。！？；：”」』）》…!?;:"


class Page(NamedTuple):
    """The lines of one page, in points, numbered from 1."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


class Paragraph(NamedTuple):
    """Lines that make one paragraph on one page; `open_end`: it may run on overleaf."""

    lines: tuple[Line, ...]
    place: Place = "body"
    open_end: bool = False
    starts_indented: bool = False


def paragraphs_of(pages: Sequence[Page]) -> list[list[Paragraph]]:
    """Give the paragraphs of each page in reading order; heads first, feet last."""
    margins = _margins(pages)
    return [_page(page, margins[page.number]) for page in pages]


def runs_on(before: Paragraph, after: Paragraph) -> bool:
    """Say whether a paragraph at the head of a page continues the last one before it."""
    last, first = before.lines[-1], after.lines[0]
    same = abs(last.size - first.size) < 0.15 * last.size
    return before.open_end and not after.starts_indented and same and last.text[-1] not in _END


def _margins(pages: Sequence[Page]) -> dict[int, dict[Line, Place]]:
    """Find heads and feet: page numbers, and words that come again at the same height."""
    found: dict[int, dict[Line, Place]] = defaultdict(dict)
    certain: dict[int, set[Line]] = defaultdict(set)
    repeated: dict[tuple[str, int, Place], list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        outer = [(line, place) for line in page.lines if (place := _outer(page, line)) is not None]
        top = max((line.middle for line, place in outer if place == "header"), default=0.0)
        foot = min((line.middle for line, place in outer if place == "footer"), default=0.0)
        for line, place in outer:
            edge = top if place == "header" else foot
            if _PAGE_NUMBER.match(line.text) and _is_outermost(line, edge):
                found[page.number][line] = place
                certain[page.number].add(line)
            key = (_DIGITS.sub("#", line.text), round(line.middle / 6), place)
            repeated[key].append((page.number, line))
    for (_, _, place), lines in repeated.items():
        often = len({number for number, _ in lines})
        for number, line in lines if often >= max(2, min(3, len(pages) // 3)) else ():
            found[number].setdefault(line, place)
            if often > OFTEN * len(pages):
                certain[number].add(line)
    return {p.number: _standing_apart(p, found[p.number], certain[p.number]) for p in pages}


def _standing_apart(page: Page, found: dict[Line, Place], certain: set[Line]) -> dict[Line, Place]:
    """Keep heads and feet that have nothing but their like beyond them.

    Words found on few pages must stand apart from the text too.
    """
    lines = sorted(page.lines, key=lambda line: line.middle)
    steps = [above.middle - below.middle for below, above in pairwise(lines)]
    usual = median([step for step in steps if step > 1] or [0.0])
    kept: dict[Line, Place] = {}
    sides: tuple[tuple[Place, list[Line]], ...] = (("footer", lines), ("header", lines[::-1]))
    for place, ordered in sides:
        run: list[Line] = []
        for line, inner in zip_longest(ordered, ordered[1:]):
            if found.get(line) != place:
                break
            run.append(line)
            apart = inner is None or abs(inner.middle - line.middle) > 1.2 * usual + 1
            if apart or line in certain:
                kept |= dict.fromkeys(run, place)
    return kept


def _outer(page: Page, line: Line) -> Place | None:
    margin = max(MARGIN * page.height, min(LEAST_MARGIN, page.height / 4))
    if line.bottom > page.height - margin:
        return "header"
    return "footer" if line.top < margin else None


def _is_outermost(line: Line, edge: float) -> bool:
    """A numeral alone in a margin is a page number only where nothing stands beyond it."""
    return not _BARE_NUMERAL.match(line.text) and abs(line.middle - edge) < line.size


def _page(page: Page, margins: dict[Line, Place]) -> list[Paragraph]:
    body = [line for line in page.lines if line not in margins]
    heads = [Paragraph((line,), "header") for line in page.lines if margins.get(line) == "header"]
    feet = [Paragraph((line,), "footer") for line in page.lines if margins.get(line) == "footer"]
    paragraphs: list[Paragraph] = []
    for column in _columns(body):
        paragraphs += _paragraphs(_rows(column))
    return heads + paragraphs + feet


def _columns(lines: list[Line]) -> list[list[Line]]:
    """Part lines standing in two columns, zone by zone between lines that cross the middle."""
    if len(lines) < 8:
        return [lines] if lines else []
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    crossing = [line for line in lines if _crosses(line, middle)]
    sides = [line for line in lines if not _crosses(line, middle)]
    left = [line for line in sides if line.right <= middle + 2]
    right = [line for line in sides if line.left >= middle - 2]
    if not (_is_column(left) and _is_column(right)) or len(crossing) > len(sides) / 2:
        return [lines]
    cuts = sorted(line.middle for line in crossing)
    zones: dict[int, tuple[list[Line], list[Line], list[Line]]] = {}
    for line in lines:
        zone = len(cuts) - bisect_left(cuts, line.middle - 0.1)
        lists = zones.setdefault(zone, ([], [], []))
        on_left = line.right <= middle + 2
        lists[0 if _crosses(line, middle) else 1 if on_left else 2].append(line)
    return [part for _, parts in sorted(zones.items()) for part in parts if part]


def _crosses(line: Line, middle: float) -> bool:
    return line.left < middle - 2 < middle + 2 < line.right


def _is_column(lines: list[Line]) -> bool:
    if len(lines) < 4:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return median(line.right - line.left for line in lines) >= FULLEST * width


def _rows(lines: Iterable[Line]) -> list[Line]:
    """Order lines from the top; pieces of one row become one line, parted by tabs."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if rows and abs(rows[-1][0].middle - line.middle) < 0.4 * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_row(sorted(row, key=lambda line: line.left)) for row in rows]


def _row(parts: list[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    return Line("\t".join(part.text for part in parts), parts[0].left,
                min(part.bottom for part in parts), max(part.right for part in parts),
                max(part.top for part in parts), parts[0].size,
                min(part.confidence for part in parts), parts[0].region)  # fmt: skip


def _paragraphs(lines: list[Line]) -> list[Paragraph]:
    if not lines:
        return []
    left, right = _edges(lines)
    steps = [a.middle - b.middle for a, b in pairwise(lines)]
    step = median(steps) if steps else 0.0
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _begins(groups[-1], before, line, left, right, step):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [
        Paragraph(
            tuple(group),
            open_end=group[-1].right > right - 2 * group[-1].size,
            starts_indented=group[0].left > left + 1.2 * group[0].size,
        )
        for group in groups
    ]


def _edges(lines: list[Line]) -> tuple[float, float]:
    """Give the left and right edge of the text: where several lines begin, where most end."""
    lefts = Counter(round(line.left / 4) for line in lines)
    often = [place for place, count in lefts.items() if count >= 2] or list(lefts)
    rights = sorted(line.right for line in lines)
    return min(often) * 4.0, rights[max(0, int(len(rights) * 0.9) - 1)]


def _begins(
    group: list[Line], before: Line, line: Line, left: float, right: float, step: float
) -> bool:
    """Say whether a line begins a paragraph."""
    size = max(before.size, 1.0)
    if abs(line.size - before.size) > 0.15 * size:
        return True
    if before.middle - line.middle > max(1.6 * step, 1.2 * size) + 0.5:
        return True
    if _is_open(before.text):
        return False
    if before.right < right - 2 * size:
        return True
    indented = line.left > left + 1.2 * size
    hanging = abs(line.left - before.left) < 0.5 * size and len(group) > 1
    return indented and not hanging


def _is_open(words: str) -> bool:
    """Say whether a bracket is open at the end of a line: the next line belongs to it."""
    words = words.translate(_SAME)
    return words[-1] not in _END and any(
        words.rfind(opened) > words.rfind(closed) for opened, closed in _BRACKETS
    )
