"""Units of measurement (计量单位): one table with factors, status and conversion.

Market units (市制) have the values fixed in 1929–1930 and 1959 (1 尺 = 1/3 m, 1 斤 = 0.5 kg,
1 亩 = 2000/3 m²); older measures differed by time and place and are not converted here.
"""

import csv
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal, cast

import msgspec

Status = Literal["legal", "market", "abolished", "foreign"]


class Unit(msgspec.Struct, frozen=True):
    """A unit: SI value = number × factor + offset. `status`: 法定, 市制, 已废除, 外国."""

    name: str
    symbols: tuple[str, ...]
    dimension: str
    ratio: Fraction
    shift: Fraction
    status: Status

    @property
    def factor(self) -> Decimal:
        """Factor to the SI unit, 28 digits where it does not end (尺 = 0.333… m)."""
        return _decimal(self.ratio)


class UnitMatch(msgspec.Struct, frozen=True):
    """A unit printed at text[start:end]."""

    unit: Unit
    start: int
    end: int
    text: str


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


@cache
def units() -> dict[str, Unit]:
    """Every unit by its Chinese name and by each of its symbols."""
    text = files(__package__).joinpath("data/units.csv").read_text(encoding="utf-8")
    table: dict[str, Unit] = {}
    for row in csv.DictReader(text.splitlines()):
        symbols = ("n mile", "nmi") if row["name"] == "海里" else tuple(row["symbols"].split())
        unit = Unit(
            row["name"],
            symbols,
            row["dimension"],
            Fraction(row["factor"]),
            Fraction(row["offset"] or 0),
            cast(Status, row["status"]),
        )
        for key in (unit.name, *symbols):
            table[key] = unit
    return table


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(units(), key=lambda n: (-len(n), n))
    latin = "|".join(re.escape(n) for n in names if n[-1] < "\u0370" or n[-1] in "²³")
    other = "|".join(re.escape(n) for n in names if not (n[-1] < "\u0370" or n[-1] in "²³"))
    return re.compile(rf"(?:{other})|(?:{latin})(?![A-Za-z0-9²³/·])")


def unit_at(text: str, pos: int) -> UnitMatch | None:
    """The longest unit that begins at `pos`, one space before it allowed; None without one.

    A name such as 里 or 方 is a unit only after a number: asking there is the caller's part.
    """
    start = pos + 1 if text[pos : pos + 1] in (" ", "\u00a0", "\u2009", "\u202f") else pos
    m = _pattern().match(text, start)
    return UnitMatch(units()[m[0]], start, m.end(), m[0]) if m else None


def convert(value: Decimal | int, unit: Unit | str, to: Unit | str) -> Decimal:
    """Convert a value between units of one dimension: 5000 亩 → 333.33… 公顷.

    Raise KeyError for an unknown unit, ValueError for two dimensions.
    """
    source = units()[unit] if isinstance(unit, str) else unit
    target = units()[to] if isinstance(to, str) else to
    if source.dimension != target.dimension:
        raise ValueError(f"{source.name}与{target.name}不是同一种量，不能换算")
    ratio, shift = _steps(source.name, target.name)
    base = Fraction(value) * ratio
    return _decimal(base + shift if shift else base)


@cache
def _steps(unit: str, to: str) -> tuple[Fraction, Fraction]:
    """What a value is multiplied by, and what is added then."""
    source, target = units()[unit], units()[to]
    return source.ratio / target.ratio, (source.shift - target.shift) / target.ratio
