"""Divisions that took another name or rank (撤县设区, 更名): which name belongs to which years.

Only names that point to one place: a name borne in two provinces, or borne again later, is left
out, because a program cannot tell which is meant.
"""

from functools import cache

import msgspec

from fangzhi.authority.divisions import COVERED, Division, all_divisions, approvals, history

_MOST_HEIRS = 3
_LAG = 2
"""Years that may pass between the approval and the change in the tables."""
_PARENTS = {"50": "51", "46": "44"}
"""Provinces that were part of another in 1981: 重庆, 海南."""


class Renaming(msgspec.Struct, frozen=True):
    """A name of a division, its first and last year (0 open), and the names before and after.

    The years are those of the yearly tables: the year of the change belongs to both names.
    """

    name: str
    province: str
    first: int
    last: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The row as evidence prints it, the document of approval apart from the change."""
        years = f"{self.first or '…'}—{self.last or '…'}年"
        line = f"政区沿革表：{self.province}{self.name} {years}"
        near = {y - lag for y in (self.first, self.last) if y for lag in range(_LAG + 1)}
        papers = dict.fromkeys(
            f"{a.year}年批准，{a.document}" for a in approvals(self.name) if a.year in near
        )
        return f"{line}（{'；'.join(papers)}）" if papers else line


@cache
def renamings() -> dict[str, Renaming]:
    """Every name that began after the first table or ended before the last, by the name."""
    groups: dict[str, list[Division]] = {}
    for division in all_divisions():
        groups.setdefault(division.name, []).append(division)
    before = _before()
    known: dict[str, Renaming] = {}
    for name, rows in groups.items():
        if len({_PARENTS.get(r.code[:2], r.code[:2]) for r in rows}) > 1 or rows[0].level == "省级":
            continue
        first = min(row.valid_from for row in rows)
        last = 0 if any(r.valid_to is None for r in rows) else max(r.valid_to or 0 for r in rows)
        old = tuple(dict.fromkeys(n for r in rows for n in before.get((r.code, name), ())))
        new = tuple(dict.fromkeys(n for r in rows if r.valid_to == last for n in _heirs(r)))
        old, new = tuple(n for n in old if n != name), tuple(n for n in new if n != name)
        began = first if first > COVERED[0] and 0 < len(old) <= _MOST_HEIRS else 0
        ended = last if 0 < len(new) <= _MOST_HEIRS else 0
        if began or ended:
            province = rows[-1].path[0] if rows[-1].path else ""
            known[name] = Renaming(name, province, began, ended, old, new)
    return known


def _heirs(row: Division) -> tuple[str, ...]:
    if row.valid_to is None:
        return ()
    codes = [s.code for s in row.successors if s.year in (None, row.valid_to)] or [row.code]
    found = []
    for code in codes:
        heirs = [d for d in history(code) if d.holds(row.valid_to) and d != row]
        found += [heirs[-1].name] if heirs else []
    return tuple(found)


@cache
def _before() -> dict[tuple[str, str], tuple[str, ...]]:
    """The names that went over into a code under a name."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in all_divisions():
        if row.valid_to is None:
            continue
        codes = [s.code for s in row.successors if s.year in (None, row.valid_to)] or [row.code]
        for code in codes:
            heirs = [d for d in history(code) if d.valid_from == row.valid_to and d != row]
            for heir in heirs:
                found.setdefault((heir.code, heir.name), []).append(row.name)
    return {key: tuple(dict.fromkeys(names)) for key, names in found.items()}
