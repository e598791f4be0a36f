"""W 网页排版: spaces between scripts and the width of marks on web pages; never for print.

These rules run only where the pack web-typography is chosen. R087 and R106 already speak of
half-width marks between Chinese characters and of the shape of the ellipsis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.terms import read_terms

PACK = ("web-typography",)
_BASIS = "网页中西文混排通例（不用于印刷品）"
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff"
_WORD = "A-Za-z0-9"
_KEPT = re.compile(
    "`[^`\n]{1,200}`|&#?[a-z0-9]{2,8};|\\$[^$\n]{1,60}\\$|https?://[^\\s，。；、！？）”》]{1,300}"
    f"|[@#][{_HAN}{_WORD}_]{{1,40}}|[{_WORD}_.-]{{1,80}}[/#][{_HAN}{_WORD}_./#-]{{0,120}}"
    f"|[{_WORD}_-]{{1,60}}\\.[a-z]{{2,5}}\\b[^\\s，。；、！？）”》{_HAN}]{{0,120}}|/[{_HAN}{_WORD}_./#-]{{3,120}}"
)


def _example(*lines: str) -> Example:
    settings = {"packs": PACK}
    return Example(lines[0], settings=settings) if len(lines) == 1 else Example(
        paragraphs=lines, settings=settings
    )  # fmt: skip


def _kept(text: str) -> list[tuple[int, int]]:
    """Spans that are code, addresses and names of files, where nothing is to be changed."""
    return [m.span() for m in _KEPT.finditer(text) if not _is_pair(m.group())]


def _is_pair(words: str) -> bool:
    return re.fullmatch(f"[{_WORD}]{{1,8}}/[{_WORD}]{{0,8}}[{_HAN}]{{0,120}}", words) is not None and (
        words.split("/")[0].isupper()
    )  # fmt: skip


def _free(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return all(end <= s or start >= e for s, e in spans)


_RUN = re.compile(
    f"(?<![{_WORD}])[{_WORD}](?:[{_WORD}.,:/_+-]{{0,120}}[{_WORD}])?[%‰℃+]?|`[^`\n]{{1,200}}`"
)
_BORDER = f"[{_HAN}][{_WORD}`]|[{_WORD}%‰℃+`][{_HAN}]"


@rule(
    "W001",
    "中西文之间未空格",
    level="体",
    basis=_BASIS,
    packs=PACK,
    quotes="read",
    fixes=True,
    probe=_BORDER,
    bad=[
        _example("活动在ITC馆举行。"),
        _example("游客扫码接入WiFi热点。"),
        _example("全市建成5G基站。"),
    ],
    good=[
        _example("游客扫码接入 Wi-Fi 热点。"),
        _example("全市建成 5G 基站。"),
        _example("网址为https://example.cn/方志。"),
        _example("留言请@青浣发布"),
        "全市建成5G基站。",
    ],
)
def no_space_between_scripts(text: str, ctx: TextContext) -> Iterator[Hit]:
    """网页上汉字与西文、数字之间空半个字。"""
    kept = _kept(text)
    for found in _RUN.finditer(text):
        start, end = found.span()
        before = start > 0 and _is_han(text[start - 1])
        after = end < len(text) and _is_han(text[end])
        if not (before or after):
            continue
        before = before and _free(kept, start - 1, start)
        after = after and _free(kept, end, end + 1)
        if (before or after) and (text[start] == "`" or _free(kept, start, end)):
            exact = " " * before + found.group() + " " * after
            yield Hit(start, end, f"“{found.group()}”与汉字之间宜空半个字。", exact)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇" or "\u3040" <= char <= "\u30ff"


_WIDE = dict(zip(",.;:!?", "，。；：！？", strict=True))
_BESIDE = re.compile(
    f"(?<=[{_WORD}%）)”’\"'])[,;!?](?=[{_HAN}])|(?<=[{_HAN}])[,;:!?](?=[{_WORD}])(?![{_WORD}.]{{1,40}}[/=])"
    f"|(?<=[{_HAN}])[.:!?](?=\\s*$|[\"'”’])"
)


@rule(
    "W002",
    "中西文之间用半角标点",
    level="体",
    basis=_BASIS,
    packs=PACK,
    quotes="read",
    fixes=True,
    literals=(",", ".", ";", ":", "!", "?"),
    bad=[
        _example("评委说“这款 APP 很好!”"),
        _example("观众都说“太好了!”"),
        _example("留言写着“手机 APP 真好用!”"),
    ],
    good=[
        _example("新版增加 VR，大家可以试用。"),
        _example("比分为 3:2，主队胜。"),
        _example("Hello, world!"),
    ],
)
def half_width_beside_latin(text: str, ctx: TextContext) -> Iterator[Hit]:
    """中文句子里挨着西文的标点也用全角。"""
    kept = _kept(text)
    for found in _BESIDE.finditer(text):
        exact = _WIDE[found.group()]
        if _free(kept, *found.span()):
            yield Hit(*found.span(), f"这里是中文句子，“{found.group()}”宜用全角“{exact}”。", exact)


_WIDE_RUN = re.compile("[０-９Ａ-Ｚａ-ｚ]{1,200}")


@rule(
    "W003",
    "全角字母、数字",
    level="体",
    basis=_BASIS,
    packs=PACK,
    quotes="read",
    fixes=True,
    probe="[０-９Ａ-Ｚａ-ｚ]",
    bad=[_example("展厅在 Ｂ 区。"), _example("车次为 Ｇ８７。"), _example("会场在 ２ 号楼。")],
    good=[_example("展厅在 B 区。"), _example("会场在 2 号楼。"), "会场在 2 号楼。"],
)
def wide_letters(text: str, ctx: TextContext) -> Iterator[Hit]:
    """字母和数字用半角。"""
    for found in _WIDE_RUN.finditer(text):
        exact = "".join(chr(ord(c) - 0xFEE0) for c in found.group())
        yield Hit(*found.span(), f"全角字符宜用半角“{exact}”。", exact)


_SPACED = re.compile(
    f"(?<=[{_HAN}{_WORD}`]) {{1,4}}(?=[，。；：、！？）》】])|"
    f"(?<=[，。；：、！？》】]) {{1,4}}(?=[{_HAN}{_WORD}`“《（])"
)


@rule(
    "W004",
    "全角标点旁空格",
    level="体",
    basis=_BASIS,
    packs=PACK,
    quotes="read",
    literals=(" ",),
    bad=[
        _example("展览开幕 ，观众很多。"),
        _example("展览开幕， 观众很多。"),
        _example("开放时间 ：上午。"),
    ],
    good=[
        _example("展览开幕，观众很多。"),
        _example("请用 APP 预约。"),
        _example("一楼 大厅"),
    ],
)
def space_beside_wide_mark(text: str, ctx: TextContext) -> Iterator[Hit]:
    """全角标点前后不空格。"""
    if text[:1] == "【":
        return  # 【概况】 and an entry head's own space
    for found in _SPACED.finditer(text):
        yield Hit(*found.span(), "全角标点旁不必空格，请删去。")


_LATIN_MARK = re.compile("(?<=[A-Za-z])(?:[，；！？](?=[A-Za-z])|[，。！？；]\\s*$)", re.MULTILINE)
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}
_LINE = re.compile("[^\n]+")


@rule(
    "W005",
    "西文句子用全角标点",
    level="体",
    basis=_BASIS,
    packs=PACK,
    quotes="read",
    fixes=True,
    literals=("，", "。", "；", "！", "？"),
    bad=[
        _example("Welcome to Qinghuan，the land of tea."),
        _example("See you next year。"),
        _example("Open daily；free entry."),
    ],
    good=[
        _example("Welcome to Qinghuan, the land of tea."),
        _example("展厅名为 Tea House。"),
        _example("See you next year."),
    ],
)
def wide_mark_in_latin(text: str, ctx: TextContext) -> Iterator[Hit]:
    """整句是西文的，标点用半角。"""
    for line in _LINE.finditer(text):
        if re.search(f"[{_HAN}]", line.group()):
            continue
        for found in _LATIN_MARK.finditer(text, *line.span()):
            inside = found.end() < line.end()
            exact = _NARROW[found.group()[0]] + " " * inside
            yield Hit(*found.span(), "西文句子里宜用半角标点。", exact)


@cache
def _names() -> dict[str, str]:
    return {term.word: term.right for term in read_terms("web_typography.tsv").terms}


_NAME = re.compile(f"(?<![{_WORD}._/@-])[A-Za-z][A-Za-z-]{{1,19}}(?![{_WORD}._/@-])")


@rule(
    "W006",
    "西文名称大小写",
    level="体",
    basis="各产品、技术的通行写法",
    packs=PACK,
    fixes=True,
    probe="[A-Za-z]{2}",
    bad=[
        _example("可用 IOS 和安卓手机预约。"),
        _example("馆内有免费 wifi 覆盖。"),
        _example("数据放在 github 上。"),
    ],
    good=[
        _example("可用 iOS 和安卓手机预约。"),
        _example("馆内有免费 Wi-Fi 覆盖。"),
        _example("数据放在 GitHub 上。"),
    ],
)
def name_in_wrong_case(text: str, ctx: TextContext) -> Iterator[Hit]:
    """产品和技术名称照通行的大小写。"""
    kept = _kept(text)
    if not re.search(f"[{_HAN}]", text):
        return
    for found in _NAME.finditer(text):
        exact = _names().get(found.group().lower(), "")
        if exact and exact != found.group() and _free(kept, *found.span()):
            yield Hit(*found.span(), f"“{found.group()}”通行写作“{exact}”。", exact)
