"""The dossier (案卷.toml): what a product is to say, and the passages chosen for it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal, get_args

import msgspec

from fangzhi.model.using import Claim, Dated, EvidenceCard
from fangzhi.model.value import Value, shaped

NAME = "案卷.toml"
TABLE = "候选.xlsx"
Kind = Literal["地理标志", "资政报告", "专题", "大事辑要", "读本"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class DossierFault(ValueError):
    """Raised for a dossier that cannot be used; says in Chinese where and what to do."""


class Told(Value, frozen=True):
    """What the dossier is: title, kind, the product and area it is about, words under the title.

    `periods` are the columns of the matrix, in order of time; `settled` the 定夺.jsonl files of
    the works quoted, so that a value decided against is seen.
    """

    title: str
    kind: Kind
    subject: str = ""
    area: str = ""
    subtitle: str = ""
    notice: str = ""
    periods: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()


class Form(Value, frozen=True):
    """Words of the official form (GB/T 9704); what is empty is left out or left to fill in."""

    issuer: str = ""
    number: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    addressee: str = ""
    signer: str = ""
    date: str = ""
    copies_to: str = ""
    printer: str = ""
    print_date: str = ""
    attachments: tuple[str, ...] = ()


class WorkRow(Value, frozen=True):
    """A work quoted: its period, and the card in which the work itself says when it was made."""

    title: str
    period: str = ""
    dated_by: str = ""
    source: str = ""


class SearchRow(Value, frozen=True):
    """A search by which passages were looked for; `works` empty searches the whole library."""

    id: str
    words: str
    works: tuple[str, ...] = ()
    exact: bool = False


class ClaimRow(Value, frozen=True):
    """A question or claim of the product; cards name it."""

    id: str
    statement: str = ""
    searches: tuple[str, ...] = ()
    once: bool = False


class CardRow(Value, frozen=True):
    """A chosen passage, as the editor's file holds it."""

    id: str
    work: str
    start: int
    end: int
    quotation: str
    claim: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    period: str = ""
    era: str = ""
    year: str = ""
    dynasty: str = ""
    era_above: bool = False
    told: str = ""
    image: str = ""
    note: str = ""
    reliability: str = ""
    checked_by: str = ""
    checked_on: str = ""


class Term(Value, frozen=True):
    """A number of a calculation: its words in the quotation; its value is read from them.

    `value` tells which reading is meant where there are two (四百八: 408 or 480).
    """

    name: str
    words: str
    value: int | None = None


class FigureRow(Value, frozen=True):
    """A figure counted from a quotation's own numbers: `formula` over the names of its terms."""

    id: str
    card: str
    label: str
    formula: str
    terms: tuple[Term, ...]
    unit: str = ""


class PlaceRow(Value, frozen=True):
    """A place of the quotations to be looked up among today's divisions."""

    name: str
    within: str = ""


LISTS = ("矩阵", "系年", "检索", "今地名", "算式", "缺项")
"""Lists that a section may ask for; "系年:水患" takes the cards of one claim only."""


class Item(Value, frozen=True):
    """One thing in a section; exactly one of its fields is given.

    `form` words of form, without facts · `say` a sentence with its evidence 〔茶1〕 · `advice` the
    writer's opinion, printed as such · `quote` cards · `count` searches · `figure` a calculation ·
    `table` a list made by the program · `gap` claims looked for and not found.
    """

    form: str = ""
    say: str = ""
    advice: str = ""
    quote: tuple[str, ...] = ()
    count: tuple[str, ...] = ()
    figure: str = ""
    table: str = ""
    gap: tuple[str, ...] = ()


class Section(Value, frozen=True):
    """A heading (level 1 to 3) and what stands under it."""

    head: str
    level: int = 1
    items: tuple[Item, ...] = ()


