"""Two places that tell one fact, case by case: what is marked must be doubted, the rest left alone.

pairs.txt are cases of all sorts, mechanisms.txt a few for each way of finding them. A case opens
with B (bad) or G (good), Y (yearbook of 2021) or Z (县志) and a title; @ opens a document, # a
heading, T: names a table, | is a row. 【】 marks the two places, or the one that must be doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscripts
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.model.manuscript import Cell, Manuscript, Table
from fangzhi.model.text import Text

RULES = ("R189", "R190", "R191", "R195")
OTHERS = {r.id: "只看矛盾" for r in all_rules() if r.id not in RULES}
FILES = ("pairs.txt", "mechanisms.txt")
Case = tuple[str, str, list[tuple[str, list[str]]]]


def lines_of(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()


def cases() -> Iterator[Case]:
    case: Case | None = None
    for line in (line for name in FILES for line in lines_of(name)):
        if re.match("[BG] [YZ] ", line):
            if case:
                yield case
            case = (line[:3], line[4:], [])
        elif case and line.startswith("@"):
            case[2].append((line[1:], []))
        elif case and line:
            case[2][-1][1].append(line)
    if case:
        yield case


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    words, spots = "", []
    for n, part in enumerate(re.split("[【】]", text)):
        if n % 2:
            spots.append((len(words), len(words) + len(part)))
        words += part
    return words, spots


def made(name: str, lines: list[str]) -> tuple[Manuscript, dict[str, list[tuple[int, int]]]]:
    blocks: list[Text | Table] = []
    marks: dict[str, list[tuple[int, int]]] = {}
    title: Text | None = None
    rows: list[list[str]] = []
    for n, line in enumerate([*lines, ""]):
        if line.startswith("|"):
            rows.append(line.strip("|").split("|"))
            continue
        if rows:
            cells = []
            for r, row in enumerate(rows):
                for c, words in enumerate(row):
                    text, spots = unmarked(words)
                    cells.append(Cell(r, c, Text(f"{name}-{n}/{r}/{c}", text)))
                    if spots:
                        marks[cells[-1].text.id] = spots
            wide = max(map(len, rows))
            blocks.append(Table(f"{name}-{n}", len(rows), wide, tuple(cells), 1, title=title))
            rows, title = [], None
        if line.startswith("T: "):
            title = Text(f"{name}-{n}t", line[3:], role="caption")
        elif line:
            depth = len(line) - len(line.lstrip("#"))
            text, spots = unmarked(line[depth:].strip())
            role = "heading" if depth else "paragraph"
            blocks.append(Text(f"{name}-{n}", text, role=role, level=depth))  # type: ignore[arg-type]
            if spots:
                marks[f"{name}-{n}"] = spots
    return Manuscript(tuple(blocks), name=f"{name}.docx"), marks


@pytest.mark.parametrize(("kind", "title", "documents"), list(cases()), ids=lambda v: str(v)[:24])
def test_a_contradiction_is_doubted_at_one_of_its_places(
    kind: str, title: str, documents: list[tuple[str, list[str]]]
) -> None:
    work = [made(name, lines) for name, lines in documents]
    yearly = {"kind": "年鉴", "content_year": 2021} if kind[2] == "Y" else {"kind": "县志"}
    settings = CheckSettings(area="临水县", disabled=OTHERS, **yearly)
    found = [f for f in check_manuscripts([m for m, _ in work], settings) if f.rule in RULES]
    marks = {block: spots for _, own in work for block, spots in own.items()}
    met = [f for f in found if any(f.start < e and s < f.end for s, e in marks.get(f.block, ()))]
    assert [f.message for f in found if f not in met] == []
    assert bool(met) is kind.startswith("B")
