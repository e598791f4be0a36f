"""Slips of many kinds in other words than the rules' examples, and right passages near them."""

from __future__ import annotations

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings

COUNTY = CheckSettings(area="禾川县", kind="县志", lower="2010-12-31")
WRONG = (
    ("R032", "2008年养猪1200头，比05年少46头。"),
    ("R032", "2018年水费每立方米2.4元，同16年持平。"),
    ("R032", "自八五年起，每年植树。"),
    ("R040", "全年仍有个体工商户326户，全部纳入登记。"),
    ("R040", "全年共有专业演员86名。"),
    ("R040", "1998年泵站改造，年末耗电由284万千瓦时降至241万千瓦时。"),
    ("R029", "6月，大雨。本月降水318毫米。"),
    ("R052", "2016年、2017年、2019年、2020年分别检查渔船86艘、92艘、101艘、120艘。"),
    ("R070", "1993年，全村栽果树两千六百株，成活2400株。"),
    ("R070", "1985年设代销点十五处；有货郎36人。"),
    ("R071", "每桌8、9样菜。"),
    ("R080", "“816”特大暴雨冲毁公路32千米。"),
    ("R098", "6-24个月婴幼儿领取营养包。"),
    ("R091", "长篇通讯刊于南方日报。"),
    ("R091", "其事迹载入中国教育人名大辞典。"),
    ("R119", "墓主何人未详？"),
    ("R123", "煤油以公升计价。"),
    ("R134", "泊位利用率反应在“澜汀停车”平台。"),
    ("R143", "技术员耐心的传授嫁接技术。"),
    ("R144", "劳动力转移就业率率96%，比上年高2个百分点。"),
    ("R144", "1986年获获省级表彰3次。"),
    ("R157", "肖玉田（1921—1990），石门乡人，石匠。1953年，萧玉田随队修渠。"),
    ("R157", "叶尔兰·巴合提（1950—2008），哈萨克族。1980年，叶尔兰·巴合堤任队长。"),
    ("R199", "主要特点：第一，雨多；第二，风大；第四，雾重。"),
    ("R060", "1986年，县邮政局发行邮票12种。"),
    ("R060", "1980年，县工商银行发放贷款320万元。"),
    ("R060", "1975年，县审计局审计单位12个。"),
    ("R059", "禾川县农业机械修造厂（简称县农机厂）有职工86人。1988年，县机厂转产。"),
)
RIGHT = (
    ("R032", "2018年后，比10年前增长3倍。"),
    ("R032", "1990年全县工龄超30年的教师有46人。"),
    ("R040", "全年有志愿者326人参加。"),
    ("R052", "1953年、1964年、1982年分别普查登记21万人、23万人、24万人。"),
    ("R070", "1985年，约三百二十人到场。"),
    ("R070", "清代设义学五所。1990年有小学86所、中学12所。"),
    ("R071", "全校仅3、4年级两个班。"),
    ("R090", "开展《民法典》宣传活动12场。"),
    ("R091", "列入国家级非物质文化遗产名录。"),
    ("R121", "造林1633.3公顷，折合2.45万亩。"),
    ("R123", "县里按公方便群众的原则办理。"),
    ("R144", "郊区区总体规划获批，机场场道维修3次。"),
    ("R157", "章文德（1901—1970），北塔乡人。其堂弟张文德在外经商。"),
    ("R199", "违反第（二）、（三）、（五）项规定的，予以处罚。"),
    ("R061", "1998年，县司法局调解纠纷320件。"),
    ("R060", "1990年，中国人民建设银行禾川县支行发放贷款860万元。"),
    ("R068", "1958年建水库1座，今属古岗镇。1994年10月，古岗乡改镇。"),
    ("R059", "禾川县安全生产委员会办公室（简称县安办）成立。县委办通知，县政府办发文。"),
)


def _rules(example: Example) -> set[str]:
    return {f.rule for f in check_manuscript(manuscript_of(example), COUNTY)}


@pytest.mark.parametrize(("rule", "words"), WRONG)
def test_a_slip_is_found_in_other_words(rule: str, words: str) -> None:
    assert rule in _rules(Example(words))


@pytest.mark.parametrize(("rule", "words"), RIGHT)
def test_a_right_passage_near_it_raises_nothing(rule: str, words: str) -> None:
    assert rule not in _rules(Example(words))


def test_two_years_alone_in_a_cell_are_joined_as_in_the_text() -> None:
    table = (("工程", "起止年份"), ("水厂", "2016-2017"), ("泵站", "2018—2019"))
    found = check_manuscript(manuscript_of(Example(table=table)), COUNTY)
    assert [f.text for f in found if f.rule == "R099"] == ["2016-2017"]
