"""Old office files: through LibreOffice where it is, named and asked for where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.collect import legacy
from fangzhi.collect.readers import read_file, was_read
from fangzhi.model.manuscript import texts
from fangzhi.model.value import digest_of_bytes

DOC = (Path(__file__).parents[4] / "shared" / "data" / "office_docs"
       / "中国地名汉语拼音字母拼写法.doc")  # fmt: skip
needs_data = pytest.mark.skipif(
    not DOC.is_file(), reason="needs ../shared/data beside the repository"
)
needs_office = pytest.mark.skipif(legacy.office() is None, reason="needs LibreOffice")


@needs_data
@needs_office
def test_a_doc_reads_as_its_words_and_keeps_the_digest_of_the_original() -> None:
    reading = read_file(DOC, DOC.parent)
    assert was_read(reading)
    assert reading.manuscript.source == digest_of_bytes(DOC.read_bytes())
    assert reading.manuscript.media_type == "doc"
    assert next(texts(reading.manuscript)).text.strip() == "中国地名汉语拼音字母拼写法"
    assert any("LibreOffice" in finding.message for finding in reading.findings)


@needs_data
def test_without_libreoffice_the_file_is_named_and_docx_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(legacy, "_PLACES", ())
    reading = read_file(DOC, DOC.parent)
    assert not was_read(reading)
    message = reading.findings[0].message
    assert DOC.name in message
    assert ".docx" in message


@needs_data
@needs_office
def test_a_conversion_that_takes_too_long_is_ended_and_told() -> None:
    found = legacy.convert(DOC, "甲.doc", "doc", digest_of_bytes(DOC.read_bytes()), seconds=0.01)
    assert isinstance(found, str)
    assert "没有成功" in found


@needs_data
def test_a_file_changed_between_two_looks_is_not_converted() -> None:
    found = legacy.convert(DOC, "甲.doc", "doc", "0" * 64)
    assert isinstance(found, str)
    assert "改动" in found or "没有安装" in found


def test_a_file_moved_away_between_two_looks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legacy, "office", lambda: "soffice")
    told = legacy.convert(tmp_path / "稿.doc", "稿.doc", "doc", "0" * 64)
    assert isinstance(told, str) and "被移走" in told
