"""D 名称: short names of bodies (简称): first mention, explanation, coinage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from fangzhi.authority.institutions import short_names
from fangzhi.authority.office import Body, Office
from fangzhi.check.context import DocumentContext, TextContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.quotes import spans_of
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_mentions import body_names, is_own_place
from fangzhi.check.rules.names_when import office_of
from fangzhi.check.spelling.words import frequencies
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


def _shorts(office: Office, area: str) -> dict[str, str]:
    """Full names by the short names of the office's bodies, its own and common ones (县卫健局),
    that leave out more than the county's own name (县水务局 needs no note)."""
    found: dict[str, str] = {}
    for body in office.orgs:
        name = body.current.name
        cut = name.replace(area or "\0", area[-1:], 1)
        if body.short and body.short != cut:
            found[body.short] = name
        for period in (*body.before, *(() if body.short else (body.current,))):
            if area and period.name.startswith(area):
                for short in short_names().get(period.name[len(area) :], ()):
                    found.setdefault(area[-1] + short, period.name)
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
    for short, full in known.items():
        forms[short] = (short, True)
        for form in (full, full.replace(area, area[-1:], 1) if area else full):
            forms.setdefault(form, (short, False))
    names = tuple(forms)
    finder = _finder_of(names)
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


@lru_cache(maxsize=16)
def _finder_of(names: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


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
            full = known[short]
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
_ACRONYM = re.compile(
    "[省市县区州旗](?P<w>[\u4e00-\u9fff]{1,4}?(?:委会|委|会|办|局|中心|指挥部|指|站|所))"
)
_BARE = re.compile(
    "(?:(?<=[，。；、：（由经])|^)(?P<w>[\u4e00-\u9fff]{1,3}[委办局指](?![员会公理事学案证税厂班社派托任长标出导令定着]))"
)
"""The same without the place: 创文委组织…."""
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
    told=lambda document: (
        ("委", "办", "局", "指", "会", "中心", "站", "所") if office_of(document).orgs else ()
    ),
    bad=[
        "县爱委会检查单位64个。",
        "市无委会登记电台28部。",
        Example("县农能委推广沼气池400口。", settings=_TABLE),
        Example("6月，农能委推广沼气池400口。", settings=_TABLE),
        Example("机构改革中撤销县农能委。", settings=_TABLE),
        Example("1988年，县退军局走访480人。", settings=_TABLE),
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
        known = m.group() in shorts or m["w"] in _COINED_WORDS or m["w"] in body_names()
        if known or _ACCEPTED.search(m.group()):
            continue
        full = _stands_for(m.group(), orgs, ctx.document.area)
        if full and is_own_place(text, m.start(), ctx.document.area):
            yield _coined_hit(*m.span(), text, full)
    for m in _BARE.finditer(text):
        if m["w"] in _COINED_WORDS or m["w"] in frequencies() or ctx.document.area[:-1] == "":
            continue
        full = _stands_for(ctx.document.area[-1] + m["w"], orgs, ctx.document.area)
        if full:
            yield _coined_hit(*m.span("w"), text, full)


def _coined_hit(start: int, end: int, text: str, full: str) -> Hit:
    return Hit(
        start,
        end,
        f"“{text[start:end]}”不是通行的简称，宜写“{full}”，或首见时括注简称。",
        evidence=(f"全称：{full}",),
        confidence="hint",
    )


def _is_common(short: str, full: str) -> bool:
    """Tell whether the country's table has this short name for this full one (卫健局)."""
    return short in short_names().get(full, ())


def _stands_for(short: str, orgs: tuple[Body, ...], area: str) -> str:
    """The body whose name these characters pick out in order, where the table has no short name."""
    for body in orgs:
        name = body.current.name
        cut = name.replace(area, area[-1], 1) if area else name
        if (
            any(period.name.endswith(short[1:]) for period in body.before)
            or (body.short and (body.short[-1] != short[-1] or short == body.short))
            or len(short) < 4
            or short in cut
            or len(cut) < len(short) + 4
        ):
            continue
        rest = iter(cut)
        in_order = cut[:2] == short[:2] and all(c in rest for c in short)
        if in_order and not _is_common(short[1:], cut[1:]):
            return name
    return ""
