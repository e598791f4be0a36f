"""D 名称: short names of bodies (简称): first mention, explanation, coinage, one body's many names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from fangzhi.authority.institutions import tenures
from fangzhi.authority.office import Body, Office
from fangzhi.check.context import DocumentContext, TextContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.quotes import spans_of
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_mentions import is_own_place
from fangzhi.check.rules.names_when import office_of
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.text import Text

_EXPLAINED = re.compile("(?:简称|以下称|下称|又称|亦称|统称)[：:为]?[“‘]?$")
_TABLE = {
    "area": "禾川县",
    "authority": {
        "org": [
            {"name": "禾川县退役军人事务局", "short": "县退役军人局", "from": "2019-03"},
            {"name": "禾川县老龄工作办公室", "short": "县老龄办", "from": "1985-03"},
            {"name": "禾川县农村能源建设管理委员会", "from": "1983-01"},
        ]
    },
}


def _data(name: str) -> list[list[str]]:
    text = (files("fangzhi.check.rules") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


def _shorts(office: Office, area: str) -> dict[str, Body]:
    """Short names of the office's bodies, its own and common ones (县卫健局), that leave out more
    than the county's own name (县水务局 needs no note)."""
    found: dict[str, Body] = {}
    for body in office.orgs:
        name = body.current.name
        cut = name.replace(area or "\0", area[-1:], 1)
        if body.short and body.short != cut:
            found[body.short] = body
        elif not body.short and area and name.startswith(area):
            for short in _common_shorts().get(name[len(area) :], ()):
                found.setdefault(area[-1] + short, body)
    return found


@cache
def _common_shorts() -> dict[str, tuple[str, ...]]:
    """Short names of local bodies by the full name: 卫生健康局 → 卫健局."""
    found: dict[str, tuple[str, ...]] = {}
    for row in tenures():
        if row.full and row.level == "县":
            found[row.full] = (*found.get(row.full, ()), row.name)
    return found


def _first_shorts(
    manuscript: Manuscript, ctx: DocumentContext, explained: set[str]
) -> Iterator[tuple[Text, int, str, bool]]:
    """Give each short name's first unexplained stand, and whether the full name came before it.

    `explained` holds what earlier documents of the work explained, and takes up what this one does.
    """
    known = _shorts(office_of(ctx.document), ctx.document.area)
    if not known:
        return
    forms: dict[str, tuple[str, bool]] = {}
    area = ctx.document.area
    for short, body in known.items():
        forms[short] = (short, True)
        full = body.current.name
        for form in (full, full.replace(area, area[-1:], 1) if area else full):
            forms.setdefault(form, (short, False))
    finder, names = AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest), list(forms)
    done: set[str] = set()
    seen_full: set[str] = set()
    for text in texts(manuscript):
        if text.role in ("quote", "verse") or len(text.text) < 3:
            continue
        for number, start, end in finder.find_matches_as_indexes(text.text):
            short, is_short = forms[names[number]]
            if short in done or short in explained:
                continue
            if is_short and _EXPLAINED.search(text.text, max(0, start - 8), start):
                explained.add(short)
                continue
            if _in_spans(spans_of(text), start, end):
                continue
            if not is_short:
                seen_full.add(short)
                continue
            if short[0] in "省市县区州旗" and not is_own_place(text.text, start, area):
                continue
            done.add(short)
            yield text, start, short, short in seen_full


