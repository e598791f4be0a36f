"""Tables as offices draw them: the cell to doubt in each, and tables in which nothing is wrong.

tables.txt holds a table a paragraph: the first line names it and, after a colon, the rule and the
cell (row/column) that must be raised, nothing where the table is right.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings

TEXT = Path(__file__).with_name("tables.txt").read_text(encoding="utf-8")
CASES = [case.split("\n") for case in TEXT.strip().split("\n\n")]


@pytest.mark.parametrize("case", CASES, ids=[case[0].split("：")[0] for case in CASES])
def test_a_table_raises_the_cell_to_doubt_or_nothing(case: list[str]) -> None:
    wanted = case[0].split("：")[1].strip()
    rows = tuple(tuple(line.split("|")) for line in case[1:])
    found = check_manuscript(manuscript_of(Example(table=rows)), CheckSettings())
    own = [f"{f.rule} {f.block.removeprefix('t0/')}" for f in found if "R167" <= f.rule <= "R178"]
    assert own == (wanted.split("、") if wanted else []), [f.message for f in found]
