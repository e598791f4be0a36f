"""The apparatus (校勘记): where witnesses differ from the base text, what each has, and its leaf."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from fangzhi.align.columns import Column, columns
from fangzhi.library.collation.kinds import SUBSTANTIVE
from fangzhi.library.collation.units import Unit, units
from fangzhi.library.collation.witness import Juan, Told, Witness, told
from fangzhi.library.reuse.bare import is_stand_in

AROUND = 8
"""So many characters of the base text are shown before and after a lemma."""
_SURE = 0.75
"""An uncoded character is taken for the one that stands for it elsewhere in so many cases."""


class Reading(msgspec.Struct, frozen=True):
    """What some witnesses have, each with its leaf; `words` "" where they have nothing."""

    sigla: tuple[str, ...]
    leaves: tuple[str, ...]
    words: str
    kind: str


class Entry(msgspec.Struct, frozen=True):
    """One place where witnesses differ. `with_base` have the lemma; `start`..`end` in the juan's
    base text without white space."""

    number: int
    juan: str
    leaf: str
    before: str
    lemma: str
    after: str
    with_base: tuple[str, ...]
    readings: tuple[Reading, ...]
    start: int
    end: int

    @property
    def kind(self) -> str:
        """Give the weightiest kind among the readings."""
        kinds = [reading.kind for reading in self.readings]
        return next((k for k in kinds if k in SUBSTANTIVE), kinds[0])

    @property
    def is_substantive(self) -> bool:
        """Tell whether some witness differs in more than how a character is written."""
        return self.kind in SUBSTANTIVE


class Collated(msgspec.Struct, frozen=True):
    """One juan laid side by side: names, sizes, and the entries. `lacking` have no such juan."""

    key: str
    name: str
    characters: dict[str, int]
    same: dict[str, int]
    entries: tuple[Entry, ...]
    lacking: tuple[str, ...]


class Aligned(msgspec.Struct, frozen=True):
    """A juan of each witness and the table of what stands beside what; for writers of texts."""

    sigla: tuple[str, ...]
    texts: tuple[Told, ...]
    table: tuple[Column, ...]
    units: tuple[Unit, ...]


class Apparatus(msgspec.Struct, frozen=True):
    """The collation of a work: base and other witnesses by siglum, juan by juan."""

    title: str
    base: str
    sigla: dict[str, str]
    juan: tuple[Collated, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        """Give all entries in the order of the base text."""
        for one in self.juan:
            yield from one.entries

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        told = sum(one.is_substantive for one in self.entries)
        forms = sum(not one.is_substantive for one in self.entries)
        others = "、".join(f"{s}（{t}）" for s, t in self.sigla.items() if s != self.base)
        return (
            f"《{self.title}》以{self.base}（{self.sigla[self.base]}）为底本，校{others}，"
            f"{len(self.juan)} 卷，出校 {told:,} 条，另有只是字形或编码不同的 {forms:,} 处。"
        )


def align_witnesses(witnesses: Sequence[Witness]) -> list[Aligned]:
    """Lay the witnesses side by side, juan by juan of the first one, the base text."""
    plain = []
    for juan in witnesses[0].juan:
        held = [(w.siglum, told(j)) for w in witnesses if (j := w.of(juan.key)) is not None]
        plain.append((held, columns([text.like for _, text in held])))
    codes = _codes(plain)
    made = []
    for held, table in plain:
        texts = tuple(_coded(text, codes) for _, text in held)
        found = units(texts, table)
        made.append(Aligned(tuple(s for s, _ in held), texts, tuple(table), tuple(found)))
    return made


def collate(title: str, witnesses: Sequence[Witness]) -> tuple[Apparatus, list[Aligned]]:
    """Collate witnesses with the first as base text; give the apparatus and the tables.

    A juan that a witness lacks is told; a juan that the base lacks is told of nobody.
    """
    tables = align_witnesses(witnesses)
    number = 0
    collated = []
    for juan, aligned in zip(witnesses[0].juan, tables, strict=True):
        entries = []
        for unit in aligned.units:
            number += 1
            entries.append(_entry(number, juan, aligned, unit))
        lacking = tuple(w.siglum for w in witnesses if w.siglum not in aligned.sigla)
        collated.append(_collated(juan, aligned, tuple(entries), lacking))
    sigla = {w.siglum: w.title for w in witnesses}
    return Apparatus(title, witnesses[0].siglum, sigla, tuple(collated)), tables


def unmatched(witnesses: Sequence[Witness]) -> list[tuple[str, str]]:
    """Give (siglum, juan) of what the base text does not have and so was not collated."""
    known = {juan.key for juan in witnesses[0].juan}
    return [(w.siglum, j.name) for w in witnesses[1:] for j in w.juan if j.key not in known]


def _collated(
    juan: Juan, aligned: Aligned, entries: tuple[Entry, ...], lacking: tuple[str, ...]
) -> Collated:
    characters = {s: len(t.like) for s, t in zip(aligned.sigla, aligned.texts, strict=True)}
    same = {
        siglum: sum(
            column[0] >= 0 and column[n] >= 0
            and aligned.texts[0].like[column[0]] == aligned.texts[n].like[column[n]]
            for column in aligned.table
        )
        for n, siglum in enumerate(aligned.sigla)
    }  # fmt: skip
    return Collated(juan.key, juan.name, characters, same, entries, lacking)


def _codes(plain: Sequence[tuple[list[tuple[str, Told]], list[Column]]]) -> dict[str, str]:
    """Learn which character stands for an uncoded one in the other witnesses, nearly always."""
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    for held, table in plain:
        texts = [text.like for _, text in held]
        for column in table:
            here = {text[at] for text, at in zip(texts, column, strict=True) if at >= 0}
            if len(here) > 1:
                for one in filter(is_stand_in, here):
                    beside[one].update(c for c in here if not is_stand_in(c))
    codes = {}
    for one, counts in beside.items():
        if counts:
            best, times = max(counts.items(), key=lambda item: (item[1], item[0]))
            if times >= 2 and times >= _SURE * counts.total():
                codes[one] = best
    return codes


def _coded(text: Told, codes: dict[str, str]) -> Told:
    like = "".join(codes.get(c, c) for c in text.like)
    return msgspec.structs.replace(text, like=like)


def _entry(number: int, juan: Juan, aligned: Aligned, unit: Unit) -> Entry:
    base = aligned.texts[0]
    start, end = unit.spans[0]
    readings: dict[tuple[str, str], list[int]] = {}
    with_base = []
    for n in range(1, len(aligned.texts)):
        if unit.kinds[n]:
            readings.setdefault(
                (words_of(aligned.texts[n], *unit.spans[n]), unit.kinds[n]), []
            ).append(n)
        else:
            with_base.append(aligned.sigla[n])
    placed = base.bare.span(start, end)
    return Entry(
        number, juan.name, base.cite(start),
        words_of(base, max(0, start - AROUND), start), words_of(base, start, end),
        words_of(base, end, min(end + AROUND, len(base.like))), tuple(with_base),
        tuple(
            Reading(
                tuple(aligned.sigla[n] for n in which),
                tuple(aligned.texts[n].cite(unit.spans[n][0]) for n in which),
                words, kind,
            )
            for (words, kind), which in readings.items()
        ),
        *placed,
    )  # fmt: skip


def words_of(text: Told, start: int, end: int) -> str:
    """Give bare characters as they stand, without punctuation and note signs."""
    return "".join(text.bare.shown(at) for at in range(start, end))
