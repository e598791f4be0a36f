"""Quotations checked word by word against the work they name."""

from __future__ import annotations

import pytest

from fangzhi.library.reuse.between import Source
from fangzhi.library.reuse.page import quoted_page, quoted_rows
from fangzhi.library.reuse.quoting import Checked, Sources, check_quotation, quotations
from fangzhi.library.stream import Stream

BA = (
    "其地東至魚復西至僰道北接漢中南極黔涪土植五穀牲具六畜桑蠶麻苧魚鹽銅鐡丹漆茶蜜"
    "靈龜巨犀山雞白雉黄潤鮮粉皆納貢之其果實之珍者樹有荔支蔓有辛蒟園有芳蒻香茗"
)
HELD = Sources([Source("w", "華陽國志", Stream(BA, (0, 30), ("001-2a", "001-2b")))])


def check(words: str) -> Checked:
    [quotation] = quotations(f"《华阳国志·巴志》记载：“{words}”可见产茶之早。")
    return check_quotation(quotation, HELD)


@pytest.mark.parametrize(
    ("words", "verdict", "said"),
    [
        ("桑蠶麻苧魚鹽銅鐡", "相同", "引文与原书相同"),
        ("桑、蚕、麻、苎，鱼、盐、铜、铁", "字形不同", "只有简繁、异体的不同"),
        (
            "桑、蚕、麻、纻，鱼、盐、铜、铁、丹、漆、茶、蜂蜜",
            "不同",
            "引文与原书不同 2 字：引文作“纻”，原书作“苧”、原书无“蜂”",
        ),
        ("园有芳蒻……香茗", "字形不同", "只有简繁、异体的不同"),
        ("其地东至鱼复，西至僰道，南极黔涪", "不同", "引文与原书不同 4 字：引文缺“北接漢中”"),
        ("蜀地多产名茶，远销四方各国", "没有找到", "没有找到这段话"),
        ("香茗一二", "太短", "不足 5 字"),
    ],
)
def test_a_quotation_is_told_word_by_word(words: str, verdict: str, said: str) -> None:
    found = check(words)
    assert found.verdict == verdict
    assert said in found.sentence


def test_the_place_in_the_source_is_cited_and_quoted_as_it_stands() -> None:
    found = check("桑、蚕、麻、苎，鱼、盐、铜、铁，丹漆茶蜜")
    assert found.place is not None
    assert found.place.words == "桑蠶麻苧魚鹽銅鐡丹漆茶蜜"
    assert found.place.told == "001-2a 至 001-2b"


def test_a_work_that_is_not_held_is_told_not_guessed() -> None:
    [quotation] = quotations("《水经注》云：「江水又東逕巫峽」。")
    assert check_quotation(quotation, HELD).sentence == "资料库里没有《水经注》，这条引文没有核对。"


def test_the_page_and_the_table_show_what_differs_first() -> None:
    checked = [check("桑蠶麻苧魚鹽銅鐡"), check("桑蠶麻紵魚鹽銅鐡")]
    page = quoted_page(checked).decode()
    assert page.index("引文与原书不同 1 字") < page.index("引文与原书相同")
    assert [row[4] for row in quoted_rows(checked)] == ["相同", "不同"]
