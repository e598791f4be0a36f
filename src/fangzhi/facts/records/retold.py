"""Events retold (异记): one event under another verb or a shorter name, with one part of its date
in other digits. events.py compares what bears one name and verb; this asks less of the names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from fangzhi.facts.records.events import Clash, Happening, clash_of, same_date
from fangzhi.facts.records.mention import pairs

_DONE: Final = frozenset(("竣工", "启用", "通车"))
_ALIKE: Final = 0.65
_APART: Final = frozenset("一二三四五六七八九十东西南北中上下前后新老旧甲乙丙丁男女0123456789")
_NUMBER: Final = re.compile("[0-9]+")
_CROWD: Final = 40
_LIVES: Final = frozenset(("出生", "逝世"))


def retold(events: Sequence[Happening], known: Iterable[Clash] = ()) -> list[Clash]:
    """Give pairs of tellings that look like one event with a slip in the date."""
    taken = {_spot(c.doubtful) for c in known} | {_spot(c.other) for c in known}
    beside: dict[str, list[Happening]] = {}
    for event in events:
        beside.setdefault(event.block.id, []).append(event)
    found: dict[int, tuple[tuple[int, int], int]] = {}
    twice = _told_twice(events)
    for a, b in sorted(set(_candidates(events))):
        one, other = events[a], events[b]
        if one.thing != other.thing and {(e.thing, e.when) for e in (one, other)} <= twice:
            continue  # 青石小学1922年, 龙潭小学1952年: the table beside the text says the same
        if _spot(one) in taken or _spot(other) in taken or not _may_be_one(one, other):
            continue
        if _tells(beside[one.block.id], other) or _tells(beside[other.block.id], one):
            continue
        first, second = (b, a) if other.standing == "chronology" != one.standing else (a, b)
        score = (-len(set(pairs(one.thing)) & set(pairs(other.thing))), first)
        if second not in found or score < found[second][0]:
            found[second] = (score, first)
    spots: set[tuple[str, int]] = set()
    clashes = []
    for second, (_, first) in sorted(found.items()):
        if not {_spot(events[second]), _spot(events[first])} & spots:
            spots |= {_spot(events[second])}
            clashes.append(clash_of(events[second], (events[first],)))
    return clashes


def _told_twice(events: Sequence[Happening]) -> set[tuple[str, tuple[int, int, int]]]:
    """The things with the dates that two texts tell alike."""
    first: dict[tuple[str, tuple[int, int, int]], str] = {}
    return {
        key for e in events if first.setdefault(key := (e.thing, e.when), e.block.id) != e.block.id
    }


def _candidates(events: Sequence[Happening]) -> Iterator[tuple[int, int]]:
    homes: dict[tuple[object, ...], list[int]] = {}
    for n, event in enumerate(events):
        group = "done" if event.group in _DONE else event.group
        y, m, d = event.when
        if not y:
            continue
        forms: list[tuple[object, ...]] = [("y", event.thing[:2]), ("m", y), ("n", m, d)]
        if d:
            forms.append(("d", y, m))
            forms.append(("e", y, d))
        for form in forms:
            homes.setdefault((group, *form), []).append(n)
    for home in homes.values():
        if len(home) <= _CROWD:
            yield from combinations(home, 2)
            continue
        crowds: dict[str, list[int]] = {}
        for n in home:
            for pair in set(pairs(events[n].thing)):
                crowds.setdefault(pair, []).append(n)
        for crowd in crowds.values():
            if len(crowd) <= _CROWD:
                yield from combinations(crowd, 2)


def _may_be_one(a: Happening, b: Happening) -> bool:
    if _home(a) == _home(b) or same_date(a.when, b.when) or not _slip(a, b):
        return False
    if a.standing == b.standing == "prior":
        return False
    if a.place != b.place and a.place and b.place:
        return False
    if a.group in _LIVES:
        return a.thing == b.thing
    exact = a.thing == b.thing
    if a.group == "离任" and exact and a.when[0] != b.when[0]:
        return a.when[1] == b.when[1] > 0 and a.words[-2:] == b.words[-2:]
    if a.group == "到任" and exact and a.when[0] != b.when[0]:
        own = (a.words == a.group) != (b.words == b.group) or _one_post(a, b)
        return a.when[1] == b.when[1] > 0 and own
    if a.when[0] != b.when[0]:
        done = exact and {a.group, b.group} <= _DONE
        return a.once and (a.group == b.group or done) and _like(a.thing, b.thing, exact=exact)
    return _like(a.thing, b.thing, exact=exact)


def _home(event: Happening) -> str:
    """The text of an event; rows of one table tell of things each their own."""
    home, _, cell = event.block.id.partition("/")
    return home if cell and event.words == event.group else event.block.id


_POST: Final = re.compile(
    "[校县区乡镇局院厂馆站所社处科部]长|书记|主任|主席|知[县州府]|县令|训导|教谕|经理|会长|司令|政委"
)


def _one_post(a: Happening, b: Happening) -> bool:
    """Tell whether the words about two takings of office name one post (校长)."""
    posts = [set(_POST.findall(e.block.text[max(0, e.start - 14) : e.end + 16])) for e in (a, b)]
    return bool(posts[0] & posts[1])


def _like(one: str, other: str, *, exact: bool) -> bool:
    """Tell whether two names may be of one thing: one within the other, or most of both alike."""
    if exact:
        return len(one) >= 3
    if one[-1:] + other[-1:] in ("乡镇", "镇乡") and one[:-1] == other[:-1]:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 3 and long[1:] == short and long[0] in "村镇乡县市区旗":
        return True
    if set(_NUMBER.findall(short)) - set(_NUMBER.findall(long)):
        return False  # 12届33次会议, 12届31次会议
    if len(short) < 4 or {c for c in short if c in _APART} - {c for c in long if c in _APART}:
        return False
    rest = iter(long)
    if all(c in rest for c in short):
        return True
    if {c for c in long if c in _APART} - {c for c in short if c in _APART}:
        return False
    own, theirs = set(pairs(short)), set(pairs(long))
    return 2 * len(own & theirs) >= _ALIKE * (len(own) + len(theirs))


def _slip(a: Happening, b: Happening) -> bool:
    if not (a.when[1] and b.when[1]) and a.group not in ("成立", "出生", "逝世", "批准"):
        return False
    return one_part_slips(a.when, b.when)


def one_part_slips(a: tuple[int, int, int], b: tuple[int, int, int]) -> bool:
    """Tell whether exactly one part of two dates differs, and in its digits no more than a slip."""
    other = [(x, y) for x, y in zip(a, b, strict=True) if x and y and x != y]
    if len(other) != 1:
        return False
    one, two = (str(n) for n in other[0])
    return sorted(one) == sorted(two) or _near(one, two)


def _near(one: str, two: str) -> bool:
    if len(one) == len(two):
        return sum(x != y for x, y in zip(one, two, strict=True)) == 1
    short, long = sorted((one, two), key=len)
    return len(long) - len(short) == 1 and (long.startswith(short) or long.endswith(short))


def _tells(own: Iterable[Happening], other: Happening) -> bool:
    """Tell whether a text tells the other date too, of a like thing: then they are two events."""
    return any(e.when == other.when and set(pairs(e.thing)) & set(pairs(other.thing)) for e in own)


def _spot(event: Happening) -> tuple[str, int]:
    return event.block.id, event.start
