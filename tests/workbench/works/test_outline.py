"""The outline: what moves, what may not, what the ledger keeps."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.works import outline
from fangzhi.workbench.works.actions import add_entry, add_section, create_work
from fangzhi.workbench.works.models import EntryPage, SectionPage, Standing
from fangzhi.workbench.works.tree import branch

pytestmark = pytest.mark.django_db


def titles(user: Any, work: Any) -> list[str]:
    return [f"{row.depth} {row.title}" for row in outline.rows(user, work)]


def told(client: Any, page: Any, **what: Any) -> Any:
    return client.post(
        f"/works/{page.pk}/change/", json.dumps(what), content_type="application/json"
    )


def test_a_node_moves_with_all_below_it(work: Any, chief: Any) -> None:
    farming, water = SectionPage.objects.filter(depth=3).order_by("path")
    outline.move(chief, water, work, 0)
    assert titles(chief, work)[0] == "1 水利"
    outline.move(chief, SectionPage.objects.get(pk=farming.pk), water, 9)
    work.refresh_from_db()
    node = branch(work).nodes[0]
    assert node.title == "水利" and [below.title for below in node.nodes] == ["防汛", "农业"]


def test_an_entry_stands_before_the_nodes_beside_it(work: Any, chief: Any) -> None:
    section = SectionPage.objects.get(title="农业")
    entry = add_entry(chief, work, "概况")
    outline.move(chief, entry, section, 99)
    shown = titles(chief, SectionPage.objects.get(pk=section.pk))
    assert shown[0] == "1 概况"


def test_a_node_does_not_move_below_itself_nor_into_another_work(work: Any, chief: Any) -> None:
    section = SectionPage.objects.get(title="农业")
    below = SectionPage.objects.get(title="茶叶")
    other = create_work(chief, "另一部", "县志")
    with pytest.raises(Exception, match="自己的下面"):
        outline.move(chief, section, below, 0)
    with pytest.raises(Exception, match="引用条目"):
        outline.move(chief, section, other, 0)


def test_what_is_sealed_neither_moves_nor_goes_with_what_holds_it(
    work: Any, chief: Any, signed_in: Any
) -> None:
    section = SectionPage.objects.get(title="农业")
    Standing.objects.create(page=EntryPage.objects.get(title="茶叶（正文）"), state="定稿")
    client = signed_in(chief)
    answer = told(client, section, do="delete")
    assert answer.status_code == 403 and "定稿" in answer.content.decode()
    assert SectionPage.objects.filter(pk=section.pk).exists()
    assert Line.objects.filter(outcome="拒").count() == 1


def test_what_another_work_refers_to_is_not_deleted(work: Any, chief: Any, signed_in: Any) -> None:
    tea = EntryPage.objects.get(title="茶叶（正文）")
    other = create_work(chief, "简本", "综合年鉴")
    outline.refer(chief, other, tea)
    answer = told(signed_in(chief), tea, do="delete")
    assert answer.status_code == 409 and "简本" in answer.json()["reason"]


def test_a_fixed_reference_keeps_the_state_it_named(work: Any, chief: Any) -> None:
    from fangzhi.workbench.works.actions import rename

    tea = EntryPage.objects.get(title="茶叶（正文）")
    other = create_work(chief, "简本", "综合年鉴")
    outline.refer(chief, other, tea)
    rename(chief, tea, "茶叶生产", tea.latest_revision_id)
    held = branch(other).entries
    assert [entry.title for entry in held] == [None]


def test_an_outline_of_a_unit_shows_its_own_nodes_alone(
    work: Any, office: Any, signed_in: Any
) -> None:
    farming = SectionPage.objects.get(title="农业")
    writer = office("撰稿人", farming, unit=farming.unit)
    shown = signed_in(writer).get(f"/works/{farming.pk}/").content.decode()
    assert "茶叶" in shown and "防汛" not in shown
    assert signed_in(writer).get(f"/works/{work.pk}/").status_code == 404


def test_bad_orders_are_answered_in_words_and_change_nothing(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    before = titles(chief, work)
    for body in ("", "[]", '{"do": "fly"}', '{"do": "move", "parent": "x"}', "{"):
        answer = client.post(f"/works/{work.pk}/change/", body, content_type="application/json")
        assert answer.status_code in (400, 404), body
    assert titles(chief, work) == before


def test_sections_added_by_the_page_stand_in_the_outline(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    assert told(client, work, do="add", title="教育", kind="类目").status_code == 200
    made = SectionPage.objects.get(title="教育")
    assert add_section(chief, made, "学前教育", "分目").node_id
    assert told(client, made, do="title", title="教育事业").status_code == 200
    assert "1 教育事业" in titles(chief, work)
