"""F 标点: connectors between numbers, years and places, and what a range may leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import DIGITS, Hit, rule
from fangzhi.check.rules.data.measures import MEASURED, SIMPLE, any_of
from fangzhi.check.settings import Document

_UNIT = (
    f"(?:{any_of(MEASURED, SIMPLE)}|[个家处场次册种口人孔层](?!楼|级)|周岁|个月|[万亿千百]|%|％|‰|℃|°|"
    "km|kg|m|cm|mm|t|hm|kV|kW|MPa|Hz)"
)
_NUMBER = "[0-9]+(?:\\.[0-9]+)?"
_WRONG_RANGE = "[-－–‐‑~～]"
_RANGE = re.compile(
    f"(?<![0-9A-Za-z.\\-－–—/（(第表图号卷])(-?{_NUMBER}(?:{_UNIT})?)(--|~~|～～|{_WRONG_RANGE}|—{{1,2}})"
    f"({_NUMBER})(?=\\s?(?:{_UNIT}))(?!年|月|日|号|年代)"
)
_LONG = re.compile(
    "(?<![0-9国元前第.-])([1-9][0-9]{0,2})(-|－)([1-9][0-9]{0,2})(?=年(?:[的以生左间内，。；、）]|$))|"
    f"(?<=pH值)({_NUMBER})(-|－|—)({_NUMBER})"
)
"""Ranges of years of age (树龄200-300年) and of what has no unit."""
_ROUGH = re.compile("1[-—]2|2[-—]3|3[-—]4|4[-—]5|5[-—]6|6[-—]7|7[-—]8|8[-—]9")


@rule(
    "R097",
    "文号括号",
    level="式",
    basis="GB/T 9704-2012（六角括号）",
    literals=("号",),
    quotes="read",
    fixes=True,
    bad=[
        "《通知》（青府办[2024]18号）印发。",
        "依据川志发（2008）15号文件。",
        "见青府发【2024】3号。",
    ],
    good=[
        "《通知》（青府发〔2024〕3号）印发。",
        "住和平路（2024）号院。",
        "案号为（2021）川0101民初123号。",
    ],
)
def document_number_brackets(text: str, ctx: TextContext) -> Iterator[Hit]:
    """发文字号的年份用六角括号：〔2008〕15号。"""
    for found in _DOCUMENT_NUMBER.finditer(text):
        exact = f"〔{found.group(1)}〕"
        yield Hit(found.start(), found.end(), f"发文字号的年份用六角括号，写作“{exact}”。", exact)


_DOCUMENT_NUMBER = re.compile(
    "(?<=[\u4e00-\u9fff])[\\[(（【［]((?:19|20)[0-9]{2})[\\])）】］](?=第?[0-9]{1,4}号)"
)


@rule(
    "R098",
    "数值范围连接",
    level="点",
    basis="GB/T 15835-2011 5.1.3（本书开关）",
    literals=DIGITS,
    needs=[("-", "－", "–", "‐", "‑", "—", "~", "～")],
    fixes=True,
    bad=[
        "船速每小时9—12海里。",
        "日照1100-1250小时。",
        "管径300—800毫米。",
        "亩产200-300千克。",
        "卤度22-25波美度。",
        "极端低温-3--5摄氏度。",
        "每班45--50人。",
        "检查对象为35-64周岁妇女。",
        Example("日照1100~1250小时。", settings={"switches": {"range_connector": "—"}}),
    ],
    good=[
        "日照1100~1250小时。",
        "气温-2.4摄氏度。",
        "1986—2005年。",
        "型号DN300-800。",
        Example("日照1100—1250小时。", settings={"switches": {"range_connector": "—"}}),
        "甲队以3-2胜乙队。",
        "住2-3号楼。",
        "全年作业365天-115天=250天。",
    ],
)
def range_connector(text: str, ctx: TextContext) -> Iterator[Hit]:
    """数值范围用浪纹线连接：150~200千米（由开关 range_connector 定）。"""
    wanted = str(ctx.switch("range_connector"))
    for found in _RANGE.finditer(text):
        first, link, second = found.groups()
        if link == "--" and first[0] == "-":
            link, second = "-", f"-{second}"
        if (
            _ROUGH.fullmatch(found.group())
            and text[found.end()] in "个名家户人所条座处间台辆艘棵株"
        ):
            continue  # 3-4家: R071 has it written in words
        number = re.sub("(?<=[0-9])[^0-9.].*", "", first)
        falls = float(number) > float(second) and text.startswith(first[len(number) :], found.end())
        if link not in "~～" and falls and first[0] != "-":
            continue  # 3-2栋, 365天-104天: a number of two parts, a difference; no range falls
        if text[found.end()] in "%％‰" and first[-1] not in "%％‰":
            continue  # R103 writes the whole range anew
        if _BIG.match(text, found.start()) and first[-1].isdigit() and _grows(first, second):
            continue  # R104 does
        if (
            link == wanted
            or (wanted in "~～" and link in "~～")
            or _is_year(first, second, text, found.end())
        ):
            continue
        exact = f"{first}{wanted}{second}"
        yield Hit(*found.span(), f"数值范围用“{wanted}”连接，写作“{exact}”。", exact)
    for found in _LONG.finditer(text):
        first, link, second = (part for part in found.groups() if part)
        if link != wanted and float(first) < float(second):
            exact = f"{first}{wanted}{second}"
            yield Hit(*found.span(), f"数值范围用“{wanted}”连接，写作“{exact}”。", exact)


_BARE_FIRST = re.compile(
    f"(?<![0-9.\\-—~～A-Za-z第表图])({_NUMBER})([~～])({_NUMBER})(?![百千万亿%％‰年月日])({_UNIT})"
)


def _grows(first: str, second: str) -> bool:
    return float(first) < float(second) and not _is_year(first, second, "", 0)


def _joined(link: str, ctx: TextContext) -> str:
    """What joins a range written anew: the office's connector; 至 and 到 stay."""
    wanted = str(ctx.switch("range_connector"))
    return link if link in "至到" or (link in "~～" and wanted in "~～") else wanted


