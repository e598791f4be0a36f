"""Dates told again (年份重述): what happens to a thing once, told with another year further on.

The second telling often only points back: 该校自1942年创办以来, 1969年建成时, 碑文记其1936年牺牲. Two
tellings are compared where both name the thing, or where the text speaks of one thing only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.timeline import timeline
from fangzhi.facts.dates import find_dates
from fangzhi.facts.lives import KIN_TOLD
from fangzhi.facts.records.events import Clash, Happening, clash_of, same_date
from fangzhi.facts.records.persons import is_person, person_at_end
from fangzhi.facts.records.setting import Setting, bare_name
from fangzhi.facts.records.things import THING
from fangzhi.model.text import Text

_ONCE: Final = (
    ("成立", "创办|创建|建校|创立|开办|始建|建厂|建院|建馆|创刊"),
    ("竣工", "建成(?:通车|投产|开馆|通水|发电)?|竣工|落成|通车|投产|开馆|(?:对外)?开放"),
    ("迁移", "迁[至往入到]"),
    ("更名", "更名为?|改名为?|改称"),
    ("入党", "入党|加入(?:中国共产党|中共)"),
    ("逝世", "(?:在[^，。；]{2,8})?(?:牺牲|逝世|病逝|去世|就义|遇难|病故)"),
    ("出生", "出生(?:于[^，。；]{2,10})?|生(?:于[^，。；]{2,10})?"),
)
_TELLS: Final = re.compile("|".join(f"(?P<g{n}>{words})" for n, (_, words) in enumerate(_ONCE)))
_MAY_TELL: Final = re.compile(
    "[创建始开竣落通投迁更改入加牺逝病去就遇生](?:(?<=生)|(?<=创)[办建立刊]|(?<=建)[校厂院馆成]|(?<=开)[办馆放]|"
    "(?<=落)成|(?<=迁)[至往入到]|(?<=[更改])名|(?<=改)称|(?<=[始通投竣加牺逝病去就遇])[建车产工入牺牲世逝故义难]|(?<=入)党)"
)
"""Matches wherever `_TELLS` does; begun with a set of characters it is found much faster."""
_ENDS: Final = re.compile("[，。；、）（”：]|$|以?[后来前]|时|之[后初时前]|的经过|为|于|并")
_KINDS: Final = {"竣工": "建成", "落成": "建成", "开放": "开馆", "对外开放": "开馆"}
_POINTS: Final = re.compile("以?[后来]|之后|时|的经过")
_BROKEN: Final = re.compile("停办|撤销|解散|复办|恢复|重建|毁|停产|改建|一期|二期")
_TAKES_PLACE: Final = frozenset(("迁移", "更名"))
_OF_PERSONS: Final = frozenset(("入党", "逝世", "出生"))
_BACK: Final = re.compile("自$")
_AGAIN: Final = re.compile(
    "重|再|又|复|新[校院馆厂址楼]|二期|[二三]次|扩建|改建|续建|恢复|迁回|计划|拟|预计|旧志|一说|另[一说]|误|有误|分[校院厂]|批准|同意|决定|筹|获准|首[批届]"
)
_THING_NAMED: Final = re.compile(
    f"^(?:[^，。；：（]{{0,16}}?)?(?P<thing>[一-鿿]{{2,12}}?{THING.pattern[:-1]})(?=[一-鿿]{{0,4}}$|位于|地处|在|始|创|于)"
)
_NAMED: Final = re.compile(
    "(?P<name>[一-鿿]{2,4}?)(?:烈士|同志)?(?:[，（：\\d]|[少幼][时年]|任|在|于|从|$)"
)
_ANAPHOR: Final = re.compile(
    "(?:该|其|他|她|(?<![一-鿿])(?:建校|学校|大桥|水库|全厂|全桥|本[校院厂馆]))"
)
_REACH: Final = 6


class _Once(msgspec.Struct, frozen=True):
    """A telling of what happens once: class, thing ("" where none is named), what place or name."""

    group: str
    kinds: frozenset[str]
    thing: str
    to: str
    when: tuple[int, int, int]
    block: Text
    setting: Setting
    start: int
    end: int
    order: int
    back: bool


def dates_again(texts: Iterable[tuple[Text, Setting]], known: Iterable[Clash]) -> list[Clash]:
    """Give what is told to happen once with two years, beside the known."""
    taken = {(e.block.id, e.start) for c in known for e in (c.doubtful, c.other, *c.agreeing)}
    by_group: dict[str, list[_Once]] = {}
    for order, (block, setting) in enumerate(texts):
        if setting.standing != "prior" and _MAY_TELL.search(block.text) is not None:
            for told in _told(block, setting, order):
                by_group.setdefault(told.group, []).append(told)
    clashes = []
    for tellings in by_group.values():
        for later, first in _pairs(tellings):
            spots = {(t.block.id, t.start) for t in (later, first)}
            if not spots & taken:
                taken |= spots
                clashes.append(clash_of(_event(later, first), (_event(first, later),)))
    return clashes


def _told(block: Text, setting: Setting, order: int) -> Iterator[_Once]:
    text = block.text
    dates = timeline(text, find_dates(text, setting.year, int(setting.span or 0)), find_eras(text))
    topic = _topic(text, setting)
    for n, date in enumerate(dates):
        dated = "y" in date.said or (setting.standing == "chronology" and date.day > 0)
        if date.ends or not date.year or not dated:
            continue
        stop = dates[n + 1].start if n + 1 < len(dates) else len(text)
        begins = date.end + len(text[date.end : stop]) - len(text[date.end : stop].lstrip("，　 "))
        clause = re.split("[，。；\n]", text[begins:stop], maxsplit=1)[0]
        opens = opening(text, date.start, "。！？\n")
        before = text[max(opens, date.start - 40) : date.start]
        m = _TELLS.search(clause)
        follows = m is not None
        if m is None:
            m = _ends_with(before)
            if m is None:
                continue
            own, named = "", before[: m.start()]
        else:
            if _ENDS.match(text, begins + m.end()) is None and _group(m) not in _TAKES_PLACE:
                continue  # 建成教学楼1幢
            own, named = clause[: m.start()], before
        near = re.split("[，；]", named)[-1][-12:]
        if _AGAIN.search(own + near + clause[:12]) or KIN_TOLD.search(text, opens, date.end):
            continue
        group = _group(m)
        behind = begins + m.end() if follows else date.end
        to = text[behind : behind + 14] if group in _TAKES_PLACE else ""
        to = re.split("[，。；后]", to, maxsplit=1)[0]
        thing = _subject(named, own, topic, group)
        back = _BACK.search(named) is not None or _POINTS.match(text, behind) is not None
        yield _Once(
            group, _kinds(m[0]), bare_name(thing, setting.area), to, date.parts, block, setting, date.start,
            date.end, order, back or _ANAPHOR.search(named[-6:]) is not None,
        )  # fmt: skip


def _kinds(verb: str) -> frozenset[str]:
    """Which ends of a work a verb tells: 建成通车 two of them, all other verbs the one of their class."""
    found = re.findall("建成|竣工|落成|通车|投产|开馆|开放|通水|发电", verb)
    return frozenset(_KINDS.get(word, word) for word in found)


def _group(m: re.Match[str]) -> str:
    return next(g for n, (g, _) in enumerate(_ONCE) if m[f"g{n}"])


def _ends_with(before: str) -> re.Match[str] | None:
    """创办于1939年, 生于1908年: the verb right before its date."""
    found = [m for m in _TELLS.finditer(before) if before[m.end() :] in ("", "于", "在")]
    return found[-1] if found else None


def _topic(text: str, setting: Setting) -> str:
    """What a paragraph opens with: a person or a thing by name."""
    named = _NAMED.match(text)
    if named is not None and is_person(named["name"]):
        return named["name"]
    thing = _THING_NAMED.match(re.split("[，。；：（\\d]", text, maxsplit=1)[0])
    return thing["thing"] if thing is not None else setting.thing


def _subject(before: str, own: str, topic: str, group: str) -> str:
    """The thing named next to a date, else the topic of the paragraph."""
    clause = re.split("[，；：]", before)[-1]
    for words in (own, clause):
        words = words.strip("　 于在因经由正式自从")
        if group in _OF_PERSONS:
            named = _NAMED.match(words)
            if named is not None and is_person(named["name"]):
                return named["name"]
            if name := person_at_end(words):
                return name
        elif (thing := _THING_NAMED.match(words)) is not None:
            return topic if topic.endswith(thing["thing"]) else thing["thing"]
    return topic


def _pairs(told: Sequence[_Once]) -> Iterator[tuple[_Once, _Once]]:
    """Give (later, first) of two tellings of one thing whose years differ."""
    for at, later in enumerate(told):
        for first in told[:at]:
            if same_date(first.when, later.when) or not _is_one(first, later):
                continue
            years = {t.when[0] for t in told if _is_one(first, t) or _is_one(t, later)}
            if len(years | {first.when[0], later.when[0]}) == 2 - (first.when[0] == later.when[0]):
                yield later, first
                break


def _is_one(a: _Once, b: _Once) -> bool:
    """Tell whether two tellings are of one thing: named alike, or the second points back near by."""
    if a is b:
        return True
    if a.group in _TAKES_PLACE and not _one_place(a, b):
        return False
    if a.kinds and not a.kinds & b.kinds:
        return False
    if not b.back and a.group == "成立" and any(_BROKEN.search(t.block.text) for t in (a, b)):
        return False
    if a.to == "现名" and b.to.endswith(a.thing):
        return True
    if a.setting.place and b.setting.place and a.setting.place != b.setting.place:
        return False
    if a.block.id == b.block.id and not b.back:
        return False
    near = 0 <= b.order - a.order <= _REACH and a.setting.doc == b.setting.doc
    if not b.thing:
        return b.back and near and bool(a.thing)
    if not a.thing:
        return False
    if a.group in _OF_PERSONS:
        return a.thing == b.thing and is_person(a.thing)
    short, long = sorted((a.thing, b.thing), key=len)
    if THING.search(short) is None or len(short) < 3:
        return False
    return short == long or (long.endswith(short) and near and b.back)


def _one_place(a: _Once, b: _Once) -> bool:
    """镇北李家坝 and 李家坝; the present name (现名) and a name."""
    if "现名" in (a.to, b.to):
        return True
    return len(a.to) > 1 and len(b.to) > 1 and (a.to.endswith(b.to) or b.to.endswith(a.to))


def _event(t: _Once, other: _Once) -> Happening:
    s = t.setting
    return Happening(
        t.thing or other.thing, t.group, True, t.when, s.place, t.block, t.start, t.end, s.doc,
        s.section, s.standing, t.group,
    )  # fmt: skip
