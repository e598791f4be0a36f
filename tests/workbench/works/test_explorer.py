"""The list of pages: what stands below, found by title, only what one may see."""

from __future__ import annotations

import re
from typing import Any

import pytest

from fangzhi.workbench.works.models import EntryPage, SectionPage

pytestmark = pytest.mark.django_db


def titles(page: str) -> list[str]:
    return re.findall(r'<a class="name" href="[^"]+">([^<]*)</a>', page)


def test_a_page_lists_what_stands_right_below_in_the_order_of_the_book(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    shown = client.get(f"/admin/pages/{work.pk}/").content.decode()
    assert titles(shown) == [page.title for page in work.get_children()]
    back = client.get(f"/admin/pages/{work.pk}/?ordering=-title").content.decode()
    assert titles(back) == sorted(titles(shown), reverse=True)
    assert 'aria-sort="descending"' in back
    assert client.get("/admin/pages/").content.decode().count(">清溪年鉴</a>") == 1


def test_pages_are_found_by_words_of_their_titles_in_chinese_and_by_kind(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    shown = client.get("/admin/pages/?q=茶").content.decode()
    assert titles(shown) and all("茶" in title for title in titles(shown))
    section = SectionPage.objects.get(title="农业")
    assert f'href="/admin/pages/{section.pk}/">农业</a>' in shown  # where it stands
    entries = client.get(f"/admin/pages/{work.pk}/?kind=entrypage").content.decode()
    assert f"找到 {EntryPage.objects.count()} 个页面" in entries
    assert "找到 0 个页面" in client.get("/admin/pages/?q=茶&to=2001-01-01").content.decode()
    for told in ("ordering=x", "p=99", "from=昨天", "kind=x&q=%00"):
        assert client.get(f"/admin/pages/{work.pk}/?{told}").status_code == 200


def test_who_has_a_post_on_a_chapter_is_led_to_it_and_finds_nothing_else(
    work: Any, office: Any, signed_in: Any
) -> None:
    farm = SectionPage.objects.get(title="农业")
    client = signed_in(office("撰稿人", farm, unit=farm.unit))
    assert titles(client.get("/admin/pages/").content.decode()) == ["清溪年鉴"]
    assert titles(client.get(f"/admin/pages/{work.pk}/").content.decode()) == ["农业"]
    found = titles(client.get("/admin/pages/?kind=entrypage").content.decode())
    inside = EntryPage.objects.filter(path__startswith=farm.path)
    assert sorted(found) == sorted(page.title for page in inside) != []
    assert "防汛" not in client.get("/admin/pages/?q=防汛").content.decode().split("</form>")[-1]
    water = SectionPage.objects.get(title="水利")
    assert client.get(f"/admin/pages/{water.pk}/").status_code == 404


def test_titles_are_shown_as_words_whatever_they_hold(
    work: Any, chief: Any, signed_in: Any
) -> None:
    SectionPage.objects.filter(title="农业").update(title="<script>1</script>&")
    client = signed_in(chief)
    for address in (f"/admin/pages/{work.pk}/", f"/works/{work.pk}/", "/admin/pages/?q=script"):
        shown = client.get(address).content.decode()
        assert "<script>1" not in shown and "&lt;script&gt;1&lt;/script&gt;&amp;" in shown
