"""Aligned (对读): a list in prose and a line of a table that tell the same figures but for one.

小学23618人、初中11872人、高中6482人 against a column 23618, 11872, 6842 of rows of those names: the
neighbors that agree say that both tell one thing, whatever either calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.records.compare import Conflict, alike, conflict_of
from fangzhi.facts.records.mention import Mention
from fangzhi.facts.records.record import Record, Standing
from fangzhi.facts.records.words import Unit
from fangzhi.model.text import Text

_LONGEST: Final = 10
_MARKS: Final = "，、；。：:！？（）()\n,;【】"
_GENERIC: Final = re.compile(
    r"(?<=..)(?:学校|企业|产量|数|人数|户数|[个家所]数|产业|人口|面积|金额|总额|总数|量)$"
)
_WORN: Final = re.compile(r"[\s　“”·]+|[（(][^（）()]*[）)]|^(?:其中|#|内)[:：]?")
_SERIES: Final = (
    "合计",
    "总计",
    "共计",
    "小计",
    "年份",
    "年度",
    "指标",
    "项目",
    "备注",
    "全县",
    "数量",
)


class CellFigure(msgspec.Struct, frozen=True, gc=False):
    """A figure of a table: where it stands, the words of its row and column, its unit if said."""

    table: str
    row: int
    column: int
    label: str
    head: str
    year: int
    digits: str
    weight: int
    unit: Unit | None
    block: Text
    start: int
    place: str
    doc: int
    standing: Standing
    section: str
    title: str


class _Pair(msgspec.Struct, frozen=True):
    """A figure in prose and the figure of a table that its label leads to."""

    mention: Mention
    cell: CellFigure
    label: str
    same: bool


def aligned(
    mentions: Sequence[Mention], cells: Sequence[CellFigure], known: Iterable[Conflict] = ()
) -> list[Conflict]:
    """Give the figures of prose that alone break a list which a table tells too."""
    taken = {(c.doubtful.block.id, c.doubtful.start) for c in known}
    taken |= {(c.other.block.id, c.other.start) for c in known}
    return [
        conflict
        for conflict in _Aligned(cells).find(mentions)
        if not {_spot(conflict.doubtful), _spot(conflict.other)} & taken
    ]


def _spot(record: Record) -> tuple[str, int]:
    return record.block.id, record.start


class _Aligned:
    def __init__(self, cells: Sequence[CellFigure]) -> None:
        self.lines: dict[str, list[tuple[CellFigure, tuple[object, ...]]]] = {}
        self.rows: dict[str, dict[tuple[str, int], list[tuple[str, CellFigure]]]] = {}
        self.values: dict[str, set[str]] = {}
        for cell in cells:
            self.values.setdefault(cell.table, set()).add(_plain(cell.digits))
            for label, series in (
                (cell.label, (cell.table, "c", cell.column)),
                (cell.head, (cell.table, "r", cell.row)),
            ):
                for form in _forms(label):
                    self.lines.setdefault(form, []).append((cell, series))
            name = _bare(cell.label)
            if len(name) > 1:
                rows = self.rows.setdefault(name, {})
                rows.setdefault((cell.table, cell.row), []).append((_head(cell.head), cell))

    def find(self, mentions: Sequence[Mention]) -> Iterator[Conflict]:
        """Walk the texts; each figure of prose is doubted once."""
        if not self.lines:
            return
        blocks: dict[str, list[Mention]] = {}
        for m in mentions:
            if not m.record.table:
                blocks.setdefault(m.block, []).append(m)
        for own in blocks.values():
            done: set[int] = set()
            for conflict in self._in_text(own) if len(own) > 1 else ():
                done.add(conflict.doubtful.start)
                yield conflict
            yield from self._by_name([m for m in own if m.record.start not in done])

    def _by_name(self, own: list[Mention]) -> Iterator[Conflict]:
        """车船税2020年10840万元 against the row 车船税 of a table of 2020, 1084万元: a whole row's name,
        the year and the only figure of the unit, with the point one place off or two digits turned."""
        for mention in own:
            record = mention.record
            names = (record.indicator, _GENERIC.sub("", record.indicator))
            told = record.year and not record.subject
            rows = next((r for n in names if told and (r := self.rows.get(n))), {})
            for cells in rows.values():
                fit = [
                    c for _, c in cells
                    if c.unit is not None and c.year == record.year and _may_be(mention, c)
                ]  # fmt: skip
                if len(fit) != 1 or _agrees(mention, fit[0]) or not _is_turned(record, fit[0]):
                    continue
                yield self._doubted(_Pair(mention, fit[0], record.indicator, False))
                break

    def _in_text(self, own: list[Mention]) -> Iterator[Conflict]:
        near: dict[tuple[object, ...], list[tuple[Mention, CellFigure, str]]] = {}
        labels = [_label(m) for m in own]
        for mention, label in zip(own, labels, strict=True):
            for form in (label[-k:] for k in range(min(len(label), _LONGEST), 1, -1)):
                found = self.lines.get(form)
                if found is None or not _LEADING.fullmatch(label[: -len(form)]):
                    continue
                for cell, key in found:
                    if _may_be(mention, cell):
                        near.setdefault(key, []).append((mention, cell, form))
                break
        series = [
            [_Pair(m, cell, form, _agrees(m, cell)) for m, cell, form in told]
            for told in near.values() if len(told) > 1
        ]  # fmt: skip
        done: set[int] = set()
        for pairs in (*series, *self._rows(own, labels), *self._crossed(own, labels)):
            odd = self._odd(pairs)
            if odd is not None and odd.mention.record.start not in done:
                done.add(odd.mention.record.start)
                yield self._doubted(odd)

    def _doubted(self, odd: _Pair) -> Conflict:
        """Doubt the figure in prose; the cell where another table tells what the prose does."""
        told, cell = odd.mention.record, odd.cell
        like = (_WORN.sub("", cell.label), _head(cell.head))
        bears = [
            other
            for (table, _), row in self.rows.get(like[0], {}).items()
            for head, other in row
            if table != cell.table and head == like[1] and other.year in (0, cell.year)
            and _may_be(odd.mention, other) and _agrees(odd.mention, other)
        ]  # fmt: skip
        if bears:
            return conflict_of(_record(odd), told, tuple(_record_of(told, c) for c in bears[:1]))
        return conflict_of(told, _record(odd), ())

    def _odd(self, pairs: Sequence[_Pair]) -> _Pair | None:
        """The one pair that differs among pairs that agree."""
        odd = [p for p in pairs if not p.same]
        if len(odd) != 1 or len({p.mention.record.start for p in pairs}) < len(pairs):
            return None
        agreed = [p for p in pairs if p.same]
        weight = sum(min(3, len(_plain(p.mention.record.digits))) for p in agreed)
        if len(agreed) < 2 and (weight < 3 or not _is_slip(odd[0])):
            return None
        one, cell = odd[0].mention.record, odd[0].cell
        if _plain(one.digits) in self.values[cell.table] or weight < 3:
            return None
        if len({p.label for p in pairs}) < len(pairs) and len({p.cell.row for p in pairs}) > 1:
            return None
        near = {p.mention.record.start for p in agreed}
        if min(abs(start - one.start) for start in near) > 80:
            return None
        small, big = sorted((float(one.value), float(_record(odd[0]).value)))
        return odd[0] if small > 0 and big < small * 10 else None

    def _rows(self, own: list[Mention], labels: list[str]) -> Iterator[list[_Pair]]:
        """三组95户371人: figures that follow a row's name, each in the only column of its unit."""
        head: tuple[str, int] = ("", 0)
        run: list[Mention] = []
        columns: dict[tuple[str, int], list[_Pair]] = {}
        for mention, label in zip(own, labels, strict=True):
            if label:
                yield from self._of_row(head[0], run, columns)
                head, run = (label, mention.record.start), []
            run.append(mention)
        yield from self._of_row(head[0], run, columns)
        yield from (pairs for pairs in columns.values() if len(pairs) > 2)

    def _crossed(self, own: list[Mention], labels: list[str]) -> Iterator[list[_Pair]]:
        """小学招生3126人，在校生18420人；初中招生…: a row's name said once, each column by name."""
        tables: dict[str, list[_Pair]] = {}
        row: dict[tuple[str, int], list[tuple[str, CellFigure]]] = {}
        name = ""
        for mention, label in zip(own, labels, strict=True):
            cut = next(
                (k for k in range(min(len(label), _LONGEST), 1, -1) if label[:k] in self.rows), 0
            )
            if cut:
                name, row = label[:cut], self.rows[label[:cut]]
            head = _GENERIC.sub("", label[cut:] if cut else label)
            for (table, _), cells in row.items() if len(head) > 1 else ():
                fit = [c for own_head, c in cells if own_head == head and _may_be(mention, c)]
                if len(fit) == 1:
                    pair = _Pair(mention, fit[0], f"{name}{head}", _agrees(mention, fit[0]))
                    tables.setdefault(table, []).append(pair)
        yield from (pairs for pairs in tables.values() if len(pairs) > 2)

    def _of_row(
        self, label: str, run: list[Mention], columns: dict[tuple[str, int], list[_Pair]]
    ) -> Iterator[list[_Pair]]:
        forms = (label[-k:] for k in range(min(len(label), _LONGEST), 1, -1))
        rows = next(
            (
                self.rows[form]
                for form in forms
                if form in self.rows and _LEADING.fullmatch(label[: -len(form)])
            ),
            {},
        )
        for cells in rows.values() if len(run) > 1 else ():
            pairs = []
            for m in run:
                fit = [c for _, c in cells if c.unit is not None and _may_be(m, c)]
                if len(fit) == 1:
                    pairs.append(_Pair(m, fit[0], label, _agrees(m, fit[0])))
                    columns.setdefault((fit[0].table, fit[0].column), []).append(pairs[-1])
            if len(pairs) > 1:
                yield pairs