class Dossier(Value, frozen=True):
    """The whole file."""

    dossier: Told
    form: Form = Form()
    works: tuple[WorkRow, ...] = ()
    searches: tuple[SearchRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    cards: tuple[CardRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def periods(self) -> tuple[str, ...]:
        """Give the periods of the matrix, in order of time."""
        return self.dossier.periods

    def work(self, title: str) -> WorkRow | None:
        """Give what the file says of a work, None where it says nothing."""
        return next((row for row in self.works if row.title == title), None)

    def claim_values(self) -> tuple[Claim, ...]:
        """Give the claims with the cards that speak for and against each, in the file's order."""
        return tuple(
            Claim(
                row.id,
                row.statement or row.id,
                tuple(card.id for card in self.cards if row.id in card.claim),
                tuple(card.id for card in self.cards if row.id in card.against),
                row.searches,
                row.once,
            )
            for row in self.claims
        )


def card_value(row: CardRow, cites: tuple[str, ...]) -> EvidenceCard:
    """Give a card with the leaves that the library says it stands on."""
    dated = Dated(row.era, row.year, row.dynasty, row.era_above) if row.era else None
    return EvidenceCard(
        row.id, row.work, row.start, row.end, row.quotation,
        cites[0] if cites else "", cites[-1] if cites else "",
        row.image, row.note, row.reliability, row.checked_by, row.checked_on,
        row.period, dated, row.told,
    )  # fmt: skip


def read_dossier(folder: Path) -> Dossier:
    """Read a folder's 案卷.toml; DossierFault names every fault of it at once."""
    path = folder / NAME
    if not path.is_file():
        raise DossierFault(f"“{folder}”里没有 {NAME}。请先用 fangzhi use init 建一个案卷。")
    return dossier_of(path.read_bytes())


def dossier_of(data: bytes) -> Dossier:
    """Read the words of a 案卷.toml; DossierFault names every fault of them at once."""
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
        dossier = shaped(table, Dossier)
    except UnicodeDecodeError as fault:
        raise DossierFault(f"{NAME} 不是 UTF-8 编码。请另存为 UTF-8。") from fault
    except tomllib.TOMLDecodeError as fault:
        raise DossierFault(f"{NAME} 写法有误：{_where(str(fault))}") from fault
    except msgspec.ValidationError as fault:
        raise DossierFault(f"{NAME} 有一处不对：{_what(str(fault))}") from fault
    faults = [*_doubled(dossier), *_strangers(dossier), *_items(dossier)]
    if faults:
        raise DossierFault(f"{NAME}：" + "；".join(faults) + "。")
    return dossier


def _where(told: str) -> str:
    at = re.search(r"line (\d+), column (\d+)", told)
    return f"第{at[1]}行第{at[2]}个字附近，请看引号、等号、方括号是否成对。" if at else told


def _what(told: str) -> str:
    path = re.search(r"`\$?\.?([^`]*)`$", told)
    where = f"（{path[1]}，从0数起）" if path else ""
    if "unknown field" in told:
        name = re.search(r"field `([^`]+)`", told)
        return f"不认识“{name[1] if name else ''}”{where}。"
    if "missing required field" in told:
        name = re.search(r"field `([^`]+)`", told)
        return f"缺“{name[1] if name else ''}”{where}。"
    if "Invalid enum value" in told:
        return f"kind 只能是 {'、'.join(KINDS)}。"
    return f'值的种类不合{where}：文字加英文引号，数不加，多个写成 ["甲", "乙"]。'


def _doubled(dossier: Dossier) -> list[str]:
    faults = []
    for name, rows in (("cards", dossier.cards), ("claims", dossier.claims),
                       ("searches", dossier.searches), ("figures", dossier.figures)):  # fmt: skip
        ids = [row.id for row in rows]
        faults += [f"[[{name}]] 有两个“{id}”" for id in dict.fromkeys(ids) if ids.count(id) > 1]
    return faults


def _strangers(dossier: Dossier) -> list[str]:
    """Name whatever is referred to and is not there."""
    cards = {row.id for row in dossier.cards}
    claims = {row.id for row in dossier.claims}
    searches = {row.id for row in dossier.searches}
    figures = {row.id for row in dossier.figures}
    faults = []
    for card in dossier.cards:
        faults += [f"证据{card.id}说的主张“{name}”没有列在 [[claims]]"
                   for name in card.claim + card.against if name not in claims]  # fmt: skip
        if card.period and dossier.periods and card.period not in dossier.periods:
            faults.append(f"证据{card.id}的时期“{card.period}”不在 periods 里")
    for claim in dossier.claims:
        faults += [f"主张“{claim.id}”的检索“{name}”没有列在 [[searches]]"
                   for name in claim.searches if name not in searches]  # fmt: skip
    faults += [f"算式“{row.id}”所据的证据“{row.card}”没有" for row in dossier.figures
               if row.card not in cards]  # fmt: skip
    for section in dossier.sections:
        for item in section.items:
            for name, known in ((item.quote, cards), (item.count, searches), (item.gap, claims),
                                ((item.figure,) if item.figure else (), figures)):  # fmt: skip
                faults += [f"“{section.head}”里引的“{one}”没有" for one in name if one not in known]
            list_name, _, of = item.table.partition(":")
            if item.table and (list_name not in LISTS or (of and of not in claims)):
                faults.append(f"“{section.head}”要的表“{item.table}”没有；可用 {'、'.join(LISTS)}")
    return faults


def _items(dossier: Dossier) -> list[str]:
    empty = Item()
    return [
        f"“{section.head}”第{number}项要有而且只有一样内容（form、say、advice、quote、count、figure、table、gap）"
        for section in dossier.sections
        for number, item in enumerate(section.items, 1)
        if sum(getattr(item, name) != getattr(empty, name) for name in Item.__struct_fields__) != 1
    ]
