"""A Chromium of our own, without a network, that tests drive over the files of a website."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
_SWITCHES = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars",
)  # fmt: skip


def missing() -> str:
    """Say what a browser test lacks on this machine, "" when it has all."""
    if CHROMIUM is None or DRIVER is None:
        return "没有安装 chromium 和 chromedriver"
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "没有安装 selenium（仅测试用）"
    return ""


@contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """Start Chromium with a fresh profile and end it with its driver."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = str(CHROMIUM)
    for switch in (*_SWITCHES, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    try:
        yield driver
    finally:
        driver.quit()


def until(driver: Any, true: Callable[[], Any], seconds: float = 40.0) -> Any:
    """Wait for something to come true and give it; else fail with what stands on the page.

    A page that is being left or drawn anew may answer the driver with a fault of many kinds: it
    is asked again, and the last fault is told when time is up.
    """
    from selenium.common.exceptions import WebDriverException

    end = time.monotonic() + seconds
    while True:
        fault: WebDriverException | None = None
        try:
            if found := true():
                return found
        except WebDriverException as last:
            fault = last
        if time.monotonic() > end:
            words = driver.find_element("tag name", "body").text
            raise AssertionError(f"{driver.current_url}\n{words[:900]}") from fault
        time.sleep(0.1)


def resize(driver: Any, width: int, height: int = 900, *, dark: bool = False) -> None:
    """Give the window a size in CSS pixels, and day or night as the system's wish."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wish = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [wish]})


def scripting(driver: Any, allowed: bool) -> None:
    """Allow or forbid script on the pages opened from now on."""
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not allowed})