@lru_cache(maxsize=4096)
def _bare(label: str) -> str:
    return _WORN.sub("", label)


@lru_cache(maxsize=4096)
def _forms(label: str) -> tuple[str, ...]:
    """The names that prose may call a line of a table by."""
    name = _bare(label)
    forms = dict.fromkeys((name, _GENERIC.sub("", name)))
    return tuple(f for f in forms if len(f) > 1 and f not in _SERIES and not f[:4].isdigit())


@lru_cache(maxsize=4096)
def _head(label: str) -> str:
    """Give the head of a column without what is said of every column."""
    return _GENERIC.sub("", _WORN.sub("", label))


def _is_slip(pair: _Pair) -> bool:
    """Tell whether two figures differ as a slip of the pen does: digits moved, or one of them."""
    one, other = pair.mention.record.digits, pair.cell.digits
    a, b = (re.sub(r"\D", "", d).strip("0") for d in (one, other))
    if len(a) != len(b):
        return False
    return sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _is_turned(told: Record, cell: CellFigure) -> bool:
    """Tell whether a figure of three digits or more has its point one place off, or of four two of
    its digits in each other's place."""
    one, other = (re.sub(r"\D", "", d).strip("0") for d in (told.digits, cell.digits))
    if len(one) < 3 or sorted(one) != sorted(other):
        return False
    moved = [k for k, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return not moved or (len(one) > 3 and len(moved) == 2)


def _label(mention: Mention) -> str:
    """The words right before a figure, up to a mark or another figure."""
    text, start = mention.record.block.text, mention.record.start
    return _last_words(text[max(0, start - 17) : start], start > 16)


@lru_cache(maxsize=4096)
def _last_words(text: str, more: bool) -> str:
    """The same of the 17 characters before a figure; `more` stand before those 16 that count."""
    least = 1 if more else 0
    at = len(text)
    while at > least and text[at - 1] not in _MARKS and not text[at - 1].isdigit():
        at -= 1
    words = text[at:]
    if at and text[at - 1].isdigit():  # the unit of the figure before
        words = re.sub(r"^(?:[万亿]?[一-鿿]{1,2})(?=$)", "", words)
    return _TRAIL.sub("", words)


_LEADING: Final = re.compile(
    "(?:.*(?:评出|评选出?|完成|实现|实施|生产|[有获设为]|其中))?(?:全[县市区镇乡村州旗盟]|共|年末|当年|年|月|末)*"
)
"""What may stand before a row's name in prose without making it the name of another thing."""
_TRAIL: Final = re.compile(r"(?:有|为|达|共|共有|分别|各|是|计|的|约)+$")


def _may_be(mention: Mention, cell: CellFigure) -> bool:
    """Tell whether a figure may be the one of a cell: of the same year, unit and place."""
    record = mention.record
    if cell.year and mention.years and cell.year not in mention.years:
        return False
    if cell.unit is not None and cell.unit.base != record.unit.base:
        return False
    if "普查" in record.block.text[max(0, record.start - 40) : record.start]:
        return "普查" in cell.title + cell.head
    return cell.place == record.place or not (cell.place and record.place)


def _agrees(mention: Mention, cell: CellFigure) -> bool:
    if cell.unit is None:
        return _plain(mention.record.digits) == _plain(cell.digits)
    own = mention.record
    return alike((own.digits, own.weight, own.unit), (cell.digits, cell.weight, cell.unit))


def _plain(digits: str) -> str:
    number = digits.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number


def _record(pair: _Pair) -> Record:
    return _record_of(pair.mention.record, pair.cell)


def _record_of(like: Record, cell: CellFigure) -> Record:
    """A cell as a record of what the figure in prose measures."""
    return msgspec.structs.replace(
        like, place=cell.place, digits=cell.digits, unit=cell.unit or like.unit,
        weight=cell.weight if cell.unit is not None else like.weight, block=cell.block,
        start=cell.start, end=cell.start + len(cell.digits), doc=cell.doc,
        standing=cell.standing, table=cell.table, section=cell.section,
    )  # fmt: skip
