"""What a person does in a browser: open, read, click, type, pick a file; in the words of the pages."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pyotp

from tests.publish.site.browser import resize, until
from tests.workbench.served import Desk

_LABELED = """
const [words, number] = arguments;
const found = [...document.querySelectorAll("label")]
  .filter((one) => one.textContent.trim().startsWith(words) && one.getClientRects().length);
const label = found[number];
if (!label) return null;
return label.htmlFor ? document.getElementById(label.htmlFor) : label.querySelector("input,select,textarea");
"""
_NAMED = """
const [words, within] = arguments;
const room = within || document;
const shown = [...room.querySelectorAll("a, button, summary, input[type=submit]")]
  .filter((one) => one.getClientRects().length);
const said = (one) => one.textContent.trim().replace(/\\s+/g, " ");
return shown.find((one) => said(one) === words) || shown.find((one) => said(one).startsWith(words))
  || shown.find((one) => said(one).includes(words)) || null;
"""
_SET = """
const [field, value] = arguments;
field.value = value;
field.dispatchEvent(new Event("input", {bubbles: true}));
field.dispatchEvent(new Event("change", {bubbles: true}));
"""
_SELECT = """
const [block, words] = arguments;
const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
for (let node = walk.nextNode(); node; node = walk.nextNode()) {
  const at = node.data.indexOf(words);
  if (at < 0) continue;
  const range = document.createRange();
  range.setStart(node, at); range.setEnd(node, at + words.length);
  getSelection().removeAllRanges(); getSelection().addRange(range);
  document.dispatchEvent(new Event("selectionchange"));
  block.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
  return true;
}
return false;
"""
_MAIN = "main, .desk-page"
PICTURES = os.environ.get("FANGZHI_STORIES", "")
"""A folder for a picture of every page that a story looks at, wide and narrow."""
_SESSIONS: dict[tuple[str, str], list[Any]] = {}
"""Where a person is signed in already, by browser and name."""


class Hands:
    """Somebody at a browser; `refusals` are the answers that the story has caused on purpose."""

    def __init__(self, driver: Any, desk: Desk, name: str) -> None:
        self.driver, self.desk, self.name = driver, desk, name
        self.refusals: list[int] = []
        self.number = 0
        self.user = ""
        driver.get_log("browser")

    def open(self, page: str) -> str:
        """Open an address of the workbench; give its words."""
        self.driver.get(page if page.startswith("http") else self.desk.address + page)
        return self.words()

    def words(self) -> str:
        """Give the words that stand on the page."""
        return self.told("body")

    def main(self) -> str:
        """Give the words of the page without the frame around it."""
        return self.told(_MAIN)

    def told(self, css: str) -> str:
        """Give the words of one part of the page, once they stand there."""
        return str(self.until(lambda: self.driver.find_element("css selector", css).text))

    def enter(self, username: str) -> None:
        """Be the person of this name: signed in anew, or come back to where one was signed in."""
        self.leave()
        held = _SESSIONS.get((self.driver.session_id, username))
        for cookie in held or ():
            self.driver.add_cookie(cookie)
        self.user = username
        if held is not None:
            return
        self.open("/login/")
        self.fill("用户名", username)
        self.fill("密码", self.desk.told["password"])
        self.click("登录")
        self.until(lambda: "/login/" not in self.driver.current_url)

    def leave(self) -> None:
        """Be nobody: a person without an account."""
        if self.user:
            _SESSIONS[self.driver.session_id, self.user] = self.driver.get_cookies()
        elif not self.driver.current_url.startswith(self.desk.address):
            self.open("/login/")  # cookies belong to the place where one is
        self.user = ""
        self.driver.delete_all_cookies()

    def step_up(self) -> None:
        """Switch one-time codes on with an authenticator, as who approves is asked to."""
        self.open("/account/codes/")
        secret = self.driver.find_element("css selector", ".key").text.replace(" ", "")
        self.fill("六位数字", pyotp.TOTP(secret).now())
        self.click("启用")
        self.until(lambda: "/account/codes/" not in self.driver.current_url)

    def until(self, true: Callable[[], Any], seconds: float = 40.0) -> Any:
        """Wait for something to come true; else fail with what stands on the page."""
        return until(self.driver, true, seconds)

    def again(self, act: Callable[[], object]) -> None:
        """Do something once the page has come to rest: what was drawn anew meanwhile, again."""
        self.until(lambda: (act(), True)[1])

    def sees(self, *words: str) -> None:
        """Wait until all these words stand on the page."""
        for one in words:
            self.until(lambda one=one: one in self.words())  # type: ignore[misc]

    def click(self, words: str, within: Any = None) -> None:
        """Click the link or button that is called so; `within` is an element, or how to find it anew."""

        def place() -> Any:
            css = isinstance(within, str)
            return self.driver.find_element("css selector", within) if css else within

        from selenium.common.exceptions import StaleElementReferenceException

        for turn in range(10):
            found = self.until(lambda: self.driver.execute_script(_NAMED, words, place()), 10)
            try:
                return self.press(found)
            except StaleElementReferenceException:  # drawn anew between the two: nothing was done
                if turn == 9:
                    raise

    def press(self, found: Any) -> None:
        """Bring something into sight and click it, once nothing lies over it."""
        from selenium.common.exceptions import ElementClickInterceptedException

        for turn in range(10):
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
            try:
                return found.click()
            except ElementClickInterceptedException:
                if turn == 9:
                    raise
                time.sleep(0.2)

    def row(self, words: str, css: str = "tr") -> Any:
        """Give the row (or what `css` names) in which these words stand."""

        def found() -> Any:
            rows = self.driver.find_elements("css selector", css)
            return next((one for one in rows if words in one.text), None)

        return self.until(found)

    def field(self, label: str, number: int = 0) -> Any:
        """Give the field of a label."""
        return self.until(lambda: self.driver.execute_script(_LABELED, label, number), 10)

    def fill(self, label: str, words: str, number: int = 0) -> None:
        """Type into a field; a day is set as its picker would."""
        field = self.field(label, number)
        if field.get_attribute("type") in ("date", "datetime-local"):
            self.driver.execute_script(_SET, field, words)
            return
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
        field.clear()
        field.send_keys(words)

    def choose(self, label: str, option: str, number: int = 0) -> None:
        """Choose from a list by what the choice says."""
        from selenium.webdriver.support.ui import Select

        chosen = Select(self.field(label, number))
        said = next(one.text for one in chosen.options if option in one.text)
        chosen.select_by_visible_text(said.strip())

    def tick(self, label: str) -> None:
        """Tick a box or choose a dot."""
        field = self.field(label)
        if not field.is_selected():
            self.press(field)

    def pick(self, label: str, *files: Path) -> None:
        """Choose files for a field."""
        self.field(label).send_keys("\n".join(str(file) for file in files))

    def select(self, css: str, words: str) -> None:
        """Select words of a text with the mouse."""
        for block in self.driver.find_elements("css selector", css):
            if words in block.text and self.driver.execute_script(_SELECT, block, words):
                return
        raise AssertionError(f"{words} is not in {css}")

    def finished(self) -> str:
        """Wait on the page of a background run until it is done; give its words."""
        self.until(lambda: "/runs/" in self.driver.current_url or "run" in self.driver.current_url)

        def over() -> str:
            told = str(self.driver.find_element("css selector", _MAIN).text)
            assert "失败" not in told, told
            if "完成" not in told:
                self.driver.refresh()
            return told if "完成" in told else ""

        return str(self.until(over, 120))

    def fetched(self, words: str) -> bytes:
        """Fetch what a link leads to, as the browser would save it."""
        link = self.until(lambda: self.driver.execute_script(_NAMED, words, None), 10)
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in self.driver.get_cookies())
        with urlopen(Request(link.get_attribute("href"), headers={"Cookie": cookies})) as answer:
            assert "attachment" in answer.headers["Content-Disposition"]
            return bytes(answer.read())

    def look(self, called: str) -> None:
        """See that the page fits, wide and narrow; keep pictures where they are asked for."""
        self.number += 1
        for width in (1280, 390):
            resize(self.driver, width)
            wide = self.driver.execute_script("return document.documentElement.scrollWidth")
            assert wide <= width + 20, f"{called}: {wide} px at {width}"
            if PICTURES:
                time.sleep(0.4)
                tall = self.driver.execute_script(
                    "return Math.max(...[...document.querySelectorAll('main, .desk-page, body')]"
                    ".map((one) => one.scrollHeight))"
                )
                resize(self.driver, width, min(int(tall) + 40, 2600))
                name = f"{self.name}-{self.number:02d}-{called}-{width}.png"
                self.driver.save_screenshot(str(Path(PICTURES) / name))
        resize(self.driver, 1280)

    def narrow(self) -> None:
        """Take a phone in hand."""
        resize(self.driver, 390)

    def wide(self) -> None:
        """Sit down at a desk."""
        resize(self.driver, 1280)

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """Do something that the workbench is to refuse."""
        self.refusals.append(status)
        yield

    def faults(self) -> list[str]:
        """Give what the console said, but for the refusals that were meant."""
        said = [str(line["message"]) for line in self.driver.get_log("browser")]
        meant = tuple(f"status of {status}" for status in self.refusals)
        return [line for line in said if not any(one in line for one in meant)]
