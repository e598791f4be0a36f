"""差错计算标准: what each confirmed 差错 weighs and how far repetition counts, as named tables.

The tables are data (data/weights.toml) that an office can copy and edit. Each figure says whether
it was read in a source or is from memory; none is called a standard whose text was not checked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

import msgspec

from fangzhi.model.finding import Finding, Level
from fangzhi.model.value import Value, shaped

STANDARD = "图书2004"
"""The table that counts where none is named."""


class Weight(Value, frozen=True):
    """One row: what it weighs, how often the same words count, and where the figure is from.

    `rules` are the rules it holds for (none: the rest of the level); `same_cap` is the most that
    the same words may add up to in the book, `book_cap` the most of the whole row (0: none);
    `per_page` counts the same words once a page; `lengths` are pairs of how many characters are
    missing or too many at least, and what the 差错 then weighs. `source` is "✔" for a figure read in a source,
    "m" for one from memory, to be verified.
    """

    item: str
    level: Level
    weight: Decimal
    source: str
    rules: tuple[str, ...] = ()
    same_cap: Decimal = Decimal(0)
    book_cap: Decimal = Decimal(0)
    per_page: bool = False
    lengths: tuple[tuple[int, Decimal], ...] = ()

    def weighs(self, wrong: str, right: str = "") -> Decimal:
        """Give what one 差错 weighs; `right` is what should stand there ("" where nobody said)."""
        apart = abs(len(right) - len(wrong)) if right else 0
        return max((most for least, most in self.lengths if apart >= least), default=self.weight)


class Table(Value, frozen=True):
    """A table of weights: `limit` is the pass line per 10,000 characters, `veto` the levels of
    which one confirmed 差错 fails the book."""

    title: str
    limit: Decimal
    limit_source: str
    row: tuple[Weight, ...]
    veto: tuple[Level, ...] = ()

    def weight_of(self, finding: Finding) -> Weight | None:
        """Give the row that a finding counts by: the one that names its rule, else its level's."""
        level = [row for row in self.row if row.level == finding.level]
        named = (row for row in level if finding.rule in row.rules)
        return next(named, None) or next((row for row in level if not row.rules), None)

    def counted(
        self,
        confirmed: Sequence[Finding],
        pages: Mapping[str, int] | None = None,
        right: Mapping[str, str] | None = None,
    ) -> dict[str, Decimal]:
        """Give what confirmed findings add up to, by item, caps applied.

        By the fingerprint of a finding, `pages` gives its page and `right` the words that should
        stand there, where they are known.
        """
        same: dict[tuple[str, str, str], Decimal] = {}
        seen: set[tuple[str, str, int]] = set()
        totals: dict[str, Decimal] = {}
        for finding in confirmed:
            row = self.weight_of(finding)
            if row is None:
                continue
            page = (pages or {}).get(finding.fingerprint)
            if row.per_page and page is not None:
                if (finding.rule, finding.text, page) in seen:
                    continue
                seen.add((finding.rule, finding.text, page))
            key = (row.item, finding.rule, finding.text)
            weight = row.weighs(finding.text, (right or {}).get(finding.fingerprint, ""))
            same[key] = same.get(key, Decimal(0)) + weight
            if row.same_cap and same[key] > row.same_cap:
                continue
            total = totals.get(row.item, Decimal(0)) + weight
            totals[row.item] = min(total, row.book_cap) if row.book_cap else total
        return totals


def read_tables(text: str) -> dict[str, Table]:
    """Read tables by name; ValueError with a reason where the text is none."""
    try:
        return shaped(tomllib.loads(text), dict[str, Table], strict=False)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise ValueError(f"差错计算标准读不出：{fault}。") from fault


@cache
def tables() -> dict[str, Table]:
    """Give the tables that come with the program."""
    return read_tables((files("fangzhi.check") / "data/weights.toml").read_text(encoding="utf-8"))
