"""Builds the case files of all readers but DOCX: `python tests/collect/make_reader_cases.py`.

Each case is one small file in <format>/cases; beside it stands <file>.expected.json, written by
hand or with `--expect` and then read through. XLS cases need xlwt, PDF cases typst.
"""

from __future__ import annotations

import io
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

HERE = Path(__file__).parent
_TIME = (2024, 1, 1, 0, 0, 0)


def rows(book: Workbook, *lines: list[Any], name: str = "表") -> Any:
    """Add a sheet with these rows, from A1."""
    unused = book.active is not None and book.active.title == "Sheet"
    sheet = book.active if unused else book.create_sheet()
    assert sheet is not None
    sheet.title = name
    for line in lines:
        sheet.append(line)
    return sheet


def saved(book: Workbook, cached: dict[str, str] | None = None) -> bytes:
    """Save with fixed times; `cached` gives results of formulas by cell, as Excel leaves them."""
    stream = io.BytesIO()
    book.save(stream)
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2024-01-01T00:00:00Z", data)
            if name.startswith("xl/worksheets/sheet") and cached:
                for cell, value in cached.items():
                    data = _with_result(data, cell, value)
            new.writestr(zipfile.ZipInfo(name, _TIME), data)
    return out.getvalue()


def _with_result(data: bytes, cell: str, value: str) -> bytes:
    kind = "" if re.fullmatch(r"-?[\d.]+", value) else ' t="e"' if value[0] == "#" else ' t="str"'
    pattern = rf'<c r="{cell}"([^>]*?)(?: t="\w+")?><f>(.*?)</f><v ?/?>(?:</v>)?'
    made = rf'<c r="{cell}"\1{kind}><f>\2</f><v>{value}</v>'
    return re.sub(pattern, made, data.decode()).encode()


def title_unit_and_notes() -> bytes:
    book = Workbook()
    sheet = rows(
        book,
        ["表3 2024年各乡镇粮食生产情况"],
        ["（年报）"],
        [None, None, "单位：公顷、吨"],
        ["乡镇", "面积", "产量"],
        ["浣阳镇", 2184, 12840.5],
        ["茶垭乡", 1258, 6920],
        ["合计", 3442, 19760.5],
        ["注：产量按干谷计算。"],
        ["资料来源：县统计局"],
    )
    for place in ("A1:C1", "A2:C2", "A8:C8"):
        sheet.merge_cells(place)
    return saved(book)


def merged_heads() -> bytes:
    book = Workbook()
    sheet = rows(
        book,
        ["乡镇", "人口（人）", None, None, "户数"],
        [None, "合计", "男", "女", None],
        ["浣阳镇", 98216, 50124, 48092, 31200],
        ["稻花镇", 47085, 24210, 22875, 15010],
    )
    for place in ("A1:A2", "B1:D1", "E1:E2"):
        sheet.merge_cells(place)
    return saved(book)


def several_tables() -> bytes:
    book = Workbook()
    rows(
        book,
        ["表1 学校"], ["名称", "教师"], ["一小", 31], ["二小", 28], [],
        ["三小", 19], [],
        ["表2 医院"], ["名称", "床位"], ["县医院", 320], [],
        ["以上数据截至2024年末，由各单位报送，未经审计。"],
    )  # fmt: skip
    return saved(book)


