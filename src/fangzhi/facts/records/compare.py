"""Comparing records (比对): which figures of the same thing disagree, and what may explain it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, Literal

import msgspec

from fangzhi.facts.records.borne import favor
from fangzhi.facts.records.columns_alike import Column, column_of, columns_alike
from fangzhi.facts.records.profiles import dated_by_rows
from fangzhi.facts.records.readings import value_of
from fangzhi.facts.records.record import HARM, Key, Record
from fangzhi.facts.records.words import Unit

Kind = Literal["text", "table", "statistics", "prior"]
Alike = frozenset[tuple[str, str, Column]]
Name = tuple[str, str, str, str, tuple[str, ...]]
Undated = dict[Name, list[Record]]
Figure = tuple[str, int, Unit]
"""Digits, weight of the scale, and unit."""
_MOST_VALUES: Final = 3
"""A key with more values than this does not tell one figure from another; nothing is said."""
_STATISTIC: Final = re.compile(
    r"(?:总量|总额|产量|产值|收入|支出|面积|余额|人口|人数|户数|存栏|出栏|总动力|率|里程|容量|库容|发电量|用电量|总产|企业|学校|机构|学生|用户|床位|藏书|水库|林地)$"
)
_RATIOS: Final = frozenset(("%", "‰"))
"""Of these a section tells whose they are: 规范管理率 of one illness and another."""
_HAN: Final = re.compile(r"[一-鿿]{2,4}")
_WORN: Final = re.compile(
    r"全[县市省区镇乡]|截至|年[末底]|其中|累计|人民政府|县委|市委|组织|开展|完成|实现|建成|投入|经济社会|农业农村|工作|建设|管理|活动|项目"
)
_WHOLE: Final = re.compile(r"全[县市区州省旗盟]")
_MARKS: Final = re.compile(r"[“”‘’《》]")
_ADDS: Final = re.compile(r"[另加含]|包括|合计|在内|两项|之和")
_LONG: Final = 4
"""No figure of so many digits agrees with another by chance."""
_LOOSE: Final = Decimal("0.005")


class Conflict(msgspec.Struct, frozen=True):
    """Two figures of the same thing that disagree; which is right is for a person to say.

    `doubtful` stands where more speaks against it, `other` is the figure it is held against,
    `agreeing` those that agree with `other`. `explained` is a sum that makes both true of different
    scopes ("3.5+1.2=4.7"), "" where none was found. `reason` says why `doubtful` was chosen.
    """

    kind: Kind
    doubtful: Record
    other: Record
    agreeing: tuple[Record, ...]
    reason: str
    explained: str = ""


def conflicts(records: Sequence[Record]) -> list[Conflict]:
    """Give the figures that disagree, each doubtful one once, in reading order."""
    by_key: dict[Key, list[int]] = {}
    records = dated_by_rows(records)
    undated = _undated(records)
    for number, record in enumerate(records):
        if record.year or record.kind == "attr":
            by_key.setdefault(record.key, []).append(number)
    found: list[tuple[int, Conflict]] = []
    columns = columns_alike(records)
    for numbers in by_key.values():
        if len(numbers) > 1 and len({(records[n].digits, records[n].weight) for n in numbers}) > 1:
            found.extend(_among(records, numbers, columns, undated))
    parts = _Parts(records)
    return [parts.explain(conflict) for _, conflict in sorted(found, key=lambda pair: pair[0])]


def _name(record: Record) -> Name:
    return record.place, record.subject, record.indicator, record.unit.base, record.scope


def _undated(records: Sequence[Record]) -> Undated:
    """The figures that no year is told of, by what they are called: they bear out those that are."""
    found: dict[Name, list[Record]] = {}
    for record in records:
        if not (record.year or record.span) and record.kind not in ("", "attr"):
            found.setdefault(_name(record), []).append(record)
    return found


def agree(a: Record, b: Record) -> bool:
    """Tell whether two figures are the same as far as the coarser of them is printed."""
    return alike((a.digits, a.weight, a.unit), (b.digits, b.weight, b.unit))


def alike(a: Figure, b: Figure) -> bool:
    """Tell of two figures as printed whether they are the same, as `agree` does of records."""
    if a == b:
        return True
    (value, own), (other, step) = value_of(*a), value_of(*b)
    if a[2].name != b[2].name and "亩" in (a[2].name, b[2].name):
        return abs(value - other) <= max(own, step, abs(value) * _LOOSE)
    if own == step:
        return value == other
    return abs(value - other) < max(own, step)


def told_once(found: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """Leave out the figures whose own sentence says the other one too (年初…，年末…)."""
    return tuple(c for c in found if not _says_both(c.doubtful, c.other))


_STOP: Final = re.compile("[。！？\n]")


def _says_both(here: Record, other: Record) -> bool:
    if here.table or len(other.digits) < 3 or here.digits == other.digits:
        return False
    text = here.block.text
    if other.digits not in text:
        return False
    opens = max(text.rfind(c, 0, here.start) for c in "。！？\n") + 1
    found = _STOP.search(text, here.end)
    return _stands(other.digits, text[opens : found.start() if found is not None else len(text)])


def _stands(digits: str, sentence: str) -> bool:
    """Tell whether a number stands in a sentence by itself, not within a longer one."""
    at = sentence.find(digits)
    while at >= 0:
        around = sentence[at - 1 : at] if at else "", sentence[at + len(digits) :][:1]
        if not any(sign == "." or sign.isdecimal() for sign in around):
            return True
        at = sentence.find(digits, at + 1)
    return False


def _among(
    records: Sequence[Record], numbers: list[int], columns: Alike, undated: Undated
) -> Iterator[tuple[int, Conflict]]:
    """Compare the records of one key: those that agree together, the weakest against the best."""
    own = [records[n] for n in numbers]
    if not own[0].kind and not _is_named(own):
        return
    groups: list[list[int]] = []
    order = sorted(numbers, key=lambda n: (records[n].step, n))  # the finest first
    for n in order:
        home = next((g for g in groups if agree(records[g[0]], records[n])), None)
        if home is None:
            groups.append([n])
            if len(groups) > _MOST_VALUES:
                return
        else:
            home.append(n)
    if len(groups) < 2:
        return
    weights = [_weight([records[n] for n in g]) for g in groups]
    again = undated.get(_name(records[numbers[0]]), ())
    for at, group in enumerate(groups):
        first = records[group[0]]
        if any(agree(first, r) for r in again):
            weights[at] += 2 if len(first.digits) >= _LONG else 1
    if len(groups) == 2:
        for at, rival in ((0, 1), (1, 0)):
            other = records[groups[rival][0]]
            weights[at] += 2 * max(favor(records[n], other) for n in groups[at])
    order = sorted(range(len(groups)), key=lambda n: (-weights[n], min(groups[n])))
    groups = [groups[n] for n in order]
    best = groups[0]
    for group in groups[1:]:
        for n in sorted(group):
            rivals = [m for m in sorted(best) if _comparable(records[n], records[m], columns)]
            if not rivals:
                continue
            rival = min(rivals, key=lambda m: (_rank(records[m]), m))
            agreeing = tuple(records[m] for m in rivals if m != rival)
            yield n, conflict_of(records[n], records[rival], agreeing)


def _is_named(own: list[Record]) -> bool:
    """Tell whether an indicator outside our list is said firmly enough to be compared."""
    name = own[0].indicator
    if len(own[0].span) == 5:
        return len(name) >= 3 or HARM.search(name) is not None
    tables = any(r.table for r in own)
    if tables:
        return len(name) >= 2
    return len(name) >= (3 if not own[0].part and own[0].unit.base != "" else 4)


def _weight(group: Iterable[Record]) -> Decimal:
    """How much speaks for a value: documents that say it, and where a statistics office does."""
    docs: set[tuple[int, str]] = set()
    weight = Decimal(0)
    for record in group:
        place = (record.doc, record.table or record.section)
        if place not in docs:
            docs.add(place)
            weight += 1
        if record.standing == "statistics":
            weight += Decimal("1.5")
    return weight


def _rank(record: Record) -> int:
    return 0 if record.standing == "statistics" else 1


def _comparable(a: Record, b: Record, columns: Alike) -> bool:
    """Tell whether two records of one key may be held against each other."""
    if a.block is b.block or a.block.id == b.block.id or (a.table and a.table == b.table):
        return False
    if a.standing == b.standing == "prior":
        return False
    if not is_slip(a, b):
        return False
    if len(a.span) == 5 and not (_one_place(a, b) and _one_body(a, b)):
        return False
    if not a.kind and not (a.table or b.table) and not _share_words(a, b):
        return False
    if a.table and (a.table, b.table, column_of(a)) in columns:
        return True
    return _within(a, b) and _within(b, a)


def is_slip(a: Record, b: Record) -> bool:
    """Tell whether two figures are near enough to be one: else they are of other scopes."""
    small, big = sorted((abs(a.value), abs(b.value)))
    if big < small * 2:
        return True
    one, other = (r.digits.replace(".", "").replace(",", "").strip("0") for r in (a, b))
    if len(one) < 2 and len(other) < 2:
        return big <= small * 4
    return sorted(one) == sorted(other) or _one_step(one, other)


def _one_step(one: str, other: str) -> bool:
    """Tell whether one digit put in, left out or changed makes one string the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


