"""Looking for words everywhere at once finds what an automaton finds."""

from __future__ import annotations

from ahocorasick_rs import AhoCorasick
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.check.lookup import Lookup, codes_of

_SIGNS = "国家县志年鉴a1，\0𠀀"
_WORDS = st.lists(st.text(_SIGNS, min_size=1, max_size=6), min_size=1, max_size=30, unique=True)


def _found(words: list[str], text: str) -> list[tuple[int, str]]:
    starts, numbers = Lookup(words).find(codes_of(text))
    places = zip(starts.tolist(), numbers.tolist(), strict=True)
    return sorted((start, words[number]) for start, number in places)


@given(_WORDS, st.text(_SIGNS + "龥😀", max_size=60))
def test_every_place_of_every_word_is_found_as_an_automaton_finds_it(
    words: list[str], text: str
) -> None:
    automaton = AhoCorasick(words)
    wanted = automaton.find_matches_as_indexes(text, overlapping=True)
    assert _found(words, text) == sorted((start, words[number]) for number, start, _ in wanted)


def test_words_within_words_and_half_pairs_of_surrogates_are_read() -> None:
    words = ["县", "县志", "新县志稿", "志稿"]
    assert _found(words, "新县志稿\ud800县") == [
        (0, "新县志稿"), (1, "县"), (1, "县志"), (2, "志稿"), (5, "县"),
    ]  # fmt: skip
    assert _found(words, "") == _found(words, "无") == []
