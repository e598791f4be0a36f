"""D 名称: names of towns and villages against the office's own table (地名)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from fangzhi.authority.divisions import find as find_division
from fangzhi.authority.office import Office
from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.quotes import spans_of
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_alike import is_alike
from fangzhi.check.rules.names_when import office_of
from fangzhi.check.spelling.words import frequencies
from fangzhi.model.manuscript import Manuscript, texts

_UNITS = ("街道办事处", "街道", "社区", "管理区", "苏木", "嘎查", "镇", "乡", "村")
_UNIT = re.compile("|".join(_UNITS))
_RANKS = {"镇": "乡", "乡": "镇"}
_ONCE = re.compile("原|撤|改|设|由|时|旧|曾|[0-9]年|时期")
_DISTINCT = set("东西南北中上下前后左右大小老新内外一二三四五六七八九十高低")
_PLACES = {
    "area": "禾川县",
    "authority": {
        "towns": ["榆林沟镇", "青溪镇", "北塔乡"],
        "villages": ["青溪镇槐树村", "北塔乡双河村", "榆林沟镇双河村", "青溪镇杏花坞村"],
    },
}


_RIDGE = {"authority": {"place": [{"name": "牛角山大梁"}]}}
_WHOLE = 4
"""Names of so many characters are known again with one of them lost."""


def _halves(office: Office) -> Iterator[str]:
    """Pieces of the long names of which one is left whatever single character is wrong."""
    for name in _long_names(office):
        yield name[:2]
        yield name[-2:]


@lru_cache(maxsize=32)
def _long_names(office: Office) -> tuple[str, ...]:
    names = {body.current.name for body in office.places if not body.before}
    return tuple(sorted(n for n in names if len(n) >= _WHOLE and not _UNIT.search(n)))


@lru_cache(maxsize=32)
def _near_forms(office: Office) -> tuple[tuple[re.Pattern[str], str], ...]:
    """For each long name, what it may be with one character lost, another, or two turned about."""
    found = []
    for name in _long_names(office):
        forms = {name[:at] + name[at + 1 :] for at in range(len(name))}
        forms |= {
            n[:at] + n[at + 1] + n[at] + n[at + 2 :] for n in (name,) for at in range(len(n) - 1)
        }
        forms |= {f"{name[:at]}[\u4e00-\u9fff]{name[at + 1 :]}" for at in range(len(name))}
        found.append((re.compile("|".join(sorted(forms - {name}, key=len, reverse=True))), name))
    return tuple(found)


def _slips_of_long_names(text: str, office: Office) -> Iterator[Hit]:
    known = {*_long_names(office), *office.towns, *(v.name for v in office.villages)}
    for pattern, exact in _near_forms(office):
        for m in pattern.finditer(text):
            words = m.group()
            near = text[max(0, m.start() - 2) : m.end() + 2]
            if (
                exact in near
                or any(words in name for name in known)
                or not _begins(text, m.start())
            ):
                continue
            if len(words) == len(exact) and sorted(words) != sorted(exact):
                a, b = next((x, y) for x, y in zip(words, exact, strict=True) if x != y)
                if {a, b} <= _DISTINCT or not (is_alike(a, b) or len(exact) > _WHOLE):
                    continue
            yield _near_name(*m.span(), words, exact)


class _Index:
    """The table's names by unit, each stem with one character left open."""

    def __init__(self, office: Office) -> None:
        names = [*office.towns, *(v.name for v in office.villages)]
        self.known: set[str] = set()
        self.open: dict[tuple[str, int, str], list[str]] = {}
        sizes: set[int] = set()
        for name in names:
            unit = next((u for u in _UNITS if name.endswith(u)), "")
            stem = name[: len(name) - len(unit)]
            if not unit or len(stem) < 2:
                continue
            self.known.add(name)
            sizes.add(len(stem))
            for at in range(len(stem)):
                key = (unit, at, stem[:at] + "?" + stem[at + 1 :])
                self.open.setdefault(key, []).append(stem)
        self.sizes = tuple(sorted(sizes, reverse=True))

    def slip_of(self, stem: str, unit: str) -> tuple[int, str] | None:
        """The place of the one character by which a stem differs from one in the table, and it."""
        for at in range(len(stem)):
            for right in self.open.get((unit, at, stem[:at] + "?" + stem[at + 1 :]), ()):
                if self._is_slip(stem, right, at, unit):
                    return at, right
        return None

    def _is_slip(self, stem: str, right: str, at: int, unit: str) -> bool:
        written, meant = stem[at], right[at]
        if written == meant or {written, meant} <= _DISTINCT:
            return False
        if is_alike(written, meant):
            return True
        # among three characters and more, two known ones hold the third
        inner = at > 0 and len(stem) >= 3 and unit != "村"
        return inner and not {written, meant} & _DISTINCT


