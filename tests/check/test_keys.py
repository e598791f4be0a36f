"""Keys of patterns: where a pattern matches, one of its words stands in the text."""

from __future__ import annotations

import re

import pytest

from fangzhi.check.keys import key_of, rarity
from fangzhi.check.rule import all_rules


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?:招聘|招领)启示", ["招聘启示", "招领启示"]),
        ("检查(?=院|官)", ["检查官", "检查院"]),
        ("(?<!化学)反应(?!堆)", ["反应"]),
        ("在[^，。]{0,12}领导下", ["领导下"]),
        ("[大中]型?水库", ["中型水库", "中水库", "大型水库", "大水库"]),
        ("权利(?=机关|$)", ["权利"]),
        (
            "[二三]千?(?:里|丈)(?!坪)",
            ["三丈", "三千丈", "三千里", "三里", "二丈", "二千丈", "二千里", "二里"],
        ),
        ("(?<!第)[0-9]{1,9}(?:[.][0-9]+)?届", [*(f"{n}届" for n in range(10))]),
        ("(?:欢迎)+(?:[0-9]{2}|光临)?", ["欢迎"]),
    ],
)
def test_the_rarest_words_of_a_pattern_are_its_key(pattern: str, words: list[str]) -> None:
    assert key_of((pattern,)) == tuple(sorted(words))


@pytest.mark.parametrize("pattern", ["[^，]+", "甲?乙?", "(?i)abc", r"\d+", "(?=甲|)乙?"])
def test_a_pattern_without_sure_words_has_no_key(pattern: str) -> None:
    assert key_of((pattern,)) is None
    assert key_of(("启示", pattern)) is None


def test_what_makes_no_word_counts_as_rarer_and_a_word_in_another_stands_for_both() -> None:
    assert rarity(["启示"]) < rarity(["启"]) < rarity(["启", "示"])
    assert rarity(["届人大"]) < rarity(["人大"]) < rarity(["20"])
    assert key_of(("启示", "招聘启示")) == ("启示",)


def test_every_match_of_a_rules_shape_in_the_examples_holds_a_word_of_its_key() -> None:
    rules = [rule for rule in all_rules() if rule.scope == "text" and rule.shapes]
    lines = [e.text for rule in all_rules() for e in (*rule.bad, *rule.good) if e.text]
    matched = 0
    for rule in rules:
        for shape in rule.shapes:
            key, pattern = key_of((shape,)), re.compile(shape)
            told = [line for line in lines if pattern.search(line)] if key else []
            matched += len(told)
            assert all(any(word in line for word in key or ()) for line in told), (rule.id, shape)
    assert matched > 100
