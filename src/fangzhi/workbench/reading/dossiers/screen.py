"""A product on the screen: the same paper that is printed, with its evidence as links."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from fangzhi.project.using.building import PRODUCTS
from fangzhi.project.using.paper.values import Block, Break, Cell, Grid, Head, Para, Run
from fangzhi.workbench.reading.dossiers import held
from fangzhi.workbench.reading.models import Casefile
from fangzhi.workbench.reading.room import shown
from fangzhi.workbench.reading.shelf.scope import Scope

_NUMBER = re.compile(r"\[(\d+)\]")


class Piece(NamedTuple):
    """Some words of one look; `link` leads to the leaf that they rest on."""

    words: str
    look: str = ""
    link: str = ""


class Shown(NamedTuple):
    """A block: what it is, its level, its words or its rows."""

    kind: str
    level: int = 0
    pieces: tuple[Piece, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[tuple[Piece, ...], ...], ...], ...] = ()
    title: str = ""


def paper(scope: Scope, row: Casefile, *, sourced: bool) -> dict[str, Any]:
    """Give a product as the page shows it; raise DossierFault for what stops it."""
    setting = held.setting(scope, row, sourced=sourced)
    made = PRODUCTS[setting.dossier.dossier.kind](setting)
    stand = held.places(scope, setting)
    links = {
        str(number): shown.place(*_spot(stand[id]), setting.cards[id].quotation)
        for id, number in setting.numbers.items() if id in stand
    }  # fmt: skip
    return {
        "paper": made, "warnings": setting.warnings,
        "blocks": [_block(block, links) for block in made.blocks if not isinstance(block, Break)],
        "annex": [_block(block, links) for block in made.annex if not isinstance(block, Break)],
        "unchecked": sum(not card.checked_by for card in setting.cards.values()),
        "cards": len(setting.cards),
    }  # fmt: skip


def _spot(stands: tuple[str, int, int]) -> tuple[str, int, int]:
    id, start, end = stands
    return id, start, end - start


def _block(block: Block, links: dict[str, str]) -> Shown:
    match block:
        case Head():
            return Shown("head", block.level + 1, (Piece(block.words),))
        case Para():
            return Shown(block.kind, 0, _pieces(block.runs, links))
        case Grid():
            return Shown("grid", 0, (), block.heads, tuple(
                tuple(_cell(one, links) for one in row) for row in block.rows), block.title)  # fmt: skip
    return Shown("caption", 0, (Piece(f"（影印件见成品）{getattr(block, 'caption', '')}"),))


def _cell(cell: Cell, links: dict[str, str]) -> tuple[tuple[Piece, ...], ...]:
    return tuple(_pieces(line, links) for line in cell)


def _pieces(runs: tuple[Run, ...], links: dict[str, str]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for run in runs:
        if run.look != "number":
            found.append(Piece(run.words, run.look))
            continue
        found += (Piece(f"[{n}]", "number", links.get(n, "")) for n in _NUMBER.findall(run.words))
    return tuple(found)
