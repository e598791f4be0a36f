"""Which sentences say facts, and whether their evidence bears them out word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from fangzhi.model.value import Value
from fangzhi.project.using.dossier import Dossier
from fangzhi.zh.fold import fold
from fangzhi.zh.numerals import find_numbers

MARK = re.compile(r"〔([^〔〕]+)〕")
_QUOTED = re.compile(r"“([^“”]+)”|「([^「」]+)」")
_FACTUAL = re.compile(r"[《》“”「」〔〕]|元年|世纪|\d")


class Sentence(Value, frozen=True):
    """One sentence of the editor's: under which heading, its words without marks, its evidence."""

    head: str
    words: str
    evidence: tuple[str, ...] = ()


def split(text: str) -> tuple[str, ...]:
    """Cut a text after 。！？; marks of evidence stay with the sentence before them."""
    parts = re.findall(r"[^。！？]+(?:[。！？]+[”’」]?(?:〔[^〔〕]+〕)*|$)", text)
    return tuple(part.strip() for part in parts if part.strip())


def said(head: str, text: str) -> tuple[Sentence, ...]:
    """Give the sentences of a `say` with the evidence each names."""
    return tuple(
        Sentence(head, MARK.sub("", part), tuple(dict.fromkeys(MARK.findall(part))))
        for part in split(text)
    )


def sentences_of(dossier: Dossier) -> tuple[Sentence, ...]:
    """Give every sentence of the dossier that names evidence, quotations among them."""
    quotations = {card.id: card.quotation for card in dossier.cards}
    found: list[Sentence] = []
    for section in dossier.sections:
        for item in section.items:
            found += said(section.head, item.say)
            found += (Sentence(section.head, quotations[id], (id,)) for id in item.quote)
    for claim in dossier.claims:
        name = claim.statement or claim.id
        found += (Sentence(name, card.quotation, (card.id,)) for card in dossier.cards
                  if claim.id in card.claim + card.against)  # fmt: skip
    return tuple(dict.fromkeys(found))


def faults_of(dossier: Dossier, results: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Name every sentence without evidence, and every number or quotation its evidence lacks.

    `results` are the values of the dossier's calculations. An empty answer lets the product be
    built.
    """
    quotations = {card.id: card.quotation for card in dossier.cards}
    faults: list[str] = []
    for section in dossier.sections:
        for item in section.items:
            for sentence in said(section.head, item.say):
                faults += _said_faults(sentence, quotations, results)
            for part in split(item.form):
                if _FACTUAL.search(part) or find_numbers(part):
                    faults.append(f"“{section.head}”中“{part}”写有史实或数字，却没有依据。"
                                  "请改用 say 并注明证据，如〔证1〕；式样语里不写史实。")  # fmt: skip
            for part in split(item.advice):
                if _FACTUAL.search(part) or find_numbers(part):
                    faults.append(f"“{section.head}”中的意见“{part}”写有数字、年份或引文，却没有依据。"
                                  "请把史实移到 say 并注明证据。")  # fmt: skip
    return tuple(faults)


def _said_faults(
    sentence: Sentence, quotations: Mapping[str, str], results: Mapping[str, Decimal]
) -> Iterable[str]:
    where = f"“{sentence.head}”中“{sentence.words}”"
    if not sentence.evidence:
        yield f"{where}没有依据。请在句末注明证据，如〔证1〕；没有依据的不能成文。"
        return
    strange = [id for id in sentence.evidence if id not in quotations and id not in results]
    if strange:
        yield f"{where}所注的“{'、'.join(strange)}”不在证据里。"
        return
    told = "\n".join(quotations[id] for id in sentence.evidence if id in quotations)
    for pair in _QUOTED.findall(sentence.words):
        words = pair[0] or pair[1]
        if words not in told and fold(words) not in fold(told):
            yield f"{where}引“{words}”，所注证据里没有这些字。"
    outside = _QUOTED.sub("", sentence.words)
    held = {number.value for number in find_numbers(told)}
    held |= {results[id] for id in sentence.evidence if id in results}
    for number in find_numbers(re.sub(r"《[^》]*》|卷[一二三四五六七八九十百]+", "", outside)):
        if number.value not in held:
            yield f"{where}的“{number.text}”不见于所注证据。"
