"""Who may see what: a unit's writer sees of sources and witnesses only what is his unit's own."""

from __future__ import annotations

from typing import Any

import pytest

from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.sources import actions, hearing
from fangzhi.workbench.sources.models import Source

pytestmark = pytest.mark.django_db
PAPER = "关于茶叶生产情况的报告\n1986年产茶1630吨。\n".encode()


@pytest.fixture
def units(work: Any) -> dict[str, Any]:
    return {unit.name: unit for unit in Unit.objects.all()}


@pytest.fixture
def writer(work: Any, office: Any, units: Any, signed_in: Any) -> Any:
    return signed_in(office("撰稿人", work, units["农业农村局"], name="农业的撰稿人"))


def test_a_writer_sees_no_source_and_no_witness_of_others_nor_that_they_are_there(
    chief: Any, units: Any, writer: Any
) -> None:
    source = actions.register(chief, {"title": "人事档案", "kind": "archive"}, "档.txt", PAPER)
    narrator = hearing.record_narrator(chief, {"name": "罗船生", "contact": "0000-1"})
    heard = hearing.record_interview(
        chief, {"narrator": narrator, "title": "木船", "scope": "archive"}, "授权书.txt", b"signed"
    )
    consent = heard.consents.get()
    for address in (f"/sources/{source.pk}/", f"/sources/{source.pk}/original/",
                    f"/oral/{heard.pk}/", f"/oral/{heard.pk}/consent/{consent.pk}/",
                    f"/oral/{heard.pk}/edit/", f"/oral/narrator/{narrator.pk}/",
                    f"/sources/{source.pk}/edit/"):  # fmt: skip
        assert writer.get(address).status_code == 404, address
    for address in ("/sources/", "/oral/", "/oral/new/", "/sources/new/"):
        shown = writer.get(address).content.decode()
        assert "人事档案" not in shown and "罗船生" not in shown and "木船" not in shown, address
    assert writer.post(f"/sources/{source.pk}/isolate/", {"sure": "隔离"}).status_code == 404
    told = writer.post("/sources/new/", {"title": "又一份", "kind": "archive",
                       "original": _file("档.txt")}).content.decode()  # fmt: skip
    assert "已经登记过" in told and "人事档案" not in told


def test_a_writer_sees_and_corrects_what_is_his_units_and_only_looks_at_what_is_given_to_it(
    chief: Any, units: Any, writer: Any
) -> None:
    mine, theirs = units["农业农村局"], units["水务局"]
    own = actions.register(chief, {"title": "农业总结", "kind": "archive", "unit": mine})
    other = actions.register(chief, {"title": "水利总结", "kind": "archive", "unit": theirs})
    assert writer.get(f"/sources/{own.pk}/").status_code == 200
    assert writer.get(f"/sources/{other.pk}/").status_code == 404
    listed = writer.get("/sources/").content.decode()
    assert "农业总结" in listed and "水利总结" not in listed and "共 1 件" in listed
    told = {"title": "农业工作总结", "kind": "archive"}
    assert writer.post(f"/sources/{own.pk}/edit/", {**told, "unit": mine.pk}).status_code == 302
    # nor can a source be given to another unit by who has no say there
    assert writer.post(f"/sources/{own.pk}/edit/", {**told, "unit": theirs.pk}).status_code == 200
    assert Source.objects.get(pk=own.pk).unit == mine


def test_evidence_names_no_source_that_the_reader_of_the_entry_may_not_see(
    chief: Any, units: Any, writer: Any
) -> None:
    from fangzhi.align.anchors import anchor
    from fangzhi.workbench.works.models import EntryPage

    tea = EntryPage.objects.get(title="茶叶（正文）")
    hidden = actions.register(chief, {"title": "内部档案", "kind": "archive"})
    actions.bear_out(chief, tea, anchor(tea.entry.manuscript.blocks[0], 0, 4), hidden, {})
    address = f"/entries/{tea.pk}/evidence/"
    assert "内部档案" not in writer.get(address).content.decode()
    told = {"words": "产茶1630吨", "source": hidden.pk, "stance": "for"}
    assert "没有这个登记号" in writer.post(address, told).content.decode()


def _file(name: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, PAPER)
