"""Figures told in turn (分别增长a%、b%; 前者a，后者b): what each of the list is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic_readings.reading import Reading

_TURN: Final = re.compile("分别|依次|各自|(?:^|同比|上年|去年)各(?=[增减升降提下上])")
_JOINED: Final = re.compile("^(?:和|及|与|以及|、)?$")
_NAMES: Final = re.compile("[、和及与]|以及")
_LATTER: Final = re.compile("^(?P<which>前者|后者|前一项|后一项)")
_LONG: Final = 6
_BACK: Final = 16
_BEFORE_NAMES: Final = re.compile(
    "(?:比|较|同比|环比|与|增|减|升|降|分别|依次|提高|下降|由|从|为|达)"
)
_ENDS: Final = "的，、：等均都两项三四指标"


class Turn(msgspec.Struct, frozen=True):
    """`number` in a list of `count` that the words before the figure at `first` open; `named` is
    what this one is of, where names stand before (None where not); `nows` and `thens` are the
    places of the figures of the lists told before that stand in the same place, the last first."""

    first: int
    number: int
    count: int
    named: str | None
    runs: tuple[int, ...]


def turns(text: str, readings: Sequence[Reading]) -> dict[int, Turn]:
    """Give, for each figure said in turn, its place in the list and what stands there in others."""
    found: dict[int, Turn] = {}
    for at, said in enumerate(readings):
        latter = _LATTER.search(said.words)
        if latter is not None:
            number = int(latter["which"].startswith("后"))
            found[at] = Turn(at, number, 2, None, _beside(readings, at - number, 2, number))
            continue
        if not _TURN.search(said.words) or said.item.quantity.kind in ("count", "measure"):
            continue
        count = _listed(readings, at)
        if count < 2:
            continue
        names = _names(text, said, count)
        lists = [_beside(readings, at, count, number) for number in range(count)]
        if not names and not lists[0]:
            told = _told(readings, at, count)
            names = [readings[n].head for n in told]
            lists = [(n,) for n in told] or lists
        for number in range(count):
            found[at + number] = Turn(
                at, number, count, names[number] if names else None, lists[number]
            )
    return found


def _told(readings: Sequence[Reading], at: int, count: int) -> list[int]:
    """接待游客a人次，旅游收入b元，分别增长: without names, it is said of the figures told last."""
    said, found = readings[at].item, list[int]()
    for n in range(at - 1, max(-1, at - _BACK), -1):
        r = readings[n]
        if r.item.sentence < said.sentence - 1 or len(found) == count:
            break
        if r.is_value and r.own and r.role in ("plain", "reached") and r.item.depth <= said.depth:
            found.insert(0, n)
    return found if len(found) == count else []


def _listed(readings: Sequence[Reading], first: int) -> int:
    """How many figures of one kind the list has that begins at `first`."""
    own, count = readings[first].item, 1
    for after in readings[first + 1 : first + _LONG]:
        item = after.item
        joined = item.lead in ("", "、") and _JOINED.match(item.label) is not None
        if not joined or item.quantity.kind != own.quantity.kind or item.sentence != own.sentence:
            break
        count += 1
    return count


def _names(text: str, said: Reading, count: int) -> list[str]:
    """播种面积、总产分别比上年增长: the names, as many as figures."""
    turned = _TURN.search(said.words)
    if turned is None:
        return []
    end = said.item.start - len(said.words) + turned.start()
    start = max(text.rfind(c, max(0, end - 60), end) for c in "，。；：（）()\n") + 1
    words = [w.strip(_ENDS) for w in _NAMES.split(text[start:end]) if w.strip(_ENDS)]
    plain = all(not any(c.isdigit() for c in w) and not _BEFORE_NAMES.search(w) for w in words)
    return words if len(words) == count and plain else []


def _beside(readings: Sequence[Reading], first: int, count: int, number: int) -> tuple[int, ...]:
    """The figures that stand in the same place of lists told before, the nearest list first."""
    found: list[int] = []
    at = first - 1
    while at - count + 1 >= 0 and first - at < 24:
        run = readings[at - count + 1 : at + 1]
        if _is_run(run) and (at - count < 0 or not _is_run(readings[at - count : at + 1])):
            found.append(at - count + 1 + number)
            at -= count
            continue
        at -= 1
    return tuple(found)


def _is_run(run: Sequence[Reading]) -> bool:
    """Figures joined by 、 or 和, no bracket between."""
    return all(r.item.depth == run[0].item.depth for r in run) and all(
        r.item.sentence == run[0].item.sentence and r.item.quantity.kind != "points"
        and (r.item.lead == "、" or (r.item.lead == "" and r.item.label[:1] in "和及与以"))
        for r in run[1:]
    )  # fmt: skip
