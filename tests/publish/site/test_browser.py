"""In a real browser, from a folder: no console error, no sideways scroll, search, and axe."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from fangzhi.model.book import entries_in
from fangzhi.model.manuscript import texts
from fangzhi.publish.site.render import render
from fangzhi.publish.site.shards import folded
from tests.publish.html import sample
from tests.publish.html.examples import example
from tests.publish.site.browser import chromium, missing, resize, scripting

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(bool(missing()), reason=missing() or "有浏览器"),
]
AXE = find_spec("axe_core_python")
ASK_AXE = """
const done = arguments[arguments.length - 1];
axe.run().then((told) => done(told.passes.length < 15 ? ["axe did not run"] : told.violations
  .filter((one) => /serious|critical/.test(one.impact))
  .map((one) => one.id + ": " + one.nodes.map((node) => node.html).slice(0, 3).join(" "))));
"""
WIDTHS = (1280, 390)
TEXT = f"n-{sample.identifier('p1')}.html"
PAGES = (
    "index.html", TEXT, "terms.html", "search.html?q=茶园", "entries.html", "counts.html",
    "imprint.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("样书")
    render(sample.book(), sample.ASSETS, out)
    return out / "site"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("old")
    render(*example("华阳国志"), out)
    return out / "site"


def address(site: Path, page: str) -> str:
    """Give the file: address of a page, as a double click on the file would."""
    return site.as_uri() + "/" + quote(page, safe="?=#-.")


def ask(driver: Any, site: Path, words: str) -> str:
    """Search and give what the page says when it is done."""
    from selenium.webdriver.support.ui import WebDriverWait

    driver.get(address(site, f"search.html?q={words}"))
    done = "return document.getElementById('told').textContent"
    WebDriverWait(driver, 20).until(lambda d: not d.execute_script(done).endswith("……"))
    return str(driver.execute_script(done))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways_or_complains(
    driver: Any, small: Path, width: int, dark: bool
) -> None:
    resize(driver, width, dark=dark)
    for page in PAGES:
        driver.get(address(small, page))
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        assert (page, wide <= width) == (page, True)
        assert (page, driver.get_log("browser")) == (page, [])


def test_the_old_chronicle_scrolls_only_downward_on_a_phone(driver: Any, old: Path) -> None:
    resize(driver, 390)
    for file in sorted(old.glob("n-*.html")):
        driver.get(file.as_uri())
        assert driver.execute_script("return document.documentElement.scrollWidth") <= 390


def test_a_simplified_word_finds_the_traditional_text_from_a_folder(driver: Any, old: Path) -> None:
    book = example("华阳国志")[0]
    asked = folded("诸葛亮")
    wanted = sum(folded(text.text).count(asked) for _, entry in entries_in(book)
                 for text in texts(entry.manuscript))  # fmt: skip
    assert wanted > 10
    assert ask(driver, old, "诸葛亮").startswith(f"“诸葛亮”共 {wanted} 处，")
    marked = "return Array.from(document.querySelectorAll('.kwic mark'), (m) => m.textContent)"
    assert "諸葛亮" in driver.execute_script(marked)


def test_a_hit_leads_to_its_block_and_the_words_are_marked_there(driver: Any, old: Path) -> None:
    ask(driver, old, "华阳国志")
    driver.execute_script("document.querySelectorAll('.kwic .entry ol a')[5].click()")
    found = driver.execute_script(
        "const b = document.querySelector(':target');"
        "return [b !== null, Array.from(b.querySelectorAll('mark'), (m) => m.textContent)]"
    )
    assert found[0]
    assert "華陽國志" in found[1]


def test_two_words_find_only_entries_that_hold_both(driver: Any, small: Path) -> None:
    assert ask(driver, small, "茶园 网页").startswith("“茶园”“网页”共 4 处，见于 1 个")
    assert ask(driver, small, "茶园 茶厂").startswith("书中没有找到")


def test_words_that_look_like_markup_are_found_and_shown_as_words(driver: Any, small: Path) -> None:
    assert ask(driver, small, "<script>").startswith("“<script>”共")
    assert driver.execute_script("return document.querySelectorAll('main script').length") == 0
    assert driver.get_log("browser") == []


def test_characters_beyond_the_basic_plane_are_found(driver: Any, small: Path) -> None:
    assert ask(driver, small, "樹𠀀").startswith("“樹𠀀”共 1 处")


def test_more_than_fifty_hits_come_page_by_page(driver: Any, old: Path) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    ask(driver, old, "蜀")
    count = "return document.querySelectorAll('.kwic .entry ol li').length"
    WebDriverWait(driver, 10).until(lambda d: d.execute_script(count) == 50)
    driver.execute_script("document.getElementById('more').click()")
    WebDriverWait(driver, 10).until(lambda d: d.execute_script(count) == 100)


def test_day_and_night_can_be_chosen_and_are_kept(driver: Any, small: Path) -> None:
    resize(driver, 1280)
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    driver.get(address(small, "index.html"))
    assert driver.execute_script(ground) == "rgb(251, 249, 244)"
    driver.execute_script("document.querySelector('.bar button').click()")
    driver.get(address(small, TEXT))
    assert driver.execute_script(ground) == "rgb(28, 27, 25)"
    driver.execute_script("document.querySelector('.bar button').click()")


def test_without_script_the_search_page_points_to_the_index(driver: Any, small: Path) -> None:
    scripting(driver, False)
    try:
        driver.get(address(small, "search.html"))
        from selenium.webdriver.common.by import By

        said = driver.find_element(By.TAG_NAME, "noscript")
        assert "索引" in said.text
        driver.get(address(small, TEXT))
        assert "茶叶种植" in driver.find_element(By.TAG_NAME, "main").text
    finally:
        scripting(driver, True)


def test_notes_stand_in_the_margin_on_wide_screens_and_below_on_phones(
    driver: Any, small: Path
) -> None:
    place = (
        "const p = document.querySelector('.noted p').getBoundingClientRect(),"
        "n = document.querySelector('.noted .sidenotes').getBoundingClientRect();"
        "return [n.left >= p.right, n.top >= p.bottom]"
    )
    for width, wanted in ((1280, [True, False]), (390, [False, True])):
        resize(driver, width)
        driver.get(address(small, TEXT))
        assert driver.execute_script(place) == wanted


def test_a_line_holds_at_most_thirty_eight_characters(driver: Any, old: Path) -> None:
    resize(driver, 1280)
    longest = max(old.glob("n-*.html"), key=lambda file: file.stat().st_size)
    driver.get(longest.as_uri())
    measured = driver.execute_script(
        "const m = document.querySelector('main');"
        "return m.clientWidth / parseFloat(getComputedStyle(m).fontSize)"
    )
    assert measured <= 38


@pytest.mark.skipif(AXE is None, reason="没有安装 axe-core-python（仅测试用）")
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_serious(driver: Any, small: Path, width: int, dark: bool) -> None:
    assert AXE is not None and AXE.origin is not None
    axe = Path(AXE.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    resize(driver, width, dark=dark)
    for page in PAGES:
        if page.startswith("search"):
            ask(driver, small, "茶园")
        else:
            driver.get(address(small, page))
        driver.execute_script(axe)
        told = driver.execute_async_script(ASK_AXE)
        assert (page, told) == (page, [])
