"""The way in: table of readers, guarded children, refusals and faults as findings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.collect import legacy
from fangzhi.collect.readers import READERS, read_file, read_files, read_source, was_read
from fangzhi.collect.reading import Reading
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import READING_RULE
from fangzhi.model.manuscript import texts
from fangzhi.model.value import digest_of_bytes

CASES = Path(__file__).parent
SEEDS = [
    path.read_bytes()
    for folder in ("xlsx", "xls", "pdf", "plain", "markdown", "mandoku", "leaves")
    for path in sorted((CASES / folder / "cases").iterdir())[:3]
    if not path.name.endswith(".json")
]


def source_of(data: bytes, kind: str) -> SourceFile:
    return SourceFile(Path("稿"), "稿", data, digest_of_bytes(data), kind)


def faults(reading: Reading) -> list[str]:
    """Give what went wrong inside a reader: caught and told, but a defect of ours all the same."""
    return [finding.message for finding in reading.findings if "读到一半出了错" in finding.message]


@pytest.mark.parametrize("kind", sorted(READERS))
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=400))
def test_no_reader_raises_on_any_bytes(kind: str, data: bytes) -> None:
    reading = read_source(source_of(data, kind), recognize=False)
    assert reading.manuscript.blocks or reading.findings
    assert not faults(reading)


@pytest.mark.parametrize("kind", sorted(READERS))
@settings(max_examples=40, deadline=None)
@given(seed=st.sampled_from(SEEDS), at=st.integers(0, 10**6), byte=st.integers(0, 255),
       cut=st.floats(0.2, 1.0))  # fmt: skip
def test_no_reader_raises_on_damaged_files(
    kind: str, seed: bytes, at: int, byte: int, cut: float
) -> None:
    data = bytearray(seed[: max(1, int(len(seed) * cut))])
    data[at % len(data)] = byte
    reading = read_source(source_of(bytes(data), kind), recognize=False)
    assert all(finding.rule == READING_RULE for finding in reading.findings)
    assert not faults(reading)


@settings(max_examples=60, deadline=None)
@given(st.text('一二三第章节、（）()#*_`|[]^!<>-\n\t 　&;¶/茶aA1."\\', max_size=80))
def test_text_readers_keep_every_character_that_is_no_markup(words: str) -> None:
    for kind in ("txt", "md", "mandoku"):
        reading = read_source(source_of(words.encode(), kind))
        for text in texts(reading.manuscript):
            assert all(0 <= mark.start <= mark.end <= len(text.text) for mark in text.marks)
        if kind == "txt":
            read = "".join(text.text for text in texts(reading.manuscript))
            assert "".join(read.split()) == "".join(words.split())


def test_files_come_back_in_their_order_with_refusals_as_findings(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("茶垭乡有农户八百一十家。\n", encoding="utf-8")
    (tmp_path / "乙.md").write_text("# 乡志\n\n全乡种茶三千亩。\n", encoding="utf-8")
    (tmp_path / "丙.zip").write_bytes(b"Rar!\x1a\x07\x00")
    (tmp_path / "丁.docx").write_bytes(b"")
    names = ["丁.docx", "乙.md", "丙.zip", "甲.txt", "没有.txt"]
    answers = list(read_files([tmp_path / name for name in names], tmp_path, 2))
    assert [name for name, _ in answers] == names
    assert [was_read(reading) for _, reading in answers] == [False, True, False, True, False]
    for _, reading in answers:
        if not was_read(reading):
            assert reading.manuscript.blocks == ()
            assert [(f.rule, f.level) for f in reading.findings] == [("读入", "硬")]
            assert "。" in reading.findings[0].message


def test_a_secrecy_mark_that_only_reading_shows_keeps_the_file_out() -> None:
    hidden = "**秘密★**10年\n\n关于茶叶生产的通知\n"
    reading = read_source(source_of(hidden.encode(), "md"))
    assert not was_read(reading)
    assert "密级标志" in reading.findings[0].message


def test_the_secrecy_law_itself_passes() -> None:
    law = "# 保守国家秘密法\n\n第一条 国家秘密的密级分为绝密、机密、秘密三级。\n"
    assert was_read(read_source(source_of(law.encode(), "md")))


def test_a_file_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    inside = tmp_path / "来稿"
    inside.mkdir()
    (tmp_path / "外.txt").write_text("别处的话。", encoding="utf-8")
    reading = read_file(inside / ".." / "外.txt", inside)
    assert not was_read(reading)


def test_a_wrong_extension_is_told_and_the_content_counts(tmp_path: Path) -> None:
    data = (CASES / "xlsx" / "cases" / "comments-on-cells.xlsx").read_bytes()
    (tmp_path / "表.docx").write_bytes(data)
    reading = read_file(tmp_path / "表.docx", tmp_path)
    assert reading.manuscript.media_type == "xlsx"
    assert "扩展名" in reading.findings[0].message


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_nothing_is_left_behind_beside_the_original(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("茶垭乡有农户八百一十家。\n", encoding="utf-8")
    read_file(tmp_path / "甲.txt", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["甲.txt"]


def test_every_old_type_has_a_target_and_a_request() -> None:
    assert set(legacy.TARGETS.values()) <= set(READERS)


def test_a_file_has_one_name_however_its_folder_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "来稿" / "某镇" / "稿.txt"
    path.parent.mkdir(parents=True)
    path.write_text("某镇在县城之南。", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for root in (Path("来稿"), path.parents[1]):
        ((name, reading),) = read_files([path], root)
        assert name == reading.manuscript.name == "某镇/稿.txt"
