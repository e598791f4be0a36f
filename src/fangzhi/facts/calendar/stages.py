"""Stages (阶段) of one thing in prose – 立项, 开工, 竣工, 验收 – and dates that turn them round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from fangzhi.facts.calendar.events import Happening, clause_after, is_before
from fangzhi.facts.calendar.subjects import in_two_items, is_generic, name_one, share, trimmed
from fangzhi.facts.dates import Date

_REACH: Final = 5
"""How many dates on a stage is compared with."""


class Kind(msgspec.Struct, frozen=True):
    """A stage of the table: its track, name, and the stages it must not come before.

    `forward` tells when it is compared only where the earlier stage is told first: "顺" always (a
    school that closed may be founded again), "名" where what is told second has its own name.
    """

    track: str
    name: str
    follows: frozenset[str]
    forward: str


class Stage(msgspec.Struct, frozen=True):
    """A dated stage: what it is said of (`names`; the topic of the sentence where they are not
    `named`), `loose` where the words only point to it (工程, 该校)."""

    kind: Kind
    happening: Happening
    names: tuple[str, ...]
    loose: bool
    named: bool
    phase: frozenset[str]
    end: int


class Overturned(msgspec.Struct, frozen=True):
    """`early` should not come after `late`, but is dated after it."""

    early: Stage
    late: Stage


@cache
def _tracks() -> tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...]:
    return tuple(
        (re.compile("|".join(f"(?P<k{n}>{words})" for n, (words, _) in enumerate(rows))),
         tuple(kind for _, kind in rows))
        for rows in _rows()
    )  # fmt: skip


@cache
def _any_stage() -> re.Pattern[str]:
    """Any stage of any track: most clauses tell none."""
    return re.compile("|".join(words for rows in _rows() for words, _ in rows))


def tells_a_stage(words: str) -> bool:
    """Tell whether words tell a stage of any track."""
    return _any_stage().search(words) is not None


def _rows() -> list[list[tuple[str, Kind]]]:
    """The lines of the table, a list for each track, the last line of a track first."""
    text = files(__package__).joinpath("data/stages.tsv").read_text(encoding="utf-8")
    tracks: dict[str, list[tuple[str, Kind]]] = {}
    for line in text.splitlines():
        if line and line[0] != "#":
            track, name, words, follows, *way = (cell.strip() for cell in line.split("\t"))
            kind = Kind(track, name, frozenset(follows.split(",")) - {""}, "".join(way))
            tracks.setdefault(track, []).append((words, kind))
    return [list(reversed(rows)) for rows in tracks.values()]


_PLANNED: Final = re.compile(
    "计划|预计|拟|将(?!军)|原定|未能?|尚|争取|力争|可望|有望|底前|年内|目标|要求"
)
_ASIDE: Final = re.compile(
    "此前|之前|以前|曾|原(?!种)|前身|旧|另|因|按照|根据|依据|参照|追溯|距|比|先于|早在|其父|其母|列为|公布为"
)
_PHASES: Final = re.compile(
    "[一二三四五首前后][期段](?:工程)?|第[一二三四五][期段]|续建|扩建|改建|重建|复[建工校刊课航产学]|再[次度]?|又|"
    "[东南西北中上下左右新老]段|其中|部分|改造|停[建工办]|恢复|二线|复线|加固|维修|大修|重修|增建|加建|增设|新增|分[校院]|"
    "迁[建址至到入往]|新[址校厂馆址]|[分支]|两|各|[二两三四五六七八九十]座"
)
_TAIL: Final = re.compile(
    "^(?:并|和|、|及|[通完投启使交验建施运][^，。；]{0,5}|侦查|侦办|审理|审查|落户|仪式|典礼|大会|活动|工作|建设|生产|蓄水|证书|合格|”|了|，)*"
)


_TITLE: Final = re.compile("《[^《》]*》")
_LISTED: Final = frozenset(("、", "和", "及", "与"))
"""Between two dates: 亚麻厂、乳品厂先后在1987年、1989年开工."""
_LASTED: Final = re.compile("[已满整]?(?:\\d{1,3}|[一二三四五六七八九十]{1,3})(?:周?年|个月|天)")
"""到1986年投产30年时: how long it had been, not when."""
_OF_TITLE: Final = re.compile("的《＊*》")
_EMPTY: Final = re.compile("^[　 ，、]*(?:同时|遂|乃|于是|随后|随即|当即|即)?$")


def _stages(happening: Happening, topic: str) -> Iterator[Stage]:
    """The stages, a track each, that the words about a date tell."""
    date = happening.date
    clause = clause_after(happening.words)
    told_before = happening.before[-6:]
    masked = clause
    if "《" in clause:
        masked = _TITLE.sub(lambda m: f"《{'＊' * (len(m[0]) - 2)}》", clause)
    if not (_any_stage().search(masked) or _any_stage().search(told_before)):
        return
    if _PLANNED.search(clause) or _ASIDE.search(happening.before + clause):
        return
    phase = frozenset(_PHASES.findall(happening.before + clause))
    shift = happening.words.find(clause)
    for pattern, kinds in _tracks():
        found = [m for m in pattern.finditer(masked) if not _LASTED.match(masked, m.end())]
        if len(found) > 1 and masked.startswith("的", found[0].end()):
            found = found[:1]  # 1996年施行的办法同时废止: the year is that of the thing
        if len(found) == 1 and _OF_TITLE.search(masked, 0, found[0].start()):
            continue  # 1996年通过的《办法》同时废止
        own = found[-1] if found else None
        if own is None:
            own = next(iter(reversed(list(pattern.finditer(told_before)))), None)
            if own is None or told_before[own.end() :] not in ("", "于", "在"):
                continue
            names = [trimmed(happening.before[: happening.before.rfind(own.group())])]
            end = date.end
        else:
            rest = clause[own.end() :]
            after = re.sub("[（(].*", "", rest[1:] if rest[:1] == "的" else _TAIL.sub("", rest))
            first = found[0] if rest[:1] != "的" else own
            names = [trimmed(happening.before), trimmed(clause[: first.start()]), trimmed(after)]
            end = date.end + shift + own.end()
        names = [name for name in names if len(name) > 1]
        kind = kinds[next(n for n in range(len(kinds)) if own[f"k{n}"] is not None)]
        loose = not names or all(is_generic(name) for name in names)
        said = tuple(names or ([topic] if topic else []))
        yield Stage(kind, happening, said, loose, bool(names), phase, end)


def overturned(text: str, happenings: Sequence[Happening]) -> Iterator[Overturned]:
    """Give the pairs of stages of one thing whose dates turn them round, one for each date."""
    told: list[list[Stage]] = []
    topic, sentence = "", -1
    listed = False
    for happening in happenings:
        if happening.sentence != sentence:
            topic, sentence = trimmed(happening.before), happening.sentence
        told.append([] if listed else list(_stages(happening, topic)))
        listed = happening.words.strip() in _LISTED
    for at, stages in enumerate(told):
        for second in stages:
            pair = next(_against(text, told[max(0, at - _REACH) : at], second), None)
            if pair is not None and not _BROKEN.search(_between(text, pair)):
                yield pair
                break


_BROKEN: Final = re.compile("停[建工办]|续建|复[工建办]|缓建|下马")
"""Between two stages: work that stopped and began again has more than one round of them."""


def _between(text: str, pair: Overturned) -> str:
    ends = sorted((pair.early.end, pair.late.end))
    return text[ends[0] : ends[1]]


def _against(text: str, earlier: Sequence[Sequence[Stage]], second: Stage) -> Iterator[Overturned]:
    for first in (stage for stages in reversed(earlier) for stage in stages):
        if first.kind.track != second.kind.track or not _is_one_thing(first, second):
            continue
        if in_two_items(text, first.happening.date.start, second.happening.date.start):
            continue
        for early, late in ((first, second), (second, first)):
            if early.kind.name not in late.kind.follows or not _turned(early, late, early is first):
                continue
            apart = second.happening.sentence - first.happening.sentence
            kept = late.kind.forward == "顺" or (late.kind.forward == "名" and second.named)
            if early is first or not (kept or (apart and second.loose)):
                yield Overturned(early, late)


def _turned(early: Stage, late: Stage, forward: bool) -> bool:
    a, b = early.happening.since, late.happening.date
    if not is_before(b, a):
        return False
    if (early.kind.name, late.kind.name) in _OFTEN_TURNED and a.year == b.year:
        return False
    if "y" in _later_said(a, b):
        return True
    if early.kind.track in _SEASONAL and not (a.day and b.day):
        return a.month - b.month <= 2  # 10月播种，6月收割: of the year after
    return a.month - b.month < 6 or not forward


_OFTEN_TURNED: Final = frozenset((("建成", "启用"),))
"""Within a year a work may be used before it is finished."""
_SEASONAL: Final = frozenset(("农事",))


def _later_said(a: Date, b: Date) -> str:
    return b.said if b.start > a.start else a.said


def _is_one_thing(first: Stage, second: Stage) -> bool:
    """Told of one subject: the second names none of its own, or one that the first names too."""
    apart = second.happening.sentence - first.happening.sentence
    if not second.phase <= first.phase:
        return False
    if first.phase != second.phase and not second.loose:
        return False
    if apart > 0 and _goes_on(first, second, apart):
        return True
    if apart > 1:
        return False
    if first.kind.track == "达标":
        return not second.loose and share(first.names, second.names)
    if apart == 1:
        return not second.loose and name_one(first.names, second.names, 3)
    return second.loose or name_one(first.names, second.names, 2)


def _goes_on(first: Stage, second: Stage, apart: int) -> bool:
    """A sentence of a date and a verb (2021年8月贯通。) or one of 该工程 goes on about one thing."""
    if not second.loose or first.phase != second.phase:
        return False
    bare = not second.named and _EMPTY.match(second.happening.before) is not None
    return (bare and apart <= 2) or (second.named and bool(first.names) and apart == 1)
