"""Sources: registered, open or not, linked to words, isolated; names in time reach the check."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fangzhi.align.anchors import anchor
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.sources import actions, hearing, isolating
from fangzhi.workbench.sources.models import Evidence, Interview, Named, Narrator, Source
from fangzhi.workbench.works.compiling import checked, store
from fangzhi.workbench.works.models import EntryPage

pytestmark = pytest.mark.django_db
PAPER = "关于茶叶生产情况的报告\n1986年产茶1630吨。\n".encode()


def registered(user: Any, data: bytes = PAPER, **more: Any) -> Source:
    fields = {"title": "茶叶生产报告", "kind": "archive", **more}
    return actions.register(user, fields, "报告.txt", data)


def test_an_original_comes_back_byte_for_byte_as_a_download(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    file = SimpleUploadedFile("报告.txt", PAPER)
    client.post(
        "/sources/new/", {"title": "<script>x</script>", "kind": "archive", "original": file}
    )
    source = Source.objects.get()
    answer = client.get(f"/sources/{source.pk}/original/")
    assert b"".join(answer.streaming_content) == PAPER
    assert answer["Content-Disposition"].startswith("attachment")
    assert "<script>x" not in client.get("/sources/").content.decode()


def test_a_document_with_a_secrecy_mark_is_refused_before_a_copy_is_made(
    work: Any, chief: Any, signed_in: Any
) -> None:
    file = SimpleUploadedFile("文件.txt", "秘密★10年\n关于某事的通知\n正文。\n".encode())
    before = set(store())
    answer = signed_in(chief).post(
        "/sources/new/", {"title": "文件", "kind": "archive", "original": file}
    )
    assert "密级" in answer.content.decode() or "秘密" in answer.content.decode()
    assert not Source.objects.exists() and set(store()) == before


def test_nothing_is_open_before_somebody_said_so(chief: Any) -> None:
    source = registered(chief)
    assert not source.is_open(date(2030, 1, 1))
    actions.open_source(chief, source, "到期开放", date(2028, 1, 1))
    assert not source.is_open(date(2027, 12, 31)) and source.is_open(date(2028, 1, 1))


def test_entries_that_rest_on_what_is_not_open_are_named(work: Any, chief: Any) -> None:
    page = EntryPage.objects.get(title="茶叶（正文）")
    block = page.entry.manuscript.blocks[0]
    source = registered(chief)
    actions.bear_out(chief, page, anchor(block, 0, 4), source, {"leaf": "第3页"})
    (one,) = actions.not_open(work)
    assert (one.page.pk, one.source.pk, one.how) == (page.pk, source.pk, "依据")
    actions.open_source(chief, source, "开放")
    assert actions.not_open(work) == []


def test_evidence_needs_words_that_stand_once_in_the_entry(
    work: Any, chief: Any, signed_in: Any
) -> None:
    page, source = EntryPage.objects.get(title="茶叶（正文）"), registered(chief)
    client, address = signed_in(chief), f"/entries/{page.pk}/evidence/"
    told = {"source": source.pk, "stance": "for", "leaf": "第3页", "quotation": "产茶1630吨"}
    assert "没有这句话" in client.post(address, {**told, "words": "没有的话"}).content.decode()
    assert "不止一处" in client.post(address, {**told, "words": "茶"}).content.decode()
    assert client.post(address, {**told, "words": "产茶1630吨"}).status_code == 302
    assert Evidence.objects.get().claim.quotation == "产茶1630吨"


def test_isolating_leaves_nothing_but_a_bare_line(
    work: Any, chief: Any, signed_in: Any, folder: Path
) -> None:
    tea = EntryPage.objects.get(title="茶叶（正文）")
    data = (folder / "农业.md").read_bytes()
    assert tea.entry.manuscript.source in store()
    source = registered(chief, data, note="县里的文件")
    client = signed_in(chief)
    assert client.post(f"/sources/{source.pk}/isolate/", {"sure": ""}).status_code == 302
    shown = client.post(f"/sources/{source.pk}/isolate/", {"sure": "隔离"}).content.decode()
    assert "保密" in shown
    assert source.digest not in store()
    assert not EntryPage.objects.filter(title="茶叶（正文）").exists()
    source.refresh_from_db()
    assert source.isolated and "茶" not in source.title and source.note == ""
    line = Line.objects.filter(action="source.isolate", outcome="成").get()
    assert "茶" not in line.detail + line.thing


def test_isolating_by_digest_finds_what_was_read_from_it(work: Any, chief: Any) -> None:
    tea = EntryPage.objects.get(title="茶叶（正文）")
    gone = isolating.isolate_digest(chief, tea.entry.manuscript.source)
    assert gone.entries == 2 and gone.revisions >= 2


def test_names_in_time_reach_the_check(work: Any, chief: Any, signed_in: Any) -> None:
    def doubted() -> bool:
        return any("茶叶局" in finding.text for finding in checked(work).findings)

    page = EntryPage.objects.get(title="茶叶（正文）")
    from msgspec.structs import replace

    from fangzhi.workbench.works.actions import save_entry

    entry = page.entry
    block = replace(entry.manuscript.blocks[0], text="2023年，县茶叶局推广新茶园2.1万亩。")
    manuscript = replace(entry.manuscript, blocks=(block,))
    save_entry(chief, page, replace(entry, manuscript=manuscript), page.latest_revision_id)
    assert not doubted()
    signed_in(chief).post("/names/", {
        "kind": "org", "note": "", "name": ["县茶叶局", "县茶业发展中心"], "first": ["1984", "2019-03"],
        "last": ["2019-03", ""], "basis": ["", "清编发〔2019〕2号"],
    })  # fmt: skip
    assert Named.objects.count() == 1
    assert doubted()


def test_an_interview_without_a_signed_consent_never_becomes_public(
    chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    client.post("/oral/narrator/", {"name": "陈大河", "born": "1936"})
    told = {"narrator": Narrator.objects.get().pk, "title": "船工生涯", "scope": "public"}
    assert "授权书" in client.post("/oral/new/", told).content.decode()
    assert not Interview.objects.exists()
    signature = SimpleUploadedFile("授权书.txt", "授权书：同意公开。陈大河".encode())
    told |= {"consent": signature, "embargo": "2030-01-01"}
    assert client.post("/oral/new/", told).status_code == 302
    interview = Interview.objects.get()
    assert not interview.is_open(date(2029, 1, 1)) and interview.is_open(date(2030, 1, 1))


def test_a_recording_is_kept_once_and_byte_for_byte(chief: Any, signed_in: Any) -> None:
    narrator = Narrator.objects.create(name="陈大河")
    interview = hearing.record_interview(chief, {"narrator": narrator, "title": "船工生涯"})
    client, address = signed_in(chief), f"/oral/{interview.pk}/"
    data = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(64)

    def sent(number: str, name: str = "船工.wav") -> Any:
        file = SimpleUploadedFile(name, data)
        return client.post(address, {"recording": file, "number": number, "seconds": 60})

    assert sent("KS-1").status_code == 302
    assert "已经登记过" in sent("KS-2").content.decode()
    assert "格式" in sent("KS-3", "船工.exe").content.decode()
    recording = interview.recordings.get()
    assert b"".join(client.get(f"/recordings/{recording.pk}/").streaming_content) == data


def test_isolating_names_the_backups_and_shows_no_record_of_them(
    chief: Any, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    (tmp_path / "备份").mkdir()
    (tmp_path / "备份" / "方志备份-20260101-080000.zip").write_bytes(b"")
    record = '{"path": "/mnt/移动硬盘/方志备份-20260201.zip", "size": 5}'
    (tmp_path / "备份记录.json").write_text(record, encoding="utf-8")
    named = isolating.backups()
    assert named == ("方志备份-20260101-080000.zip", "方志备份-20260201.zip")


def test_lists_to_choose_from_begin_with_words_and_empty_registers_say_what_to_do(
    chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    for page in ("/sources/new/", "/names/", "/oral/new/"):
        shown = client.get(page).content.decode()
        assert "---------" not in shown and ("请选" in shown or "不填" in shown)
    assert "登记第一件" in client.get("/sources/").content.decode()
    assert "没有这样的资料" in client.get("/sources/?words=无").content.decode()