@lru_cache(maxsize=32)
def _index(office: Office) -> _Index:
    return _Index(office)


@rule(
    "R066",
    "地名与标准地名差一字",
    level="字",
    basis="《地名管理条例》（使用标准地名）；关于地名用字的若干规定",
    literals=_UNITS,
    told=lambda document: _halves(office_of(document)),
    bad=[
        Example("牛角山梁林场栽松46公顷。", settings=_RIDGE),
        Example("5月，榆林构镇修建防洪堤2千米。", settings=_PLACES),
        Example("清溪镇有茶园120公顷。", settings=_PLACES),
        Example("慰问组到青溪镇杏花邬村走访。", settings=_PLACES),
        Example(
            "2001年，柳泊管理区修渠3条。",
            settings={"kind": "农场志", "authority": {"towns": ["柳泡管理区"]}},
        ),
        Example("全县有榆临沟镇、北塔乡等乡镇9个。", settings=_PLACES),
        Example("青溪乡种植蔬菜320公顷。", settings={**_PLACES, "kind": "年鉴"}),
    ],
    good=[
        Example("5月，榆林沟镇修建防洪堤2千米。", settings=_PLACES),
        Example("青溪镇、北塔乡有茶园120公顷。", settings=_PLACES),
        Example("牛角山大梁林场栽松46公顷。", settings=_RIDGE),
        Example("榆林镇派员来青溪镇交流。", settings=_PLACES),
        Example("旧志作“清溪镇”。", settings=_PLACES),
        Example("青溪乡种植蔬菜320公顷。", settings={**_PLACES, "kind": "县志"}),
        Example("原青溪乡卫生院改作敬老院。", settings={**_PLACES, "kind": "年鉴"}),
        "清溪镇有茶园120公顷。",
    ],
)
def place_is_off_by_one_character(text: str, ctx: TextContext) -> Iterator[Hit]:
    """乡镇、村名用标准地名；与本县地名表差一个同音、形近的字，请核对。"""
    office = office_of(ctx.document)
    yield from _slips_of_long_names(text, office)
    if not office.towns and not office.villages:
        return
    index = _index(office)
    for m in _UNIT.finditer(text):
        unit = "街道" if m.group() == "街道办事处" else m.group()
        found = _slip_before(text, m.start(), unit, index)
        if found is None:
            if ctx.document.is_yearbook and unit in _RANKS:
                yield from _other_rank(text, m.start(), unit, index)
            continue
        start, right = found
        end = m.start() + len(unit)
        yield _near_name(start, end, text[start:end], right + unit)


def _near_name(start: int, end: int, written: str, exact: str) -> Hit:
    return Hit(
        start,
        end,
        f"“{written}”与本县地名表的“{exact}”只差一字，请核对是不是“{exact}”。",
        suggestion=exact,
        evidence=(f"地名表：{exact}",),
    )


def _begins(text: str, at: int) -> bool:
    """Tell whether a name can begin here: no Chinese character before that is not a free word."""
    before = text[at - 1 : at]
    return (
        not before
        or not "\u4e00" <= before <= "\u9fff"
        or before in _FREE + "驻驶达经过今旧原年月日县乡镇村"
    )


