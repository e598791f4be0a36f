"""A library on a cluster: works in, searches out; what is whole becomes visible all at once.

Writing: the pieces of a text, then a count of them, then the document that makes it stand, then the
next state. Reading: the state before and after; if it changed in between, the answer is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from itertools import groupby, pairwise
from pathlib import Path
from tempfile import gettempdir
from typing import Any, TypeVar

import msgspec
import numpy as np

from fangzhi.library.dates import told_in
from fangzhi.library.filters import closed_parts
from fangzhi.library.index import BATCH, Library, LibraryFault, Part
from fangzhi.library.opensearch import layout
from fangzhi.library.opensearch.layout import Standing, Units
from fangzhi.library.opensearch.segment import ClusterSegment, Folded
from fangzhi.library.opensearch.texts import Texts
from fangzhi.library.opensearch.wire import Moved, State, Taken, Unsure, Wire
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.library.texted import Places
from fangzhi.zh.fold import fold

SCHEME = "opensearch:"
SEGMENT = 2_000_000
"""Characters that are evaluated together."""
_BOTHERED = 5
Answer = TypeVar("Answer")
_Works = list[tuple[Shelved, Stream]]


class ClusterLibrary(Library):
    """A library behind a name in an OpenSearch cluster: `opensearch://host:port,host:port/name`."""

    patience = 20.0
    """Seconds that one query may be evaluated."""
    most = 0
    """Occurrences of a phrase that have to be found, the first ones; 0 all."""
    typed: tuple[Folded, ...] = ()
    """Words of which only exactly these are looked for."""

    def __init__(self, address: str, *, create: bool = False, shards: int = 0) -> None:
        """Open it; raise LibraryFault when there is none (unless `create`)."""
        hosts, _, self.name = address.removeprefix(SCHEME).strip("/").partition("/")
        if not hosts or not self.name or self.name != self.name.lower():
            raise LibraryFault(
                f"“{address}”不成一个资料库的地址；请写成 opensearch://127.0.0.1:9200/名称（小写）。"
            )
        self.address = address
        # what this machine keeps for it: a lock, so that two windows do not add at the same time
        self.folder = Path(gettempdir()) / "fangzhi-cluster" / self.name
        self.wire = Wire(hosts.split(","))
        try:
            self.state = self.wire.state(self.name)
        except Moved:
            if not create:
                raise LibraryFault(
                    f"“{address}”里没有资料库。请先用 fangzhi library add 加入书稿。"
                ) from None
            index = self._make(1, shards)
            self._point(index)
        self.reload()

    def reload(self) -> None:
        """Take the register as it stands now."""
        for _ in range(_BOTHERED):
            try:
                state = self.wire.state(self.name)
                standing = self._standing(state.where)
                if self.wire.state(self.name)[:2] == state[:2]:
                    break
            except Moved:
                continue
        else:
            raise Unsure("资料库正在大量改动，这时读不准。请稍候再找。")
        self.state, self.standing = state, standing
        self.register = tuple(one.work for one in standing)
        self.generation = getattr(self, "generation", 0) + 1
        for name in ("segments", "by_id", "shelves", "places", "texts", "groups", "is_older"):
            self.__dict__.pop(name, None)

    def steady(self, answer: Callable[[], Answer]) -> Answer:
        """Give an answer during which the library did not change."""
        for _ in range(_BOTHERED):
            try:
                if self.wire.state(self.name)[:2] != self.state[:2]:
                    self.reload()
                told = answer()
                if self.wire.state(self.name)[:2] == self.state[:2]:
                    return told
            except Moved:
                self.reload()
        raise Unsure("资料库正在大量改动，这时数不准。请稍候再找。")

    def add(self, works: Iterable[tuple[Shelved, Stream]]) -> int:
        """Index works; give how many characters. What is whole stays when it is broken off."""
        characters = 0
        if self.is_older:
            self.rebuild((one.work, self._stream(one.work.id)) for one in self.standing)
        for batch in _batches(works):
            self._write_whole(self.state, batch)
            self.reload()
            characters += sum(len(stream.text) for _, stream in batch)
        self.tidy()
        return characters

    def remove(self, ids: Iterable[str]) -> int:
        """Take works off the shelf; give how many there were."""
        gone = [one for one in self.standing if one.work.id in set(ids)]
        for one in gone:
            self.wire.forget(self.state.where, f"work-{one.work.id}")
        if gone:
            self.wire.refresh(self.state.where)
            self._advance(self.state, self.state.next, "remove")
            self.reload()
            self.tidy()
        return len(gone)

    def tidy(self) -> None:
        """Remove the pieces of texts that no longer stand."""
        known = {one.text for one in self.standing}
        for text in sorted(self._counted(self.state.where).keys() - known):
            query = {"bool": {"filter": [{"term": {"text": text}}],
                              "must_not": [{"terms": {"what": ["work", "state"]}}]}}  # fmt: skip
            self.wire.drop(self.state.where, query)

    def rebuild(self, works: Iterable[tuple[Shelved, Stream]], *, shards: int = 0) -> int:
        """Make the library anew beside itself, then let the name point to it: nobody waits."""
        old = self.state.where
        index = self._make(int(old.rsplit("-", 1)[1]) + 1, shards)
        characters = 0
        for batch in _batches(works):
            self._write_whole(self.wire.state(index), batch)
            characters += sum(len(stream.text) for _, stream in batch)
        self._point(index, old)
        self.wire.ask("DELETE", f"/{old}")
        self.reload()
        return characters

    def missing(self) -> tuple[str, ...]:
        """Give the titles of works of which the cluster does not hold every piece."""
        counted = self._counted(self.state.where)
        return tuple(
            one.work.title for one in self.standing if counted.get(one.text, 0) != one.pieces
        )

    @cached_property
    def groups(self) -> tuple[tuple[Standing, ...], ...]:
        """Give the works that are evaluated together, in the order of the shelf."""
        size = 0
        numbered = []
        for one in self.standing:
            numbered.append((size // SEGMENT, one))
            size += one.length + 1
        return tuple(
            tuple(one for _, one in group) for _, group in groupby(numbered, key=lambda p: p[0])
        )

    @cached_property
    def is_older(self) -> bool:
        """Tell whether an earlier version made the index: right, but slower; adding makes it anew."""
        told = self.wire.ask("GET", f"/{self.state.where}/_mapping")[self.state.where]
        return int(told["mappings"].get("_meta", {}).get("format", 1)) < layout.FORMAT

    @cached_property
    def texts(self) -> Texts:
        """Give what reads texts of the register as it stands."""
        return Texts(self.wire, self.state.where)

    @property
    def segments(self) -> tuple[ClusterSegment, ...]:
        """Give the segments, fresh: each keeps what one query read."""
        return self.texts.segments(self.groups, self.most, self.typed)

    @cached_property
    def places(self) -> tuple[Places, ...]:
        """Give for each segment where its works stand in the register."""
        ends = np.cumsum([0, *map(len, self.groups)]).tolist()
        return tuple(np.arange(a, b) for a, b in pairwise(ends))

    @property
    def parts(self) -> tuple[Part, ...]:
        """Give what a register says of segments."""
        return tuple(
            Part(
                "",
                tuple(one.work.id for one in group),
                (True,) * len(group),
                sum(one.length for one in group),
            )
            for group in self.groups
        )

    @property
    def elsewhere(self) -> Callable[..., Any] | None:
        """Give what searches the cluster."""
        from fangzhi.library.opensearch.finding import find  # it searches libraries, this one too

        return partial(find, self)

    def stream(self, work_id: str) -> Stream:
        """Give the whole text of a work with its citations; raise KeyError when it is not here."""
        return self.steady(lambda: self._stream(work_id))

    def _stream(self, work_id: str) -> Stream:
        one = next((one for one in self.standing if one.work.id == work_id), None)
        if one is None:
            raise KeyError(work_id)
        units = self.texts.units((one.text,))[one.text]
        closed = tuple(units.closed.tolist()) if units.closed.any() else ()
        offsets, turns = tuple(units.offsets.tolist()), tuple(units.turns.tolist())
        return Stream(self.texts.whole(one), offsets, units.cites, closed, turns)

    def _write_whole(self, state: State, batch: _Works) -> None:
        fresh = {work.id: (work, stream) for work, stream in batch}
        made = []
        for place, (work, stream) in enumerate(fresh.values(), state.next):
            work = msgspec.structs.replace(work, characters=len(stream.text))
            closed = _closed(work, stream)
            text = layout.text_id(work, stream, closed, place)
            told = tuple(told_in(fold(stream.text)))
            units = Units(stream.offsets or (0,), stream.cites or ("",), closed, stream.turns, told)
            count = -(-max(len(stream.text), 1) // layout.CORE)
            standing = Standing(work, text, place, len(stream.text), count, any(closed))
            made.append((standing, stream, units))
        self.wire.put(state.where, _documents(made))
        self.wire.refresh(state.where)
        counted = self._counted(state.where)
        for one, _, _ in made:
            if counted.get(one.text, 0) != one.pieces:
                raise Unsure(f"《{one.work.title}》没有全部写进集群，没有收下。请再加入一次。")
        self.wire.put(state.where, (layout.standing_document(one) for one, _, _ in made))
        self.wire.refresh(state.where)
        self._advance(state, state.next + len(made), f"{made[0][0].text} {made[-1][0].text}")

    def _advance(self, state: State, following: int, token: str) -> None:
        try:
            self.wire.advance(state, following, token)
        except Taken:
            raise LibraryFault("另有人正在往这个资料库里加书。请等他加完再加一次。") from None

    def _counted(self, index: str) -> dict[str, int]:
        return self.wire.totals(index, {"term": {"what": "piece"}})

    def _standing(self, index: str) -> tuple[Standing, ...]:
        sources = self.wire.sweep(index, {"term": {"what": "work"}}, ["place", "text"])
        return tuple(layout.read_standing(source) for source in sources)

    def _make(self, number: int, shards: int) -> str:
        index = f"{self.name}-{number}"
        self.wire.drop_index(index)  # what a rebuild left behind that was broken off
        nodes = self.wire.ask("GET", "/_cluster/health")["number_of_data_nodes"]
        self.wire.ask("PUT", f"/{index}", layout.body_of_index(shards or max(1, nodes)))
        state = {"what": "state", "version": 1, "place": 0, "text": ""}
        self.wire.ask("PUT", f"/{index}/_doc/state", state)
        return index

    def _point(self, index: str, old: str = "") -> None:
        actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": self.name}}]
        if old:
            actions.insert(0, {"remove": {"index": old, "alias": self.name}})
        self.wire.ask("POST", "/_aliases", {"actions": actions})


def _documents(
    made: list[tuple[Standing, Stream, Units]],
) -> Iterator[tuple[str, dict[str, Any]]]:
    for one, stream, units in made:
        yield from layout.pieces(one.text, one.place, stream, units.told or ())
        yield layout.units_document(one.text, units)


def _batches(works: Iterable[tuple[Shelved, Stream]]) -> Iterator[_Works]:
    waiting: _Works = []
    size = 0
    for work, stream in works:
        waiting.append((work, stream))
        size += len(stream.text)
        if size >= BATCH:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


def _closed(work: Shelved, stream: Stream) -> tuple[int, ...]:
    cites = stream.cites or ("",)
    closed = list(stream.closed) or [0] * len(cites)
    for words, day in closed_parts(work.rights):
        closed = [
            max(known, day) if words in cite else known
            for known, cite in zip(closed, cites, strict=True)
        ]
    return tuple(closed)
