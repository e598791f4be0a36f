"""The pages of the ledger stand in the frame: a page's own style comes after the frame's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import fangzhi.workbench

_TOP = Path(fangzhi.workbench.__file__).parent
_OVER = re.compile(r"{% block (css|js) %}|{% block extra_(?:css|js) %}(?!{{ block\.super }})")


@pytest.mark.django_db
def test_the_page_of_the_condition_carries_the_frames_styles(office: Any, signed_in: Any) -> None:
    page = signed_in(office("管理员", name="管理员")).get("/doctor/").content.decode()
    found = re.findall(r'<link[^>]*href="/static/([^"?]+)', page)
    wanted = ["wagtailadmin/css/core.css", "workbench/base.css", "ledger/ledger.css"]
    assert [name for name in found if name in wanted] == wanted


def test_no_template_puts_its_style_or_script_in_place_of_the_frames() -> None:
    pages = sorted(_TOP.rglob("templates/**/*.html"))
    assert len(pages) > 50
    assert [page.name for page in pages if _OVER.search(page.read_text(encoding="utf-8"))] == []
