"""The search data finds every two-character word where it stands, and stays small."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fangzhi.model.book import Book, entries_in
from fangzhi.model.manuscript import texts
from fangzhi.publish.site.render import render
from fangzhi.publish.site.shards import folded, written
from tests.publish.html import sample
from tests.publish.html.examples import example


def called(data: bytes) -> list[Any]:
    """Give what a file hands to its function."""
    text = data.decode().strip()
    inside = text[text.index("(") + 1 : text.rindex(")")]
    return list(json.loads(f"[{inside}]"))


class Index:
    """The search folder read back, as the page's own program reads it."""

    def __init__(self, folder: Path) -> None:
        self.book = called((folder / "book.js").read_bytes())[0]
        self.chars: dict[str, list[int]] = {}
        for file in sorted(folder.glob("char-*.js")):
            number, part = called(file.read_bytes())
            for character, words in part.items():
                assert ord(character) % self.book["shards"] == number
                self.chars[character] = self.read(words)
        self.rows = [row for file in sorted(folder.glob("text-*.js"))
                     for row in called(file.read_bytes())[1]]  # fmt: skip

    def read(self, words: str) -> list[int]:
        found, at, gap = [], 0, 0
        for digit in words:
            if digit in self.book["last"]:
                at += gap * 45 + self.book["last"].index(digit)
                gap = 0
                found.append(at)
            else:
                gap = gap * 45 + self.book["more"].index(digit)
        return found

    def find(self, words: str) -> list[int]:
        places = [{p - offset for p in self.chars.get(c, ())}
                  for offset, c in enumerate(folded(words))]  # fmt: skip
        return sorted(set.intersection(*places))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Index, Path]:
    book, assets = example("华阳国志")
    out = tmp_path_factory.mktemp("old")
    render(book, assets, out)
    return book, Index(out / "site" / "search"), out / "site" / "search"


def test_gaps_are_read_back_as_written(old: tuple[Book, Index, Path]) -> None:
    positions = [0, 1, 44, 45, 46, 2024, 2025, 2026, 91_124, 91_125, 9_999_999]
    assert old[1].read(written(positions)) == positions


def test_simplified_words_find_traditional_text_as_often_as_it_stands(
    old: tuple[Book, Index, Path],
) -> None:
    _, index, _ = old
    for asked in ("华阳国志", "巴志", "诸葛亮"):
        wanted = sum(folded(text).count(folded(asked)) for _, _, text in index.rows)
        assert len(index.find(asked)) == wanted > 0


def test_every_two_character_word_of_every_text_is_found_in_place(tmp_path: Path) -> None:
    render(sample.book(), sample.ASSETS, tmp_path)
    index = Index(tmp_path / "site" / "search")
    for position, _, text in index.rows:
        for offset in range(len(text) - 1):
            word = text[offset : offset + 2]
            if not any(c.isspace() for c in word):
                assert position + offset in index.find(word)


def test_no_phrase_reaches_from_one_block_into_the_next(old: tuple[Book, Index, Path]) -> None:
    _, index, _ = old
    for (_, _, before), (_, _, after) in zip(index.rows[:80], index.rows[1:81], strict=True):
        if before and after:
            across = before[-1:] + after[:1]
            inside = {at + i for at, _, text in index.rows for i in range(len(text) - 1)}
            assert set(index.find(across)) <= inside


def test_the_quotable_text_holds_every_text_of_the_book(old: tuple[Book, Index, Path]) -> None:
    book, index, _ = old
    whole = "\0".join(text for _, _, text in index.rows)
    for _, entry in entries_in(book):
        assert all(text.text in whole for text in texts(entry.manuscript))


def test_the_index_is_less_than_two_and_a_half_times_the_text(
    old: tuple[Book, Index, Path],
) -> None:
    book, _, folder = old
    size = sum(file.stat().st_size for file in folder.iterdir())
    text = sum(len(text.text.encode()) for _, entry in entries_in(book)
               for text in texts(entry.manuscript))  # fmt: skip
    assert size < 2.5 * text
    assert max(file.stat().st_size for file in folder.iterdir()) < 300_000


def test_words_of_strangers_stay_data(tmp_path: Path) -> None:
    render(sample.book(), sample.ASSETS, tmp_path)
    for file in (tmp_path / "site" / "search").iterdir():
        assert called(file.read_bytes())
