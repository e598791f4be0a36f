"""Read XLSX (ECMA-376 SpreadsheetML): every sheet as displayed, with values and formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from fangzhi.collect.reading import Reading
from fangzhi.collect.sheets.book import reading_of
from fangzhi.collect.sheets.dates import is_date_format
from fangzhi.collect.sheets.display import number_of, show, show_text
from fangzhi.collect.sheets.drawings import drawings_of
from fangzhi.collect.sheets.names import LAST_ROW, cell_place, column_range
from fangzhi.collect.sheets.sheet import Area, CellKind, Comment, Sheet, SheetCell
from fangzhi.collect.sheets.styles import Styles, read_styles
from fangzhi.files.ooxml import Package, open_package
from fangzhi.files.source import SourceFile
from fangzhi.model.text import Mark

_BOOLEANS = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}


class RichText(NamedTuple):
    """A string of the workbook with its raised and lowered letters."""

    text: str
    marks: tuple[Mark, ...] = ()


class Workbook(NamedTuple):
    """What all sheets share."""

    package: Package
    strings: tuple[RichText, ...]
    styles: Styles
    epoch_1904: bool


def read(source: SourceFile) -> Reading:
    """Read a workbook: sheets in order, hidden ones too, each cell once; raise Refused if unsafe."""
    package = open_package(source.data)
    main = package.main_part()
    root = package.xml(main)
    relations = package.relations(main)
    by_kind = {relation.type.rpartition("/")[2]: relation.target for relation in relations.values()}
    properties = _find(root, "workbookPr")
    book = Workbook(
        package,
        _strings(package, by_kind.get("sharedStrings", "")),
        read_styles(package, by_kind.get("styles", "")),
        properties is not None and properties.get("date1904") in ("1", "true"),
    )
    sheets: list[Sheet] = []
    drawn = []
    for entry in root.iter(_any("sheet")):
        relation = relations.get(_relation_id(entry))
        if relation is None or relation.target not in package:
            continue
        name, hidden = entry.get("name", ""), entry.get("state", "visible") != "visible"
        if relation.type.endswith("/worksheet"):
            sheets.append(_sheet(book, relation.target, name, hidden))
        drawn.append(drawings_of(source, package, relation.target, name))
    return reading_of(source, sheets, drawn)


def _any(tag: str) -> str:
    return "{*}" + tag


def _find(root: etree._Element, tag: str) -> etree._Element | None:
    return root.find(_any(tag))


def _relation_id(entry: etree._Element) -> str:
    return next((str(value) for key, value in entry.attrib.items()
                 if str(key).endswith("}id")), "")  # fmt: skip


def _strings(package: Package, part: str) -> tuple[RichText, ...]:
    if not part or part not in package:
        return ()
    return tuple(_rich(item) for item in package.xml(part).iterchildren(_any("si")))


def _rich(item: etree._Element) -> RichText:
    """Join the runs of a string; the phonetic guide (rPh) is not part of what is shown."""
    text = ""
    marks: list[Mark] = []
    for child in item:
        tag = etree.QName(child).localname
        if tag == "t":
            text += _plain(child)
        elif tag == "r":
            words = "".join(_plain(node) for node in child.iterchildren(_any("t")))
            script = child.find(_any("rPr") + "/" + _any("vertAlign"))
            kind = "" if script is None else script.get("val", "")
            if words and kind == "superscript":
                marks.append(Mark(len(text), len(text) + len(words), "superscript"))
            elif words and kind == "subscript":
                marks.append(Mark(len(text), len(text) + len(words), "subscript"))
            text += words
    return RichText(text, tuple(marks))


def _plain(node: etree._Element) -> str:
    return _unescaped((node.text or "").replace("\r\n", "\n").replace("\r", "\n"))


def _unescaped(text: str) -> str:
    """Undo _x000D_ escapes (ECMA-376 Part 1, 22.4.2.4) of line ends, the only ones that show."""
    if "_x" not in text:
        return text
    return text.replace("_x000D_\n", "\n").replace("_x000D_", "\n").replace("_x000A_", "\n")


def _sheet(book: Workbook, part: str, name: str, hidden: bool) -> Sheet:
    root = book.package.xml(part)
    comments = _comments(book.package, part)
    rows_hidden: set[int] = set()
    cells = list(_cells(book, root, comments, rows_hidden))
    seen = {(cell.row, cell.column) for cell in cells}
    cells += [SheetCell(place[0], place[1], "", "empty", comment=note)
              for place, note in comments.items() if place not in seen]  # fmt: skip
    return Sheet(
        name,
        tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        tuple(_merged(root)),
        hidden,
        frozenset(rows_hidden),
        frozenset(_hidden_columns(root)),
    )


def _cells(
    book: Workbook,
    root: etree._Element,
    comments: dict[tuple[int, int], Comment],
    rows_hidden: set[int],
) -> Iterator[SheetCell]:
    row = -1
    for line in root.iter(_any("row")):
        number = line.get("r", "")
        row = min(int(number), LAST_ROW) - 1 if number.isdecimal() else row + 1
        if line.get("hidden") in ("1", "true"):
            rows_hidden.add(row)
        column = -1
        for node in line.iterchildren(_any("c")):
            place = cell_place(node.get("r", "")) or (row, column + 1)
            column = place[1]
            cell = _cell(book, node, *place)
            if cell is not None:
                yield cell._replace(comment=comments.get(place))


def _cell(book: Workbook, node: etree._Element, row: int, column: int) -> SheetCell | None:
    formula_node, value_node = node.find(_any("f")), node.find(_any("v"))
    formula = "" if formula_node is None else (formula_node.text or "（共用公式）")
    raw = "" if value_node is None else (value_node.text or "")
    kind = node.get("t", "n")
    code = book.styles.code(node.get("s", "0"))
    cell = SheetCell(row, column, "", formula=formula)
    if kind == "inlineStr":
        return _text_cell(cell, _inline(node), code)
    if kind == "s":
        known = raw.isdecimal() and int(raw) < len(book.strings)
        return _text_cell(cell, book.strings[int(raw)] if known else RichText(raw), code)
    if kind in ("str", "d"):
        return _text_cell(cell, RichText(_unescaped(raw)), code)
    if raw == "":
        return cell._replace(kind="missing") if formula_node is not None else None
    if kind == "b":
        return cell._replace(text=_BOOLEANS.get(raw, raw), kind="boolean")
    if kind == "e":
        return cell._replace(text=raw, kind="error")
    return _number_cell(cell, raw, code, epoch_1904=book.epoch_1904)


def _inline(node: etree._Element) -> RichText:
    inside = node.find(_any("is"))
    return RichText("") if inside is None else _rich(inside)


def _text_cell(cell: SheetCell, rich: RichText, code: str) -> SheetCell | None:
    shown = show_text(rich.text, code)
    if not shown.strip():
        return None
    return cell._replace(text=shown, kind="text", marks=rich.marks if shown == rich.text else ())


def _number_cell(cell: SheetCell, raw: str, code: str, *, epoch_1904: bool) -> SheetCell:
    try:
        value = number_of(raw)
    except (ArithmeticError, ValueError):
        return cell._replace(text=raw)
    if not value.is_finite() or abs(value.adjusted()) > 400:
        return cell._replace(text=raw)
    shown = show(value, code, epoch_1904=epoch_1904)
    kind: CellKind = "date" if is_date_format(code.partition(";")[0]) else "number"
    # a format such as ;;; shows nothing, but a number handed in must not vanish
    return cell._replace(text=shown or format(value, "f"), value=value, kind=kind)


def _merged(root: etree._Element) -> Iterator[Area]:
    for node in root.iter(_any("mergeCell")):
        first, _, last = node.get("ref", "").partition(":")
        start, end = cell_place(first), cell_place(last)
        if start and end and start <= end and start[1] <= end[1]:
            yield (*start, *end)


def _hidden_columns(root: etree._Element) -> Iterator[int]:
    for node in root.iter(_any("col")):
        if node.get("hidden") in ("1", "true"):
            yield from column_range(node.get("min", ""), node.get("max", ""))


def _comments(package: Package, part: str) -> dict[tuple[int, int], Comment]:
    """Read the notes beside cells; threaded ones are held in the same part as plain text."""
    found: dict[tuple[int, int], Comment] = {}
    for relation in package.relations(part).values():
        if not relation.type.endswith("/comments") or relation.target not in package:
            continue
        root = package.xml(relation.target)
        authors = [node.text or "" for node in root.iter(_any("author"))]
        for node in root.iter(_any("comment")):
            place = cell_place(node.get("ref", ""))
            words = node.find(_any("text"))
            if place is None or words is None:
                continue
            number = node.get("authorId", "")
            known = number.isdecimal() and int(number) < len(authors)
            found[place] = Comment(authors[int(number)] if known else "", _rich(words).text)
    return found
