"""A 文体: persons by name and post, adversaries by their designation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.style_exempt import is_own_prose
from fangzhi.zh.surnames import PLAIN

_NOT_NAMES = frozenset(
    "任何 于是 许多 关于 高级 高龄 白领 管理 武警 武装 康复 金融 向导 任职 党员 温和 纪委 方面 有关 时任 余名 余位 "
    "关心 关爱 尚在 左右 毕业 施工 游客 顾问 严格 莫名 高层 单位 田间 石油 江南 江北 龙头 牛年 马上 何种 何时 任教 "
    "秦腔 汤药 习武 武术 温州 苏州 江苏 贺龙 白族 黎族 祝贺 费用 向前 管事 管账".split()
)
_ADDRESSED = re.compile("(?:同志|先生|女士)(?!们|会|军|社|碑|桥|镇|街|路|楼)")


@rule(
    "R006",
    "“同志/先生/女士”",
    level="体",
    basis="鄂伦春旗志稿称谓规定；湖南省志类行文规范；余庆年鉴行文规范",
    literals=("同志", "先生", "女士"),
    bad=[
        "1987年，赵长河同志任县农机厂厂长。",
        "旅港同胞林德隆先生捐资30万元。",
        "讲解员马晓燕女士获一等奖。",
    ],
    good=[
        "1987年，赵长河任县农机厂厂长。",
        "慰问老同志46名。",
        "保路同志会成立。",
        "挽联题“赵长河同志千古”。",
        "日本友人佐藤·健先生植树。",
        "街头有代写书信的算命先生。",
    ],
)
def courtesy_title(text: str, ctx: TextContext) -> Iterator[Hit]:
    """直书姓名，姓名后不加“同志”“先生”“女士”（外宾除外）。"""
    if not is_own_prose(ctx):
        return
    for found in _ADDRESSED.finditer(text):
        name = _name_before(text, found.start())
        if name:
            start = found.start() - len(name)
            words = text[start : found.end()]
            message = f"志书年鉴直书姓名，“{words}”宜写“{name}”（外宾除外）。"
            yield Hit(start, found.end(), message, name)


_POSTED = re.compile(
    "(?:书记|[省市县旗区镇乡村州局厅处科校院厂团队站社场会部所]长|主任|主席|经理|教授|委员|干事|战士|政委|指导员|"
    "工程师|医师|教师|劳模|模范|英雄|社员|党员|代表|顾问)([\u4e00-\u9fff]{2,4})$"
)


def _name_before(text: str, at: int) -> str:
    posted = _POSTED.search(text[max(0, at - 12) : at])
    if posted and not re.search("[的和及等与各老女们]|其他|有关|全体|负责|领导", posted.group(1)):
        return posted.group(1)
    for length in (3, 2):
        name = text[max(0, at - length) : at]
        plain = len(name) == length and all("\u4e00" <= c <= "\u9fff" for c in name)
        if not plain or name[0] not in PLAIN or text[at - length - 1 : at - length] == "·":
            continue
        if not any(word in name for word in _NOT_NAMES) and name[-1] not in "的老女男名位等各们":
            return name
    return ""


_FOES = re.compile(
    "(?<![无])敌军(?!委)|敌人|敌机|敌兵|敌部|敌营|敌酋|敌首|残敌|顽敌|蒋匪|共匪|(?<![剿清防缉])匪(?:军|徒|部(?!队)|众)|逆匪|"
    "发匪|教匪|叛匪|(?<![剿清防缉])残匪"
)


@rule(
    "R007",
    "“敌人/敌军/匪”泛称",
    level="体",
    basis="鄂伦春旗志稿称谓规定",
    literals=("敌", "匪"),
    probe="敌[军人机兵部营酋首]|[残顽]敌|匪",
    bad=[
        "4月，敌军进犯石桥，游击队转移。",
        "战士6人毙伤匪徒20余名。",
        "残敌向北逃窜。",
    ],
    good=[
        "4月，国民党军第五十六师进犯石桥，游击队转移。",
        "1950年，剿匪部队进驻县境。",
        "果园禁用敌敌畏。",
        "布告有“通敌人犯”字样。",
        Example("老人回忆敌人过桥的情形。", role="quote"),
    ],
)
def nameless_foe(text: str, ctx: TextContext) -> Iterator[Hit]:
    """敌对一方写明当时的名称、番号，不泛称“敌人”“匪”。"""
    if is_own_prose(ctx):
        for found in _FOES.finditer(text):
            message = f"“{found.group()}”所指不明，宜写当时的名称或番号，请核对。"
            yield Hit(*found.span(), message, confidence="hint")
