"""Opinions out of a list as experts return it: messy heads, merged cells, places in any form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

from fangzhi.collect.readers import read_file, was_read
from fangzhi.model.finding import Finding, Place
from fangzhi.model.manuscript import Manuscript, Table, tables
from fangzhi.model.text import Text
from fangzhi.model.value import Value, mint_id
from fangzhi.project.reviewing.opinions import VERDICTS, Answer, Opinion, Spot
from fangzhi.project.reviewing.spots import find_spot, read_line, read_spot, says_same

RULE = "意见表"
"""The rule name of findings about a returned list."""
_DEEPEST = 15
"""Heads stand within so many rows."""
_ASIDE = re.compile(r"[（(][^（()）]*[)）]|[\s:：*＊]")
_ROW = re.compile(r"![A-Z]{1,3}(\d+)$")
_LABEL = re.compile(r"^[\s,，:：;；。、]+")
_SAID = re.compile(
    r"^\s*(部分采纳|未采纳|不采纳|不予采纳|已采纳|采纳|同意|不同意)[。．，,；;：:\s]*"
)
_MEANS = {"未采纳": "不采纳", "不予采纳": "不采纳", "已采纳": "采纳", "同意": "采纳",
          "不同意": "不采纳", "是": "采纳", "否": "不采纳"}  # fmt: skip
_NOTHING = ("无", "无意见", "没有意见", "/", "-", "—", "同意", "无修改意见")
_BY = re.compile(
    r"(?:审稿人|审读人|评审专家|专家姓名|专家|提出人|审稿单位|反馈单位|单位)\s*[:：]\s*(\S{2,20})"
)


class Sender(Value, frozen=True):
    """Who sent the list: what stands for every row that does not say otherwise."""

    reviewer: str
    layer: str
    role: str = ""
    copy: str = ""
    when: str = ""


class Imported(Value, frozen=True):
    """The opinions read off a list, and what was doubtful in it, row by row."""

    opinions: tuple[Opinion, ...]
    findings: tuple[Finding, ...] = ()


@cache
def _heads() -> dict[str, str]:
    path = resources.files("fangzhi.project.reviewing.data").joinpath("heads.toml")
    told: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))["heads"]
    return {_squeezed(word): field for field, words in told.items() for word in words}


def read_opinions(path: Path, sender: Sender) -> Imported:
    """Read a returned list (XLSX, XLS, DOCX) through the guard; ValueError where it cannot be."""
    reading = read_file(path, path.parent)
    if not was_read(reading):
        why = "；".join(finding.message for finding in reading.findings)
        raise ValueError(f"“{path.name}”读不出：{why}")
    return opinions_of(reading.manuscript, sender)


def opinions_of(manuscript: Manuscript, sender: Sender) -> Imported:
    """Give the opinions of every table that has a column for them."""
    found: list[Opinion] = []
    told: list[Finding] = []
    above: _Table | None = None
    for number, table in enumerate(tables(manuscript), 1):
        reader = _Table(manuscript, table, number, sender)
        if above is not None:
            reader.follow(above)
        if reader.columns:
            above = reader
            found += reader.opinions()
        told += reader.findings
    if above is None:
        name = manuscript.name
        told.append(Finding(RULE, "体", f"“{name}”里没有找到写着“意见”的一栏，一条也没有读入。"
                            "请在表头写明“页”“行”“意见”。", place=Place(name)))  # fmt: skip
    return Imported(tuple(found), tuple(told))


class _Table:
    """Reads one table; its heads are looked for, its rows taken below them."""

    def __init__(self, manuscript: Manuscript, table: Table, number: int, sender: Sender) -> None:
        self.manuscript, self.table, self.number = manuscript, table, number
        self.sender = sender
        self.findings: list[Finding] = []
        self.grid, self.own = _grid(table)
        self.columns, self.first = self._find_heads()
        lines = [one.text for one in (table.title, table.unit) if one is not None]
        lines += [block.text for block in manuscript.blocks if isinstance(block, Text)]
        lines += [cell for row in self.grid[: self.first] for cell in row]
        said = _BY.search("\n".join(lines))
        self.who = said[1] if said else ""

    def follow(self, above: _Table) -> None:
        """Take over from the table above what this one leaves out: heads, and who writes."""
        same = self.table.sheet == above.table.sheet and self.table.columns == above.table.columns
        if not self.columns and same:
            self.columns = above.columns
        self.who = self.who or above.who

    def opinions(self) -> Iterator[Opinion]:
        who = self.who or self.sender.reviewer
        page = 0
        for row in range(self.first, len(self.grid)):
            fields = self._fields(row)
            text = self._text(fields)
            if not text or text.strip("。.") in _NOTHING or self._is_heads(row):
                continue
            if self._is_continued(row):
                continue
            spot, text = self._spot(fields, text, page, row)
            page = spot.page if spot is not None else page
            yield self._opinion(row, fields, text, spot, who)

    def _opinion(
        self, row: int, fields: dict[str, str], text: str, spot: Spot | None, who: str
    ) -> Opinion:
        reviewer = fields.get("reviewer", "") or who
        layer = fields.get("layer", "") or self.sender.layer
        place = f"{self.table.sheet}!{self.number}.{row}"
        return Opinion(
            id=mint_id(self.manuscript.source, reviewer, place),
            layer=layer,
            reviewer=reviewer,
            text=text,
            role=fields.get("role", "") or self.sender.role,
            when=self.sender.when,
            spot=spot,
            quoted=fields.get("quoted", ""),
            answer=self._answer(fields, row),
        )

    def _text(self, fields: dict[str, str]) -> str:
        text, proposed = fields.get("text", ""), fields.get("proposed", "")
        if text and proposed and proposed not in text:
            return f"{text}\n建议改为：{proposed}"
        return text or (f"建议改为：{proposed}" if proposed else "")

    def _spot(
        self, fields: dict[str, str], text: str, page: int, row: int
    ) -> tuple[Spot | None, str]:
        """Read the place from its columns, else from the head of the opinion itself."""
        place, own, line = (fields.get(name, "") for name in ("place", "page", "line"))
        spot = read_spot(own, line) if own and not says_same(own) else None
        if spot is None and place and not says_same(place):
            spot = read_spot(place, line)
        if spot is None and page and (says_same(own) or says_same(place) or (line and not own)):
            spot = Spot(page, *read_line(line))
            if not (own or place):
                self._tell(row, f"没有写页码，照上一条算作第{page}页，请核对。")
        if spot is None and not (own or place or line):
            found = find_spot(text[:40])
            if found and not text[: found[1]].strip("（(【[ 　"):
                spot, text = found[0], _LABEL.sub("", text[found[2] :].lstrip("）)】]")) or text
        if spot is None and (own or place or line):
            self._tell(row, f"“{' '.join(filter(None, (own, place, line)))}”看不出是第几页第几行，"
                       "已按没有位置读入，请人工指定。")  # fmt: skip
        if spot is not None and self.sender.copy:
            spot = Spot(spot.page, spot.line, spot.end_line, self.sender.copy)
        return spot, text

    def _answer(self, fields: dict[str, str], row: int) -> Answer | None:
        both = fields.get("both", "")
        said = fields.get("verdict", "") or both
        if not said.strip():
            return None
        found = _SAID.match(said)
        word = found[1] if found else said.strip()
        verdict = next((one for one in VERDICTS if one == _MEANS.get(word, word)), None)
        if verdict is None:
            self._tell(
                row, f"采纳情况写的是“{said[:20]}”，不是采纳、部分采纳或不采纳，没有算作答复。"
            )
            return None
        rest = both[found.end() :] if found and both else ""
        reason = fields.get("reason", "") or rest.strip()
        return Answer(verdict, fields.get("who", ""), fields.get("when", ""), reason)

    def _fields(self, row: int) -> dict[str, str]:
        cells = self.grid[row]
        found: dict[str, str] = {}
        for column, field in self.columns.items():
            words = cells[column].strip()
            if words and words not in found.get(field, ""):
                found[field] = f"{found[field]} {words}" if field in found else words
        return found

    def _find_heads(self) -> tuple[dict[int, str], int]:
        """Give the field of each column and the first row below the heads; two rows may be one."""
        for row in range(min(_DEEPEST, len(self.grid))):
            fields = self._row_fields(row)
            if not _tells(fields):
                continue
            below = self._row_fields(row + 1) if row + 1 < len(self.grid) else {}
            deep = bool(below) and self._spans(row)
            if deep:
                # the lower of two heads says more: 位置 over 页 and 行
                fields = {**fields, **below}
            return fields, row + (2 if deep else 1)
        return {}, 0

    def _spans(self, row: int) -> bool:
        return any(
            cell.row == row and (cell.row_span > 1 or cell.column_span > 1)
            for cell in self.table.cells
        )

    def _row_fields(self, row: int) -> dict[int, str]:
        known = _heads()
        found = {column: known.get(_squeezed(words)) for column, words in enumerate(self.grid[row])}
        return {column: field for column, field in found.items() if field}

    def _is_heads(self, row: int) -> bool:
        """Heads are written again on every printed page."""
        return _tells(self._row_fields(row))

    def _is_continued(self, row: int) -> bool:
        """An opinion merged over several rows is one opinion."""
        columns = [c for c, field in self.columns.items() if field in ("text", "proposed")]
        return not any(self.own[row][column] for column in columns)

    def _tell(self, row: int, words: str) -> None:
        sheet = f"“{self.table.sheet}”" if self.table.sheet else f"表{self.number}"
        at = next(
            (
                found[1]
                for cell in self.table.cells
                if cell.row == row
                for run in cell.text.origin
                if (found := _ROW.search(run.address))
            ),
            row + 1,
        )
        self.findings.append(
            Finding(RULE, "体", f"{sheet}第{at}行：{words}",
                    place=Place(self.manuscript.name, f"{self.table.sheet}!{at}"))
        )  # fmt: skip


def _tells(fields: dict[int, str]) -> bool:
    """Heads are a row with a column of opinions and at least one other that we know."""
    own = set(fields.values())
    return (bool(own & {"text", "proposed"}) and len(own) >= 2) or own == {"text", "both"}


def _grid(table: Table) -> tuple[list[list[str]], list[list[bool]]]:
    """Give the words of every position, merged ones repeated, and where cells begin."""
    grid = [[""] * table.columns for _ in range(table.rows)]
    own = [[False] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[row][column] = cell.text.text
        if cell.row < table.rows and cell.column < table.columns:
            own[cell.row][cell.column] = True
    return grid, own


def _squeezed(words: str) -> str:
    return _ASIDE.sub("", words)
