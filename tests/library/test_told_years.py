"""Occurrences are counted by the year told of them; the counts are those of a walk over the text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fangzhi.library.dates import REACH, told_in
from fangzhi.library.filters import Filters
from fangzhi.library.index import Library
from fangzhi.library.search import search
from fangzhi.library.segment import Segment
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.zh.fold import fold

EXACT = {
    "順治十八年": 1661, "康熙丁未": 1667, "1985年": 1985, "一九八五年": 1985, "民國二十三年": 1934,
    "天寶十四載": 755, "洪武元年": 1368, "雍正廿一年": 0, "２００３年": 2003,
}  # fmt: skip
VAGUE = ("乾隆間", "康熙初", "明年", "三年", "建興二年", "甲子年", "85年", "仁宗時", "唐末")


@pytest.mark.parametrize(("words", "year"), EXACT.items())
def test_a_year_that_is_told_exactly_is_read(words: str, year: int) -> None:
    assert [told for *_, told in told_in(fold(words + "建橋"))] == [year]


@pytest.mark.parametrize("words", [
    *VAGUE[:5], "自1985年至1990年", "1985年以来", "1985、1986年", "1980年代", "順治十八年間",
    "建興丁未",
])  # fmt: skip
def test_what_is_not_one_year_is_no_year(words: str) -> None:
    told = list(told_in(fold(words + "建橋")))
    assert told and told[-1][2] == 0


def test_a_dynasty_before_a_title_says_which_court_is_meant() -> None:
    assert [year for *_, year in told_in(fold("蜀漢建興二年"))] == [224]
    assert [year for *_, year in told_in("1985年的年鉴，永乐大典")] == [1985]


def composed(dice: random.Random, pieces: int) -> tuple[Stream, list[tuple[int, int]]]:
    """Give a text made of years and fillers, with the year of each 茶 as a walk over it knows it."""
    text, offsets = "", [0]
    year, since = 0, -REACH
    expected = []
    for _ in range(pieces):
        if dice.random() < 0.15 and len(text) > offsets[-1]:
            offsets.append(len(text))
            year = 0
        if dice.random() < 0.6:
            words = dice.choice([*EXACT, *VAGUE])
            text += words
            year, since = EXACT.get(words, 0), len(text)
        for _ in range(dice.randint(1, 40)):
            sign = dice.choice("茶鹽橋，")
            if sign == "茶":
                expected.append((len(text), year if len(text) - since <= REACH else 0))
            text += sign
    return Stream(text, tuple(offsets), tuple(f"葉{n}" for n in range(len(offsets)))), expected


def composed_library(folder: Path) -> tuple[Library, list[list[tuple[int, int]]]]:
    dice = random.Random(20261123)
    made = [composed(dice, 120) for _ in range(12)]
    library = Library(folder, create=True)
    library.add(
        (Shelved(f"w{n}", f"书{n}", "", "", len(stream.text), year=1900), stream)
        for n, (stream, _) in enumerate(made)
    )
    return library, [expected for _, expected in made]


def check(library: Library, expected: list[list[tuple[int, int]]]) -> None:
    every = [year for own in expected for _, year in own]
    found = search(library, "茶", limit=0)
    assert (found.total, found.undated) == (len(every), every.count(0))
    assert found.recorded == {year: every.count(year) for year in sorted(set(every)) if year}
    assert sum(found.facets["recorded"].values()) == found.total - found.undated
    assert found.facets["recorded"]["清"] == sum(1644 <= year < 1912 for year in every)
    told = [(int(hit.work_id[1:]), hit.position, hit.year) for hit in found.hits]
    assert told == [(n, at, year) for n, own in enumerate(expected) for at, year in own]
    for low, high in ((1661, 1661), (1600, 1700), (0, 1000), (1980, 0), (1668, 1900)):
        kept = [y for y in every if y and (not low or y >= low) and (not high or y <= high)]
        limited = search(library, "茶", limit=0, filters=Filters(told_from=low, told_to=high))
        assert (limited.total, limited.undated) == (len(kept), 0)
        assert [hit.year for hit in limited.hits] == kept
        assert sum(limited.works.values()) == len(kept)


def test_counts_by_told_year_are_those_of_a_walk_over_the_text(tmp_path: Path) -> None:
    check(*composed_library(tmp_path))


def test_a_file_of_an_earlier_version_is_read_for_its_years(tmp_path: Path) -> None:
    expected = composed_library(tmp_path)[1]
    opened = Library(tmp_path)
    for segment in opened.segments:
        assert isinstance(segment, Segment)
        segment._told.clear()  # as one whose file has no such arrays
    check(opened, expected)


def test_a_year_on_a_leaf_that_is_closed_tells_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path, create=True)
    stream = Stream("順治十八年茶也茶", (0, 7), ("葉1", "葉2"), closed=(20400101, 0))
    library.add([(Shelved("w", "书", "", "", 8), stream)])
    found = search(library, "茶")
    assert (found.total, found.recorded, found.undated) == (1, {}, 1)
