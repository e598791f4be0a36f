"""One browser for all stories, and the papers that people bring along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.publish.site.browser import chromium, missing, resize
from tests.workbench.served import Desk
from tests.workbench.stories.hands import Hands


@pytest.fixture(autouse=True)
def clean_rooms() -> None:
    """Let the served workbench keep its files: it is not the tests' own."""


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Leave the stories out where no browser is."""
    for item in items:
        if "stories" in str(item.path):
            item.add_marker(pytest.mark.server)
            item.add_marker(pytest.mark.skipif(bool(missing()), reason=missing() or "有浏览器"))


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give the browser of the stories."""
    with chromium(tmp_path_factory.mktemp("story")) as running:
        yield running


@pytest.fixture
def hands(desk: Desk, driver: Any, request: pytest.FixtureRequest) -> Iterator[Hands]:
    """Give somebody at the browser; at the end the console must have stayed clear."""
    resize(driver, 1280)
    one = Hands(driver, desk, request.node.name.removeprefix("test_")[:24])
    yield one
    faults = one.faults()
    one.leave()
    assert not faults


@pytest.fixture
def paper(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of Word files: a name and paragraphs."""

    def made(name: str, *lines: str) -> Path:
        document = Document()
        for words in lines:
            level = len(words) - len(words.lstrip("#"))
            if level:
                document.add_heading(words.lstrip("# "), level)
            else:
                document.add_paragraph(words)
        document.save(str(tmp_path / name))
        return tmp_path / name

    return made
