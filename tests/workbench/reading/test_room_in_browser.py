"""The reading room in a real browser: wide and narrow, clean, by keyboard, to an evidence card."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.publish.site.browser import chromium, missing, resize, until
from tests.workbench.conftest import PASSWORD
from tests.workbench.ready import empty_database, without_office

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(bool(missing()), reason=missing() or "有浏览器"),
]
AXE = find_spec("axe_core_python")
ASK_AXE = """
const done = arguments[arguments.length - 1];
axe.run().then((told) => done(told.violations.filter((one) => /serious|critical/.test(one.impact))
  .map((one) => one.id + ": " + one.nodes.map((node) => node.html).slice(0, 2).join(" "))));
"""
SEED = """
import sys
RECIPE = 'title = "茶課"\\n[[pattern]]\\nwords = "第{數:数}則：茶課銀"'
REPORT = '''[dossier]
title = "蒙頂茶貢額"
kind = "资政报告"
[form]
issuer = "某市地方志办公室"
[[works]]
title = "蒙山志"
[[cards]]
id = "证1"
work = "蒙山志"
start = %s
end = %s
quotation = "%s"
[[sections]]
head = "史志所载"
items = [ { quote = ["证1"] }, { say = "蒙頂茶歲貢三百六十葉〔证1〕。" }, { table = "系年" } ]
'''
from fangzhi.workbench.conf.serve import prepare
from pathlib import Path
def main():
    prepare(Path(sys.argv[1]))
    from fangzhi.workbench.jobs import progress
    from fangzhi.workbench.people.actions import make_post, make_user
    from fangzhi.workbench.reading import actions
    from fangzhi.workbench.reading.models import Holding
    from fangzhi.workbench.reading.shelf.taking_in import take_in
    user = make_user("测试", "zongzuan", sys.argv[2], "总纂", None)
    make_post("测试", user, "总纂", None)
    folder = Path(sys.argv[1]) / "收"
    folder.mkdir()
    lines = ["蒙山在縣南十五里，産茶。", "順治十八年裁縣丞，茶課歸布政司。", "蒙頂茶歲貢三百六十葉。"]
    (folder / "蒙山志.txt").write_text("\\n\\n".join(lines), "utf-8")
    (folder / "鹽茶考.txt").write_text("\\n\\n".join(f"茶鹽第{n}則：茶課銀若干兩。" for n in range(40)), "utf-8")
    take_in(progress.Work(0, user), str(folder), {"circle": "开放", "place": "名山縣"}, False)
    for title, year in (("蒙山志", "1892"), ("鹽茶考", "1731")):
        row = Holding.objects.get(title=title)
        row.year, row.author, row.is_due = year, "趙懿", True
        row.save()
    from fangzhi.workbench.reading.shelf.carrying import bring_up_to_date
    bring_up_to_date(progress.Work(0, user))
    actions.set_room(user, {"is_public": True})
    from fangzhi.workbench.reading.models import Card, Casefile, Extracted
    from fangzhi.workbench.reading.dossiers import held
    from fangzhi.workbench.reading.shelf import asking
    from fangzhi.workbench.reading.shelf.scope import house_scope
    from fangzhi.workbench.reading.tables.taking import take_out
    scope, held_row = house_scope(), Holding.objects.get(title="蒙山志")
    whole = asking.stream(scope, held_row.shelved).text
    start = whole.index("蒙頂茶歲貢")
    words = asking.words(scope, held_row.shelved, start, start + 11)
    card = actions.make_card(user, held_row, words, {"note": "貢茶", "reliability": "可靠"})
    table = Extracted.objects.create(title="茶課", recipe=RECIPE, who=user)
    take_out(progress.Work(0, user), table)
    text = REPORT % (start, start + 11, words.text)
    Casefile.objects.create(title="蒙頂茶貢額", kind="资政报告", text=text, works=held_row.shelved, who=user)
    print(Holding.objects.get(title="蒙山志").shelved)
