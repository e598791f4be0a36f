"""L 日期: reign titles and 干支 against the common calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.calendar.eras import REGNAL_YEAR, EraDate, find_eras, find_reign_spans
from fangzhi.facts.calendar.ganzhi import find_ganzhi_years
from fangzhi.zh.calendars import lunar_to_ymd
from fangzhi.zh.eras import era_max, era_to_years, reigns
from fangzhi.zh.ganzhi import BRANCHES, STEMS, ganzhi_of_year, is_ganzhi

_FAMILIAR = ("明", "清", "民国")
_BASIS = "历代年号表；中国历史纪年表"


def _years(era: EraDate, n: int) -> tuple[int, ...]:
    """The common years that a regnal year can be; by the title alone where the prefix finds none."""
    if era.dynasty and not reigns(era.title, era.dynasty):
        return era_to_years(era.title, n)
    return era_to_years(era.title, n, era.dynasty or None)


def _name(era: EraDate, text: str) -> str:
    return text[era.start : era.year_end]


def _is_foreign(era: EraDate) -> bool:
    """A bare title far from every reign of that name is another country's (天正16年，1588年)."""
    known = reigns(era.title, era.dynasty or None) or reigns(era.title)
    if not era.glossed or era.dynasty or any(r.dynasty in _FAMILIAR for r in known):
        return False
    return all(not r.start - 60 <= era.common[0] <= r.end + 60 for r in known)


def _listed(years: tuple[int, ...]) -> str:
    return "或".join(f"{y}年" if y > 0 else f"公元前{-y}年" for y in years[:3])


@rule(
    "R179",
    "年号与公元不符",
    level="硬",
    basis=_BASIS,
    literals=("年",),
    probe=rf"{REGNAL_YEAR}|(?:年间|朝|时期)[（(]",
    bad=[
        "文庙重建于清顺治十八年（1644年）。",
        "民国十五年（1925年）设县立中学。",
        "1850年（清咸丰元年）建祠。",
        "明嘉靖二十一年即1541年，知县主持筑城。",
        "清乾隆十年至十二年（1745—1748年）修渠。",
        "书院存在于乾隆三年至光绪二十八年（1738—1903年）。",
    ],
    good=[
        "文庙重建于清顺治十八年（1661年）。",
        "民国十五年（1926年）设县立中学。",
        "南北朝西魏大统元年（535年）置县。",
        "清道光三十年十二月（1851年1月），天大雪。",
        "东晋建元二年（344年）置郡。",
        "题名碑自清道光元年至道光三十年（1821—1850年）列贡生47名。",
    ],
)
def era_year_is_wrong(text: str, ctx: TextContext) -> Iterator[Hit]:
    """年号纪年括注的公元年应与年号表相符。"""
    for era in ctx.once(find_eras):
        if era.glossed:
            yield from _wrong_gloss(era, text)
    for reign in find_reign_spans(text):
        known = reigns(reign.title, reign.dynasty or None) or reigns(reign.title)
        if not any(r.start <= reign.first <= reign.last <= r.end + 1 for r in known):
            spans = tuple(f"{r.dynasty}{r.title}：{r.start}—{r.end}年" for r in known[:3])
            yield Hit(
                reign.start,
                reign.end,
                f"年号与公元年不符：{spans[0]}，写作{reign.first}—{reign.last}年，请核对。",
                evidence=spans,
            )


def _wrong_gloss(era: EraDate, text: str) -> Iterator[Hit]:
    years, said = _years(era, era.n), era.common[0]
    if _is_foreign(era):
        return
    allowed = {y + later for y in years for later in range(2 if era.lunar and era.month > 9 else 1)}
    last = _years(era, era.until) if era.until else ()
    if said not in allowed and _is_lunar_day_of_the_republic(era):
        return
    wrong_end = bool(era.common_until and last and era.common_until not in last)
    if not years or (said in allowed and not wrong_end):
        return
    right = years if said not in allowed else last
    n = era.n if said not in allowed else era.until
    start, end = (
        (era.start, era.end) if era.end > era.common_at[1] else (era.start, era.common_at[1])
    )
    start = min(start, era.common_at[0])
    gz = {g for g, _, _ in era.ganzhi if is_ganzhi(g)}
    hint = (
        f"（干支{'、'.join(sorted(gz))}合年号）" if gz & {ganzhi_of_year(y) for y in right} else ""
    )
    yield Hit(
        start,
        end,
        f"年号与公元年不符：{era.dynasty}{era.title}{n}年是{_listed(right)}"
        f"，不是{said if said not in allowed else era.common_until}年{hint}，请核对年号和公元年。",
        evidence=tuple(
            f"{r.dynasty}{r.title}元年={r.start}年，{r.start}+{n}−1={r.year(n)}"
            for r in reigns(era.title, era.dynasty or None) or reigns(era.title)
            if r.year(n) is not None
        )[:3],
        confidence="certain" if len(right) == 1 else "likely",
    )


