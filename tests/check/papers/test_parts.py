"""Papers and the parts of tables and pictures, from real files and in another office's style."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import docx
from docx.shared import Mm

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings
from fangzhi.cli.main import main


def doubted(example: Example, *rules: str) -> list[tuple[str, str]]:
    found = check_manuscript(manuscript_of(example), CheckSettings(**example.settings))
    return [(f.rule, f.text) for f in found if f.rule in rules]


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    rows = b"".join(b"\0" + b"\x50\x60\x70" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


def test_a_coarse_picture_of_a_second_entry_is_found_in_the_file_as_handed_in(
    tmp_path: Path,
) -> None:
    document = docx.Document()
    for number, across in enumerate((1600, 320)):
        document.add_heading(f"第{'一二'[number]}节　茶市", 1)
        document.add_paragraph("茶市在河街。")
        document.add_picture(BytesIO(_png(across, 20)), width=Mm(100))
        document.add_paragraph(f"图{number + 1} 2021年4月，茶市开秤（陈某摄）", style="Caption")
    (tmp_path / "in").mkdir()
    document.save(str(tmp_path / "in" / "茶市.docx"))
    out = tmp_path / "found.jsonl"
    assert main(["check", str(tmp_path / "in"), "--jsonl", str(out)]) == 0
    coarse = [line for line in out.read_text(encoding="utf-8").splitlines() if '"R213"' in line]
    assert len(coarse) == 1
    assert "81 dpi" in coarse[0]


def test_annexes_must_follow_one_another() -> None:
    lines = ("请各乡镇照办。", "附件：1.普查表", "2.填表说明", "4.联系单")
    assert doubted(Example(paragraphs=lines), "R243") == [("R243", "4")]


def test_a_list_after_the_annexes_is_not_one_of_them() -> None:
    lines = ("请各乡镇照办。", "附件：普查表", "1.普查时间为2021年5月。", "2.普查范围为全县。")
    assert doubted(Example(paragraphs=lines), "R243") == []


def test_a_yearbook_says_its_year_once_for_all_tables() -> None:
    grid = (("镇", "户数（户）", "人口（人）"), ("石桥", "210", "780"), ("柳溪", "198", "702"))
    book = Example(table=grid, table_title="各镇户数与人口", settings={"kind": "综合年鉴"})
    chronicle = Example(table=grid, table_title="各镇户数与人口", settings={"kind": "县志"})
    assert doubted(book, "R208") == []
    assert doubted(chronicle, "R208") == [("R208", "各镇户数与人口")]


def test_a_title_line_above_a_table_is_its_title() -> None:
    grid = (("镇", "户数（户）", "人口（人）"), ("石桥", "210", "780"), ("柳溪", "198", "702"))
    lines = ("县境各镇如下。", "表2-1　1990年各镇户数与人口")
    assert doubted(Example(paragraphs=lines, table=grid), "R208") == []


def test_one_passage_quoted_with_another_figure_is_shown_with_both_wordings() -> None:
    lines = (
        "《石桥志稿》：“桥凡九孔，长三十六丈，康熙间邑令吴公捐俸倡修，三年而成。”",
        "桥的长度，志稿说法不一。《石桥志稿·津梁》云：“桥凡九孔，长二十六丈，康熙间邑令吴公捐俸倡修。”",
    )
    manuscript = manuscript_of(Example(paragraphs=lines))
    found = [f for f in check_manuscript(manuscript, CheckSettings()) if f.rule == "R218"]
    assert len(found) == 1
    assert "长二十六丈" in found[0].evidence[0]
    assert "长三十六丈" in found[0].evidence[1]
    assert found[0].also
