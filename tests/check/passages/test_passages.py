"""Passages with one slip or none: what was reached is kept, what is right stays unsaid.

`first.txt` was mended on; `second.txt` was written before that and read only as a total until its
figure stood (README); the numbers below keep what both reached after it was opened too.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.model.manuscript import Table
from fangzhi.model.text import Text
from tests.check.passages.reading import COMPUTED, Passage, blocks, passages, told, twins

HERE = Path(__file__).parent
LEAST_FOUND = {"first.txt": 73, "second.txt": 41, "third.txt": 149}
MOST_ALARMED = {"third.txt": 11}
"""Right passages that rules still speak on: each a fault; of the other files none."""
LEAST_TWINS = {"twins_first.txt": 82, "twins_second.txt": 133, "twins_third.txt": 123}
"""Slips of rules outside arithmetic, each passage with a right one that looks like it."""
RIGHT = list(passages(HERE / "right_fourth.txt"))
TRAPS = list(passages(HERE / "traps.txt"))


@pytest.mark.parametrize("name", sorted(LEAST_FOUND))
def test_passages_keep_what_was_reached_on_them(name: str) -> None:
    found, alarmed = 0, []
    for passage in passages(HERE / name):
        said = told(passage)
        if passage.wrong:
            found += said.met
        elif said.outside:
            alarmed.append((passage.title, [f.message for f in said.outside]))
    assert len(alarmed) <= MOST_ALARMED.get(name, 0), alarmed
    assert found >= LEAST_FOUND[name]


@pytest.mark.parametrize("name", sorted(LEAST_TWINS))
def test_of_twins_the_slip_is_found_and_the_right_one_stays_unsaid(name: str) -> None:
    found = 0
    for passage in twins(HERE / name):
        said = told(passage, {passage.rule})
        if passage.wrong:
            found += said.met
        else:
            assert [f.message for f in said.outside] == [], passage.title
    assert found >= LEAST_TWINS[name]


@pytest.mark.parametrize("passage", RIGHT, ids=[p.title for p in RIGHT])
def test_of_a_right_passage_no_computed_rule_speaks(passage: Passage) -> None:
    said = told(passage, COMPUTED | {passage.rule})
    assert [f"{f.rule} {f.message}" for f in said.outside] == []


@pytest.mark.parametrize("passage", TRAPS, ids=[f"{p.rule}-{p.title}" for p in TRAPS])
def test_a_rule_speaks_of_the_slip_and_not_of_what_looks_like_it(passage: Passage) -> None:
    said = told(passage, {passage.rule})
    assert said.met is passage.wrong
    assert [f.message for f in said.outside] == []


@pytest.mark.parametrize(
    "rows",
    [("|指标|2020年|增长|", "|户数|3100|4.2%|"), ("指标|2020年|增长", "户数|3100|4.2%")],
    ids=["framed", "bare"],
)
def test_rows_under_the_name_of_a_table_are_its_rows(rows: tuple[str, ...]) -> None:
    lines = ["# 人口", "T: 户数表", *rows, "全镇户数增长。", "甲|乙两处。"]
    _, table, *after = blocks("1", lines, {})
    assert isinstance(table, Table) and table.title is not None
    assert table.title.text == "户数表"
    assert [cell.text.text for cell in table.cells] == [
        "指标", "2020年", "增长", "户数", "3100", "4.2%"]  # fmt: skip
    assert [block.text for block in after if isinstance(block, Text)] == lines[-2:]
