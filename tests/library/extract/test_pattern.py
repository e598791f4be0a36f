"""The pattern language: what an editor writes finds what an editor means."""

from __future__ import annotations

import pytest

from fangzhi.library.extract.kinds import KINDS, NoKind, one_of, value_of
from fangzhi.library.extract.pattern import BadPattern, pattern
from fangzhi.library.extract.prepared import prepared
from tests.work import quickest


def found(words: str, text: str, lists: dict[str, str] | None = None) -> list[dict[str, str]]:
    held = prepared(text)
    made = pattern(words, {name: one_of(told.split()) for name, told in (lists or {}).items()})
    return [
        {name: held.words(*match.span(name)) for name in made.slots if match[name] is not None}
        for match in made.compiled.finditer(held.text)
    ]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("{地:字 2-4}，{时:年}置", "沈黎郡，元鼎六年置。", [{"地": "沈黎郡", "时": "元鼎六年"}]),
        ("{地:字 2-4}{时:年}置", "沈黎郡，元鼎六年置。", [{"地": "沈黎郡", "时": "元鼎六年"}]),
        (
            "）{山:字 1-4}（在縣{方:方位}{里:数}里",
            "(附/郭)宋興山(在縣北/三十里)昇仙山(在縣)(北十里一名星宿山)",
            [{"山": "宋興山", "方": "北", "里": "三十"}, {"山": "昇仙山", "方": "北", "里": "十"}],
        ),
        ("户{户:数}[口{口:数}]", "户五千口二萬", [{"户": "五千", "口": "二萬"}]),
        ("户{户:数}[口{口:数}]", "户五千", [{"户": "五千"}]),
        ("(東|西)至{地:字 2-3}界", "西至汶川界", [{"地": "汶川"}]),
        ("貢…{物:字 2-2}絹", "貢麩金、蜀錦、單絲絹", [{"物": "單絲"}]),
        ("户{数:数}", "戸五千", [{"数": "五千"}]),
        ("名{山:字 2-3}山", "名&KR4561;籍山", [{"山": "&KR4561;籍"}]),
    ],
)
def test_patterns_find_their_slots(words: str, text: str, expected: list[dict[str, str]]) -> None:
    assert found(words, text) == expected


def test_an_era_year_inside_other_words_is_still_only_the_era_year() -> None:
    assert found("{时:年}", "漢武帝元鼎二年立，雍正六年清丈") == [
        {"时": "元鼎二年"},
        {"时": "雍正六年"},
    ]


def test_a_list_of_the_recipe_is_a_kind_and_takes_the_longest_word() -> None:
    assert found("{府:府名}屬", "嘉定府屬", {"府名": "嘉定 嘉定府"}) == [{"府": "嘉定府"}]


def test_names_of_the_authority_tables_are_found_in_any_script() -> None:
    assert found("{地:地}", "入雙流縣界") == [{"地": "雙流縣"}]


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("数", "六萬七千一", "67001"),
        ("数", "二萬八百九", "20809"),
        ("数", "一十三萬九百五十三", "130953"),
        ("数", "廿七", "27"),
        ("年", "康熙六十一年", "1722"),
        ("年", "雍正元年", "1723"),
        ("年", "雍正九十年", ""),
        ("字", "雍正", ""),
    ],
)
def test_values_are_computed_from_the_words(kind: str, words: str, value: str) -> None:
    assert value_of(kind, words) == value


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "没有写格式"),
        ("户五千", "没有要取的栏"),
        ("户{数:数", "花括号"),
        ("户{数:数}[口", "没有配对"),
        ("户{数:数}口)", "没有配对"),
        ("{数:数}户{数:数}口", "用了两次"),
        ("{山:字 4-1}", "从小到大"),
        ("甲" * 600 + "{山}", "太长"),
        ("在{山}{水}之間", "分不清"),
        ("一…200一…200一…200{里:数}", "会找得很慢"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(words: str, said: str) -> None:
    with pytest.raises(BadPattern, match=said):
        pattern(words)


def test_an_unknown_kind_is_told_with_those_there_are() -> None:
    with pytest.raises(NoKind, match="物产"):
        pattern("{物:物产}")
    assert "地" in KINDS


def test_a_hundred_thousand_characters_take_well_under_a_second() -> None:
    held = prepared("東至西至南至北至山在縣三百里，" * 7000)
    made = pattern("{山:字 1-6}（在{方:方位}…50{里:数}里")
    assert quickest(lambda: list(made.compiled.finditer(held.text)), 2) < 2
