"""Read passages and tell which slips the check finds, and where it speaks without cause."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from fangzhi.check.engine import check_manuscripts
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Cell, Manuscript, Table
from fangzhi.model.text import Text

COMPUTED = {f"R{n:03d}" for n in (*range(149, 154), *range(167, 193), 195)} - {"R184"}
ALL = {r.id for r in all_rules()}


class Passage(NamedTuple):
    """One case: `wrong` tells whether it holds a slip, `rule` whose it is, `lines` the text."""

    wrong: bool
    rule: str
    yearbook: bool
    title: str
    lines: tuple[str, ...]


class Told(NamedTuple):
    """What the check says of a passage: whether it meets a mark, and what it says elsewhere."""

    met: bool
    outside: list[Finding]


def passages(path: Path) -> Iterator[Passage]:
    """Give the cases of a file: B (bad) or G (good), rule, Y or Z (yearbook, 县志), title."""
    head, lines = "", list[str]()
    for line in (*path.read_text(encoding="utf-8").splitlines(), "G R000 Z "):
        if re.match(r"[BG] R\d{3} [YZ] ?", line):
            if head:
                kind, rule, work, title = head.split(" ", 3)
                yield Passage(kind == "B", rule, work == "Y", title, tuple(lines))
            head, lines = line, []
        else:
            lines.append(line)


def twins(path: Path) -> Iterator[Passage]:
    """Give the cases of a file of twins: 【wrong→right】 makes of each a slip and its right text."""
    head, lines = "", list[str]()
    for line in (*path.read_text(encoding="utf-8").splitlines(), "T R000 Z "):
        if not re.match(r"T R\d{3} [YZ] ", line):
            lines.append(line)
            continue
        if head:
            _, rule, work, title = head.split(" ", 3)
            for wrong in (True, False):
                words = _TWIN.sub(partial(_one_of, wrong), "\n".join(lines))
                yield Passage(wrong, rule, work == "Y", title, tuple(words.split("\n")))
        head, lines = line, []


_TWIN = re.compile("【([^】]*?)→(.*?)】", re.DOTALL)


def _one_of(wrong: bool, m: re.Match[str]) -> str:
    return (f"【{m[1]}】" if m[1] else "") if wrong else m[2]


def told(passage: Passage, rules: Collection[str] = COMPUTED) -> Told:
    """Check one passage with some rules only; R121 in a book that keeps to 亩.

    Lines `O: 全称<旧称=简称` are the office's table of bodies.
    """
    marks: dict[str, list[tuple[int, int]]] = {}
    lines = tuple(line for line in passage.lines if not line.startswith(_ORG))
    orgs = [_org(line.removeprefix(_ORG)) for line in passage.lines if line.startswith(_ORG)]
    manuscripts = [*_manuscripts(lines, marks)]
    settings = CheckSettings(
        kind="年鉴" if passage.yearbook else "县志",
        content_year=2021 if passage.yearbook else 0,
        area="临水县",
        authority={"org": orgs} if orgs else {},
        disabled=dict.fromkeys(sorted(ALL - set(rules)), "只看所测"),
        switches={"mu_primary": "亩"} if passage.rule == "R121" else {},
    )
    found = check_manuscripts(manuscripts, settings)
    marked = re.findall(f"【([{_NUMERALS}]+)】", "\n".join(lines))
    met = [
        f for f in found
        if any(f.start < e and s < f.end for s, e in marks.get(f.block, ()))
        or (f.also and any(words in f.message for words in marked))  # at the other of two places
    ]  # fmt: skip
    return Told(bool(met), [f for f in found if f not in met])


_ORG = "O: "
_NUMERALS = "0-9.,%∶:年月日〇一二三四五六七八九十百千万亿"


def _org(line: str) -> dict[str, object]:
    names, _, short = line.partition("=")
    full, _, old = names.partition("<")
    before = [{"name": old, "from": "1950", "to": "2019-02"}] if old else []
    own: dict[str, object] = {"name": full, "from": "2019-03" if old else "1950", "before": before}
    return {**own, "short": short} if short else own


def _manuscripts(
    lines: tuple[str, ...], marks: dict[str, list[tuple[int, int]]]
) -> Iterator[Manuscript]:
    name, own = "1", list[str]()
    for line in (*lines, "@"):
        if line.startswith("@"):
            if own:
                yield Manuscript(tuple(blocks(name, own, marks)), name=f"{name}.docx")
            name, own = line[1:], []
        else:
            own.append(line)


def blocks(
    name: str, lines: list[str], marks: dict[str, list[tuple[int, int]]]
) -> Iterator[Text | Table]:
    """Give the blocks of a document; rows after `T: ` need no `|` at their ends."""
    title: Text | None = None
    rows: list[list[str]] = []
    for n, line in enumerate([*lines, ""]):
        if line.startswith("|") or ((title or rows) and "|" in line):
            rows.append((line.strip("|") if line.startswith("|") else line).split("|"))
            continue
        if rows:
            yield _table(f"{name}-{n}rows", rows, title, marks)
            rows, title = [], None
        if line.startswith("T: "):
            title = Text(f"{name}-{n}t", line[3:], role="caption")
        elif line:
            depth = len(line) - len(line.lstrip("#"))
            words = _unmarked(f"{name}-{n}", line[depth:].strip(), marks)
            if depth:
                yield Text(f"{name}-{n}", words, role="heading", level=depth)
            else:
                yield Text(f"{name}-{n}", words)


def _table(
    id: str, rows: list[list[str]], title: Text | None, marks: dict[str, list[tuple[int, int]]]
) -> Table:
    cells = tuple(
        Cell(r, c, Text(f"{id}/{r}/{c}", _unmarked(f"{id}/{r}/{c}", words, marks)))
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
    )
    return Table(id, len(rows), max(map(len, rows)), cells, 1, title=title)


def _unmarked(block: str, text: str, marks: dict[str, list[tuple[int, int]]]) -> str:
    words = ""
    for n, part in enumerate(re.split("[【】]", text)):
        if n % 2:
            marks.setdefault(block, []).append((len(words), len(words) + len(part)))
        words += part
    return words
