"""演练: known errors sown into a copy, to see what each level of review finds and misses.

The errors are of the kinds that were counted in a printed county chronicle, numbers foremost.
The same text and seed give the same errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from fangzhi.check.places import place_of
from fangzhi.check.sampling import lots
from fangzhi.model.finding import Level, Place
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.text import Text
from fangzhi.model.value import Value

AROUND = 10
"""Characters on each side by which an error is found again in a returned copy."""
LEAST = 6
"""With fewer around it (in a table's cell) an error is looked for at its address."""


class Sown(Value, frozen=True):
    """One error: kind, where it stands in the copy, the wrong words, the right ones, what is
    around."""

    id: str
    kind: str
    level: Level
    place: Place
    wrong: str
    right: str
    before: str
    after: str


class Slip(Value, frozen=True):
    """A way to spoil a text: `right` at `start` becomes `wrong`."""

    start: int
    right: str
    wrong: str


Spoil = Callable[[str], Iterator[Slip]]
_NUMBER: Final = re.compile(r"(?<![\d.])\d{2,}(?:\.\d+)?(?![\d年])")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?=年)")
_DAY: Final = re.compile(r"(?<=月)\d{1,2}(?=日)")
_HAN: Final = re.compile(r"[一-鿿]{4,}")
_PAIRS: Final = (
    "已己 末未 州洲 藉籍 健建 密秘 侯候 暑署 博搏 梁粱 杨扬 往住 析折 拨拔 辩辨 戊戌 侧测 园圆 账帐 "
    "坐座 反返 既即 须需 磨摩 形型 练炼 象像 历厉"
).split()
_LOOKALIKES: Final = {pair[i]: pair[1 - i] for pair in _PAIRS for i in (0, 1)}
_UNITS: Final = {
    "万元": "亿元",
    "亿元": "万元",
    "公顷": "亩",
    "万吨": "吨",
    "千米": "米",
    "平方千米": "平方米",
}
_UNIT: Final = re.compile(r"(?<=\d)(?:万元|亿元|公顷|万吨|千米|平方千米)")


def _numbers(text: str) -> Iterator[Slip]:
    for m in _NUMBER.finditer(text):
        digit = m.end() - 1
        other = str((int(text[digit]) + 3) % 10)
        yield Slip(m.start(), m[0], m[0][:-1] + other)
        if m[0][0] != m[0][1] and m[0][1].isdigit() and m[0][1] != "0":
            yield Slip(m.start(), m[0], m[0][1] + m[0][0] + m[0][2:])


def _years(text: str) -> Iterator[Slip]:
    for m in _YEAR.finditer(text):
        yield Slip(m.start(), m[0], str(int(m[0]) + 1))


def _days(text: str) -> Iterator[Slip]:
    for m in _DAY.finditer(text):
        yield Slip(m.start(), m[0], str(int(m[0]) % 28 + 1))


def _characters(text: str) -> Iterator[Slip]:
    for at, character in enumerate(text):
        if character in _LOOKALIKES:
            yield Slip(at, character, _LOOKALIKES[character])


def _missing(text: str) -> Iterator[Slip]:
    for m in _HAN.finditer(text):
        at = m.start() + len(m[0]) // 2
        if text[at] != text[at - 1]:
            yield Slip(at - 1, text[at - 1 : at + 1], text[at - 1])


def _doubled(text: str) -> Iterator[Slip]:
    for m in _HAN.finditer(text):
        at = m.start() + len(m[0]) // 2
        yield Slip(at, text[at], text[at] * 2)


def _marks(text: str) -> Iterator[Slip]:
    for m in re.finditer("(?<=.)[”》）]", text):
        yield Slip(m.start() - 1, text[m.start() - 1 : m.end()], text[m.start() - 1])
    for m in re.finditer("。(?=.)", text):
        yield Slip(m.start(), "。", "、")


def _units(text: str) -> Iterator[Slip]:
    for m in _UNIT.finditer(text):
        yield Slip(m.start(), m[0], _UNITS[m[0]])


