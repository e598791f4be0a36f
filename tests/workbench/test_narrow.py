"""On a phone: wide tables are read row by row, each cell under its head; nothing runs off the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.publish.site.browser import chromium, missing, resize, until
from tests.workbench.served import Desk
from tests.workbench.test_browser import sign_in

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(bool(missing()), reason=missing() or "有浏览器"),
]
PAGES = ("/works/", "/reviews/", "/sources/", "/names/", "/oral/", "/office/registry/",
         "/office/meetings/", "/desk/people/", "/desk/units/", "/library/works/", "/library/desk/",
         "/runs/", "/admin/account/")  # fmt: skip
_CUT = """
return [...document.querySelectorAll(".scroll > table")]
  .filter((table) => table.scrollWidth > table.parentElement.clientWidth + 2)
  .map((table) => table.textContent.trim().slice(0, 40));
"""


@pytest.fixture(scope="module")
def phone(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("narrow")) as driver:
        sign_in(driver, desk, "zongzuan")
        resize(driver, 390)
        yield driver


@pytest.mark.parametrize("page", PAGES)
def test_no_table_is_cut_off_on_a_phone(desk: Desk, phone: Any, page: str) -> None:
    phone.get(desk.address + page)
    until(phone, lambda: phone.execute_script("return document.readyState") == "complete")
    assert not phone.execute_script(_CUT)
    wide = phone.execute_script("return document.documentElement.scrollWidth")
    assert wide <= 390, f"{wide} px"


def test_a_cell_says_under_which_head_it_stands(desk: Desk, phone: Any) -> None:
    phone.get(desk.address + "/works/")
    cell = until(phone, lambda: phone.find_element("css selector", ".by-row td:nth-child(2)"))
    assert cell.get_attribute("data-head") == "种类"
    resize(phone, 1280)
    assert phone.find_element("css selector", ".by-row thead").is_displayed()
    resize(phone, 390)


def test_the_reading_room_has_books_for_everybody(desk: Desk, phone: Any) -> None:
    phone.delete_all_cookies()
    phone.get(desk.address + "/library/works/")
    words = phone.find_element("tag name", "main").text
    assert "公共文化法规选编" in words and "华阳国志" in words
    assert "青浣年鉴" not in words and "地方志工作法规选编" not in words