def _is_lunar_day_of_the_republic(era: EraDate) -> bool:
    """民国二十四年十二月二十日（1936年1月14日）: a lunar day that the words do not mark as one."""
    if era.title != "民国" or era.month < 11 or not (era.day and era.common[2]):
        return False
    return lunar_to_ymd(1911 + era.n, era.month, era.day, era.leap) == era.common


_OPENS = re.compile("(?:^|[，。；：、（“\\s自于从由在至到及与和])$")
_GOES_ON = re.compile(
    "(?!行动|计划|规划|发展|建设|攻坚|工程|战略|目标|振兴|奋斗|历程|成就|变迁|之|的|后|前|中|内|前后|经营|合同|合作|租|有余|余|多|左右)"
)


def _is_told_as_year(era: EraDate, text: str) -> bool:
    """泰和十一年，移治: a bare title that opens its clause, its year in Chinese numerals."""
    opens = era.start == 0 or _OPENS.search(text, era.start - 1, era.start) is not None
    return not era.arabic and opens and _GOES_ON.match(text, era.year_end) is not None


@rule(
    "R180",
    "年号越界",
    level="硬",
    basis=_BASIS,
    literals=("年",),
    probe=REGNAL_YEAR,
    bad=[
        "清光绪三十六年设劝学所。",
        "清咸丰十三年重修大殿。",
        "明隆庆八年筑堤。",
        "泰和九年，知县移治河东。",
        "伪康德十四年，改街为镇。",
    ],
    good=[
        "清光绪三十四年（1908年）设劝学所。",
        "清康熙六十一年（1722年）修志。",
        "全县推进永安三年行动计划。",
        "泰和八年，知县移治河东。伪康德十二年八月，伪公署瓦解。",
    ],
)
def era_year_is_beyond_reign(text: str, ctx: TextContext) -> Iterator[Hit]:
    """年号的年数不能超过该年号实际用到的年数。"""
    for era in ctx.once(find_eras):
        if era.title == "民国" or _years(era, era.n) or era.n > 70 or _is_foreign(era):
            continue
        known = reigns(era.title, era.dynasty or None) or reigns(era.title)
        familiar = any(r.dynasty in _FAMILIAR for r in known)
        most = era_max(era.title, era.dynasty or None) or era_max(era.title)
        sure = era.dynasty or era.glossed or familiar or _is_told_as_year(era, text)
        if most is None or era.n <= most or not sure:
            continue
        spans = tuple(
            f"{r.dynasty}{r.title}：{r.start}—{r.end}年，共{r.last_year_no}年" for r in known[:3]
        )
        yield Hit(
            era.start,
            era.year_end,
            f"{era.title}没有{era.n}年：这个年号最多到{most}年，请核对年号或年数。",
            evidence=spans,
            confidence="certain",
        )


