"""A corrected draft of a file brought in before: what it renews, adds, and leaves alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from msgspec.structs import replace
from PIL import Image
from wagtail.models import Revision

from fangzhi.workbench.works.actions import import_folder, save_entry
from fangzhi.workbench.works.models import Aside, EntryPage, SectionPage
from fangzhi.workbench.works.renewing import Renewal
from tests.workbench.calls.conftest import carried_out

pytestmark = pytest.mark.django_db


def page_of(title: str) -> EntryPage:
    return EntryPage.objects.get(title=title)


def brought_again(user: Any, work: Any, folder: Path) -> Renewal:
    renewal = Renewal()
    import_folder(user, work, folder, put=renewal)
    return renewal


def changed(folder: Path) -> None:
    text = (folder / "农业.md").read_text("utf-8")
    text = text.replace("1630吨", "1640吨") + "\n## 水果\n\n年产柑橘820吨。\n"
    (folder / "农业.md").write_text(text, encoding="utf-8")


def test_a_new_draft_renews_what_differs_adds_what_is_new_and_leaves_the_rest(
    work: Any, chief: Any, folder: Path
) -> None:
    tea = page_of("茶叶（正文）")
    sections = SectionPage.objects.count()
    changed(folder)
    renewal = brought_again(chief, work, folder)
    after = page_of("茶叶（正文）")
    assert after.pk == tea.pk and "1640吨" in after.entry.manuscript.blocks[0].text
    assert after.entry.manuscript.blocks[0].id == tea.entry.manuscript.blocks[0].id
    assert Revision.objects.filter(object_id=str(tea.pk)).count() == 2
    assert renewal.renewed == ["茶叶（正文）"] and renewal.aside == []
    assert "820吨" in str(EntryPage.objects.get(title="水果（正文）").entry)
    assert SectionPage.objects.count() == sections + 1  # 水果, and no heading twice
    assert len(renewal.same) == EntryPage.objects.count() - 2
    again = brought_again(chief, work, folder)
    assert not (again.renewed or again.added or again.aside)


def with_things(folder: Path, color: str, merged: bool) -> None:
    """Write a Word file whose words are always the same: a picture, and a table of four cells."""
    png = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(png, "PNG")
    doc = docx.Document()
    doc.add_heading("林业", 1)
    for title in ("造林", "林场"):
        doc.add_heading(title, 2)
        doc.add_paragraph(f"{title}面积逐年扩大。")
    doc.paragraphs[2].add_run().add_picture(io.BytesIO(png.getvalue()))
    table = doc.add_table(2, 2)
    for cell, words in zip(
        (c for r in table.rows for c in r.cells), ("场名", "", "面积", "亩"), strict=True
    ):
        cell.text = words
    if merged:
        table.cell(0, 0).merge(table.cell(0, 1))
    doc.save(str(folder / "林业.docx"))


@pytest.mark.parametrize(
    ("color", "merged", "renewed"), [("blue", False, "造林"), ("red", True, "林场")]
)
def test_a_draft_that_differs_in_a_picture_or_a_grid_alone_renews_its_entry(
    work: Any, chief: Any, folder: Path, color: str, merged: bool, renewed: str
) -> None:
    with_things(folder, "red", False)
    assert len(brought_again(chief, work, folder).added) == 2
    assert brought_again(chief, work, folder).renewed == []
    with_things(folder, color, merged)
    renewal = brought_again(chief, work, folder)
    assert [title.partition("（")[0] for title in renewal.renewed] == [renewed]
    assert renewal.added == renewal.aside == []


def test_what_people_wrote_since_is_not_written_over(work: Any, chief: Any, folder: Path) -> None:
    tea = page_of("茶叶（正文）")
    block = replace(
        tea.entry.manuscript.blocks[0], text="年末茶园2.1万亩，产茶1630吨，比上年增加。"
    )
    own = replace(tea.entry, manuscript=replace(tea.entry.manuscript, blocks=(block,)))
    save_entry(chief, tea, own, tea.latest_revision_id)
    changed(folder)
    renewal = brought_again(chief, work, folder)
    assert renewal.aside == ["茶叶（正文）"] and "待合并" in renewal.told()
    assert "比上年增加" in page_of("茶叶（正文）").entry.manuscript.blocks[0].text
    assert "1640吨" in str(Aside.objects.get().entry)


def test_the_page_asks_whether_it_is_a_new_draft(
    work: Any, chief: Any, folder: Path, signed_in: Any
) -> None:
    client = signed_in(chief)
    address = f"/works/{work.pk}/import/"
    assert "改过的新稿" in client.get(address).content.decode()
    for renew, words in (("", "换成新的一稿”"), ("yes", "与原来相同")):
        with (folder / "农业.md").open("rb") as file:
            client.post(address, {"files": [file], "renew": renew})
        (run,) = carried_out()
        assert words in run.message
