"""How many queries a page takes does not grow with what it lists."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of
from fangzhi.model.work import Entry, Node, Ref
from fangzhi.workbench.works.actions import create_work
from fangzhi.workbench.works.models import EntryPage, SectionPage
from fangzhi.workbench.works.planting import plant
from fangzhi.workbench.works.tree import Branch

pytestmark = pytest.mark.django_db


def many(key: str, sections: int, entries: int) -> Branch:
    """Give a branch of sections with entries."""
    nodes, held = [], {}
    for number in range(sections):
        refs = []
        for at in range(entries):
            words = Text(f"{key}b{number}-{at}", "年末有茶园2.1万亩。")
            title = Text(f"{key}t{number}-{at}", f"条目{number}-{at}", "heading", 1)
            one = Entry(f"{key}e{number}-{at}", Manuscript((words,), source="a" * 64), title)
            refs.append(Ref(one.id, digest_of(one)))
            held[refs[-1].digest] = one
        nodes.append(Node(f"{key}n{number}", "分目", f"分目{number}", entries=tuple(refs)))
    return Branch((), tuple(nodes), held)


def queries(client: Any, address: str) -> int:
    """Count the queries of a page, once what is read once was read."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_lists_take_as_many_queries_for_forty_pages_as_for_two(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    pages = [f"/admin/pages/{work.pk}/", f"/works/{work.pk}/", "/works/", "/admin/pages/"]
    before = [queries(client, address) for address in pages]
    plant(work, many("a", 40, 3), {}, chief)
    after = [queries(client, address) for address in pages]
    assert after == before
    assert max(before) <= 16


def test_the_editor_and_the_findings_page_take_few_queries(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    page = EntryPage.objects.get(title="茶叶（正文）")
    assert queries(client, f"/admin/pages/{page.pk}/edit/") <= 22
    assert queries(client, f"/works/{work.pk}/check/") <= 20


def test_the_home_page_takes_as_many_queries_for_seven_works_as_for_one(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    before = queries(client, "/admin/")
    for number in range(6):
        create_work(chief, f"志{number}", "综合年鉴")
    assert queries(client, "/admin/") <= before
    assert before <= 36


def test_planting_takes_as_many_queries_for_more_entries(work: Any, chief: Any) -> None:
    counted = []
    for key, entries in (("a", 2), ("b", 30)):
        with CaptureQueriesContext(connection) as asked:
            plant(work, many(key, 2, entries), {}, chief)
        counted.append(len(asked))
    assert counted[1] <= counted[0] + 3  # rows go in batches


def test_planted_entries_keep_their_text_as_first_revision(work: Any, chief: Any) -> None:
    made = plant(work, many("a", 1, 2), {}, chief)
    page = EntryPage.objects.get(pk=made[1].pk)
    revision = page.latest_revision
    assert revision.content["wagtail_admin_comments"] == []
    assert revision.as_object().entry == page.entry
    assert page.live_revision_id == revision.pk and page.locale_id is not None


def test_paths_are_looked_up_by_their_index(work: Any) -> None:
    below = SectionPage.objects.filter(path__startswith=work.path)
    assert below.count() == len([p for p in SectionPage.objects.all() if p.path[:8] == work.path])
    if connection.vendor == "sqlite":
        assert "LIKE" not in str(below.query) and "SEARCH" in below.explain()


def test_a_path_is_below_by_its_beginning_only(work: Any, chief: Any) -> None:
    plant(work, many("a", 36, 1), {}, chief)
    below = {page.path for page in EntryPage.objects.filter(path__startswith=f"{work.path}000Z")}
    every = {page.path for page in EntryPage.objects.all()}
    assert below == {path for path in every if path.startswith(f"{work.path}000Z")} != set()
    assert EntryPage.objects.filter(path__startswith="").count() == len(every)
