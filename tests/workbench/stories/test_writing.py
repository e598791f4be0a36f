"""Writing: findings beside the text, two editors at one entry, the outline, a part exported."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.publish.site.browser import chromium
from tests.workbench.served import Desk
from tests.workbench.stories.hands import Hands

SURFACE = ".fz-surface [data-block], .fz-surface p"


@pytest.fixture
def other(desk: Desk, tmp_path: Path) -> Iterator[Hands]:
    """Give a second person at a browser of their own."""
    with chromium(tmp_path / "other") as driver:
        yield Hands(driver, desk, "另一人")


def new_work(hands: Hands, title: str, *lines: tuple[str, str]) -> str:
    """Make a work with these outline lines (kind and title), as a chief editor does."""
    hands.open("/admin/")
    hands.click("志书和年鉴")
    hands.fill("书名", title)
    hands.choose("种类", "专业年鉴")
    hands.choose("篇目", "不用样板")
    hands.click("新建")
    hands.sees("还没有篇目")
    for number, (kind, words) in enumerate(lines, 1):
        add(hands, kind, words, number)
    return str(hands.driver.current_url).split("?")[0]


def add(hands: Hands, kind: str, words: str, count: int) -> None:
    """Add a line to the outline, and wait until so many stand there."""
    hands.fill("标题", words)
    hands.choose("层级", kind)
    hands.click("添加")
    hands.until(lambda: len(outline(hands)) == count)


def outline(hands: Hands) -> list[str]:
    """Give the titles of the outline in order."""
    found = hands.driver.find_elements("css selector", ".outline li[data-page] .name")
    return [one.text for one in found]


def entry_opened(hands: Hands, address: str, title: str) -> None:
    """Open an entry from the outline, and wait for the editor."""
    hands.open(address)
    hands.click(title)
    hands.until(lambda: hands.driver.find_elements("css selector", SURFACE))


def written(hands: Hands, words: str) -> None:
    """Type at the end of the entry's first paragraph."""
    from selenium.webdriver.common.keys import Keys

    place = hands.driver.find_elements("css selector", SURFACE)[0]
    hands.press(place)
    place.send_keys(Keys.END, words)


def saved(hands: Hands) -> None:
    """Save, and wait until it is said."""
    hands.click("保存")
    hands.until(lambda: "已保存" in hands.told("#saved"))


def finding(hands: Hands, words: str) -> Any:
    """Give the finding about these words, once the check told of it."""
    quote = f"“{words}”"

    def told() -> Any:
        items = hands.driver.find_elements("css selector", ".fz-item")
        return next((one for one in items if quote in one.text), None)

    return hands.until(told)


def mended(hands: Hands) -> str:
    """Give the words that the first finding with words to accept offers, "" where none does."""
    items = [one.text for one in hands.driver.find_elements("css selector", ".fz-item")]
    offer = next((words for words in items if "采纳改为" in words), "")
    return offer.partition("采纳改为")[2].partition("“")[2].partition("”")[0]


def reason_given(hands: Hands, words: str) -> None:
    """Type why a finding is let be."""
    field = hands.driver.find_element("css selector", ".fz-reason input")
    field.clear()
    field.send_keys(words)
    assert field.get_attribute("value") == words


def test_4_a_finding_is_accepted_one_ignored_and_the_refused_text_is_kept(
    hands: Hands, other: Hands
) -> None:
    hands.enter("zongzuan")
    address = new_work(hands, "青浣林业年鉴", ("条目", "森林资源"))
    entry_opened(hands, address, "森林资源")
    written(hands, "2024年，全县森林面积8.32万公顷（12.48万亩），林区公路长86公里。")
    wrong = finding(hands, "8.32万公顷（12.48万亩）")
    assert "124.80" in wrong.text
    offered = hands.until(lambda: mended(hands))
    hands.look("疑点在旁")
    hands.click("采纳改为")
    hands.until(lambda: offered in hands.driver.find_element("css selector", ".fz-surface").text)
    # what was mended is gone from the list once the text was checked again
    hands.until(lambda: len(hands.driver.find_elements("css selector", ".fz-item")) == 1)
    hands.again(lambda: hands.click("忽略…", finding(hands, "8.32万公顷（12.48万亩）")))
    hands.again(lambda: reason_given(hands, "统计口径不同，已问林业局"))
    hands.click("确定忽略")
    hands.sees("已忽略")
    saved(hands)

    # a second editor opens the same entry; both write; who saves later is told, and loses nothing
    other.enter("bianji")
    entry_opened(other, address, "森林资源")
    written(hands, "主编添的一句。")
    saved(hands)
    with other.refused(409):
        written(other, "编辑添的一句。")
        other.click("保存")
        other.until(lambda: "待合并" in other.told("#saved"))
    assert "编辑添的一句。" in other.told(".fz-surface")
    hands.open(address)
    hands.click("待合并")
    hands.sees("编辑添的一句", "编辑李文秀写的")
    hands.look("待合并")
    assert not other.faults()


def test_5_the_outline_is_moved_an_entry_stands_in_two_works_and_a_part_goes_out(
    hands: Hands,
) -> None:
    hands.enter("zongzuan")
    address = new_work(hands, "青浣水利年鉴", ("章", "防汛"), ("章", "灌溉"), ("条目", "总述"))
    entry_opened(hands, address, "总述")
    written(hands, "2024年，全县有水库38座。")
    saved(hands)
    hands.open(address)
    assert outline(hands) == ["总述", "防汛", "灌溉"]
    line = hands.row("灌溉", ".outline li[data-page]")
    hands.press(line.find_element("css selector", ".act"))
    hands.click("上移", line)
    hands.until(lambda: outline(hands) == ["总述", "灌溉", "防汛"])
    hands.fill("条目标题里的字", "位置与面积")
    hands.click("查找")
    hands.sees("《青浣年鉴（2025）》")
    hands.choose("引用到", "防汛")
    hands.look("引用")
    hands.click("引用", hands.row("位置与面积", ".found li"))
    hands.until(lambda: len(outline(hands)) == 4)
    assert "引用" in hands.row("位置与面积", ".outline li[data-page]").text

    hands.click("防汛")
    hands.click("导出成书")
    for box in hands.driver.find_elements("css selector", "input[name=formats]"):
        if box.get_attribute("value") != "docx" and box.is_selected():
            hands.press(box)
    hands.look("导出")
    hands.click("开始")
    hands.finished()
    box = zipfile.ZipFile(io.BytesIO(hands.fetched("下载结果")))
    word = next(name for name in box.namelist() if name.endswith(".docx") and "成书" in name)
    text = zipfile.ZipFile(io.BytesIO(box.read(word))).read("word/document.xml").decode()
    assert "青浣县" in text and "位置与面积" in text and "水库38座" not in text
