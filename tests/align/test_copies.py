"""Last year's text told from this year's: the words may be the same, the figures must not."""

from __future__ import annotations

import pytest

from fangzhi.align.copies import Copy, Passage, copies, plain_name, sentence_of, side_by_side
from fangzhi.align.figures import masked

OLD = "2022年，石桥镇改造电排站6座，清淤河道31.5千米，投入资金780万元，受益农田1240公顷。"


def one(old: str, new: str, year: str = "2022") -> Copy:
    [found] = copies([Passage(old)], [Passage(new)], year)
    return found


def test_only_the_year_changed_is_a_whole_copy() -> None:
    found = one(OLD, OLD.replace("2022", "2023"))
    assert found.is_whole
    assert [pair.new.digits for pair in found.same] == ["6", "31.5", "780", "1240"]
    assert found.years == (("2022", "2023"),)
    assert sentence_of([found], "石桥镇") == "石桥镇交的是去年的稿：1 段文字相同，4 个数未改。"


def test_one_renewed_figure_is_no_whole_copy() -> None:
    found = one(OLD, OLD.replace("2022", "2023").replace("780", "812"))
    assert not found.is_whole
    assert [(p.old.digits, p.new.digits) for p in found.changed] == [("780", "812")]
    assert sentence_of([found], "石桥镇") == "石桥镇交的稿没有看出照抄上年。"


def test_a_few_figures_changed_out_of_many_are_nearly_a_copy() -> None:
    villages = enumerate("甲乙丙丁戊己庚辛壬", 11)
    old = "2022年" + "".join(f"，第{name}村收粮{tons}吨" for tons, name in villages)
    found = one(old + "。", old.replace("2022", "2023").replace("15吨", "18吨") + "。")
    assert found.is_nearly_whole and not found.is_whole


@pytest.mark.parametrize(
    "words",
    [
        "石桥镇在县境东部，距县城17千米，面积63.2平方千米，辖11个村、2个社区，海拔412米。",
        "石桥建于1736年，1868年重修，1953年加宽桥面3米，1987年列为文物，有碑4通、石狮8尊。",
    ],
)
def test_what_lasts_and_what_is_long_past_is_no_figure_of_the_year(words: str) -> None:
    found = one(words, words)
    assert found.same == ()


def test_words_of_another_matter_are_not_compared() -> None:
    assert copies([Passage(OLD)], [Passage("镇文化站办剪纸班3期，学员66人，展出作品120件。")]) == ()


def test_the_same_unit_is_preferred_where_two_units_hand_in_the_same_words() -> None:
    old = [
        Passage(OLD, "水利", "03河口镇（2023卷）.docx"),
        Passage(OLD, "水利", "04石桥镇（2023卷）.docx"),
    ]
    [found] = copies(old, [Passage(OLD, "水利", "11石桥镇2024.docx")])
    assert found.old == 1
    assert plain_name("14茶垭乡（上年卷2024）.docx") == plain_name("15茶垭乡.docx") == "茶垭乡"


def test_the_side_by_side_puts_every_character_somewhere_and_marks_figures() -> None:
    new = OLD.replace("2022", "2023").replace("780", "812").replace("清淤", "疏浚")
    left, right = side_by_side(OLD, new)
    assert "".join(words for words, _ in left) == OLD
    assert "".join(words for words, _ in right) == new
    assert ("6", "kept") in right and ("812", "renewed") in right and ("2023", "year") in right
    assert ("清淤", "old") in left and ("疏浚", "new") in right


def test_figures_are_masked_one_sign_each() -> None:
    found = masked("投资1,280.5万元，占12%。")
    assert found.words == "投资#万元，占#%。"
    assert [figure.digits for figure in found.figures] == ["1280.5", "12"]
