"""The example county in a real browser: every desk opens clean, wide and narrow; stories told whole.

With FANGZHI_PICTURES set, the pictures of the README are taken anew.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

import pytest

from tests.publish.site.browser import chromium, missing, resize

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(bool(missing()), reason=missing() or "有浏览器"),
]
ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
SEED = """
import json, sys
from pathlib import Path
from fangzhi.workbench.example.seed import seed
made = seed(Path(sys.argv[1]), Path(sys.argv[2]), lambda words: None)
from fangzhi.workbench.calls.models import Call, HandIn
from fangzhi.workbench.office.models import Meeting
from fangzhi.workbench.reviews.models import Round
from fangzhi.workbench.works.models import EntryPage, WorkPage
late = HandIn.objects.get(task__unit__name="水务局", version=1)
tea = EntryPage.objects.filter(entry__contains="62.4%").first()
call = Call.objects.get()
print(json.dumps({
    "password": made.password, "work": call.page_id, "call": call.pk, "last": call.prior_id,
    "hand": [late.task.page_id, late.pk], "round": Round.objects.get().pk, "entry": tea.pk,
    "reviewed": Round.objects.get().page_id,
    "meeting": Meeting.objects.get().pk, "nodes": made.nodes, "tasks": made.tasks,
    "units": call.tasks.count(),
    "states": sorted(set(HandIn.objects.filter(version__gt=0).values_list("state", flat=True))),
}))
"""
AXE = find_spec("axe_core_python")
ASK_AXE = """
const done = arguments[arguments.length - 1];
axe.run().then((told) => done(told.violations.filter((one) => /serious|critical/.test(one.impact))
  .map((one) => one.id + ": " + one.nodes.map((node) => node.html).slice(0, 2).join(" "))));
"""


class Desk(NamedTuple):
    """A running example workbench: its address, and what stands where in it."""

    address: str
    told: dict[str, Any]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    import json

    folder = tmp_path_factory.mktemp("office") / "工作台"
    names = ("FANGZHI_HOME", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    env = {key: value for key, value in os.environ.items() if key not in names}
    words = [sys.executable, "-c", SEED, str(folder), str(ROOT / "examples")]
    made = subprocess.run(words, env=env, capture_output=True, text=True, timeout=600)
    assert made.returncode == 0, made.stderr[-2000:]
    told = json.loads(made.stdout.splitlines()[-1])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [sys.executable, "-m", "fangzhi.cli.main", "serve", str(folder), "--port", str(port)]
    server = subprocess.Popen(serve, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield Desk(address, told)
    finally:
        server.terminate()
        server.wait(30)


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            urlopen(f"{address}/login/", timeout=5).read()
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server did not come up")


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
    _until(driver, lambda: "/login/" not in driver.current_url)


def _until(driver: Any, true: Any, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, driver.find_element("tag name", "body").text[:600]
        time.sleep(0.1)


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
        "review": f"/reviews/{told['reviewed']}/{told['round']}/",
        "reading": f"/reviews/{told['reviewed']}/{told['round']}/text/",
        "meeting": f"/office/meetings/{told['meeting']}/",
        "tasks": "/office/tasks/",
        "sources": "/sources/",
        "people": "/desk/people/",
    }


PICTURED = ("desk", "entry", "board", "hand-in", "reading")


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
            _until(browser, lambda: "疑点" in browser.page_source)
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


def test_an_entry_under_review_is_only_read(desk: Desk, browser: Any) -> None:
    words = opened(browser, desk, pages(desk)["entry"])
    assert "送审" in words and not browser.find_elements("css selector", ".entry-foot button")


def test_an_entry_is_written_saved_and_compared(desk: Desk, browser: Any) -> None:
    resize(browser, 1280)
    opened(browser, desk, f"/works/{desk.told['work']}/")
    entry = browser.find_elements("css selector", ".outline .entry a.name")[0]
    browser.get(entry.get_attribute("href"))
    _until(browser, lambda: browser.find_elements("css selector", ".fz-surface p, .fz-surface div"))
    place = browser.find_elements("css selector", ".fz-surface [data-block], .fz-surface p")[0]
    place.click()
    place.send_keys("新添一句：森林面积8.32万公顷（12.48万亩）。")
    browser.find_element("css selector", ".entry-foot button").click()
    _until(browser, lambda: "已保存" in browser.find_element("id", "saved").text)
    _until(browser, lambda: "124.80" in browser.page_source)
    browser.find_element("link text", "修改过程").click()
    _until(browser, lambda: browser.find_elements("link text", "看改动"))
    browser.find_elements("link text", "看改动")[0].click()
    _until(browser, lambda: browser.find_elements("css selector", ".pair ins"))
    assert "新添一句" in browser.find_element("css selector", ".pair ins").text
