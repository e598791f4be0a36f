"""Names told once, and others that sound or look like them for the same person elsewhere.

A name told once with what its bearer is (校长郭宏升) says less than one told often: another that
differs by one like character is doubted only where it bears the same post, stands close by, or
tells the same deed or the same month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from fangzhi.check.context import DocumentContext
from fangzhi.check.quotes import spans_of
from fangzhi.check.rules.names_alike import is_alike
from fangzhi.check.rules.people_names_found import KIN, NOT_GIVEN, SURE_SURNAMES, is_word
from fangzhi.facts.breaks import opening
from fangzhi.model.manuscript import texts
from fangzhi.model.text import Text

_BEARING = (
    "[\u4e00-\u9fff]长|书记|主任|主席|经理|政委|司令|[委社会党演职教学技术动队]员|[教医技律厨]师|工人|农民|村民|专家|"
    "作家|画家|学者|商人|校友|乡贤|[士乡]绅|绅士|绅商|知[县府州]|举人|进士|秀才|贡生|监生|生员|道士|住持|方丈|族长|团总|"
    "烈士|英雄|模范|标兵|能手|院士|博士|教授|冠军|选手|艺人|传承人|捐资人|主持人|带头人|医生|护士|战士|学生|支书|"
    "[受采]访[人者]|[口讲]述[人者]|负责人|法人|发起人|创办人|创始人|主编|编辑|记者"
)
_NAME = f"[{SURE_SURNAMES}][\u4e00-\u9fff]{{2}}"
_TOLD = re.compile(
    f"(?P<t>[\u4e00-\u9fff]{{0,6}}(?:{_BEARING}))[：:“为是]?(?P<n>{_NAME})(?![村乡镇])"
)
_ENDS = {c for w in _BEARING.split("|") for c in (w.split("[")[-1][:-1] if w[-1] == "]" else w[-1])}
_MAY_BEAR = re.compile(f"[{''.join(sorted(_ENDS))}：:“为是](?={_NAME})")
"""The sign before a name that `_TOLD` may find; at most `_LEAD` others of it stand before that."""
_LEAD = 10
_LISTED = re.compile(f"[、，：为有](?P<n>{_NAME})(?=、{_NAME}[、，。；]|等)")
_STANDS_AFTER = re.compile(
    "(?:^|[，。；、：（）“”　 0-9年月日初末时后前春夏秋冬]|"
    "授予|追授|奖励|推选|选举|任命|聘请|陪同|[由经被与和及同向为给对将以请派推选聘随从])$"
)
_A_PLACE = re.compile("[村乡镇坝湾沟沱家街路桥河]")
_TWO = re.compile(
    "继任|接任|前任|后任|[弟兄姐妹]|父[子女]|母[子女]|叔侄|同名|又[名作]|一作|旧[作谱]|误|一说|二人|两人|不同|分别"
)
_SAME_DEED = 4
_SAME_POST, _ALONE_SIGNS = 4, 2
_NEAR = 3
_REACH = 24
_SENTENCE = 80
_MONTH = re.compile("[0-9]{4}年(?:[0-9]{1,2}月)?")


class Told(msgspec.Struct, frozen=True):
    """A name with what its bearer is called, in the `at`-th text of a document."""

    name: str
    bearing: str
    document: int
    at: int
    text: Text
    start: int


class Doubt(msgspec.Struct, frozen=True):
    """A name at `start` of `text` that stands for `right`, told at `other`."""

    text: Text
    start: int
    name: str
    right: str
    other: Told


def doubted_once(documents: Iterable[DocumentContext], known: Iterable[str]) -> Iterator[Doubt]:
    """Give names that differ by one like character from one told elsewhere, not in `known`."""
    rows = [
        (number, at, text)
        for number, document in enumerate(documents)
        for at, text in enumerate(texts(document.manuscript))
        if len(text.text) > 4 and text.role not in ("quote", "verse")
    ]
    told = _told(rows, frozenset(known))
    if not told:
        return
    open_names: dict[tuple[str, str, int], list[str]] = {}
    for name in told:
        open_names.setdefault((name[0], name[1], 2), []).append(name)
        open_names.setdefault((name[0], name[2], 1), []).append(name)
    begins = re.compile(f"[{''.join(sorted({name[0] for name in told}))}](?=[\u4e00-\u9fff]{{2}})")
    done: set[tuple[str, str]] = set()
    for number, at, text in rows:
        for m in begins.finditer(text.text):
            words = text.text[m.start() : m.start() + 3]
            for key in ((words[0], words[1], 2), (words[0], words[2], 1)):
                for right in open_names.get(key, ()):
                    if words == right or (right, words) in done:
                        continue
                    other = _same_person(text, m.start(), words, told[right], (number, at))
                    if other is not None and is_alike(words[key[2]], right[key[2]]):
                        done |= {(words, right), (right, words)}
                        yield Doubt(text, m.start(), words, right, other)


def _told(rows: list[tuple[int, int, Text]], known: frozenset[str]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for number, at, text in rows:
        for name, bearing, start in _named_in(text.text):
            if name not in known:
                found.setdefault(name, []).append(Told(name, bearing, number, at, text, start))
    return found


@lru_cache(maxsize=512)
def _named_in(text: str) -> tuple[tuple[str, str, int], ...]:
    """Give names that a text tells with what their bearer is, or in lists, and where each begins;
    kept, for an entry is checked again and again while it is written."""
    return tuple(
        (name, m["t"] if m.re is _TOLD else "", m.start("n"))
        for m in (*_borne(text), *_LISTED.finditer(text))
        if not NOT_GIVEN.search((name := m["n"])[1:]) and not is_word(name)
    )


def _borne(text: str) -> Iterator[re.Match[str]]:
    """Give what `_TOLD` finds in a text, sought only where a name may follow."""
    end = 0
    for sign in _MAY_BEAR.finditer(text):
        at = sign.start()
        for start in range(max(end, at - _LEAD), at + 1):
            m = _TOLD.match(text, start)
            if m is not None:
                end = m.end()
                yield m
                break


def _same_person(
    text: Text, start: int, words: str, told: list[Told], where: tuple[int, int]
) -> Told | None:
    """Give the telling of the other name that this one cannot but repeat."""
    line = text.text
    before = line[max(0, start - _REACH) : start]
    after = line[start + 3 : start + 4]
    if KIN.search(before[-5:]) or _A_PLACE.match(after) or is_word(words):
        return None
    if any(a <= start and start + 3 <= b for a, b in spans_of(text)):
        return None
    here = _TOLD.search(line, max(0, start - 10), start + 3)
    bearing = here["t"] if here is not None and here.start("n") == start else ""
    if not bearing and not _STANDS_AFTER.search(before):
        return None
    for other in told:
        if _are_apart(text, start, words, other):
            return None
    place = (*where, start)
    for other in told:
        if bearing and (other.document, other.at, other.start) > place:
            continue  # the later of two is doubted, when that one is read
        near = other.document == where[0] and abs(other.at - where[1]) <= _NEAR
        if near or _same_post(bearing, other.bearing) or _same_deed(text, start, other):
            return other
    return None


def _are_apart(text: Text, start: int, words: str, other: Told) -> bool:
    """Tell whether a list holds both names, or words by them tell of two persons or two ways."""
    line = other.text.text
    if re.search(f"{words}[^。；]{{0,12}}[、和与及][^。；]{{0,12}}{other.name}|"
                 f"{other.name}[^。；]{{0,12}}[、和与及][^。；]{{0,12}}{words}", line):  # fmt: skip
        return True
    around = (line[max(0, other.start - 8) : other.start + 14],
              text.text[max(0, start - 12) : start + 14])  # fmt: skip
    return any(_TWO.search(part) for part in around)


_ALONE = re.compile("(?:长|书记|主任|主席|政委|知[县府州])$")
"""Posts that one person holds at a time."""


def _same_post(one: str, other: str) -> bool:
    size = _ending(one, other)
    return size >= _SAME_POST or (size >= _ALONE_SIGNS and _ALONE.search(one) is not None)


def _ending(one: str, other: str) -> int:
    size = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        size += 1
    return size


def _same_deed(text: Text, start: int, other: Told) -> bool:
    """Tell whether what the two sentences say shares some words in a row, or a month."""
    one, two = _sentence(text.text, start), _sentence(other.text.text, other.start)
    months = {m.group() for m in _MONTH.finditer(one) if "月" in m.group()}
    if months & {m.group() for m in _MONTH.finditer(two)}:
        return True
    after = text.text[start + 3 : start + 3 + _REACH]
    han = re.findall("[\u4e00-\u9fff]{4,}", re.split("[。；]", after)[0])
    runs = {part[n : n + _SAME_DEED] for part in han for n in range(len(part) - _SAME_DEED + 1)}
    return any(run in two for run in runs)


def _sentence(text: str, at: int) -> str:
    opens = opening(text, at, "。；\n")
    return (
        re.split("[。；\n]", text[opens : at + 80], maxsplit=1)[0]
        if at - opens < 80
        else text[opens:at]
    )