KINDS: Final[tuple[tuple[str, Level, int, Spoil], ...]] = (
    ("数字", "数", 10, _numbers),
    ("年份", "硬", 3, _years),
    ("日期", "硬", 1, _days),
    ("错别字", "字", 2, _characters),
    ("漏字", "字", 1, _missing),
    ("多字", "字", 1, _doubled),
    ("标点", "点", 1, _marks),
    ("单位", "数", 1, _units),
)
"""Name, level, its share of twenty errors (after the counted county chronicle), how it is made."""


def sow(manuscripts: Sequence[Manuscript], seed: str, count: int) -> tuple[Sown, ...]:
    """Choose up to `count` errors, at most one in a block, spread by lot over all manuscripts."""
    wheel = [kind for kind in KINDS for _ in range(kind[2])]
    standing = [
        (manuscript.name, text)
        for manuscript in manuscripts
        for text in texts(manuscript)
        if text.origin and len(text.text) > 1
    ]
    if not standing:
        return ()
    drawn = lots(seed, 1 << 60)
    taken: set[str] = set()
    sown: list[Sown] = []
    for lot in islice(drawn, count * 60):
        if len(sown) >= count:
            break
        doc, text = standing[lot % len(standing)]
        name, level, _, spoil = wheel[next(drawn) % len(wheel)]
        slips = list(spoil(text.text)) if text.id not in taken else []
        if slips:
            one = _sown(len(sown), doc, text, name, level, slips[next(drawn) % len(slips)])
            if one is not None:
                taken.add(text.id)
                sown.append(one)
    return tuple(sown)


def _sown(number: int, doc: str, text: Text, name: str, level: Level, slip: Slip) -> Sown | None:
    end = slip.start + len(slip.right)
    place = place_of(text.origin, text.text, slip.start, end, doc)
    if place.block is None or place.text != slip.right or place.start is None:
        return None
    here = Place(doc, place.block, place.start, place.start + len(slip.wrong), slip.wrong)
    return Sown(
        f"D{number + 1:03d}", name, level, here, slip.wrong, slip.right,
        text.text[max(0, slip.start - AROUND) : slip.start], text.text[end : end + AROUND],
    )  # fmt: skip


class Found(Value, frozen=True):
    """What one level of review found, by error id: corrected as it was, or only noticed."""

    level: str
    corrected: frozenset[str]
    noticed: frozenset[str]

    @property
    def seen(self) -> frozenset[str]:
        """All it found, one way or the other."""
        return self.corrected | self.noticed


def review(level: str, sown: Sequence[Sown], returned: Iterable[Manuscript]) -> Found:
    """Tell what a returned copy shows: words put right, words changed otherwise, comments on them."""
    copies = {manuscript.name: list(texts(manuscript)) for manuscript in returned}
    corrected: set[str] = set()
    noticed: set[str] = set()
    for one in sown:
        known = copies.get(one.place.doc)
        if known is None:
            continue
        if len(one.before + one.after) < LEAST:
            known = [text for text in known if _stands_at(text, one.place.block)]
        wrong = one.before + one.wrong + one.after
        right = one.before + one.right + one.after
        holding = [text for text in known if wrong in text.text]
        if not holding:
            put_right = any(right in text.text for text in known)
            (corrected if put_right else noticed).add(one.id)
        elif any(
            _commented(text, text.text.find(wrong) + len(one.before), one) for text in holding
        ):
            noticed.add(one.id)
    return Found(level, frozenset(corrected), frozenset(noticed))


def _stands_at(text: Text, address: str | None) -> bool:
    return any(run.address == address for run in text.origin)


def _commented(text: Text, start: int, one: Sown) -> bool:
    end = start + len(one.wrong)
    return any(
        mark.kind == "comment" and mark.start <= end and mark.end >= start for mark in text.marks
    )


def noticed_by(level: str, sown: Sequence[Sown], places: Iterable[Place]) -> Found:
    """Tell what findings with these places saw (the machine as one level of review)."""
    spots: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for place in places:
        if place.block is not None and place.start is not None and place.end is not None:
            spots.setdefault((place.doc, place.block), []).append((place.start, place.end))
    seen = {
        one.id
        for one in sown
        for start, end in spots.get((one.place.doc, one.place.block or ""), ())
        if start < (one.place.end or 0) and (one.place.start or 0) < end
    }
    return Found(level, frozenset(), frozenset(seen))