def _other_rank(text: str, at: int, unit: str, index: _Index) -> Iterator[Hit]:
    """A town called 乡 in a yearbook, or a township called 镇."""
    for size in index.sizes:
        stem = text[max(0, at - size) : at]
        exact = stem + _RANKS[unit]
        if exact in index.known and not _ONCE.search(text, max(0, at - size - 12), at - size):
            yield Hit(
                at - size,
                at + 1,
                f"地名表里是“{exact}”，这里写作“{stem}{unit}”，请核对（旧称请注明“原{stem}{unit}”）。",
                suggestion=exact,
                evidence=(f"地名表：{exact}",),
                confidence="hint",
            )
            return


def _slip_before(text: str, at: int, unit: str, index: _Index) -> tuple[int, str] | None:
    for size in index.sizes:
        if at >= size and text[at - size : at] + unit in index.known:
            return None
    for size in index.sizes:
        stem = text[max(0, at - size) : at]
        if len(stem) < size or not all("\u4e00" <= c <= "\u9fff" for c in stem):
            continue
        if unit in "乡镇" and find_division(stem + unit):
            continue
        slip = index.slip_of(stem, unit)
        if slip is not None:
            return at - size, slip[1]
    return None


@cache
def _common() -> frozenset[str]:
    path = files("fangzhi.check.rules") / "data" / "names_villages.tsv"
    rows = path.read_text(encoding="utf-8").splitlines()
    return frozenset(name for row in rows if row and row[0] != "#" for name in row.split())


_VILLAGE = re.compile(
    "(?P<stem>[\u4e00-\u9fff]{2})村(?![办委民庄落级镇道里规居]|人口|小学|完小|支部)"
)
_UPPER = re.compile("(?:镇|乡|街道|县|区|市|旗|公社|办事处|管区|片区|农场|林场)(?:的|境内)?$")
_LIST = re.compile("[、和及与](?:[\u4e00-\u9fff]{2,4}村[、和及与])*$")
_OWN_KINDS = ("镇志", "乡志", "乡镇志", "街道志", "村志", "社区志", "口述")
_OF_TOWN = re.compile("(?:镇|乡|街道)(?:志|年鉴)?(?:[（(]|$)")


