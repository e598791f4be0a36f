"""What every product is set from: cards with their leaves, counts, sums, and evidence numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from fangzhi.model.using import EvidenceCard, Matrix, Searched, matrix_of
from fangzhi.project.using.dating import show_year
from fangzhi.project.using.dossier import Dossier
from fangzhi.project.using.paper.values import Para, Run, words
from fangzhi.project.using.paper.words import leaves_in_words, quotation_in_print
from fangzhi.project.using.sums import Sum


@dataclass
class Setting:
    """A dossier with all that was looked up for it. `sourced` sets the 出处版 with its numbers.

    `cited` gives the GB/T 7714 citation of a card, `works` the line about each work searched,
    `pictures` the bytes of the facsimiles held, `addresses` where the library has others,
    `closed` the works quoted that are not open to everybody, `warnings` what verification says.
    """

    dossier: Dossier
    cards: dict[str, EvidenceCard]
    years: dict[str, int]
    sums: dict[str, Sum]
    searches: dict[str, Searched]
    cited: dict[str, str]
    works: tuple[str, ...]
    pictures: dict[str, bytes]
    addresses: dict[str, str]
    closed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    sourced: bool = False
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def matrix(self) -> Matrix:
        """Give the matrix claim × period."""
        return matrix_of(self.dossier.claim_values(), self.dossier.periods, self.cards.values())

    @property
    def notice(self) -> str:
        """Give the words under the cover; a product with closed material says so first."""
        told = self.dossier.dossier.notice
        if not self.closed:
            return told
        titles = "、".join(f"《{title}》" for title in self.closed)
        return f"内部使用，不得外传：引有未开放的资料{titles}。{told}"

    def raised(self, *ids: str) -> tuple[Run, ...]:
        """Give the raised numbers of evidence, in the order in which it is first used."""
        made = []
        for id in ids:
            card = self.sums[id].row.card if id in self.sums else id
            number = self.numbers.setdefault(card, len(self.numbers) + 1)
            made.append(f"[{number}]")
        return (Run("".join(dict.fromkeys(made)), "number"),) if self.sourced else ()

    def where(self, card: EvidenceCard) -> str:
        """Give where a card stands: 《四川通志》卷十五叶二b."""
        return f"《{card.work}》{leaves_in_words(card.cite, card.cite_end)}"

    def dated(self, card: EvidenceCard) -> str:
        """Give the date that a card's own words tell, with the year of the common era."""
        if card.dated is None or card.id not in self.years:
            return ""
        carried = "，年号承上文" if card.dated.above else ""
        year = "元年" if card.dated.year in ("元", "元年") else card.dated.year
        return f"{card.dated.era}{year}，合公元{show_year(self.years[card.id])}{carried}"

    def later(self, card: EvidenceCard) -> bool:
        """Tell whether the work that holds a card was made in another period than it tells of."""
        row = self.dossier.work(card.work)
        return bool(row and row.period and card.period and row.period != card.period)

    def quoted(self, card: EvidenceCard, *, labelled: bool = False) -> Para:
        """Give a quotation as a paragraph: where it stands, its words, its date, its number."""
        label = words(f"〔{card.id}〕", "red") if labelled else ()
        dated = self.dated(card)
        return Para(
            (
                *label,
                *words(f"{self.where(card)}："),
                *words(f"“{quotation_in_print(card.quotation)}”"),
                *self.raised(card.id),
                *(words(f"（{dated}）", "grey") if dated else ()),
                *words("。"),
            ),
            "quote",
        )
