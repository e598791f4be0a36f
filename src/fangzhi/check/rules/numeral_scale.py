"""E 数字用法: 万 and 亿, leading zeros, separators, and long or uneven figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rewrite import rewritten
from fangzhi.check.rule import DIGITS, Hit, rule
from fangzhi.check.rules.data.measures import COUNTED, MEASURED, SIMPLE, any_of
from fangzhi.check.settings import Document
from fangzhi.zh.numerals import parse_number

_SMALL = re.compile(
    "(?<![0-9.万亿千百])(?<![0-9]、)[0-9]{1,3}(?:\\.[0-9]+)?"
    "(?:千(?:[0-9]百(?:[0-9]十)?)?|百(?:[0-9]十)?|(?<=[2-9])十(?=[个名户家人所座件台头亩])(?<![0-9][0-9]十))[万亿]?"
    "(?![克米瓦字分升卡帕伏安赫焦乏贝货姓日科强佳秋禧里侯岁兆团年古牛斯企]|家(?:姓|争|讲|宴)|户侯|名店|人计划|人大会)"
)


@rule(
    "R074",
    "万亿以外汉字位",
    level="数",
    basis="图书编校质量差错认定细则40",
    literals=tuple(f"{digit}{unit}" for digit in "0123456789" for unit in "千百十"),
    fixes=True,
    bad=[
        "参展企业3百家。",
        "到会代表5百名。",
        "投资3千元。",
        "年产3千6百台。",
        "资产5千万元。",
        "补助8百元。",
    ],
    good=[
        "投资3000元。",
        "功率5千瓦。",
        "距县城12千米。",
        "书稿80千字。",
        "上缴3万元。",
        "2024十大新闻。",
        "每晚上座七八百人。",
    ],
)
def digits_with_thousand(text: str, ctx: TextContext) -> Iterator[Hit]:
    """阿拉伯数字后只用“万”“亿”，不用“千”“百”“十”。"""
    message = "“{words}”中的“千”“百”“十”不作单位，写作“{exact}”。"
    return rewritten(text, _SMALL, _plain, message)


def _plain(found: re.Match[str]) -> str:
    words = found.group()
    number = parse_number(words)
    if number is None:
        return ""
    for scale, name in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if name in words and number.value >= scale:
            return f"{(number.value / scale).normalize():f}{name}"
    return f"{number.value.normalize():f}"


_MIXED = re.compile("(?<![0-9.])[0-9]+(?:亿|万)[0-9]+[千百](?:[0-9]+[百十])*万?")


@rule(
    "R075",
    "万千混写",
    level="数",
    basis="图书编校质量差错认定细则40",
    literals=tuple(f"{scale}{digit}" for scale in "万亿" for digit in "0123456789"),
    fixes=True,
    bad=["投资4亿5千3百万元。", "人口3万5千人。", "产值2亿3千万元。"],
    good=["投资4.53亿元。", "人口3.5万人。", "投资1亿2000万元。"],
)
def mixed_scales(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不写“4亿5千3百万”，写“4.53亿”。"""
    return rewritten(text, _MIXED, _plain, "“{words}”万、千、百混写，写作“{exact}”。")


_BARE_POINT = re.compile(
    f"(?<![0-9A-Za-z.．)）%。…])[.．]([0-9]+)(?=[亿万千百%‰]|{any_of(COUNTED, MEASURED)}|$)"
)


@rule(
    "R076",
    "纯小数缺0",
    level="数",
    basis="GB/T 15835-2011 5.1.2",
    literals=(".", "．"),
    fixes=True,
    bad=["产值.46亿元。", "占.58%。", "亩产.9吨。"],
    good=["产值0.46亿元。", "产值1.46亿元。", "格式为a.5元。"],
)
def missing_zero(text: str, ctx: TextContext) -> Iterator[Hit]:
    """纯小数的小数点前写“0”。"""
    message = "纯小数“{words}”前缺0，写作“{exact}”。"
    return rewritten(text, _BARE_POINT, lambda found: f"0.{found[1]}", message)


_SEPARATED = re.compile("(?<![0-9.,A-Za-z])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])(?:\\.[0-9]+)?")
_UNSEPARATED = re.compile(
    "(?<![0-9.,A-Za-z第号\\-])([0-9]{5,9})(?=(?:\\.[0-9]+)?(?:多|余)?"
    f"(?:[万亿]|{any_of(COUNTED, MEASURED)}))(?!号)"
)


def _by_switch(document: Document) -> tuple[str, ...]:
    return DIGITS if document.switches["thousands_separator"] else ()


