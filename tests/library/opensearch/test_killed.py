"""One node of three dies while people search, and while books are added: no count is ever wrong,
no work is lost; an answer that cannot be whole says so."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from fangzhi.library.index import Library
from fangzhi.library.opensearch.library import ClusterLibrary
from fangzhi.library.opensearch.wire import Unsure
from fangzhi.library.search import BadQuery, search
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from tests.library.corpus import shipped
from tests.library.opensearch.cluster import Cluster, start

LONG = bool(os.environ.get("FANGZHI_PROVE"))
pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(not LONG, reason="三个节点约五分钟，make prove 里做"),
]
WORDS = ("茶", "四川", "之", "华阳国志", "鹽", "蒙山")


@pytest.fixture
def three() -> Iterator[Cluster]:
    cluster = start(3)
    yield cluster
    cluster.stop()


def works() -> list[tuple[Shelved, Stream]]:
    """Give the shipped chronicles in twenty parts, each a work."""
    found = []
    for title, stream in shipped():
        step = len(stream.text) // 10 + 1
        for part in range(10):
            text = stream.text[part * step : (part + 1) * step]
            own = Shelved(f"{title}-{part}", f"{title}{part}", title, "", len(text))
            found.append((own, Stream(text, (0,), (f"第{part}部",))))
    return found


def answers(folder: Path, every: list[tuple[Shelved, Stream]]) -> dict[str, dict[str, int]]:
    """Give what a library in a folder answers, which other tests hold against a scan."""
    here = Library(folder, create=True)
    here.add(every)
    return {words: search(here, words, limit=1).works for words in WORDS}


def wait_for(answers: list[float], number: int) -> None:
    """Wait until so many answers are there; not for ever."""
    until = time.monotonic() + 90
    while len(answers) < number and time.monotonic() < until:
        time.sleep(0.2)


def empty(cluster: Cluster) -> ClusterLibrary:
    name = f"killed-{uuid.uuid4().hex[:8]}"
    return ClusterLibrary(f"opensearch://{cluster.address}/{name}", create=True)


def test_no_count_is_wrong_when_a_node_dies_while_people_search(
    three: Cluster, tmp_path: Path
) -> None:
    every = works()
    library = empty(three)
    library.add(every)
    three.wait(3, "green")
    right = answers(tmp_path, every)
    whole: list[float] = []
    refused: list[float] = []
    wrong: list[str] = []
    done = threading.Event()

    def ask(words: str) -> None:
        own = ClusterLibrary(library.address)
        while not done.is_set():
            try:
                found = search(own, words, limit=3)
            except (Unsure, BadQuery):  # the second where it takes too long
                refused.append(time.monotonic())
                continue
            if found.works != right[words] or found.total != sum(right[words].values()):
                wrong.append(f"{words}: {found.total}")
            whole.append(time.monotonic())

    people = [threading.Thread(target=ask, args=(words,)) for words in WORDS[:3]]
    for one in people:
        one.start()
    wait_for(whole, 30)
    killed = time.monotonic()
    three.nodes[1].kill()
    wait_for(whole, len(whole) + 60)
    again = time.monotonic()
    three.nodes[1].start()
    wait_for(whole, len(whole) + 60)
    done.set()
    for one in people:
        one.join(180)
    assert not wrong
    assert sum(t < killed for t in whole) > 10
    assert sum(killed < t < again for t in whole) > 10
    back = min(t for t in whole if t > killed) - killed
    print(f"对 {len(whole)} 次，不答 {len(refused)} 次，错 0 次；少了一台后 {back:.1f} 秒又答")
    three.wait(3, "green")
    assert library.missing() == ()
    for words, counts in right.items():
        assert search(library, words, limit=1).works == counts


def test_no_work_is_lost_when_a_node_dies_while_books_are_added(
    three: Cluster, tmp_path: Path
) -> None:
    every = works()
    library = empty(three)
    dying = threading.Timer(0.3, three.nodes[2].kill)
    tries = 0
    for number in range(0, len(every), 4):
        batch = every[number : number + 4]
        if number == 4:
            dying.start()
        while {work.id for work, _ in batch} - {work.id for work in library.register}:
            tries += 1
            try:
                library.add(batch)
            except Unsure:
                assert tries < 30
                library.reload()
    assert three.nodes[2].process.poll() is not None
    print(f"{len(every)} 部分 {len(range(0, len(every), 4))} 批，共写 {tries} 次")
    other = ClusterLibrary(library.address)
    assert other.missing() == ()
    assert len(other.register) == len(every)
    for words, counts in answers(tmp_path, every).items():
        assert search(other, words, limit=1).works == counts, words
    for work, stream in every[:3]:
        assert other.stream(work.id).text == stream.text


def test_one_node_left_of_three_answers_rightly_or_not_at_all(
    three: Cluster, tmp_path: Path
) -> None:
    every = works()
    library = empty(three)
    library.add(every)
    three.wait(3, "green")
    right = answers(tmp_path, every)
    three.nodes[0].kill()
    three.nodes[1].kill()
    told = []
    for words, counts in right.items():
        try:
            told.append(search(library, words, limit=1).works == counts)
        except Unsure as fault:
            assert "不给" in str(fault)
    print(f"三台只剩一台：答对 {len(told)} 次，不答 {len(right) - len(told)} 次")
    assert all(told)
