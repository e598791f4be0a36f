"""Search is exact: every total equals a brute-force scan of the text without breaks and space."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.library.index import Library, LibraryFault
from fangzhi.library.query.parse import LONGEST
from fangzhi.library.search import BadQuery, search
from fangzhi.library.segment import BLOCK
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream, drop_space, stream_of_manuscript
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.place import Run
from fangzhi.model.text import Mark, Text
from fangzhi.zh.fold import fold


def shelf(folder: Path, *texts: str) -> Library:
    library = Library(folder, create=True)
    library.add(
        (Shelved(f"w{i}", f"书{i}", f"{i}.txt", "", len(text)), Stream(text, (0,), ("卷一",)))
        for i, text in enumerate(texts)
    )
    return library


def brute(text: str, words: str, *, exact: bool) -> int:
    where, wanted = (text, words) if exact else (fold(text), fold(words))
    return sum(where.startswith(wanted, i) for i in range(len(where)))


def test_random_substrings_are_counted_as_a_scan_counts_them(tmp_path: Path) -> None:
    dice = random.Random(20260301)
    texts = [
        "".join(dice.choices("蜀巴茶鹽盐國国志，。𢎞", k=length)) for length in (9001, 40, 2000)
    ]
    library = shelf(tmp_path, *texts)
    for _ in range(500):
        text = dice.choice(texts)
        length = dice.randint(1, 8)
        begin = dice.randrange(len(text) - length)
        words, exact = text[begin : begin + length], dice.random() < 0.5
        assert search(library, words, exact=exact, limit=1).total == sum(
            brute(other, words, exact=exact) for other in texts
        ), words


def test_matches_across_the_ends_of_chunks_are_found_once(tmp_path: Path) -> None:
    text = "甲" * (BLOCK - 3) + "華陽國志" + "乙" * BLOCK + "茶"
    library = shelf(tmp_path, text)
    assert search(library, "华阳国志").total == 1
    assert search(library, "华阳国志", exact=True).total == 0
    assert search(library, "國志乙").total == 1
    assert search(library, "乙茶").total == 1


def test_overlapping_occurrences_all_count(tmp_path: Path) -> None:
    assert search(shelf(tmp_path, "人人人人"), "人人").total == 3


def test_white_space_and_breaks_in_the_query_do_not_count(tmp_path: Path) -> None:
    assert search(shelf(tmp_path, "華陽國志"), " 華 陽\n國　志 ").total == 1


def test_hits_show_the_original_words_in_context_with_the_citation(tmp_path: Path) -> None:
    hit = search(shelf(tmp_path, "蜀之爲國肇於人皇"), "为国").hits[0]
    assert (hit.work, hit.cite, hit.before, hit.match, hit.after) == (
        "书0", "卷一", "蜀之", "爲國", "肇於人皇",
    )  # fmt: skip


def test_limit_bounds_the_hits_and_never_the_total(tmp_path: Path) -> None:
    library = shelf(tmp_path, "茶" * 50)
    assert (search(library, "茶", limit=3).total, len(search(library, "茶", limit=3).hits)) == (
        50,
        3,
    )
    assert len(search(library, "茶", limit=0).hits) == 50


def test_adding_a_work_again_replaces_it(tmp_path: Path) -> None:
    library = shelf(tmp_path, "茶茶茶")
    library = shelf(tmp_path, "酒茶")
    assert search(library, "茶").total == 1
    assert search(Library(tmp_path), "酒").works == {"w0": 1}
    assert len(library.register) == 1


def test_a_missing_library_and_an_empty_query_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LibraryFault, match="library add"):
        Library(tmp_path / "没有")
    with pytest.raises(BadQuery, match="没有要找的"):
        search(shelf(tmp_path, "茶"), " \n")
    with pytest.raises(BadQuery, match="太长"):
        search(shelf(tmp_path, "茶"), "茶" * (LONGEST + 1))


def test_a_damaged_library_is_named_and_not_read(tmp_path: Path) -> None:
    shelf(tmp_path, "茶")
    (tmp_path / "library.json").write_text("{", encoding="utf-8")
    with pytest.raises(LibraryFault, match="打不开"):
        Library(tmp_path)


def test_words_run_over_lines_and_leaves_and_are_cited_by_the_leaf_they_begin_on() -> None:
    text = Text(
        "b", "華陽國志", origin=(Run(0, 2, "f", page="1a"), Run(2, 4, "f", page="1b")),
        marks=(Mark(2, 2, "leaf-break", ref="1b"),),
    )  # fmt: skip
    stream = stream_of_manuscript(Manuscript((text,)))
    assert stream == Stream("華陽國志", (0, 2), ("1a", "1b"))
    assert [stream.cite(i) for i in range(4)] == ["1a", "1a", "1b", "1b"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="茶 酒\n　國国", max_size=60), st.data())
def test_the_stream_is_the_text_without_white_space(words: str, data: st.DataObject) -> None:
    origin = (Run(0, len(words), "f", address="L1"),)
    stream = stream_of_manuscript(Manuscript((Text("b", words, origin=origin),)))
    assert stream.text == drop_space(words)
