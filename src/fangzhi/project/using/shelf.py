"""The library as products see it: works by title, words by place, counts of searches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fangzhi.library.exports.gb7714 import cite_gb7714
from fangzhi.library.filters import Audience, Filters
from fangzhi.library.index import Library
from fangzhi.library.passages import NoPassage, passage
from fangzhi.library.query.tree import Phrase, Query
from fangzhi.library.search import BadQuery, Found, Hit, search
from fangzhi.library.shelf import Shelved
from fangzhi.model.using import EvidenceCard, Searched
from fangzhi.project.using.dossier import CardRow, Dossier, DossierFault, SearchRow, card_value
from fangzhi.project.using.paper.words import leaves_in_words

_PROBE = 24
_SHORT = 8
_TRIES = 12
_HAN = re.compile(r"[^\x00-\x7f]+")
SIGNS = "()/"
"""By these a transcript shows small notes in two rows."""


class Shelf:
    """A library with the audience that a product is made for: what it may not see is not there.

    With `among`, only works of these ids are there.
    """

    def __init__(
        self, library: Library, dossier: Dossier, *, internal: bool = False,
        audience: Audience | None = None, among: frozenset[str] | None = None,
    ) -> None:  # fmt: skip
        self.library = library
        self.audience = audience or Audience(everything=internal)
        self._among = among
        self._sources = {row.title: row.source for row in dossier.works}

    def work(self, title: str) -> Shelved:
        """Give the one work of this title; DossierFault where there is none or more than one."""
        source = self._sources.get(title, "")
        works = [
            work for work in self.library.register
            if work.title == title and source in work.name and self.audience.may_see(work.rights)
            and (self._among is None or work.id in self._among)
        ]  # fmt: skip
        if not works:
            raise DossierFault(f"资料库里没有《{title}》{f'（{source}）' if source else ''}。"
                               "请先用 fangzhi library add 加入。")  # fmt: skip
        if len(works) > 1:
            names = "、".join(work.name for work in works)
            raise DossierFault(f"资料库里有{len(works)}种《{title}》（{names}）。"
                               "请在案卷 [[works]] 里用 source 写明是哪一种。")  # fmt: skip
        return works[0]

    def is_closed(self, title: str) -> bool:
        """Tell whether a work is not open to everybody, so that its quotation is for inside use."""
        return not Audience().may_see(self.work(title).rights)

    def words(self, title: str, start: int, end: int) -> str:
        """Give the words of a work between two places, "" where there are none to see."""
        try:
            return passage(self.library, self.work(title).id, start, end, self.audience).text
        except NoPassage:
            return ""

    def card(self, row: CardRow) -> EvidenceCard:
        """Give a card with the leaves it stands on; no leaves where the place is not there."""
        try:
            found = passage(self.library, self.work(row.work).id, row.start, row.end, self.audience)
        except NoPassage:
            return card_value(row, ())
        return card_value(row, tuple(one.cite for one in found.cites))

    def elsewhere(self, row: CardRow) -> tuple[int, ...]:
        """Give where else in its work the quotation of a card stands, word for word."""
        runs = sorted(_HAN.finditer(row.quotation), key=lambda run: run.start() - run.end())
        if not runs:
            return ()
        lead, probe = runs[0].start(), runs[0][0][:_PROBE]
        found = self._find(Query(probe, Phrase(tuple(probe))), (row.work,), exact=True, limit=200)
        starts = (hit.position - lead for hit in found.hits)
        return tuple(
            start for start in starts
            if start >= 0
            and self.words(row.work, start, start + len(row.quotation)) == row.quotation
        )  # fmt: skip

    def same_words(self, row: CardRow) -> tuple[tuple[int, int], ...]:
        """Give where the words of a card stand with other signs of transcription.

        Signs are the brackets and strokes by which a transcript shows small double-row notes.
        """
        length = self.work(row.work).characters
        reach = 2 * len(row.quotation) + _PROBE
        for probe in _probes(row.quotation):
            found = self._find(
                Query(probe, Phrase(tuple(probe))), (row.work,), exact=True, limit=200
            )
            places: set[tuple[int, int]] = set()
            for hit in found.hits:
                begin, end = max(0, hit.position - reach), min(length, hit.position + reach)
                places.update(_spans(row.quotation, self.words(row.work, begin, end), begin))
            if places:
                return tuple(sorted(places))
        return ()

    def count(self, row: SearchRow) -> Searched:
        """Count a search; DossierFault for words that cannot be searched."""
        found = self._found(row, limit=1)
        named = {work.id: work.title for work in self.library.register}
        by_work = tuple((named[id], count) for id, count in found.works.items() if count)
        return Searched(row.id, row.words, row.works, found.total, by_work, row.exact)

    def hits(self, row: SearchRow, limit: int, width: int) -> tuple[Hit, ...]:
        """Give the first hits of a search with this much context."""
        return self._found(row, limit=limit, width=width).hits

    def _found(self, row: SearchRow, *, limit: int, width: int = 24) -> Found:
        return self._find(row.words, row.works, exact=row.exact, limit=limit, width=width)

    def _find(
        self, query: str | Query, titles: tuple[str, ...], *, exact: bool, limit: int,
        width: int = 24,
    ) -> Found:  # fmt: skip
        ids = tuple(self.work(title).id for title in titles)
        if not ids and self._among is not None:
            ids = tuple(sorted(self._among)) or ("",)  # the empty name is no work's
        try:
            return search(
                self.library, query, exact=exact, limit=limit, width=width,
                filters=Filters(works=ids), audience=self.audience,
            )  # fmt: skip
        except BadQuery as fault:
            raise DossierFault(f"检索“{query}”不能检索：{fault}") from fault

    def described(self, titles: Iterable[str]) -> Iterator[str]:
        """Say of each work what was searched: title, edition, length and digest."""
        for title in dict.fromkeys(titles):
            work = self.work(title)
            edition = f"，{work.edition}" if work.edition else ""
            yield f"《{work.title}》{edition}，{work.characters:,}字，文本校验码{work.digest[:12]}。"

    def image(self, card: EvidenceCard) -> str:
        """Give where the library says the picture of a card's first leaf is, "" for nowhere."""
        return self.work(card.work).images.replace("{cite}", card.cite)

    def citation(self, card: EvidenceCard) -> str:
        """Give the GB/T 7714-2015 citation of a card."""
        leaves = leaves_in_words(card.cite, card.cite_end)
        address = f"（{card.cite}）" if leaves != card.cite else ""
        return cite_gb7714(self.work(card.work), leaves + address)


def _probes(quotation: str) -> Iterator[str]:
    """Give short runs of a quotation's words: a sign may newly stand inside any one of them."""
    pieces = [
        run[0][start : start + _SHORT]
        for run in _HAN.finditer(quotation)
        for start in range(0, len(run[0]), _SHORT)
    ]
    yield from sorted(pieces, key=len, reverse=True)[:_TRIES]


def _spans(quotation: str, words: str, begin: int) -> Iterator[tuple[int, int]]:
    """Find a quotation in words, signs aside; ends on the signs that it ends on itself."""
    own = [(place, c) for place, c in enumerate(words) if c not in SIGNS]
    plain = "".join(c for _, c in own)
    wanted = "".join(c for c in quotation if c not in SIGNS)
    at = plain.find(wanted)
    while at >= 0:
        start, end = own[at][0], own[at + len(wanted) - 1][0] + 1
        if quotation[0] in SIGNS and start and words[start - 1] == quotation[0]:
            start -= 1
        if quotation[-1] in SIGNS and words[end : end + 1] == quotation[-1]:
            end += 1
        yield begin + start, begin + end
        at = plain.find(wanted, at + 1)
