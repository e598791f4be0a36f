"""Tables (表): the grid with merged cells, header rows, tracked rows and nested tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from fangzhi.collect.docx.context import Context, Story
from fangzhi.collect.docx.parts.names import (
    ALTERNATE,
    CHOICE,
    DEL,
    OFF,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    VAL,
    Align,
    P,
    T,
    w,
)  # fmt: skip
from fangzhi.collect.docx.parts.styles import number
from fangzhi.collect.docx.words.inline import LineReader
from fangzhi.collect.docx.words.line import Line, Remark, in_order, joined
from fangzhi.collect.docx.words.paragraph import end_with_mark, list_label, properties
from fangzhi.collect.docx.words.pieces import deleted_words, unfilled
from fangzhi.model.manuscript import Cell, Table
from fangzhi.model.place import Run
from fangzhi.model.text import Text

_WIDEST = 1024
"""More columns than any program draws; a greater number is a fault of the file."""

_HOLDERS = frozenset({w("customXml"), w("smartTag"), w("ins"), w("moveTo")})


@dataclass(slots=True)
class _Place:
    """A cell on its way: where it stands (as shown, and by address) and how far it spans."""

    row: int
    column: int
    address: str
    columns: int
    rows: int = 1
    text: Text | None = None
    tables: list[Table] = field(default_factory=list)


class TableReader:
    """Reads the tables of one story; text boxes found in cells are left in `boxes`."""

    def __init__(self, context: Context, story: Story, reader: LineReader) -> None:
        self.context = context
        self.story = story
        self.reader = reader
        self.boxes: list[etree._Element | str] = []

    def read(self, element: etree._Element, address: str) -> Table | None:
        """Read a w:tbl; None when it has no cells (any more: tracked changes)."""
        places: list[_Place] = []
        above: dict[int, _Place] = {}
        row, headers = 0, 0
        for original, tr in enumerate(_inside(element, TR)):
            trpr = tr.find(w("trPr"))
            if trpr is not None and trpr.find(DEL) is not None:
                self._tell_deleted_row(tr, address, original)
                continue
            if headers == row and trpr is not None and _is_on(trpr, w("tblHeader")):
                headers += 1
            covered: dict[int, _Place] = {}
            start = (row, original, _skipped(trpr))
            places.extend(self._row(tr, start, address, above, covered))
            above = covered
            row += 1
        if not places:
            return None
        return Table(
            id=self.context.mint(self.story.part, address),
            rows=row,
            columns=max([_grid_width(element), *(at.column + at.columns for at in places)]),
            cells=tuple(_cell(place) for place in places if place.text is not None),
            header_rows=headers if headers < row else 0,
        )

    def _row(
        self,
        tr: etree._Element,
        start: tuple[int, int, int],
        address: str,
        above: dict[int, _Place],
        covered: dict[int, _Place],
    ) -> Iterator[_Place]:
        """Give the new cells of a row; `covered` learns which cell holds each column."""
        row, original, column = start
        last: _Place | None = None
        for tc in _inside(tr, TC):
            tcpr = tc.find(w("tcPr"))
            span = min(max(1, number(_value(tcpr, w("gridSpan")), 1)), _WIDEST)
            upper = above.get(column)
            if _merge(tcpr, w("hMerge")) == "continue" and last is not None:
                last.columns += span if last.row == row else 0
                self._tell_covered(tc, last)
            elif _merge(tcpr, w("vMerge")) == "continue" and upper and upper.column == column:
                upper.rows = row - upper.row + 1
                self._tell_covered(tc, upper)
                last = upper
            else:
                last = _Place(row, column, f"{address}/{original}/{column}", span)
                self._fill(last, tc)
                yield last
            for at in range(column, column + span):
                covered[at] = last
            column += span

    def _fill(self, place: _Place, tc: etree._Element) -> None:
        lines: list[Line] = []
        labels: list[str] = []
        style = ""
        align: Align = ""
        for child in self._content(tc, place):
            if child.tag == TBL:
                nested = self.read(child, f"{place.address}/t{len(place.tables)}")
                if nested is not None:
                    place.tables.append(nested)
                continue
            found = properties(self.context, child)
            labels.append(list_label(self.context, found) or "")
            if not lines:
                style, align = found.style.name, found.align
            lines.append(self.reader.read(child, found.style))
            end_with_mark(lines[-1], found)
        whole = lines[0] if len(lines) == 1 else joined(lines, "\n")
        text = whole.text
        for remark in whole.remarks:
            self.context.tell(self.story.part, place.address, text, remark)
        self.boxes.extend(whole.boxes)
        place.text = Text(
            id=self.context.mint(self.story.part, place.address),
            text=text,
            label="\n".join(labels) if any(labels) else "",
            marks=in_order(whole.marks),
            origin=(Run(0, len(text), self.context.digest,
                        self.context.shown_part(self.story.part), place.address),),
            style=style,
            align=align,
        )  # fmt: skip

    def _content(self, holder: etree._Element, place: _Place) -> Iterator[etree._Element]:
        for child in holder:
            tag = child.tag
            if tag in (P, TBL):
                yield child
            elif tag == SDT:
                if told := unfilled(child):
                    self._tell(place.address, told)
                elif (content := child.find(SDT_CONTENT)) is not None:
                    yield from self._content(content, place)
            elif tag == ALTERNATE:
                choice = child.find(CHOICE)
                if choice is not None:
                    yield from self._content(choice, place)
            elif tag in _HOLDERS:
                yield from self._content(child, place)

    def _tell_covered(self, tc: etree._Element, place: _Place) -> None:
        words = "".join(t.text or "" for t in tc.iter(T))
        if words.strip():
            self._tell(place.address, f"合并单元格遮住了文字“{words}”，未收入，请核对。")

    def _tell_deleted_row(self, tr: etree._Element, address: str, original: int) -> None:
        words = deleted_words(tr)
        self._tell(
            f"{address}/{original}/0", f"表中第{original + 1}行已用修订方式删去，未收入：{words}"
        )

    def _tell(self, address: str, message: str) -> None:
        self.context.tell(self.story.part, address, "", Remark(0, 0, message, "式", "likely"))


def _cell(place: _Place) -> Cell:
    assert place.text is not None
    return Cell(place.row, place.column, place.text, place.rows, place.columns,
                tables=tuple(place.tables))  # fmt: skip


def _inside(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Give rows or cells, also those wrapped in content controls and the like."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from _inside(content, wanted)
        elif child.tag in _HOLDERS:
            yield from _inside(child, wanted)


def _value(properties_: etree._Element | None, tag: str) -> str:
    found = properties_.find(tag) if properties_ is not None else None
    return found.get(VAL, "") if found is not None else ""


def _merge(tcpr: etree._Element | None, tag: str) -> str:
    found = tcpr.find(tag) if tcpr is not None else None
    return "" if found is None else found.get(VAL, "continue")


def _is_on(properties_: etree._Element, tag: str) -> bool:
    found = properties_.find(tag)
    return found is not None and found.get(VAL, "1") not in OFF


def _skipped(trpr: etree._Element | None) -> int:
    return min(max(0, number(_value(trpr, w("gridBefore")), 0)), _WIDEST)


def _grid_width(element: etree._Element) -> int:
    grid = element.find(w("tblGrid"))
    return len(grid) if grid is not None else 0
