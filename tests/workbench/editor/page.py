"""The editor in a browser as a person uses it: caret, keys, input method, clipboard, buttons."""

from __future__ import annotations

from typing import Any

from fangzhi.model.manuscript import Manuscript, Table, texts
from fangzhi.model.text import Text
from fangzhi.workbench.works.editor.reading import Reading, read
from tests.publish.site.browser import resize
from tests.workbench.editor.desk import Desk

EDITOR = "document.querySelector('[data-fz-editor]').fzEditor"
PASTE = """
const data = new DataTransfer();
for (const [type, words] of Object.entries(arguments[0])) data.setData(type, words);
document.activeElement.dispatchEvent(
  new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
"""
OWN = "application/x-fangzhi-blocks"
CUT = """
const data = new DataTransfer();
document.activeElement.dispatchEvent(
  new ClipboardEvent("cut", { clipboardData: data, bubbles: true, cancelable: true }));
return [data.getData(arguments[0]), data.getData("text/plain")];
"""
CARET = f"""
const editor = {EDITOR};
const [id, from, to, k] = arguments;
editor.select({{from: {{id, at: from, k}}, to: {{id, at: to, k}}}});
"""


class Page:
    """One open page with an editor."""

    def __init__(self, driver: Any, desk: Desk, before: Manuscript, width: int = 1280) -> None:
        self.driver, self.desk = driver, desk
        desk.before = before
        resize(driver, width)
        self.open()
        self.run("localStorage.clear()")

    def open(self) -> None:
        self.driver.get("about:blank")
        self.driver.get(self.desk.url)
        self.until(f"return Boolean({EDITOR})")

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def until(self, script: str, seconds: float = 20) -> Any:
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, seconds, 0.05).until(lambda d: d.execute_script(script))

    def caret(self, name: str, at: int, to: int | None = None, k: int = 0) -> None:
        """Put the caret into a text, or choose words of it."""
        self.run(CARET, name, at, at if to is None else to, k)

    def end(self, name: str) -> None:
        """Click behind the last word of a text."""
        self.caret(name, len(self.text(name).text))

    def keys(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def held(self, key: str, *more: str) -> None:
        """Press a key with Ctrl (and more) held."""
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        chain = ActionChains(self.driver)
        for one in (Keys.CONTROL, *more):
            chain.key_down(one)
        chain.send_keys(key)
        for one in (Keys.CONTROL, *more):
            chain.key_up(one)
        chain.perform()

    def compose(self, *steps: str, commit: str) -> None:
        """Write by an input method: what it shows step by step, and what is taken."""
        for step in steps:
            where = {"text": step, "selectionStart": len(step), "selectionEnd": len(step)}
            self.driver.execute_cdp_cmd("Input.imeSetComposition", where)
        if commit:
            self.driver.execute_cdp_cmd("Input.insertText", {"text": commit})
        else:
            nothing = {"text": "", "selectionStart": 0, "selectionEnd": 0}
            self.driver.execute_cdp_cmd("Input.imeSetComposition", nothing)

    def paste(self, **types: str) -> None:
        names = {"plain": "text/plain", "html": "text/html", "own": OWN}
        self.run(PASTE, {names[key]: words for key, words in types.items()})

    def cut(self) -> dict[str, str]:
        """Cut what is chosen and give what came on the clipboard."""
        taken = self.run(CUT, OWN)
        return {"own": taken[0], "plain": taken[1]}

    def click(self, css: str) -> None:
        self.driver.find_element("css selector", css).click()

    @property
    def sent(self) -> str:
        """What the form would send now."""
        return str(
            self.run(f"{EDITOR}.keep.flush(); return document.querySelector('.fz-wire').value")
        )

    @property
    def reading(self) -> Reading:
        return read(self.sent, self.desk.before)

    @property
    def now(self) -> Manuscript:
        """What the server would save now."""
        return self.reading.manuscript

    def text(self, name: str) -> Text:
        return next(text for text in texts(self.now) if text.id == name)

    def words(self) -> list[str]:
        """The words of the blocks in order; a table says 表."""
        return [b.text if isinstance(b, Text) else b.id for b in self.now.blocks]

    def table(self) -> Table:
        return next(b for b in self.now.blocks if isinstance(b, Table))

    def shown(self, name: str) -> str:
        return str(
            self.run(
                "return document.querySelector(`[data-t='${arguments[0]}']`).textContent", name
            )
        )

    def complaints(self) -> list[Any]:
        """What the browser's console says, except of answers that a test made fail."""
        return [one for one in self.driver.get_log("browser") if "503" not in one["message"]]