@rule(
    "R081",
    "分节号不一",
    level="式",
    basis="GB/T 15835-2011 5.1.1（本书开关）",
    literals=(",",),
    told=_by_switch,
    fixes=True,
    bad=[
        "总投资12,345万元。",
        "人口386,400人。",
        "产值1,234.5万元。",
        Example("人口386400人。", settings={"switches": {"thousands_separator": True}}),
    ],
    good=[
        "总投资12345万元。",
        "坐标为(1,2)。",
        Example("人口386,400人。", settings={"switches": {"thousands_separator": True}}),
    ],
)
def thousands_separator(text: str, ctx: TextContext) -> Iterator[Hit]:
    """全书统一用或不用分节号（由开关 thousands_separator 定）。"""
    if ctx.switch("thousands_separator"):
        message = "本书用分节号，“{words}”写作“{exact}”。"
        return rewritten(text, _UNSEPARATED, lambda found: f"{int(found[1]):,}", message)
    message = "本书不用分节号，“{words}”写作“{exact}”。"
    return rewritten(text, _SEPARATED, lambda found: found[0].replace(",", ""), message)


_COUNTER = f"(?:{any_of(SIMPLE)}|[个家口本]|部)"
_STOP = "(?=[、，；。和及）])"
_DIGIT_ITEM = re.compile(f"(?<![0-9])[0-9]{{1,9}}{_COUNTER}{_STOP}")
_HAN_ITEM = re.compile(
    f"(?<=[\u4e00-\u9fff])(?<![第一二三四五六七八九十百千万几数两这那每各哪])([二三四五六七八九]|"
    f"[二三四五六七八九]?十[一二三四五六七八九]?){_COUNTER}{_STOP}"
)
_THING = f"(?:{any_of(SIMPLE)}|口)"
_PAIR = re.compile(
    f"(?<![0-9.])[0-9]{{1,9}}{_THING}、[\u4e00-\u9fff]{{1,6}}?(?<![第一二三四五六七八九十百千万几数两这那每各哪])"
    f"(?P<after>[二三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?){_THING}{_STOP}|"
    "(?<=[\u4e00-\u9fff])(?<![第一二三四五六七八九十百千万几数两这那每各哪])"
    f"(?P<before>[二三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?){_THING}、"
    f"[\u4e00-\u9fff]{{1,6}}?[0-9]{{1,9}}{_THING}{_STOP}"
)


@rule(
    "R082",
    "同类数字不同形",
    level="数",
    basis="GB/T 15835-2011 4.3；图书编校质量差错认定细则40",
    literals=DIGITS,
    probe=f"[一二三四五六七八九十]{_COUNTER}{_STOP}",
    bad=[
        "购置汽车7辆、帐篷26顶、木材六根。",
        "有教室12间、办公室5间、宿舍八间。",
        "配电脑30台、桌椅60套、书柜十二件。",
        "每船用工5名、备桨十二根。",
    ],
    good=[
        "购置汽车7辆、帐篷26顶、木材6根。",
        "全村5个组，三个在山上。",
        "有教室12间，其中一间为图书室。",
        "每船用工5名、备桨12根。",
    ],
)
def uneven_numerals(text: str, ctx: TextContext) -> Iterator[Hit]:
    """同一处并列的同类数字用同一种形式。"""
    pairs = {m.span(m.lastgroup or 0) for m in _PAIR.finditer(text)}
    for start, end in ctx.sentences:
        if len(_DIGIT_ITEM.findall(text, start, end)) >= 2:
            pairs |= {found.span(1) for found in _HAN_ITEM.finditer(text, start, end)}
    for start, end in sorted(pairs):
        number = parse_number(text[start:end])
        exact = f"{number.value:f}" if number else ""
        message = f"同句的同类数用了阿拉伯数字，“{text[start:end]}”宜写“{exact}”。"
        yield Hit(start, end, message, exact, confidence="hint")


_GRADE = re.compile("(?<![最提])([高初])([123])([0-9]{1,2})个班")


@rule(
    "R083",
    "相邻数字歧义",
    level="数",
    basis="GB/T 15835-2011",
    literals=("个班",),
    bad=["招收高33个班。", "有初24个班。", "撤并高112个班。"],
    good=["招收高三3个班。", "高中3个班。", "提高33个班的成绩。"],
)
def touching_numbers(text: str, ctx: TextContext) -> Iterator[Hit]:
    """两个数相邻时一个用汉字：高三3个班。"""
    message = "“{words}”两数相邻易误读，如指年级，写作“{exact}”。"
    return rewritten(text, _GRADE, _by_grade, message)


def _by_grade(found: re.Match[str]) -> str:
    return f"{found[1]}{'一二三'[int(found[2]) - 1]}{found[3]}个班"


_MANY = re.compile(
    "(?<![0-9.])([0-9]+\\.[0-9]+[万亿]?)([多余])(?!额|粮|热|下|种|样|式|层|功|媒|项业|元化|方面)"
)


@rule(
    "R246",
    "小数带“多”",
    level="数",
    basis="年鉴行文规范（数字）",
    literals=("多", "余"),
    fixes=True,
    bad=["接待13.5万多人。", "产茶2.35万余吨。", "投资1.2亿多元。"],
    good=["接待13万多人。", "接待13.5万人。", "存款余额3.2亿元。"],
)
def decimal_with_more(text: str, ctx: TextContext) -> Iterator[Hit]:
    """有小数的数已是确数，后面不带“多”“余”。"""
    for found in _MANY.finditer(text):
        word = found.group(2)
        yield Hit(*found.span(), f"“{found.group(1)}”已有小数，后面不用“{word}”。", found.group(1))


