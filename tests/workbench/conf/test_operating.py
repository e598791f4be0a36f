"""The page for who runs the workbench names every setting that comes from outside, and no other."""

from __future__ import annotations

import re

from tests.workbench.ready import ROOT

_OWN = {"FANGZHI_HOME", "FANGZHI_WORKERS", "FANGZHI_CERTIFICATE"}
"""Set by `fangzhi serve` itself, from its folder and options."""


def test_every_setting_from_outside_is_on_the_page_and_every_one_there_is_read() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)` \|", page, re.M))
    read = set()
    for path in sorted((ROOT / "src" / "fangzhi" / "workbench").rglob("*.py")):
        read |= set(re.findall(r"\b(?:FANGZHI_[A-Z_]+|DATABASE_URL)\b", path.read_text("utf-8")))
    assert read - _OWN == named
