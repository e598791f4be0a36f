"""One browser for the editor's tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.publish.site.browser import chromium, missing
from tests.workbench.editor.desk import Desk, desk
from tests.workbench.editor.page import Page
from tests.workbench.editor.sample import entry


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if missing():
        pytest.skip(missing())
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture(scope="session")
def server() -> Iterator[Desk]:
    with desk() as shown:
        yield shown


@pytest.fixture
def page(browser: Any, server: Desk) -> Iterator[Page]:
    server.decided.clear()
    server.tokens.clear()
    server.down = False
    opened = Page(browser, server, entry())
    opened.complaints()
    yield opened
    assert opened.complaints() == []
    opened.run("dispatchEvent(new Event('pagehide')); localStorage.clear()")
    opened.run("document.querySelector('[data-fz-editor]').fzEditor.keep.dirty = false")
