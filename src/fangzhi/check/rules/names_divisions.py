"""D 名称: names of counties, districts and cities in their time (政区更名), for all of China."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from fangzhi.authority.divisions import COVERED
from fangzhi.authority.divisions import find as find_division
from fangzhi.authority.office import Body, NamePeriod, Office
from fangzhi.authority.renamed import Renaming, renamings
from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.quotes import spans_of
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_when import When, explains_history, office_of, when_of
from fangzhi.check.spans import Spans
from fangzhi.model.manuscript import Manuscript, texts

_BOUND = "由在向和与及至从、的经往赴来对同并受"
_PROVINCES = frozenset(
    "四川 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 贵州 云南 西藏 陕西 甘肃 青海 "
    "宁夏 新疆 河北 山西 辽宁 吉林 内蒙 上海 天津 重庆 北京".split()
)
_STEM_END = re.compile("[省市县区州盟旗]$|地区$")
_LAST_PLACE = re.compile("^.+[省市州盟](?=.{2,}[市县区旗]$)")
_STEPS = 4


@cache
def _wordlike() -> frozenset[str]:
    path = files("fangzhi.check.rules") / "data" / "names_wordlike.tsv"
    rows = path.read_text(encoding="utf-8").splitlines()
    return frozenset(name for row in rows if row and row[0] != "#" for name in row.split())


@cache
def _finder(new: bool) -> tuple[AhoCorasick, tuple[str, ...]]:
    names = tuple(
        name
        for name, row in renamings().items()
        if name not in _wordlike() and (row.first if new else row.last)
    )
    return AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest), names


def _named(text: str, new: bool) -> Iterator[tuple[int, int, Renaming]]:
    finder, names = _finder(new)
    for number, start, end in finder.find_matches_as_indexes(text):
        name = names[number]
        if not _is_part(text, start, end):
            yield start, end, renamings()[name]


def _is_part(text: str, start: int, end: int) -> bool:
    """Tell whether the name is the tail of a longer one, or a chance run of characters."""
    before = text[start - 1 : start]
    if not "\u4e00" <= before <= "\u9fff" or not before:
        return text[end : end + 1] in ("级", "道") and bool(text[end : end + 1])
    if end - start == 2 and before not in _BOUND + "省市州区":
        return text[max(0, start - 3) : start][-2:] not in _PROVINCES
    if end - start > 2 and text[start - 2 : start] in _PROVINCES:
        return text[end : end + 1] == "级"
    return (
        any(find_division(text[start - n : end]) for n in (1, 2) if start >= n)
        or text[end : end + 1] == "级"
    )


def _stem(name: str) -> str:
    return _STEM_END.sub("", name)


@lru_cache(maxsize=32)
def _own_places(office: Office) -> dict[str, Body]:
    """Forms of the office's places' present names: whole, and without the city above."""
    known: dict[str, Body] = {}
    for body in office.places:
        if body.before:
            for form in (body.current.name, _LAST_PLACE.sub("", body.current.name)):
                known.setdefault(form, body)
    return known


@lru_cache(maxsize=32)
def _own_old_names(office: Office) -> dict[str, tuple[Body, NamePeriod]]:
    """The names that the office's places bore before, none of which another bears now."""
    now = {body.current.name for body in office.places} | set(office.towns)
    return {
        period.name: (body, period)
        for body in office.places
        for period in body.before
        if period.name not in now and len(period.name) > 2
    }


_NEW = {
    "authority": {
        "place": [
            {"name": "石坪镇", "from": "1992-10", "before": [{"name": "石坪乡", "to": "1992-10"}]},
            {
                "name": "澄安市禾川区",
                "from": "2014-10",
                "before": [{"name": "禾川县", "to": "2014-10"}],
            },
        ]
    }
}


