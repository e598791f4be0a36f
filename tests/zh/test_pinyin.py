import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.zh.pinyin import initial, pinyin_key


def test_an_index_stands_in_the_order_of_readings() -> None:
    entries = [
        "资阳",
        "重量",
        "成都",
        "重庆",
        "《华阳国志》",
        "阿坝",
        "2024年大事",
        "GDP",
        "單位",
        "𠮷村",
    ]
    assert sorted(entries, key=pinyin_key) == [
        "2024年大事", "GDP", "阿坝", "成都", "重庆", "單位", "《华阳国志》", "重量", "资阳", "𠮷村",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("曾国藩", "Z"),
        ("单雄信", "S"),
        ("解缙", "X"),
        ("仇英", "Q"),
        ("区大典", "O"),
        ("朴正", "P"),
        ("查慎行", "Z"),
        ("覃子豪", "Q"),
        ("万俟卨", "M"),
        ("黄廷桂", "H"),
    ],
)
def test_surnames_have_their_own_reading(name: str, letter: str) -> None:
    assert initial(name, person=True) == letter


def test_the_same_characters_in_a_word_keep_the_common_reading() -> None:
    assert [initial(w) for w in ("单位", "区划", "解放", "查勘", "曾经")] == [
        "D",
        "Q",
        "J",
        "C",
        "C",
    ]


def test_digits_and_marks_stand_under_the_number_sign() -> None:
    assert [initial(w) for w in ("2024年", "……", "")] == ["#", "#", "#"]


@given(st.text(alphabet="川志县乡𠮷a1《》 "), st.text(alphabet="川志县乡𠮷a1《》 "))
def test_two_different_texts_never_have_the_same_key(a: str, b: str) -> None:
    assert (pinyin_key(a) == pinyin_key(b)) == (a == b)
