"""A part above its whole (分大于总): a town's count that is larger than that of the whole county."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from fangzhi.facts.records.compare import Conflict, conflict_of
from fangzhi.facts.records.record import Record

_TOWN: Final = re.compile(r"[一-鿿](?:镇|乡|街道|村|社区|苏木|嘎查|公社|大队)$")
_MEAN: Final = re.compile(r"均|率|单产|每|比|占|价|指数|海拔|温|距|雨|水位|深|高度|亩产")
_LEAST: Final = 3
_FAR: Final = 10


def exceeds(records: Sequence[Record]) -> list[Conflict]:
    """Give the figures of towns and villages above the one figure of the whole place for them."""
    whole: dict[tuple[object, ...], Record | None] = {}
    for r in records:
        if r.place == "" and r.subject == "" and not r.table and _is_count(r):
            known = whole.get(_key(r), r)
            same = known is not None and known.value == r.value
            whole[_key(r)] = r if same else None
    above: dict[tuple[object, ...], list[Record]] = {}
    for r in records:
        county = whole.get(_key(r)) if r.place and not r.subject else None
        if (
            county is None
            or not _is_count(r)
            or not _TOWN.search(r.place)
            or r.block.id == county.block.id
        ):
            continue
        if county.value < r.value < county.value * _FAR:
            above.setdefault(_key(r), []).append(r)
    # what several towns have more of is no figure of the whole
    return [
        conflict_of(own[0], county, ())
        for key, own in above.items()
        if len(own) == 1 and (county := whole[key]) is not None
    ]


def _key(r: Record) -> tuple[object, ...]:
    return (r.indicator, r.unit.base, r.year, r.scope)


def _is_count(r: Record) -> bool:
    named = bool(r.kind and r.kind in ("stock", "flow")) or len(r.indicator) > _LEAST
    plain = not r.span and not r.part and r.year > 0 and r.unit.base not in ("%", "‰", "元")
    return named and plain and _MEAN.search(r.indicator) is None and r.value > Decimal(1)
