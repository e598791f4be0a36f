"""Compare every quotation with its leaf, word for word, and name the sentences that are hit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from fangzhi.facts.records.resolutions import Resolution
from fangzhi.model.using import EvidenceCard
from fangzhi.model.value import Value
from fangzhi.project.using.dating import NoYear, year_of
from fangzhi.project.using.dossier import CardRow, Dossier, DossierFault
from fangzhi.project.using.sentences import Sentence, faults_of, sentences_of
from fangzhi.project.using.settled import overruled
from fangzhi.project.using.shelf import SIGNS, Shelf
from fangzhi.project.using.sums import Sum, sums_of
from fangzhi.zh.fold import fold


class Problem(Value, frozen=True):
    """What verification found: `hard` stops the product; `sentences` are those that rest on it."""

    words: str
    hard: bool = True
    card: str = ""
    sentences: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Say the problem with the sentences it touches."""
        hit = "；".join(f"“{one}”" for one in self.sentences)
        return f"{self.words}。用到它的句子：{hit}" if hit else self.words


class Verified(Value, frozen=True):
    """The cards as they stand in the library now, what their words date them to, and problems."""

    cards: tuple[EvidenceCard, ...]
    years: dict[str, int]
    sums: dict[str, Sum]
    problems: tuple[Problem, ...]

    @property
    def hard(self) -> tuple[Problem, ...]:
        """Give the problems with which no product may be made."""
        return tuple(problem for problem in self.problems if problem.hard)


def verify(dossier: Dossier, shelf: Shelf, settled: tuple[Resolution, ...] = ()) -> Verified:
    """Check quotations against their leaves, dates, told words, sums and sentences.

    A quoted value that a person has `settled` otherwise is told, with the sentences it stands in.
    """
    problems: list[Problem] = []
    cards: list[EvidenceCard] = []
    years: dict[str, int] = {}
    sentences = sentences_of(dossier)
    for row in dossier.cards:
        hit = _touched(sentences, row.id)
        try:
            row, found = _standing(row, shelf)
        except DossierFault as fault:
            found = [(str(fault), True)]
        problems += (Problem(words, hard, row.id, hit) for words, hard in found)
        problems += (Problem(words, False, row.id, hit) for words in overruled(row, settled))
        wrong = any(hard for _, hard in found)
        card = shelf.card(row) if not wrong else _bare(row)
        cards.append(card)
        if wrong:
            continue
        try:
            year = year_of(card, partial(shelf.words, card.work))
        except NoYear as fault:
            problems.append(Problem(str(fault), True, row.id, hit))
            continue
        if year is not None:
            years[row.id] = year
        if row.told and fold(_plain(row.told)) not in fold(_plain(row.quotation)):
            problems.append(Problem(f"证据{row.id}的引文里没有“{row.told}”", True, row.id, hit))
    sums: dict[str, Sum] = {}
    try:
        sums = sums_of(dossier)
    except DossierFault as fault:
        problems.append(Problem(str(fault)))
    else:
        values = {name: one.value for name, one in sums.items()}
        problems += (Problem(words) for words in faults_of(dossier, values))
    problems += _works(dossier, cards)
    return Verified(tuple(cards), years, sums, tuple(problems))


Standing = list[tuple[str, bool]]
"""What is to be said of a card's place, and whether it stops the product."""


def _standing(row: CardRow, shelf: Shelf) -> tuple[CardRow, Standing]:
    """Find a card's words: where it says, else elsewhere in its work, else nowhere."""
    shelf.work(row.work)
    now = shelf.words(row.work, row.start, row.end)
    if now == row.quotation:
        return row, []
    places = shelf.elsewhere(row)
    if len(places) == 1:
        moved = msgspec.structs.replace(row, start=places[0], end=places[0] + len(row.quotation))
        return moved, [(f"证据{row.id}的引文一字未改，已从第{row.start}字移到第{places[0]}字，"
                        "按新的位置引用；请改案卷里的 start、end", False)]  # fmt: skip
    if places:
        listed = "、".join(str(place) for place in places)
        return row, [(f"证据{row.id}的引文不在第{row.start}字，而在第{listed}字等多处；"
                      "请写明是哪一处", True)]  # fmt: skip
    signed = shelf.same_words(row)
    if len(signed) == 1:
        start, end = signed[0]
        moved = msgspec.structs.replace(
            row, start=start, end=end, quotation=shelf.words(row.work, start, end)
        )
        return moved, [(f"证据{row.id}的引文字句未改，录文记双行小注的符号有变，按现在的写法引用；"
                        "请改案卷里的 start、end、quotation", False)]  # fmt: skip
    here = f"现为“{now}”" if now else "那里现在没有可引的文字"
    return row, [(f"证据{row.id}所引《{row.work}》的文字与资料库不符（可能已更正）："
                  f"案卷作“{row.quotation}”，{here}", True)]  # fmt: skip


def _plain(words: str) -> str:
    return "".join(c for c in words if c not in SIGNS)


def _bare(row: CardRow) -> EvidenceCard:
    return EvidenceCard(row.id, row.work, row.start, row.end, row.quotation, period=row.period)


def _touched(sentences: tuple[Sentence, ...], card: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.words for one in sentences if card in one.evidence))


def _works(dossier: Dossier, cards: list[EvidenceCard]) -> Iterator[Problem]:
    """See that a work's date rests on a card of that work."""
    held = {card.id: card for card in cards}
    for row in dossier.works:
        if row.dated_by and row.dated_by not in held:
            yield Problem(f"《{row.title}》的成书依据“{row.dated_by}”不在证据里")
        elif row.dated_by and held[row.dated_by].work != row.title:
            yield Problem(f"《{row.title}》的成书依据{row.dated_by}引的是另一部书")
