"""Slips that offices make when they type by sound or shape, and right words that look like them."""

from __future__ import annotations

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.settings import CheckSettings
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

WRONG = (
    ("接收记者采访时，村支书介绍了情况。", "接收"),
    ("沿江低地收到影响，晚稻减产。", "收到"),
    ("清理不法份子3人。", "份子"),
    ("报告如实反应基层的困难。", "反应"),
    ("全年累积投入资金260万元。", "累积"),
    ("工人进场须带安全帽。", "带"),
    ("收听神州五号飞船发射的消息。", "神州"),
    ("市里派来住村工作队。", "住"),
    ("当年8月在次召开协调会。", "在"),
    ("个级党组织层层动员。", "个"),
    ("双方签定供货合同。", "签定"),
    ("既使大旱之年，泉水不竭。", "既使"),
    ("县里按步就班推进试点。", "按步就班"),
    ("水库大坝加固工程至今尚末竣工。", "尚末"),
    ("镇中心小学评为先近单位，校舍折迁一新。", "折迁"),
    ("煤碳产量连年下降。", "煤碳"),
    ("街道申报便民项日12个。", "项日"),
    ("工程以经完成。", "以经"),
)
RIGHT = (
    "收到表彰决定后，张榜公布。", "县医院接收伤员12人。", "凑份子钱修桥。",
    "会上群众反应热烈。", "淤泥层层累积。", "自带口罩、手套等物。", "神州大地春意浓。",
    "住村里的老人有40位。", "存在次要矛盾。", "3个级别的文物。", "应当以经备案的名称开展活动。",
    "可以经书面申请办理。", "采购项目既使用财政资金，也使用自筹资金。", "逾期未改正的，予以处罚。",
    "水库受水原因影响减产。", "通知已知的债权人。", "机关干部下乡。", "双方约定：签，定于次日。",
    "处理由干预造成的后果。",
)  # fmt: skip


def _told(text: str) -> list[str]:
    found = check_manuscript(Manuscript((Text("p1", text),), name="稿.docx"), CheckSettings())
    return [f.text for f in found if f.rule in ("R133", "R134", "R142", "R145")]


@pytest.mark.parametrize(("text", "word"), WRONG)
def test_a_slip_of_office_prose_is_doubted(text: str, word: str) -> None:
    assert word in _told(text)


@pytest.mark.parametrize("text", RIGHT)
def test_right_words_that_hold_the_letters_of_a_slip_stand(text: str) -> None:
    assert _told(text) == []
