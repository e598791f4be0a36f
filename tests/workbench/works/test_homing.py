"""The same manuscript in two works of an office: two texts, said kindly; twice in one is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from fangzhi.workbench.works.actions import create_work, import_folder
from fangzhi.workbench.works.models import EntryPage, SectionPage, WorkPage
from fangzhi.workbench.works.renewing import Renewal
from tests.workbench.calls.conftest import carried_out

pytestmark = pytest.mark.django_db


def inside(work: Any) -> list[tuple[str, str]]:
    found = EntryPage.objects.descendant_of(work).order_by("path")
    return [(page.title, page.entry.manuscript.blocks[0].text) for page in found]


def test_what_stands_in_another_work_goes_in_and_is_said_with_its_name(
    work: Any, chief: Any, folder: Path
) -> None:
    other = create_work(chief, "清溪年鉴简本", "综合年鉴")
    pages, findings = import_folder(chief, other, folder)
    other = WorkPage.objects.get(pk=other.pk)
    assert len(pages) == 3 and inside(other) == inside(work)
    ids = EntryPage.objects.values_list("entry_id", flat=True)
    assert len(set(ids)) == len(ids) == 6 and all(page.entry.id == page.entry_id for page in pages)
    assert SectionPage.objects.descendant_of(other).count() == (
        SectionPage.objects.descendant_of(work).count()
    )
    (said,) = [one.message for one in findings if "另存了一份" in one.message]
    assert "《清溪年鉴》" in said and "引用别的书里的条目" in said
    with pytest.raises(ValidationError, match="同一份来稿已经导入过"):
        import_folder(chief, other, folder)  # here it is in the book
    assert EntryPage.objects.count() == 6


def test_a_new_draft_renews_its_own_work_alone(work: Any, chief: Any, folder: Path) -> None:
    other = create_work(chief, "清溪年鉴简本", "综合年鉴")
    added = Renewal()
    import_folder(chief, other, folder, put=added)
    assert len(added.added) == 3 and not added.same and len(inside(work)) == 3
    before = inside(work)
    text = (folder / "水利.md").read_text("utf-8")
    (folder / "水利.md").write_text(text.replace("312.4", "312.9"), encoding="utf-8")
    renewal = Renewal()
    import_folder(chief, other, folder, put=renewal)
    assert renewal.renewed == ["防汛（正文）"] and len(renewal.same) == 2
    assert inside(work) == before and "312.9" in str(inside(other))


def test_a_work_that_one_may_not_see_is_not_named(work: Any, office: Any, folder: Path) -> None:
    other = create_work(office("总纂", name="总纂"), "乙志", "县志")
    stranger = office("总纂", page=other, name="乙志总纂")
    _, findings = import_folder(stranger, other, folder)
    said = "".join(one.message for one in findings)
    assert "另存了一份" in said and "清溪年鉴》" not in said


def test_the_page_goes_on_and_tells_it(work: Any, chief: Any, folder: Path, signed_in: Any) -> None:
    other = create_work(chief, "简本", "综合年鉴")
    with (folder / "农业.md").open("rb") as file:
        signed_in(chief).post(f"/works/{other.pk}/import/", {"files": [file]})
    (run,) = carried_out()
    assert "导入 2 条" in run.message and "《清溪年鉴》里也有这份来稿" in run.message
