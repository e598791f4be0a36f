"""However broken a part is, reading gives a manuscript and says what is wrong; it never raises."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.collect.docx.read import read
from fangzhi.collect.readers import read_source
from fangzhi.collect.reading import Reading
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.value import decode, digest_of_bytes, encode

CASES = Path(__file__).parent / "cases"
RICH = (
    "table-merged-the-old-way",
    "comments-over-words-and-paragraphs",
    "fields-inside-fields",
    "list-starting-over",
    "pictures-in-a-group",
    "text-box-once-after-its-paragraph",
    "insertions-in-and-deletions-out",
    "footnotes",
    "formula-on-one-line",
)
TAGS = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:tbl>", "</w:tbl>", "<w:tr>", "<w:tc>", "</w:tc>",
    '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>',
    '<w:fldChar w:fldCharType="separate"/>', '<w:vMerge/>', '<w:numId w:val="1"/>',
    '<w:gridSpan w:val="99999999999"/>', '<w:gridSpan w:val="-3"/>', "<w:del>", "</w:del>",
    '<w:sym w:char="ZZ"/>', '<w:commentRangeEnd w:id="0"/>', "<w:sdt>", "</w:sdt>", "&", "字",
)  # fmt: skip


def members(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(CASES / name / "manuscript.docx") as archive:
        return {item: archive.read(item) for item in archive.namelist()}


def read_members(parts: dict[str, bytes]) -> Reading:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    data = out.getvalue()
    source = SourceFile(Path("a.docx"), "a.docx", data, digest_of_bytes(data), "docx")
    reading = read(source)
    if reading.manuscript.blocks or reading.findings:
        return reading
    return read_source(source)  # that nothing is in a file is said at the way in


def must_be_whole(reading: Reading) -> None:
    """Check that marks lie inside, that JSON brings the manuscript back, and nothing is empty."""
    manuscript = reading.manuscript
    for text in texts(manuscript, comments=True):
        assert all(0 <= mark.start <= mark.end <= len(text.text) for mark in text.marks)
    assert decode(encode(manuscript), Manuscript) == manuscript
    assert manuscript.blocks or reading.findings


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(RICH),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(TAGS)), min_size=1, max_size=6),
)
def test_elements_put_in_anywhere_never_raise(name: str, edits: list[tuple[float, str]]) -> None:
    parts = members(name)
    text = parts["word/document.xml"].decode()
    for where, tag in edits:
        ends = [at + 1 for at, char in enumerate(text) if char == ">"]
        at = ends[min(int(where * len(ends)), len(ends) - 1)]
        text = text[:at] + tag + text[at:]
    parts["word/document.xml"] = text.encode()
    must_be_whole(read_members(parts))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(RICH), st.floats(0, 1), st.binary(max_size=8), st.integers(0, 40))
def test_bytes_cut_or_changed_in_any_part_never_raise(
    name: str, where: float, put: bytes, gone: int
) -> None:
    parts = members(name)
    chosen = sorted(parts)[int(where * 997) % len(parts)]
    data = parts[chosen]
    at = int(where * len(data))
    parts[chosen] = data[:at] + put + data[at + gone :]
    must_be_whole(read_members(parts))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(RICH), st.floats(0, 1))
def test_elements_taken_away_never_raise(name: str, where: float) -> None:
    parts = members(name)
    text = parts["word/document.xml"].decode()
    starts = [at for at, char in enumerate(text) if char == "<"]
    at = starts[min(int(where * len(starts)), len(starts) - 1)]
    parts["word/document.xml"] = (text[:at] + text[text.index(">", at) + 1 :]).encode()
    must_be_whole(read_members(parts))


def test_absurd_numbers_take_no_time_and_no_memory() -> None:
    parts = members("table-with-merged-cells")
    text = parts["word/document.xml"].decode()
    for number in ("99999999999", "-3", "1e300", "nan", "9" * 5000):
        parts["word/document.xml"] = text.replace(
            'gridSpan w:val="2"', f'gridSpan w:val="{number}"'
        ).encode()
        must_be_whole(read_members(parts))


def test_a_file_cut_anywhere_gives_a_reason() -> None:
    data = (CASES / "footnotes" / "manuscript.docx").read_bytes()
    for size in range(0, len(data), 211):
        piece = data[:size]
        reading = read(SourceFile(Path("a"), "a.docx", piece, digest_of_bytes(piece), "docx"))
        assert reading.findings and reading.findings[0].message.startswith("未读入：")
