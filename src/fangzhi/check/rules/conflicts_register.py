"""L 一致: lives and events dated otherwise than in the office's own register (名录)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from fangzhi.authority.dates import overlaps, span
from fangzhi.authority.office import Event, Office, Person
from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_when import office_of
from fangzhi.facts.breaks import opening
from fangzhi.facts.lives import KIN_TOLD, life_told

_LIVES = {
    "authority": {
        "person": [
            {"name": "何砚舟", "also": ["何济川"], "born": "1892-03", "died": "1951",
             "basis": "县档案馆 12-3-45"},
        ]
    }
}  # fmt: skip
_EVENTS = {
    "authority": {
        "event": [
            {"name": "云门暴动", "from": "1929-03-12", "to": "1929-04"},
            {"name": "石桥水库大坝合龙", "from": "2016-09-20", "to": "2016-09-20"},
        ]
    }
}


def _date(name: str) -> str:
    return (
        rf"(?P<{name}>(?P<{name}y>\d{{4}})(?:年|(?=[.—–~～\-－―─至\s）)]))"
        rf"(?:\.?(?P<{name}m>1[0-2]|0?[1-9])(?:月|(?![\d年]))"
        rf"(?:\.?(?P<{name}d>3[01]|[12]\d|0?[1-9])(?:日|(?!\d)))?)?)"
    )


_BRACKET = re.compile(
    rf"[（(][^（）()\d]{{0,16}}?{_date('born')}\s*[—–~～\-－―─至]{{1,2}}\s*"
    rf"(?:{_date('died')})?[^（）()]{{0,40}}[）)]"
)
_ASIDE = r"(?:[，（(][^，。；\d]{0,10}){0,4}?[，）)]?"
_BORN = re.compile(
    rf"{_ASIDE}于?(?:(?:出生|诞生|生)[于在]{_date('born')}|{_date('born2')}(?:出生|生(?=[，。；于在]|$)))"
)
_DEATH = "去世|逝世|病逝|病故|辞世|谢世|离世|过世|仙逝|牺牲|就义|遇害|殉职"
_DIED = re.compile(
    rf"[^。；\d的之等与和同及、将把由]{{0,12}}?(?:[卒殁逝]于{_date('died')}"
    rf"|{_date('died2')}(?:[春夏秋冬初底末]|[因在于][^，。；\d]{{1,8}}?|不幸|英勇|光荣)*(?:{_DEATH}))"
)
_HAPPENS = (
    "爆发|发生|打响|开始|结束|胜利|失败|举行|召开|开幕|闭幕|开工|动工|竣工|建成|通车|通航|合龙|"
    "启用|成立|投产|开业|开馆|揭幕"
)
_AFTER = re.compile(
    rf"[（(]{_date('on')}[^（）()\d]{{0,6}}[）)]|[于在，]{{0,2}}{_date('on2')}[^，。；\d]{{0,8}}?(?:{_HAPPENS})"
)
_BEFORE = re.compile(rf"(?<!\d){_date('on')}[，,]?$")
_VERB = re.compile(f"(?:正式|全面|胜利)?(?:{_HAPPENS})|[，。；]")
_OF_A_POST = re.compile("任|届|在位|主持")
_GROWN = 14
"""Nobody takes a post younger: a bracket of later years may be a term, not a life."""
_ABOUT_IT = re.compile("纪念|周年|旧址|遗址|博物馆|陈列|碑|研讨|展览|前夕|前后|以来|以后|之后|后$")
T = TypeVar("T")
_REACH = 16
"""A date that stands before an event's name is no longer than this."""


class _Said(NamedTuple):
    """A date as the text says it, and its place."""

    date: str
    words: str
    start: int
    end: int


class _Register(NamedTuple):
    """What is registered with a day, by every name, and the search for all the names."""

    persons: dict[str, tuple[Person, ...]]
    events: dict[str, tuple[Event, ...]]
    names: tuple[str, ...]
    search: AhoCorasick


@lru_cache(maxsize=32)
def _register(office: Office) -> _Register:
    persons = _by_name(
        (name, one) for one in office.persons if one.born or one.died for name in one.names
    )
    events = _by_name(
        (name, one) for one in office.events if one.start or one.end for name in one.names
    )
    names = tuple({**persons, **events})
    return _Register(
        persons, events, names, AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    )


def _by_name(rows: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, tuple[T, ...]] = {}
    for name, row in rows:
        found[name] = (*found.get(name, ()), row)
    return found


