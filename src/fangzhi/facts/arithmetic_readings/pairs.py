"""Totals of lists in which every part is counted in two units (甲1248户1863人、乙3462户5127人，合计4710户6990人)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fangzhi.facts.statements import Item, is_firm, same_unit

_TOTAL: Final = re.compile("(?:共计|合计|总计|总共|合共|共有|共)(?:为|达|有)?$")
_MOST: Final = 40


def paired(items: tuple[Item, ...]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Give each total of such a list with its parts, one statement a unit."""
    for at, total in enumerate(items[:-1]):
        other = items[at + 1]
        if at < 4 or other.lead != "" or other.label or not _TOTAL.search(total.label):
            continue
        if same_unit(total, other) or total.start - items[at - 1].end > 12:
            continue
        first: list[Item] = []
        second: list[Item] = []
        for number in range(at - 2, max(-1, at - _MOST), -2):
            one, two = items[number], items[number + 1]
            alike = same_unit(one, total) and same_unit(two, other) and two.lead == ""
            if not (alike and one.sentence == total.sentence and is_firm(one) and is_firm(two)):
                break
            first.insert(0, one)
            second.insert(0, two)
        if len(first) > 1:
            yield total, tuple(first)
            yield other, tuple(second)
