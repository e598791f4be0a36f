"""Lengths of time whose two ends stand in other paragraphs or files than the length itself.

跃进渠1961年10月开工 … 1964年10月通水 … 从动工到通水，前后整整2年. The readers of one paragraph know no
dates for it; here the lines before it, and those of the whole work that name its thing, are read too.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import pieces
from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.durations import SEVERAL
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.events import begins_and_ends, clause_after
from fangzhi.facts.calendar.lengths import Elapsed, Length, elapsed, fits, length_of, lengths_in
from fangzhi.facts.calendar.timeline import timeline
from fangzhi.facts.calendar.told_spans import may_be
from fangzhi.facts.dates import Date, find_dates
from fangzhi.facts.lives import KIN_TOLD
from fangzhi.facts.records.setting import Setting
from fangzhi.model.text import Text

_SPENT: Final = (
    "历时|历经|前后|首尾|整整|为时|费时|耗时|用时|用了|花了|耗了|持续|延续|连续|奋战|鏖战|苦战|激战|血战|抢险|坚持|苦干|大干|"
    "[当干做]了|任职|在任|执政|主政|主持|服役|执教|从教|存在|存续|办学|办厂|工期|会期|停[办刊产工课航建业]|中断|间断|封闭|关闭"
)
_LEAD: Final = re.compile(f"(?:{_SPENT})[^，。；：（）\\d]{{0,6}}$")
_MAY_SUM: Final = re.compile(f"{_SPENT}|距|年后|年之后|年以后")
_THEN: Final = re.compile("(?:之后|以后|后)，?(?:于|在|到|至)?")
_STOPPED: Final = re.compile(
    "(?P<verb>停[办刊产工课航建业]|中断|关闭|撤销|解散|沉寂|失传|离开|离休|下野|流亡)[^，。；\\d]{0,4}$"
)
_NOT: Final = re.compile(
    "每|各|平均|分别|提前|推迟|延期|缩短|比|较|保修|有效|限|岁|徒刑|判|缓|计划|规划|今后|未来|近[几来]|过去|第|约定|满|学制|再|又|其[间中]|期间|最[长多短]|连续|累计|"
    "不到|另|合同|租|龄|寿命|使用|以上|以来"
)
_DISTANT: Final = re.compile(
    "(?:距离?|上?距|相距|离)(?P<what>[一-鿿]{2,8}?)(?:，?(?:已经?|又|整|共|相隔|时隔|有|恰|正|达|约))*$"
)
_DOINGS: Final = (
    "修成|成书|修竣|脱稿|刊行|纂成|编成|付印|出版|刊印|定稿|完稿|问世",
    "建成|竣工|落成|通车|完工|告竣|通水|投产|启用|合龙|贯通",
    "成立|创办|创建|设立|创刊|始建|建立|开办|创立",
    "召开|举行|举办|换届|开幕",
    "重修|重建|修葺|大修|维修",
    "开工|动工|破土|奠基|兴建",
    "决口|溃堤|大水|大旱|地震|洪灾|水灾|旱灾",
)
_BARE: Final = re.compile("^(?:上一?[次届回部]|前一?[次届回部]?|首[次届部]|初[次]?|旧|老)|的$")
_FROM_TO: Final = re.compile(
    "(?:从|自|由)(?P<a>[一-鿿]{2,6}?)(?:起)?(?:到|至|直至|直到)(?P<b>[一-鿿]{2,6}?)(?=，|、|前后|共|历时|用)"
)
_WHOLE: Final = re.compile("前后|首尾|跨|历经|头尾")
_UNTIL: Final = re.compile("(?:至|到|直至|直到|迄)$")
_TITLED: Final = re.compile("《[^《》]{2,12}》")
_THING: Final = re.compile(
    "(?<![一-鿿])[一-鿿]{1,8}?(?:剧团|书院|学堂|[小中]学|商会|工厂|[团社校厂馆院站场刊报局会])(?=[一-鿿])"
)
_BEGUN: Final = re.compile("修建|修筑|兴修|建设|上马|开挖|开凿|启动|始建|开工|动工")
_DONE: Final = re.compile(
    "建成|竣工|完工|落成|通车|[通放]水|启用|发电|投产|告竣|完成|合龙|贯通|交付"
)
_LINES: Final = 3
_FAR: Final = 500
_SENTENCE: Final = 80
_OPENING: Final = 24
_HAN: Final = re.compile("[^一-鿿]|全长|工程|全[县市区镇乡]")
_IDLE: Final = frozenset("年月日时间开工动建成通车竣完启用共历前后的了在于至到从和与")
"""Signs of what is done and when; of what is left a pair names a thing."""
_MOST: Final = 8


class Apart(msgspec.Struct, frozen=True):
    """A length at `start`..`end` of `block` that the two dates told elsewhere do not make."""

    block: Text
    start: int
    end: int
    length: Length
    first: Date
    last: Date
    span: Elapsed
    other: Text
    other_start: int
    other_end: int


class _Line(msgspec.Struct, frozen=True):
    """Some texts in a row as one, the last of them the one that is read."""

    text: str
    begins: int
    blocks: tuple[Text, ...]
    dates: tuple[Date, ...]

    def place(self, date: Date) -> tuple[Text, int, int]:
        """The text in which a date stands, and where in it."""
        at = 0
        for block in self.blocks:
            if date.start < at + len(block.text):
                return block, date.start - at, date.end - at
            at += len(block.text) + 1
        raise ValueError(date)


def lengths_apart(texts: Sequence[tuple[Text, Setting]]) -> Iterator[Apart]:
    """Give the lengths that the dates of the lines before them, or of their thing, do not bear out."""
    before: deque[Text] = deque(maxlen=_LINES)
    home: tuple[int, str] = (-1, "")
    for block, setting in texts:
        if (setting.doc, setting.section) != home:
            home = (setting.doc, setting.section)
            before.clear()
        if setting.standing != "prior" and _MAY_SUM.search(block.text) is not None:
            for m in lengths_in(block.text):
                found = _of_length(texts, list(before), block, setting, m)
                if found is not None:
                    yield found
        before.append(block)


def _of_length(
    texts: Sequence[tuple[Text, Setting]], before: list[Text], block: Text, setting: Setting,
    m: re.Match[str],
) -> Apart | None:  # fmt: skip
    text = block.text
    if m["n"] == "半" or text[m.end() : m.end() + 1] in tuple("来前间内以级制龄期"):
        return None
    clause = opening(text, m.start(), "。！？；\n，、：（）")
    lead = text[clause : m.start() if m["about"] not in ("共", "达", "整整") else m.start("n")]
    lead += "整整" if m["about"] == "整整" else ""
    opens = opening(text, m.start())
    if KIN_TOLD.search(text, opens, m.start()) or SEVERAL.search(text, opens, m.start()):
        return None
    then = _THEN.match(text, m.end())
    if then is not None:
        stopped = _STOPPED.search(lead)
        return _then(texts, block, setting, m, then, stopped) if stopped is not None else None
    distant = _DISTANT.search(lead)
    if distant is not None:
        return _distance(texts, block, setting, m, distant)
    if _LEAD.search(lead) is None or _NOT.search(lead) or not before:
        return None
    line = _joined(before, block, setting)
    own = [d for d in line.dates if d.start >= line.begins and "y" in d.said]
    if len(own) > 1 or len(line.dates) > _MOST or len(line.dates) < 2:
        return None
    return _of_lines(line, m, length_of(m))


def _joined(before: Sequence[Text], block: Text, setting: Setting) -> _Line:
    blocks = (*before, block)
    while len(blocks) > 1 and sum(len(b.text) for b in blocks[:-1]) > _FAR:
        blocks = blocks[1:]
    text = "\n".join(b.text for b in blocks)
    return _Line(text, len(text) - len(block.text), blocks, _dates(text, setting))


def _dates(text: str, setting: Setting) -> tuple[Date, ...]:
    return timeline(text, find_dates(text, setting.year, int(setting.span or 0)), find_eras(text))


def _of_lines(line: _Line, m: re.Match[str], length: Length) -> Apart | None:
    """The length against the dates of the lines before it and of its own."""
    at = line.begins + m.start()
    spans = [elapsed(a, b) for a, b in permutations(line.dates, 2)]
    whole = _WHOLE.search(line.text, at - 8, at) is not None
    if any(s is not None and may_be(length, s, whole or s.months is None) for s in spans):
        return None
    pair = _ends(line, at)
    if pair is None or pair[0].start >= line.begins or not _is_of_it(line, pair[0], at):
        return None
    span = elapsed(*pair)
    if span is None or fits(length, span, False) is not False:
        return None
    other, start, end = line.place(pair[0])
    block = line.blocks[-1]
    return Apart(block, m.start("n"), m.end(), length, *pair, span, other, start, end)


def _is_of_it(line: _Line, first: Date, at: int) -> bool:
    """Tell whether the sentence of a length, or what its text opens with, names a thing that the first
    date is told of: two entries of a chronology in a row are of two things."""
    text = line.text
    opens = opening(text, first.start)
    told = text[opens : opens + _SENTENCE].split("。", 1)[0]
    head = text[line.begins : line.begins + _OPENING].split("，", 1)[0]
    own = f"{text[opening(text, at) : at]} {head}"
    return bool(pieces(_HAN.sub("", told), _IDLE) & pieces(_HAN.sub("", own), _IDLE))


def _ends(line: _Line, at: int) -> tuple[Date, Date] | None:
    """The two dates that a length sums up: named by what was begun and done, or the last two told
    where the words begin and end one thing, or the only one before 至 that of its sentence."""
    dates = [d for d in line.dates if d.end <= at]
    opens = opening(line.text, at)
    named = _FROM_TO.search(line.text, opens, at)
    if named is not None:
        two = len(dates) == 2 and dates[0].end < line.begins
        return _named_ends(line, dates, named) or ((dates[0], dates[1]) if two else None)
    for last in reversed(dates[-2:]):
        for first in reversed([d for d in dates if d.start < last.start][-3:]):
            if _make_one(line.text, first, last):
                return first, last
    two = len(dates) == 2 and dates[1].start >= opens and dates[0].end < line.begins
    if two and _UNTIL.search(line.text, max(0, dates[1].start - 2), dates[1].start):
        return dates[0], dates[1]
    return None


def _make_one(text: str, first: Date, last: Date) -> bool:
    """Tell whether the words of two dates begin and end one thing."""
    if begins_and_ends(text, first, last, last.end + 40):
        return True
    begun, done = (clause_after(text[d.end : d.end + 40]) for d in (first, last))
    if _BEGUN.search(begun) is not None and _DONE.search(done) is not None:
        return True
    return re.search("停[^，止]", begun) is not None and re.search("恢复|复[^，]", done) is not None


def _named_ends(
    line: _Line, dates: Sequence[Date], named: re.Match[str]
) -> tuple[Date, Date] | None:
    ends = []
    for words in (named["a"], named["b"]):
        told = _told_of(line.text, dates, words)
        if len({d.parts for d in told}) != 1:
            return None
        ends.append(told[0])
    return ends[0], ends[1]


def _told_of(text: str, dates: Sequence[Date], doing: str) -> list[Date]:
    """The dates whose clause tells a doing, in the same or in like words (动工, 开工)."""
    like = _like(doing)
    return [d for d in dates if like.search(clause_after(text[d.end : d.end + 40]))
            or like.search(text[max(opening(text, d.start, "。；，\n"), d.start - 8) : d.start])]  # fmt: skip


def _like(doing: str) -> re.Pattern[str]:
    own = next((words for words in _DOINGS if doing[-2:] in words.split("|")), "")
    exact = doing[-2:]
    if own and exact in ("通水", "通车", "投产", "合龙", "贯通"):
        return re.compile(exact)
    return re.compile(own or re.escape(exact))


def _then(
    texts: Sequence[tuple[Text, Setting]], block: Text, setting: Setting, m: re.Match[str],
    then: re.Match[str], stopped: re.Match[str],
) -> Apart | None:  # fmt: skip
    """停刊5年后，1946年6月复刊: the stop is told where the thing is told of."""
    text = block.text
    own = _dates(text, setting)
    last = next((d for d in own if d.start == then.end() and "y" in d.said), None)
    if last is None:
        return None
    end = next((p for p in range(m.end(), len(text)) if text[p] in "。；！？\n"), len(text))
    sentence = f"{text[opening(text, m.start()) : m.start()]}，{text[last.end : end]}"
    named = _TITLED.findall(sentence) or _THING.findall(sentence) or [setting.thing]
    return _elsewhere(texts, block, m, last, named, re.compile(stopped["verb"]), own)


def _distance(
    texts: Sequence[tuple[Text, Setting]], block: Text, setting: Setting, m: re.Match[str],
    distant: re.Match[str],
) -> Apart | None:  # fmt: skip
    """脱稿于1934年，距前志修成已有60年: what it is reckoned from is told elsewhere."""
    text = block.text
    what = distant["what"]
    verb = next((v for words in _DOINGS for v in words.split("|") if what.endswith(v)), "")
    noun = _BARE.sub("", what.removesuffix(verb)) if verb else ""
    own = _dates(text, setting)
    opens = opening(text, m.start())
    here = [d for d in own if opens <= d.start < m.start() and d.year]
    if not noun or not here:
        return None
    return _elsewhere(texts, block, m, here[-1], [noun], _like(verb), own)


def _elsewhere(
    texts: Sequence[tuple[Text, Setting]], block: Text, m: re.Match[str], last: Date,
    names: Sequence[str], doing: re.Pattern[str], own: Sequence[Date],
) -> Apart | None:  # fmt: skip
    """The length against the one date before `last` at which another text tells the doing of a thing."""
    length = length_of(m)
    if any(d is not last and (s := elapsed(d, last)) and may_be(length, s) for d in own):
        return None
    found = [
        (d, other)
        for other, setting in texts
        if other.id != block.id and setting.standing != "prior"
        and any(n and n in other.text for n in names)
        for d in _telling(other.text, setting, names, doing)
        if d.parts < last.parts
    ]  # fmt: skip
    if any((s := elapsed(d, last)) and may_be(length, s) for d, _ in found):
        return None
    if len({d.year for d, _ in found}) != 1:
        return None
    first, other = found[0]
    span = elapsed(first, last)
    if span is None or fits(length, span, False) is not False:
        return None
    return Apart(
        block, m.start("n"), m.end(), length, first, last, span, other, first.start, first.end
    )


def _telling(
    text: str, setting: Setting, names: Sequence[str], doing: re.Pattern[str]
) -> Iterator[Date]:
    """The dates at which a text tells a doing of what its sentence, or its opening, names."""
    dates = _dates(text, setting)
    for d, after in zip(dates, (*dates[1:], None), strict=True):
        stop = after.start if after is not None else len(text)
        opens = opening(text, d.start, "。；\n")
        clause = clause_after(text[d.end : min(stop, d.end + 30)])
        before = text[max(opens, d.start - 6) : d.start]
        if d.year and (doing.search(clause) or (before.endswith("于") and doing.search(before))):
            words = text[:16] + text[opens : d.end] + clause
            if any(n and n in words for n in names):
                yield d
