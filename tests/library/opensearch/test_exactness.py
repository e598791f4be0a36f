"""On a cluster, too, every total and every position is that of a scan of the whole."""

from __future__ import annotations

import os
import random
import time
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fangzhi.library.filters import Audience, Filters
from fangzhi.library.index import Library, LibraryFault
from fangzhi.library.opening import open_library
from fangzhi.library.opensearch import layout
from fangzhi.library.opensearch.layout import CORE, TAIL
from fangzhi.library.opensearch.library import ClusterLibrary
from fangzhi.library.passages import passage
from fangzhi.library.search import search
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.model.agent import Restriction, Rights
from fangzhi.zh.fold import fold
from tests.library.corpus import everything, shipped
from tests.library.opensearch.conftest import Make
from tests.library.test_exactness import Scan, compare

LONG = bool(os.environ.get("FANGZHI_PROVE"))


def put(library: Library, works: list[tuple[str, Stream]]) -> Library:
    library.add(
        (Shelved(f"w{n}", title, title, "", len(stream.text)), stream)
        for n, (title, stream) in enumerate(works)
    )
    return library


def plain(library: Library, *texts: str) -> Library:
    return put(library, [(f"书{n}", Stream(text, (0,), ("卷一",))) for n, text in enumerate(texts)])


def occurrences(text: str, words: str) -> int:
    count, at = 0, text.find(words)
    while at >= 0:
        count, at = count + 1, text.find(words, at + 1)
    return count


def test_words_of_the_shipped_chronicles_are_counted_and_placed_as_a_scan_does(make: Make) -> None:
    works = list(shipped())
    compare(put(make(), works), Scan(works), 25)


@pytest.fixture(scope="module")
def hundred(address: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Scan]:
    """Give 100 MB on the cluster and the scan of them; what stands there whole is taken as it is,
    and of several processes one puts it there."""
    works = list(everything())
    if not works:
        pytest.skip("no ../shared")
    digest = blake2b("".join(stream.text for _, stream in works).encode(), digest_size=6)
    name = f"hundred-{layout.FORMAT}-{digest.hexdigest()}"
    library = ClusterLibrary(f"opensearch://{address}/{name}", create=True)
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    try:
        (shared / name).mkdir()
        if len(library.register) < len(works) or library.missing():
            put(library, works)
        (shared / name / "whole").touch()
    except FileExistsError:
        until = time.monotonic() + 1_800
        while not (shared / name / "whole").exists():
            assert time.monotonic() < until
            time.sleep(3)
        library.reload()
    return library, Scan(works)


@pytest.mark.prove
@pytest.mark.skipif(not LONG, reason="百兆语料两千次，十份，make prove 里做")
@pytest.mark.parametrize("part", range(10))
def test_two_thousand_queries_on_a_hundred_megabytes_equal_a_scan(
    hundred: tuple[Library, Scan], part: int
) -> None:
    compare(*hundred, 200, seed=20261123 + part)


def test_words_on_the_borders_of_pieces_count_once_however_often_they_overlap(make: Make) -> None:
    dice = random.Random(20261123)
    edge = "甲" * (CORE - 3) + "華陽國志" + "乙" * CORE + "茶"
    many = "人" * (2 * CORE + TAIL + 5)
    mixed = "".join(dice.choices("蜀茶鹽，", k=3 * CORE + 1))
    library = plain(make(), edge, many, mixed, "茶")
    texts = [fold(text) for text in (edge, many, mixed, "茶")]
    for words in (
        "华阳国志",
        "國志乙",
        "乙茶",
        "人",
        "人人",
        "人人人",
        "人" * TAIL,
        "蜀茶",
        "，",
        "茶",
    ):
        wanted = fold(words)
        counts = [occurrences(text, wanted) for text in texts]
        found = search(library, words, limit=1)
        assert found.total == sum(counts), words
        assert found.works == {f"w{n}": count for n, count in enumerate(counts) if count}


def test_phrases_longer_than_the_cluster_looks_for_are_read_on(make: Make) -> None:
    text = "".join(random.Random(5).choices("蜀茶鹽國志", k=2 * CORE))
    library = plain(make(), text)
    for begin, length in ((0, TAIL + 1), (CORE - 50, 400), (CORE - 900, 1000)):
        words = text[begin : begin + length]
        assert [hit.position for hit in search(library, words).hits] == [begin]
        assert search(library, words + "酒" if length < 1000 else words[:-1] + "酒").total == 0


SIGNS = "所𫠦茶荼，國国/"


def mixed_up(dice: random.Random) -> Stream:
    """Give a text with double rows, leaves, years, and characters of one and of two code units."""
    years = ("順治十八年", "乾隆間", "1985年")
    parts = [
        dice.choice(years) if dice.random() < 0.02 else dice.choice(SIGNS)
        for _ in range(2 * CORE + 40)
    ]
    text = "".join(parts)
    near = (1, CORE - 1, CORE, CORE + 1, 2 * CORE)
    turns = sorted({*dice.sample(range(1, len(text)), 150), *near})
    leaves = (0, *sorted(dice.sample(range(1, len(text)), 20)))
    return Stream(text, leaves, tuple(f"葉{n}" for n in range(21)), turns=tuple(turns))


