"""Records out of running text: whose figure, of what, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from fangzhi.facts.arithmetic_readings.reading import may_count
from fangzhi.facts.records.labels import Label, leading_place, parse_label, plain
from fangzhi.facts.records.mention import Mention, known_name, name_of
from fangzhi.facts.records.readings import Reading, readings
from fangzhi.facts.records.record import Record
from fangzhi.facts.records.setting import Setting, bare_name, whole_place
from fangzhi.facts.records.things import LEADS, LIES_HERE, OF_THING, THING, is_thing
from fangzhi.facts.records.words import indicators, words
from fangzhi.model.text import Text

_NOUN: Final = re.compile(r"[^，、；。：:！？（）()\n,;【】\d和及与，]{1,8}")
_REVISED: Final = re.compile(
    "|".join("(?<![大全小])口径" if w == "口径" else re.escape(w) for w in words("revised"))
)
_SENTENCE: Final = re.compile(r"[。！？\n]")
_GOES_ON: Final = ("", "为", "的", "比的", "由的", "从的", "较的", "由", "从", "末", "底")


def prose_records(block: Text, setting: Setting) -> tuple[list[Record], list[Mention]]:
    """Give the records of one text, in order, where something names the figure, and all mentions."""
    found = readings(block.text, setting.year, setting.span)
    if not found:
        return [], []
    reader = _Reader(block, setting)
    return list(reader.read(found)), reader.mentions


_PEOPLE: Final = re.compile(r"[、，（]?\d[\d.]*万?人(?=[，。；、）（]|$)")

_VILLAGES: Final = re.compile("个[^，。；]{0,5}[村区队组寨屯]，$")


_TITLED: Final = re.compile(
    "(?:[（(]?[一二三四五六七八九十\\d]{1,3}[）)、.])?((?![全本我各])[一-鿿]{2,6})："
)
"""茶叶：2020年末面积8.60万亩: what a paragraph says at its head that it is about."""


class _Reader:
    """Walks the figures of a text and remembers whose they are."""

    def __init__(self, block: Text, setting: Setting) -> None:
        self.block = block
        self.setting = setting
        self.known = indicators()
        self.sentence = -1
        self.place = setting.place
        self.text_thing = ""
        self.subject = setting.thing
        titled = _TITLED.match(block.text)
        self.title = titled[1] if titled is not None else ""
        self.holder = ""
        self.last: dict[str, Record] = {}
        self.previous: Record | None = None
        self.holds = False
        self.clause = -1
        self.revised: tuple[int, bool] = (-1, False)
        self.parent, self.parent_known = "", True
        self.in_part = False
        self.looked = 0
        self.turned = 0
        self.text_place = setting.place
        self.mentions: list[Mention] = []
        self.headings = "".join(setting.headings)
        self.years_read: set[int] = {setting.year} if setting.year else set()

    def read(self, found: list[Reading]) -> Iterator[Record]:
        """Give a record for each reading that can be named."""
        years = _years(found)
        for r in found:
            if r.sentence != self.sentence:
                self._open(r)
            self._turn(r)
            if not r.year and years.get(r.sentence):
                r = msgspec.structs.replace(r, year=years[r.sentence])
            label = parse_label(r.label.replace("\0", ""))
            if label.place and not label.part and r.lead != "、" and label.mode == "level":
                self.place = whole_place(label.place, self.setting)
            record = self._named(r, label) if self._is_level(r, label) else None
            if self._is_bound(r):
                continue
            mean = label.mode == "each" and _SEVERAL.search(r.label) is None
            if not r.rough and (mean or label.mode in _TELLING) and not self._is_revised(r):
                self.mentions.append(self._mention(r, label, record))
            if record is None and label.mode != "compare":
                self.holds = False
            if record is None or r.rough:
                if label.mode in ("level", "act", "plan") and label.indicator and not r.rough:
                    self.last.pop(r.unit.base, None)
                    if not label.part and r.lead != "、":
                        self.parent, self.parent_known = label.indicator, False
                continue
            if not self._is_revised(r) and not (_FROM.search(r.label) and not r.own):
                yield record
            if label.mode == "level" and (label.indicator or not r.compared):
                self.previous = self.last[record.unit.base] = record

    def _mention(self, r: Reading, label: Label, record: Record | None) -> Mention:
        """Keep a figure with its sentence, whether or not we understand what it measures."""
        text = self.block.text
        raw = r.label.replace("\0", "")
        raw = raw[raw.find(label.place) + len(label.place) :] if label.place else raw
        if not label.indicator and record is not None:
            raw = record.indicator
        after = text[r.end : r.end + 8]
        name = name_of("" if r.follows and raw.endswith("的") else raw, after, r.unit.base)
        last = self.mentions[-1] if self.mentions else None
        if not name and last is not None and last.record.unit.base == r.unit.base:
            name = last.names[0] if last.names and last.record.start >= r.opens else ""
        if len(name) < 2 and name not in self.known:
            before = text[max(r.opens, r.start - 24) : r.start].rstrip("，、；：").split("，")
            led = before[-2] if len(before) > 1 else raw
            if not _TIME_ONLY.search(led):
                name = name_of(led, after, r.unit.base) or name
        if record is None:
            place = whole_place(label.place, self.setting) if label.place else self.place
            record = Record(
                place, "", name, "", False, label.scope, r.year,
                label.span if label.span != "=" else r.span, r.digits, r.weight, r.unit,
                self.block, r.start, r.end, self.setting.doc, self.setting.standing, "",
                label.part, self.setting.section,
            )  # fmt: skip
        if not name and self.mentions and self.mentions[-1].record.unit.base == r.unit.base:
            name = next(iter(self.mentions[-1].names), "")
        if r.year and not r.compared:
            self.years_read.add(r.year)
        said = text.rfind(f"{record.year}年", r.opens, r.start) if record.year else -1
        own = r.own or (said >= 0 and text[said - 1 : said] not in tuple("由从比较自"))
        years = frozenset((record.year,)) if own and record.year else frozenset(self.years_read)
        if _FROM.search(r.label) and not r.own and len(self.years_read) > 1:
            years = frozenset(self.years_read) - {
                record.year
            }  # 2014年2800亩，2022年4280亩；产量由98吨增到219吨
        names = (name, record.subject + record.indicator if record.kind else known_name(name))
        things: list[str] = []
        if _WHOLE_AREA.search(r.label) is None:
            first = text[: text.find("。") + 1] or text
            near = self.text_thing in first or self.text_thing in text[r.opens : r.start]
            own_thing = OF_THING.match(raw) if label.kind == "attr" else None
            things = [own_thing[1] if own_thing else "", label.subject]
            things += [self.text_thing if near else "", self.setting.thing]
        return Mention(
            record, tuple(dict.fromkeys(n for n in names if n)),
            self.headings + text[: r.end + 20][-200:],
            tuple(dict.fromkeys(t for t in things if len(t) > 2 and is_thing(t) and THING.search(t))),
            years - {0}, self.block.id, label.mode == "plan",
        )  # fmt: skip

    def _open(self, r: Reading) -> None:
        """Begin a sentence: a thing that it begins with is what the text goes on to speak of."""
        self.sentence = r.sentence
        text = self.block.text
        while self.looked <= r.opens:
            lead = LEADS.match(text, self.looked)
            if lead is not None and THING.search(lead[1]) and is_thing(lead[1]):
                self.text_thing = bare_name(lead[1], self.setting.area)
            elif (here := LIES_HERE.match(text, self.looked)) is not None and is_thing(here[1]):
                self.text_thing = here[1]
            end = _SENTENCE.search(text, self.looked)
            self.looked = end.end() if end is not None else len(text) + 1
        self.place = self.text_place
        lead_place = leading_place(text, r.opens)
        if lead_place:
            self.place = whole_place(lead_place, self.setting)
            if not text[: r.opens].strip() and self.place:
                self.text_place = self.place
        self.subject = self.text_thing or self.setting.thing

    def _turn(self, r: Reading) -> None:
        """After ； another thing may be spoken of (西干渠1972年建成，长36.8公里)."""
        at = self.block.text.rfind("；", max(r.opens, self.turned), r.start)
        if at < 0:
            return
        self.turned = at + 1
        lead = LEADS.match(self.block.text, at + 1)
        if lead is not None and THING.search(lead[1]) and is_thing(lead[1]):
            self.text_thing = self.subject = bare_name(lead[1], self.setting.area)

    def _is_level(self, r: Reading, label: Label) -> bool:
        """Tell whether a figure states something; what was done counts only on a day of its own."""
        return label.mode in ("level", "compare") or (label.mode == "act" and len(r.span) == 5)

    def _is_bound(self, r: Reading) -> bool:
        """Tell whether a figure is a limit that something must keep, not what was counted."""
        return _BOUND.search(self.block.text, max(r.opens, r.start - 40), r.start) is not None

    def _is_revised(self, r: Reading) -> bool:
        """Tell whether the sentence speaks of another count, a correction or a tradition."""
        if self.revised[0] != r.sentence:
            text = self.block.text
            start = r.opens
            end = _SENTENCE.search(text, r.end)
            words_here = text[start : end.start() if end else len(text)]
            self.revised = (r.sentence, _REVISED.search(words_here) is not None)
        return self.revised[1]

    def _named(self, r: Reading, label: Label) -> Record | None:
        if label.mode == "compare" or not label.indicator:
            return self._heads(r, label) or self._goes_on(r, label) or self._named_apart(r, label)
        if len(label.indicator) == 1 and label.indicator not in self.known:
            return None
        place = whole_place(label.place, self.setting) if label.place else self.place
        subject = self.subject
        if label.place:
            subject = "" if label.place[0] in "全我本" else subject
            if not label.part and r.lead != "、":
                self.place, self.subject = place, subject
        if label.subject and label.subject[0] not in "每平":
            subject = bare_name(label.subject, self.setting.area)
            if not label.part and not _is_modifier(label):
                self.subject = subject
        kind, bare, indicator = label.kind, label.bare, label.indicator
        if bare and not label.subject and self.previous is not None:
            stem = self.previous.indicator[:-2] + indicator
            if (joined := self.known.get(stem)) is not None and self.previous.kind:
                kind, bare, indicator = joined.kind, joined.bare, joined.name
        self.in_part = label.part or (self.in_part and r.lead == "、")
        if bare and not label.subject and not self.in_part:
            subject = self.holder or subject or self.setting.topic
        if bare and subject and (whole := self.known.get(subject + indicator)) is not None:
            kind, bare, indicator, subject = whole.kind, whole.bare, whole.name, ""
        joined = self.known.get(self.holder + indicator) if bare and self.holder else None
        if joined is not None and not label.subject:
            kind, bare, indicator, subject = joined.kind, False, joined.name, self.subject
        if kind == "attr" and not (subject or label.place):
            subject = self.title
        if self.in_part and (bare or not kind or not self.parent_known) and self.parent:
            subject = self.parent + subject
        if not self.in_part:
            self.parent, self.parent_known = indicator, bool(kind)
        if not bare and not self.in_part and r.unit.base in ("个", "户", "卷"):
            self.holder = indicator
        elif label.subject and not _is_modifier(label):
            self.holder = ""
        self.holds = label.holds
        return self._record(r, label, place, subject, indicator, kind, bare)

    def _heads(self, r: Reading, label: Label) -> Record | None:
        """全县有3300户、14400人: the households and the people of a place, with no other name."""
        if label.indicator or label.mode != "level" or label.part:
            return None
        text, before = self.block.text, self.previous
        opened = label.place or _VILLAGES.search(text, max(0, r.start - 12), r.start)
        if r.unit.base == "户" and opened and _PEOPLE.match(text, r.end):
            name = "总户数"
        elif (
            r.unit.base == "人" and before is not None and before.indicator == "总户数"
            and r.start - before.end <= 2 and not label.place and text[r.end : r.end + 1] in "，。；）（、"
        ):  # fmt: skip
            name = "总人口"
        else:
            return None
        known = self.known[name]
        place = whole_place(label.place, self.setting) if label.place else self.place
        return self._record(r, label, place, "", known.name, known.kind, known.bare)

    def _named_apart(self, r: Reading, label: Label) -> Record | None:
        """2010年1692户的个体工商户: the name stands behind; 2010年为1692户: the heading is the name."""
        if label.mode != "level" or label.part or r.lead == "、":
            return None
        text, name = self.block.text, ""
        if text.startswith("的", r.end):
            told = _NOUN.match(text, r.end + 1)
            held = told.group() if told is not None else ""
            name = next((held[:n] for n in range(len(held), 2, -1) if held[:n] in self.known), "")
        elif self.previous is None and r.label.strip("\0") in _ONLY_SAYS:
            name = self.setting.topic
        known = self.known.get(name)
        if known is None or not may_count(name, r.unit.name):
            return None
        place = whole_place(label.place, self.setting) if label.place else self.place
        return self._record(r, label, place, self.subject, known.name, known.kind, known.bare)

    def _goes_on(self, r: Reading, label: Label) -> Record | None:
        """A figure without a name of its own: more of the one before, or a noun after the unit."""
        if label.span in ("新增", "净增"):
            return None
        if label.holds or (r.lead == "、" and self.holds and not r.label):
            named = self._counted(r, label)
            if named is not None or label.mode != "compare":
                return named
        if r.follows and not r.label.strip("\0"):
            before = self.previous
            if before is None or before.unit.base == r.unit.base or before.end != r.start:
                return None
            return self._like(r, label, before)
        same = self.last.get(r.unit.base)
        if same is None:
            return None
        timed = r.own or r.compared or label.shift or label.place
        if not timed and label.mode != "compare" and not _turned(r.label):
            return None
        if label.mode == "compare" and not (r.own or label.shift):
            return None
        return self._like(r, label, same)

    def _like(self, r: Reading, label: Label, other: Record) -> Record | None:
        if r.inside and not (r.own or label.shift or label.mode == "compare"):
            return None
        place = whole_place(label.place, self.setting) if label.place else other.place
        if label.indicator and label.mode != "compare":
            return None
        if label.mode == "compare" and label.indicator not in _BESIDE:
            return None
        return self._record(r, label, place, other.subject, other.indicator, other.kind, other.bare)

    def _counted(self, r: Reading, label: Label) -> Record | None:
        """辖14个村、12个社区: the noun stands after the unit."""
        noun = _NOUN.match(self.block.text, r.end)
        if noun is None:
            return None
        self.holds = True
        named = self.known.get(noun.group())
        if named is None or _AND_MORE.match(self.block.text, noun.end()):
            return None
        place = whole_place(label.place, self.setting) if label.place else self.place
        return self._record(r, label, place, self.subject, named.name, named.kind, named.bare)

    def _record(
        self, r: Reading, label: Label, place: str, subject: str, indicator: str, kind: str,
        bare: bool,
    ) -> Record | None:  # fmt: skip
        if not kind and label.mode != "act":
            indicator = plain(indicator, r.unit.base)
            if (named := self.known.get(indicator)) is not None:
                indicator, kind, bare = named.name, named.kind, named.bare
        if bare and not subject and not (label.place and place):
            return None
        if subject == place or subject in (indicator, self.setting.place):
            subject = ""
        year, span = r.year, r.span
        scope = label.scope
        if "普查" in self.block.text[r.opens : r.start] and "普查" not in scope:
            scope = tuple(sorted((*scope, "普查")))
        if label.span == "=":
            span = ""
        elif label.span:
            span = label.span
        if label.shift:
            year, span = (year + label.shift if year else 0), ""
        if _OWN_SCOPE.match(self.block.text, r.end):
            return None
        start = r.start
        return Record(
            place, subject, indicator, kind, bare, scope, year, span, r.digits, r.weight,
            r.unit, self.block, start, r.end, self.setting.doc, self.setting.standing, "",
            label.part or self.in_part, self.setting.section,
        )  # fmt: skip


_ONLY_SAYS: Final = frozenset(("", "为", "末", "末为", "底为", "达", "达到", "有", "末有", "末达"))
_BESIDE: Final = frozenset(("", "比", "较", "同", "与", "由", "从"))
_BOUND: Final = re.compile("不得?(?:低于|少于|高于|多于|超过|大于|小于|超出)[^，；：]*$")
_TIME_ONLY: Final = re.compile("(?:^|[年月日])[末底初]?$")
_AND_MORE: Final = re.compile(r"[（(](?:社区|居委会|居民委员会|村|居|街道|镇|乡)[）)]")
_SEVERAL: Final = re.compile(r"分别|依次|[各每]")
_WHOLE_AREA: Final = re.compile(r"全[县市区州镇乡村旗盟]")
_TELLING: Final = ("level", "act", "plan")
_FROM: Final = re.compile(r"[由从]$")
_OWN_SCOPE: Final = re.compile(
    "[（(](?:含|不含|未含|包括|不包括|未包括|按|快报|初步|调整|原|不计|另|不变价|可比价|现价|当年价)"
)
_TURNED: Final = re.compile(
    r"(?:增加到|增加至|增至|增到|发展到|扩大到|扩大至|上升到|上升至|提高到|提高至|升至|升为|升到|降至|降到|降为|下降到|下降至|减至|减少到|减少至|减为|恢复到|扩至|变为|达到|达)$"
)


def _is_modifier(label: Label) -> bool:
    """Tell whether what stands before an indicator only bends it (编制床位) and is no one's name."""
    short = len(label.subject) < 3 and THING.search(label.subject) is None
    return short and label.subject not in indicators()


def _years(found: list[Reading]) -> dict[int, int]:
    """Give for each sentence the first year that it says, for figures that stand before it."""
    years: dict[int, int] = {}
    for r in found:
        if r.year and not r.compared:
            years.setdefault(r.sentence, r.year)
    return years


def _turned(label: str) -> bool:
    return _TURNED.search(label) is not None
