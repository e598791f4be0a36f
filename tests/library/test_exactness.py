"""On real texts every total and every position is that of a scan of the whole."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from fangzhi.library.index import Library
from fangzhi.library.search import search
from fangzhi.library.stream import Stream
from fangzhi.zh.fold import fold, forms_of, to_simplified
from tests.library.corpus import everything, shelved, shipped

LONG = bool(os.environ.get("FANGZHI_PROVE"))


class Scan:
    """All works in one string, parted by a character that no query has."""

    def __init__(self, works: list[tuple[str, Stream]]) -> None:
        self.streams = [stream for _, stream in works]
        self.plain = "\x00".join(stream.text for stream in self.streams)
        self.folded = fold(self.plain)

    def places(self, words: str, *, exact: bool) -> list[int]:
        """Give where the words begin, overlapping ones too."""
        where, wanted = (self.plain, words) if exact else (self.folded, fold(words))
        return list(_all(where, wanted))


def _all(where: str, wanted: str) -> Iterator[int]:
    place = where.find(wanted)
    while place >= 0:
        yield place
        place = where.find(wanted, place + 1)


def sample(dice: random.Random, scan: Scan) -> str:
    """Give words of the texts: 1–8 characters, some on the ends of leaves, some in another script,
    some with one character changed."""
    stream = dice.choice(scan.streams) if dice.random() < 0.5 else scan.streams[0]
    length = dice.randint(1, 8)
    begin = dice.randrange(max(1, len(stream.text) - length))
    if dice.random() < 0.3 and len(stream.offsets) > 1:
        begin = max(0, dice.choice(stream.offsets[1:]) - dice.randint(1, length))
    words = stream.text[begin : begin + length]
    kind = dice.random()
    if kind < 0.2:
        words = "".join(dice.choice(forms_of(fold(c)) or c) for c in words)
    elif kind < 0.3:
        words = to_simplified(words)
    elif kind < 0.4:
        at = dice.randrange(len(words))
        words = words[:at] + dice.choice(stream.text) + words[at + 1 :]
    return words


def compare(library: Library, scan: Scan, number: int, seed: int = 20261123) -> None:
    dice = random.Random(seed)
    starts = [0]
    for stream in scan.streams:
        starts.append(starts[-1] + len(stream.text) + 1)
    for _ in range(number):
        words, exact = sample(dice, scan), dice.random() < 0.4
        written = '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
        expected = scan.places(words, exact=exact)
        few = 0 if len(expected) < 3_000 else 500
        found = search(library, written, exact=exact, limit=few)
        assert found.total == len(expected), (words, exact)
        assert sum(found.works.values()) == len(expected)
        positions = [starts[int(hit.work_id[1:])] + hit.position for hit in found.hits]
        assert positions == expected[: few or None], (words, exact)
        for hit, place in zip(found.hits, expected, strict=False):
            assert hit.match == scan.plain[place : place + len(words)]
            stream = scan.streams[int(hit.work_id[1:])]
            assert hit.cite == stream.cite(hit.position)


def test_words_of_the_shipped_chronicles_are_counted_and_placed_as_a_scan_does(
    tmp_path: Path,
) -> None:
    works = list(shipped())
    compare(shelved(works, tmp_path), Scan(works), 200)


@pytest.mark.prove
@pytest.mark.skipif(not LONG, reason="百兆语料两千次，make prove 里做")
def test_two_thousand_queries_on_a_hundred_megabytes_equal_a_scan(tmp_path: Path) -> None:
    works = list(everything())
    if not works:
        pytest.skip("no ../shared")
    compare(shelved(works, tmp_path), Scan(works), 2_000)
