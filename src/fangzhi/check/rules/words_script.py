"""H 用字: variant characters (异体字), traditional ones among simplified, and wrong traditional."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.terms import read_terms
from fangzhi.zh.surnames import PLAIN

_OLD_MATTER = re.compile(
    "碑|铭|匾|额|印文|篆|隶书|书法|题[刻字签写]|手迹|墓志|拓|繁体|异体|古籍|旧志|族谱|家谱|甲骨|"
    "落款|俗写|又作|亦作"
)
_BEFORE_NAME = frozenset(
    "长员任记师授人志县令吏生士郎官民工将帅者是由与和及为以等名父母子女妻夫孙侄甥婿媳徒兄弟姐妹教董理席"
)
_PLACE_SIGN = re.compile("(?:[省市州县区旗镇乡村]|街道|新|老|家|大|小|东|西|南|北|上|下)$")


@cache
def _variants() -> dict[str, tuple[str, bool]]:
    text = files("fangzhi.check.rules").joinpath("data/words_variant_chars.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {char: (right, use == "人名") for char, right, use in rows}


@cache
def _traditional() -> dict[str, str]:
    # one to one, and never a character that has a life of its own in simplified text
    text = files("fangzhi.zh").joinpath("data/fold.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    pairs = {
        char: to
        for char, to, kind in rows
        if kind == "opencc" and all("一" <= c <= "鿿" for c in (char, to))
    }
    return {c: to for c, to in pairs.items() if c not in _OWN_LIFE and c not in _variants()}


_OWN_LIFE = frozenset(
    "薹乾於徵瞭藉夥麼麽著餘甯鍾濛濬穀祇鉅雋遴硃韁剋噁嶽絃脩釐锺嚐昇堃薑藤麯彷妳佇倣嘆咲噹囪菸蒐"
)
_VARIANT_CLASS = "[" + "".join(sorted(_variants())) + "]"
_TRADITIONAL_CLASS = "[" + "".join(sorted(_traditional())) + "]"
_VARIANT = re.compile(_VARIANT_CLASS)
_TRADITIONAL = re.compile(_TRADITIONAL_CLASS + "+")
_OLD_KINDS = ("旧志",)


def _is_hant(text: str, ctx: TextContext) -> bool:
    if ctx.block.lang:
        return "Hant" in ctx.block.lang or ctx.block.lang in ("zh-TW", "zh-HK", "lzh")
    return ctx.once(_mostly_traditional)


def _mostly_traditional(text: str) -> bool:
    many = sum(len(m.group()) for m in _TRADITIONAL.finditer(text))
    return many >= 4 and many * 6 > len(text)


_STOP = re.compile("[。！？；]")


def _is_spared(text: str, ctx: TextContext, start: int, end: int) -> bool:
    if ctx.document.kind in _OLD_KINDS or _is_hant(text, ctx):
        return True
    near = (
        _STOP.split(text[max(0, start - 10) : start])[-1] + _STOP.split(text[start : end + 10])[0]
    )
    return _OLD_MATTER.search(near) is not None or any(map(_OLD_MATTER.search, ctx.headings[-2:]))


def _in_a_name(text: str, at: int) -> bool:
    """Tell whether the character probably stands in a person's name: after a surname that begins
    a word (程 in 县长程昇, not in 工程).
    """
    for back in (1, 2):
        if at >= back and text[at - back] in PLAIN and (back == 1 or _may_name(text[at - 1])):
            before = text[at - back - 1 : at - back]
            if not before or before in _BEFORE_NAME or not "一" <= before <= "鿿":
                return True
    return False


def _may_name(char: str) -> bool:
    return "一" <= char <= "鿿" and _PLACE_SIGN.search(char) is None


@rule(
    "R138",
    "异体字",
    level="字",
    basis="通用规范汉字表（2013）；第一批异体字整理表；图书编校质量差错认定细则10",
    literals=tuple(_variants()),
    bad=["河东镇马家邨通公路。", "柳编出自沿河邨坊。", "气温昇高，冰雪消融。", "镇区厂房併入工业园。",
         "沿途遊览古迹。", "省社奖匾一方。邻邨妇女2人学艺。"],
    good=["河东镇马家村通公路。", "校长周堃主持修缮。", "副县长李昇平到会。", "碑额题“羣贤毕至”。",
          "县志作“峯”，今作峰，属异体。", "技术员康昇与邻村妇女2人办班。",
          Example("吉祥邨住宅区竣工。", settings={"authority": {"towns": ["吉祥邨"]}})],
)  # fmt: skip
def variant_character(text: str, ctx: TextContext) -> Iterator[Hit]:
    """用规范字；2013年恢复的字按范围使用，人名、核准的地名不改。"""
    approved: tuple[str, ...] | None = None
    for found in _VARIANT.finditer(text):
        start, end = found.span()
        right, for_names = _variants()[found.group()]
        if _in_a_name(text, start) or _is_spared(text, ctx, start, end):
            continue
        if for_names and found.group() != "邨" and _OF_A_SHOP.match(text, end):
            continue
        if text[max(0, start - 1) : end] in _KEPT:
            continue
        if approved is None:
            approved = tuple(n for n in _names(ctx.document.authority) if _VARIANT.search(n))
        if any(
            text.find(name, max(0, end - len(name)), start + len(name)) >= 0 for name in approved
        ):
            continue
        note = "只用于姓氏人名，" if for_names else "是异体字，"
        message = f"“{found.group()}”{note}这里宜写“{right}”；如是人名或核准的地名请保留。"
        yield Hit(start, end, message, right)


_OF_A_SHOP = re.compile("[记堂号斋轩庄坊楼](?![一-鿿]?[叙载])")
"""堃记, 昇堂: the sign of a shop or a hall is made of names."""
_KEPT = ("束脩",)
"""Words in which the old character stays."""


def _names(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from _names(part)
        case list() | tuple():
            for part in value:
                yield from _names(part)


@rule(
    "R139",
    "繁体混入",
    level="字",
    basis="出版物汉字使用管理规定；通用规范汉字表（2013）",
    literals=tuple(_traditional()),
    bad=["全縣有中学12所。", "修建灌溉渠道8条，总長46千米。", "水電站装机2台。"],
    good=["全县有中学12所。", "书法作品“風調雨順”获奖。", "匾额题東山書院四字。", "馮氏族谱载其事。"],
)  # fmt: skip
def traditional_among_simplified(text: str, ctx: TextContext) -> Iterator[Hit]:
    """简体稿中不夹繁体字；引文、古籍、书法、碑刻、人名除外。"""
    table = _traditional()
    for found in _TRADITIONAL.finditer(text):
        start, end = found.span()
        if _is_spared(text, ctx, start, end) or _in_a_name(text, start):
            continue
        words = found.group()
        right = "".join(table[c] for c in words)
        yield Hit(start, end, f"简体稿中夹有繁体字“{words}”，宜写“{right}”，请核对。", right)


_WRONG_TRADITIONAL = read_terms("words_traditional.tsv")


@rule(
    "R140",
    "简转繁误",
    level="字",
    basis="通用规范汉字表附件1（简繁字对照）；图书编校质量差错认定细则9",
    fixes=True,
    literals=_WRONG_TRADITIONAL.literals,
    bad=["乾隆皇後東巡，駐蹕縣城，頒賜銀兩。", "縣誌載：山穀多茶，鄉民採製，歲輸於官。",
         "明萬曆間，諸生頭發盡白，猶應試於郡學。"],
    good=["乾隆皇后東巡，駐蹕縣城，頒賜銀兩。", "縣誌載：山谷多茶，鄉民採製，歲輸於官。",
          "全县修建山谷水库2座。"],
)  # fmt: skip
def wrong_traditional(text: str, ctx: TextContext) -> Iterator[Hit]:
    """繁体文字中一简对多繁的字各用其字。"""
    if not _is_hant(text, ctx):
        return
    for found in _WRONG_TRADITIONAL.find(text):
        word, right = found.term.word, found.term.right
        yield Hit(found.start, found.end, f"繁体“{word}”疑为转换之误，宜作“{right}”。", right)