FORMATS = [
    (4, "0.0"), (98216, "0"), (1234567.891, "#,##0.00"), (0.1234, "0.0%"), (0.08, "0%"),
    (-5, "0;(0)"), (-1234.5, "#,##0.00_ ;(#,##0.00)"), (12345, "0.00E+00"),
    (0.30000000000000004, "General"), (510725198501011234, "General"), (1234, "[$¥-804]#,##0.00"),
    (12345678, '0!.0,"万"'), (7, "0000"), (0.5, "# ?/?"), (0, '#,##0;-#,##0;"—"'), (3, '0"人"'),
    (2.675, "0.00"), (150, '[>=100]"高"0;"低"0'), (12345678, "#,##0.0,,"), (5, ";;;"),
]  # fmt: skip
DATES = [
    (45357, 'yyyy"年"m"月"d"日"'), (45357, "yyyy/m/d"), (45357.75, "yyyy-mm-dd hh:mm"),
    (60, "yyyy/m/d"), (45357, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"), (45357, "aaaa"),
    (45357, '[DBNum1][$-804]yyyy"年"m"月"d"日";@'), (0.75, '上午/下午h"时"mm"分"'),
    (1.5, "[h]:mm"), (45357, "d-mmm-yy"), (45357, 'yyyy"年"m"月"'),
]  # fmt: skip


def displayed(pairs: list[tuple[float, str]]) -> Callable[[], bytes]:
    def build() -> bytes:
        book = Workbook()
        sheet = rows(book, ["格式", "显示"])
        for number, (value, code) in enumerate(pairs, 2):
            sheet.cell(number, 1, code).data_type = "s"
            cell = sheet.cell(number, 2, value)
            cell.number_format = code
        return saved(book)

    return build


def dates_1904() -> bytes:
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    sheet = rows(book, ["日期", "数"], [43895, 1])
    sheet["A2"].number_format = "yyyy/m/d"
    return saved(book)


def formulas() -> bytes:
    book = Workbook()
    rows(book, ["项", "数"], ["甲", 3], ["乙", 4], ["合计", "=SUM(B2:B3)"], ["占比", "=B2/B4"],
         ["说法", '=IF(B4>5,"多","少")'])  # fmt: skip
    book["表"]["B5"].number_format = "0.0%"
    return saved(book, {"B4": "7", "B6": "多"})


def error_values() -> bytes:
    book = Workbook()
    rows(book, ["项", "数"], ["甲", "=B9/0"], ["乙", "=Z1"], ["丙", 5])
    return saved(book, {"B2": "#DIV/0!", "B3": "#REF!"})


def hidden_parts() -> bytes:
    book = Workbook()
    sheet = rows(book, ["村", "人口", "备忘"], ["甲村", 310, "重报"], ["乙村", 290, "缺"],
                 ["丙村", 150, "已核"])  # fmt: skip
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = rows(book, ["旧数", 1], ["旧数", 2], name="底稿")
    other.sheet_state = "hidden"
    return saved(book)


def comments() -> bytes:
    book = Workbook()
    sheet = rows(book, ["村", "人口"], ["甲村", 310])
    sheet["B2"].comment = Comment("此数待核", "统计员")
    return saved(book)


def numbers_as_text() -> bytes:
    book = Workbook()
    rows(book, ["村", "人口", "代码"], ["甲村", 310, "510725100201"], ["乙村", "290", "510725100202"],
         ["丙村", "1,150", "510725100203"])  # fmt: skip
    return saved(book)


def words_under_a_merge() -> bytes:
    book = Workbook()
    sheet = rows(book, ["村", "人口"], ["甲村", 310], ["乙村", 290])
    sheet.merge_cells("A2:A3")
    data = saved(book)
    # a program that is no spreadsheet left words in a covered cell
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                words = '<c r="A3" t="inlineStr"><is><t>乙村</t></is></c>'
                part = re.sub(rb'(<row r="3"[^>]*>)(?:<c r="A3"[^>]*/>)?',
                              rb"\1" + words.encode(), part)  # fmt: skip
            new.writestr(zipfile.ZipInfo(name, _TIME), part)
    return out.getvalue()


def red_square() -> bytes:
    """Give a PNG of 2 × 2 red pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00\xff\x00\x00\xff\x00\x00" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def picture_on_a_sheet() -> bytes:
    book = Workbook()
    sheet = rows(book, ["村", "人口"], ["甲村", 310])
    sheet.add_image(Image(io.BytesIO(red_square())), "D2")
    return saved(book)


def raised_letters() -> bytes:
    book = Workbook()
    sheet = rows(book, ["指标", "数"], [None, 12.5])
    raised = TextBlock(InlineFont(vertAlign="superscript"), "2")
    sheet["A2"] = CellRichText("面积（km", raised, "）")
    return saved(book)


def words_only() -> bytes:
    book = Workbook()
    rows(book, ["填报说明"], ["一、本表由各乡镇填报。"], [], ["二、数据截至年末。"])
    return saved(book)


def nothing() -> bytes:
    return saved(Workbook())


XLSX: dict[str, Callable[[], bytes]] = {
    "title-unit-source-and-notes": title_unit_and_notes,
    "heads-of-two-rows": merged_heads,
    "several-tables-parted-by-blank-rows": several_tables,
    "numbers-as-displayed": displayed(FORMATS),
    "dates-as-displayed": displayed(DATES),
    "dates-counted-from-1904": dates_1904,
    "formulas-with-and-without-results": formulas,
    "error-values-are-told": error_values,
    "hidden-parts-are-read-and-told": hidden_parts,
    "comments-on-cells": comments,
    "numbers-typed-as-text-are-told": numbers_as_text,
    "words-under-a-merge-are-kept": words_under_a_merge,
    "picture-on-a-sheet": picture_on_a_sheet,
    "raised-letters": raised_letters,
    "words-without-a-table": words_only,
    "nothing-in-it-is-told": nothing,
}


def old_workbook() -> bytes:
    xlwt = import_module("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("人口")
    sheet.write_merge(0, 0, 0, 2, "2024年各村人口")
    for column, words in enumerate(["村", "人口", "日期"]):
        sheet.write(1, column, words)
    thousands, day = (
        xlwt.easyxf(num_format_str="#,##0"),
        xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'),
    )
    for row, (name, people) in enumerate([("甲村", 1310), ("乙村", 290)], 2):
        sheet.write(row, 0, name)
        sheet.write(row, 1, people, thousands)
        sheet.write(row, 2, 45357, day)
    sheet.write(4, 0, "注：户籍人口。")
    return _bytes(book)


def old_formula_and_error() -> bytes:
    xlwt = import_module("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    for row, (words, value) in enumerate([("项", "数"), ("甲", 0.0512), ("乙", True)]):
        sheet.write(row, 0, words)
        sheet.write(row, 1, value, xlwt.easyxf(num_format_str="0.0%"))
    sheet.row(3).write(0, "丙")
    sheet.row(3).set_cell_error(1, "#DIV/0!")
    sheet.row(2).hidden = True
    other = book.add_sheet("底稿")
    other.visibility = 1
    other.write(0, 0, "旧数")
    return _bytes(book)


def _bytes(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


XLS: dict[str, Callable[[], bytes]] = {
    "numbers-dates-and-merges": old_workbook,
    "errors-booleans-and-hidden-parts": old_formula_and_error,
}

PAGE = """#set page(width: 120mm, height: 90mm, margin: 20mm, header: [青浣县志·经济编],
  footer: context align(center)[— #counter(page).display() —])
#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 8pt)
"""
PROSE = ("浣河自北向南纵贯县境，全长一百二十六公里，流域面积九百八十平方公里，沿岸有灌区十二处，"
         "灌溉农田三万二千亩。两岸土地平旷，宜稻宜茶。民国以前，每逢夏秋水涨，沿河村落常遭淹没，"
         "乡民筑堤自保。")  # fmt: skip
TYPST: dict[str, str] = {
    "paragraph-over-pages-with-heads-and-numbers": PAGE + f"{PROSE}\n\n{PROSE * 2}\n\n{PROSE * 3}\n",
    "two-columns": '#set page(width: 180mm, height: 150mm, margin: 20mm, columns: 2)\n'
    '#set text(font: "Noto Serif CJK SC", size: 10pt, lang: "zh", region: "cn")\n'
    '#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n'
    f"甲段。{PROSE}\n\n乙段。{PROSE}\n\n丙段。{PROSE}\n\n丁段。{PROSE}\n\n戊段。{PROSE}\n",
    "numbered-headings": '#set page(width: 140mm, height: 120mm, margin: 20mm)\n'
    '#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh", region: "cn")\n'
    '#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n'
    '#align(center, text(size: 16pt)[青浣县水利志])\n\n'
    f"#align(center)[第一章 河流]\n\n#align(center)[第一节 浣河]\n\n{PROSE}\n\n"
    f"#align(center)[第二章 堤防]\n\n{PROSE}\n",
}  # fmt: skip


def from_typst(words: str) -> bytes:
    import typst

    made = typst.compile(words.encode())
    assert isinstance(made, bytes)
    return made


def build() -> None:
    """Write every file that a program makes; texts in plain, markdown and the rest are typed."""
    for name, make in XLSX.items():
        (HERE / "xlsx" / "cases" / f"{name}.xlsx").write_bytes(make())
    for name, make in XLS.items():
        (HERE / "xls" / "cases" / f"{name}.xls").write_bytes(make())
    for name, words in TYPST.items():
        (HERE / "pdf" / "cases" / f"{name}.pdf").write_bytes(from_typst(words))
    (HERE / "markdown" / "cases" / "red.png").write_bytes(red_square())


if __name__ == "__main__":
    build()
    if "--expect" in sys.argv:
        sys.path.insert(0, str(HERE))
        import_module("test_reader_cases").write_expected()
