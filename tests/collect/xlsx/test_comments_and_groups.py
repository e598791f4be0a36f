"""A comment on an empty cell above a table, and pictures that lie in a group."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment

from fangzhi.collect.reading import Reading
from fangzhi.collect.sheets.xlsx import read
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Figure, Table
from fangzhi.model.value import digest_of_bytes

PICTURE = Path(__file__).parent / "cases" / "picture-on-a-sheet.xlsx"


def reading(data: bytes) -> Reading:
    return read(SourceFile(Path("表.xlsx"), "表.xlsx", data, digest_of_bytes(data), "xlsx"))


def test_a_comment_on_an_empty_cell_above_a_table_is_kept_with_the_table() -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"].comment = Comment("请核对", "甲")
    cells: dict[str, str | int] = {"A3": "年份", "B3": "人口", "A4": 2020, "B4": 5}
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    found = reading(out.getvalue()).manuscript
    assert [note.body.text for note in found.notes] == ["请核对"]
    tables = [block for block in found.blocks if isinstance(block, Table)]
    assert [c.text.text for c in tables[0].cells] == ["年份", "人口", "2020", "5"]


def _with_drawing(change: tuple[str, str]) -> bytes:
    """Give the workbook of the picture case with its drawing rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(PICTURE) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/drawings/drawing"):
                data = data.decode().replace(*change).encode()
            new.writestr(name, data)
    return out.getvalue()


def _picture() -> str:
    with zipfile.ZipFile(PICTURE) as file:
        name = next(n for n in file.namelist() if n.startswith("xl/drawings/drawing"))
        words = file.read(name).decode()
    prefix = "xdr:" if "<xdr:pic" in words else ""
    end = f"</{prefix}pic>"
    start = words.index(f"<{prefix}pic")
    return words[start : words.index(end) + len(end)]


def test_each_picture_of_a_group_is_a_figure_with_an_id_of_its_own() -> None:
    found = reading(_with_drawing((_picture(), f"<grpSp>{_picture() * 2}</grpSp>"))).manuscript
    figures = [block for block in found.blocks if isinstance(block, Figure)]
    assert len(figures) == len({figure.id for figure in figures}) == 2


def test_a_picture_written_twice_for_old_programs_is_read_once() -> None:
    with zipfile.ZipFile(PICTURE) as file:
        name = next(n for n in file.namelist() if n.startswith("xl/drawings/drawing"))
        words = file.read(name).decode()
    anchor = words[words.index(">", words.index("wsDr")) + 1 : words.rindex("</")]
    both = (
        '<a:AlternateContent xmlns:a="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<a:Choice Requires="a14">{anchor}</a:Choice><a:Fallback>{anchor}</a:Fallback>'
        "</a:AlternateContent>"
    )
    found = reading(_with_drawing((anchor, both))).manuscript
    assert [type(block) for block in found.blocks if isinstance(block, Figure)] == [Figure]
