"""Ages told in one place and births in another: 张某，1908年出生 … 张某于1936年就义，年仅38岁.

lives.py and ages_told.py read an age where its paragraph or entry tells the birth. Here the birth is
that of any other text of the work that names the same person.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.ages_told import ages_told
from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.lengths import number
from fangzhi.facts.dates import Date, find_dates
from fangzhi.facts.lives import AGE_SAID, KIN_TOLD, Age, Life, ages, life_of
from fangzhi.facts.records.events import Happening
from fangzhi.facts.records.persons import is_born_person, is_person, person_at_end
from fangzhi.facts.records.setting import Setting
from fangzhi.model.text import Text

_SAYS_AGE: Final = re.compile(AGE_SAID)
_BORN: Final = re.compile(
    r"(?P<name>[一-鿿]{2,12})(?:（[^（）\d]{0,16}）)?，(?:[^，。；\d（）]{1,10}，){0,3}(?:于|系)?"
    r"(?P<y>[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})年[^，。；（）]{0,6}?(?:出生|生(?=[，。于在；]|$))"
)
_DEEDS: Final = (
    ("入伍", "入伍|参军|从军|当兵|应征"),
    ("入党", "入党|加入中国共产党"),
    ("参加工作", "参加工作"),
    ("参加革命", "参加革命"),
)
_DEED: Final = re.compile("|".join(f"(?P<d{n}>{words})" for n, (_, words) in enumerate(_DEEDS)))
_AT_AGE: Final = re.compile(
    rf"(?P<n>\d{{2}}|[一二三四五六七八九]?十[一二三四五六七八九]?)岁(?:那年|时|上|就|即|便)?，?(?:[^，。；\d]{{0,4}}?)(?P<deed>{_DEED.pattern})"
)
_NOT_SURE: Final = re.compile("[约近多余]|左右|虚报|谎报|瞒")
_ITEM: Final = re.compile("[^。；！？\n]+")
_TITLE: Final = 20
"""A line no longer than this that names a person tells whom the next lines are about."""
_BEFORE: Final = 12


class Person(msgspec.Struct, frozen=True):
    """A person whose birth one place of the work tells, with that place."""

    name: str
    born: int
    died: int
    block: Text
    start: int
    end: int


class Apart(msgspec.Struct, frozen=True):
    """Something at `start`..`end` of `block` that does not go with a birth told elsewhere."""

    person: Person
    block: Text
    start: int
    end: int
    said: int
    year: int


def persons(
    texts: Sequence[tuple[Text, Setting]], events: Iterable[Happening]
) -> dict[str, Person]:
    """Give those whose birth the work tells, and tells in one way."""
    found: dict[str, list[Person]] = {}
    died: dict[str, set[int]] = {}
    for e in events:
        if e.group == "逝世" and e.when[0]:
            died.setdefault(e.thing, set()).add(e.when[0])
        elif e.group == "出生" and e.when[0] and e.standing != "prior":
            one = Person(e.thing, e.when[0], 0, e.block, e.start, e.end)
            found.setdefault(e.thing, []).append(one)
    for block, _ in texts:
        for m in _BORN.finditer(block.text) if "生" in block.text else ():
            name = person_at_end(m["name"])
            if (
                name
                and KIN_TOLD.search(block.text, opening(block.text, m.start()), m.end()) is None
            ):
                year = next((d.year for d in find_dates(m.group()) if "y" in d.said), 0)
                one = Person(name, year, 0, block, m.start("y"), m.end())
                found.setdefault(name, []).append(one)
    known = {}
    for name, told in found.items():
        if len(name) > 2 and is_born_person(name) and len({p.born for p in told} - {0}) == 1:
            ends = died.get(name, set())
            last = next(iter(ends)) if len(ends) == 1 else 0
            known[name] = msgspec.structs.replace(told[0], died=last)
    return known


def ages_apart(
    texts: Sequence[tuple[Text, Setting]], events: Sequence[Happening]
) -> Iterator[Apart]:
    """Give the ages, and the years of what was done at an age, that a birth elsewhere speaks against."""
    if not any(_SAYS_AGE.search(block.text) for block, _ in texts):
        return
    known = persons(texts, events)
    if not known:
        return
    names = re.compile("|".join(sorted(known, key=lambda n: (-len(n), n))))
    before: deque[str] = deque(maxlen=_BEFORE)
    doc = -1
    implied: list[tuple[str, str, int, Text]] = []
    for block, setting in texts:
        if setting.doc != doc:
            before.clear()
            doc = setting.doc
        if _SAYS_AGE.search(block.text) is not None and setting.standing != "prior":
            yield from _of_text(block, setting, list(before), known, names)
            implied.extend(_done_at_age(block, names))
        before.append(block.text)
    yield from _against_deeds(texts, known, names, implied)


def _of_text(
    block: Text, setting: Setting, before: list[str], known: dict[str, Person],
    names: re.Pattern[str],
) -> Iterator[Apart]:  # fmt: skip
    text = block.text
    if life_of(text, setting.headings, before) is not None:
        return  # read with its entry
    about = set(names.findall(text))
    if not about and before and len(before[-1]) <= _TITLE:
        about = {n for n in names.findall(before[-1]) if n[1:] in text}
    if not about and setting.headings and len(setting.headings[-1]) <= _TITLE:
        about = set(names.findall(setting.headings[-1]))
    for name in about if len(about) == 1 else ():
        person = known[name]
        if person.block.id == block.id:
            continue
        life = Life(name, person.born, person.died, 0, 0)
        found: list[Age] = list(ages(text, life))
        found += [a for a in ages_told(text, life, setting.year)
                  if not any(a.start < b.end and b.start < a.end for b in found)]  # fmt: skip
        for age in found:
            if abs(age.year - age.born - age.said) > 1 and _is_of(text, age, name):
                yield Apart(person, block, age.start, age.end, age.said, age.year)


def _is_of(text: str, age: Age, name: str) -> bool:
    """Tell whether an age is of the one named: no other person opens its sentence or clause."""
    opens = opening(text, age.start)
    if KIN_TOLD.search(text, opens, age.start):
        return False
    clause = text[max(opens, age.start - 24) : age.start]
    others = [other for other in _OTHER.findall(clause) if is_person(other)]
    run = _RUN.search(_ADVERB.sub("", clause))
    others.append(person_at_end(run.group()) if run is not None else "")
    return all(not other or other[:2] in name for other in others)


_OTHER: Final = re.compile("(?:^|[，、；：])([一-鿿]{2,3})(?=，|[已时年]|$)")
_RUN: Final = re.compile("[一-鿿]+$")
_ADVERB: Final = re.compile("(?:已经?|[现时当是][年]|年[仅方已]|刚|才|正)+$")


def _done_at_age(block: Text, names: re.Pattern[str]) -> Iterator[tuple[str, str, int, Text]]:
    """十八岁那年参军: (who, what, at what age), of the one whom the sentence or the text opens with."""
    text = block.text
    for m in _AT_AGE.finditer(text):
        opens = opening(text, m.start(), "。；！？\n")
        dated = any("y" in d.said and "生" not in text[d.end : d.end + 8].split("，")[0]
                    for d in find_dates(text[opens : m.end()]))  # fmt: skip
        named = names.findall(text, opens, m.start()) or names.findall(text[:8])
        sure = not dated and not _NOT_SURE.search(text, max(0, m.start() - 3), m.end())
        if named and sure and KIN_TOLD.search(text, opens, m.start()) is None:
            yield named[-1], _group(m["deed"]), number(m["n"]), block


def _group(words: str) -> str:
    return next(g for g, pattern in _DEEDS if re.search(pattern, words))


def _against_deeds(
    texts: Sequence[tuple[Text, Setting]], known: dict[str, Person], names: re.Pattern[str],
    implied: Sequence[tuple[str, str, int, Text]],
) -> Iterator[Apart]:  # fmt: skip
    """18岁参军, born in 1928, and elsewhere 1943年入伍: the year told is 15 after the birth."""
    at_age = {(name, group): (n, block) for name, group, n, block in implied}
    wanted = {name for name, _ in at_age}
    for block, setting in texts if wanted else ():
        if setting.standing == "prior" or not wanted & set(names.findall(block.text)):
            continue
        for name, group, date in deeds(block.text, names):
            n, teller = at_age.get((name, group), (0, block))
            person = known[name]
            if n and teller.id != block.id and abs(date.year - person.born - n) > 1:
                yield Apart(person, block, date.start, date.end, n, date.year)


def deeds(text: str, names: re.Pattern[str]) -> Iterator[tuple[str, str, Date]]:
    """Give (who, what, when) of each item of a text that opens with a name: 孙某，1946年入伍."""
    dates = [d for d in find_dates(text) if "y" in d.said and not d.ends]
    for item in _ITEM.finditer(text) if dates else ():
        named = names.search(text, item.start(), item.end())
        for date in dates if named is not None else ():
            if not item.start() <= date.start < item.end():
                continue
            clause = re.split("[，；。、]", text[date.end : item.end()].lstrip("，　"), maxsplit=1)[
                0
            ]
            m = _DEED.search(clause)
            if m is not None and named is not None:
                yield named.group(), _group(m.group()), date
