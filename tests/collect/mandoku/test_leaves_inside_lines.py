"""Mandoku files whose leaves begin inside a line, and lines that only look like compositions."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fangzhi.collect.prints.lines import parse_line
from fangzhi.collect.prints.mandoku import read
from fangzhi.files.source import SourceFile
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of_bytes
from tests.work import quickest

HEAD = "# -*- mode: mandoku-view; -*-\n#+TITLE: 某志\n"


def test_lines_after_a_leaf_that_begins_inside_a_line_stand_on_that_leaf() -> None:
    data = (f"{HEAD}<pb:X_1a>¶\n甲乙丙丁甲乙丙丁甲乙¶\n甲乙丙丁<pb:X_1b>戊己庚辛壬癸¶\n"
            "子丑寅卯¶\n").encode()  # fmt: skip
    found = read(SourceFile(Path("志.txt"), "志.txt", data, digest_of_bytes(data), "mandoku"))
    text = found.manuscript.blocks[-1]
    assert isinstance(text, Text) and text.text.endswith("壬癸子丑寅卯")
    assert [m.ref for m in text.marks if m.kind == "leaf-break"] == ["X_1a", "X_1b"]
    last = text.origin[-1]
    assert (last.address, last.page) == ("X_1b", "X_1b")
    block = data.decode().split("<pb:X_1b>")[1]
    assert block[last.offset : last.offset + 4] == "子丑寅卯"


def test_a_composition_is_one_character_and_an_open_bracket_costs_no_time() -> None:
    assert [m.text for m in parse_line("甲[金*(土/丂)]乙").marks] == ["[金*(土/丂)]"]
    for line in ("[" + "-" * 100_000, "(" * 100_000):
        assert "".join(piece.text for piece in parse_line(line).pieces) == line
        assert quickest(partial(parse_line, line), 2) < 2
