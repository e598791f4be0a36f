"""The report in a real browser, opened from a folder: keys, filters, what is kept and exported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fangzhi.check.decisions import read_decisions
from tests.check.report.examples import FINDINGS, known, page
from tests.publish.site.browser import chromium, missing, resize, scripting
from tests.publish.site.test_browser import ASK_AXE, AXE

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(bool(missing()), reason=missing() or "有浏览器"),
]
CATCH = """
window.taken = [];
URL.createObjectURL = (blob) => { blob.text().then((text) => window.taken.push(text)); return "#" };
"""
SET = """
const field = document.querySelector(arguments[0]);
field.value = arguments[1];
field.dispatchEvent(new Event("change"));
"""


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture
def report(driver: Any, tmp_path: Path) -> str:
    path = tmp_path / "报告.html"
    path.write_text(page(known()), encoding="utf-8")
    scripting(driver, True)
    resize(driver, 1280)
    driver.get(path.as_uri())
    driver.execute_script("window.localStorage.clear()")
    driver.get(path.as_uri())
    return path.as_uri()


def press(driver: Any, keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(driver).send_keys(keys).perform()


def here(driver: Any) -> str:
    """Give the fingerprint of the finding that has the focus."""
    return str(driver.execute_script("return document.activeElement.dataset.fp||''"))


def status_of(driver: Any, name: str) -> str:
    return str(driver.execute_script(
        "return document.querySelector('[data-fp=\"'+arguments[0]+'\"]').dataset.status", name))  # fmt: skip


def exported(driver: Any, who: str = "王五") -> list[dict[str, str]]:
    driver.execute_script(CATCH)
    driver.execute_script(SET, "#who", who)
    driver.execute_script("document.getElementById('export').click()")
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(driver, 5).until(lambda d: d.execute_script("return window.taken.length"))
    text = str(driver.execute_script("return window.taken[0]"))
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_and_complains_of_nothing(
    driver: Any, report: str, width: int, dark: bool
) -> None:
    resize(driver, width, dark=dark)
    driver.get(report)
    driver.execute_script("document.querySelectorAll('details').forEach(d=>{d.open=true})")
    assert driver.execute_script("return document.documentElement.scrollWidth") <= width
    assert driver.get_log("browser") == []


def test_no_line_of_reading_text_is_longer_than_38_characters(driver: Any, report: str) -> None:
    wide = "return document.querySelector('main').clientWidth / parseFloat(getComputedStyle(document.body).fontSize)"
    assert driver.execute_script(wide) <= 38


@pytest.mark.skipif(AXE is None, reason="没有安装 axe-core-python（仅测试用）")
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious(driver: Any, report: str, dark: bool) -> None:
    assert AXE is not None and AXE.origin is not None
    axe = Path(AXE.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    resize(driver, 1280, dark=dark)
    driver.get(report)
    driver.execute_script("document.querySelectorAll('details').forEach(d=>{d.open=true})")
    driver.execute_script(axe)
    assert driver.execute_async_script(ASK_AXE) == []


def test_without_script_everything_can_be_read_and_no_dead_button_is_seen(
    driver: Any, report: str
) -> None:
    scripting(driver, False)
    driver.get(report)
    shown = driver.find_element("tag name", "body").text
    scripting(driver, True)
    assert "分项之和不等于合计" in shown
    assert "导出" not in shown


def test_keys_walk_decide_and_take_back(driver: Any, report: str) -> None:
    press(driver, "j")
    first = here(driver)
    assert first == driver.execute_script(
        "return document.querySelector('#findings .f').dataset.fp"
    )
    press(driver, "a")
    assert status_of(driver, first).startswith("差错")
    second = here(driver)
    assert second not in ("", first)
    press(driver, "r")
    assert status_of(driver, second).startswith("不是差错")
    press(driver, "u")
    assert status_of(driver, second).startswith("未审定")
    assert here(driver) == second
    press(driver, "k")
    assert here(driver) == first
    press(driver, "?")
    assert driver.execute_script("return document.getElementById('help').open")


def test_not_to_change_asks_for_a_reason_and_takes_no_empty_one(driver: Any, report: str) -> None:
    press(driver, "j")
    name = here(driver)
    press(driver, "i")
    press(driver, "  \n")
    assert status_of(driver, name).startswith("未审定")
    press(driver, "沿用原文\n")
    assert status_of(driver, name).startswith("不改")
    made = [one for one in exported(driver) if one["fingerprint"] == name]
    assert made[0]["reason"] == "沿用原文"


def test_decisions_survive_a_reload_and_are_exported_with_the_earlier_ones(
    driver: Any, report: str
) -> None:
    press(driver, "j")
    name = here(driver)
    press(driver, "a")
    driver.get(report)
    assert status_of(driver, name).startswith("差错")
    lines = exported(driver)
    data = "".join(json.dumps(line) + "\n" for line in lines).encode()
    decisions, complaints = read_decisions(data, "审定.jsonl")
    assert complaints == ()
    assert {d.who for d in decisions} == {"张三", "王五"}
    (mine,) = [d for d in decisions if d.fingerprint == name]
    finding = next(f for f in FINDINGS if f.fingerprint == name)
    assert (mine.verdict, mine.alike, mine.doc, mine.rule) == (
        "confirmed", finding.alike, "01概况.docx", finding.rule)  # fmt: skip


def test_filters_narrow_what_is_shown_and_say_how_many(driver: Any, report: str) -> None:
    driver.execute_script(SET, "[data-key=status]", "新")
    assert driver.execute_script("return document.getElementById('told').textContent") == "筛出1处"
    left = "return [...document.querySelectorAll('.f:not([hidden])')].map(f=>f.dataset.rule)"
    assert driver.execute_script(left) == ["R167"]
    press(driver, "j")
    assert here(driver) == next(f for f in FINDINGS if f.rule == "R167").fingerprint


def test_a_link_to_a_finding_opens_what_it_is_folded_in(driver: Any, report: str) -> None:
    style = next(f for f in FINDINGS if f.level == "体")
    driver.get(f"{report}#f-{style.fingerprint[:8]}")
    driver.refresh()
    assert here(driver) == style.fingerprint


def test_one_click_exports_right_after_the_name_was_asked_for_and_typed(
    driver: Any, report: str
) -> None:
    driver.execute_script(CATCH)
    press(driver, "ja")
    button = driver.find_element("id", "export")
    button.click()
    assert "请先写上审定人" in driver.find_element("id", "made").text
    driver.find_element("id", "who").send_keys("赵六")
    button.click()
    told = driver.find_element("id", "made").text
    assert "本页审定1处" in told
    assert "还没有导出" not in told