@rule(
    "R181",
    "干支与年不符",
    level="硬",
    basis="干支纪年：（公元年－4）除以60的余数",
    literals=tuple(stem + branch for stem in STEMS for branch in BRANCHES),
    needs=[("年", "岁", "在")],
    bad=[
        "云门塔建于清道光二十六年（1846年，丁未）。",
        "清雍正七年（1729年）改县，岁在戊申。",
        "1911年（庚戌年）废驿站。",
        "甲丑年（1924年）大旱。",
    ],
    good=[
        "云门塔建于清道光二十六年（1846年，丙午）。",
        "清雍正七年（1729年）改县，岁在己酉。",
        "辛亥年（1911年）废驿站。",
        "谱载“某公生于康熙十年辛亥”。",
    ],
)
def ganzhi_is_wrong(text: str, ctx: TextContext) -> Iterator[Hit]:
    """纪年的干支应与年号、公元年相符。"""
    for found in find_ganzhi_years(text, ctx.once(find_eras)):
        right = {ganzhi_of_year(y) for y in found.years}
        if found.pair in right:
            continue
        if not is_ganzhi(found.pair):
            yield Hit(
                found.start,
                found.end,
                f"六十干支中没有“{found.pair}”，请核对。",
                evidence=tuple(f"{y}年：{ganzhi_of_year(y)}" for y in found.years),
                confidence="certain",
            )
            continue
        if found.common and found.pair in {ganzhi_of_year(found.common)}:
            continue
        shown = "或".join(sorted(right))
        yield Hit(
            found.start,
            found.end,
            f"干支与年份不符：{_listed(tuple(sorted(set(found.years))))}是{shown}，不是{found.pair}，请核对。",
            suggestion=shown if len(right) == 1 and found.alone else "",
            evidence=tuple(
                f"（{y}−4）÷60余{(y - 4) % 60}，第{(y - 4) % 60 + 1}位{ganzhi_of_year(y)}"
                for y in sorted(set(found.years)) if y > 0
            ),
            confidence="certain" if len(right) == 1 else "likely",
        )  # fmt: skip


@rule(
    "R182",
    "1949年10月1日后用民国纪年",
    level="政",
    basis="涉台用语规定、编辑工作要求：中华人民共和国成立后不用民国纪年",
    literals=("民国",),
    bad=["民国三十九年1月，乡公所撤销。", "民国四十一年春旱。", "民国四十年设卫生所。"],
    good=[
        "民国三十八年（1949年）春，物价飞涨。",
        "民国三年（1914年）设邮局。",
        "收藏有盖“民国四十年”印章的函件。",
    ],
)
def minguo_after_1949(text: str, ctx: TextContext) -> Iterator[Hit]:
    """民国纪年止于1949年（民国三十八年），以后用公元纪年。"""
    for era in ctx.once(find_eras):
        if era.title != "民国" or era.n < 39:
            continue
        month = re.compile(
            r"(?:\d{1,2}|[一二三四五六七八九十]+)月(?:(?:\d{1,2}|[一二三四五六七八九十]+)日)?"
        ).match(text, era.year_end)
        yield Hit(
            era.start,
            month.end() if month else era.year_end,
            f"民国纪年止于1949年（民国三十八年），这里应改用公元纪年：{1911 + era.n}年。",
            evidence=(f"1911+{era.n}={1911 + era.n}",),
            confidence="certain",
        )


_GLOSSED_ELSEWHERE = re.compile(r"[（(](?:公元)?\d{3,4}年?")


@rule(
    "R184",
    "非公历纪年未注公元",
    level="体",
    basis="GB/T 15835-2011 用法通例；历史纪年括注公元",
    literals=("年",),
    probe=REGNAL_YEAR,
    bad=[
        "清光绪二十六年建义仓。",
        "明万历十二年，知县重修文庙。",
        "民国二十四年，全县大旱。",
    ],
    good=[
        "清光绪二十六年（1900年）建义仓。",
        "1900年（清光绪二十六年）建义仓。",
        "民国二十四年（1935年）全县大旱。民国二十四年冬，设粥厂。",
        "《光绪二十六年志稿》存三卷。",
        "清光绪二十六年庚子（1900年）建义仓。",
    ],
)
def era_year_without_common_year(text: str, ctx: TextContext) -> Iterator[Hit]:
    """年号纪年在一段中第一次出现时括注公元年。"""
    if not ctx.is_body:
        return
    eras = ctx.once(find_eras)
    noted = {(e.title, e.n) for e in eras if e.glossed}
    for paragraph in ctx.before[-30:] if any(not e.glossed for e in eras) else ():
        noted |= {(e.title, e.n) for e in find_eras(paragraph) if e.glossed}
    for era in eras:
        if era.glossed or (era.title, era.n) in noted or (era.n > 38 and era.title == "民国"):
            continue
        years = _years(era, era.n)
        noted.add((era.title, era.n))
        if not years or not (era.dynasty or any(r.dynasty in _FAMILIAR for r in reigns(era.title))):
            continue
        if ctx.is_quoted(era.start, era.year_end):
            continue
        yield Hit(
            era.start,
            era.year_end,
            f"年号纪年应括注公元年：{_name(era, text)}是{_listed(years)}。",
            suggestion=f"{_name(era, text)}（{years[0]}年）"
            if len(years) == 1 and not era.month and years[0] > 0
            else "",
        )
