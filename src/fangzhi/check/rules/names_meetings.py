"""B 时间表述: numbers of congresses, plenums and sessions against the months they were held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.data.meetings import MEETINGS
from fangzhi.check.rules.names_when import when_of
from fangzhi.facts.dates import find_dates

Month = tuple[int, int]
_N = "[一二三四五六七八九十]{1,3}"
_MEETING = (
    f"(?:(?:中国共产党|中共|党的)第?(?P<party>{_N}(?:届{_N}中全会|大(?![队型小学有])))"
    f"|(?:中国共产党|中共|党的)第(?P<congress>{_N})次全国代表大会"
    f"|第?(?P<plenum>{_N}届{_N}中全会)"
    f"|第?(?P<term>{_N})届全国(?:人大|人民代表大会)(?:第)?(?P<session>{_N})次会议"
    f"|全国人大(?:第)?(?P<term2>{_N})届(?:第)?(?P<session2>{_N})次会议)"
)
_DAY = r"(?:[0-9]{1,2}日)?(?:[—～~至到\-](?:[0-9]{1,2}月)?[0-9]{1,2}日)?"
_BEFORE = re.compile(
    rf"(?<!\d)(?P<y>[0-9]{{4}})年(?:(?P<m>[0-9]{{1,2}})月{_DAY})?"
    rf"(?P<held>召开的?|举行的?)?(?P<comma>，)?{_MEETING}"
    "(?P<after>之?后|以后|以来)?(?!(?:[（(][^）)]{0,12}[）)])?精神|路线|方针|(?!作出(?!的)|通过(?![的了]))[^，。；]{0,6}(?:决定|决议|报告|精神))"
)
_AFTER = re.compile(
    rf"{_MEETING}(?:[（(]|[于在]|，?(?:召开|举行)[于在])(?P<y>[0-9]{{4}})年(?:(?P<m>[0-9]{{1,2}})月)?"
)


@cache
def _meetings() -> dict[str, tuple[Month, Month]]:
    """Months of every meeting: 十二大, 十一届三中全会, 全国人大六届一次会议."""
    known = dict(MEETINGS)
    path = files("fangzhi.check.rules") / "data" / "names_meetings.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            term, session, first, *last = line.split("\t")
            ends = last[0] if last and last[0] else first
            known[f"全国人大{term}届{session}次会议"] = (_month(first), _month(ends))
    return known


def _month(text: str) -> Month:
    year, month = text.split("-")
    return int(year), int(month)


def _name(m: re.Match[str]) -> str:
    if m["party"] or m["plenum"]:
        return m["party"] or m["plenum"]
    if m["congress"]:
        return m["congress"] + "大"
    return f"全国人大{m['term'] or m['term2']}届{m['session'] or m['session2']}次会议"


@rule(
    "R038",
    "会议届次错",
    level="硬",
    basis="中共历次全国代表大会、中央全会，全国人大历次会议日期表",
    literals=("中全会", "中共", "中国共产党", "党的", "次会议"),
    bad=[
        "1977年12月中共十一届三中全会召开。",
        "2013年11月召开的中共十八大提出目标。",
        "中共十五大（1998年9月）召开。",
        "1989年9月，第七届全国人民代表大会第一次会议召开。",
        "1993年12月，十四届三中全会作出决定。",
        "1983年9月，中国共产党第十二次全国代表大会在北京召开。",
        "1979年12月，中共十一届三中全会后，队里分组作业。",
        Example(paragraphs=("# 1997年", "9月，全县收看中共十四大开幕实况。")),
        "2012年，他回乡办学，同年10月收看中国共产党第十八次全国代表大会开幕会。",
    ],
    good=[
        "1978年12月中共十一届三中全会召开。",
        "2012年11月召开的中共十八大提出目标。",
        "1980年，中共十一届三中全会精神传达到村。",
        "1988年3月25日至4月13日，第七届全国人民代表大会第一次会议召开。",
        "1984年，十二届三中全会后，城市改革铺开。",
        Example("县第十二届人民代表大会第一次会议于1990年召开。"),
    ],
)
def meeting_date(text: str, ctx: TextContext) -> Iterator[Hit]:
    """全国代表大会、中央全会、全国人大会议的年月须与史实相符。"""
    if "中全会" not in text and "大" not in text:
        return
    yield from _heard(text, ctx)
    for pattern in (_BEFORE, _AFTER):
        for m in pattern.finditer(text):
            held = _meetings().get(_name(m))
            if held is None:
                continue
            first, last = held
            if pattern is _BEFORE and _is_afterwards(m) and not _is_year_wrong(m, first):
                continue
            written = (int(m["y"]), int(m["m"] or 0))
            right = first <= written <= last if written[1] else first[0] <= written[0] <= last[0]
            if not right:
                exact = f"{first[0]}年{first[1]}月"
                yield Hit(
                    *m.span(),
                    f"{_name(m)}于{exact}召开，与所写时间不符，请核对年月或届次。",
                    evidence=(f"会议日期表：{_name(m)} {exact}",),
                )


def _is_year_wrong(m: re.Match[str], held: Month) -> bool:
    """The very month of the meeting in a year beside its own: 1979年12月，十一届三中全会后."""
    return bool(m["m"]) and int(m["m"]) == held[1] and 0 < abs(int(m["y"]) - held[0]) <= 2


_MET = re.compile(
    "(?:收听|收看|观看|聆听|转播|直播|热烈庆祝|庆祝|喜迎)[^，。；]{0,8}?(?P<all>"
    + _MEETING
    + ")(?=开幕|闭幕|召开|胜利|实况|盛况|大会)"
)
"""Who hears or sees a meeting does so on its day."""


def _may_be(on: str, held: tuple[Month, Month]) -> bool:
    """Tell whether a day, month or year as printed (2012-10) may be of the meeting."""
    year, month, *_ = (*(int(part) for part in on.split("-")), 0)
    first, last = held
    return first <= (year, month) <= last if month else first[0] <= year <= last[0]


def _in_clause(text: str, at: int, ctx: TextContext) -> tuple[str, ...]:
    """Give the month told in the clause itself: 2012年回乡，同年10月收看…"""
    opens = max(text.rfind(sign, 0, at) for sign in "，；。") + 1
    told = [d for d in ctx.once(find_dates) if opens <= d.start and d.end <= at]
    return (
        (f"{told[0].year}-{told[0].month}",)
        if len(told) == 1 and told[0].year and told[0].month
        else ()
    )


def _heard(text: str, ctx: TextContext) -> Iterator[Hit]:
    for m in _MET.finditer(text):
        held = _meetings().get(_name(m))
        when = when_of(text, *m.span("all"), ctx)
        if held is None or when is None or not when.plain:
            continue
        if not any(_may_be(on, held) for on in _in_clause(text, m.start(), ctx) or when.dates):
            exact = f"{held[0][0]}年{held[0][1]}月"
            yield Hit(
                *m.span("all"),
                f"{_name(m)}于{exact}召开，与所记时间不符（{when.said}），请核对年月或届次。",
                evidence=(f"会议日期表：{_name(m)} {exact}",),
            )


def _is_afterwards(m: re.Match[str]) -> bool:
    # “1980年，中共十一届三中全会后”: the year of what came of it, not of the meeting
    exact = m["held"] or (m["m"] and not m["comma"])
    return bool(m["after"]) and not exact
