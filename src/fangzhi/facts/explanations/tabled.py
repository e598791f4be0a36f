"""Shares and rates said in prose of rows of a table beside it: what the cells they name make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import in_unit, like, pieces, slips, values_before, values_far
from fangzhi.facts.arithmetic.shares import Share
from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.explanations.claims import KINDS, Claim, claim_of
from fangzhi.facts.explanations.quotients import factor_of
from fangzhi.facts.explanations.rates import does, due
from fangzhi.facts.explanations.shares import sides_of
from fangzhi.facts.explanations.sides import plain_name
from fangzhi.facts.grids.cell_items import cell_items
from fangzhi.facts.show import shown_like
from fangzhi.facts.statements import Item, find_items, subject
from fangzhi.facts.tables import Grid

_FULLER: Final = frozenset(
    "总全的县市区镇乡村州年末底数量额人者本面积共各其中这里项表列二两三四五六七八九十"
)
_CHANGE: Final = re.compile("增长|增加|减少|下降|净增|净减|新增|比|较|平均|均|每|上年|去年")
_TOGETHER: Final = re.compile("合|共|[两二三四五]|和|及|与|、")
_NO_NAME: Final = re.compile(
    "[（(][^（）()]*[）)]|^其中[：:]?|^[一二三四五六七八九十]+、|^\\d+[.、]?"
)
_ENDS: Final = re.compile("[。！？\n]")
_CLAUSES: Final = 3
"""So many clauses back the row may be named."""
_FAR_OFF: Final = 0.4
_TITLE: Final = 40
_MOST: Final = 12
"""Claims of one text that are held against tables."""


class _View(msgspec.Struct, frozen=True):
    """A table as prose speaks of it: the figure at each row's name and column, the total of each
    column as printed and as its rows make it, the words over it and the title."""

    rows: dict[str, dict[int, Item]]
    totals: dict[int, Item]
    sums: dict[int, Item]
    heads: dict[int, str]
    title: str
    year: int


def tabled_shares(text: str, grids: Sequence[Grid], before: Sequence[str]) -> Iterator[Share]:
    """Give the shares and rates of `text` that the cells they speak of do not make, where no other
    figures in reach make them."""
    readings = sides_of(find_readings(text))
    claims = [
        (at, r) for at, r in enumerate(readings)
        if r.item.quantity.kind in KINDS and not r.item.quantity.ranged and r.item.value > 0
        and not r.item.quantity.approximate
    ][:_MOST]  # fmt: skip
    views = [v for g in grids if (v := g.once(_view)) is not None] if claims else []
    views = [_titled(v, before) for v in views]
    if not views:
        return
    items = find_items(text)
    for at, said in claims:
        claim = claim_of(text, readings, at)
        if claim is None or claim.wider or claim.of is not None:
            continue
        near = values_before(items, items.index(said.item))
        parts = [i for i in near if i.sentence == said.item.sentence and i.start < said.item.start]
        loose = [*near, *values_far(before), *(t for v in views for t in v.totals.values())]
        if any(_holds(p, w, said) for p in parts[-3:] for w in loose if p is not w):
            continue
        found: list[tuple[Item, Item]] = []
        for view in views:
            told = _of_view(text, claim, view, parts[-3:])
            if told is None:
                break
            found += told
        else:
            if len({(p.value, w.value) for p, w in found}) == 1:
                yield Share(said.item, *found[0], claim.words)


def _titled(view: _View, before: Sequence[str]) -> _View:
    """Take the short line right before for the title of a table that has none."""
    line = before[-1] if before else ""
    if view.title or not 3 < len(line) < _TITLE or _ENDS.search(line):
        return view
    return msgspec.structs.replace(view, title=line, year=_year_of(line))


def _of_view(
    text: str, claim: Claim, view: _View, parts: Sequence[Item]
) -> list[tuple[Item, Item]] | None:
    """The part and whole that are meant; None where some two figures of the rows named bear it out."""
    said = claim.said
    names = _named(text, said.item, view)
    cells = [view.rows[n] for n in names]
    if len(cells) > 1:
        cells.append(_added([view.rows[n] for n in names]))
    for row in cells:
        for column, cell in row.items():
            wholes = [t[column] for t in (view.totals, view.sums) if column in t]
            others = [o for o in row.values() if o is not cell and o.unit == cell.unit]
            if any(_holds(cell, o, said) for o in (*others, *wholes)):
                return None
    year = said.year or said.item.year
    if view.year and year and view.year != year:
        return []
    pairs: list[tuple[Item, Item]] = []
    if cells and (
        len(names) == 1 or _TOGETHER.search(text[_start(text, said.item) : said.item.start])
    ):
        pairs = (
            _of_rate(claim, cells[-1]) if claim.rate else _of_share(claim, cells[-1], names, view)
        )
    elif not names and not claim.rate:
        pairs = [
            (p, t) for p in parts for t in view.totals.values()
            if _may_hold(t, p) and _is_of(claim.whole, t.lead + view.title + p.label * (not claim.whole))
            and (claim.whole or pieces(p.label, _FULLER) & pieces(t.lead + view.title))
        ]  # fmt: skip
        return [(p, w) for p, w in pairs if _slips(p, w, said)]
    return [(p, w) for p, w in pairs if _is_missed(p, w, said)]


def _of_share(
    claim: Claim, row: dict[int, Item], names: Sequence[str], view: _View
) -> list[tuple[Item, Item]]:
    own = claim.part
    for name in names:
        own = own.replace(name, "")
    over = claim.whole or claim.within
    fitting = [
        c for c in row
        if c in view.totals
        and (_is_of(over, view.heads[c] + view.title) or pieces(over) & pieces(view.heads[c]))
        and (_is_of(own, view.heads[c] + view.title) if _bare(own) else True)
    ]  # fmt: skip
    if _bare(own):
        near = [c for c in fitting if pieces(own) & pieces(view.heads[c]) or own in view.heads[c]]
        fitting = near or fitting
    return [(row[c], view.totals[c]) for c in fitting] if len(fitting) == 1 else []


def _of_rate(claim: Claim, row: dict[int, Item]) -> list[tuple[Item, Item]]:
    read = {c: _reading(claim.said, i) for c, i in row.items()}
    done = [c for c, r in read.items() if does(claim.rate, r) > 2]
    if len(done) != 1:
        return []
    part = row[done[0]]
    rest = [c for c in row if c != done[0] and like(row[c], part) and row[c].value >= part.value]
    owed = [c for c in rest if due(claim.rate, read[c])] or rest
    return [(part, row[owed[0]])] if len(owed) == 1 else []


def _reading(said: Reading, cell: Item) -> Reading:
    return msgspec.structs.replace(said, item=cell, words=cell.lead, head=cell.lead)


def _start(text: str, said: Item) -> int:
    ends = [m.end() for m in _ENDS.finditer(text, 0, said.start)]
    return ends[-1] if ends else 0


def _named(text: str, said: Item, view: _View) -> list[str]:
    """The rows that the clause of a claim names, or the nearest clause before it in the sentence."""
    clauses = re.split("[，；：]", text[_start(text, said) : said.start])
    for clause in reversed(clauses[-_CLAUSES:]):
        found = [n for n in view.rows if n in clause]
        found = [n for n in found if not any(n in o and n != o for o in found)]
        if found:
            return found
    return []


def _view(grid: Grid) -> _View | None:
    """Read a table; None where it holds too much or too little to be spoken of."""
    items = iter(grid.once(cell_items))
    rows: dict[str, dict[int, Item]] = {}
    totals: dict[int, Item] = {}
    heads = {c.index: c.header for c in grid.columns}
    doubled: set[str] = set()
    plain: list[dict[int, Item]] = []
    for row in grid.rows:
        cells: dict[int, Item] = {}
        for column in grid.columns:
            number = grid.number(row.index, column.index)
            if number is None or number.percent:
                continue
            item = next(items, None)
            if item is None:
                return None
            if column.additive:
                cells[column.index] = item
        name = _NO_NAME.sub("", row.label)
        if row.total:
            totals = cells
        elif not row.subtotal and not row.among:
            plain.append(cells)
        if len(name) > 1 and not row.total and not row.subtotal:
            doubled |= {name} if name in rows else set()
            rows[name] = cells
    for name in doubled:
        del rows[name]
    if len(grid.rows) == 1 and not grid.rows[0].label:
        return _of_one_row(grid, plain[0] if plain else {})
    if len(rows) < 2:
        return None
    title = grid.table.title.text if grid.table.title is not None else ""
    sums = _added(plain)
    return _View(rows, totals or sums, sums, heads, title, _year_of(title))


def _of_one_row(grid: Grid, cells: dict[int, Item]) -> _View | None:
    """Read a table of one row without a name: each column is told of what stands over it."""
    names = {c.index: _NO_NAME.sub("", c.header) for c in grid.columns}
    whole = [n for n in cells if re.search("合计|总计|总数", names[n])]
    rows = {names[n]: {0: i} for n, i in cells.items() if n not in whole and len(names[n]) > 1}
    if len(whole) != 1 or len(rows) < 2:
        return None
    title = grid.table.title.text if grid.table.title is not None else ""
    total = {0: cells[whole[0]]}
    return _View(rows, total, total, {0: ""}, title, _year_of(title))


def _year_of(title: str) -> int:
    years = set(re.findall("(?:1[0-9]|20)\\d\\d(?=年)", title))
    return int(years.pop()) if len(years) == 1 else 0


def _added(rows: Sequence[dict[int, Item]]) -> dict[int, Item]:
    """The sums of rows, column by column, where every row has a figure."""
    shared = [c for c in rows[0] if all(c in r for r in rows)] if rows else []
    return {c: _sum([r[c] for r in rows]) for c in shared}


def _sum(cells: Sequence[Item]) -> Item:
    finest = min((c.quantity for c in cells), key=lambda q: q.step)
    value = sum((c.value for c in cells), Decimal(0))
    many = len(cells) > 3
    text = f"{shown_like(value, finest)}{finest.unit}"
    text = text if many else "＋".join(c.quantity.text for c in cells)
    label = f"各行{cells[0].lead}合计" if many else ""
    quantity = msgspec.structs.replace(finest, value=value, text=text)
    return msgspec.structs.replace(cells[0], quantity=quantity, label=label)


def _bare(name: str) -> str:
    return "".join(c for c in name if c not in _FULLER)


def _is_of(name: str, words: str) -> bool:
    """Tell whether all that a name says stands over a column or in the title; 总数 says nothing."""
    return set(_bare(plain_name(name))) <= set(words)


def _may_hold(whole: Item, part: Item) -> bool:
    if not like(whole, part) or _CHANGE.search(subject(whole.label)):
        return False
    over = in_unit(whole, part.unit)
    return over is not None and over.high >= part.value


def _made(part: Item, whole: Item, said: Reading) -> Range | None:
    over = around(whole.quantity) if part.unit == whole.unit else in_unit(whole, part.unit)
    if over is None or over.low <= 0:
        return None
    return quotient(around(part.quantity), over, factor_of(said.item.quantity))


def _holds(part: Item, whole: Item, said: Reading) -> bool:
    found = _made(part, whole, said)
    return found is not None and found.allows(said.item.quantity)


def _slips(part: Item, whole: Item, said: Reading) -> bool:
    made = _made(part, whole, said)
    return made is not None and slips(made, said.item.quantity)


def _is_missed(part: Item, whole: Item, said: Reading) -> bool:
    """Tell whether what two cells make is not far from what is said."""
    made = _made(part, whole, said)
    if made is None or whole.value < part.value:
        return False
    value = float(said.item.value)
    return slips(made, said.item.quantity) or abs(float(made.low) - value) <= _FAR_OFF * value
