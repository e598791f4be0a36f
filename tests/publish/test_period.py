"""The years on a title page."""

from __future__ import annotations

import pytest

from fangzhi.model.agent import Period
from fangzhi.model.work import Work
from fangzhi.publish.period import period_words


@pytest.mark.parametrize(
    ("title", "upper", "lower", "volume", "words"),
    [
        ("青川县志", "1986", "2005", 0, "1986—2005"),
        ("青川年鉴", "2024-01-01", "2024-12-31", 0, "2024年"),
        ("青川年鉴", "2024-01-01", "2024-12-31", 2025, "2025年卷"),
        ("青川年鉴（2025）", "2024-01-01", "2024-12-31", 2025, ""),
        ("清溪村志", "", "2023", 0, ""),
        ("清溪村志", "事物发端", "2023", 0, ""),
    ],
)
def test_years_stand_as_people_write_them(
    title: str, upper: str, lower: str, volume: int, words: str
) -> None:
    work = Work("w", title, "县志", period=Period(upper, lower), volume_year=volume)
    assert period_words(work) == words
