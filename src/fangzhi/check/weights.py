"""Weights and caps of the 差错率 (图书质量管理规定 2004, 附件), each marked as read or from memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from fangzhi.model.finding import Finding, Level
from fangzhi.model.value import Value


class Weight(Value, frozen=True):
    """One row: what it weighs, how often the same words count, and where the figure is from.

    `rules` are the rules it holds for ("" = all of the level); `same_cap` is the most that the
    same words may add up to in the book, `book_cap` the most of the whole row (0: none). `source`
    is "✔" for a figure read in a source, "m" for one from memory, to be verified.
    """

    item: str
    level: Level
    weight: Decimal
    source: str
    rules: tuple[str, ...] = ()
    same_cap: Decimal = Decimal(0)
    book_cap: Decimal = Decimal(0)


_D = Decimal
WEIGHTS: tuple[Weight, ...] = (
    Weight("政治性差错", "政", _D(3), "✔（试题答案，待核）"),
    Weight("知识性、逻辑性、语法性差错", "硬", _D(2), "✔"),
    Weight("量和单位符号大小写", "数", _D("0.5"), "m", ("R128",), book_cap=_D("1.5")),
    Weight("量和单位不规范，同一差错最多计3", "数", _D(1), "✔，上限 m",
           ("R121", "R122", "R123", "R126", "R129", "R131"), same_cap=_D(3)),
    Weight("数字差错，每个计1", "数", _D(1), "✔"),
    Weight("错、别、多、漏、倒字，同字全书最多计4", "字", _D(1), "✔", same_cap=_D(4)),
    Weight("标点一般错用、漏用、多用", "点", _D("0.1"), "m"),
    Weight("图序、表序标注，全书最多计1", "式", _D("0.1"), "m", ("R206", "R207"), book_cap=_D(1)),
    Weight("另页、空行、空格、层次等格式", "式", _D("0.1"), "m"),
    Weight("体例、行文问题，不计差错率，另列体例问题表", "体", _D(0), "✔"),
)  # fmt: skip


def weight_for(finding: Finding) -> Weight:
    """Give the row that a finding counts by: the first that names its rule, else its level's."""
    own = next((row for row in WEIGHTS if finding.rule in row.rules), None)
    if own is not None and own.level == finding.level:
        return own
    return next(row for row in WEIGHTS if row.level == finding.level and not row.rules)


def counted(confirmed: Sequence[Finding]) -> dict[str, Decimal]:
    """Give what confirmed findings add up to, by the item of the weights table, caps applied."""
    same: Counter[tuple[str, str, str]] = Counter()
    totals: dict[str, Decimal] = {}
    for finding in confirmed:
        row = weight_for(finding)
        key = (row.item, finding.rule, finding.text)
        same[key] += 1
        if row.same_cap and same[key] * row.weight > row.same_cap:
            continue
        total = totals.get(row.item, Decimal(0)) + row.weight
        totals[row.item] = min(total, row.book_cap) if row.book_cap else total
    return totals
