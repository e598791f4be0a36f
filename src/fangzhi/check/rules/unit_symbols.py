"""G 量和单位: symbols in prose, their letters, names that science has given up, old money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import DIGITS, Hit, rule

_NAMES = {
    "km²": "平方千米",
    "km2": "平方千米",
    "hm²": "公顷",
    "hm2": "公顷",
    "m²": "平方米",
    "m2": "平方米",
    "m³": "立方米",
    "m3": "立方米",
    "mg/kg": "毫克每千克",
    "mg/L": "毫克每升",
    "g/L": "克每升",
    "g/cm³": "克每立方厘米",
    "kg/m³": "千克每立方米",
    "kg/hm²": "千克每公顷",
    "t/d": "吨每天",
    "m³/d": "立方米每天",
    "m³/h": "立方米每小时",
    "r/min": "转每分",
    "MW·h": "兆瓦时",
    "GW·h": "吉瓦时",
    "MVA": "兆伏安",
    "kvar": "千乏",
    "GHz": "吉赫",
    "GW": "吉瓦",
    "Hz": "赫",
    "kN": "千牛",
    "kJ": "千焦",
    "MJ": "兆焦",
    "Pa": "帕",
    "dB": "分贝",
    "lx": "勒克斯",
    "mol": "摩尔",
    "mA": "毫安",
    "kA": "千安",
    "V": "伏",
    "W": "瓦",
    "Ω": "欧",
    "μm": "微米",
    "nm": "纳米",
    "cm²": "平方厘米",
    "mm²": "平方毫米",
    "ml": "毫升",
    "n mile": "海里",
    "kW·h": "千瓦时",
    "kWh": "千瓦时",
    "kVA": "千伏安",
    "MPa": "兆帕",
    "kPa": "千帕",
    "kHz": "千赫",
    "MHz": "兆赫",
    "km/h": "千米每小时",
    "m³/s": "立方米每秒",
    "m3/s": "立方米每秒",
    "m/s": "米每秒",
    "km": "千米",
    "cm": "厘米",
    "mm": "毫米",
    "dm": "分米",
    "kg": "千克",
    "mg": "毫克",
    "kW": "千瓦",
    "MW": "兆瓦",
    "kV": "千伏",
    "ha": "公顷",
    "mL": "毫升",
    "min": "分钟",
    "t": "吨",
    "g": "克",
    "m": "米",
    "L": "升",
    "h": "小时",
}
_SYMBOL = re.compile(
    "(?<![0-9A-Za-z.\\-/#+=＝])([0-9]+(?:\\.[0-9]+)?[万亿]?)\\s?("
    + "|".join(map(re.escape, sorted(_NAMES, key=len, reverse=True)))
    + ")(?![A-Za-z0-9²³/·])"
)


@rule(
    "R127",
    "正文用单位符号",
    level="体",
    basis="青白江年鉴编写规范；图书编校质量差错认定细则45（本书开关）",
    literals=tuple(_NAMES),
    needs=[DIGITS],
    fixes=True,
    bad=["管道长26km。", "每袋5kg。", "装机300 MW。", "动力电压380V。", "含砷0.02mg/kg。"],
    good=[
        "管道长26千米。",
        Example(table=(("长度",), ("26km",))),
        "型号为DN50m。",
        Example("管道长26km。", settings={"switches": {"unit_symbols": "皆可"}}),
    ],
)
def symbol_in_prose(text: str, ctx: TextContext) -> Iterator[Hit]:
    """正文用单位的中文名称，符号只用于表格（由开关 unit_symbols 定）。"""
    if not ctx.is_body or ctx.switch("unit_symbols") == "皆可":
        return
    for found in _SYMBOL.finditer(text):
        exact = found.group(1) + _NAMES[found.group(2)]
        yield Hit(*found.span(), f"正文用单位的中文名称，写作“{exact}”。", exact)


_WRONG_CASE = {
    "KG": "kg",
    "Kg": "kg",
    "kG": "kg",
    "KM": "km",
    "Km": "km",
    "kM": "km",
    "CM": "cm",
    "Cm": "cm",
    "MM": "mm",
    "KW": "kW",
    "Kw": "kW",
    "kw": "kW",
    "mw": "MW",
    "Mw": "MW",
    "KWH": "kW·h",
    "kwh": "kW·h",
    "Kwh": "kW·h",
    "KWh": "kW·h",
    "KN": "kN",
    "Kn": "kN",
    "kn": "kN",
    "KJ": "kJ",
    "Kj": "kJ",
    "kj": "kJ",
    "Gw": "GW",
    "gw": "GW",
    "GWH": "GW·h",
    "Gwh": "GW·h",
    "GWh": "GW·h",
    "MWH": "MW·h",
    "MWh": "MW·h",
    "Mwh": "MW·h",
    "DB": "dB",
    "Db": "dB",
    "db": "dB",
    "KV": "kV",
    "Kv": "kV",
    "kv": "kV",
    "KVA": "kVA",
    "kva": "kVA",
    "Mpa": "MPa",
    "mpa": "MPa",
    "MPA": "MPa",
    "Kpa": "kPa",
    "KPa": "kPa",
    "KPA": "kPa",
    "HZ": "Hz",
    "hz": "Hz",
    "v": "V",
    "KHZ": "kHz",
    "Khz": "kHz",
    "KHz": "kHz",
    "MHZ": "MHz",
    "Mhz": "MHz",
    "ML": "mL",
    "Ml": "mL",
    "HM2": "hm²",
    "KM2": "km²",
    "M2": "m²",
    "M3": "m³",
    "Km2": "km²",
    "MG": "mg",
    "Mg": "mg",
    "MKW": "",
    "MKw": "",
}
_RIGHT_CASE = (
    "kg km cm mm kW MW GW kV kVA kN MPa kPa GHz MHz kHz Hz dB mL GB MB TB kWh kJ hm²".split()
)
_MEANT = frozenset(("mW", "Gb", "Mb", "Tb", *_RIGHT_CASE))
"""Writings that are units of their own: a milliwatt, a gigabit."""


def _other_cases(symbol: str) -> set[str]:
    choices = (dict.fromkeys((c.lower(), c.upper())) for c in symbol)
    return {"".join(chosen) for chosen in product(*choices)} - _MEANT


for _right in _RIGHT_CASE:
    for _wrong in sorted(_other_cases(_right)):
        _WRONG_CASE.setdefault(_wrong, _right)
_CASE = re.compile(
    "(?<![A-Za-z])(?:(?<=[0-9万亿])\\s?|(?=[KM]w级)|(?<=[（(])(?=[A-Za-z·]{2,4}[）)]))("
    + "|".join(sorted(_WRONG_CASE, key=len, reverse=True))
    + ")(?![A-Za-z0-9])"
)


@rule(
    "R128",
    "单位符号大小写",
    level="数",
    basis="图书编校质量差错认定细则46—47；GB 3100",
    literals=tuple(_WRONG_CASE),
    needs=[(*DIGITS, "（", "(")],
    bad=[
        "装机15MKW。",
        Example(table=(("总动力（KW）",), ("5",))),
        "每袋5KG。",
        "电压220Kv。",
        "长12KM。",
        "闸门重26.4KN。",
        "日供水1800M3。",
        "数据库容量36gB。",
    ],
    good=[Example(table=(("重量",), ("5kg",))), "装机15兆瓦。", "第5MM线。".replace("5MM", "五")],
)
def symbol_case(text: str, ctx: TextContext) -> Iterator[Hit]:
    """单位符号的大小写按国家标准：kg、km、kW、MW。"""
    for found in _CASE.finditer(text):
        exact = _WRONG_CASE[found.group(1)]
        why = f"大小写不对，应为“{exact}”" if exact else "不是法定单位符号，请核是kW还是MW"
        yield Hit(*found.span(1), f"“{found.group(1)}”{why}。", exact)


_MIXED_NAMES = re.compile(
    "(?<![A-Za-z])(?:km²?|m[²³23]?|kg|t|g|L|mL|kW|kW·h|hm[²2]|cm)\\s?/\\s?(?:小时|时|天|日|年|月|人|亩|公顷|秒|"
    "分钟?|户|头|升|千克|公斤|平方米|立方米|千米|吨|株)|"
    "(?:元|千米|公里|米|吨|千克|公斤|人|克|升|千瓦|立方米|亩)\\s?/\\s?(?:km²?|km2|hm[²2]|m[²³23]?|kg|kW·h|kWh|kW|"
    "ha|h|d|t|s|a|L|g)(?![A-Za-z])"
)


@rule(
    "R129",
    "混用中外符号",
    level="数",
    basis="图书编校质量差错认定细则45",
    literals=("/",),
    bad=["限速40km/时。", "售价80元/kg。", "流量12m³/秒。"],
    good=["限速40千米/时。", "售价80元/千克。", "见图1/图2。"],
)
def mixed_symbols(text: str, ctx: TextContext) -> Iterator[Hit]:
    """组合单位全用中文名称或全用国际符号。"""
    for found in _MIXED_NAMES.finditer(text):
        yield Hit(*found.span(), f"“{found.group()}”中外文混用，全用中文或全用符号。")


_GIVEN_UP = {
    "摩尔数": "物质的量",
    "克分子": "摩尔",
    "克原子": "摩尔",
    "克当量": "摩尔",
    "重量百分比": "质量分数",
    "重量百分数": "质量分数",
    "重量百分浓度": "质量分数",
    "体积百分比": "体积分数",
    "体积百分浓度": "体积分数",
    "原子量": "相对原子质量",
    "分子量": "相对分子质量",
    "绝对温度": "热力学温度",
    "电流强度": "电流",
}
_SCIENCE = re.compile(
    "(?<!质)(?<!相对)(" + "|".join(sorted(_GIVEN_UP, key=len, reverse=True)) + ")(?!级)"
)
_DENSITY = re.compile(
    "(?<=[液油酒浆水盐矿石材])的?(比重)(?:约?[为是在]|约)约?[0-9]\\.[0-9]{1,4}(?![0-9%％])|"
    "(?:平均|真|视|假|矿物|干|湿|[的，。；：、])(比重)(?:计?[约为是达在]|一般|多|介于){0,3}(?:[0-9]\\.[0-9]{1,4}|1[0-9]\\.[0-9])(?![0-9%％成])|"
    "(?:测[得定出]?|滴定|化验)[^，。；]{0,6}?(?:[钠钾镁钙酸碱糖硫磷氮铁铝硅氯氧溴碘]|卤水?|溶液|盐水|海水|母液|浆液|酒液)的?(比重)|"
    "(比重)(?=计(?![算划入]))"
)


@rule(
    "R131",
    "废弃的科技名称",
    level="数",
    basis="图书编校质量差错认定细则42",
    literals=(*_GIVEN_UP, "比重"),
    fixes=True,
    bad=["测得重量百分比。", "绝对温度为300开。", "卤水比重为1.2。", "测定氯化钠比重。"],
    good=[
        "农业占比重为12%。",
        "工业用水比重为三成。",
        "卤水相对密度为1.2。",
        "测算出盐业占工业的比重。",
        "热力学温度为300开。",
    ],
)
def given_up_name(text: str, ctx: TextContext) -> Iterator[Hit]:
    """比重、摩尔数、重量百分比等写相对密度、物质的量、质量分数。"""
    for found in _SCIENCE.finditer(text):
        exact = _GIVEN_UP[found.group(1)]
        yield Hit(*found.span(1), f"“{found.group(1)}”是废弃的名称，宜写“{exact}”。", exact)
    for found in _DENSITY.finditer(text):
        span = found.span(found.lastindex or 1)
        if "占" in text[max(0, span[0] - 16) : span[0]].rpartition("，")[2]:
            continue  # a share of the whole
        yield Hit(*span, "“比重”是废弃的名称，宜写“相对密度”或“质量分数”，请核。", "相对密度")


_OLD_MONEY = re.compile(
    "(?<![0-9比较])(?:19(?:49|5[0-4])年|1955年[12]月)(?:(?![0-9]{4}年)[^。；\n]){0,60}?[0-9]+(?:\\.[0-9]+)?[万亿]元"
)
_SAYS_WHICH = re.compile("旧币|旧人民币|新币|折合|折为|折算|第[一二]套人民币|银元|法币|金圆券")
_SAYS_FOR_ALL = re.compile(
    "(?:旧币|新币|人民币)[^。；]{0,8}(?:下同|均)|(?:均|一律|已)[^。；]{0,8}(?:折|换算)|"
    "(?:均|一律)[^。；]{0,6}(?:新币|新人民币|旧币|旧人民币)"
)
_BY_PRICES = re.compile("不变价|可比价")
_OF_A_SERIES = re.compile("(?:比|较|是|为|相当于|相对于|对比|与)$")


def _says_for_all(text: str) -> bool:
    return _SAYS_FOR_ALL.search(text) is not None


@rule(
    "R132",
    "旧币未注明",
    level="硬",
    basis="1955年3月1日发行新人民币，1万元旧币折1元",
    literals=("万元", "亿元"),
    bad=["1952年全县财政收入86亿元。", "1950年发放救济款3万元。", "1954年投资12万元修堤。"],
    good=[
        "1952年全县财政收入86亿元（旧币）。",
        "1956年投资12万元。",
        "1952年建厂，1957年投资80万元扩建。",
        "1950年发放救济款3万元，折合新人民币3元。",
        "1957年，总产值4286万元，比1952年的2614万元增长64.0%。",
    ],
)
def old_money(text: str, ctx: TextContext) -> Iterator[Hit]:
    """1955年3月1日前的人民币数额注明是旧币还是折合新币。"""
    for found in _OLD_MONEY.finditer(text):
        at = found.start()
        if ctx.once(_says_for_all) or ctx.sentence_has(_SAYS_WHICH, at):
            continue
        if ctx.sentence_has(_BY_PRICES, at) or _OF_A_SERIES.search(text[max(0, at - 4) : at]):
            continue  # the base of a later year's growth, which is counted in new yuan
        yield Hit(
            *found.span(),
            "1955年3月1日前用旧人民币（1万元折新币1元），请注明币种或折合数。",
            confidence="hint",
        )