_ROUND = re.compile(
    "(?<![0-9.,~～—\\-])(?<![0-9元人吨亩株户头][至到])(?<!以上)([1-9][0-9]*)0000(?=(?:多|余)?(?:元|人|吨|公顷|亩|册|株|户|平方米|立方米|千瓦|头|只|件|斤|千克))"
)


_EACH = re.compile("(?:[人户亩日月年]均|平均|每[\u4e00-\u9fff]{1,3}|单价|售价)[^，。；]{0,8}$")


_UNEVEN = re.compile(
    "(?<![0-9.])[1-9][0-9]{2,}(?:[1-9][0-9]|[0-9][1-9])[0-9]?(?:元|人|吨|公顷|亩|册|株|户|平方米|立方米|千瓦|头|只|件|斤|千克)"
)
"""A figure of five places that is not round, beside which a round one is written out, too."""


@rule(
    "R247",
    "大整数未缩略",
    level="体",
    basis="年鉴行文规范（数字）；图书编校质量差错认定细则40",
    literals=("0000",),
    fixes=True,
    bad=["投资120000000元。", "投资240000元。", "植树1500000株。", "产粮30000吨。"],
    good=[
        "投资24万元。",
        "投资240500元。",
        "邮政编码610000。",
        "人均90000元，户均20000元。",
        "计划总产80000吨，实收84320吨。",
        "年产30000~50000吨。",
    ],
)
def long_round_number(text: str, ctx: TextContext) -> Iterator[Hit]:
    """尾数多零的大数以“万”“亿”为单位。"""
    if not ctx.is_body:
        return
    for found in _ROUND.finditer(text):
        if _EACH.search(text, max(0, found.start() - 12), found.start()):
            continue  # figures for each are set beside others that are not round
        if ctx.sentence_has(_UNEVEN, found.start()):
            continue  # 计划80000吨，实收84320吨
        number = Decimal(found.group(1))
        whole = number >= 10_000 and number % 100 == 0
        exact = f"{(number / 10_000).normalize():f}亿" if whole else f"{number}万"
        yield Hit(*found.span(), f"“{found.group()}”宜写“{exact}”。", exact, confidence="hint")


_PERCENT = re.compile("(?<![0-9.~～—\\-])[0-9]+(?:\\.([0-9]+))?[%％](?![~～—])")


_FINER = re.compile(
    "(?:失业率|利率|品位|浓度|贴现率|含[\u4e00-\u9fff]{1,3}量|含[盐油氧水硫磷铁锰铜])[^，。；0-9]{0,6}[0-9.]+[%％]?$|"
    "(?:年均|平均|年|逐年)(?:增长|递增|增速|下降|递减|减少|降低)(?:速度|率)?[为达约]?0\\.[0-9]+[%％]?$"
)
"""What the trade gives with more places: rates of unemployment, ores, growth under one percent a year."""


_BESIDE = 12
"""So near behind it stands what it is compared with: 入选品位0.34%，比2005年的0.41%低."""


@rule(
    "R248",
    "百分数小数位不齐",
    level="体",
    basis="年鉴行文规范（数字）（本书开关）",
    literals=("%", "％"),
    bad=["城镇增长7.35%，农村增长8.1%。", "甲占12%，乙占7.35%。", "前者为5.2%，后者为6.125%。"],
    good=[
        "城镇增长7.4%，农村增长8.1%。",
        "甲占12%，乙占7.4%。",
        "增长7.35%。",
        "城镇占60.2%，农村占39.8%，登记失业率3.68%。",
        "2010年人口比2005年增长4.5%，年均增长0.54%。",
        Example("甲占7.35%，乙占8.12%。", settings={"switches": {"percent_decimals": 2}}),
    ],
)
def uneven_percents(text: str, ctx: TextContext) -> Iterator[Hit]:
    """同一句、同一段的百分数，小数位数一致（由开关 percent_decimals 定）。"""
    if not ctx.is_body:
        return
    wanted = int(ctx.switch("percent_decimals"))
    everywhere = [(m.span(), len(m.group(1) or "")) for m in _PERCENT.finditer(text)]
    # three that keep to the office's places make a paragraph whose odd one stands out
    even = sum(n == wanted for _, n in everywhere) >= 3
    for _, together in groupby(everywhere, key=lambda told: ctx.sentence_at(told[0][0])):
        found = list(together)
        uneven = len({n for _, n in found}) > 1
        odd = [s for s, n in found if (n > wanted or 0 < n < wanted) and (uneven or even)]
        finer = [s for s, _ in found if _FINER.search(text, max(0, s[0] - 12), s[1])]
        odd = [s for s in odd if not any(f[0] <= s[0] <= f[1] + _BESIDE for f in finer)]
        if odd:
            message = f"百分数小数位数不一，本书统一为{wanted}位小数。"
            yield Hit(*odd[0], message, confidence="hint")
