"""An anchor keeps its words through an edit, or says that it lost them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.align.anchors import anchor, reanchor
from fangzhi.model.place import Anchor, Lost
from fangzhi.model.text import Text

OLD = "2024年末，全县总人口32.6万人，比上年末增加0.2万人；全县耕地面积31.5万亩。"


def at(words: str, text: str = OLD) -> Anchor:
    start = text.index(words)
    return anchor(Text("p", text), start, start + len(words))


@pytest.mark.parametrize(
    ("words", "new", "start"),
    [
        ("32.6万人", OLD, 12),
        ("32.6万人", "据统计，" + OLD, 16),
        ("32.6万人", OLD.replace("比上年末", "比2023年末"), 12),
        ("32.6万人", OLD.replace("31.5", "31.4"), 12),
        ("全县", OLD.replace("2024年末，", ""), 0),
        ("增加0.2万人", "概况。全县总人口32.6万人，比上年末增加0.2万人；耕地略有减少。", 19),
    ],
)
def test_words_are_found_where_they_moved_to(words: str, new: str, start: int) -> None:
    found = reanchor(at(words), Text("p", new))
    assert isinstance(found, Anchor)
    assert (found.start, new[found.start : found.end]) == (start, words)
    assert reanchor(found, Text("p", new)) == found


@pytest.mark.parametrize(
    ("words", "new", "reason"),
    [
        ("32.6万人", OLD.replace("32.6", "32.5"), "已找不到“32.6万人”"),
        ("32.6万人", "", "已找不到"),
        ("全县", "全县。全县。", "有 2 处"),
        ("全县", "甲，全县乙。丙，全县丁。", "有 2 处"),
        ("万人", "另起一段，写邻县3万人口。", "不能断定"),
    ],
)
def test_lost_words_are_reported_lost(words: str, new: str, reason: str) -> None:
    lost = reanchor(at(words), Text("p", new))
    assert isinstance(lost, Lost)
    assert reason in lost.reason and lost.reason.endswith("请人工重新指定位置。")


def test_an_anchor_does_not_wander_to_another_block() -> None:
    assert isinstance(reanchor(at("全县"), Text("q", OLD)), Lost)


def test_a_range_outside_the_text_is_the_callers_error() -> None:
    with pytest.raises(ValueError, match="no such range"):
        anchor(Text("p", "短"), 0, 5)


texts = st.text(alphabet="县志人口年末增减，。0123", max_size=60)


@given(texts, texts, st.data())
def test_a_found_anchor_always_bears_its_own_words(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    found = reanchor(anchor(Text("p", old), start, end), Text("p", new))
    if isinstance(found, Anchor):
        assert new[found.start : found.end] == old[start:end] == found.quotation


@given(texts, texts, texts)
def test_words_put_in_far_away_never_lose_an_anchor(before: str, after: str, put: str) -> None:
    old = before + "｛甲乙丙丁戊己庚辛壬癸子丑｝" + after
    start = len(before) + 1
    new = put + old
    found = reanchor(anchor(Text("p", old), start, start + 12), Text("p", new))
    assert isinstance(found, Anchor) and found.start == start + len(put)