_BODY: Final = re.compile("政协|人大|人民代表大会|党代|妇联|工会|团县?委|共青团|法院|检察院")


def _one_body(a: Record, b: Record) -> bool:
    """Tell whether two sentences of one day do not name two bodies (政协, 人大)."""
    one, other = (
        set(_BODY.findall(r.subject or r.block.text[max(0, r.start - 80) : r.start]))
        for r in (a, b)
    )
    return not (one and other) or bool(one & other)


def _one_place(a: Record, b: Record) -> bool:
    """Tell whether two figures of one day may be of one place: the same, or named in the other."""
    if a.place == b.place:
        return True
    if a.place and b.place:
        return False
    named, text = (a.place, b.block.text) if a.place else (b.place, a.block.text)
    return named in text and _WHOLE.search(text) is None


def _share_words(a: Record, b: Record) -> bool:
    """Tell whether two texts speak of one thing: four characters in common beside the label."""
    of_one = a.unit.base not in _RATIOS or a.section == b.section
    if len(a.span) != 5 and of_one and _STATISTIC.search(a.indicator) and len(a.indicator) >= 5:
        return True
    one, other = (
        _WORN.sub("\n", _MARKS.sub("", _near(r)).replace(r.indicator, "\n")) for r in (a, b)
    )
    size = (2 if len(a.indicator) >= 4 else 3) if len(a.span) == 5 else 4
    grams = {one[i : i + size] for i in range(len(one) - size + 1)}
    return any(
        gram in grams and _HAN.fullmatch(gram) is not None
        for gram in (other[i : i + size] for i in range(len(other) - size + 1))
    )


