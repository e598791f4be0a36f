"""A long outline: folded, unfolded a part at a time, nothing left out in silence."""

from __future__ import annotations

import re
from typing import Any

import pytest

from fangzhi.workbench.works import outline, views
from fangzhi.workbench.works.models import EntryPage, SectionPage, Standing
from fangzhi.workbench.works.planting import plant
from tests.workbench.speed.test_queries import many

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an outline be long from 20 lines on."""
    monkeypatch.setattr(views, "_MOST", 20)


def lines(page: str) -> list[int]:
    """Give the pages that an outline lists, in order."""
    return [int(pk) for pk in re.findall(r'<li[^>]* data-page="(\d+)"', page)]


def test_a_long_outline_lists_its_upper_levels_and_sums_what_is_folded(
    work: Any, chief: Any, signed_in: Any
) -> None:
    plant(work, many("a", 8, 4), {}, chief)
    shown = signed_in(chief).get(f"/works/{work.pk}/").content.decode()
    listed = SectionPage.objects.filter(path__startswith=work.path, depth=3).order_by("path")
    assert lines(shown) == [page.pk for page in listed]
    assert shown.count('class="unfold"') == len(listed)
    entries = EntryPage.objects.filter(path__startswith=work.path)
    assert f"{entries.count()} 条，{sum(e.characters for e in entries)} 字" in shown
    assert "4 条 " in shown


def test_what_is_folded_is_fetched_under_its_own_line(
    work: Any, chief: Any, signed_in: Any
) -> None:
    plant(work, many("a", 8, 4), {}, chief)
    client = signed_in(chief)
    shown = client.get(f"/works/{work.pk}/").content.decode()
    got = [
        pk
        for address in re.findall(r'data-rows="([^"]+)"', shown)
        for pk in lines(client.get(address).content.decode())
    ]
    folded = outline.rows(chief, work)
    assert set(got) | set(lines(shown)) == {row.pk for row in folded}
    part = client.get(re.findall(r'data-rows="([^"]+)"', shown)[-1]).content.decode()
    assert 'data-depth="2"' in part and "<html" not in part


def test_a_level_longer_than_a_page_is_shown_in_parts(
    work: Any, chief: Any, signed_in: Any
) -> None:
    plant(work, many("a", 45, 1), {}, chief)
    client = signed_in(chief)
    address, got = f"/works/{work.pk}/", []
    while address:
        shown = client.get(address).content.decode()
        got += lines(shown)
        following = re.search(r'href="(\?at=\d+)">后', shown)
        address = f"/works/{work.pk}/{following[1]}" if following else ""
    children = work.get_children().order_by("path").values_list("pk", flat=True)
    assert got == list(children)
    assert 'data-entries="0" data-nodes="40"' in shown


def test_a_long_part_that_is_unfolded_leads_to_the_rest(
    work: Any, chief: Any, signed_in: Any
) -> None:
    plant(work, many("a", 2, 30), {}, chief)
    section = SectionPage.objects.get(node_id="an0")
    part = signed_in(chief).get(f"/works/{section.pk}/?under=1").content.decode()
    assert len(lines(part)) == 20 and f"/works/{section.pk}/?at=20" in part


def test_an_unfolded_part_knows_the_state_and_unit_of_what_stands_above(
    work: Any, chief: Any, office: Any
) -> None:
    section = SectionPage.objects.get(title="农业")
    Standing.objects.create(page=section, state="定稿")
    writer = office("撰稿人", section, unit=section.unit)
    below = SectionPage.objects.get(title="茶叶")
    assert {row.state for row in outline.rows(writer, below)} == {"定稿"}
    Standing.objects.all().delete()
    assert [row.may_edit for row in outline.rows(writer, below)] == [True]


def test_numbers_that_are_none_are_taken_as_the_beginning(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    for told in ("at=x", "at=-1", "at=99999999", "under=1e9", "at=５"):
        assert client.get(f"/works/{work.pk}/?{told}").status_code == 200