@rule(
    "R069",
    "小地名缺上级",
    level="体",
    basis="江苏省、湖南省行文规范（小地名冠上级地名）；图书编校质量差错认定细则16",
    scope="manuscript",
    bad=[
        Example("6月，石桥村修建蓄水池2口。", settings=_PLACES),
        Example(paragraphs=("# 水利", "双河村改造渠道3千米。"), settings=_PLACES),
        Example(paragraphs=("# 茶业", "种茶大户来自红星村。"), settings=_PLACES),
        Example("2003年，青溪镇杏花坞村修路3千米，槐树村修塘2口。", settings=_PLACES),
        Example("青溪镇槐树村修路3千米，上垭村与邻村勘界。", settings=_PLACES),
        Example(
            paragraphs=(
                "# 大事记",
                "## 2014年",
                "4月12日，北塔乡双河村通车。",
                "## 2016年",
                "8月，双河村建桥。",
            ),
            settings=_PLACES,
        ),
    ],
    good=[
        Example("6月，北塔乡石桥村修建蓄水池2口。石桥村受益320人。", settings=_PLACES),
        Example("槐树村修建蓄水池2口。", settings=_PLACES),
        Example("青溪镇红星村、石桥村、永兴村修建蓄水池。", settings=_PLACES),
        Example("石桥村修建蓄水池2口。", settings={**_PLACES, "kind": "镇志"}),
        Example("青溪镇槐树村修路，4月6日下村途中遇雨，所驻村脱贫。", settings=_PLACES),
        "6月，石桥村修建蓄水池2口。",
    ],
)
def village_without_its_town(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """各地常见的村名首次出现要冠乡镇名；本乡镇的志、篇除外。"""
    office = office_of(ctx.document)
    own_work = ctx.document.kind in _OWN_KINDS or len(office.towns) == 1
    if own_work or not (office.towns or office.villages):
        return
    own, seen = _own_villages(manuscript, office), set[str]()
    twice = _borne_twice(office)
    once = {v.name for v in office.villages} - twice
    with_town = _writes_towns(manuscript, office)
    placed = "\n".join(text.text for text in texts(manuscript) if "村" in text.text)
    for text in texts(manuscript):
        if text.role == "heading" and _YEAR_HEADING.match(text.text):
            seen -= twice  # each year of a chronicle is read by itself
        if "村" not in text.text or "/" in text.id or text.role not in ("paragraph", "list-item"):
            continue
        spans = spans_of(text)
        for m in _VILLAGE.finditer(text.text):
            name = m.group()
            common = m["stem"] in _common() or name in twice
            if name in seen:
                continue
            if not (common or (with_town and (name in once or _is_unplaced(m, placed)))):
                continue
            seen.add(name)
            if own is None or name in own:
                continue
            if any(a <= m.start() and m.end() <= b for a, b in spans) or _has_upper(text.text, m):
                continue
            town = next(
                (v.town for v in office.villages if name in once and v.name == name), "××镇"
            )
            yield Hit(
                *m.span(),
                f"“{name}”{'各地多有，' if common else ''}首次出现请写明属哪个乡镇，如“{town}{name}”。",
                evidence=(_of_record(name, twice, once),),
                confidence="hint",
                block=text.id,
            )


_NO_STEM = re.compile(
    "[个各全该本邻两几数每某多原新老农山渔乡林牧居自行中重专示贫文城县镇集先一二三四五六七八九十的了和与及等在有由是为]"
)


_YEAR_HEADING = re.compile("\\s*\\d{4}年")
_VERB_BEFORE = re.compile("^[所年月日时]|[驻进到离访帮]|[日月]下$")
"""6日下村途中, 所驻村: words that lead to 村, no name."""


def _is_unplaced(m: re.Match[str], placed: str) -> bool:
    """Tell whether a village is named whose town the document says nowhere: 大坡村, no word of
    the language (示范村), and never after a town's name."""
    stem = m["stem"]
    if _NO_STEM.search(stem) or stem in frequencies() or _VERB_BEFORE.search(stem):
        return False
    return re.search(f"(?:镇|乡|街道|公社|农场){stem}村", placed) is None


def _of_record(name: str, twice: set[str], once: set[str]) -> str:
    found = "两处同名" if name in twice else "一处" if name in once else "没有"
    return f"本县村名表：{found}"


def _writes_towns(manuscript: Manuscript, office: Office) -> bool:
    """Tell whether a document names the town before the village (青溪镇槐树村) as a rule."""
    full = [f"{v.town}{v.name}" for v in office.villages if v.town]
    return any(
        name in text.text for text in texts(manuscript) if "村" in text.text for name in full
    )


def _has_upper(text: str, m: re.Match[str]) -> bool:
    before = text[max(0, m.start() - 40) : m.start()]
    if _UPPER.search(before):
        return True
    listed = _LIST.search(before)
    if listed is None and before and "\u4e00" <= before[-1] <= "\u9fff" and before[-1] not in _FREE:
        return True  # part of a longer name
    return listed is not None and bool(re.search("(?:镇|乡|街道)", before))


_FREE = "在到由自于从为是的与和及对向至往来赴驻"


def _borne_twice(office: Office) -> set[str]:
    names = [v.name for v in office.villages]
    return {name for name in names if names.count(name) > 1}


def _own_villages(manuscript: Manuscript, office: Office) -> set[str] | None:
    """The villages of the town that a chapter is about; None where they are not on record."""
    first = next((t.text.strip() for t in texts(manuscript) if t.text.strip()), "")
    town = next((t for t in office.towns if first.startswith(t)), "")
    if town:
        return {v.name for v in office.villages if v.town == town} or None
    return None if _OF_TOWN.search(first) else set()
