"""What a file carries may be damaged, foreign or forged: the words are read all the same."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from fangzhi.collect.docx.read import read
from fangzhi.collect.reading import Reading
from fangzhi.files.carried import PART
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of_bytes
from fangzhi.publish.docx.manuscript import write_manuscript
from tests.roundtrip import strategies
from tests.roundtrip.pictures import png

PLAIN = Manuscript((Text("p1", "茶出西山。"), Text("p2", "漆出东山。")), title="物产")


def reading(data: bytes) -> Reading:
    return read(SourceFile(Path("稿.docx"), "稿.docx", data, digest_of_bytes(data), "docx"))


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"<carried", b"<a/>", b'<carried xmlns="urn:fangzhi:carried:1">{"skeleton":</carried>',
     b'<carried xmlns="urn:fangzhi:carried:1">' + b"[" * 100_000 + b"</carried>"],
)  # fmt: skip
def test_a_damaged_part_leaves_the_words(content: bytes) -> None:
    found = reading(with_part(write_manuscript(PLAIN, {}), PART, content)).manuscript
    assert [text.text for text in texts(found)] == ["茶出西山。", "漆出东山。"]


def test_bookmarks_with_impossible_numbers_mean_nothing() -> None:
    data = write_manuscript(PLAIN, {})
    name = "word/document.xml"
    body = part_of(data, name).replace(b"_fzp1", b"_fz_m99999999999").replace(b"_fzp2", b"_fz_d-1")
    found = reading(with_part(data, name, body)).manuscript
    assert [text.text for text in texts(found)] == ["茶出西山。", "漆出东山。"]


def test_a_new_text_typed_into_an_old_file_has_nothing_of_the_old_one() -> None:
    data = write_manuscript(PLAIN, {})
    name = "word/document.xml"
    body = re.sub(rb"<w:bookmark(Start|End)[^>]*/>", b"", part_of(data, name))
    found = reading(with_part(data, name, body)).manuscript
    assert found.title == ""
    assert not {"p1", "p2"} & {block.id for block in found.blocks}


made = strategies.manuscripts(png(4, 3))


@given(made, made)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck),
          derandomize=True)  # fmt: skip
def test_the_part_of_another_file_never_stops_the_reader(
    one: strategies.Made, other: strategies.Made
) -> None:
    first = write_manuscript(one.manuscript, one.assets)
    second = write_manuscript(other.manuscript, other.assets)
    found = reading(with_part(first, PART, part_of(second, PART)))
    assert found.manuscript.blocks