@rule(
    "R068",
    "新名写旧事",
    level="硬",
    basis="《四川省第二轮市县级志书编纂规范》（地名用当时名称）；《行政区划管理条例》",
    literals=_finder(True)[1],
    told=lambda document: (
        *_own_places(office_of(document)),
        *_own_old_names(office_of(document)),
    ),
    bad=[
        "1998年，郫都区输入花木12万株。",
        "1993年6月，代表团赴即墨区考察集市。",
        Example("2009年，禾川区派员考察油茶基地。", settings=_NEW),
        "2002年，普洱市举办茶叶交易会。",
        Example("石坪乡中心小学2004年获省级称号。", settings=_NEW),
    ],
    good=[
        "1998年，郫县输入花木12万株。",
        "2018年，郫都区输入花木12万株。",
        "1998年，郫县（今成都市郫都区）输入花木12万株。",
        Example("2014年，禾川区派员考察油茶基地。", settings=_NEW),
        "张某1998年生于今郫都区。",
        Example("周先，1962年10月生，石坪镇人。", settings=_NEW),
        Example("石坪乡1992年10月改镇。1988年，石坪乡修渠3条。", settings=_NEW),
        "1951年，双流区划为8个乡。",
    ],
)
def new_place_name_for_old_times(text: str, ctx: TextContext) -> Iterator[Hit]:
    """记旧事用当时的政区名，可括注今名；批准日期与实际更名日期分开看。"""
    taken: list[tuple[int, int]] = []
    for form, body in _own_places(office_of(ctx.document)).items():
        at = text.find(form)
        while at >= 0:
            taken.append((at, at + len(form)))
            yield from _own_place_fault(text, at, at + len(form), body, ctx)
            at = text.find(form, at + len(form))
    for form, (body, period) in _own_old_names(office_of(ctx.document)).items():
        for found in re.finditer(form, text):
            yield from _old_name_fault(text, *found.span(), body, period, ctx)
    known = Spans(taken)
    for start, end, row in _named(text, True):
        if known.touch(start, end):
            continue
        when = when_of(text, start, end, ctx)
        if when is None or not when.plain or not _is_before(row, when):
            continue
        if explains_history(text, start, end):
            continue
        old = _then(row, _years(when)[-1])
        yield Hit(
            start,
            end,
            f"“{row.name}”是{row.first}年才有的名称（{when.said}），那时为“{old}”，"
            f"请改用“{old}”，可括注“今{row.name}”。",
            evidence=(row.shown, f"时间依据：{when.said}；更名当年两名都算合时"),
        )


def _own_place_fault(
    text: str, start: int, end: int, body: Body, ctx: TextContext
) -> Iterator[Hit]:
    when = when_of(text, start, end, ctx)
    current = body.current
    if when is None or not when.plain or when.may_be(current.start or "", current.end or ""):
        return
    if _NATIVE.match(text, end):
        return  # where somebody comes from is told by its present name
    right = [p.name for p in body.before if when.may_be(p.start or "", p.end or "")]
    if right and not explains_history(text, start, end):
        line = f"本单位地名表：{current.name}（{current.start or '…'}—），前为{right[0]}"
        yield Hit(
            start,
            end,
            f"“{text[start:end]}”与时间不合（{when.said}），那时为“{right[0]}”，请核对。",
            evidence=(line, f"时间依据：{when.said}"),
        )


def _old_name_fault(
    text: str, start: int, end: int, body: Body, period: NamePeriod, ctx: TextContext
) -> Iterator[Hit]:
    """Find a place's earlier name in what is told of the time after it was given up."""
    when = when_of(text, start, end, ctx)
    if when is None or not when.plain or not period.end or when.may_be("", period.end):
        return
    right = [p.name for p in body.names if when.may_be(p.start or "", p.end or "")]
    if right and not explains_history(text, start, end):
        line = f"本单位地名表：{period.name}用至{period.end}，后为{right[0]}"
        yield Hit(
            start,
            end,
            f"“{text[start:end]}”与时间不合（{when.said}），那时已为“{right[0]}”，请核对。",
            evidence=(line, f"时间依据：{when.said}"),
        )


