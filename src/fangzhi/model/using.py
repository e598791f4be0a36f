"""What is found and used (修志为用): evidence cards, claims, the matrix claim × period, gaps.

An `Evidence` (model.evidence) ties words of a manuscript of ours to a registered source. A card
names words on the library's shelf, by work and code points, so that any product can quote them
and any later run can see whether they still stand there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from fangzhi.model.value import Value, digest_of

UNCHECKED = "待核"
"""Said of a card until a person's name stands in `checked_by`."""

Basis = Literal["纪年", "所称", "成书"]
"""What a card's period rests on: a dated year in the quotation, words of the quotation that name
the time, or only when the work that holds it was made."""


class Dated(Value, frozen=True):
    """The year that a quotation tells (系年), from its own words: 元豐 + 四年 = 1081.

    `above` says that the quotation names only the year ("十九年") and the era's name stands above
    it in the work (年号承上文). `dynasty` tells eras of one name apart.
    """

    era: str
    year: str
    dynasty: str = ""
    above: bool = False


class EvidenceCard(Value, frozen=True):
    """One passage as evidence (证据卡): where it stands, its words, and who answers for it.

    `start`..`end` are code points of the work's stream; `cite` is the leaf or page of its first
    character and `cite_end` of its last. `told` are the words of the quotation that name its time
    (Basis 所称). `image` is a file of the dossier's folder or the library's address of the leaf.
    """

    id: str
    work: str
    start: int
    end: int
    quotation: str
    cite: str = ""
    cite_end: str = ""
    image: str = ""
    note: str = ""
    reliability: str = ""
    checked_by: str = ""
    checked_on: str = ""
    period: str = ""
    dated: Dated | None = None
    told: str = ""

    @property
    def digest(self) -> str:
        """Name the quoted stretch by its words."""
        return digest_of(self.quotation)

    @property
    def basis(self) -> Basis:
        """Say what the card's period rests on."""
        if self.dated is not None:
            return "纪年"
        return "所称" if self.told else "成书"

    @property
    def state(self) -> str:
        """Say who checked the card, or that nobody did."""
        return f"{self.checked_by}核" if self.checked_by else UNCHECKED


class Claim(Value, frozen=True):
    """What a product has to bear out (主张), with the cards that speak for and against it.

    `searches` are the ids of the searches by which its passages were looked for. `once` says that
    the first period with evidence is enough (最早记载): later ones are then no gaps.
    """

    id: str
    statement: str
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    once: bool = False


class Searched(Value, frozen=True):
    """One search and its count (检索): words as searched, in which works, how often found."""

    id: str
    words: str
    works: tuple[str, ...] = ()
    total: int = 0
    by_work: tuple[tuple[str, int], ...] = ()
    exact: bool = False


class Gap(Value, frozen=True):
    """What the library does not hold (缺): a claim without a card in a period, or in any ("")."""

    claim: str
    period: str = ""


class Cell(Value, frozen=True):
    """The cards that bear on one claim in one period."""

    claim: str
    period: str
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Matrix(Value, frozen=True):
    """Claims × periods, every pair of them in `cells`, claim by claim; an empty cell is a gap."""

    claims: tuple[Claim, ...]
    periods: tuple[str, ...]
    cells: tuple[Cell, ...]

    def cell(self, claim: str, period: str) -> Cell:
        """Give the cell of a pair; KeyError for a pair the matrix does not have."""
        for cell in self.cells:
            if (cell.claim, cell.period) == (claim, period):
                return cell
        raise KeyError((claim, period))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Give every pair without a card, and first each claim that has none at all."""
        gaps: list[Gap] = []
        for claim in self.claims:
            cells = [cell for cell in self.cells if cell.claim == claim.id]
            held = [bool(cell.evidence or cell.against) for cell in cells]
            if not any(held):
                gaps.append(Gap(claim.id))
                continue
            until = held.index(True) if claim.once else len(cells)
            gaps += (Gap(claim.id, cell.period) for cell, has in zip(cells[:until], held, strict=False)
                     if not has)  # fmt: skip
        return tuple(gaps)


def matrix_of(
    claims: Iterable[Claim], periods: Iterable[str], cards: Iterable[EvidenceCard]
) -> Matrix:
    """Set the cards of each claim into the periods that they tell of."""
    claims, periods = tuple(claims), tuple(periods)
    told = {card.id: card.period for card in cards}

    def of(period: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if told.get(id) == period)

    return Matrix(
        claims,
        periods,
        tuple(
            Cell(claim.id, period, of(period, claim.evidence), of(period, claim.against))
            for claim in claims
            for period in periods
        ),
    )
