"""Today's divisions of a place name in the quotations: only what the division tables say."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.authority.divisions import Division, find, history
from fangzhi.project.using.dossier import PlaceRow
from fangzhi.zh.fold import to_simplified

UNKNOWN = "未定（表中没有同名政区）"


def today_of(place: PlaceRow) -> str:
    """Say which division of the tables has this name, and which took it over."""
    rows = find(to_simplified(place.name), within=place.within or None)
    if not rows:
        return UNKNOWN
    in_force = [row for row in rows if row.valid_to is None]
    if in_force:
        return "；".join(f"{_named(row)}，今仍有" for row in in_force)
    last = max(rows, key=lambda row: row.valid_to or 0)
    heirs = list(dict.fromkeys(_heirs(last)))
    told = f"{_named(last)}，{last.valid_to}年止"
    return f"{told}；承续：{'、'.join(heirs)}" if heirs else f"{told}；承续表中未载"


def _named(row: Division) -> str:
    return f"{''.join(row.path)}{row.name}（{row.code}）"


def _heirs(row: Division) -> Iterator[str]:
    for successor in row.successors:
        named = history(successor.code)
        if named:
            latest = max(named, key=lambda one: one.valid_to or 9999)
            end = "" if latest.valid_to is None else f"，{latest.valid_to}年止"
            yield f"{latest.name}（{latest.code}{end}）"
