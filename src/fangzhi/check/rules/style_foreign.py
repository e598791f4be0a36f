"""A 文体: coined words, foreign letters and signs that a reader must be told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import standings
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.style_exempt import is_own_prose
from fangzhi.check.terms import read_terms
from fangzhi.model.manuscript import Manuscript

_KNOWN = frozenset(term.word for term in read_terms("style_known_words.tsv").terms)
_FULL = {term.word: term.right for term in read_terms("style_abbreviations.tsv").terms}
_NUMERAL_NAME = re.compile(
    "“((?:一(?![般定样直起律旦致概切贯向度])|[二三四五六七八九两百双])"
    "(?![一二三四五六七八九十百千万亿〇零里亩丈尺寸斤石斗升年月日季岁间座条只次第方户口人流"
    "号顷圩世股级等星担])[\u4e00-\u9fff]{1,6})”"
)
_COUNTS = re.compile("[二三四五六七八九十两百]")
_BY_ONE = re.compile("一.一.")
_GLOSS_AFTER = re.compile("[\u4e00-\u9fff]{0,6}[（(]|[：:]|[，,]?(?:即|是指|系指|指的是|就是)")
_GLOSS_BEFORE = re.compile(
    "(?:简称|俗称|称为?|即|合称|统称|并称|号称|叫作?|为|誉为|取名|名为)$|[（(]$"
)
_GLOSSED_AGAIN = re.compile("(?:就是|是指|系指|指的是|指|即|是|为|包括)")


def _is_told_next(text: str, quoted: str, end: int) -> bool:
    """实行“两费自理”，“两费自理”即…: said again right behind, and then explained."""
    again = text.find(quoted, end, end + _NEXT)
    return again >= 0 and _GLOSSED_AGAIN.match(text, again + len(quoted)) is not None


_NEXT = 60
_NAME_AFTER = re.compile(
    "称号|奖|品牌|牌|博览会|论坛|节|商标|歌|舞|剧|号|杯|碑|桥|井|专栏|栏目|节目|丛书|微信|公众号|商号|字号"
)


def _own_prose(ctx: DocumentContext) -> tuple[tuple[str, TextContext], ...]:
    """Give the compilers' own prose of a document, text by text, for `ctx.once_here`."""
    found = []
    for standing in ctx.once(standings):
        text = TextContext(standing.block, ctx.document, standing.place, standing.headings)
        if is_own_prose(text):
            found.append((standing.block.text, text))
    return tuple(found)


