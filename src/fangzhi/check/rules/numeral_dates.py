"""E 数字用法: the numerals of eras, lunar days and Gregorian years (GB/T 15835-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.numeral_manner import keeps_to_characters
from fangzhi.zh.eras import ERA_TITLES
from fangzhi.zh.numerals import parse_number, to_chinese

_TITLES = tuple(t for t in ERA_TITLES if len(t) > 1)
_ERA_DIGITS = re.compile(
    "(" + "|".join((*_TITLES, "民国")) + ")(?:[（(]?)([0-9]{1,2})年(?!代|级|期)"
)
_MINGUO_WORDS = re.compile("民国([一二三四五六七八九十]{1,3})年(?![代间级期])")
_ERAS = ("民国", *_TITLES)
_TITLE_ENDS = "".join(sorted({title[-1] for title in _ERAS}))


@rule(
    "R077",
    "非公历用阿拉伯数字",
    level="数",
    basis="GB/T 15835-2011 4.2.1（民国纪年由本书开关定）",
    literals=_ERAS,
    probe=f"[{_TITLE_ENDS}][（(]?[0-9]{{1,2}}年|国[一二三四五六七八九十]{{1,3}}年",
    fixes=True,
    bad=[
        "清光绪26年（1900年）建桥。",
        "民国24年（1935年）设小学。",
        "乾隆5年（1740年）修志。",
        Example(
            "民国二十四年（1935年）设站。", settings={"switches": {"minguo_numerals": "阿拉伯"}}
        ),
    ],
    good=[
        "清光绪二十六年（1900年）建桥。",
        "民国二十四年（1935年）设小学。",
        Example("民国24年（1935年）设小学。", settings={"switches": {"minguo_numerals": "阿拉伯"}}),
    ],
)
def era_in_digits(text: str, ctx: TextContext) -> Iterator[Hit]:
    """年号纪年用汉字数字；民国纪年由开关 minguo_numerals 定。"""
    by_figures = ctx.switch("minguo_numerals") == "阿拉伯"
    for found in _MINGUO_WORDS.finditer(text) if by_figures else ():
        minguo = parse_number(found.group(1))
        if minguo is not None:
            exact = f"民国{minguo.value:f}年"
            message = f"本书民国纪年用阿拉伯数字，“{found.group()}”写作“{exact}”。"
            yield Hit(*found.span(), message, exact)
    for found in _ERA_DIGITS.finditer(text):
        if found.group(1) == "民国" and by_figures:
            continue
        number = int(found.group(2))
        year = "元" if number == 1 else to_chinese(number) if number else ""
        exact = f"{found.group(1)}{year}年" if year else ""
        yield Hit(
            *found.span(), f"“{found.group()}”是非公历纪年，用汉字数字，写作“{exact}”。", exact
        )


_LUNAR_DIGITS = re.compile(
    "(农历|夏历|旧历|阴历|古历)((?:[0-9]{4}年|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?闰?)([0-9]{1,2}|正|腊|冬|[一二三四五六七八九十]{1,2})月(?:初?([0-9]{1,2})日?|"
    "([一二三四五六七八九])日)?|"
    "(?<![0-9一二三四五六七八九十])([正腊冬])月([0-9]{1,2})(?:日|(?![0-9]))"
)


@rule(
    "R078",
    "夏历月日用阿拉伯数字",
    level="数",
    basis="GB/T 15835-2011 4.2.1",
    literals=("农历", "夏历", "旧历", "阴历", "古历", "正月", "腊月", "冬月"),
    fixes=True,
    bad=["农历5月5日赛龙舟。", "每年农历8月15办庙会。", "腊月23祭灶。", "夏历3月有集。"],
    good=["农历五月初五赛龙舟。", "腊月二十三祭灶。", "农历二月十九为会期。"],
)
def lunar_in_digits(text: str, ctx: TextContext) -> Iterator[Hit]:
    """夏历的月日用汉字数字：农历八月十五、五月初五。"""
    for found in _LUNAR_DIGITS.finditer(text):
        calendar, leap, month, day, single, named, day2 = found.groups()
        if not any(part and part.isdigit() for part in (month, day, day2)) and not single:
            continue
        month = month or named
        number = int(month) if month.isdigit() else 0
        name = ("正" if number == 1 else to_chinese(number)) if number else month
        spelled = parse_number(single) if single else None
        figure = day or day2 or ""
        written = int(spelled.value) if spelled is not None else int(figure or 0)
        lawful = bool(figure) <= written <= 30 and number <= 12
        tail = to_chinese(written, "ordinal-day") if lawful and written else ""
        exact = f"{calendar or ''}{leap or ''}{name}月{tail}" if lawful else ""
        yield Hit(
            *found.span(),
            f"夏历月日用汉字数字，写作“{exact}”。" if exact else "夏历月日用汉字数字。",
            exact,
        )


_YEAR_FIGURES = re.compile("(?<![0-9])(?:1[5-9]|20)[0-9]{2}年")
_YEAR_CHARS = re.compile(
    "(?<![一二三四五六七八九十百千〇零○年])([一二][〇一二三四五六七八九]{3})年(?:([一二三四五六七八九十]{1,2})月(?:"
    "([一二三四五六七八九十]{1,3})日)?)?"
)


@rule(
    "R079",
    "公历用汉字",
    level="数",
    basis="GB/T 15835-2011；图书编校质量差错认定细则40（本书开关）",
    literals=("一九", "一八", "一七", "一六", "一五", "一四", "二〇", "二一"),
    fixes=True,
    bad=["一九九五年建成。", "一九八二年五月一日开业。", "二〇〇八年地震。"],
    good=[
        "1995年建成。",
        "“一九五二年土地证”存档。",
        Example("一九九五年九月", role="signature"),
        Example("一九九五年建成。", settings={"switches": {"gregorian_numerals": "皆可"}}),
    ],
)
def gregorian_in_characters(text: str, ctx: TextContext) -> Iterator[Hit]:
    """正文的公历年月日用阿拉伯数字（由开关 gregorian_numerals 定）；一节通用汉字的，不逐个说。"""
    if ctx.switch("gregorian_numerals") == "皆可" or ctx.block.role == "signature":
        return
    if _YEAR_CHARS.fullmatch(text.strip()):  # a date that stands alone closes a paper
        return
    if _YEAR_CHARS.search(text) and keeps_to_characters(ctx, _YEAR_CHARS, _YEAR_FIGURES):
        return
    for found in _YEAR_CHARS.finditer(text):
        year = "".join(str("〇一二三四五六七八九".index(c)) for c in found.group(1))
        exact = f"{year}年"
        for part, unit in ((found.group(2), "月"), (found.group(3), "日")):
            number = parse_number(part) if part else None
            exact += f"{number.value:f}{unit}" if number else ""
        yield Hit(*found.span(), f"公历“{found.group()}”用阿拉伯数字，写作“{exact}”。", exact)
