"""Ranks and orders (名次) said of figures that stand beside them, in a list or a table.

由多到少依次为 wants figures that only fall; 列四乡镇第三位 wants three-minus-one greater ones in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.lengths import number
from fangzhi.facts.tables import Grid

_N: Final = "[一二三四五六七八九十]{1,3}|\\d{1,2}"
RANKED: Final = re.compile(
    f"(?P<verb>名列|位列|位居|居于|排名|排在|列|居|排|获|得|占|为|是)(?P<scope>[^，。；、“”（）\\d]{{0,12}}?(?:\\d{{1,2}}个?[一-鿿]{{1,3}})?(?:中|内|的|之)?)"
    f"(?:第(?P<n>{_N})(?:[位名]|(?=[，。；]|$))|(?P<first>首位|榜首|之首|之冠)|(?P<last>末位|之末|榜尾))"
)
ORDERED: Final = re.compile(
    "(?:由|从|自|按)[^，。；\\d]{0,10}?(?P<a>多|高|大|长|强|重|快|好|深|厚)(?:到|至|往)(?P<b>少|低|小|短|弱|轻|慢|差|浅|薄)"
    "|(?:由|从|自|按)[^，。；\\d]{0,10}?(?P<c>少|低|小|短|轻|浅)(?:到|至|往)(?P<d>多|高|大|长|重|深)"
)
_ITEM: Final = re.compile(
    r"(?P<name>[一-鿿×·Ａ-Ｚ]{1,12}?)(?:[为有达计是得获：:]|占地|共计?|分别为?)?[（(]?(?P<v>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>[一-鿿%％‰]{1,4}?)[）)]?(?=[，、；。）（和与及]|$)"
)
_TOLD: Final = re.compile(f"{RANKED.pattern}|居首|次之")
"""Where the rank of another ends."""
_BETWEEN: Final = re.compile("[，、；]|和|与|及|以及")
_SLOW: Final = re.compile("秒|分|时|分钟|小时|天|日")
_LESS: Final = re.compile(
    "(?<!多)少|低|短|快|轻|亏|用时|耗|死亡|事故|违|案|能耗|成本|倒数|降幅|下降"
)
_WIDE: Final = re.compile("全?[国省市县区州旗世]|全[国省市县区州旗乡镇村]|[各]")
_LISTED: Final = re.compile(
    "排列|排名|排序|依次|榜|名次|总分|积分|上列|以上|[一二三四五六七八九十\\d]+个?[乡镇县市区村校队组厂社]"
)
_BOARD: Final = re.compile("榜|排列|排名|排序|名次|总分|积分")
"""Words of a list that holds all who are ranked."""
_BACK: Final = 160
_TOTAL: Final = re.compile("合计|总计|小计|全[县市区乡镇村州旗省国]|平均|其中")
_KIND: Final = re.compile("(?:代表[队团]|[镇乡县市区村队校团厂社])+$")
_LEAST: Final = 3
_AHEAD: Final = 40


class Listed(msgspec.Struct, frozen=True):
    """Something that is ranked: its name, its figure, where it stands."""

    name: str
    value: Decimal
    start: int
    end: int


class Misranked(msgspec.Struct, frozen=True):
    """Words at `start`..`end` that the figures speak against; `why` says how."""

    start: int
    end: int
    why: str


def lists_in(text: str) -> list[list[Listed]]:
    """Give the runs of three or more names with figures of one unit."""
    runs: list[list[Listed]] = []
    last: re.Match[str] | None = None
    for m in _ITEM.finditer(text):
        one = Listed(m["name"], _value(m["v"], m["scale"]), m.start(), m.end())
        goes_on = last is not None and _BETWEEN.fullmatch(text, last.end(), m.start()) is not None
        if (
            goes_on
            and last is not None
            and (last["unit"], last["scale"]) == (m["unit"], m["scale"])
        ):
            runs[-1].append(one)
        else:
            runs.append([one])
        last = m
    return [run for run in runs if len(run) >= _LEAST]


_SCALES: Final = {"": 0, "万": 4, "亿": 8}


def _value(digits: str, scale: str) -> Decimal:
    return Decimal(digits.replace(",", "")).scaleb(_SCALES[scale])


def rows_of(grid: Grid, words: str) -> list[Listed]:
    """Give the rows of a table with the figures of the one column that the words may mean."""
    columns = [c for c in grid.columns if (c.index and not c.year) or c.additive]
    columns = [c for c in columns if sum(grid.number(r.index, c.index) is not None for r in grid.rows)
               >= _LEAST and not re.search("序号|编号|年份|名次|位次", c.header)]  # fmt: skip
    if len(columns) > 1:
        near = {words[i : i + 2] for i in range(len(words) - 1)}
        scores = [sum(h[i : i + 2] in near for i in range(len(h) - 1)) for h in
                  (re.sub("[（(].*", "", c.header) for c in columns)]  # fmt: skip
        best = max(scores)
        columns = [c for c, s in zip(columns, scores, strict=True) if s == best > 0]
    if len(columns) != 1:
        return []
    found = []
    for row in grid.rows:
        figure = grid.number(row.index, columns[0].index)
        if figure is not None and row.label and not row.total and not _TOTAL.search(row.label):
            found.append(Listed(row.label.strip(), figure.value, 0, 0))
    return found if len(found) >= _LEAST else []


def misordered(text: str) -> Iterator[Misranked]:
    """Give the figures of a list that break the order said of it."""
    for m in ORDERED.finditer(text):
        runs = [run for run in lists_in(text) if 0 <= run[0].end - m.end() <= _AHEAD
                and "。" not in text[m.end() : run[0].end]]  # fmt: skip
        for run in runs[:1]:
            sign = 1 if m["a"] else -1
            odd = _odd_ones(run, sign)
            if odd:
                first, last = odd[0], odd[-1]
                way = m.group()[-3:]
                yield Misranked(first.start, last.end, f"说是{way}，这里却不合这个次序")


def _odd_ones(run: Sequence[Listed], sign: int) -> list[Listed]:
    """The items of which each, left out, would leave the rest in order."""
    if _falls(run, sign):
        return []
    alone = [n for n in range(len(run)) if _falls([*run[:n], *run[n + 1 :]], sign)]
    if not alone or alone[-1] - alone[0] > 1:
        return []
    return [run[n] for n in alone]


def _falls(run: Sequence[Listed], sign: int) -> bool:
    return all(sign * (a.value - b.value) >= 0 for a, b in pairwise(run))


def misranked(
    text: str, lists: Sequence[Sequence[Listed]], grids: Sequence[Grid]
) -> Iterator[Misranked]:
    """Give the ranks that the lists of the text and before it, or the tables beside it, speak against."""
    for m in RANKED.finditer(text):
        listed = [i.end for run in lists_in(text) for i in run if i.end <= m.start()]
        last = [r.end() for r in _TOLD.finditer(text, max(0, m.start() - _BACK), m.start())]
        before = text[max(opening(text, m.start()), *listed, *last, 0) : m.start()]
        runs = [*lists, *(rows for g in grids if (rows := rows_of(g, before + m["scope"])))]
        judged = [found for run in runs if (found := _judge(m, before, run)) is not None]
        if judged and all(not fit for fit, _ in judged):
            start = m.start("n") if m["n"] else m.start("first") if m["first"] else m.start("last")
            yield Misranked(start, m.end(), judged[0][1])


def _judge(m: re.Match[str], before: str, run: Sequence[Listed]) -> tuple[bool, str] | None:
    """Whether a list bears a rank out, and what it says; None where it does not speak of it."""
    own = [item for item in run if _is_named(item.name, before)]
    if len(own) != 1 or _LESS.search(before[-24:] + m["scope"]):
        return None
    item = own[0]
    greater = sum(other.value > item.value for other in run)
    equal = sum(other.value == item.value for other in run)
    said = number(m["n"]) if m["n"] else 1 if m["first"] else len(run)
    fit = greater < said <= greater + equal
    listed = _LISTED.search(before + m["scope"]) is not None
    whole = _BOARD.search(m.string, max(0, m.start() - _BACK), m.start()) is not None
    if not fit and _WIDE.search(m["scope"]) and not whole and said > greater:
        return None  # 全县第九位, of a list of some
    if not fit and said > len(run) and not (listed or whole):
        return None
    least = sum(other.value < item.value for other in run) + 1
    falls = _falls(run, 1)
    if not fit and m["n"] and said == least and not falls and not listed:
        return None
    return fit, f"按所列各数，{item.name}居第{greater + 1}"


def _is_named(name: str, words: str) -> bool:
    """Tell whether the words name it: 东桥 of 东桥代表队, 白沙镇."""
    bare = _KIND.sub("", name)
    bare = bare if len(bare) > 1 else name
    return len(bare) > 1 and bare in words


_RANKS: Final = re.compile("名次|位次|排名|排位|序位")


def wrong_ranks(grid: Grid) -> Iterator[tuple[int, int, str]]:
    """Give (row, column, why) of the one rank of a column that the figures of another speak against."""
    rows = [r for r in grid.rows if r.label and not r.total and not _TOTAL.search(r.label)]
    for column in grid.columns:
        ranks = {r.index: n.value for r in rows if (n := grid.number(r.index, column.index))}
        if _RANKS.search(column.header) is None or len(ranks) <= _LEAST or len(ranks) != len(rows):
            continue
        found = []
        for other in grid.columns:
            figures = {i: n.value for i in ranks if (n := grid.number(i, other.index))}
            if other.index == column.index or len(figures) != len(ranks):
                continue
            for sign in (1, -1):
                found.append([i for i in ranks if not _bears(ranks[i], figures, i, sign)])
        if found and len(best := min(found, key=len)) == 1:
            yield (
                best[0],
                column.index,
                f"按表中各数，{grid.words_of(best[0])}的名次不是{ranks[best[0]]}",
            )


def _bears(rank: Decimal, figures: dict[int, Decimal], row: int, sign: int) -> bool:
    own = sign * figures[row]
    greater = sum(sign * value > own for value in figures.values())
    equal = sum(sign * value == own for value in figures.values())
    return greater < rank <= greater + equal