_NATIVE = re.compile("[\u4e00-\u9fff]{0,6}人(?=[，。；、（）]|$)")


def _years(when: When) -> list[int]:
    return sorted(int(on[:4]) for on in when.dates)


def _is_before(row: Renaming, when: When) -> bool:
    years = _years(when)
    if years[-1] >= row.first:
        return False
    if years[0] >= COVERED[0]:
        return True
    # before the tables begin a 区 may have been one within a county
    return years[0] >= 1949 and all(_stem(row.name) != _stem(old) for old in row.before)


def _then(row: Renaming, year: int) -> str:
    """The name a division bore in a year, as far back as the tables go."""
    name = row.before[0]
    for _ in range(_STEPS):
        older = renamings().get(name)
        if older is None or not older.first or older.first <= year or not older.before:
            break
        name = older.before[0]
    return name


def _is_same(row: Renaming, area: str) -> bool:
    """Tell whether the name is the own place's, or a common short form of an autonomous county."""
    if row.name == area or area in row.after:
        return True
    return any("自治" in heir and heir.startswith(_stem(row.name)) for heir in row.after)


def _now(row: Renaming) -> tuple[str, ...]:
    """The names in force that a division's name has led to."""
    names = row.after
    for _ in range(_STEPS):
        later = [renamings().get(name) for name in names]
        names = tuple(
            dict.fromkeys(
                heir
                for name, known in zip(names, later, strict=True)
                for heir in (known.after if known is not None and known.last else (name,))
            )
        )
    return names


_NOTED = re.compile("[^，。；]{0,2}[（(][^（）()]{0,6}(?:今|现|后|原|时|旧|即)")
_IN_STORY = re.compile("[今现原旧]|前身|改|撤|更名|设立|并入|划")
_LATE = {"kind": "年鉴", "content_year": 2023, "upper": "2023", "lower": "2023"}


@rule(
    "R067",
    "旧政区未注今地",
    level="体",
    basis="江苏省地方志行文规范；《浙江通志》行文规范（旧地名括注今地）",
    scope="manuscript",
    bad=[
        Example("2008年，郫县客商投资建厂。", settings=_LATE),
        Example("该厂1996年由即墨市迁来。", settings=_LATE),
        Example(paragraphs=("# 交流", "萧山县曾派技师来县传授制茶技艺。"), settings=_LATE),
    ],
    good=[
        Example("2008年，郫县（今成都市郫都区）客商投资建厂。", settings=_LATE),
        Example("2023年，郫都区客商投资建厂。", settings=_LATE),
        Example("2008年，郫县客商投资建厂。", settings={"kind": "县志", "lower": "2010"}),
        "2008年，郫县客商投资建厂。",
        Example("货物送达县城。", settings=_LATE),
    ],
)
def old_place_without_its_present_name(
    manuscript: Manuscript, ctx: DocumentContext
) -> Iterator[Hit]:
    """下限以前已改的旧政区名，首次出现括注今地；断限内仍用的名称不必注。"""
    lower = ctx.document.lower[:4]
    if not lower.isdigit() or ctx.document.kind == "旧志":
        return
    seen: set[str] = set()
    area = ctx.document.area
    for text in texts(manuscript):
        if "/" in text.id or not ("县" in text.text or "市" in text.text or "区" in text.text):
            continue
        spans = None
        for start, end, row in _named(text.text, False):
            if row.name in seen or row.last >= int(lower) or _is_same(row, area):
                continue
            spans = spans_of(text) if spans is None else spans
            if any(a <= start and end <= b for a, b in spans):
                continue
            seen.add(row.name)
            near = text.text[max(0, start - 12) : end + 14]
            if _NOTED.match(text.text, end) or _IN_STORY.search(near):
                continue
            now = "、".join(_now(row))
            yield Hit(
                start,
                end,
                f"“{row.name}”在{row.last}年已改，首次出现请括注今地：“{row.name}（今{now}）”，请核对。",
                evidence=(row.shown,),
                confidence="hint",
                block=text.id,
            )