def test_forms_turns_and_years_count_as_in_a_folder(make: Make, tmp_path: Path) -> None:
    dice = random.Random(20261123)
    works = [(f"书{n}", mixed_up(dice)) for n in range(4)]
    here, there = put(Library(tmp_path, create=True), works), put(make(), works)
    asked = ["所", "𫠦", "茶", "荼", "國", "茶国", "国?茶", "茶?", "𫠦，", "所?𫠦", "茶 OR 國茶"]
    asked += ['"/"', '"茶/國"', "茶國" * 3]
    for words in asked:
        for exact in (False, True):
            for filters in (Filters(), Filters(works=("w1", "w3"))):
                for limit in (7, 0):
                    told = [
                        search(library, words, exact=exact, limit=limit, filters=filters)
                        for library in (here, there)
                    ]
                    one, other = (msgspec.structs.replace(found, took=0.0) for found in told)
                    assert one == other, (words, exact, filters, limit)


def test_an_index_of_an_earlier_version_is_right_and_made_anew_by_adding(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = {"typed", "core", "years"}
    pieces, body = layout.pieces, layout.body_of_index

    def as_before(*told: Any) -> Any:
        for id, source in pieces(*told):
            yield id, {name: value for name, value in source.items() if name not in beside}

    def older_body(shards: int) -> dict[str, Any]:
        made = body(shards)
        made["mappings"].pop("_meta")
        for name in beside:
            made["mappings"]["properties"].pop(name)
        return made

    with monkeypatch.context() as earlier:
        earlier.setattr(layout, "pieces", as_before)
        earlier.setattr(layout, "body_of_index", older_body)
        plain(make_named := make(), "茶國茶国")
    library = open_library(make_named.address)
    assert search(library, "茶国", exact=True).total == 1
    assert search(library, "茶国", exact=False).total == 2
    library.add([(Shelved("n", "新", "n", "", 2), Stream("茶国", (0,), ("葉1",)))])
    assert getattr(library, "is_older", None) is False
    assert search(library, "茶国", exact=True, limit=1).works == {"w0": 1, "n": 1}
    assert search(library, "茶国", limit=1).undated == 3


def test_what_is_closed_never_counts_and_is_never_shown(make: Make) -> None:
    library = make()
    shut = Rights(restrictions=(Restriction(range="葉2", until="2030-01-01"),))
    stream = Stream("產茶也藏茶也", (0, 3), ("葉1", "葉2"))
    library.add(
        [
            (Shelved("a", "甲志", "a", "", 6, rights=shut), stream),
            (Shelved("b", "乙志", "b", "", 6, rights=Rights(open_from="2040-01-01")), stream),
            (Shelved("c", "丙志", "c", "", 6, kind="旧志"), stream),
        ]
    )
    for limit in (1, 0):
        found = search(library, "茶", limit=limit)
        assert (found.total, found.works) == (3, {"a": 1, "c": 2})
        assert search(library, "藏茶", limit=limit).works == {"c": 1}
        later = Audience(on="2035-01-01")
        assert search(library, "茶", limit=limit, audience=later).works == {"a": 2, "c": 2}
        everyone = Audience(everything=True)
        assert search(library, "茶", limit=limit, audience=everyone).total == 6
        assert search(library, "茶", limit=limit, filters=Filters(kinds=("旧志",))).total == 2
    assert search(library, "茶").hits[0].after == "也"


def test_replaced_and_removed_works_count_as_they_now_stand(make: Make) -> None:
    library = plain(make(), "茶茶茶" * CORE, "酒")
    other = open_library(str(getattr(library, "address", "")))
    assert search(other, "茶").total == 3 * CORE
    library.add([(Shelved("w0", "新书", "x", "", 2), Stream("酒茶", (0,), ("葉1",)))])
    assert (search(other, "茶").total, search(other, "酒").total) == (1, 2)
    assert [hit.work for hit in search(other, "酒").hits] == ["书1", "新书"]
    assert library.remove(["w1"]) == 1
    assert search(other, "酒").works == {"w0": 1}
    assert search(other, "酒").hits[0].work == "新书"
    assert other.stream("w0") == Stream("酒茶", (0,), ("葉1",))
    assert passage(other, "w0", 0, 2).text == "酒茶"


def test_a_library_is_made_anew_beside_itself_and_the_name_moves_over(make: Make) -> None:
    library = make()
    plain(library, "茶", "酒")
    other = open_library(library.address)
    library.rebuild([(Shelved("n", "新", "n", "", 3), Stream("茶茶茶", (0,), ("葉1",)))])
    assert (search(other, "茶").works, search(other, "酒").total) == ({"n": 3}, 0)
    assert library.missing() == ()


def test_an_address_that_leads_nowhere_says_what_to_do(address: str) -> None:
    with pytest.raises(LibraryFault, match="library add"):
        open_library(f"opensearch://{address}/nothing")
    with pytest.raises(LibraryFault, match="不成一个资料库的地址"):
        open_library("opensearch://127.0.0.1:9200")