def _near(record: Record) -> str:
    return record.block.text[max(0, record.start - 80) : record.end + 40]


def _within(a: Record, b: Record) -> bool:
    """A table about something (小学) only speaks to texts that are about it too."""
    return not a.about or a.about == b.about or a.about in b.section or a.about in b.block.text


def conflict_of(doubtful: Record, other: Record, agreeing: tuple[Record, ...]) -> Conflict:
    """Say what sort of contradiction two figures make, and why one of them is the doubtful one."""
    if doubtful.standing == "prior":  # the volume before is printed; what is in hand can be mended
        doubtful, other = other, doubtful
    standings = {doubtful.standing, other.standing}
    kind: Kind = "text"
    if "prior" in standings:
        kind = "prior"
    elif other.standing == "statistics" and doubtful.standing != "statistics":
        kind = "statistics"
    elif bool(doubtful.table) != bool(other.table):
        kind = "table"
    return Conflict(kind, doubtful, other, agreeing, _reason(kind, other, agreeing))


def _reason(kind: Kind, other: Record, agreeing: tuple[Record, ...]) -> str:
    if kind == "statistics":
        return "对照的一处出自统计资料"
    if agreeing:
        return f"另有{len(agreeing)}处与对照的一处相同"
    return "两处各有一说，以先出者为对照"


class _Parts:
    """Finds a third figure that makes up the difference of two."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._by_block: dict[str, list[Record]] | None = None

    def explain(self, conflict: Conflict) -> Conflict:
        """Add the sum that explains a conflict by scope, where the words around hold it."""
        if self._by_block is None:
            self._by_block = {}
            for record in self.records:
                self._by_block.setdefault(record.block.id, []).append(record)
        a, b = sorted((conflict.doubtful, conflict.other), key=lambda r: r.value)
        gap = b.value - a.value
        for record in (*self._by_block[b.block.id], *self._by_block[a.block.id]):
            if (
                record.unit.base == a.unit.base and record.indicator != "" and gap > 0
                and record is not a and record is not b and record.key != a.key
                and (len(record.digits.strip("0.")) > 1 or _ADDS.search(record.block.text))
                and abs(record.value - gap) < max(record.step, a.step, b.step) / 2
            ):  # fmt: skip
                told = f"{a.shown}+{record.shown}={b.shown}"
                return msgspec.structs.replace(conflict, explained=told)
        return conflict
