"""疑有脱文: what is told, what is left alone, and how seldom it is told of sound texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fangzhi.collect.lost_text import lost_text_findings, suspect_lost_text
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.place import Run
from fangzhi.model.text import Text

SHARED = Path(__file__).parents[4] / "shared"
BULLETIN = "加强资政服务，《四川年鉴》简本连续四年今年还编纂出版《四川历史文化览读》服务全省两会。"
LAWS = SHARED / "data" / "modern" / "laws_core"
PLANTED = SHARED / "data" / "planted" / "blocks.jsonl"


def words(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in suspect_lost_text(text)]


def manuscript(*paragraphs: str) -> Manuscript:
    blocks = tuple(
        Text(id=f"b{n}", text=text, origin=(Run(0, len(text), "f", address=str(n)),))
        for n, text in enumerate(paragraphs)
    )
    return Manuscript(blocks=blocks, name="稿.docx")


def test_the_sentence_of_the_bulletin_is_told() -> None:
    assert words(BULLETIN) == ["连续四年今年"]


def test_it_is_told_across_the_line_breaks_of_a_print() -> None:
    assert words("《四川年鉴》简本连续四\n\n年今年还编纂出版") == ["连续四\n\n年今年"]


def test_it_is_told_where_the_paragraph_itself_was_cut() -> None:
    found = lost_text_findings(manuscript("加强资政服务，简本连续四", "年今年还编纂出版览读。"))
    assert [(f.block, f.text) for f in found] == [("b0", "连续四")]
    assert "年今年" in found[0].message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("粮食总产连续五年2023年达到30万吨。", ["连续五年2023年"]),
        ("全县2023年去年新增企业12家。", ["2023年去年"]),
        ("未能按期完工，是由于。此后复工。", ["由于。"]),
        ("，经县政府批准，恢复原名。", ["，"]),
        ("全县辖8个镇、4个乡，耕地面积一万二千公顷，其中水田八千公顷，", ["水田八千公顷，"]),
    ],
)
def test_other_breaks_are_told(text: str, told: list[str]) -> None:
    assert words(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "粮食总产连续四年增长，今年达到30万吨。",
        "连续四年获评先进，2023年又获评。",
        "今年1月至6月，去年同期为3.2万吨。",
        "今年明显好于去年。",
        "去年今日此门中，人面桃花相映红。",
        "会议审议通过。",
        "由于连日降雨，河水上涨。",
        "青山横北郭，",
        "……（下略）",
        "第一章 总则",
    ],
)
def test_sound_sentences_are_left_alone(text: str) -> None:
    assert words(text) == []


def test_a_paragraph_that_goes_on_in_the_next_is_told() -> None:
    found = lost_text_findings(
        manuscript("镇政府于当年秋天组织村民整修水渠十二千米并新开", "，次年春完工。")
    )
    assert [(f.level, f.message[:5], f.text) for f in found] == [
        ("字", "疑有脱文：", "二千米并新开"),
        ("字", "疑有脱文：", "，"),
    ]


def test_lines_that_all_stop_short_are_the_form_of_the_file() -> None:
    line = "全县辖八个镇四个乡，耕地面积一万二千公顷，其中水田八千公顷，"
    assert lost_text_findings(manuscript(*[line] * 20)) == ()


def test_a_finding_says_where_it_stands_in_the_original() -> None:
    (finding,) = lost_text_findings(manuscript("前一段。", BULLETIN))
    assert finding.place is not None
    assert (finding.place.doc, finding.place.block) == ("稿.docx", "1")
    assert BULLETIN[finding.place.start : finding.place.end] == "连续四年今年"


@pytest.mark.skipif(not LAWS.is_dir(), reason="../shared/data/modern/laws_core is absent")
def test_nothing_is_told_of_the_laws_of_the_trade() -> None:
    lines = [line for path in LAWS.glob("*.md") for line in path.read_text("utf-8").splitlines()]
    assert sum(len(line) for line in lines) > 290_000
    assert [line for line in lines if words(line.strip())] == []


@pytest.mark.skipif(not PLANTED.is_file(), reason="../shared/data/planted is absent")
def test_nothing_is_told_of_the_planted_manuscripts() -> None:
    blocks = [json.loads(line) for line in PLANTED.read_text("utf-8").splitlines()]
    assert [block for block in blocks if words(block["text"])] == []


@pytest.mark.skipif(not (SHARED / "bulletin.txt").is_file(), reason="../shared is absent")
def test_the_bulletin_itself_is_told_once_inside_a_sentence() -> None:
    text = (SHARED / "bulletin.txt").read_text("utf-8")
    squeezed = "".join(text.split())
    assert words(squeezed) == ["连续四年今年"]
