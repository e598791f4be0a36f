"""Reading texts out of the cluster: pieces that hold a phrase, single pieces, citations."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from fangzhi.library.opensearch import beside
from fangzhi.library.opensearch.layout import Held, Standing, read_units
from fangzhi.library.opensearch.segment import ClusterSegment, Folded
from fangzhi.library.opensearch.wire import PAGE, Unsure, Wire
from fangzhi.zh.fold import fold

Pieces = dict[str, dict[int, str]]
"""Words by text and number of piece."""
_KEPT = 500_000
"""Leaves and entries whose citations stay in memory."""
CLAUSES = 60_000
"""More names than this the cluster refuses in one filter."""
_FIRST = 16
"""Pieces of the first page where only some are asked for."""


class Texts:
    """Reads one index; keeps citations, which never change under one name of a text."""

    def __init__(self, wire: Wire, index: str) -> None:
        self.wire, self.index = wire, index
        self._kept: OrderedDict[str, Held] = OrderedDict()
        self._leaves = 0
        self._lock = Lock()

    def segments(
        self,
        groups: tuple[tuple[Standing, ...], ...],
        most: int = 0,
        typed: tuple[Folded, ...] = (),
    ) -> tuple[ClusterSegment, ...]:
        """Give segments over these groups that share what one query reads; with `most`, they find
        the first so many occurrences of each phrase, else all; of the words `typed` only pieces
        are read that have exactly these."""
        scope = tuple(one.text for group in groups for one in group)
        reading = _Reading(self, scope, most, typed)
        return tuple(
            ClusterSegment(
                group, candidates=reading.candidates, pieces=reading.pieces, units=self.units
            )
            for group in groups
        )

    def units(self, texts: tuple[str, ...]) -> dict[str, Held]:
        """Give the citations of texts."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        wanted = [text for text in texts if text not in known]
        for begin in range(0, len(wanted), PAGE):
            ids = [f"{text}-units" for text in wanted[begin : begin + PAGE]]
            for source in self.documents(ids):
                known[source["text"]] = read_units(source)
        with self._lock:
            for text, units in known.items():
                self._leaves += 0 if text in self._kept else len(units.offsets)
                self._kept[text] = units
            while self._leaves > _KEPT and len(self._kept) > 1:
                self._leaves -= len(self._kept.popitem(last=False)[1].offsets)
        return known

    def whole(self, one: Standing) -> str:
        """Give all words of a text."""
        ids = [f"{one.text}-{number}" for number in range(one.pieces)]
        return "".join(
            source["words"]
            for begin in range(0, len(ids), PAGE)
            for source in self.documents(ids[begin : begin + PAGE])
        )

    def documents(self, ids: list[str]) -> list[dict[str, Any]]:
        """Give documents by their ids, in this order; raise Unsure when one is not to be had."""
        told = self.wire.ask("POST", f"/{self.index}/_mget", {"ids": ids})["docs"]
        if any(not doc.get("found") for doc in told):
            raise Unsure("资料库里有一段文字这时取不到，所以不给结果。请稍候再找。")
        return [doc["_source"] for doc in told]


class _Reading:
    """What one query has read so far."""

    def __init__(
        self, texts: Texts, scope: tuple[str, ...], most: int, typed: tuple[Folded, ...]
    ) -> None:
        self._texts, self._scope, self._most = texts, scope, most
        self._typed: dict[Folded, list[Folded]] = {}
        for words in typed:
            key = tuple(None if c is None else fold(c) for c in words)
            self._typed.setdefault(key, []).append(words)
        self._found: dict[Folded, Pieces] = {}
        self._pieces: dict[tuple[str, int], str] = {}

    def candidates(self, window: Folded) -> Pieces:
        """Give the pieces that hold the words of a window (anywhere in them)."""
        if (found := self._found.get(window)) is None:
            found = self._found[window] = self._sweep(window)
        return found

    def pieces(self, wanted: list[tuple[str, int]]) -> list[str]:
        """Give the words of pieces."""
        fresh = [key for key in wanted if key not in self._pieces]
        for begin in range(0, len(fresh), PAGE):
            keys = fresh[begin : begin + PAGE]
            sources = self._texts.documents([f"{text}-{number}" for text, number in keys])
            self._pieces.update(zip(keys, (source["words"] for source in sources), strict=True))
        return [self._pieces[key] for key in wanted]

    def _sweep(self, window: Folded) -> Pieces:
        limits: list[dict[str, Any]] = [phrase("folded", run) for run in runs(window)]
        if len(self._scope) <= CLAUSES:
            limits.append({"terms": {"text": list(self._scope)}})
        if typed := self._typed.get(window, []):
            exact = [beside.some(beside.asked(words, exact=True)) for words in typed]
            limits.append({"bool": {"should": exact, "minimum_should_match": 1}})
        found: Pieces = {}
        seen = 0
        for source in self._texts.wire.sweep(
            self._texts.index,
            {"bool": {"filter": limits}},
            ["place", "piece"],
            min(_FIRST, 2 * self._most + 2) if self._most else PAGE,
        ):
            text, number, words = source["text"], source["piece"], source["words"]
            found.setdefault(text, {})[number] = words
            self._pieces[text, number] = words
            if self._most:
                seen += 1 if typed else least(words, window)
                if seen >= self._most:
                    break
        return found


def least(words: str, window: Folded) -> int:
    """Give how many occurrences a piece has at the least: those that do not run out of it."""
    if None in window:
        return 0
    return fold(words).count("".join(c or "" for c in window))


def phrase(field: str, words: str) -> dict[str, Any]:
    """Give the query for these characters in a row; its score is how often they stand there.

    The cluster adds a score for each character, so each brings its share of one.
    """
    return {"match_phrase": {field: {"query": words, "boost": 1 / len(words)}}}


def runs(characters: Folded) -> list[str]:
    """Give the characters that stand together, between those that may be any."""
    found = [""]
    for character in characters:
        if character is None:
            found.append("")
        else:
            found[-1] += character
    return [run for run in found if run]
