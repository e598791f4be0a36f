"""What is kept between requests is never old: each change, and each change of rights, shows at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from fangzhi.workbench.desk import frame
from fangzhi.workbench.people.actions import make_post, take_post
from fangzhi.workbench.people.models import Post, Unit
from fangzhi.workbench.people.table import actions
from fangzhi.workbench.works import listing, outline
from fangzhi.workbench.works.actions import add_entry, hold, release, rename
from fangzhi.workbench.works.models import EntryPage, SectionPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def shows(work: Any, chief: Any, signed_in: Any) -> Callable[[], str]:
    """Give the outline as the chief editor gets it from the server."""
    client = signed_in(chief)
    return lambda: str(client.get(f"/works/{work.pk}/").content.decode())


def titled(title: str) -> Any:
    return (EntryPage.objects.filter(title=title).first()
            or SectionPage.objects.get(title=title))  # fmt: skip


def test_what_is_changed_in_an_outline_shows_at_the_next_look(
    shows: Callable[[], str], work: Any, chief: Any, signed_in: Any
) -> None:
    first = shows().split('<ol class="outline"')[1].split("</ol>")[0]
    assert first in shows()  # the kept one
    tea = titled("茶叶（正文）")
    rename(chief, tea, "茶园<b>", tea.latest_revision_id)
    assert "茶园&lt;b&gt;" in shows() and "茶叶（正文）" not in shows()
    outline.retitle(chief, titled("农业"), "农业农村")
    assert ">农业农村</a>" in shows()
    outline.move(chief, titled("水利"), work, 0)
    shown = shows()
    assert shown.index(">水利</a>") < shown.index(">农业农村</a>")
    add_entry(chief, titled("水利"), "抗旱")
    assert ">抗旱</a>" in shows()
    outline.assign(chief, titled("水利"), Unit.objects.create(name="水利局新名"))
    assert "水利局新名" in shows()
    outline.delete(chief, titled("抗旱"))
    assert ">抗旱</a>" not in shows()


def test_an_entry_that_is_held_and_given_free_shows_so_at_once(
    shows: Callable[[], str], chief: Any
) -> None:
    page = titled("茶叶（正文）")
    assert "占用</span>" not in shows()
    hold(chief, page)
    assert "总纂占用</span>" in shows()
    release(chief, page)
    assert "占用</span>" not in shows()


def test_a_text_that_is_handed_in_for_review_shows_so_at_once(
    shows: Callable[[], str], work: Any, chief: Any
) -> None:
    from fangzhi.workbench.reviews.acts.rounds import begin

    assert shows().count("data-edit") and '<span class="state">送审</span>' not in shows()
    begin(chief, work)
    assert shows().count('<span class="state">送审</span>') > 5
    assert not shows().count("data-edit")


def test_a_new_post_and_one_taken_away_show_at_once_in_the_outline_and_beside_it(
    work: Any, office: Any, signed_in: Any
) -> None:
    farm, water = titled("农业"), titled("水利")
    writer = office("撰稿人", farm, unit=farm.unit)
    client = signed_in(writer)
    shown = client.get(f"/works/{farm.pk}/").content.decode()
    assert "draggable" not in shown and "人员和职责" not in menu(shown)
    assert client.get(f"/works/{water.pk}/").status_code == 404
    make_post("测试", writer, "分卷主编", work)
    make_post("测试", writer, "管理员")
    assert "draggable" in client.get(f"/works/{farm.pk}/").content.decode()
    assert "人员和职责" in menu(client.get(f"/works/{water.pk}/").content.decode())
    for post in Post.objects.filter(user=writer, role__in=("分卷主编", "管理员")):
        take_post(office("管理员"), post)
    shown = client.get(f"/works/{farm.pk}/").content.decode()
    assert "draggable" not in shown and "人员和职责" not in menu(shown)
    assert client.get(f"/works/{water.pk}/").status_code == 404


def test_two_people_never_get_each_others_lines(work: Any, office: Any, signed_in: Any) -> None:
    farm = titled("农业")
    other = office("撰稿人", work, unit=titled("水利").unit)
    own = office("撰稿人", work, unit=farm.unit)
    seen = [signed_in(user).get(f"/works/{farm.pk}/").content.decode() for user in (other, own)]
    assert [page.count("data-edit") > 0 for page in seen] == [False, True]


def test_the_kept_sidebar_is_what_each_role_would_be_drawn_anew(
    work: Any, office: Any, signed_in: Any
) -> None:
    for role in next(iter(actions().values())).reach:
        user = office(role, work)
        client = signed_in(user)
        kept = [menu(client.get("/works/").content.decode()) for _ in range(2)]
        frame._KEPT.clear()
        assert kept == [menu(client.get("/works/").content.decode())] * 2
        assert user.first_name in kept[0]


def test_no_more_is_kept_than_there_is_room_for(shows: Callable[[], str], chief: Any) -> None:
    water = titled("水利")
    for number in range(listing._MOST + 3):
        outline.retitle(chief, water, f"水利{number}")
        shows()
    assert len(listing._KEPT) <= listing._MOST


def menu(page: str) -> str:
    """Give the sidebar's entries out of a page."""
    told = page.split('<script id="wagtail-sidebar-props" type="application/json">')[1]
    return json.dumps(json.loads(told.split("</script>")[0]), ensure_ascii=False)
