"""Run a recipe over works: rows with their place, their words as they stand, computed values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from fangzhi.library.extract.kinds import ERA_YEAR, NUMBER, value_of
from fangzhi.library.extract.prepared import Prepared, prepared
from fangzhi.library.extract.recipe import Line, Recipe
from fangzhi.library.reuse.between import Source
from fangzhi.model.value import mint_id
from fangzhi.zh.fold import fold

AROUND = 12
"""So many characters are kept before and after a quotation."""


class Row(msgspec.Struct, frozen=True):
    """One row: `slots` are words as they stand, `values` what was computed from them by slot.

    `start`..`end` in the work's stream; `quotation` those words without signs of line and leaf.
    `carried` are the slots taken over from before. `verdict` is "取", "不取" or ""; `mended` holds
    for each corrected slot what stood there; `note` says what an editor should look at.
    """

    id: str
    work: str
    title: str
    cite: str
    cite_to: str
    start: int
    end: int
    before: str
    quotation: str
    after: str
    slots: dict[str, str]
    values: dict[str, str]
    carried: tuple[str, ...] = ()
    verdict: str = ""
    mended: dict[str, str] = {}
    note: str = ""


def wanted(recipe: Recipe, title: str) -> bool:
    """Tell whether a recipe asks for a work of this title."""
    return not recipe.works or fold(title) in {fold(one.strip("《》")) for one in recipe.works}


def extract(recipe: Recipe, sources: Iterable[Source]) -> Iterator[Row]:
    """Give the rows of a recipe, work by work, in the order of the text.

    A row's id stays the same while the words it quotes stand in the work of that title.
    """
    for source in sources:
        if wanted(recipe, source.title):
            yield from _rows(recipe, source)


def _rows(recipe: Recipe, source: Source) -> Iterator[Row]:
    text = prepared(source.stream.text)
    carried: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for line, found in _found(recipe, source, text):
        slots = {
            name: text.words(*found.span(name)).strip("（）")
            for name in line.pattern.slots
            if found[name] is not None
        }
        slots |= line.set
        if line in recipe.contexts:
            carried = {k: v for k, v in carried.items() if k not in line.clears} | slots
            continue
        missing = tuple(k for k in recipe.carry if k not in slots and k in carried)
        carried |= {k: v for k, v in slots.items() if k in recipe.carry}
        slots |= {name: carried[name] for name in missing}
        yield _row(recipe, source, text, found, slots, missing, seen)


def _found(recipe: Recipe, source: Source, text: Prepared) -> Iterator[tuple[Line, re.Match[str]]]:
    """Give what any pattern or context finds, in order; contexts before rows at one place."""
    order: list[tuple[int, int, int, Line, re.Match[str]]] = []
    for number, line in enumerate((*recipe.contexts, *recipe.patterns)):
        for found in line.pattern.compiled.finditer(text.text):
            cite = source.stream.cite(text.offsets[found.start()])
            if recipe.leaves and not any(part in cite for part in recipe.leaves):
                continue
            if found.end() > found.start() and _stands(line, text, found):
                order.append((found.start(), number, len(order), line, found))
    for _, _, _, line, found in sorted(order, key=lambda one: one[:3]):
        yield line, found


def _stands(line: Line, text: Prepared, found: re.Match[str]) -> bool:
    """Tell whether the first slot that was found stands where the line wants it."""
    if not line.where:
        return True
    first = min(found.start(name) for name in line.pattern.slots if found[name] is not None)
    return text.in_note(first) == (line.where == "小注")


def _row(
    recipe: Recipe, source: Source, text: Prepared, found: re.Match[str],
    slots: dict[str, str], missing: tuple[str, ...], seen: Counter[str],
) -> Row:  # fmt: skip
    start, end = text.span(*found.span())
    quotation = text.words(*found.span())
    seen[quotation] += 1
    columns = recipe.columns
    values = {n: v for n, words in slots.items() if (v := value_of(columns.get(n, ""), words))}
    unread = [
        name
        for name, kind in columns.items()
        if kind in (NUMBER, ERA_YEAR)
        and name in found.groupdict()
        and slots.get(name)
        and name not in values
    ]
    first, last = found.span()
    return Row(
        mint_id(source.title, recipe.title, f"{quotation}\0{seen[quotation]}"),
        source.id, source.title,
        source.stream.cite(start), source.stream.cite(max(start, end - 1)), start, end,
        text.words(max(0, first - AROUND), first), quotation, text.words(last, last + AROUND),
        {name: slots[name] for name in columns if name in slots}, values, missing,
        note=f"“{'、'.join(slots[n] for n in unread)}”没有算出数值" if unread else "",
    )  # fmt: skip
