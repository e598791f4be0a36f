"""D 名称: one body under several short names where its text fixes one (简称县二中; 禾中)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.quotes import spans_of
from fangzhi.check.rule import Hit, rule
from fangzhi.check.spelling.words import frequencies
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.text import Text

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
    "购添租借售送遭因自经将从实推承办引出收支接聘辞放扩修拆捐发领每考审核查管组牵主协完造架种培生治立挖制加取])"
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
        "国营禾川县青龙林场（以下简称青龙林场）建于1957年。1963年，青林场造林280公顷。",
        "禾川县汽车运输公司（简称县汽运公司）有客车38辆。1993年，县运司亏损31.7万元。",
        "禾川县黄河故道治理委员会办公室（简称县故道办）成立。1998年，县黄办迁新址。",
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
            yield from _clipped_to_two(text, m.end(), full, short)
            yield from _clipped_otherwise(text, m.end(), full, short)
            if place:
                yield from _by_its_own_letters(text, m.end(), full, short)
            if place and (place in known or len(known) < _MOST_PLACES):
                known.setdefault(place, []).append((full, short))
                yield from _other_shorts(text, m.end(), place, [(full, short)])


def _is_quoted(text: Text, start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in spans_of(text))


def _place_of(full: str, short: str) -> str:
    """The two characters of the place in a full name (禾川 in 禾川县第二中学), "" where none."""
    at = next((n for n, c in enumerate(full) if c in _PLACE_UNITS and n >= 2), 0)
    cut = at and short[0] in _PLACE_UNITS and len(full) - at > 3 and _BODY_END.search(full)
    return full[at - 2 : at] if cut else ""


@cache
def _begins_with(place: str) -> re.Pattern[str]:
    return re.compile(
        f"{_SUBJECT_BEFORE}([{place}][\u4e00-\u9fff]{{1,3}}?|[{_PLACE_UNITS}][\u4e00-\u9fff]{{3,4}}){_VERB_AFTER}"
    )


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
            if words[0] in _PLACE_UNITS and (
                words[0] != short[0] or words[-1] != short[-1] or own in frequencies()
                or any(words == other for _, other in defined)
            ):  # fmt: skip
                continue
            if not _is_quoted(text, *m.span(1)):
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


_CLIPPED_NAME = re.compile(f"{_SUBJECT_BEFORE}(?P<n>[\u4e00-\u9fff]{{2,5}}?){_VERB_AFTER}")


def _clipped_otherwise(text: Text, begin: int, full: str, short: str) -> Iterator[Hit]:
    """The body clipped another way in the paragraph that fixes its short name (青林场 for 青龙林场,
    塔中 for 农场一中): characters of the full name in order, ending as it does, no word of its own."""
    for m in _CLIPPED_NAME.finditer(text.text, begin):
        words = m["n"]
        if words[-1] not in (short[-1], full[-1]) or words in full or words in short:
            continue
        if words in frequencies() or _is_quoted(text, *m.span("n")):
            continue
        letters = iter(full)
        if all(c in letters for c in words) and not _place_of(full, short):
            yield _another_short(text, m.span("n"), full, short)


_KIND = re.compile("(?:管理)?委员会|领导小组|办公室|公司|管理|指挥部|[局处所站段院校厂社会]$")
"""What a body's name ends in, of which no short name of two characters is made."""


@cache
def _two_and_tail(unit: str, letters: str, tail: str) -> re.Pattern[str]:
    return re.compile(f"{_SUBJECT_BEFORE}(?P<n>{unit}[{letters}]{tail})(?![长员])")


def _clipped_to_two(text: Text, begin: int, full: str, short: str) -> Iterator[Hit]:
    """The body by 县 and two characters of its name (县运司 for 县汽运公司), whatever follows."""
    at = next((n for n, c in enumerate(full) if c in _PLACE_UNITS and n >= 2), 0)
    rest = _KIND.sub("", full[at + 1 :])
    if not at or len(short) < 4 or full[at] != short[0] or len(rest) < 2:
        return
    if short[-1] not in full[at + 1 :]:
        return
    for m in _two_and_tail(short[0], rest, short[-1]).finditer(text.text, begin):
        own = m["n"][1:]
        if own not in frequencies() and own not in full and not _is_quoted(text, *m.span("n")):
            yield _another_short(text, m.span("n"), full, short)


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
