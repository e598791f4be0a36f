import re

import pytest

from fangzhi.zh.han import HAN, han_block, is_han


@pytest.mark.parametrize(
    ("ch", "block"),
    [
        ("县", "基本"),
        ("龥", "基本"),
        ("㙍", "扩展A"),
        ("𢎞", "扩展B"),
        ("\U0002b737", "扩展C"),
        ("\U0002b740", "扩展D"),
        ("\U0002b820", "扩展E"),
        ("\U0002ebe0", "扩展F"),
        ("\U00030edd", "扩展G"),
        ("\U000323af", "扩展H"),
        ("\U0002ee5d", "扩展I"),
        ("〇", "零号"),
        ("\ufa11", "兼容"),
        ("\U0002f800", "兼容补充"),
    ],
)
def test_every_block_up_to_extension_i_is_han(ch: str, block: str) -> None:
    assert han_block(ch) == block
    assert is_han(ch)
    assert re.fullmatch(f"[{HAN}]", ch)


@pytest.mark.parametrize(
    "ch", ["A", "，", "々", "○", "ㄅ", "あ", "\ufffc", "\ue000", "⼀", "\U000323b0"]
)
def test_marks_letters_radicals_and_private_characters_are_not_han(ch: str) -> None:
    assert han_block(ch) is None
    assert not is_han(ch)
    assert not re.fullmatch(f"[{HAN}]", ch)