def _is_year(first: str, second: str, text: str, end: int) -> bool:
    years = all(len(part) == 4 and "1500" < part < "2100" for part in (first, second))
    return years and text[end : end + 1] not in ("千", "万", "亿", "元", "人", "米")


def _dash_by_switch(document: Document) -> tuple[str, ...]:
    return ("—",) if document.switches["year_connector"] != "—" else ()


_YEAR = "(?:1[0-9]|20)[0-9]{2}"
_LINK = "[-－–‐~～]|—{1,2}|-{2}"
_YEARS = re.compile(
    f"(?<![0-9A-Za-z\\-—./（(])({_YEAR})年?({_LINK})({_YEAR})(?=年(?!鉴)|学年)|"
    f"(?<=[（(])({_YEAR})年?({_LINK})({_YEAR})(?=年?[）)])|"
    "(?<![0-9\\-])([0-9]{1,2})([-－–‐])([0-9]{1,2})(?=月(?!份?[0-9])|日(?!期))"
)
_YEARS_ALONE = re.compile(f"({_YEAR})({_LINK})({_YEAR})")
"""A cell of a table that holds two years and nothing else."""
_HYPHENS = "[-－–‐~～]|-{2}"
_MONTH = "(?:1[0-2]|0?[1-9])月"
_DAY = "(?:[12][0-9]|3[01]|0?[1-9])日"
_DATES = re.compile(
    f"((?<![0-9]){_YEAR}年(?:代|{_MONTH}(?:{_DAY})?)|(?<![0-9]){_MONTH}(?:{_DAY})?)({_HYPHENS})"
    f"((?:{_YEAR}年)?(?:{_MONTH}(?:{_DAY})?|{_DAY})|{_YEAR}年代?)|"
    f"(?<![0-9.])({_YEAR}\\.[01]?[0-9])({_HYPHENS})({_YEAR}\\.[01]?[0-9])(?![0-9.])|"
    f"(民国[0-9]{{1,2}})年?({_HYPHENS})([0-9]{{1,2}})(?=年)|"
    "([元一二三四五六七八九十]{1,4}年)([-－]{1,2})([一二三四五六七八九十]{1,4}年)"
)
"""Ranges of months and days, of decades, of years of the republic (民国17-26年)."""
_LIFE_CONTEXT = re.compile("(?:[\u4e00-\u9fff·]{2,5})[（(]$")
_PERIOD_WORDS = re.compile(
    "(?:志|时期|年间|规划|纲要|战争|期间|年鉴|县|运动|阶段|改革|计划|工程|时代|朝|书|稿|届|度|表|数据)[（(]$"
)


