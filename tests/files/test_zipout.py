"""The same members give the same bytes, whenever and wherever."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.files.zipout import Member, pack, repack

MEMBERS = (
    Member("mimetype", b"application/epub+zip", stored=True),
    Member("文/a.xml", b"<a/>" * 99),
)


def test_order_times_and_methods_are_as_asked() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(MEMBERS))) as archive:
        first, second = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert (second.filename, second.compress_type) == ("文/a.xml", zipfile.ZIP_DEFLATED)
        assert {member.date_time for member in (first, second)} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


@given(st.dictionaries(st.text("abc/县", min_size=1).filter(
    lambda name: "" not in name.split("/")), st.binary(max_size=200), max_size=6))  # fmt: skip
def test_packing_twice_gives_equal_bytes_and_unpacking_the_members(parts: dict[str, bytes]) -> None:
    members = [Member(name, data) for name, data in parts.items()]
    packed = pack(members)
    assert packed == pack(members)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == parts


@pytest.mark.parametrize("name", ["", "/a", "../a", "a/../../b", "a//b", "a\\b"])
def test_a_name_that_climbs_out_is_never_written(name: str) -> None:
    with pytest.raises(ValueError, match="member name"):
        pack([Member(name, b"")])


def test_a_name_is_never_written_twice() -> None:
    with pytest.raises(ValueError, match="member name"):
        pack([Member("a", b""), Member("a", b"")])


def test_a_document_by_python_docx_is_made_the_same_every_day() -> None:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("县志")
    document.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        later = io.BytesIO()
        with zipfile.ZipFile(later, "w") as copy:
            for info in archive.infolist():
                copy.writestr(zipfile.ZipInfo(info.filename, (2001, 2, 3, 4, 5, 6)),
                              archive.read(info))  # fmt: skip
    assert repack(out.getvalue()) == repack(later.getvalue())
    assert Document(io.BytesIO(repack(out.getvalue()))).paragraphs[0].text == "县志"
