"""Marks in Markdown that stand alone are text; hidden comments hide only themselves."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from fangzhi.collect.markdown.read import read
from fangzhi.collect.reading import Reading
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import texts
from fangzhi.model.value import digest_of_bytes
from tests.work import quickest


def reading(text: str) -> Reading:
    data = text.encode()
    return read(SourceFile(Path("稿.md"), "稿.md", data, digest_of_bytes(data), "md"))


def words(text: str) -> list[str]:
    return [block.text for block in texts(reading(text).manuscript)]


@pytest.mark.parametrize(
    ("source", "shown"),
    [("**外*内*外**", "外内外"), ("***重***", "重"), ("米<sup>2</sup>", "米2"), ("a_b_c", "a_b_c"),
     ("**注：产量", "**注：产量"), ("**_**_**_茶", "_**茶"), ("<sup><sub>茶</sup>", "<sub>茶"),
     ("*甲 **乙*", "甲 **乙"), ("米</sup>2<sup>", "米</sup>2<sup>")],
)  # fmt: skip
def test_only_marks_that_open_and_close_are_taken_from_the_text(source: str, shown: str) -> None:
    assert words(source) == [shown]


def test_many_marks_that_never_close_keep_every_character() -> None:
    source = "茶" + "**_~~" * 30_000 + " 园"
    shown = words(source)[0]
    marks = reading(source).manuscript.blocks[0].marks  # type: ignore[union-attr]
    assert shown[0] == "茶" and shown[-1] == "园"
    assert len(shown) + sum(
        2 * {"strong": 2, "emphasis": 1, "strike": 2}[m.kind] for m in marks
    ) == (len(source))


def test_words_after_a_hidden_comment_are_read_at_their_place() -> None:
    found = reading("<!-- 甲\n乙 --> 全县茶园6.2万亩。\n")
    text = found.manuscript.blocks[0]
    assert [block.text for block in texts(found.manuscript)] == ["全县茶园6.2万亩。"]
    assert [(run.address, run.offset) for run in text.origin] == [("L2", 6)]  # type: ignore[union-attr]
    assert [note.body.text for note in found.manuscript.notes] == ["<!-- 甲\n乙 -->"]


def test_a_comment_that_never_ends_is_told() -> None:
    found = reading("茶\n\n<!-- 未闭\n\n全县茶园6.2万亩。\n")
    assert [f.message for f in found.findings if "没有结束" in f.message]
    assert found.findings[0].place is not None and found.findings[0].place.block == "L3"


def test_a_cell_is_a_block_of_its_own() -> None:
    found = reading("|项|日期|\n|-|-|\n| 茶 | **2024年2月**30日 |\n")
    date = list(texts(found.manuscript))[3]
    assert date.text == "2024年2月30日"
    assert [(run.address, run.offset) for run in date.origin] == [("L3/1", 2), ("L3/1", 11)]


@pytest.mark.parametrize(
    ("source", "shown"),
    [("```某县```\n\n正文。", ["某县", "正文。"]), ("- 甲\n---\n乙丙丁", ["甲", "乙丙丁"])],
)
def test_code_on_one_line_and_a_rule_below_a_list_take_nothing_and_add_nothing(
    source: str, shown: list[str]
) -> None:
    assert words(source) == shown


@pytest.mark.parametrize(
    "source",
    ["|图|数|\n|-|-|\n|![城图](无.png)|[^9]|", "文[^1]\n\n[^1]: 见![城图](无.png)[^9]。"],
)
def test_pictures_and_notes_named_in_a_cell_or_a_note_are_read_or_told(source: str) -> None:
    found = reading(source)
    assert [mark.text for text in texts(found.manuscript) for mark in text.marks
            if mark.kind == "figure"] == ["城图"]  # fmt: skip
    told = sorted(finding.message[:8] for finding in found.findings)
    assert told == ["图片没有读入：《", "文中引用了脚注 "]


@pytest.mark.parametrize("piece", ["![", "`"])
def test_openings_that_never_close_cost_no_time(piece: str) -> None:
    source = "茶 " + piece * 20_000
    assert words(source)[0].count(piece) == 20_000
    assert quickest(partial(reading, source), 3) < 3