@rule(
    "R099",
    "年代起止",
    level="点",
    basis="GB/T 15834-2011 4.13（本书开关）",
    literals=("-", "－", "–", "‐", "~", "～", "——"),
    told=_dash_by_switch,
    quotes="read",
    fixes=True,
    bad=[
        Example("1986—2005年，全县修路。", settings={"switches": {"year_connector": "～"}}),
        "1986-2005年，全县修路。",
        "《青川县志（1986-2005）》出版。",
        "1986年-2005年的档案。",
        "3-5月为旱季。",
        "1958年10月-1961年5月办公共食堂。",
        "1950年代-1970年代修水库62座。",
        "会期3月5日-8日。",
        "民国17-26年，县长更换9人。",
    ],
    good=[
        "1986—2005年，全县修路。",
        "电话0839-2005。",
        "1978年至2005年。",
        "1958年10月—1961年5月办公共食堂。",
        Example("1986～2005年，全县修路。", settings={"switches": {"year_connector": "～"}}),
    ],
)
def year_connector(text: str, ctx: TextContext) -> Iterator[Hit]:
    """起止年份用一字线连接：1986—2005年（由开关 year_connector 定）。"""
    wanted = str(ctx.switch("year_connector"))
    for found in _YEARS.finditer(text):
        first, link, second = (part for part in found.groups() if part)
        inside = found.group(4) is not None
        if (
            link == wanted
            or (link in "~～" and wanted in "~～")
            or (inside and _is_life(text, found.start()))
        ):
            continue
        if int(first) > int(second) and len(first) == 4:
            continue
        yield Hit(*found.span(), f"起止时间用“{wanted}”连接。", f"{first}{wanted}{second}")
    cell = _YEARS_ALONE.fullmatch(text.strip()) if ctx.is_cell else None
    wrong = cell is not None and cell[2] != wanted and not (cell[2] in "~～" and wanted in "~～")
    if cell is not None and wrong and int(cell[1]) < int(cell[3]):
        at = text.index(cell[0])
        exact = f"{cell[1]}{wanted}{cell[3]}"
        yield Hit(at, at + len(cell[0]), f"起止时间用“{wanted}”连接。", exact)
    for found in _DATES.finditer(text):
        first, link, second = (part for part in found.groups() if part)
        if not (link in "~～" and wanted in "~～") and not (
            text[found.end() : found.end() + 1] in "）)，" and _is_life(text, found.start())
        ):
            yield Hit(*found.span(), f"起止时间用“{wanted}”连接。", f"{first}{wanted}{second}")


def _is_life(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start]
    return bool(_LIFE_CONTEXT.search(before)) and not _PERIOD_WORDS.search(before)


_LIFE = re.compile(
    "(?:(?<=[（(])|(?<=[（(][男女]，)|(?<=族，))((?:1[0-9]|20)[0-9]{2}年?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)([-－–‐~～]{1,2}|—{2})((?:(?:1[0-9]|"
    "20)[0-9]{2}年?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)|[?？ 　]*)(?=[）)，])"
)


@rule(
    "R100",
    "生卒连接",
    level="点",
    basis="图书编校质量差错认定细则36；四川市县志编纂规范",
    quotes="read",
    fixes=True,
    literals=("-", "－", "–", "‐", "~", "～", "——"),
    bad=[
        "鲁迅（1881-1936），作家。",
        "李二爷（1899~1972），船工。",
        "王某（1920-），教师。",
        "岳秀英（女，彝族，1926-2009），接生员。",
    ],
    good=["鲁迅（1881—1936），作家。", "吕知行（1948—　），研究员。", "统计（1986年）。"],
)
def life_connector(text: str, ctx: TextContext) -> Iterator[Hit]:
    """生卒年用一字线连接：1881—1936。"""
    for found in _LIFE.finditer(text):
        noted = found.start() and text[found.start() - 1] == "，"
        if noted or _is_life(text, found.start()):
            exact = f"{found.group(1)}—{found.group(3)}"
            yield Hit(*found.span(), f"生卒年用一字线连接，写作“{exact}”。", exact)


_NUMBERED = re.compile(
    "(?<=[表图式])([0-9]{1,3})(—|–|－)([0-9]{1,3})(?![0-9]*年)|(?<![0-9])(0[0-9]{2,3})(—|－|~|"
    "～)([0-9]{7,8})(?![0-9])|(?<![A-Za-z0-9])([A-Z]{1,6})(—|－|~|～)([0-9]{1,5}[A-Z]?)(?=(?:[型号]|系列|[\u4e00-\u9fff]{0,3}机))|"
    "(?<![0-9.—\\-])([0-9]{1,3})(—|－|～|~)([0-9]{1,3})(?=号[\u4e00-\u9fff])(?![0-9])|"
    "(?<=[歼轰运直强米图苏伊])(?<![0-9方立万几余多共调水]米)(?<![0-9方立万几余多搬营客货]运)(?<![地附插绘]图)(—|－)([0-9]{1,3})(?=[\u4e00-\u9fff，。、）])|"
    "(?<![A-Za-z0-9])([0-9]{0,4}[A-Z]{2,6})(—|－)([0-9]{1,5})(?![0-9A-Za-z])|"
    "(?<=[号院幢栋楼])([0-9]{1,3})(—|－)([0-9]{1,4})(?=室|号|户)"
)


