"""What an editor looks for on the pages: small tables whole, dates in their column."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from fangzhi.compile.build import compile_work
from fangzhi.compile.printable import printable
from fangzhi.publish.pdf.blocks import DATE
from fangzhi.publish.pdf.render import render
from tests.written import contribution, settings


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("3月，农会成立。", "3月，"),
        ("1950年", "1950年"),
        ("明洪武二年（1369年）　王氏迁入。", "明洪武二年（1369年）　"),
        ("民国二十四年（1935年）5月，过境。", "民国二十四年（1935年）5月，"),
        ("光绪三年 大旱。", "光绪三年 "),
        ("1962年农历正月十五，首演。", "1962年农历正月十五，"),
        ("1982年　3月5日，包产到户。", "1982年　3月5日，"),
        ("1982年以来建房。", ""),
        ("是年，土改。", "是年，"),
    ],
)
def test_the_date_of_an_item_is_told_from_its_words(words: str, date: str) -> None:
    found = DATE.match(words)
    assert (found[0] if found else "") == date


def test_a_small_table_stands_on_one_page_with_its_title_and_source(tmp_path: Path) -> None:
    lines = "\n".join(["全村以种植水稻油菜茶叶为业，农闲时编竹器贩运山货。" * 3] * 10)
    table = "表|表1-1　各组户数\n组|户|人\n" + "\n".join(f"{n}组|42|156" for n in range(8))
    pieces = [
        contribution(f"{n}.docx", f"# 第{n}章 村落\n" + lines + "\n甲乙。" * n + f"\n{table}\n尾。")
        for n in range(1, 9)
    ]
    book = printable(compile_work(settings("村志"), pieces).book)
    result = render(book, {}, tmp_path)
    pages = [
        re.sub(r"\s", "", page.get_textpage().get_text_bounded())
        for page in pypdfium2.PdfDocument(tmp_path / result.files[0])
    ]
    titles = [page.count("各组户数") for page in pages if "0组42" in page]
    assert sum(titles) == 8
    assert all(page.count("0组42156") == page.count("7组42156") for page in pages)