@rule(
    "R189",
    "同事异时、异数",
    level="硬",
    basis="本单位名录（人物、事件）；江西数据类差错五类之跨章不一",
    literals=(),
    told=lambda document: _register(office_of(document)).names,
    bad=[
        Example("何砚舟（1893—1951），云门滩镇人。", settings=_LIVES),
        Example("何砚舟（1892—1952），云门滩镇人。", settings=_LIVES),
        Example("何济川，又名砚舟，云门滩镇人，1894年生。", settings=_LIVES),
        Example("水利协会会长何砚舟1953年5月病逝。", settings=_LIVES),
        Example("何砚舟，1892年出生，云门滩镇人。任水利协会会长，1957年病逝。", settings=_LIVES),
        Example("云门暴动（1928年）后，县城戒严。", settings=_EVENTS),
        Example("1930年3月，云门暴动爆发。", settings=_EVENTS),
        Example("石桥水库大坝合龙于2016年9月29日举行。", settings=_EVENTS),
    ],
    good=[
        Example("何砚舟（1892—1951），云门滩镇人。", settings=_LIVES),
        Example("何砚舟（1892年3月—1951年8月），云门滩镇人。", settings=_LIVES),
        Example("何砚舟，其父1866年生，经营船行。", settings=_LIVES),
        Example("何砚舟1944年任水利协会会长。", settings=_LIVES),
        Example("协会会长何砚舟（1943—1949）、陆采（1950—1952）先后主持修渠。", settings=_LIVES),
        Example("何砚舟的学生陆采1953年病逝。", settings=_LIVES),
        Example("陆采（1893—1950），云门滩镇人。", settings=_LIVES),
        Example("1929年4月，云门暴动失败。", settings=_EVENTS),
        Example("1979年3月，云门暴动纪念碑建成。", settings=_EVENTS),
        Example("云门暴动（1929年3月）后，县城戒严。", settings=_EVENTS),
    ],
)
def dates_are_not_those_of_the_register(text: str, ctx: TextContext) -> Iterator[Hit]:
    """人物的生卒、事件的时间与本单位名录相符；名录也可能错，请核对依据。"""
    register = _register(office_of(ctx.document))
    for number, at, _ in register.search.find_matches_as_indexes(text):
        name = register.names[number]
        yield from _life_faults(text, at, name, register.persons.get(name, ()))
        yield from _event_faults(text, at, name, register.events.get(name, ()))


def _life_faults(text: str, at: int, name: str, known: tuple[Person, ...]) -> Iterator[Hit]:
    born, died = _told(text, at, name)
    if born is not None and any(_is_term(born, died, one) for one in known):
        return
    for what, said, days in (
        ("生年", born, [one.born for one in known]),
        ("卒年", died, [one.died for one in known]),
    ):
        if (
            said is not None
            and days
            and all(day and not overlaps(day, day, said.date) for day in days)
        ):
            yield Hit(
                said.start,
                said.end,
                f"“{name}”的{what}与名录不合：名录作{'、'.join(filter(None, days))}，"
                f"这里作{said.words}，请核对依据；若是同名的另一人，请注明区别。",
                evidence=tuple(one.shown for one in known),
            )


def _is_term(first: _Said, last: _Said | None, person: Person) -> bool:
    """Tell whether a bracket of years (局长何砚舟（1943—1949）) lies within the registered life."""
    begins, ends = int(first.date[:4]), int(last.date[:4]) if last is not None else 0
    grown = person.born is not None and begins >= span(person.born)[0].year + _GROWN
    return grown and (person.died is None or ends < span(person.died)[0].year)


def _told(text: str, at: int, name: str) -> tuple[_Said | None, _Said | None]:
    """Give the birth and the death that the words right after a name tell of its bearer."""
    end = at + len(name)
    bracket = _BRACKET.match(text, end)
    if bracket is not None:
        if _OF_A_POST.search(bracket.group()):
            return None, None
        return _said(bracket, "born"), _said(bracket, "died")
    found = []
    for pattern, name_of in ((_BORN, "born"), (_DIED, "died")):
        m = pattern.match(text, end)
        of_kin = m is not None and KIN_TOLD.search(text, end, m.end())
        found.append(None if m is None or of_kin else _said(m, name_of) or _said(m, f"{name_of}2"))
    born, died = found
    life = life_told(text) if at == 0 and died is None else None
    if life is not None and life.name == name and life.died:
        died = _Said(str(life.died), f"{life.died}年", life.start, life.end)
    return born, died


def _said(m: re.Match[str], name: str) -> _Said | None:
    """Give the date of a group, as far as such a day exists."""
    if not m[name]:
        return None
    month, day = m[f"{name}m"], m[f"{name}d"]
    date = m[f"{name}y"] + (f"-{int(month):02d}" if month else "")
    date += f"-{int(day):02d}" if day else ""
    try:
        span(date)
    except ValueError:
        return None  # another rule tells of it
    return _Said(date, m[name], m.start(name), m.end(name))


def _event_faults(text: str, at: int, name: str, known: tuple[Event, ...]) -> Iterator[Hit]:
    end = at + len(name)
    after = _AFTER.match(text, end)
    before = _BEFORE.search(text, max(0, at - _REACH), at) if _VERB.match(text, end) else None
    said = (_said(after, "on") or _said(after, "on2")) if after else None
    said = said or (_said(before, "on") if before else None)
    if said is None or _ABOUT_IT.search(text, opening(text, at, "，。；\n"), end + 6):
        return
    if known and not any(overlaps(one.start, one.end or one.start, said.date) for one in known):
        yield Hit(
            min(at, said.start),
            max(end, said.end),
            f"“{name}”的时间与名录不合：名录作{'、'.join(map(_days, known))}，这里作{said.words}，请核对依据。",
            evidence=tuple(one.shown for one in known),
        )


def _days(event: Event) -> str:
    first, last = event.start or "…", event.end or event.start
    return f"{first}—{last}" if last and last != first else first
