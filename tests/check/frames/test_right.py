"""Right passages that look wrong raise nothing: by a stranger (right.txt), and of other kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.check.passages.reading import ALL, Passage, told

HERE = Path(__file__).parent
OF_THE_BOOK = ("R121", "R122")
"""Asked of the stranger's passages only: `right_more.txt` is of books that keep to 亩 and 斤."""
KNOWN = {
    "收支表，收入合计、支出合计各自成立": "a total above its parts, twice in one table",
    "每平方千米人口": "住有 is taken for a part of a density",
}
"""Passages that may be alarmed still, each with what is not read."""


def passages(name: str) -> Iterator[Passage]:
    """Give the passages of a file; `@@ name` opens another document."""
    text = (HERE / name).read_text(encoding="utf-8")
    for block in re.split(r"^=== *", text, flags=re.M)[1:]:
        head, _, rest = block.partition("\n")
        rule, _, title = head.partition("|")
        lines = tuple(
            f"@{line[2:].strip().removesuffix('.docx')}" if line.startswith("@@") else line
            for line in rest.split("\n")
            if line.strip()
        )
        yield Passage(False, rule.strip()[:4], False, title.strip(), lines)


def _alarms(name: str, left_out: tuple[str, ...]) -> dict[str, str]:
    """The passages that raise anything but hints of style, with what is said."""
    asked = ALL - set(left_out)
    return {
        passage.title: f"{f.rule} {f.message}"
        for passage in passages(name)
        for f in told(passage, asked).outside
        if f.level != "体" and f.by_rule
    }


@pytest.mark.parametrize(("name", "left_out"), [("right.txt", ()), ("right_more.txt", OF_THE_BOOK)])
def test_a_right_passage_raises_nothing(name: str, left_out: tuple[str, ...]) -> None:
    alarmed = _alarms(name, left_out)
    assert {title: said for title, said in alarmed.items() if title not in KNOWN} == {}
