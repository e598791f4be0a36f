"""Dated events (大事): what happened to what and when, and events told with two dates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, Literal

import msgspec

from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.timeline import timeline
from fangzhi.facts.dates import Date, find_dates
from fangzhi.facts.lives import KIN_TOLD
from fangzhi.facts.records.apart import one_new_name
from fangzhi.facts.records.persons import OF_PERSONS, TITLED, is_person, person_told
from fangzhi.facts.records.record import Standing
from fangzhi.facts.records.sessions import HELD, meeting_name
from fangzhi.facts.records.setting import Setting, bare_name
from fangzhi.facts.records.things import LEADS, THING, is_thing
from fangzhi.facts.records.words import Verb, indicators, verbs, words
from fangzhi.model.text import Text
from fangzhi.zh.surnames import FAMILIAR


class Happening(msgspec.Struct, frozen=True):
    """An event: the thing, the class of what happened, the date as printed at `start`..`end`."""

    thing: str
    group: str
    once: bool
    when: tuple[int, int, int]
    place: str
    block: Text
    start: int
    end: int
    doc: int
    section: str
    standing: Standing
    words: str


class Clash(msgspec.Struct, frozen=True):
    """One event told with two dates; which is right is for a person to say."""

    doubtful: Happening
    other: Happening
    agreeing: tuple[Happening, ...]
    kind: Literal["text", "prior"] = "text"


_VERB: Final = re.compile("|".join(sorted(map(re.escape, verbs()), key=lambda w: (-len(w), w))))
_DATED: Final = re.compile(r"\d[年月日]")
_BREAK: Final = re.compile(r"[。！？；\n]")
_COMMA: Final = re.compile(r"[，、：:（）()\s]")
_PLANNED: Final = re.compile(
    "|".join(map(re.escape, (*words("plan"), "要求", "至今", "前后", "左右", "推迟", "原定")))
)
_ANAPHORA: Final = re.compile(
    r"^(?:大桥|该.{1,4}|工程|项目|其|新馆|新楼|水库|全桥|主体|主体工程|建筑|会议|大会|学校|医院|公司|全线|本次|此次|比赛|活动|该|全部|全面)?$"
)
_FORE: Final = re.compile(
    r"^(?:[春夏秋冬](?=[村全县镇])|的|在|随着|经|将|又|再次|首次|正式|全面|全国|全省|全市|全县|当天|上午|下午|晚上?|凌晨|（[^）]*）|[，、\s])+"
)
_HIND: Final = re.compile(
    r"(?:正式|全面|全线|胜利|顺利|如期|成功|隆重|头一回|第一次|首次|工程|项目|主体|对外|建设|仪式|典礼|大会|建成|并|竣工|通过|经|完成|整体|同时|于|在.{2,14}|在|始|开始|先后|陆续|试|自从?|从)+$"
)
_AFTER: Final = re.compile(r"于?(?:\d{4}年|\d{1,2}月)")


def _at_once(text: str, position: int) -> int:
    """How far behind a verb a date may stand that is its own: 建于, 建 于."""
    return 1 if text.startswith("于", position) else -1


_BY_ERA: Final = re.compile(r"于?[一-鿿]{3,12}（")
_WHOLE: Final = re.compile(
    r"^(?:全[村镇乡县市区旗境]|[本我][村镇乡县]|村[里内中]|[县镇旗]城|[县镇村乡旗]境|境内)$"
)
_OF_WHOLE: Final = frozenset(("通车", "解放"))
_AGAIN: Final = frozenset("重改扩新续再未拟")
_NO_DOING: Final = re.compile("里程|能力|率|[已满]?\\d{1,3}年")
"""What makes a noun of a verb (通车里程), or tells how long ago it was (投产30年时)."""
_ORDINAL: Final = re.compile(r"第.{1,4}[届次期]|.{1,4}届.{1,4}次")
_FEAST: Final = re.compile(r"(?:节|赛|庙会|灯会|展|博览会|运动会|展览|交易会|晚会)$")
_NOT_ONE: Final = re.compile(
    r"[0-9一二三四五六七八九十百]+[个条座所家处]|等$|多[个条座所家处]|部分|各|一批|首批"
)
_OBJECT: Final = re.compile(r"了?([^，。；、：:（）()\d“”！\n]{3,28})")
_TAKES_OBJECT: Final = frozenset(("成立", "召开", "撤销", "签订"))
_DONE_BY: Final = frozenset(("召开", "批准", "签订", "发生"))
_AGENT: Final = re.compile(
    r"(?:局|政府|委|委员会|常委会|公司|政协|人大|法院|检察院|学校|公安|部|办|国务院|会议|大会|县|市|镇|乡|村|站|中心|协会|支部|总支|中学|小学|医院)$"
)
_GOES_ON: Final = re.compile(r"[一-鿿](?<![并仪发后时于使])")
_JUBILEE: Final = re.compile(r"[\d一二三四五六七八九十百]+(?:周年|多年|余年)")
_ENDED: Final = re.compile(
    r"(?<=..)(?:始建|创建|创办|开办|改建|动工|开工|竣工|建成|建于|成立|全长|总长|长|高|占地|总投资|投资|位于|于|始|经|由.{2,16})$"
)
_NO_NAME: Final = re.compile(
    r"\d(?![\d号期标#届路千])|年[间底初末]?$|^[至—~～–\-距比占]|^(?:民国|清|明)?.{0,4}[元一二三四五六七八九十]年|[时期]$"
)
_CUT: Final = re.compile(
    r"[，、：:（）()\s]|位于|地处|坐落|前身|古名|[是为系由]|于(?=\d)|(?=\d(?!\d*号))"
)
_PART: Final = re.compile(
    r"^(?:大坝|主坝|主线|主体|主桥|\d+号.{1,4}|主楼|主桥|新楼|新馆|[一二三四]期|机组|.{1,3}院区|.{1,3}校区|住院.{1,3}|门诊.{1,3}|教学楼|办公楼|综合楼)$"
)
_LEAST: Final = 3


def happenings(block: Text, setting: Setting) -> Iterator[Happening]:
    """Give the dated events that a text tells, in order."""
    text = block.text
    if _DATED.search(text) is None or _VERB.search(text) is None:
        return
    dates = timeline(text, find_dates(text, setting.year, int(setting.span or 0)), find_eras(text))
    if dates:
        yield from _Telling(block, setting, dates).read()


_TOPIC: Final = re.compile(r"[\s　]*([一-鿿]{3,16})，")
"""赤沙人饮工程，取河水，净化后提送: what a paragraph opens with."""


class _Telling:
    def __init__(self, block: Text, setting: Setting, dates: tuple[Date, ...]) -> None:
        self.block, self.setting, self.dates = block, setting, dates
        self.text = block.text
        self.thing = setting.thing
        self.person = person_told(block.text, setting)
        self.breaks = [m.end() for m in _BREAK.finditer(self.text)]

    def read(self) -> Iterator[Happening]:
        """Walk the sentences that hold a date."""
        start = 0
        for stop in (*self.breaks, len(self.text)):
            own = [d for d in self.dates if start <= d.start < stop and d.precision >= 1]
            lead = LEADS.match(self.text, start)
            if lead is None and not start:
                lead = _TOPIC.match(self.text)
            led = _ENDED.sub("", lead[1]) if lead is not None else ""
            if led and led not in indicators() and _is_named(led) and not self._again(led):
                self.thing = bare_name(led, self.setting.area)
            if own:
                yield from self._sentence(start, stop, own)
            start = stop

    def _again(self, name: str) -> bool:
        """Tell whether a name only says again what the text is about: 红旗电站 … 电站, 该电站."""
        return self.thing != name and self.thing.endswith(name.removeprefix("该"))

    def _sentence(self, start: int, stop: int, dates: list[Date]) -> Iterator[Happening]:
        at = start
        starts = [d.start for d in dates]
        for m in _VERB.finditer(self.text, start, stop):
            if self.text[m.start() - 1 : m.start()] in _AGAIN or _NO_DOING.match(
                self.text, m.end()
            ):
                continue
            verb = verbs()[m.group()]
            number = bisect_right(starts, m.start() - 1)
            past = next(
                (d for d in reversed(dates[max(0, number - 3) : number]) if not d.ends), None
            )
            after = _AFTER.match(self.text, m.end()) is not None or m.group().endswith("于")
            coming = list(dates[number : number + 1])
            if not after and not (
                coming and coming[0].start - m.end() <= _at_once(self.text, m.end())
            ):
                coming = []
            near = next((d for d in coming if d.start <= m.end() + 1), None)
            if near and past and past.end < m.start() and m.group()[-1] != "于":
                near = None  # 3日常委会批准9日公布: each date stands before its verb
            if near is None and coming and _BY_ERA.fullmatch(self.text, m.end(), coming[0].start):
                near = coming[0]  # 始建于清乾隆二十八年（1763年）
            when = near or (past if past is not None and past.end <= m.start() else None)
            if when is None:
                continue
            ends = dates[number - 1].end if number and dates[number - 1].ends else 0
            begin = start if near is not None else max(when.end, at, ends)
            if self._joined(when, m.start()) and not _JUBILEE.match(self.text, m.end()):
                thing = self._thing(begin, m, when, start, verb.group)
                if verb.group in OF_PERSONS and not is_person(thing):
                    thing = self._whose_life(m.start(), start) or thing
                if thing and not (verb.bare and _GOES_ON.match(self.text, m.end())):
                    yield self._event(thing, verb, when, m)
                    self.thing = thing
            at = m.end()

    def _whose_life(self, verb: int, sentence: int) -> str:
        """Name who was born or died: whom the entry is about, unless the words tell of kin."""
        clause = max(sentence, self.text.rfind("，", sentence, verb))
        if KIN_TOLD.search(self.text, clause, verb):
            return ""
        return self.person or (self.thing if self.thing[:1] in FAMILIAR else "")

    def _joined(self, when: Date, verb: int) -> bool:
        """Tell whether a date stands close enough before (or after) a verb to be its date."""
        between = self.text[min(when.end, verb) : max(when.start, verb)]
        return (
            len(between) <= 40
            and "“" not in between
            and not _PLANNED.search(self.text[max(0, min(when.start, verb) - 6) : verb])
        )

    def _thing(self, begin: int, m: re.Match[str], when: Date, sentence: int, group: str) -> str:
        """Name what it happened to: the words before the verb, or after it for 成立, 召开 …"""
        after = (
            _OBJECT.match(self.text, m.end())
            if group in _TAKES_OBJECT and m.group()[-1] != "于"
            else None
        )
        if after is not None and (name := _cleaned(after[1])) and not _VERB.search(name):
            return self._fit(name, group)
        words_here = self.text[max(begin, m.start() - 60) : m.start()]
        if begin == when.end and words_here[:1] == "（":
            words_here = words_here.partition("）")[2]
        parts = _COMMA.split(words_here.strip("，、 　\t"))
        name = _cleaned(parts[-1] if parts[-1] or len(parts) < 2 else parts[-2])
        if name.startswith("由"):  # 由某同乡会创办: who did it, not what it is
            name = ""
        if len(parts) > 1 and _ANAPHORA.match(name):
            name = _cleaned(parts[0])
        if _ANAPHORA.match(name):
            lead = self._lead(sentence, when)
            stands = _ANAPHORA.match(lead) is None and self._fit(lead, group) != ""
            name = (
                lead if stands and not (self.thing and lead.startswith(self.thing)) else self.thing
            )
            if not name and group in ("成立", "改制", "撤销", "更名"):
                name = self.setting.place
        if 1 < len(name) < _LEAST and name in self.thing:
            name = self.thing
        if group in _OF_WHOLE and (_WHOLE.match(name) or name == self.setting.area):
            return f"全境{m.group().replace('了', '')[-2:]}"
        if _PART.match(name) and self.thing and self.thing != name:
            name = self.thing + name
        return self._fit(name, group)

    def _lead(self, sentence: int, when: Date) -> str:
        """Name what the clause of a date opens with (甲校1922年创办，乙校1934年创办), or its sentence."""
        clause = max(self.text.rfind(c, sentence, when.start) for c in "，；") + 1
        own = _cleaned(self.text[clause : when.start]) if clause else ""
        if THING.search(own) and _ANAPHORA.match(own) is None and _CUT.search(own) is None:
            return own
        led = _GRADE.sub("", self.text[sentence : min(when.start, sentence + 60)])
        return _cleaned(_CUT.split(led)[0])

    def _fit(self, name: str, group: str) -> str:
        """Give a name as it is compared, "" where it names no one thing."""
        if group in OF_PERSONS:
            name = TITLED.sub("", name)
            named = len(name) >= _LEAST or (len(name) == 2 and name[0] in FAMILIAR)
            return name if named and len(name) <= 12 and not _NO_NAME.search(name) else ""
        name = _GRADE.sub("", name)
        area = self.setting.area
        whole = _ENDED.sub("", _cleaned(meeting_name(name, area)))
        name = bare_name(whole, area)
        if len(name) < _LEAST and THING.search(name):
            name = whole  # 县志馆
        if HELD.search(name):
            return name
        if not _LEAST <= len(name) <= 30 or _NOT_ONE.search(name) or _NO_NAME.search(name):
            return ""
        return "" if group in _DONE_BY and _AGENT.search(name) else name

    def _event(self, thing: str, verb: Verb, when: Date, m: re.Match[str]) -> Happening:
        s = self.setting
        if len(thing) <= 3 and s.thing and verb.group not in OF_PERSONS and thing not in s.thing:
            thing = s.thing + thing
        opens = max(when.end, m.start() - 6)
        agreed = _AGREED.search(self.text, opens, m.start()) is not None and verb.group == "成立"
        return Happening(
            thing, verb.group, verb.once, when.parts, s.place, self.block, when.start, when.end,
            s.doc, s.section, s.standing, f"{'批准' * agreed}{m.group()}",
        )  # fmt: skip


_AGREED: Final = re.compile("(?:批准|核准|批复|同意|决定)[^，。；]{0,4}$")
_GRADE: Final = re.compile(r"\d+万?(?:吨|千伏|千瓦|伏|兆瓦|立方米)级?")


def _is_named(name: str) -> bool:
    return bool(THING.search(name)) and is_thing(name) and _VERB.search(name) is None


def _cleaned(name: str) -> str:
    return _HIND.sub("", _FORE.sub("", name.strip("“”《》‘’ 　")))


def clashes(events: Sequence[Happening]) -> list[Clash]:
    """Give events that are told with two dates, each doubtful telling once, in order."""
    found: list[tuple[int, Clash]] = []
    by_key: dict[tuple[str, str], list[int]] = {}
    for number, event in enumerate(events):
        by_key.setdefault((event.group, event.thing), []).append(number)
    for numbers in by_key.values():
        if len(numbers) > 1:
            found.extend(_among(events, numbers))
    return [clash for _, clash in sorted(found, key=lambda pair: pair[0])]


def _among(events: Sequence[Happening], numbers: list[int]) -> Iterator[tuple[int, Clash]]:
    groups: list[list[int]] = []
    for n in sorted(numbers, key=lambda n: (-_precision(events[n]), n)):
        home = next((g for g in groups if same_date(events[g[0]].when, events[n].when)), None)
        if home is None:
            groups.append([n])
        else:
            home.append(n)
    if not 2 <= len(groups) <= 3:
        return
    groups.sort(
        key=lambda g: (
            -len({(events[n].doc, events[n].section) for n in g}),
            -len({events[n].block.id for n in g}),
            _first(events, g),
        )
    )
    for group in groups[1:]:
        for n in sorted(group):
            rivals = [m for m in sorted(groups[0]) if _same_event(events[n], events[m])]
            if rivals:
                yield n, clash_of(events[n], tuple(events[m] for m in rivals))


def _first(events: Sequence[Happening], group: list[int]) -> tuple[bool, int]:
    """A chronology is drawn from the chapters' sources: with one telling each it stands first."""
    return not any(events[n].standing == "chronology" for n in group), min(group)


