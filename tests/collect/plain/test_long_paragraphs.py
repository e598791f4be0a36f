"""A text wrapped by hand whose paragraphs never end is read in one go."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fangzhi.collect.plain import read
from fangzhi.files.source import SourceFile
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of_bytes
from tests.work import holds_pace

LINE = "县志所载山川城池户口赋役学校选举人物艺文杂记皆依旧例分门别类详加考订"


def wrapped(lines: int) -> SourceFile:
    data = "\n".join([LINE] * lines).encode()
    return SourceFile(Path("志.txt"), "志.txt", data, digest_of_bytes(data), "txt")


def test_a_paragraph_takes_no_longer_than_its_words() -> None:
    assert holds_pace(lambda lines: partial(read, wrapped(lines)), 2_000)


def test_a_paragraph_of_twenty_thousand_lines_is_read_whole() -> None:
    found = read(wrapped(20_000))
    (text,) = found.manuscript.blocks
    assert isinstance(text, Text) and text.text == LINE * 20_000
    assert text.origin[-1].offset == 19_999 * (len(LINE) + 1)
