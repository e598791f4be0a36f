"""Oral history as it is done: heard first, signed later; corrected; written down; bound by consent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.sources import hearing
from fangzhi.workbench.sources.models import Consent, Interview, Recording, Source
from fangzhi.workbench.works.compiling import store

pytestmark = pytest.mark.django_db


def signed(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{words}.txt", f"授权书：{words}。罗船生".encode())


@pytest.fixture
def heard(chief: Any) -> Any:
    narrator = hearing.record_narrator(chief, {"name": "罗船生", "born": "1934"})
    return hearing.record_interview(chief, {"narrator": narrator, "title": "浣水上的木船"})


def told(interview: Any, **more: Any) -> dict[str, Any]:
    return {"narrator": interview.narrator_id, "title": "浣水上的木船", **more}


def test_a_consent_signed_after_the_interview_is_brought_later_and_none_is_lost(
    heard: Any, chief: Any, signed_in: Any
) -> None:
    client, address = signed_in(chief), f"/oral/{heard.pk}/edit/"
    assert "授权书" in client.post(address, told(heard, scope="research")).content.decode()
    first = told(heard, scope="research", consent=signed("供编纂"))
    assert client.post(address, first).status_code == 302
    second = told(heard, scope="public", embargo="2030-01-01", consent=signed("可以公开"))
    assert client.post(address, second).status_code == 302
    heard.refresh_from_db()
    assert heard.scope == "public" and heard.is_open(date(2030, 1, 1))
    rows = list(Consent.objects.order_by("pk"))
    assert [(row.scope, row.file_name) for row in rows] == [
        ("research", "供编纂.txt"), ("public", "可以公开.txt")
    ]  # fmt: skip
    assert all(row.digest in store() for row in rows)
    page = client.get(f"/oral/{heard.pk}/").content.decode()
    assert "供编纂.txt" in page and "可以公开.txt" in page
    fetched = client.get(f"/oral/{heard.pk}/consent/{rows[0].pk}/")
    assert "供编纂".encode() in b"".join(fetched.streaming_content)


def test_what_was_written_wrongly_is_corrected_and_the_ledger_says_from_what_to_what(
    heard: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    client.post(f"/oral/narrator/{heard.narrator_id}/", {"name": "罗传生", "born": "1934"})
    client.post(f"/oral/{heard.pk}/edit/", told(heard, date="2026-11-01", place="云门滩"))
    heard.refresh_from_db()
    assert str(heard.narrator) == "罗传生" and heard.place == "云门滩"
    said = " ".join(Line.objects.filter(action="oral.edit").values_list("detail", flat=True))
    assert "罗船生" in said and "罗传生" in said and "2026-11-01" in said


def test_a_recording_keeps_its_bytes_when_what_is_said_of_it_is_corrected(
    heard: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    data = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(64)
    file = SimpleUploadedFile("船工.wav", data)
    client.post(f"/oral/{heard.pk}/", {"recording": file, "number": "KS-1", "seconds": 60})
    row = Recording.objects.get()
    again = SimpleUploadedFile("别的.wav", data + b"x")
    answer = client.post(f"/oral/{heard.pk}/", {"recording": again, "number": "KS-1", "seconds": 1})
    assert "已经" in answer.content.decode() or "存在" in answer.content.decode()
    meta = {"number": "KS-001", "seconds": 61, "maker": "李文秀", "device": "录音笔",
            "language": "青浣话", "made": "2026-11-01T09:30", "is_transcribed": "on"}  # fmt: skip
    assert client.post(f"/recordings/{row.pk}/edit/", meta).status_code == 302
    row.refresh_from_db()
    assert (row.number, row.seconds, row.is_transcribed) == ("KS-001", 61, True)
    assert store()[row.digest] == data
    shown = client.get(f"/oral/{heard.pk}/").content.decode()
    assert "2026-11-01 09:30 李文秀 录音笔 青浣话" in shown and "已整理" in shown


def test_words_written_down_after_an_interview_are_open_only_as_the_witness_allows(
    heard: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    form = client.get(f"/sources/new/?interview={heard.pk}").content.decode()
    assert 'value="浣水上的木船"' in form and "罗船生" in form
    client.post("/sources/new/", {"title": "整理稿", "kind": "oral", "interview": heard.pk})
    source = Source.objects.get()
    client.post(f"/sources/{source.pk}/open/", {"openness": "开放"})
    page = client.get(f"/sources/{source.pk}/").content.decode()
    assert "现在不可以进入公开的成果" in page and "口述者没有授权公开" in page
    client.post(f"/oral/{heard.pk}/edit/", told(heard, scope="public", consent=signed("可以公开")))
    assert "现在可以进入公开的成果" in client.get(f"/sources/{source.pk}/").content.decode()
    assert "整理稿" in client.get(f"/oral/{heard.pk}/").content.decode()


def test_interviews_are_found_by_words_and_by_the_want_of_a_consent(
    heard: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    hearing.record_interview(
        chief, {"narrator": heard.narrator, "title": "修水库"}, "授.txt", b"signed"
    )
    assert "木船" not in client.get("/oral/?words=水库").content.decode()
    page = client.get("/oral/?without=1").content.decode()
    assert "木船" in page and "修水库" not in page and "1 次还没有授权书" in page
    assert Interview.objects.count() == 2
