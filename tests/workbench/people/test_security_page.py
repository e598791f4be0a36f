"""The page on security names only tests and settings that are there."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    written: set[str] = set()
    for path in (ROOT / "tests").rglob("*.py"):
        written |= set(re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.M))
    assert len(named) >= 35
    assert sorted(named - written) == []


def test_every_setting_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"\b((?:WAGTAIL|AUTH|PASSWORD|SESSION)_[A-Z_]+)\b", PAGE))
    assert named
    assert [name for name in sorted(named) if not hasattr(settings, name)] == []
