"""Ages (年岁) said in any words, where the text dates them: 活到八十四岁, 十九岁考入…，时为1917年.

lives.py knows the turns of phrase that say whose age it is and of when. Here every year that may be
meant is tried: one that bears the age out settles it; where none does and one birth alone is told,
the age is doubted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.lengths import number
from fangzhi.facts.calendar.timeline import timeline
from fangzhi.facts.dates import Date, find_dates
from fangzhi.facts.lives import KIN_TOLD, Age, Life

_HUNDRED: Final = "一百(?:[零〇][一二三四五六七八九]|一?十[一二三四五六七八九]?)?"
_N: Final = (
    rf"\d{{1,3}}|{_HUNDRED}|[一二三四五六七八九]?十有?[一二三四五六七八九]?|[一二三四五六七八九]"
)
_AGE: Final = re.compile(
    rf"(?<![\d一二三四五六七八九十百年月.—～])(?P<n>{_N})(?P<half>周)?岁(?![以之][上下前后内]|[多余至到—～、]|左右|半|开外|的[^，。；]{{0,6}}[子女孙弟妹儿父母妻夫])"
    rf"|(?<=年)(?:方|仅|才|已|甫|届)?(?P<n2>[一二三四五六七八九]?十有?[一二三四五六七八九]?)(?=而?[卒殁亡终死逝]|的[一-鿿]{{2,3}})"
    rf"|(?:寿|享年|终年|得年|时年|活到|活至|寿至|寿高)(?P<n3>\d{{2,3}}|{_HUNDRED}|[一二三四五六七八九]?十有?[一二三四五六七八九]?)岁?(?=[，。；而、）]|$)"
)
_VAGUE: Final = re.compile("满|不满|未满|约|近|逾|过|余|多|差|不足|不到|将|几|平均|每|第|上|寄?满$")
_SHORT_YEAR: Final = re.compile(r"(?<![\d—～])\d\d年(?![代来间后前内以多余度])")
"""83年获奖，时年40岁: of a year that is told without its century."""
_RANGED: Final = re.compile("[\\d岁][至到]$")
_AT_DEATH: Final = re.compile("卒|殁|亡|终|死|逝|寿|活|世|牺牲|遇害|就义|阵亡|殉")
_NOW: Final = re.compile("(?:已经?|现年?|今年|现已|时年|年届|高龄|，|是年)$")
_OTHERS: Final = re.compile(
    "(?:[长次三四幼独养][子女]|其[子女妻夫弟兄妹姐孙侄]|[儿女]子|女儿|儿子|丈夫|妻子|弟弟|妹妹|哥哥|姐姐|侄[子女儿]|孙[子女儿]|平均|人均)[^，。；]{0,12}$"
)
_THAT_YEAR: Final = re.compile("(?:那年|时|的那年|这年)?[，（]?(?:也就是|即|正是|正当|时[为值当])")
_SAME: Final = 12
_FAR: Final = 2000
_REACH: Final = 400
"""No sentence is longer; a bound keeps a text without breaks from being read again for every age."""
_PIECE: Final = "。！？；\n"
_ENDS: Final = re.compile(f"[{_PIECE}]")


def ages_told(text: str, life: Life | None, own: int = 0) -> Iterator[Age]:
    """Give the ages that no year told near them bears out; `own` is the year of a yearbook."""
    if "岁" not in text and "年" not in text and "寿" not in text:
        return
    line: _Line | None = None
    for m in _AGE.finditer(text):
        if _RANGED.search(text, max(0, m.start() - 3), m.start()):
            continue
        said = number((m["n"] or m["n2"] or m["n3"]).replace("有", ""))
        opens, ends = max(opening(text, m.start()), m.start() - _REACH), _end(text, m.end())
        if said < 6 or _VAGUE.search(text, max(opens, m.start() - 2), m.start()):
            continue
        if _SHORT_YEAR.search(text, opens, m.start()) is not None:
            continue
        if KIN_TOLD.search(text, opens, ends) or _OTHERS.search(text, opens, m.start()):
            continue
        if line is None:
            line = _Line(text)
        born = _birth(text, line, m.start(), life)
        if not born:
            continue
        about = text[max(opens, m.start() - 6) : m.end() + 4]
        year = _year(text, line, m, born, life, bool(_AT_DEATH.search(about)), own)
        if year > born and abs(year - born - said) > 1:
            after = next((d.end for d in line.within(m.end(), m.end() + _SAME + 1)), m.end())
            end = after if _THAT_YEAR.match(text, m.end()) else m.end()
            yield Age(m.start(), end, said, born, year, bool(_AT_DEATH.search(about)))


class _Line:
    """The dates of a text that say their year, and which of them are births."""

    def __init__(self, text: str) -> None:
        line = timeline(text, find_dates(text), find_eras(text))
        self.dates = [d for d in line if "y" in d.said]
        self.starts = [d.start for d in self.dates]
        births = [d for d in self.dates if _is_birth(text, d)]
        self.births = {d.start for d in births}
        self.born = {d.year for d in births}
        self.of_kin = any(
            KIN_TOLD.search(text, opening(text, d.start, _PIECE), d.start) for d in births
        )

    def within(self, low: int, high: int) -> Sequence[Date]:
        """The dates that start at `low` or behind, before `high`."""
        return self.dates[bisect_left(self.starts, low) : bisect_left(self.starts, high)]


def _birth(text: str, line: _Line, at: int, life: Life | None) -> int:
    """The one birth told in the piece of the sentence, else in the paragraph, else of the entry."""
    opens, ends = opening(text, at, _PIECE), _end(text, at)
    here = {d.year for d in line.within(opens, ends) if d.start in line.births}
    if not here and life is not None:
        here = {life.born} | line.born
    elif not here and not line.of_kin:
        here = line.born
    return next(iter(here)) if len(here) == 1 else 0


def _year(
    text: str, line: _Line, m: re.Match[str], born: int, life: Life | None, dead: bool, own: int,
) -> int:  # fmt: skip
    """The year an age is most likely of, or one that bears it out; 0 where none is told."""
    said = number((m["n"] or m["n2"] or m["n3"]).replace("有", ""))
    opens, ends = opening(text, m.start()), _end(text, m.end())
    here = [d for d in line.within(max(opens, m.start() - _REACH), ends) if d.year != born
            and d.start not in line.births and not _tells_on(text, m, d)]  # fmt: skip
    years = [d.year for d in here]
    if dead and life is not None and life.died:
        years = [y for y in years if y == life.died] or [life.died]
    elif not years and _NOW.search(text, max(0, m.start() - 4), max(m.start("n"), m.start("n3"))):
        years = [own] if own else _told_before(line, opens, born, said)
    if not years:
        return _year_of_doing(text, line, m)
    fit = next((y for y in years if abs(y - born - said) <= 1), 0)
    if fit or len(set(years)) == 1:
        return fit or years[0]
    clause, stop = opening(text, m.start(), "，。；\n"), m.end()
    near = {d.year for d in here if clause <= d.start < stop + 8}
    near = near or {d.year for d in [e for e in here if e.end <= m.start()][-1:]}
    return near.pop() if len(near) == 1 else 0


def _told_before(line: _Line, opens: int, born: int, said: int) -> list[int]:
    """2008年重阳节前夕走访百岁老人。某氏，1908年3月出生，时年100岁: the last year told before the
    sentence, or any of the paragraph that bears the age out."""
    years = [d.year for d in line.within(max(0, opens - _FAR), opens) if d.year > born]
    return [y for y in years if abs(y - born - said) <= 1] or years[-1:]


def _tells_on(text: str, m: re.Match[str], date: Date) -> bool:
    """14岁考入中学，1927年入团: the year is that of the next doing."""
    if date.start < m.end() or _THAT_YEAR.match(text, m.end()):
        return False
    if text.find("，", m.end(), date.start) < 0:
        return False
    return _AT_THAT_TIME.search(text[max(m.end(), date.start - 4) : date.start]) is None


_AT_THAT_TIME: Final = re.compile("(?:时[为在当值]?|是年|事在|这年[为是])$")


_DOING: Final = re.compile("(?P<doing>[一-鿿]{2})时$")


def _year_of_doing(text: str, line: _Line, m: re.Match[str]) -> int:
    """1942年返乡办学。林生于1915年，返乡时27岁: the one year of the sentence that tells the doing."""
    found = _DOING.search(text, max(0, m.start() - 3), m.start())
    at = text.find(found["doing"], 0, m.start() - 3) if found is not None else -1
    if at < 0:
        return 0
    opens, ends = opening(text, at), _end(text, at)
    years = {d.year for d in line.within(opens, ends) if d.start not in line.births}
    return years.pop() if len(years) == 1 else 0


def _end(text: str, position: int) -> int:
    found = _ENDS.search(text, position, position + _REACH)
    return found.start() if found is not None else min(len(text), position + _REACH)


def _is_birth(text: str, date: Date) -> bool:
    """Tell whether a date is that of a birth: 生于1902年, 1872年出生, 1878年）生."""
    before = text[max(0, date.start - 16) : date.start]
    after = text[date.end : date.end + 8]
    if re.search("(?:出生|诞生|生)(?:于|在)[^，。；]{0,10}$", before):
        return True
    return re.match("[）)]?(?:出生|诞生|降生|生人?(?=[，。于在。；）（]|$))", after) is not None
