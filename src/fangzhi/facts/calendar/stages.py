"""Stages (阶段) of one thing in prose – 立项, 开工, 竣工, 验收 – and dates that turn them round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from fangzhi.facts.calendar.events import Happening, clause_after, is_before
from fangzhi.facts.dates import Date

_REACH: Final = 5
"""How many dates on a stage is compared with."""


class Kind(msgspec.Struct, frozen=True):
    """A stage of the table: its track, name, and the stages it must not come before."""

    track: str
    name: str
    follows: frozenset[str]


class Stage(msgspec.Struct, frozen=True):
    """A dated stage: what it is said of (`names`; empty where the words do not say), its words."""

    kind: Kind
    happening: Happening
    names: tuple[str, ...]
    loose: bool
    phase: frozenset[str]
    end: int


class Overturned(msgspec.Struct, frozen=True):
    """`early` should not come after `late`, but is dated after it."""

    early: Stage
    late: Stage


@cache
def _tracks() -> tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...]:
    text = files(__package__).joinpath("data/stages.tsv").read_text(encoding="utf-8")
    tracks: dict[str, list[tuple[str, Kind]]] = {}
    for line in text.splitlines():
        if line and line[0] != "#":
            track, name, words, follows = (cell.strip() for cell in line.split("\t"))
            kind = Kind(track, name, frozenset(follows.split(",")) - {""})
            tracks.setdefault(track, []).append((words, kind))
    return tuple(
        (re.compile("|".join(f"(?P<k{n}>{words})" for n, (words, _) in enumerate(rows))),
         tuple(kind for _, kind in rows))
        for rows in (list(reversed(rows)) for rows in tracks.values())
    )  # fmt: skip


_PLANNED: Final = re.compile(
    "计划|预计|拟|将(?!军)|原定|未能?|尚|争取|力争|可望|有望|底前|年内|目标|要求|《"
)
_ASIDE: Final = re.compile(
    "此前|之前|以前|曾|原(?!种)|前身|旧|另|因|按照|根据|依据|参照|追溯|距|比|先于|早在|其父|其母|列为|公布为"
)
_PHASES: Final = re.compile(
    "[一二三四五首前后][期段](?:工程)?|第[一二三四五][期段]|续建|扩建|改建|重建|复[建工校刊课航产学]|再[次度]?|又|"
    "[东南西北中上下左右新老]段|其中|部分|改造|停[建工办]|恢复|二线|复线|加固|维修|大修|重修|增建|加建|增设|新增|分[校院]|"
    "迁[建址至到入往]|新[址校厂馆址]|[分支]|两|各|[二两三四五六七八九十]座"
)
_TRIM: Final = re.compile(
    "^(?:[　 ，“的]|正式|全面|全线|全部|顺利|开始|如期|相继|先后|已经?|又|即|并|通过|投入|完成|举行|组织|进场|开展|"
    "实施|成功|进行|着手|作出|接收|迎来|出|地|年[初底末中]|[春夏秋冬末底初]季?|上半年|下半年|[上中下]旬|(?:由|经|在|为|对|向|被|从|以|按|随)[^，。；]*)+"
    "|(?:[　 ，“”的于]|正式|全面|全线|全部|顺利|开始|如期|相继|先后|已经?|又|通过|投入|完成|举行|自|系|完|"
    "工程)+$"
)
_TAIL: Final = re.compile(
    "^(?:并|和|、|及|[通完投启使交验建施运][^，。；]{0,5}|侦查|侦办|审理|审查|落户|仪式|典礼|大会|活动|工作|建设|生产|蓄水|证书|”|了|，)*"
)
_GENERIC: Final = re.compile(
    "^(?:该?(?:学校|校|工程|项目|大桥|桥|水库|厂|电站|公司|医院|馆|站|场|社|线路|公路|铁路|渠|主体|全程|产品|书|志|志书)|主体(?:工程)?|(?:主|引|地下|地上|全部)?(?:线路|厂房|基础|坝体|房屋|土建|管[道网]|设备|地基|桥墩|路基|路面|站房|机组|干渠)|该案|案件|井筒|巷道|炉体|水井|机井|坑道|校舍|"
    "[^，。；]{0,8}(?:法院|检察院|机关|[厅局委办组]|政府|部门|出版社|委员会)|"
    "(?:首批|第一批|首届|第一届)[^，。；]{0,6}|(?:新生|学生|学员)?[^，。；]{0,4}\\d+[名人个].*|新生.*|当地|全县)$"
)


def _trimmed(words: str) -> str:
    return _TRIM.sub("", words).strip("　 ，、")


def _stages(happening: Happening, topic: str) -> Iterator[Stage]:
    """The stages, a track each, that the words about a date tell."""
    date = happening.date
    clause = clause_after(happening.words)
    told_before = happening.before[-6:] if happening.before.endswith("于") else ""
    if _PLANNED.search(clause) or _ASIDE.search(happening.before + clause):
        return
    phase = frozenset(_PHASES.findall(happening.before + clause))
    shift = happening.words.find(clause)
    for pattern, kinds in _tracks():
        found = list(pattern.finditer(clause))
        own = found[-1] if found else None
        if own is None:
            own = next(iter(reversed(list(pattern.finditer(told_before)))), None)
            if own is None:
                continue
            names = [_trimmed(happening.before[: happening.before.rfind(own.group())])]
            end = date.end
        else:
            rest = clause[own.end() :]
            after = re.sub("[（(].*", "", rest[1:] if rest[:1] == "的" else _TAIL.sub("", rest))
            first = found[0] if rest[:1] != "的" else own
            names = [_trimmed(happening.before), _trimmed(clause[: first.start()]), _trimmed(after)]
            end = date.end + shift + own.end()
        names = [name for name in names if len(name) > 1]
        kind = kinds[next(n for n in range(len(kinds)) if own[f"k{n}"] is not None)]
        loose = not names or all(_GENERIC.match(name) for name in names)
        yield Stage(kind, happening, tuple(names or ([topic] if topic else [])), loose, phase, end)


def overturned(text: str, happenings: Sequence[Happening]) -> Iterator[Overturned]:
    """Give the pairs of stages of one thing whose dates turn them round, one for each date."""
    told: list[list[Stage]] = []
    topic, sentence = "", -1
    for happening in happenings:
        if happening.sentence != sentence:
            topic, sentence = _trimmed(happening.before), happening.sentence
        told.append(list(_stages(happening, topic)))
    for at, stages in enumerate(told):
        for second in stages:
            pair = next(_against(told[max(0, at - _REACH) : at], second), None)
            if pair is not None:
                yield pair
                break


def _against(earlier: Sequence[Sequence[Stage]], second: Stage) -> Iterator[Overturned]:
    for first in (stage for stages in reversed(earlier) for stage in stages):
        if first.kind.track != second.kind.track or not _is_one_thing(first, second):
            continue
        for early, late in ((first, second), (second, first)):
            if early.kind.name in late.kind.follows and _turned(early, late, early is first):
                yield Overturned(early, late)


def _turned(early: Stage, late: Stage, forward: bool) -> bool:
    a, b = early.happening.date, late.happening.date
    if a.ends or b.ends or not is_before(b, a):
        return False
    return "y" in _later_said(a, b) or a.month - b.month < 6 or not forward


def _later_said(a: Date, b: Date) -> str:
    return b.said if b.start > a.start else a.said


def _is_one_thing(first: Stage, second: Stage) -> bool:
    """Told of one subject: the second names none of its own, or one that the first names too."""
    apart = second.happening.sentence - first.happening.sentence
    if apart > 1 or not second.phase <= first.phase:
        return False
    if first.phase != second.phase and not second.loose:
        return False
    if first.kind.track == "达标":
        return not second.loose and _share(first.names, second.names)
    if apart == 1:
        return not second.loose and _name_one(first.names, second.names, 3)
    return second.loose or _name_one(first.names, second.names, 2)


def _share(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two names have two characters in a row in common (“两基”验收, “两基”攻坚)."""
    pairs = {x[i : i + 2] for x in a for i in range(min(len(x), 30) - 1)}
    return any(
        y[i : i + 2] in pairs and not _COMMON.search(y[i : i + 2])
        for y in b
        for i in range(min(len(y), 30) - 1)
    )


def _name_one(a: Sequence[str], b: Sequence[str], least: int) -> bool:
    """Tell whether a name ends or begins the other (石桥水库, 水库): not 城南桥 and 城北桥."""
    for x in a:
        for y in b:
            short, long = sorted((x, y), key=len)
            if len(short) >= least and (long.endswith(short) or long.startswith(short)):
                return True
    return False


_COMMON: Final = re.compile("工程|项目|建设|全县|全市|验收|规划|启动|[\\d、（）]|公里|平方|中心|年")
