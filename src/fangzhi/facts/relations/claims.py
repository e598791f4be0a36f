"""Statements of relation (逐年上升, 以某镇最多, 居第三, 少于某乡, 三个乡镇超过万人) and what series say of them.

A statement is told only where every series that it may speak of is against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import chain, pairwise
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.lengths import number
from fangzhi.facts.relations.series import Point, Series, runs_of
from fangzhi.facts.relations.words import (
    among,
    bare,
    is_narrower,
    measures,
    names_in,
    of_year,
    wider,
    within,
)

_N: Final = "[一二两三四五六七八九十]{1,3}|\\d{1,2}"
_UP: Final = "上升|增长|增加|提高|扩大|递增|增大|上涨|攀升|增多|走高|升高|加大|加快"
_DOWN: Final = "减少|下降|降低|递减|缩小|下滑|走低|回落|减小|萎缩|下跌|缩减"
TREND: Final = re.compile(
    rf"(?:呈现?)?(?:逐年|年年|连年|逐月|逐季|一年比一年|(?:已|实现)?连续(?P<n>{_N})年)(?:稳步|持续|大幅|大幅度|小幅|稳定|不断|保持|呈现?|以|有所|都在?|均|递)*"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?=[，。；、：）]|的?(?:趋势|态势|势头)|$)"
)
GREATEST: Final = re.compile(
    "(?P<more>最[多高大长强重](?![限级峰化检法可程值]|[气水]温|人民|[多高大]|[限时])|居首位?|(?:位居|位列|排名|名列|排在|居于?|列|排)"
    "(?:第一|首位|榜首|之首)[位名]?|为冠|之冠)|"
    "(?P<less>最[少低小短轻](?![限级可程值]|[气水]温|生活|工资)|居末位?|垫底|(?:位居|排名|排在|列|居于?)末位?)|"
    f"(?P<next>次之|居次)|(?:位居|位列|排名|名列|排在|居于?|列|排)第(?P<n>{_N})(?:[位名]|(?=[，。；、]|$))"
)
COMPARED: Final = re.compile(
    "(?P<up>多于|高于|大于|超过|长于|重于)|(?P<down>少于|低于|小于|不及|不如|短于|轻于)|"
    "(?P<than>(?<![增减占对之每性例])比)(?![\\d重例值上去较])"
)
_MORE_OR_LESS: Final = re.compile(
    "[^，。；]{0,8}?(?:略|稍|明显|还|要)?(?:(?P<up>[多高大长重])|(?P<down>[少低小短轻]))(?![数级中小学型量额])"
)
ORDERED: Final = re.compile(
    "[由从自](?:(?P<down>多到少|高到低|大到小|高至低|多至少|大至小)|(?P<up>少到多|低到高|小到大))[^，。；\\d]{0,6}(?:依次|分别|顺序|次序|排列)?"
    "(?:为|是|：|:)"
)
_JOIN: Final = re.compile(
    "(?:的|者)?(?:一[个年]|[乡镇村]{1,2}|年份|年|季度|月份|项目|行业|品种|单位|类别?)?(?:，?(?:为|是|即|系|有|当属|首推|出现在)|：)?"
)
_FIGURE: Final = re.compile(
    r"\d[\d,]*(?:\.\d+)?[万亿]?[一-鿿%％‰]{0,4}?(?=[，。；、（）]|$)|\d[\d,.]*"
)
_CLAUSE: Final = "，。；：！？\n"
_TOLD: Final = re.compile(r"[^，。；\d]{0,4}[，（]?[^，。；\d]{0,5}(\d[\d,]*(?:\.\d+)?)(?!\d*年)")
_AND: Final = re.compile("、|和|与|及|以及")
_WEIGHT: Final = re.compile("(?:所占)?(?:比重|份额|占比|比例)")
"""Of parts told in a list, who has the greatest figure has the greatest share."""
_GROSS: Final = re.compile("生产总值|增加值|GDP|总产值")
_ALL: Final = re.compile("均|都|皆")
_SUMMED: Final = re.compile("之和|总和|合计|[两三四五]者|总计|平均")
_BACK: Final = 3
_CLAUSES: Final = 6


class Verdict(msgspec.Struct, frozen=True):
    """Whether a series bears a statement out; if not, why, and where the words begin and end that
    speak of it (0 where those of the pattern alone)."""

    fits: bool
    why: str = ""
    start: int = 0
    end: int = 0


class Related(msgspec.Struct, frozen=True):
    """Words at `start`..`end` that the figures are against, which stand in prose or in a table
    (`tabled`); `why` says which."""

    start: int
    end: int
    why: str
    tabled: bool


def unrelated(text: str, series: Sequence[Series]) -> Iterator[Related]:
    """Give the statements of a text that all series they may speak of are against."""
    named = [s for s in series if any(p.name[:2] in text for p in s.points)]
    for pattern, judged in _KINDS:
        known = series if pattern in (TREND, COUNTED, NUMBERED) else named
        for m in pattern.finditer(text):
            opens = opening(text, m.start())
            ends = min((e for c in _CLAUSE if (e := text.find(c, m.end())) >= 0), default=len(text))
            if known and not wider(text[max(opens, m.start() - 60) : min(ends, m.end() + 24)]):
                yield from judged(text, m, opens, known)


def _told(
    m: re.Match[str], options: Callable[[Series], Sequence[str]], series: Sequence[Series],
    judge: Callable[[Series], Verdict | None],
) -> Iterator[Related]:  # fmt: skip
    """Tell a statement about the nearest words (`options` gives them, the nearest first) that name
    what a series measures, where all such series are against it."""
    judged: list[tuple[int, str, Series, Verdict]] = []
    for s in series:
        told = [(at, w) for at, w in enumerate(options(s) or [""]) if measures(w, s)]
        if told and (verdict := judge(s)) is not None:
            judged.append((*told[0], s, verdict))
    nearest = min((at for at, *_ in judged), default=0)
    against = [(s, v) for at, w, s, v in judged
               if at == nearest and not v.fits and not is_narrower(w, s)]  # fmt: skip
    if against and not any(v.fits for *_, v in judged):
        s, v = against[0]
        start, end = min(v.start or m.start(), m.start()), max(v.end, m.end())
        yield Related(start, end, v.why, not s.in_prose)


def _clause(text: str, end: int, opens: int) -> int:
    return max(opens, *(text.rfind(c, opens, end) + 1 for c in _CLAUSE))


def _plain(words: str) -> str:
    return _FIGURE.sub("", bare(words))


def _trend(text: str, m: re.Match[str], opens: int, series: Sequence[Series]) -> Iterator[Related]:
    begins = _clause(text, m.start(), opens)
    own = text[begins : m.start()]
    if not _plain(own) and begins > opens:
        begins = _clause(text, begins - 1, opens)
        own = text[begins : m.start()].rstrip("，")
    lead = text[opens : m.start()]
    if _GROSS.search(own):
        return
    dated = [s for s in series if s.is_dated and not _is_far(s, m, text)]
    parts = [_plain(part) for part in _AND.split(own)]
    told = (_told(m, partial(_only, w), dated, partial(_runs, m, lead)) for w in parts)
    yield from list(chain.from_iterable(told))[:1]


def _only(words: str, series: Series) -> list[str]:
    return [words]


def _is_far(series: Series, m: re.Match[str], text: str) -> bool:
    """Tell whether a series in prose stands in another sentence than the statement and its next."""
    if not series.in_prose:
        return False
    first, last = (
        sorted((m.end(), series.start)) if series.start > m.end() else (series.end, m.start())
    )
    return text.count("。", min(first, last), max(first, last)) > 1


def _runs(m: re.Match[str], lead: str, series: Series) -> Verdict | None:
    own = within(lead, series)
    if own is None or len(own.points) < _BACK:
        return None
    sign = 1 if m["up"] else -1
    if m["n"]:
        rises, falls = runs_of(own)
        said, run = number(m["n"]), rises if m["up"] else falls
        if not said or not rises + falls or len(own.points) < said:
            return None
        way = "上升" if m["up"] else "下降"
        return Verdict(run >= said - 1, f"所列各年之中连续{way}的最多{run}年")
    against = [(a, b) for a, b in pairwise(own.points) if sign * (b.value - a.value) < 0]
    if not against:
        return Verdict(True)
    a, b = against[0]
    return Verdict(False, f"{a.name}为{a.shown}，{b.name}为{b.shown}")


def _greatest(
    text: str, m: re.Match[str], opens: int, series: Sequence[Series]
) -> Iterator[Related]:
    before = [o for o in GREATEST.finditer(text, opens, m.start())]
    less = bool(m["less"]) or (bool(m["next"]) and bool(before) and bool(before[-1]["less"]))
    rank = 2 if m["next"] else (number(m["n"]) or 0) if m["n"] else 1
    if rank < 1 or (m["n"] and re.search("倒数|[少低小]到[多高大]", text[opens : m.start()])):
        return
    begins = max(_clause(text, m.start(), opens), before[-1].end() if before else 0)
    piece = text[begins : m.start()]
    clauses = _clauses_before(text, begins, opens)

    def judge(s: Series) -> Verdict | None:
        placed = _placed(text, m, begins, clauses, s, bool(before))
        kept = of_year(text[opens : m.end()], among(text[opens : m.start()], s))
        if placed is None or kept is None or len(kept.points) < _BACK or _is_far(s, m, text):
            return None
        if s.start <= m.start() < s.end:
            return None
        start, end, place = placed
        if place not in kept.points or _is_of_another(text, max(m.end(), end), place):
            return None
        verdict = _ranked(place, kept, rank, less, bool(before))
        return verdict and msgspec.structs.replace(verdict, start=start, end=end)

    yield from _told(m, partial(_options, piece, clauses), series, judge)


def _options(piece: str, clauses: Sequence[str], series: Series) -> list[str]:
    """The words that may say what is measured: those right before, else those of clauses before."""

    def plain(words: str) -> str:
        for name in sorted((p.name for p in series.points if len(p.name) > 1), key=len)[::-1]:
            words = words.replace(name, "")
        words = GREATEST.sub("", words)
        return _plain(_WEIGHT.sub("", words) if series.in_prose else words)

    own = plain(piece)
    return [own] if own else [w for c in clauses if (w := plain(c))]


def _clauses_before(text: str, begins: int, opens: int) -> list[str]:
    found: list[str] = []
    while begins > opens and len(found) < _CLAUSES:
        start = _clause(text, begins - 1, opens)
        found.append(
            text[start : begins - 1] if text[begins - 1] in _CLAUSE else text[start:begins]
        )
        begins = start
    return found


def _placed(
    text: str, m: re.Match[str], begins: int, clauses: Sequence[str], series: Series, joined: bool
) -> tuple[int, int, Point] | None:
    """The one point that is said to be the greatest, and where: named right behind, or else before."""
    join = _JOIN.match(text, m.end())
    if join is not None and re.search("[的者为是：]", join.group()):
        after = names_in(text[join.end() : join.end() + 20], series)
        if after and after[0][0] == 0:
            end = join.end() + after[0][1]
            return None if text[end : end + 1] in ("、", "和", "与") else (0, end, after[0][2])
    piece = text[begins : m.start()]
    own = names_in(piece, series)
    if own:
        start = begins + own[0][0]
        return (start, 0, own[0][2]) if len({p.name for _, _, p in own}) == 1 else None
    last = names_in(clauses[0], series) if clauses else []
    if len({p.name for _, _, p in last}) != 1:
        return None
    point = last[-1][2]
    goes_on = joined and re.match("[、，]|和|且|也", piece)
    alone = not _plain(piece)
    return (0, 0, point) if goes_on or alone or point.shown in clauses[0] else None


def _is_of_another(text: str, at: int, place: Point) -> bool:
    """Tell whether the figure told right behind is not the one of the series (最多，增42人)."""
    told = _TOLD.match(text, at)
    if told is None:
        return False
    one, other = (f.replace(",", "").replace(".", "").strip("0") for f in (told[1], place.shown))
    return not (one.startswith(other) or other.startswith(one))


def _ranked(place: Point, series: Series, rank: int, less: bool, listed: bool) -> Verdict | None:
    sign = -1 if less else 1
    own = sign * place.value
    ahead = [p for p in series.points if sign * p.value > own]
    equal = sum(sign * p.value == own for p in series.points)
    if len(ahead) < rank <= len(ahead) + equal:
        return Verdict(True)
    if len(ahead) < rank:
        return Verdict(False, f"按所列各数，{place.name}居第{len(ahead) + 1}") if listed else None
    if rank > 1:
        return Verdict(False, f"按所列各数，{place.name}居第{len(ahead) + 1}")
    way = "少于" if less else "多于"
    first = max(ahead, key=lambda p: sign * p.value)
    return Verdict(False, f"{first.name}为{first.shown}，{way}{place.name}的{place.shown}")


def _compared(
    text: str, m: re.Match[str], opens: int, series: Sequence[Series]
) -> Iterator[Related]:
    begins = _clause(text, m.start(), opens)
    piece, after = text[begins : m.start()], text[m.end() : m.end() + 30]
    after = re.split("[，。；：\n]", after)[0]
    if _SUMMED.search(piece + after):
        return

    def judge(s: Series) -> Verdict | None:
        ones, others = names_in(piece, s), names_in(after, s)
        if not ones or len(others) != 1 or others[0][0] > 0:
            return None
        if len(ones) > 1 and not _ALL.search(piece):
            return None
        rest = after[others[0][1] :]
        way = _MORE_OR_LESS.match(rest) if m["than"] else m
        if way is None or not _is_measured(rest, way, m, s):
            return None
        sign = 1 if way["up"] else -1
        if _is_far(s, m, text):
            return None
        wrong = [p for _, _, p in ones if sign * (p.value - others[0][2].value) < 0]
        if not wrong:
            return Verdict(True)
        one, other = wrong[0], others[0][2]
        why = f"{one.name}为{one.shown}，{other.name}为{other.shown}"
        end = way.end() if m["than"] else 0
        return Verdict(False, why, begins + ones[0][0], m.end() + others[0][1] + end)

    clauses = _clauses_before(text, begins, opens)
    yield from _told(m, partial(_options, piece, clauses), series, judge)


def _is_measured(rest: str, way: re.Match[str], m: re.Match[str], series: Series) -> bool:
    words = rest[: way.start("up" if way["up"] else "down")] if m["than"] else rest
    words = _plain(words)
    return not words or measures(words, series) > 0


def _in_order(
    text: str, m: re.Match[str], opens: int, series: Sequence[Series]
) -> Iterator[Related]:
    begins = _clause(text, m.start(), opens)
    after = re.split("[。；\n]", text[m.end() :])[0][:200]
    sign = -1 if m["up"] else 1

    def judge(s: Series) -> Verdict | None:
        names = names_in(after, s)
        if len(names) < _BACK or (s.in_prose and s.start < m.end()):
            return None
        odd = [(a[2], b[2]) for a, b in pairwise(names) if sign * (a[2].value - b[2].value) < 0]
        if not odd:
            return Verdict(True)
        a, b = odd[0]
        why = f"{a.name}为{a.shown}，排在其后的{b.name}为{b.shown}"
        return Verdict(False, why, 0, m.end() + names[-1][1])

    piece = text[begins : m.start()]
    clauses = _clauses_before(text, begins, opens)
    yield from _told(m, partial(_options, piece, clauses), series, judge)


_KIND: Final = "乡镇|镇街|[镇乡村县市区]|行政村|社区|街道|年份|单位|行业|品种"
_LIMIT: Final = (
    r"(?P<cmp>超过|超|突破|高于|多于|大于|在|达到?|不足|不到|低于|少于|小于)"
    r"(?P<v>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>[^\d，。；、（）的]{1,6}?)(?P<end>以上|以下)?"
)
COUNTED: Final = re.compile(
    rf"(?P<n>{_N})个(?P<kind>{_KIND})(?:的|中|，)?(?P<words>[^，。；\d]{{0,14}}?){_LIMIT}(?=[，。；、（）]|$)"
)
NUMBERED: Final = re.compile(
    rf"(?P<words>){_LIMIT}的(?:{_KIND})?(?:共?有|为|达|共)?(?P<n>{_N})个(?P<kind>{_KIND}|(?=[，。；、（）]|$))"
)
_SCALES: Final = {"": 0, "万": 4, "亿": 8}
_OVER: Final = re.compile("超|突|高于|多于|大于|达")
_SCALED: Final = re.compile("(?P<scale>[万亿]?)(?P<unit>.+)")


def _counted(
    text: str, m: re.Match[str], opens: int, series: Sequence[Series]
) -> Iterator[Related]:
    limit = Decimal(m["v"].replace(",", "")).scaleb(_SCALES[m["scale"]])
    over = m["end"] == "以上" or (m["end"] is None and _OVER.match(m["cmp"]) is not None)
    if m["cmp"] == "在" and not m["end"]:
        return
    strict = m["end"] is None

    def judge(s: Series) -> Verdict | None:
        unit = _SCALED.fullmatch(s.unit)
        if unit is None or unit["unit"] != m["unit"] or s.in_prose:
            return None
        kind = m["kind"] if m["kind"] in ("镇", "乡", "村", "县", "市", "区") else ""
        points = [p for p in s.points if p.name.endswith(kind)]
        values = [p.value.scaleb(_SCALES[unit["scale"]]) for p in points]
        sure = sum(v > limit if over else v < limit for v in values)
        equal = values.count(limit)
        said = number(m["n"])
        if len(points) < _BACK or said > len(points):
            return None
        fits = (
            said == sure
            or (bool(equal) and said == sure + equal)
            or (strict and said == sure + equal)
        )
        return Verdict(fits, f"按所列各数应为{sure}个")

    words = _plain(m["words"])
    begins = _clause(text, m.start(), opens)
    piece = text[begins : m.start()]
    clauses = _clauses_before(text, begins, opens)
    yield from _told(m, lambda s: [words] if words else _options(piece, clauses, s), series, judge)


Judged = Callable[[str, re.Match[str], int, Sequence[Series]], Iterator[Related]]
_KINDS: Final[tuple[tuple[re.Pattern[str], Judged], ...]] = (
    (TREND, _trend), (GREATEST, _greatest), (COMPARED, _compared), (ORDERED, _in_order),
    (COUNTED, _counted), (NUMBERED, _counted),
)  # fmt: skip
