"""Mentions of bodies in a text: names of the office's own table, and names of the country's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from fangzhi.authority.divisions import find as find_division
from fangzhi.authority.institutions import Tenure, tenures, tenures_of
from fangzhi.authority.office import Body, Office

UNITS = "省市县区州旗盟"
_STEM = re.compile("[\u4e00-\u9fff]{2,6}$")
_MINISTRY_BEFORE = re.compile("[军区队部府省市县委院校社团师联司行厂站乡镇村]$")
_GOES_ON = re.compile(
    "(?:门|分|队|署|位|落|件|级|属|类|品)|(?<=学)生|(?:人民政府)?(?:驻|所在地)|[局委](?=[0-9])"
)
_NOT_OWN = re.compile("[\u4e00-\u9fff]$")
_FREE = re.compile(
    "(?:[由在向和与经对被至到据同及各本全我该原令请报让受给以为如含即并将使当]|以及|会同|联合|配合|协助|撤销|召开|成立|设立|恢复|组建|增设|划归|移交|报送|上报|参加|担任|兼任|主持|听取|审议|协调|督促|邀请|陪同)$"
)


class Mention(msgspec.Struct, frozen=True):
    """A body named at `start`..`end`: the name as the table has it, and its place's name."""

    start: int
    end: int
    name: str
    place: str
    level: str


@cache
def body_names() -> tuple[str, ...]:
    """Give every name of a body that the country's table holds."""
    return tuple(dict.fromkeys(t.name for t in tenures()))


@cache
def _finder() -> AhoCorasick:
    return AhoCorasick(list(body_names()), matchkind=MatchKind.LeftmostLongest)


def mentions(text: str) -> tuple[Mention, ...]:
    """Give every name of the country's table that stands in a text as the name of a body."""
    return tuple(_mentions(text))


def _mentions(text: str) -> Iterator[Mention]:
    for number, start, end in _finder().find_matches_as_indexes(text):
        name = body_names()[number]
        if _GOES_ON.match(text, end):
            continue
        levels = {t.level for t in tenures_of(name)}
        before = text[start - 1 : start]
        if levels & {"省", "县"} and (before in UNITS or before == "委") and before:
            level = "省" if "省" in levels else "县"
            place = place_before(text, start)
            yield Mention(start - len(place), end, name, place, level)
        elif "派" in levels and "\u4e00" <= before <= "\u9fff":
            yield Mention(start, end, name, "", "派")
        elif "国" in levels and not (len(name) <= 4 and _in_another(text, start, name)):
            yield Mention(start, end, name, "", "国")


def _in_another(text: str, start: int, name: str) -> bool:
    """A department of a firm, an army or a hospital may bear a ministry's name (公司人事部)."""
    if len(name) > 3:
        return False
    before = text[max(0, start - 2) : start]
    return bool(before and _NOT_OWN.search(before) and not _FREE.search(before[-1:])) or bool(
        _MINISTRY_BEFORE.search(before)
    )


def place_before(text: str, end: int) -> str:
    """Give the place that a local body's name begins with: 青浣县, 县, 成都市武侯区 → 武侯区."""
    stem = _STEM.search(text, max(0, end - 7), end - 1)
    unit = text[end - 1 : end]
    if stem is None:
        return unit
    words = stem.group()
    for size in range(min(5, len(words)), 0, -1):
        if find_division(words[-size:] + unit):
            return words[-size:] + unit
    return unit


class OwnName(msgspec.Struct, frozen=True):
    """A form in which the office's table names a body, and the time the form belongs to."""

    form: str
    full: str
    body: Body
    start: str
    end: str


@lru_cache(maxsize=64)
def own_names(office: Office, area: str) -> tuple[OwnName, ...]:
    """Give every form of the office's bodies: full, and with the county's name cut to 县."""
    found: list[OwnName] = []
    for body in office.orgs:
        for period in body.names:
            forms = [period.name]
            if area and area in period.name and len(area) > 1:
                forms.append(period.name.replace(area, area[-1], 1))
            if period == body.current and body.short:
                forms.append(body.short)
            for form in dict.fromkeys(forms):
                if len(form) > 2:
                    start, end = period.start or "", period.end or ""
                    found.append(OwnName(form, period.name, body, start, end))
    return tuple(found)


@lru_cache(maxsize=64)
def _own_finder(office: Office, area: str) -> tuple[AhoCorasick, dict[str, list[OwnName]]] | None:
    by_form: dict[str, list[OwnName]] = {}
    for own in own_names(office, area):
        by_form.setdefault(own.form, []).append(own)
    if not by_form:
        return None
    return AhoCorasick(list(by_form), matchkind=MatchKind.LeftmostLongest), by_form


def own_mentions(
    text: str, office: Office, area: str
) -> Iterator[tuple[int, int, tuple[OwnName, ...]]]:
    """Give each place where one of the office's own bodies is named, with its rows."""
    finder = _own_finder(office, area)
    if finder is None:
        return
    automaton, by_form = finder
    forms = list(by_form)
    for number, start, end in automaton.find_matches_as_indexes(text):
        form = forms[number]
        cut = form[0] in UNITS
        if cut and not is_own_place(text, start, area):
            continue
        if not _GOES_ON.match(text, end):
            yield start, end, tuple(by_form[form])


def is_own_place(text: str, start: int, area: str) -> bool:
    """Tell whether 县… at `start` can be the office's own county, not a neighbor's (邻水县…)."""
    before = text[max(0, start - 6) : start]
    if not before or not _NOT_OWN.search(before):
        return True
    if area and before.endswith(area[:-1]):
        return True
    return bool(_FREE.search(before) or _DATED.search(before)) or before[-1] in _NO_PLACE


_NO_PLACE = "是有会里内处办为称名获任中"
_DATED = re.compile("[0-9][年月日](?:[初中末底内起]|[上中下]旬)?$")


def tenure_levels(mention: Mention) -> tuple[Tenure, ...]:
    """The rows that a mention can mean."""
    rows = tenures_of(mention.name)
    wanted = {"省": ("省", "县"), "县": ("县",)}.get(mention.level, (mention.level,))
    return tuple(t for t in rows if t.level in wanted)
