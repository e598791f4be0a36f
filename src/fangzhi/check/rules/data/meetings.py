"""Months of the CPC's national congresses and plenums: (first, last) as (year, month)."""

from __future__ import annotations

Month = tuple[int, int]
_CONGRESSES = """一大 1921-07 1921-08
二大 1922-07
三大 1923-06
四大 1925-01
五大 1927-04 1927-05
六大 1928-06 1928-07
七大 1945-04 1945-06
八大 1956-09
九大 1969-04
十大 1973-08
十一大 1977-08
十二大 1982-09
十三大 1987-10 1987-11
十四大 1992-10
十五大 1997-09
十六大 2002-11
十七大 2007-10
十八大 2012-11
十九大 2017-10
二十大 2022-10"""
# number of the congress: months of its plenums from the first one named
_PLENUMS = """七 二 1949-03
七 三 1950-06
七 四 1954-02
七 五 1955-04
七 六 1955-10
八 三 1957-09 1957-10
八 六 1958-11 1958-12
八 八 1959-08
八 九 1961-01
八 十 1962-09
八 十一 1966-08
八 十二 1968-10
九 二 1970-08 1970-09
十 三 1977-07
十一 三 1978-12
十一 四 1979-09
十一 五 1980-02
十一 六 1981-06
十一 七 1982-08
十二 二 1983-10
十二 三 1984-10
十二 四 1985-09
十二 六 1986-09
十三 三 1988-09
十三 四 1989-06
十三 五 1989-11
十三 六 1990-03
十三 七 1990-12
十三 八 1991-11
十四 三 1993-11
十四 四 1994-09
十四 五 1995-09
十四 六 1996-10
十五 三 1998-10
十五 四 1999-09
十五 五 2000-10
十五 六 2001-09
十六 三 2003-10
十六 四 2004-09
十六 五 2005-10
十六 六 2006-10
十七 三 2008-10
十七 四 2009-09
十七 五 2010-10
十七 六 2011-10
十八 二 2013-02
十八 三 2013-11
十八 四 2014-10
十八 五 2015-10
十八 六 2016-10
十九 二 2018-01
十九 三 2018-02
十九 四 2019-10
十九 五 2020-10
十九 六 2021-11
二十 二 2023-02
二十 三 2024-07
二十 四 2025-10"""


def _month(text: str) -> Month:
    year, month = text.split("-")
    return int(year), int(month)


def _rows() -> dict[str, tuple[Month, Month]]:
    known = {}
    for row in _CONGRESSES.splitlines():
        name, *months = row.split()
        known[name] = (_month(months[0]), _month(months[-1]))
    for row in _PLENUMS.splitlines():
        congress, plenum, *months = row.split()
        known[f"{congress}届{plenum}中全会"] = (_month(months[0]), _month(months[-1]))
    return known


MEETINGS = _rows()
