"""The ground: rights read from the table, refusals logged, a save never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fangzhi.project.checking import compile_project
from fangzhi.project.load import load
from fangzhi.workbench.ledger.lines import verify
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.people.table import actions, allows
from fangzhi.workbench.works.actions import rename
from fangzhi.workbench.works.compiling import project_of
from fangzhi.workbench.works.models import EntryPage


def test_a_folder_brought_in_gives_the_same_book_as_the_folder_itself(
    work: Any, folder: Path
) -> None:
    _, compiled = project_of(work)
    book = compile_project(load(folder, keep=False)).book
    for part in ("work", "entries", "labels", "crossrefs", "targets", "index", "counts"):
        assert getattr(compiled.book, part) == getattr(book, part), part


def test_two_writers_of_one_entry_lose_nothing(work: Any, chief: Any, office: Any) -> None:
    other = office("编辑", work)
    page = EntryPage.objects.get(title="茶叶（正文）")
    base = page.latest_revision_id
    assert rename(chief, page, "茶叶生产", base).refused == ""
    saved = rename(other, page, "茶业", base)
    assert "没有覆盖" in saved.refused
    assert page.asides.get().entry.title.text == "茶业"
    assert EntryPage.objects.get(pk=page.pk).title == "茶叶生产"


def test_the_table_of_rights_reads(db: None) -> None:
    assert len(actions()) > 50
    assert allows("entry.edit", "撰稿人", "编写", "own")
    assert not allows("entry.edit", "撰稿人", "编写", "sub")
    assert not allows("entry.edit", "总纂", "送审", "sub")


def test_who_may_not_see_learns_nothing_and_leaves_a_line(
    work: Any, office: Any, signed_in: Any
) -> None:
    stranger = office("编辑", EntryPage.objects.get(title="防汛（正文）"))
    page = EntryPage.objects.get(title="茶叶（正文）")
    answer = signed_in(stranger).get(f"/admin/pages/{page.pk}/edit/")
    assert answer.status_code == 404
    assert Line.objects.filter(outcome="拒", who_id=stranger.pk).count() == 1
    assert list(verify()) == []