@rule(
    "R102",
    "编号短横",
    level="点",
    basis="GB/T 15834-2011 4.13.3.1",
    literals=("—", "–", "－", "~", "～"),
    needs=[DIGITS],
    quotes="read",
    fixes=True,
    bad=[
        "见表2—8。",
        "图3－1所示。",
        "电话028—86521234。",
        "研制ZX—310型织机。",
        "新建4—2号泵站。",
        "装备运—5飞机。",
        "标本编号为02YMS—17。",
    ],
    good=[
        "1—3号机组并网。",
        "见表2-8。",
        "详见表1～3。",
        "图表2—3年一换。",
        "电话028-86521234。",
        "ZX-310型织机。",
    ],
)
def number_hyphen(text: str, ctx: TextContext) -> Iterator[Hit]:
    """表号、图号、电话等编号用短横线：表2-8。"""
    if ctx.switch("punctuation_edition") == 1995:
        return
    for found in _NUMBERED.finditer(text):
        *first, _, second = (part for part in found.groups() if part)
        if found.group(10) and int(first[0]) <= int(second):
            continue  # 1—3号机组 are three of them
        exact = f"{first[0] if first else ''}-{second}"
        yield Hit(*found.span(), f"编号用短横线，写作“{exact}”。", exact)


_PERCENTS = re.compile(f"(?<![0-9.\\-—~～A-Za-z])({_NUMBER})([~～—\\-－–至到])({_NUMBER})([%％‰])")


@rule(
    "R103",
    "百分号省略",
    level="数",
    basis="GB/T 15835-2011 5.1.3",
    literals=("%", "％", "‰"),
    fixes=True,
    bad=[
        Example("坡度为15—30%。", settings={"switches": {"range_connector": "—"}}),
        "坡度为15~30%。",
        "录取率50—60%。",
        "含量5至8%。",
    ],
    good=["坡度为15%~30%。", "增长8.5%。", "2015—2020年增长5%。"],
)
def omitted_percent(text: str, ctx: TextContext) -> Iterator[Hit]:
    """百分数范围前后都带百分号：15%~30%。"""
    for found in _PERCENTS.finditer(text):
        first, link, second, sign = found.groups()
        exact = f"{first}{sign}{_joined(link, ctx)}{second}{sign}"
        yield Hit(*found.span(), f"百分数范围前一个数的百分号不能省，写作“{exact}”。", exact)


_BIG = re.compile(
    f"(?<![0-9.\\-—~～A-Za-z])({_NUMBER})([~～—\\-－–])({_NUMBER})((?:[百千]万|[百千]亿|[万亿]))"
)


@rule(
    "R104",
    "万亿省略",
    level="数",
    basis="GB/T 15835-2011 5.1.3（其他单位由本书开关 omit_first_unit 定）",
    literals=DIGITS,
    needs=[("-", "－", "–", "—", "~", "～")],
    fixes=True,
    bad=[
        Example("株距5~100厘米。", settings={"switches": {"omit_first_unit": False}}),
        "贷款6~8亿元。",
        "年产9~16万吨。",
        "投资3.5~4.2亿元。",
        "造价2.1—2.6亿元。",
    ],
    good=["贷款6亿~8亿元。", "株距5~100厘米。", "收入8000~1万元。".replace("8000", "8000元")],
)
def omitted_ten_thousand(text: str, ctx: TextContext) -> Iterator[Hit]:
    """数值范围前一个数的“万”“亿”不能省：9亿~16亿元。"""
    for found in _BIG.finditer(text):
        first, link, second, scale = found.groups()
        if not _grows(first, second):
            continue
        exact = f"{first}{scale}{_joined(link, ctx)}{second}{scale}"
        yield Hit(*found.span(), f"范围前一个数的“{scale}”不能省，写作“{exact}”。", exact)
    for found in _BARE_FIRST.finditer(text) if not ctx.switch("omit_first_unit") else ():
        first, link, second, unit = found.groups()
        exact = f"{first}{unit}{link}{second}{unit}"
        yield Hit(*found.span(), f"本书范围前一个数带单位，写作“{exact}”。", exact)