if __name__ == "__main__":
    main()
"""


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            urlopen(f"{address}/login/", timeout=5).read()
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server did not come up")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    folder = tmp_path_factory.mktemp("room")
    env = without_office()
    script = folder / "seed.py"
    script.write_text(SEED, encoding="utf-8")
    home = folder / "工作台"
    home.mkdir()
    shutil.copy(empty_database(), home)
    made = subprocess.run([sys.executable, str(script), str(home), PASSWORD], env=env, text=True,
                          capture_output=True, timeout=300)  # fmt: skip
    assert made.returncode == 0, made.stderr[-2000:]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [sys.executable, "-m", "fangzhi.cli.main", "serve", str(home), "--port", str(port)]
    server = subprocess.Popen(serve, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address, made.stdout.split()[-1]
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def faults_of(driver: Any, name: str, width: int) -> list[str]:
    found = [f"{name}: {line['message']}" for line in driver.get_log("browser")]
    wide = driver.execute_script("return document.documentElement.scrollWidth")
    found += [f"{name}: {wide} px at {width}"] if wide > width + 20 else []
    if AXE is not None:
        source = (Path(AXE.origin or "").parent / "axe.min.js").read_text("utf-8")
        driver.execute_script(source)
        found += [f"{name}: {one}" for one in driver.execute_async_script(ASK_AXE)]
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_the_room_opens_clean(room: tuple[str, str], reader: Any, width: int) -> None:
    address, work = room
    resize(reader, width)
    pages = {"empty": "/library/", "search": f"/library/?q={quote('茶')}",
             "none": f"/library/?q={quote('無此')}", "bad": f"/library/?q={quote('茶 与')}",
             "works": "/library/works/", "work": f"/library/works/{work}/",
             "passage": f"/library/works/{work}/0-2/", "help": "/library/help/"}  # fmt: skip
    faults = []
    for name, path in pages.items():
        reader.get(address + path)
        words = reader.find_element("tag name", "body").text
        if re.search("程序出错|没有这个页面", words) or len(words) < 40:
            faults.append(f"{name}: {words[:80]}")
        # the browser itself tells of a page that answers 400
        faults += [one for one in faults_of(reader, name, width) if "status of 400" not in one]
    assert not faults, "\n".join(faults)


def test_a_reader_narrows_and_sees_bars_and_places(room: tuple[str, str], reader: Any) -> None:
    resize(reader, 1280)
    reader.get(f"{room[0]}/library/?q={quote('茶课')}")
    total = int(reader.find_element("css selector", ".sum strong").text)
    assert total == 41 and len(reader.find_elements("css selector", ".bars rect")) >= 2
    assert reader.find_element("css selector", ".about a").text == "名山縣"
    reader.find_element("link text", "蒙山志").click()
    until(reader, lambda: reader.find_element("css selector", ".sum strong").text == "1")
    assert "茶課" in reader.find_element("css selector", ".kwic mark").text
    assert "异体" in reader.find_element("css selector", ".how").text


def test_words_become_an_evidence_card_by_keyboard_alone(
    room: tuple[str, str], reader: Any
) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    resize(reader, 1280)
    reader.get(f"{room[0]}/login/?next=/library/")

    def keys(*told: str) -> None:
        chain: Any = ActionChains(reader)
        chain.send_keys(*told).perform()

    reader.find_element("name", "username").send_keys("zongzuan")
    reader.find_element("name", "password").send_keys(PASSWORD, Keys.ENTER)
    until(reader, lambda: "/login/" not in reader.current_url)
    reader.get(f"{room[0]}/library/")
    keys("蒙顶茶", Keys.ENTER)  # the box has the focus
    until(reader, lambda: reader.find_elements("css selector", ".kwic mark"))
    for _ in range(60):
        keys(Keys.TAB)
        if reader.switch_to.active_element.text == "蒙頂茶":
            break
    keys(Keys.ENTER)
    until(reader, lambda: "/library/works/" in reader.current_url)
    for _ in range(60):
        keys(Keys.TAB)
        if reader.switch_to.active_element.get_attribute("id") == "note":
            break
    keys("歲貢之證", Keys.TAB, Keys.TAB, Keys.ENTER)
    until(reader, lambda: "/library/cards/" in reader.current_url)
    words = until(reader, lambda: reader.find_element("tag name", "main").text)
    assert "蒙頂茶" in words and "歲貢之證" in words and "趙懿. 蒙山志[M]" in words
    assert not faults_of(reader, "card", 1280)
    reader.get(f"{room[0]}/library/cards/")
    assert not faults_of(reader, "cards", 1280)


def sign_in(driver: Any, address: str) -> None:
    """Sign in as the chief editor, unless that was done."""
    driver.get(f"{address}/login/?next=/library/")
    if driver.find_elements("name", "password"):
        driver.find_element("name", "username").send_keys("zongzuan")
        driver.find_element("name", "password").send_keys(PASSWORD, "\n")
        until(driver, lambda: "/login/" not in driver.current_url)


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_the_editors_opens_clean(
    room: tuple[str, str], reader: Any, width: int
) -> None:
    address, _ = room
    resize(reader, width)
    sign_in(reader, address)
    pages = ("cards/", "cards/1/", "tables/", "tables/1/", "dossiers/", "dossiers/1/", "desk/",
             "dossiers/1/read/", "dossiers/1/read/?edition=sourced", "desk/add/", "desk/room/",
             "desk/1/", f"?q={quote('茶')}&told_from=1600&told_to=1700")  # fmt: skip
    faults = []
    for path in pages:
        reader.get(f"{address}/library/{path}")
        words = reader.find_element("tag name", "body").text
        if re.search("程序出错|没有这个页面|还不能成文", words) or len(words) < 40:
            faults.append(f"{path}: {words[:80]}")
        faults += faults_of(reader, path, width)
    assert not faults, "\n".join(faults)


def test_a_card_becomes_a_report_and_a_sentence_leads_back_to_its_leaf(
    room: tuple[str, str], reader: Any
) -> None:
    address, work = room
    resize(reader, 1280)
    sign_in(reader, address)
    reader.get(f"{address}/library/dossiers/")
    reader.find_element("id", "title").send_keys("茶貢摘報", "\n")
    until(reader, lambda: re.search(r"/dossiers/\d+/$", reader.current_url))
    box = until(reader, lambda: reader.find_element("css selector", "input[name=card][value='1']"))
    box.send_keys(" ")
    reader.find_element("xpath", "//button[contains(., '收进案卷')]").click()
    until(reader, lambda: "逐字核对，都与原书相符" in reader.page_source)
    text = reader.find_element("id", "text")
    more = (
        text.get_property("value")
        + '\n[[sections]]\nhead = "貢額"\nitems = [{ quote = ["证1"] }]\n'
    )
    reader.execute_script("arguments[0].value = arguments[1]; document.title = '旧页'", text, more)
    reader.find_element("xpath", "//button[contains(., '保存并核对')]").click()
    until(reader, lambda: reader.title != "旧页" and reader.find_elements("link text", "看出处版"))
    reader.find_element("link text", "看出处版").click()
    until(reader, lambda: reader.find_elements("css selector", ".report sup a"))
    until(
        reader,
        lambda: "蒙頂茶歲貢三百六十葉" in reader.find_element("css selector", ".report").text,
    )
    assert not faults_of(reader, "report", 1280)
    reader.find_element("css selector", ".report sup a").click()
    until(reader, lambda: f"/library/works/{work}/" in reader.current_url)
    marked = until(reader, lambda: reader.find_element("css selector", ".leaf mark").text)
    assert marked.startswith("蒙頂茶歲貢")
