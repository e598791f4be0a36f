"""Kinds of work: the names that the house shares and the table of levels are one list."""

from __future__ import annotations

import pytest

from fangzhi.compile.kinds import find_kind, work_kinds
from fangzhi.model.kinds import ALIASES, DOCUMENTS, WORKS, YEARBOOKS, is_known, is_yearbook


def test_the_table_of_levels_holds_every_kind_and_no_other() -> None:
    assert sorted(work_kinds()) == sorted(WORKS)


def test_every_other_name_means_a_kind() -> None:
    assert [name for name in ALIASES if find_kind(name) is None] == []


def test_yearbooks_are_the_kinds_of_that_family() -> None:
    family = [name for name, kind in work_kinds().items() if kind.family == "年鉴"]
    assert sorted(family) == sorted(YEARBOOKS)
    assert all(map(is_yearbook, family))


@pytest.mark.parametrize("kind", [*WORKS, *ALIASES, *DOCUMENTS, "水利志", "教育年鉴", ""])
def test_a_kind_of_the_list_is_known(kind: str) -> None:
    assert is_known(kind)


def test_a_kind_of_no_list_is_not_known() -> None:
    assert not is_known("小说")
