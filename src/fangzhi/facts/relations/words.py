"""The words of a statement of relation: what is measured, of whom, over which years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from fangzhi.facts.calendar.lengths import number
from fangzhi.facts.relations.series import Point, Series

_TABLE: Final = re.compile(
    r"[（(]?(?:据|从|由|如|见|按|以)?(?:上|下)?表\s*[\d一二三四五六七八九十]*(?:\s*[-—–－.．·]\s*\d+)*"
    r"(?:可以?见|可知|显示|表明|所[列示载]|看出?|可以?看[出到]|中)*[）)]?"
)
TABLE_NAMED: Final = re.compile(r"表\s*(\d+(?:\s*[-—–－.．·]+\s*\d+)*|[一二三四五六七八九十]+)")
_SPAN: Final = re.compile(
    r"(?<!\d)(?P<first>(?:1[89]|20)\d\d)年?[末底初]?(?:[—–－\-~～至到]|——)(?P<last>(?:1[89]|20)\d\d)年"
)
_SINCE: Final = re.compile(
    r"(?<!\d)(?P<first>(?:1[89]|20)\d\d)年[末底初]?(?:以来|起|以后|之后|开始|后)"
)
_YEARS: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d\d年?(?:[末底初]|度|全年)?")
_LAST_YEARS: Final = re.compile(
    r"(?:近|最近|后|前|头|最初)(?:[\d一二两三四五六七八九十几数]+)?年|以来|时期|期间|此后|其后|之后|后期|前期|五”|中期|初期|末期"
)
_SOME_YEARS: Final = re.compile(
    r"(?:这|上述|所列)?(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})个?年(?:间|来|中|里|内|时间)?"
)
_SET: Final = re.compile(
    r"(?:在|全[县市区州旗]?)?(?P<n>\d{1,2}|[两二三四五六七八九十]{1,3})?(?:个|所|座|家|种|项)?"
    r"(?P<kind>乡镇|镇街|镇乡|街镇|[镇乡村县区市旗])(?:（[^（）]*）)?(?:之?中|内|里)(?!心|央|学|等|型)"
)
_EACH: Final = re.compile("(?P<n>(?!))?各(?P<kind>[镇乡村区县市])(?![乡镇县市区村街])")
_FILL: Final = re.compile(
    "分别|依次|其中|全[县市区镇乡村州省年部体国旗社厂校]|各[地个类级项县乡镇市区村种校组队厂站季年月届]*|所列|上述|本[县市区镇乡村]|境内|[县市区]内|"
    "每年|每月|当年|本年|全年|年度|年末|年底|[按以]|排列|排名|排序|名次|位次|计算?|来看|来说|而言|而论|看|情况|总体|时期|统计|数据|"
    "呈现?|均|都|也|又|仍|则|皆|已|还|却|更|且|而|是|为|有|的|者|之|在|中|由|从|到|与|和|及|、|共|所|属|"
    "趋势|态势|[县市区]城"
)
_NARROW: Final = re.compile(
    "城镇|农村|城市|乡村|规模以上|限额以上|公办|民办|公立|私立|女|男|农业|非农|少数民族|新增|净|人均|户均|均|每|率|比重|占|增长|增减|增速|单产|"
    "其中|常住|户籍|流动|本地|外来|国有|集体|私营|个体|累计|计划|中央|省级|在职|专任|寄宿|高级|初级|中级|重点"
)
_PLAIN: Final = frozenset("总数量额值个人口户计合的之其年末底各类项全县市区镇乡村情况")
_WIDER: Final = re.compile(
    "全国|全省|全市|全州|全区|全球|世界|历史|有史|同期|同类|以外|之外|除|之一|基本|大体|大致|总体|略有|波动|起伏|"
    "个别|大多|多数|计划|目标|任务|要求|力争|预计|规定|应|将|拟|若|如果|必须|不得|曾|一度|据说|号称|俗"
)


def wider(words: str) -> bool:
    """Tell whether words qualify a statement, or set it in a scope that no table here shows."""
    return _WIDER.search(words) is not None


def bare(words: str) -> str:
    """Give what is measured by a clause: its words without years, tables, sets and what fills."""
    words = _SPAN.sub("", _TABLE.sub("", words))
    words = _SINCE.sub("", words)
    words = _SET.sub("", words)
    words = _SOME_YEARS.sub("", _YEARS.sub("", words))
    return _FILL.sub("", words).strip(" 　，。；：、")


def measures(words: str, series: Series) -> int:
    """How well a series measures what the (bare) words say: by how many pairs of characters its own
    name shares with them; 0 where they say what stands nowhere around it."""
    if not words:
        return int(series.in_prose)
    if not set(words) - _PLAIN <= set(series.measure + series.about + series.unit):
        return 0
    own = series.measure or series.about
    pairs = sum(words[i : i + 2] in own for i in range(len(words) - 1))
    plain = own.strip("数量")
    single = (len(words) == 1 and words in own) or (len(plain) == 1 and plain in words)
    return pairs or int(single)


def is_narrower(words: str, series: Series) -> bool:
    """Tell whether a series of a table is of a part or a kind that the words do not name."""
    return not series.in_prose and any(m not in words for m in _NARROW.findall(series.measure))


def within(text: str, series: Series) -> Series | None:
    """Give the part of a dated series that the sentence speaks of; None where that is not clear."""
    span = list(_SPAN.finditer(text))
    since = list(_SINCE.finditer(text))
    if span:
        first, last = int(span[-1]["first"]), int(span[-1]["last"])
    elif since:
        first, last = int(since[-1]["first"]), 9999
    else:
        if _LAST_YEARS.search(text):
            return None
        some = _SOME_YEARS.search(_YEARS.sub("", text))
        if some is not None and number(some["n"]) not in (
            len(series.points),
            len(series.points) - 1,
        ):
            return None
        told = {int(y[:4]) for y in _YEARS.findall(text)}
        if told and not series.in_prose and len(told) < 2:
            return None
        return series
    kept = tuple(p for p in series.points if first <= p.year <= last)
    return msgspec.structs.replace(series, points=kept) if len(kept) > 1 else None


def among(text: str, series: Series) -> Series | None:
    """Give the points of the set that the words name (6个镇中); None where the series is another."""
    found = [*_EACH.finditer(text), *_SET.finditer(text)]
    if not found or series.is_dated:
        return series
    kind, said = found[-1]["kind"], found[-1]["n"]
    points = series.points
    if kind in "镇乡村县区市旗":
        points = tuple(p for p in points if p.name.endswith(kind))
    if said is not None and number(said) != len(points):
        return None
    return msgspec.structs.replace(series, points=points) if points else None


def of_year(text: str, series: Series | None) -> Series | None:
    """Give a series back unless the words name another year than the one it is of."""
    if series is None or not series.year:
        return series
    told = {int(y[:4]) for y in _YEARS.findall(text)}
    return series if not told or series.year in told else None


_KIND: Final = re.compile("(?:街道|[镇乡县市区村校团厂社])$")


def names_in(words: str, series: Series) -> list[tuple[int, int, Point]]:
    """Give where words name the points of a series, in order, the longest name first."""
    found: list[tuple[int, int, Point]] = []
    for point in sorted(series.points, key=lambda p: -len(p.name)):
        for form in _forms(point, series.points, words):
            for m in re.finditer(re.escape(form), words):
                if not any(m.start() < e and s < m.end() for s, e, _ in found):
                    found.append((m.start(), m.end(), point))
    return sorted(found, key=lambda f: f[0])


def _forms(point: Point, points: Sequence[Point], words: str) -> list[str]:
    """How words may name a point: a name of one character only where it is all that they say."""
    name = point.name
    if len(name) < 2:
        return [name] if name and words.strip("，、以") == name else []
    short = _KIND.sub("", name)
    others = [p.name for p in points if p is not point]
    if len(short) < 2 or short == name or any(short in other for other in others):
        return [name]
    return [name, short]
