"""What stood above a place is told for the years asked, and for no others."""

from __future__ import annotations

import pytest

from fangzhi.authority.above import Years, above


def names(name: str, code: str = "", years: Years | None = None) -> tuple[str, ...] | None:
    told = above(name, code, years)
    return told.names if told else None


def test_a_county_stands_under_the_prefecture_of_its_time() -> None:
    assert names("雅安县", years=(1982, 1982)) == ("雅安县", "雅安地区", "四川省")
    assert names("名山县", years=(2005, 2005)) == ("名山县", "雅安市", "四川省")
    assert names("名山縣", years=(1990, 1995)) == ("名山县", "雅安地区", "四川省")


def test_a_book_over_a_change_counts_under_both() -> None:
    assert names("名山县", years=(1986, 2005)) == ("名山县", "雅安地区", "雅安市", "四川省")


@pytest.mark.parametrize(
    ("name", "code", "years"),
    [
        ("雅安县", "", (1911, 1949)),  # before the tables
        ("雅州府", "", (1733, 1733)),  # in no table
        ("四川", "510000", (1733, 1733)),  # today's province is not that of 1733
        ("名山县", "", None),  # no year, no code: nothing says which time is meant
        ("朝阳区", "", (2000, 2000)),  # in Beijing and in Changchun
        ("雅安市", "", (1990, 2010)),  # a county's rank first, then a prefecture's
    ],
)
def test_what_the_tables_do_not_tell_is_not_known(
    name: str, code: str, years: Years | None
) -> None:
    assert above(name, code, years) is None


def test_a_code_says_which_division_is_meant() -> None:
    assert names("朝阳区", "110105", (2000, 2000)) == ("朝阳区", "北京市")
    assert names("四川", "510000", (1990, 1990)) == ("四川省",)
    assert names("雅安市", "513101", (1990, 1990)) == ("雅安市", "雅安地区", "四川省")
    assert names("草坝镇", "511802101", (2005, 2005)) == ("草坝镇", "雨城区", "雅安市", "四川省")
    told = above("雅安县", "", (1982, 1982))
    assert told is not None and told.codes == ("513121", "513100", "510000")
