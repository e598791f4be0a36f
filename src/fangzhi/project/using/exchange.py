"""Cards between the reading room and dossiers: one JSON form, every quotation checked on arrival.

The form is that of the room's API (`/api/v1/cards`). Whoever takes cards finds each again in his
own library, word for word; what does not stand there is named, not taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from fangzhi.model.value import read_json
from fangzhi.project.using.candidates import Candidate
from fangzhi.project.using.choosing import take_rows
from fangzhi.project.using.dossier import CardRow, Dossier, DossierFault
from fangzhi.project.using.shelf import Shelf

MOST = 5_000


class Passed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A card as it is handed over: words of a work, their place, what was said of them.

    `checked_by` compared the words with the text of the library; a dossier's own `checked_by` saw
    the facsimile, so the one never becomes the other.
    """

    work: str
    start: int
    end: int
    quotation: str
    cite: str = ""
    note: str = ""
    reliability: str = ""
    checked_by: str = ""


class _File(msgspec.Struct, frozen=True):
    cards: tuple[Passed, ...]


def read_cards(data: bytes) -> tuple[Passed, ...]:
    """Read cards of the form; raise DossierFault in Chinese for anything else."""
    try:
        cards = read_json(data, _File).cards
    except (msgspec.DecodeError, ValueError) as fault:
        raise DossierFault(
            "不是依据卡的文件：应是阅览室取走的，或 fangzhi use cards 写的 .json。"
        ) from fault
    if len(cards) > MOST:
        raise DossierFault(f"一次最多收 {MOST} 张依据卡，这里有 {len(cards)} 张。")
    return cards


def written(cards: Iterable[Passed]) -> bytes:
    """Give cards as a file of the form."""
    return msgspec.json.format(msgspec.json.encode(_File(tuple(cards))), indent=1) + b"\n"


def of_dossier(dossier: Dossier) -> tuple[Passed, ...]:
    """Give the cards of a dossier, to hand over."""
    return tuple(
        Passed(card.work, card.start, card.end, card.quotation, note=card.note,
               reliability=card.reliability)
        for card in dossier.cards
    )  # fmt: skip


def take_cards(
    folder: Path, dossier: Dossier, shelf: Shelf, cards: Iterable[Passed]
) -> tuple[CardRow, ...]:
    """Append cards to a dossier, marked 待核; DossierFault names those whose words do not stand."""
    rows = [
        Candidate(
            "", card.work, card.cite, "", card.quotation, "", card.start, "是",
            note=_note(card), reliability=card.reliability,
        )
        for card in cards
    ]  # fmt: skip
    return take_rows(folder, dossier, shelf, rows, "依据卡")


def _note(card: Passed) -> str:
    said = f"阅览室依据卡，{card.checked_by}对过录文" if card.checked_by else ""
    return "；".join(part for part in (card.note, said) if part)
