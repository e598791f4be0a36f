"""Twins (两处同文): sentences of two texts that tell one thing, by the words they share.

No list of verbs or indicators is asked. Two sentences with enough rare pairs of characters in common
are laid side by side: a date or a figure of one that the other's text nowhere says, and that differs
from its counterpart as a slip of the pen does, is told twice in two ways.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import log
from typing import Final

import msgspec

from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.timeline import timeline
from fangzhi.facts.dates import Date, find_dates
from fangzhi.facts.quantities import Quantity, find_quantities
from fangzhi.facts.records.compare import Conflict, conflict_of
from fangzhi.facts.records.events import Clash, Happening, clash_of
from fangzhi.facts.records.one_thing import may_be_one
from fangzhi.facts.records.record import Record
from fangzhi.facts.records.retold import one_part_slips
from fangzhi.facts.records.setting import Setting, record_at
from fangzhi.facts.records.words import verbs
from fangzhi.model.text import Text

_SENTENCE: Final = re.compile("[^。！？\n]+")
_HAN_RUN: Final = re.compile("[一-鿿]+")
_OUT: Final = re.compile(
    r"[一二三四五六七八九十百千万零两〇元\d]+(?:年|月|日)?|全[县市区镇乡村年]|年末|当年|同年|其中|以上|人民政府|人民|组织|完成|达到|"
    r"[县市区镇乡]委|[了的于在由为共有与和及并]"
)
_TOLD: Final = re.compile(r"\d(?:[^\d]*\d)|[一二三四五六七八九十]年[^份度]")
"""Matches in every sentence with a date or with a figure of two digits."""
_SHORT: Final = 10
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?=年)")
_RARE: Final = 4
_LEAST: Final = 4
"""Rare pairs of characters that two sentences must share at least."""
_BESIDE: Final = re.compile("[底末初]?(?:以?[前来]|之前|至今|[—～至到])")
"""Not the day of a thing itself: 2010年6月以前."""
_SAME: Final = 0.5
_LIKE: Final = 0.25
_NOT_COUNTED: Final = ("percent", "permille", "points", "times", "doublings")


class _Sentence(msgspec.Struct, frozen=True):
    """A sentence with a date or figure: its pairs of characters and where it stands."""

    block: Text
    setting: Setting
    start: int
    end: int
    grams: frozenset[str]

    @property
    def words(self) -> str:
        return self.block.text[self.start : self.end]


def twins(
    texts: Iterable[tuple[Text, Setting]], figures: Iterable[Conflict], events: Iterable[Clash]
) -> tuple[list[Conflict], list[Clash]]:
    """Give the figures and the dates that two like sentences tell in two ways, beside the known."""
    found = _Twins(list(_sentences(texts)))
    taken = {(r.block.id, r.start) for c in figures for r in (c.doubtful, c.other)}
    taken |= {(e.block.id, e.start) for c in events for e in (c.doubtful, c.other)}
    conflicts: list[Conflict] = []
    clashes: list[Clash] = []
    for a, b, share in found.pairs():
        for x, y in _odd_dates(a, b, share):
            spots = {(a.block.id, x.start), (b.block.id, y.start)}
            if not spots & taken:
                taken |= spots
                later, first = (a, x), (b, y)
                if a.setting.standing == "chronology":
                    later, first = first, later
                clashes.append(clash_of(_event(*later), (_event(*first),)))
        for q, r in _odd_figures(a, b, share):
            spots = {(a.block.id, q.start), (b.block.id, r.start)}
            if not spots & taken:
                taken |= spots
                conflicts.append(conflict_of(_record(b, r), _record(a, q), ()))
    return conflicts, clashes


def _sentences(texts: Iterable[tuple[Text, Setting]]) -> Iterator[_Sentence]:
    for block, setting in texts:
        if _TOLD.search(block.text) is not None:
            for start, end, grams in _spans(block.text):
                yield _Sentence(block, setting, start, end, grams)


@lru_cache(maxsize=512)
def _spans(text: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """The sentences of a text that tell enough; kept, for an entry is checked again and again."""
    found = []
    for m in _SENTENCE.finditer(text):
        if m.end() - m.start() < _SHORT or not _TOLD.search(text, m.start(), m.end()):
            continue
        grams = _grams(m.group()) | _told_figures(text, m.start(), m.end())
        if len(grams) >= _LEAST:
            found.append((m.start(), m.end(), grams))
    return tuple(found)


def _grams(words: str) -> frozenset[str]:
    runs = _HAN_RUN.findall(_OUT.sub(" ", words))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def _told_figures(text: str, start: int, end: int) -> frozenset[str]:
    """Figures of three digits and more, which no two sentences share by chance, as two pairs each."""
    return frozenset(
        way + f"{q.value.normalize():f}{q.unit}"
        for q in find_quantities(text)
        if start <= q.start < end and q.firm and len(f"{q.value.normalize():f}".strip("0.")) > 2
        for way in "#="
    )


class _Twins:
    def __init__(self, told: Sequence[_Sentence]) -> None:
        self.told = told
        self.weights: dict[str, float] = {}
        self.whole: dict[int, float] = {}
        self.homes: dict[str, list[int]] = defaultdict(list)
        for n, s in enumerate(told):
            for gram in s.grams:
                self.homes[gram].append(n)

    def pairs(self) -> Iterator[tuple[_Sentence, _Sentence, float]]:
        """Give two sentences of different texts with the share of words they have in common."""
        shared: dict[tuple[int, int], int] = defaultdict(int)
        for home in self.homes.values():
            if 1 < len(home) <= _RARE:
                for i, a in enumerate(home):
                    for b in home[i + 1 :]:
                        shared[a, b] += 1
        for (a, b), count in sorted(shared.items()):
            one, other = self.told[a], self.told[b]
            if count >= _LEAST and one.block.id != other.block.id and may_be_one(one, other):
                share = self._share(a, b)
                if share >= _LIKE:
                    yield one, other, share

    def _share(self, a: int, b: int) -> float:
        common = self.told[a].grams & self.told[b].grams
        return sum(map(self._weight, common)) / (min(self._whole(a), self._whole(b)) or 1)

    def _whole(self, n: int) -> float:
        known = self.whole.get(n)
        if known is None:
            known = self.whole[n] = sum(map(self._weight, self.told[n].grams))
        return known

    def _weight(self, gram: str) -> float:
        known = self.weights.get(gram)
        if known is None:
            known = log(1 + len(self.told) / len(self.homes[gram]))
            self.weights[gram] = known
        return known


def _line(s: _Sentence) -> list[Date]:
    return [d for d in _all_dates(s) if s.start <= d.start < s.end]


def _all_dates(s: _Sentence) -> Sequence[Date]:
    text, setting = s.block.text, s.setting
    return timeline(text, find_dates(text, setting.year, int(setting.span or 0)), find_eras(text))


def _odd_dates(a: _Sentence, b: _Sentence, share: float) -> Iterator[tuple[Date, Date]]:
    """The dates of what both tell, where they differ by a slip and neither text tells the other."""
    mine, theirs = (
        [d for d in _line(s) if not (d.ends or _BESIDE.match(s.block.text, d.end))] for s in (a, b)
    )
    if not mine or not theirs or share < _LIKE:
        return
    if _are_two_rounds(a, b):
        return
    said, known = _all_dates(a), _all_dates(b)
    for x in mine:
        if any(_agree(x, y) for y in known):
            continue
        fit = [y for y in theirs if not any(_agree(y, z) for z in said)
               and (_slipped(x, y, share) or _numerals(a, x) == _numerals(b, y) != "")
           and _of_one(a, x, b, y)]  # fmt: skip
        if len(fit) == 1:
            yield x, fit[0]


def _are_two_rounds(a: _Sentence, b: _Sentence) -> bool:
    """1984年…到会412人，意见27条；1985年…到会436人，意见19条: nothing that is counted agrees."""
    one, other = ({(q.unit, q.value) for q in _counted(s)} for s in (a, b))
    units = {unit for unit, _ in one} & {unit for unit, _ in other}
    return len(units) > 1 and not one & other


def _agree(x: Date, y: Date) -> bool:
    return all(p == q for p, q in zip(x.parts, y.parts, strict=True) if p and q)


def _slipped(x: Date, y: Date, share: float) -> bool:
    """One part of the date differs by a slip, or (of sentences much alike) only the day does."""
    if not (x.month and y.month) and not ("y" in x.said and "y" in y.said):
        return False
    if len(x.said) != len(y.said) and (share < _SAME or x.month != y.month):
        return False
    if one_part_slips(x.parts, y.parts):
        return True
    same_month = x.month == y.month > 0 and x.year == y.year
    return share >= _SAME and same_month and bool(x.day and y.day) and abs(x.day - y.day) < 10


def _numerals(s: _Sentence, date: Date) -> str:
    """The numerals of a regnal year in order: 十三 and 三十 are one (民国十三年, 民国三十年)."""
    found = _REGNAL.search(s.block.text, date.start, date.end)
    return "".join(sorted(found[0])) if found is not None and len(found[0]) > 1 else ""


_REGNAL: Final = re.compile("[一二三四五六七八九十廿卅]+(?=年)")


def _of_one(a: _Sentence, x: Date, b: _Sentence, y: Date) -> bool:
    """Tell whether the words after (or before) two dates tell of one thing."""
    one, other = _around(a, x), _around(b, y)
    done, too = _groups(a, x), _groups(b, y)
    both = one & other
    if done - _HELD and too - _HELD:
        done, too = done - _HELD, too - _HELD
    if (done or too) and not done & too:
        return False  # 奠基, 落成
    if not x.month and not (done - _HELD):
        return False  # 1976年冬…, 1977年冬…: what is done every year
    least = 0.5 if done else 0.7
    return len(both) >= 2 and len(both) >= least * min(len(one), len(other))


_VERB: Final = re.compile("|".join(sorted((w for w in verbs() if len(w) == 2), key=len)))
_HELD: Final = frozenset((verbs()["举行"].group, verbs()["召开"].group))
_DONE: Final = frozenset(("竣工", "启用", "通车", "成立"))


def _groups(s: _Sentence, date: Date) -> set[str]:
    """The classes of the verbs in the clause of a date and the next; what ends a work is one class."""
    lead, clauses = _clauses(s, date)
    words = lead + "，" + "，".join(clauses[:2])
    groups = {verbs()[m.group()].group for m in _VERB.finditer(words)}
    return {"done" if g in _DONE else g for g in groups}


def _clauses(s: _Sentence, date: Date) -> tuple[str, list[str]]:
    """The words before a date in its clause, and the clauses after it up to the next date."""
    text = s.block.text
    opens = max(text.rfind(c, s.start, date.start) for c in "，；。") + 1
    stop = min((d.start for d in _line(s) if d.start > date.start), default=s.end)
    return text[max(s.start, opens) : date.start], re.split(
        "[，；]", text[date.end : stop].lstrip("，　 ")
    )


def _around(s: _Sentence, date: Date) -> frozenset[str]:
    """The pairs of characters of the clause of a date, and of the one after it where it is short."""
    lead, clauses = _clauses(s, date)
    for many in (1, 2):
        found = _grams(lead + " " + " ".join(clauses[:many]))
        if len(found) > _LEAST:
            break
    return found


def _odd_figures(a: _Sentence, b: _Sentence, share: float) -> Iterator[tuple[Quantity, Quantity]]:
    """The figures of one unit and one label that differ by digits moved, or by one digit of many."""
    years = [set(_YEAR.findall(s.words)) or {str(s.setting.year)} for s in (a, b)]
    if not years[0] & years[1] and "0" not in years[0] | years[1]:
        return
    mine, theirs = _counted(a), _counted(b)
    for q in mine:
        like = [r for r in theirs if r.unit == q.unit]
        if any(r.value == q.value for r in find_quantities(b.block.text) if r.unit == q.unit):
            continue
        own = [r for r in mine if r.unit == q.unit]
        told = {r.value for r in find_quantities(a.block.text) if r.unit == q.unit}
        for r in like:
            if r.value in told or not _is_slip(q, r):
                continue
            alone = len(own) == len(like) == 1
            if _one_label(a, q, b, r) or (alone and share >= _SAME):
                yield q, r
                break


def _counted(s: _Sentence) -> list[Quantity]:
    return [q for q in find_quantities(s.block.text)
            if s.start <= q.start < s.end and q.firm and q.unit and q.kind not in _NOT_COUNTED]  # fmt: skip


def _is_slip(q: Quantity, r: Quantity) -> bool:
    """Digits moved; or one digit off where four or more agree."""
    one, other = (f"{abs(x.value).normalize():f}".replace(".", "").strip("0") for x in (q, r))
    if len(one) != len(other) or len(one) < 2 or not q.value or not 0.1 < r.value / q.value < 10:
        return False
    if sorted(one) == sorted(other):
        return True
    return len(one) > 3 and sum(x != y for x, y in zip(one, other, strict=True)) == 1


def _one_label(a: _Sentence, q: Quantity, b: _Sentence, r: Quantity) -> bool:
    """Tell whether the two characters before, or after the units, of two figures are alike."""
    one, other = a.block.text, b.block.text
    before = [re.sub(r"[^一-鿿]", "", t[max(0, x.start - 4) : x.start])[-2:]
              for t, x in ((one, q), (other, r))]  # fmt: skip
    after = [t[x.end : x.end + 2] for t, x in ((one, q), (other, r))]
    alike = bool(before[0]) and before[0][-1:] == before[1][-1:]
    return (alike and set(before[0]) & set(before[1]) != set()) or (
        len(after[0]) == 2 and after[0] == after[1] and _HAN_RUN.fullmatch(after[0]) is not None
    )


def _event(s: _Sentence, date: Date) -> Happening:
    words = re.split("[，；]", s.block.text[date.end : s.end].lstrip("，　 "))[0]
    st = s.setting
    return Happening(
        words[:20].strip("　 "), "", False, date.parts, st.place, s.block, date.start, date.end,
        st.doc, st.section, st.standing, "",
    )  # fmt: skip


def _record(s: _Sentence, q: Quantity) -> Record:
    label = _HAN_RUN.findall(s.block.text[max(s.start, q.start - 10) : q.start]) or [q.unit]
    return record_at(s.block, s.setting, q, label[-1], s.setting.year)
