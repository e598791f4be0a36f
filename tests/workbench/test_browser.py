"""The example county in a real browser: every desk opens clean, wide and narrow; stories told whole.

With FANGZHI_PICTURES set, the pictures of the README are taken anew.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.publish.site.browser import chromium, missing, resize, until
from tests.workbench.ready import ROOT
from tests.workbench.served import Desk

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(bool(missing()), reason=missing() or "有浏览器"),
]
PICTURES = ROOT / "docs" / "pictures"
AXE = find_spec("axe_core_python")
ASK_AXE = """
const done = arguments[arguments.length - 1];
axe.run().then((told) => done(told.violations.filter((one) => /serious|critical/.test(one.impact))
  .map((one) => one.id + ": " + one.nodes.map((node) => node.html).slice(0, 2).join(" "))));
"""


@pytest.fixture(scope="module")
def browser(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        sign_in(driver, desk, "zongzuan")
        yield driver


def sign_in(driver: Any, desk: Desk, username: str) -> None:
    driver.get(f"{desk.address}/login/")
    driver.find_element("name", "username").send_keys(username)
    driver.find_element("name", "password").send_keys(desk.told["password"])
    driver.find_element("css selector", "button[type=submit]").click()
    until(driver, lambda: "/login/" not in driver.current_url)


def opened(driver: Any, desk: Desk, page: str) -> str:
    driver.get(desk.address + page)
    return str(driver.find_element("tag name", "body").text)


def pages(desk: Desk) -> dict[str, str]:
    told = desk.told
    hand = "/".join(map(str, told["hand"]))
    return {
        "desk": "/admin/",
        "works": "/works/",
        "outline": f"/works/{told['work']}/",
        "entry": f"/admin/pages/{told['entry']}/edit/",
        "board": f"/calls/{told['work']}/{told['call']}/",
        "hand-in": f"/hand-ins/{hand}/",
        "proof": f"/reviews/{told['proof'][0]}/proof/{told['proof'][2]}/",
        "review": f"/reviews/{told['reviewed']}/{told['round']}/",
        "reading": f"/reviews/{told['reviewed']}/{told['round']}/text/",
        "meeting": f"/office/meetings/{told['meeting']}/",
        "tasks": "/office/tasks/",
        "sources": "/sources/",
        "people": "/desk/people/",
    }


PICTURED = ("desk", "entry", "board", "hand-in", "reading", "proof")


def test_the_example_holds_what_it_promises(desk: Desk) -> None:
    assert desk.told["nodes"] >= 40 and desk.told["units"] == 12 and desk.told["tasks"] >= 20
    assert set(desk.told["states"]) >= {"已交", "退回", "已收"}


@pytest.mark.parametrize("width", [1280, 390])
def test_every_desk_opens_clean(desk: Desk, browser: Any, width: int) -> None:
    resize(browser, width)
    faults = []
    for name, page in pages(desk).items():
        words = opened(browser, desk, page)
        if name == "entry":
            until(browser, lambda: "疑点" in browser.page_source)
        if re.search("程序出错|没有这个页面", words) or len(words) < 40:
            faults.append(f"{name}: {words[:80]}")
        faults += [f"{name}: {line['message']}" for line in browser.get_log("browser")]
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        if wide > width + 20:
            faults.append(f"{name}: {wide} px at {width}")
        if AXE is not None:
            browser.execute_script(
                (Path(AXE.origin or "").parent / "axe.min.js").read_text("utf-8")
            )
            faults += [f"{name}: {one}" for one in browser.execute_async_script(ASK_AXE)]
        if width == 1280 and name in PICTURED and os.environ.get("FANGZHI_PICTURES"):
            time.sleep(3)
            browser.save_screenshot(str(PICTURES / f"workbench-{name}.png"))
    assert not faults, "\n".join(faults)


def test_last_years_paper_is_told_in_the_first_sentence(desk: Desk, browser: Any) -> None:
    words = opened(browser, desk, pages(desk)["hand-in"])
    assert re.search(r"水务局交的是去年的稿：\d+ 段文字相同，\d+ 个数未改", words)


def test_the_proof_tells_numbers_first_with_page_and_line(desk: Desk, browser: Any) -> None:
    words = opened(browser, desk, pages(desk)["proof"])
    assert "与定稿不同 7 处，其中 4 处是数字。" in words
    rows = [row.text.split() for row in browser.find_elements("css selector", ".proof tbody tr")]
    assert [row[1] for row in rows] == ["数字"] * 4 + ["文字"] * 2 + ["缺文"]
    assert {"467", "476"} <= set(rows[0])


def test_an_entry_under_review_is_only_read(desk: Desk, browser: Any) -> None:
    words = opened(browser, desk, pages(desk)["entry"])
    assert "送审" in words and not browser.find_elements("css selector", ".entry-foot button")


def test_an_entry_is_written_saved_and_compared(desk: Desk, browser: Any) -> None:
    resize(browser, 1280)
    opened(browser, desk, f"/works/{desk.told['work']}/")
    entry = browser.find_elements("css selector", ".outline .entry a.name")[0]
    browser.get(entry.get_attribute("href"))
    until(browser, lambda: browser.find_elements("css selector", ".fz-surface p, .fz-surface div"))
    place = browser.find_elements("css selector", ".fz-surface [data-block], .fz-surface p")[0]
    place.click()
    place.send_keys("新添一句：森林面积8.32万公顷（12.48万亩）。")
    browser.find_element("css selector", ".entry-foot button").click()
    until(browser, lambda: "已保存" in browser.find_element("id", "saved").text)
    until(browser, lambda: "124.80" in browser.page_source)
    browser.find_element("link text", "修改过程").click()
    until(browser, lambda: browser.find_elements("link text", "看改动"))
    browser.find_elements("link text", "看改动")[0].click()
    until(browser, lambda: browser.find_elements("css selector", ".pair ins"))
    until(browser, lambda: "新添一句" in browser.find_element("css selector", ".pair ins").text)