def _in_spans(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _found(documents: tuple[DocumentContext, ...]) -> tuple[tuple[bool, Hit], ...]:
    """Hits on short names nobody explained, each with whether the full name came before it."""
    found: list[tuple[bool, Hit]] = []
    explained: set[str] = set()
    for ctx in documents:
        if ctx.document.prior_volume or ctx.document.kind == "口述":
            continue
        known = _shorts(office_of(ctx.document), ctx.document.area)
        for text, start, short, seen in _first_shorts(ctx.manuscript, ctx, explained):
            full = known[short].current.name
            way = f"{full}（以下简称{short}）"
            message = (
                f"前面用了全称，没有括注简称就用“{short}”，请在全称首次出现处写“{way}”。"
                if seen
                else f"“{short}”在本篇首次出现时没有用全称，请写“{way}”。"
            )
            line = f"本单位机构表：全称{full}，简称{short}"
            end = start + len(short)
            found.append((seen, Hit(start, end, message, evidence=(line,), block=text.id)))
    return tuple(found)


@rule(
    "R057",
    "首见未用全称",
    level="体",
    basis="《四川省第二轮市县级志书编纂规范》；年鉴书写格式（首见用全称，括注简称）",
    scope="work",
    bad=[
        Example("县退役军人局走访退役军人480人。", settings=_TABLE),
        Example(
            paragraphs=("# 民政", "县老龄办慰问老人320人。", "禾川县老龄工作办公室有职工5人。"),
            settings=_TABLE,
        ),
        Example("6月，县退役军人局、县老龄办联合慰问。", settings=_TABLE),
    ],
    good=[
        Example(
            "禾川县退役军人事务局（以下简称县退役军人局）有职工23人。县退役军人局设股室4个。",
            settings=_TABLE,
        ),
        Example("县气象局发布预警32次。", settings=_TABLE),
        Example("县长说：“县老龄办要多走访。”", settings=_TABLE),
        "县退役军人局走访退役军人480人。",
    ],
)
def short_name_comes_first(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """机构首次出现用全称并括注简称，以后用简称；只查本单位机构表里有简称的机构。"""
    yield from (hit for seen, hit in ctx.once(_found) if not seen)


@rule(
    "R058",
    "简称未括注就用",
    level="体",
    basis="年鉴书写格式（简称须先括注）；余庆年鉴行文规范",
    scope="work",
    bad=[
        Example("禾川县老龄工作办公室有职工5人。县老龄办慰问老人320人。", settings=_TABLE),
        Example(
            paragraphs=("禾川县退役军人事务局设股室4个。", "全年，县退役军人局走访480人。"),
            settings=_TABLE,
        ),
        Example(
            paragraphs=("# 机构", "县老龄工作办公室挂靠县民政局。", "县老龄办有编制4名。"),
            settings=_TABLE,
        ),
    ],
    good=[
        Example(
            "禾川县老龄工作办公室（简称“县老龄办”）有职工5人。县老龄办慰问老人320人。",
            settings=_TABLE,
        ),
        Example("禾川县老龄工作办公室有职工5人。", settings=_TABLE),
        Example("禾川县农村能源建设管理委员会推广沼气池400口。", settings=_TABLE),
    ],
)
def short_name_is_not_explained(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """用简称之前，应在全称后括注“（以下简称××）”。"""
    yield from (hit for seen, hit in ctx.once(_found) if seen)


@cache
def _coined() -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in _data("names_coined.tsv"))


_COINED_WORDS = tuple(word for word, _ in _coined())
_ACRONYM = re.compile("[省市县区州旗](?P<w>[\u4e00-\u9fff]{1,4}?(?:委会|委|会|办|局|中心))")
_ACCEPTED = re.compile(
    "[省市县区](?:[人党政]?委|政府办|委办|办公[室会]|人大|政协|法院|[机编]委?办|委会|大会|全会|常委会|党代会|"
    "人代会|两会|工会|总会|分会|商会|协会|学会|议会|社会|机会|会|办|局|中心|委)$"
)


@rule(
    "R064",
    "生造简称",
    level="体",
    basis="余庆年鉴行文规范；报纸编校质量评比差错认定细则27",
    literals=_COINED_WORDS,
    told=lambda document: ("委", "办") if office_of(document).orgs else (),
    bad=[
        "县爱委会检查单位64个。",
        "市无委会登记电台28部。",
        Example("县农能委推广沼气池400口。", settings=_TABLE),
        "1986年，县招委会录取新生312人。",
        "县政协立案96件。提委会督办5次。",
    ],
    good=[
        "县爱国卫生运动委员会检查单位64个。",
        "县爱卫会检查单位64个。",
        "县委会同县人民政府召开会议。",
        Example("县老龄办慰问老人320人。", settings=_TABLE),
        Example("县纪委、县委办联合发文。", settings=_TABLE),
    ],
)
def coined_short_name(text: str, ctx: TextContext) -> Iterator[Hit]:
    """不用自造的、读者不懂的机构简称。"""
    for word, full in _coined():
        at = text.find(word)
        while at >= 0:
            if at and text[at - 1] in "省市县区州旗盟乡镇、全国":
                yield _coined_hit(at - 1, at + len(word), text, full)
            elif len(word) > 2 and (not at or text[at - 1] in "。；，\n"):
                yield _coined_hit(at, at + len(word), text, full)
            at = text.find(word, at + len(word))
    orgs = office_of(ctx.document).orgs
    if not orgs:
        return
    shorts = {body.short for body in orgs}
    for m in _ACRONYM.finditer(text):
        if m.group() in shorts or m["w"] in _COINED_WORDS or _ACCEPTED.search(m.group()):
            continue
        full = _stands_for(m.group(), orgs, ctx.document.area)
        if full and is_own_place(text, m.start(), ctx.document.area):
            yield _coined_hit(*m.span(), text, full)


def _coined_hit(start: int, end: int, text: str, full: str) -> Hit:
    return Hit(
        start,
        end,
        f"“{text[start:end]}”不是通行的简称，宜写“{full}”，或首见时括注简称。",
        evidence=(f"全称：{full}",),
        confidence="hint",
    )


def _stands_for(short: str, orgs: tuple[Body, ...], area: str) -> str:
    """The body whose name these characters pick out in order, where the table has no short name."""
    for body in orgs:
        name = body.current.name
        cut = name.replace(area, area[-1], 1) if area else name
        if body.short or len(short) < 4 or short in cut or len(cut) < len(short) + 4:
            continue
        rest = iter(cut)
        if cut[0] == short[0] and cut[1] == short[1] and all(c in rest for c in short):
            return name
    return ""


_DEFINES = re.compile(
    "(?P<full>[\u4e00-\u9fff]{4,20})[（(](?:以下)?简称[：:为]?[“‘]?(?P<short>[\u4e00-\u9fff]{2,8})[”’]?[）)]"
)
_LEAD = re.compile(
    "^.*(?:[改更]?[称名]为?|[成设建创]立|创办|[筹组兴]建|升格|恢复|[年月日]|[由的])(?=.{5})"
)
_MOST_PLACES = 50
_BODY_END = re.compile(
    "(?:学|校|院|厂|场|站|局|中心|委|会|社|所|馆|公司|队|行|店|部|团|台|园|室|办|处|矿|库|段|组|指挥部|集团)$"
)
_PLACE_UNITS = "县市区州旗"
_SUBJECT_BEFORE = "(?:^|[，。；、（：\n]|[与和及由在到往])"
_VERB_AFTER = (
    "(?=[0-9，。、；（）与和及的由在有设为被列改迁建增开举获组成于毕校招停复首派选并入分续考录升新共全"
    "购添租借售送遭因自经将从实推承办引出收支接聘辞放扩修拆捐发领每考审核查管组牵主协])"
)


@rule(
    "R059",
    "一名多称",
    level="硬",
    basis="余庆年鉴行文规范；鄂伦春旗志稿称谓规定（一事一名）",
    scope="manuscript",
    bad=[
        "1952年改称禾川县第二中学（简称县二中）。1960年，禾中招收新生4个班。",
        "禾川县人民医院（简称县医院）有床位120张。2001年，禾医增设急诊科。",
        "1972年定名禾川县第一中学（简称县一中）。禾一中2006年迁新址。",
        "1961年定名禾川县第一中学（简称县一中）。1983年，禾川一中由省拨款建楼。",
        "禾川县公路管理段（简称县公路段）管养国道，县公路局与乡镇承包。",
        Example(
            paragraphs=(
                "禾川县职业技术学校（以下简称县职校）设专业6个。",
                "1998年，禾职校有学生820人。",
            )
        ),
    ],
    good=[
        "1952年改称禾川县第二中学（简称县二中）。1960年，县二中招收新生4个班。",
        "禾川县人民医院（简称县医院）有床位120张。2001年，县人民医院增设急诊科。",
        "禾川县第二中学（简称县二中，俗称“禾中”）有教师60人。",
        "1960年，禾中招收新生4个班。",
    ],
)
def one_body_has_several_names(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """定了简称以后，不再用别的简称称呼同一机构。"""
    known: dict[str, list[tuple[str, str]]] = {}
    for text in texts(manuscript):
        words = text.text
        for place, defined in known.items():
            yield from _other_shorts(text, 0, place, defined)
        if "简称" not in words:
            continue
        for m in _DEFINES.finditer(words):
            full, short = _LEAD.sub("", m["full"]), m["short"]
            place = _place_of(full, short)
            if place:
                yield from _by_its_own_letters(text, m.end(), full, short)
            if place and (place in known or len(known) < _MOST_PLACES):
                known.setdefault(place, []).append((full, short))
                yield from _other_shorts(text, m.end(), place, [(full, short)])


def _place_of(full: str, short: str) -> str:
    """The two characters of the place in a full name (禾川 in 禾川县第二中学), "" where none."""
    at = next((n for n, c in enumerate(full) if c in _PLACE_UNITS and n >= 2), 0)
    cut = at and short[0] in _PLACE_UNITS and len(full) - at > 3 and _BODY_END.search(full)
    return full[at - 2 : at] if cut else ""


@cache
def _begins_with(place: str) -> re.Pattern[str]:
    return re.compile(f"{_SUBJECT_BEFORE}([{place}][\u4e00-\u9fff]{{1,3}}?){_VERB_AFTER}")


def _other_shorts(
    text: Text, begin: int, place: str, defined: list[tuple[str, str]]
) -> Iterator[Hit]:
    for m in _begins_with(place).finditer(text.text, begin):
        words = m.group(1)
        for full, short in defined:
            rest = iter(full[full.index(place) + 3 :])
            own = words.removeprefix(place) if words.startswith(place) else words[1:]
            if words in full or not own or not all(c in rest for c in own):
                continue
            if not _in_spans(spans_of(text), *m.span(1)):
                yield _another_short(text, m.span(1), full, short)
                break


def _another_short(text: Text, span: tuple[int, int], full: str, short: str) -> Hit:
    words = text.text[span[0] : span[1]]
    return Hit(
        *span,
        f"“{words}”像是“{full}”的另一种简称，前面已定简称“{short}”，请统一。",
        suggestion=short,
        evidence=(f"前文：{full}（简称{short}）",),
        block=text.id,
    )


@cache
def _clipped_forms(first: str, tail: str) -> re.Pattern[str]:
    return re.compile(f"{_SUBJECT_BEFORE}({first}[\u4e00-\u9fff]{{1,2}}{tail}){_VERB_AFTER}")


_RANKS = "局段处所站队"


def _by_its_own_letters(text: Text, begin: int, full: str, short: str) -> Iterator[Hit]:
    """The body without its place and clipped another way (山协办 for 县山海协作办), or under
    another rank (县公路局 for 县公路段), in the paragraph that fixes its short name."""
    words, tail = text.text, short[-1]
    at = next((n for n, c in enumerate(full) if c in _PLACE_UNITS and n >= 2), 0)
    rest = full[at + 1 :]
    if not at or len(rest) < 4 or short[0] not in _PLACE_UNITS or len(short) < 4:
        return
    for m in _clipped_forms(rest[0], tail).finditer(words, begin):
        letters = iter(rest)
        if m.group(1) not in short and all(c in letters for c in m.group(1)):
            yield _another_short(text, m.span(1), full, short)
    if tail in _RANKS:
        for rank in _RANKS.replace(tail, ""):
            other = short[:-1] + rank
            found = words.find(other, begin)
            if found >= 0 and not words.startswith(("长", "级"), found + len(other)):
                yield _another_short(text, (found, found + len(other)), full, short)
