"""Under a place count its own works and those of the places below it at the time, and no others."""

from __future__ import annotations

import random
from pathlib import Path

from fangzhi.authority.divisions import all_divisions
from fangzhi.library.filters import Filters
from fangzhi.library.index import Library
from fangzhi.library.search import search
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream


def shelf(folder: Path, *works: tuple[str, str, int, int, int]) -> Library:
    """Put works on a shelf, each told as (place, code, first year, last year, how often 茶)."""
    library = Library(folder, create=True)
    library.add(
        (
            Shelved(f"w{n}", f"书{n}", f"{n}", "", many, place=place, place_code=code,
                    start=first, end=last),
            Stream("茶" * many, (0,), ("卷一",)),
        )
        for n, (place, code, first, last, many) in enumerate(works)
    )  # fmt: skip
    return library


def test_hits_count_under_every_place_above_at_the_time(tmp_path: Path) -> None:
    library = shelf(
        tmp_path,
        ("雅安县", "", 1982, 1982, 3),
        ("名山县", "", 2003, 2005, 5),
        ("名山縣", "", 1986, 2005, 7),
        ("雅州府", "", 1733, 1739, 11),
        ("四川", "510000", 0, 1733, 13),
    )
    found = search(library, "茶")
    assert found.facets["place"] == {
        "四川省": 15, "四川": 13, "名山县": 12, "雅安市": 12, "雅州府": 11, "雅安地区": 10, "雅安县": 3,
    }  # fmt: skip
    assert found.unplaced == {"四川": 13, "雅州府": 11}
    assert found.total == 39

    def limited(place: str) -> int:
        return search(library, "茶", filters=Filters(places=(place,))).total

    assert (limited("雅安地区"), limited("四川省"), limited("雅州府")) == (10, 15, 11)
    assert (limited("513100"), limited("511800"), limited("510000")) == (10, 12, 28)
    assert search(library, "地:雅安地区 茶").total == 10


def test_the_counts_are_those_of_walking_the_tables_work_by_work(tmp_path: Path) -> None:
    dice = random.Random(20261123)
    rows = [row for row in all_divisions() if row.level == "县级" and row.code.startswith("51")]
    works = []
    expected: dict[str, int] = {}
    for _ in range(300):
        row, many = dice.choice(rows), dice.randint(1, 4)
        year = dice.randint(row.valid_from, row.valid_to or 2025)
        works.append((row.name, row.code, year, year, many))
        names: set[str] = set()
        for other in all_divisions():  # every row of this code that held then
            if other.code == row.code and other.holds(year):
                names |= {other.name, *other.path}
        for name in names:
            expected[name] = expected.get(name, 0) + many
    library = shelf(tmp_path, *works)
    found = search(library, "茶")
    assert found.facets["place"] == expected
    assert found.unplaced == {}
    for place, count in expected.items():
        assert search(library, "茶", limit=1, filters=Filters(places=(place,))).total == count