def clash_of(doubtful: Happening, others: tuple[Happening, ...]) -> Clash:
    """Say of a telling that others tell with another date; the volume before is never doubtful."""
    other = others[0]
    prior = "prior" in (doubtful.standing, other.standing)
    if doubtful.standing == "prior":
        doubtful, other = other, doubtful
    return Clash(doubtful, other, others[1:], "prior" if prior else "text")


def _precision(event: Happening) -> int:
    year, month, day = event.when
    return bool(year) + bool(year and month) + bool(year and month and day)


def same_date(a: tuple[int, int, int], b: tuple[int, int, int]) -> bool:
    """Tell whether two dates are the same as far as both are said."""
    return all(x == y for x, y in zip(a, b, strict=True) if x and y)


def _same_event(a: Happening, b: Happening) -> bool:
    """Tell whether two tellings must be of one event, though the dates differ."""
    if a.block.id == b.block.id or not (a.when[0] and b.when[0]):
        return False
    if a.place != b.place and not _own_name(a):
        return False
    if a.standing == b.standing == "prior" or (a.doc, a.section) == (b.doc, b.section):
        return False
    if _is_agreed_first(a, b) or _is_agreed_first(b, a):
        return False
    if a.group == "更名" and not one_new_name(
        (a.block.text, a.end, a.words), (b.block.text, b.end, b.words)
    ):
        return False
    if a.once:
        return len(a.thing) >= 4 or _own_name(a) or bool(THING.search(a.thing))
    if a.when[0] != b.when[0]:
        return False
    if _ORDINAL.search(a.thing) or _FEAST.search(a.thing):
        return True
    return len(a.thing) >= 5 and _days(a, b) <= 10


def _is_agreed_first(a: Happening, b: Happening) -> bool:
    """6月8日批准设立，7月1日挂牌: what is agreed to opens later."""
    agreed = a.words.startswith("批准") and not b.words.startswith("批准")
    return agreed and a.when[0] == b.when[0] and a.when <= b.when


def _days(a: Happening, b: Happening) -> int:
    try:
        return abs((date(*a.when) - date(*b.when)).days)
    except ValueError:
        return 999


def _own_name(event: Happening) -> bool:
    """Tell whether a thing's name needs no place beside it: a place itself, or a long name."""
    return len(event.thing) >= 6 or event.thing.endswith(("镇", "乡", "街道", "县", "区"))


def traces(entries: Iterable[Happening], others: Sequence[Text]) -> list[tuple[Happening, bool]]:
    """Tell of each event of a chronology whether its thing is named anywhere in the chapters."""
    body = "\n".join(text.text for text in others)
    return [(event, event.thing in body) for event in entries]
