"""Readings (读数): every figure of a text with its words, its unit and the time it speaks of."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.records.words import WEIGHTS, Unit, indicators, units


class Reading(msgspec.Struct, frozen=True, gc=False):
    """A figure in a text at `start`..`end` (unit included), its label `label_start`.. before it.

    `digits` and `weight` make the value in `unit`; `year` 0 where none is said. `span` is the part
    of the year ("09-26"); `compared` says that its date is only there to compare with (比2023年的).
    `own` says that its clause says the date. `follows` says that nothing but a figure stands before
    it in its clause. `rough` is 约, 余 or an end of a range. `sentence` and `clause` count
    from 0, `opens` is where the sentence begins.
    """

    start: int
    end: int
    digits: str
    weight: int
    unit: Unit
    label: str
    year: int
    span: str
    compared: bool
    own: bool
    follows: bool
    rough: bool
    sentence: int
    clause: int
    lead: str
    inside: bool
    opens: int = 0


_MARKS: Final = "，、；。：:！？（）()\n,;【】"
_TOKEN: Final = re.compile(
    rf"([^\d{_MARKS}]*+)(?:((?:\d{{1,3}}(?:[ \u2009]\d{{3}}(?!\d))+|\d+(?:,\d{{3}}(?!\d))*+)(?:\.\d+)?)"
    r"(?:(年(?![代级鉴龄薪])|月(?![票薪租])|日(?![均报产]))|"
    rf"([余多几])?(万亿|亿|百万|千万|万|千(?![米克瓦卡伏升帕])|百(?!分))?([余多来])?)|([{_MARKS}])|\Z)"
)
_ROUGH: Final = tuple(
    "接近 不足 超过 多达 约为 不少于 不低于 约 近 逾 超 突破 不到 至少 最多 上千 达到或超过".split()
)
_SKIP_BEFORE: Final = frozenset("第每前No./·ＮＯ号〔[［")
_AFTER_ROUGH: Final = re.compile(
    r"左右|上下|以上|以下|以内|余|多(?!元|功|年)|之多|不等|[~～—–\-]\s*\d|至\d|到\d"
)
_TO: Final = "—–~～-至－"
_ONLY_COMPARED: Final = tuple("比 较 同 与 以 从 由 自 低于 高于".split())
_AGAINST: Final = (*_ONLY_COMPARED, "截至", "截止", "到", "至")
_BARE: Final = Unit("", "", Decimal(1))
"""关注人数46万: the unit goes without saying."""
_LONGEST: Final = 48
_TOPIC: Final = 20
"""Characters of a clause that only names what is counted then."""
_RANGES: Final = frozenset("—–~～至－到")
_EMPTY: Final = frozenset(("", "为", "末", "末为", "底", "底为", "达", "达到", "有", "的", "末有"))
_ENDS: Final = frozenset("。！？\n")
_HAS: Final = re.compile(r"\d")


_BLANKS: Final = dict.fromkeys(map(ord, " \u2009"))
"""1 236户: a group of three digits may stand apart."""


@lru_cache(maxsize=32768)
def value_of(digits: str, weight: int, unit: Unit) -> tuple[Decimal, Decimal]:
    """Give a value in base units and the weight of its last printed place."""
    number = digits.replace(",", "")
    places = len(number.partition(".")[2])
    scale = unit.factor * (Decimal(10) ** weight)
    return Decimal(number) * scale, Decimal(1).scaleb(-places) * scale


_PRINTED: Final = re.compile(r"([\d,. \u2009]+)(万亿|亿|百万|千万|万|千|百)?")


def printed(text: str, value: Decimal) -> tuple[str, int]:
    """Give the digits and the weight of the scale that a figure is printed with (4680万元: 4680, 4)."""
    m = _PRINTED.match(text)
    if m is None or not m[1].strip():
        return f"{value.normalize():f}", 0
    return re.sub("[, \u2009]", "", m[1]).rstrip("."), WEIGHTS[m[2]]


def unit_at(text: str, position: int) -> Unit | None:
    """Give the unit that stands at a position, None where none does."""
    for unit in units().get(text[position : position + 1], ()):
        if text.startswith(unit.name, position):
            return unit
    return None


def readings(text: str, year: int = 0, span: str = "") -> list[Reading]:
    """Give every figure with a unit in a text; `year` and `span` hold where the text says none."""
    return _Scan(text, year, span).found if _HAS.search(text) else []


class _Scan:
    """One pass over a text; the time of a sentence, a clause and the text are kept apart."""

    def __init__(self, text: str, year: int, span: str) -> None:
        self.text = text
        self.found: list[Reading] = []
        self.carry = (year, span)
        self.sentence_time = self.carry
        self.clause_time: tuple[int, str] | None = None
        self.compared = False
        self.head = ""
        self.sentence = self.clause = self.depth = 0
        self.quoted = False
        self.opening = True
        self.lead = ""
        self.figures = 0
        self.from_year = ""
        self.unit_end = 0
        self.opens = 0
        self.topic = self.piece = ""
        self.told = False
        self._run()

    def _run(self) -> None:
        text = self.text
        for m in _TOKEN.finditer(text):
            piece, number, time, more, scale, less, mark = m.groups()
            if piece:
                if m.start() < self.unit_end:
                    piece = piece[self.unit_end - m.start() :]
                if "“" in piece:
                    self.quoted = True
                if "”" in piece:
                    self.quoted = False
            self.piece = piece or ""
            if number is None:
                if mark is None:
                    break
                self.opening = self.opening and not piece and not self.head
                self._mark(mark, m.end())
            elif time is not None:
                self._time(piece, number, time, m.end())
            else:
                self._figure(m, piece, number.translate(_BLANKS), more or less, scale)

    def _mark(self, mark: str, end: int) -> None:
        said = self.head + self.piece
        if said and (
            (mark in "：:" and not self.figures)
            or (mark == "，" and not self.told and self._names_one(said))
        ):
            self.topic = said
        self.head = ""
        self.figures = 0
        self.lead = mark
        if mark == "、":
            return
        self.clause += 1
        self.clause_time = None
        self.compared = False
        if mark in "（(":
            self.depth += 1
        elif mark in "）)":
            self.depth = max(0, self.depth - 1)
        elif mark in _ENDS:
            self.sentence += 1
            self.opens = end
            self.topic = ""
            self.told = False
            self.depth = 0
            self.sentence_time = self.carry
            self.opening = True
            self.quoted = False

    @staticmethod
    def _names_one(words: str) -> bool:
        """Tell whether a clause only names what is counted then (全县粮食总产量，1985年…)."""
        if len(words) > _TOPIC:
            return False
        return words.endswith("方面") or any(
            words[at:] in indicators() for at in range(max(0, len(words) - 2))
        )

    def _time(self, piece: str, number: str, time: str, end: int) -> None:
        base = self.clause_time or self.sentence_time
        if time == "年":
            if len(number) != 4 or not "1000" <= number < "2100":
                self.head += piece
                return
            ranged = self.from_year and piece[:1] in _TO and len(piece) == 1
            now = (int(number), f"{self.from_year}—" if ranged else "")
            self.from_year = ""
        else:
            span = number.zfill(2)
            if time == "日":
                month = base[1][:2] if base[1][:2].isdigit() else ""
                now = (base[0], f"{month}-{span}")
            else:
                now = (base[0], f"{self.from_year.zfill(2)}~{span}" if self.from_year else span)
            self.from_year = ""
        if time == "年" or not self.compared:
            self.compared = piece.endswith(_ONLY_COMPARED)
        self.head += piece if not piece.endswith(_AGAINST) else piece + "\0"
        self.clause_time = now
        at = end - len(number) - 1
        glosses = self.depth == 1 and time == "年" and self.text[at - 2 : at] == "年（"
        if not self.compared and (glosses or not self.depth):  # 民国37年（1948年）
            self.sentence_time = now
            if self.opening and not self.figures:
                self.carry = now
        self.opening = self.opening and time != "日" and not self.head.strip("末底，")

    def _figure(
        self, m: re.Match[str], piece: str, number: str, vague: str | None, scale: str | None
    ) -> None:
        text, end = self.text, m.end()
        start = m.start(2)
        unit = unit_at(text, end)
        last = piece[-1:]
        if unit is None and scale and text[end : end + 1] in _MARKS:
            unit = _BARE
        if unit is None:
            self.from_year = number if text[end : end + 1] in _TO else ""
            self.head += piece
            return
        if (last in _SKIP_BEFORE and last) or (last.isascii() and last.isalpha()) or self.quoted:
            self.head, self.figures = "", self.figures + 1
            return
        stop = self.unit_end = end + len(unit.name)
        rough = bool(
            vague or self.from_year or piece.endswith(_ROUGH)
            or piece in _RANGES or _AFTER_ROUGH.match(text, stop)
        )  # fmt: skip
        self.from_year = ""
        if last in "-−" and last:
            piece, number, start = piece[:-1], "-" + number, start - 1
        label = (self.head + piece)[-_LONGEST:]
        if self.topic and label in _EMPTY:
            label = self.topic
        time = self.clause_time or self.sentence_time
        self.found.append(
            Reading(
                start, stop, number, WEIGHTS[scale], unit, label, time[0], time[1], self.compared,
                self.clause_time is not None, self.figures > 0, rough, self.sentence, self.clause,
                self.lead, self.depth > 0, self.opens,
            )
        )  # fmt: skip
        self.head = ""
        self.told = True
        self.figures += 1
        if self.compared:  # 由2022年的240起降至120起: the second figure is not of 2022
            self.clause_time, self.compared = None, False
