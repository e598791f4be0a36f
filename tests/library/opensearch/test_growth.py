"""1, 3 and 10 times the text on three nodes: time to add grows with it, time to answer far less."""

from __future__ import annotations

import os
import random
import uuid
from collections.abc import Iterator
from time import perf_counter

import numpy as np
import pytest

from fangzhi.library.opensearch.library import ClusterLibrary
from fangzhi.library.search import search
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from tests.library.corpus import shipped
from tests.library.opensearch.cluster import Cluster, start

LONG = bool(os.environ.get("FANGZHI_PROVE"))
pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(not LONG, reason="三个节点约五分钟，make prove 里做"),
]
QUERIES = 60


@pytest.fixture(scope="module")
def three() -> Iterator[Cluster]:
    cluster = start(3)
    yield cluster
    cluster.stop()


def times(number: int) -> Iterator[tuple[Shelved, Stream]]:
    """Give the shipped chronicles so many times, each time under other titles."""
    for copy in range(number):
        for title, stream in shipped():
            name = f"{title}（{copy}）"
            yield Shelved(f"{title}-{copy}", name, title, "", len(stream.text)), stream


def queries() -> list[str]:
    """Give words of 2 to 8 characters that stand in the texts."""
    dice = random.Random(20261123)
    texts = [stream.text for _, stream in shipped()]
    found = []
    for _ in range(QUERIES):
        text, length = dice.choice(texts), dice.randint(2, 8)
        begin = dice.randrange(len(text) - length)
        found.append(f'"{text[begin : begin + length]}"'.replace("\\", "\\\\"))
    return found


def test_adding_grows_with_the_text_and_answering_far_less(three: Cluster) -> None:
    asked = queries()
    rows = []
    totals: dict[int, list[int]] = {}
    for number in (1, 3, 10):
        name = f"growth-{uuid.uuid4().hex[:8]}"
        library = ClusterLibrary(f"opensearch://{three.address}/{name}", create=True)
        began = perf_counter()
        characters = library.add(times(number))
        adding = perf_counter() - began
        three.wait(3, "green")
        for words in asked[:20]:
            search(library, words)
        taken, totals[number] = [], []
        for words in asked:
            began = perf_counter()
            found = search(library, words, limit=20)
            taken.append(perf_counter() - began)
            totals[number].append(found.total)
        p50, p99 = np.percentile(taken, (50, 99)) * 1000
        told = library.wire.ask("GET", f"/{name}/_stats/store")["_all"]
        stored = told["primaries"]["store"]["size_in_bytes"]
        rows.append((number, characters, adding, stored, p50, p99))
        assert library.missing() == ()
        library.wire.drop_index(library.state.where)
    for number, characters, adding, stored, p50, p99 in rows:
        print(
            f"| {number} × | {characters:,} | {adding:.1f} s | {characters / adding / 1e6:.2f} M/s"
            f" | {stored / 1e6:.0f} MB | {p50:.0f} ms | {p99:.0f} ms |"
        )
    assert totals[3] == [3 * total for total in totals[1]]
    assert totals[10] == [10 * total for total in totals[1]]
    first, _, last = rows
    assert last[2] < 2 * 10 * first[2]
    assert last[4] < 5 * first[4]