@rule(
    "R022",
    "网络语/新造词未注",
    level="体",
    basis="嫩江年鉴通知；青白江年鉴编写规范",
    scope="manuscript",
    bad=[
        "清理“三非”人员12名。",
        "推行“五个一”工程，建农家书屋46个。",
        "落实“六不准”，检查门店120家。",
        "推行“三定一奖”制度，产量提高。",
    ],
    good=[
        "清理“三非”（非法入境、非法居留、非法就业）人员12名。",
        "服务“三农”，发放贷款2.4亿元。",
        "碑文“二里许”三字漫漶。",
        "推行“两补”，即补苗、补肥，发放种苗6万株。",
        "厂志“二车间”一章缺页。",
        "21个机构实现“一码付”。船谚：“一滩高一丈”。",
        "1991年实行“两费自理”，“两费自理”即生产费、生活费自理。",
    ],
)
def coined_word(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """带数字的新造简称首次出现时加注所指。"""
    seen: set[str] = set()
    for text, where in ctx.once_here(_own_prose):
        for found in _NUMERAL_NAME.finditer(text) if "“" in text else ():
            word, after = found.group(1), text[found.end() : found.end() + 10]
            long = len(word) > 5 and not word.endswith(_KINDS)
            if long or word in seen or word in _KNOWN or word.endswith(_PLACE_TAILS):
                continue
            if not all(_is_common(c) for c in word):
                continue  # “三嵕”, “五龘”: a name
            if word[0] == "一" and not _COUNTS.search(word, 1) and not _BY_ONE.fullmatch(word):
                continue  # “一码付”, “一滩高一丈”: one counts nothing that must be told
            seen.add(word)
            before = text[max(0, found.start() - 3) : found.start()]
            glossed = _GLOSS_AFTER.match(after) or _GLOSS_BEFORE.search(before)
            if glossed or _is_told_next(text, found.group(), found.end()):
                continue
            if _NAME_AFTER.match(after):
                continue
            message = f"“{word}”首次出现，没有注明所指，请在其后括注。"
            yield Hit(*found.span(), message, block=where.block.id, confidence="hint")


def _is_common(character: str) -> bool:
    """Tell whether a character is of the first level of GB 2312."""
    code = character.encode("gb2312", errors="ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


_PLACE_TAILS = (
    "字",
    "车间",
    "桥",
    "村",
    "队",
    "营",
    "团",
    "师",
    "连",
    "班",
    "楼",
    "街",
    "巷",
    "路",
    "坝",
    "湾",
    "山",
    "井",
    "院",
    "校",
    "沟",
    "岭",
    "河",
    "潭",
    "洞",
    "塔",
    "亭",
    "店",
    "庙",
    "祠",
    "坊",
    "场",
)
_KINDS = (
    "工程",
    "行动",
    "人员",
    "制度",
    "机制",
    "活动",
    "计划",
    "战略",
    "经费",
    "模式",
    "原则",
    "标准",
    "清单",
)
_LETTERS = re.compile(
    "(?<![A-Za-zÀ-ÿ0-9.\\-—_/@&+·])(?<![A-Za-z] )([A-Z]{2,6}s?)(?![A-Za-zÀ-ÿ0-9.\\-—_/@&+·])(?! [A-Za-z])"
)
_NOT_WORDS = re.compile(
    "[IVXLC]+|A+|B+|[AB]{2,4}|[MKG]W|KWH|KM|KG|KV|KN|MPA|KPA|MKW|CM|MM|ML|DB|HZ|[A-Z]X+|CT|PM|DNA|RNA|OK|NO|ISO|GB"
)
_SIGNS = re.compile(
    "(?:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]|[图表第编])$"
)
_BRAND = re.compile(
    "(?:公司|集团|品牌|牌|型|号|系列|式|级|区|座|栋|楼|站台|股|盘|幢|线|班|组|卷|类|法|酒店|俱乐部|银行)"
)


@rule(
    "R023",
    "外文缩写未译",
    level="体",
    basis="嫩江年鉴通知；青白江年鉴编写规范",
    scope="manuscript",
    bad=[
        "2019年，全县GDP为168亿元。",
        "用PPT展示规划。",
        "粮库安装GPS终端36台。",
    ],
    good=[
        "2019年，全县地区生产总值168亿元。",
        "建互联网数据中心（IDC）1座，IDC年用电420万千瓦时。",
        "购K118型织机6台，执行GB/T 15551标准。",
        "ETC（电子不停车收费系统）车道6条，ETC用户2.4万户。",
        "晋级AAAA级景区，文学史Ⅱ类。",
    ],
)
def unexplained_letters(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """外文缩写首次出现时用中文名称，或加注中文。"""
    seen: set[str] = set()
    for text, where in ctx.once_here(_own_prose):
        for found in _LETTERS.finditer(text):
            start, end = found.span()
            before, after = text[max(0, start - 40) : start], text[end : end + 40]
            word = found.group(1)
            if word in seen or _NOT_WORDS.fullmatch(word) or _SIGNS.search(before[-1:]):
                continue
            quoted = where.is_quoted(start, end)
            if quoted or (word not in _FULL and _BRAND.match(after)):
                continue
            seen.add(word)
            if _explained(before, after):
                continue
            full = _FULL.get(word, "")
            advice = f"宜写“{full}”" if full and "（" not in full else "宜写中文名称"
            message = f"“{word}”首次出现，没有中文名称，{advice}，或在其后括注中文。"
            yield Hit(*found.span(), message, block=where.block.id)


def _explained(before: str, after: str) -> bool:
    """Tell whether Chinese words stand in brackets after, or before with the letters in them."""
    if re.match("[（(][^）)]{0,30}[\u4e00-\u9fff]", after):
        return True
    opened = max(before.rfind("（"), before.rfind("("))
    inside = opened >= 0 and "）" not in before[opened:] and ")" not in before[opened:]
    called = re.search("(?:简称|缩写为?|英文名?|译名?|又称|称为|即)[：:]?[“]?$", before)
    return (inside and opened > 0) or called is not None


_SIGN = re.compile("(?<=[\u4e00-\u9fff0-9）)%])\\s?([=＝<>＜＞≥≤≧≦])\\s?(?=[\u4e00-\u9fff0-9（])")
_SIGN_WORDS = {
    **dict.fromkeys("=＝", "等于"), **dict.fromkeys("<＜", "低于"), **dict.fromkeys(">＞", "高于"),
    **dict.fromkeys("≥≧", "大于等于"), **dict.fromkeys("≤≦", "小于等于"),
}  # fmt: skip
_CHEMICALS = {
    "CO2": "二氧化碳", "CO₂": "二氧化碳", "H2O": "水", "H₂O": "水", "SO2": "二氧化硫", "SO₂": "二氧化硫",
    "NO2": "二氧化氮", "NO₂": "二氧化氮", "NOx": "氮氧化物", "CH4": "甲烷", "CH₄": "甲烷", "NH3": "氨",
    "NH₃": "氨", "H2S": "硫化氢", "NaCl": "氯化钠", "CaCO3": "碳酸钙", "CaCO₃": "碳酸钙",
    "SiO2": "二氧化硅", "Fe2O3": "氧化铁", "Al2O3": "氧化铝", "P2O5": "五氧化二磷", "K2O": "氧化钾",
    "H2SO4": "硫酸", "HCl": "盐酸", "NaOH": "氢氧化钠",
}  # fmt: skip
_CHEMICAL = re.compile(
    "(?<![A-Za-z0-9])(?:" + "|".join(sorted(map(re.escape, _CHEMICALS), key=len, reverse=True)) + ")"
    "(?![A-Za-z0-9])"
)  # fmt: skip
_SCIENCE = re.compile("地质|矿|土壤|水质|水文|环境监测|气候|化学|公式|计算")


@rule(
    "R024",
    "数学/化学符号代词",
    level="体",
    basis="青白江年鉴编写规范",
    literals=("=", "＝", "<", ">", "＜", "＞", "≥", "≤", "≧", "≦", *_CHEMICALS),
    bad=[
        "2016年稻谷产量>2015年。",
        "窑厂停烧后，排放CO2减少460吨。",
        "入库=出库，账实相符。",
    ],
    good=[
        "2016年稻谷产量高于2015年。",
        "工业生产者出厂价格指数为106.8（上年=100）。",
        "全年≥10℃活动积温5260℃。",
        "箱体规格400毫米×200毫米×300毫米。",
        Example(paragraphs=("# 矿产", "矿石含SiO2 46.2%。")),
        "计算公式：入库=出库+结存。",
    ],
)
def sign_for_word(text: str, ctx: TextContext) -> Iterator[Hit]:
    """正文叙述用文字，不用数学符号、化学式代替词语。"""
    if not ctx.is_body or not is_own_prose(ctx):
        return
    if any(_SCIENCE.search(h) for h in ctx.headings) or "公式" in text:
        return
    for found in _SIGN.finditer(text):
        sign, after = found.group(1), text[found.end() : found.end() + 12]
        near = text[max(0, found.start() - 60) : found.start()]
        bracketed = near.rfind("（") > near.rfind("）")
        if bracketed or (
            sign in "≥≤≧≦" and re.match("[0-9.~～—-]+ ?(?:℃|°|摄氏度|毫|厘|米)", after)
        ):
            continue
        if re.search("[×÷+＋－]", after + re.split("[。；]", near)[-1][-12:]):
            continue  # a formula
        message = f"正文中“{sign}”宜用文字，如“{_SIGN_WORDS[sign]}”。"
        yield Hit(*found.span(1), message)
    for found in _CHEMICAL.finditer(text):
        name = _CHEMICALS[found.group()]
        yield Hit(*found.span(), f"正文中化学式“{found.group()}”宜写中文名称“{name}”。", name)
