"""The year that a quotation tells, from its own words: never from what we think we know."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from fangzhi.model.using import Dated, EvidenceCard
from fangzhi.zh.eras import all_reigns, era_to_years, reigns
from fangzhi.zh.fold import fold
from fangzhi.zh.ganzhi import is_ganzhi, years_of_ganzhi
from fangzhi.zh.numerals import parse_number

ABOVE = 3000
"""Characters above a card in which the era's name may stand."""


class NoYear(ValueError):
    """Raised when a card's words do not give the year it claims; says in Chinese why."""


def year_of(card: EvidenceCard, words_at: Callable[[int, int], str]) -> int | None:
    """Give the year (negative before the common era) a card is dated by, None for no date.

    `words_at` gives the words of the card's work between two places. Raises NoYear when era or
    year do not stand where the card says, when another era begins in between, or when the era
    has no such year or more than one reading.
    """
    dated = card.dated
    if dated is None:
        return None
    if fold(dated.year) not in fold(card.quotation):
        raise NoYear(f"证据{card.id}的引文里没有“{dated.year}”")
    if dated.above:
        _check_carried(card, dated, words_at)
    elif fold(dated.era) not in fold(card.quotation):
        raise NoYear(f"证据{card.id}的引文里没有年号“{dated.era}”")
    years = _years(dated)
    if len(years) != 1:
        told = "、".join(map(show_year, years)) or "没有这一年"
        raise NoYear(
            f"证据{card.id}的“{dated.era}{dated.year}”合公元：{told}；请写明 dynasty 或改正"
        )
    return years[0]


def show_year(year: int) -> str:
    """Write a year as an editor reads it: 前127年, 1081年."""
    return f"前{-year}年" if year < 0 else f"{year}年"


def _check_carried(card: EvidenceCard, dated: Dated, words_at: Callable[[int, int], str]) -> None:
    """See that the era's name stands above the card, and that no other era begins in between."""
    above = fold(words_at(max(0, card.start - ABOVE), card.start))
    place = above.rfind(fold(dated.era))
    if place < 0:
        raise NoYear(f"证据{card.id}的上文{ABOVE}字内没有年号“{dated.era}”")
    other = _first_years().search(above, place + len(dated.era))
    if other is not None:
        raise NoYear(
            f"证据{card.id}与所承年号“{dated.era}”之间另有“{other[0]}”，年份不能这样承上文"
        )


@cache
def _first_years() -> re.Pattern[str]:
    titles = {fold(reign.title) for reign in all_reigns()}
    return re.compile(f"(?:{'|'.join(sorted(titles, key=lambda t: (-len(t), t)))})元年")


def _years(dated: Dated) -> tuple[int, ...]:
    dynasty = dated.dynasty or None
    words = dated.year.removesuffix("年")
    if is_ganzhi(words):
        return tuple(dict.fromkeys(
            year for reign in reigns(dated.era, dynasty)
            for year in years_of_ganzhi(words, reign.start, reign.end)))  # fmt: skip
    number = parse_number("一" if words == "元" else words)
    if number is None:
        return ()
    return era_to_years(dated.era, int(number.value), dynasty)
