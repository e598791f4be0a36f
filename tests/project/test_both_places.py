"""A contradiction is one finding with one code, and whoever wrote either place gets to see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from fangzhi.project.build import build
from fangzhi.project.load import load

SETTINGS = """[work]
title = "沚塘年鉴"
kind = "年鉴"
area = "沚塘县"
volume_year = 2022
content_year = 2021
"""
UNITS = {"01概况.docx": "县志办", "02教育.docx": "县教育局", "03气象.docx": "县气象局"}
TEXTS = {
    "01概况.docx": ("概况", "2021年末，全县有小学48所。"),
    "02教育.docx": ("教育", "2021年末，全县有小学46所、普通中学12所。"),
    "03气象.docx": ("气象", "2021年平均气温14.2℃。"),
}


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """Give the folder 检查 of a work whose first two papers contradict each other."""
    folder = tmp_path / "来稿"
    folder.mkdir()
    settings = SETTINGS
    for name, (title, words) in TEXTS.items():
        document = docx.Document()
        document.add_heading(title, 1)
        document.add_paragraph(words)
        document.save(str(folder / name))
        settings += f'[[outline]]\ntitle = "{title}"\nunit = "{UNITS[name]}"\nfiles = ["{name}"]\n'
    (folder / "fangzhi.toml").write_text(settings, encoding="utf-8")
    build(load(folder, keep=False), folder, formats=())
    return folder / "检查"


def contradiction(checked: Path) -> dict[str, Any]:
    lines = (checked / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    (found,) = [row for row in map(json.loads, lines) if row["rule"] == "R189"]
    return dict(found)


def comments(path: Path) -> dict[str, str]:
    """What each comment says, by the words it stands on."""
    document = docx.Document(str(path))
    says = {}
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/comments"):
            for comment in parse_xml(relation.target_part.blob):
                words = "".join(t.text or "" for t in comment.iter(qn("w:t")))
                says[comment.get(qn("w:id"))] = words
    found, open_ = {}, ""
    for element in document.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_ = element.get(qn("w:id"))
        elif element.tag == qn("w:commentRangeEnd"):
            open_ = ""
        elif element.tag == qn("w:t") and open_:
            found[element.text or ""] = says[open_]
    return found


def test_the_list_of_findings_names_both_places_in_one_row(checked: Path) -> None:
    row = contradiction(checked)
    (other,) = row["also"]
    assert {row["text"], other["text"]} == {"48所", "46所"}
    assert {row["doc"], other["doc"]} == {"01概况.docx", "02教育.docx"}


def test_each_word_copy_has_a_comment_that_points_to_the_same_code(checked: Path) -> None:
    row = contradiction(checked)
    code = str(row["fingerprint"])[:8]
    said = comments(checked / "批注" / "01概况.docx") | comments(checked / "批注" / "02教育.docx")
    assert set(said) == {"48所", "46所"}
    for words, comment in said.items():
        assert code in comment
        assert "46所" in comment and "48所" in comment
        assert ("R189的另一处" in comment) == (words != row["text"])
    assert not (checked / "批注" / "03气象.docx").exists()


def test_the_unit_of_each_place_has_the_finding_on_its_list(checked: Path) -> None:
    code = str(contradiction(checked)["fingerprint"])[:8]
    for unit, expected in (("县志办", 1), ("县教育局", 1), ("县气象局", 0), ("全部", 1)):
        path = checked / "疑点表" / f"{unit}.xlsx"
        rows: list[tuple[object, ...]] = []
        if path.exists():
            sheet = openpyxl.load_workbook(path).active
            assert sheet is not None
            rows = [r for r in sheet.iter_rows(min_row=2, values_only=True) if r[0] == code]
        assert len(rows) == expected, unit
        assert all("01概况" in str(r[3]) and "02教育" in str(r[3]) for r in rows)


def test_the_page_shows_both_figures_and_the_rate_counts_one(checked: Path) -> None:
    page = (checked / "报告.html").read_text(encoding="utf-8")
    assert "01概况.docx，第2段" in page and "02教育.docx，第2段" in page
    rate = json.loads((checked / "rate.json").read_text(encoding="utf-8"))
    assert rate["by_rule"]["R189"] == 1
