"""Changes whose two figures do not stand side by side: past brackets, one sentence back, in chains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.statements import Item, is_firm, same_unit, subject

Found = tuple[Item, Item]
"""Present value and base."""

_ASIDE: Final = re.compile(r"(?:为|是|相当于|达到?)[^，。；]{0,14}的$")
_AGAIN: Final = re.compile("^(?:又|再|继续|进一步|复)")
_THAN: Final = re.compile(r"^(?P<subject>[^，。；]*?)(?:(?<![同环])比|较)(?P<base>[^，。；]*)$")
_VERBS: Final = "增长|增加|增产|增收|上升|提高|提升|上涨|扩大|下降|减少|降低|减产|减收|回落|下跌|缩小|下滑|增|减|升|降"
_BARE: Final = re.compile(
    rf"^(?:同比|比上一?年|较上一?年|比上年同期|较上年同期|比上年度)?(?:{_VERBS})(?:了|达|幅度?为?)?$"
)
_LAST: Final = re.compile("^(?:上一?年|去年|上年度|上年同期)(?:末|底|度)?")
_CHANGED: Final = re.compile(rf"(?:{_VERBS}|多|少)(?:了|约)?$")
_COMPARED: Final = re.compile("(?:比|较)[^，]*$")
_TIME: Final = re.compile(
    "(?:(?:1[0-9]|20)\\d\\d年(?:末|底|度)?|上一?年(?:度|末|底|同期)?|去年(?:同期)?|今年|本年|当年|全年|年末|是年|全[县市区镇乡村])"
)
_REACHES: Final = re.compile(
    "(?:达到|达|增至|增加到|升至|上升到|降至|下降到|减至|减少到|增长到|提高到|为|有|是|已|仅|共|完成|实现|约)+$"
)


def far_pair(items: Sequence[Item], at: int) -> Found | None:
    """Give what the change said at `at` is of, where other finders see nothing beside it."""
    said = items[at]
    if said.quantity.kind in ("count", "measure"):
        return _base_after(items, at) or _more_by(items, at)
    if said.quantity.kind not in ("percent", "permille"):
        return None
    for find in (_again, _more_than, _said_of_last_year):
        found = find(items, at)
        if found is not None:
            return found
    return None


def _value(item: Item) -> bool:
    plain = item.quantity.kind in ("count", "measure") and is_firm(item)
    return plain and not _CHANGED.search(item.label) and not _COMPARED.search(item.label)


_OVER: Final = re.compile(
    rf"(?:比|较)(?P<base>年初|上一?年末?|上一?年底|去年末?|期初|上月末|上季末)(?:{_VERBS})(?:了)?$"
)


def _base_after(items: Sequence[Item], at: int) -> Found | None:
    """贷款余额N，比年初增加D，年初为M."""
    said, after = items[at], items[at + 1] if at + 1 < len(items) else None
    over, current = _OVER.search(said.label), items[at - 1] if at else None
    if over is None or after is None or current is None or not (_value(current) and is_firm(after)):
        return None
    told = re.fullmatch(f"{over['base']}(?:末|底)?(?:为|是|有)?", after.label)
    like = same_unit(current, said) and same_unit(after, said)
    close = after.clause == said.clause + 1 and current.clause == said.clause - 1
    return (current, after) if told and like and close else None


def _more_by(items: Sequence[Item], at: int) -> Found | None:
    """N，比常年平均的M多D."""
    said = items[at]
    if at < 2 or said.lead != "" or said.label not in ("多", "少", "多出"):
        return None
    current, base = items[at - 2], items[at - 1]
    than = _THAN.search(base.label)
    told = than is not None and not than["subject"] and base.lead == "，" and is_firm(base)
    like = same_unit(current, base) and same_unit(base, said) and _value(current)
    close = current.clause == base.clause - 1 and current.sentence == base.sentence
    return (current, base) if told and like and close and current.depth == base.depth else None


def _again(items: Sequence[Item], at: int) -> Found | None:
    """2008年56起，2009年41起，下降26.8%；2010年33起，再降19.5%: each from the one before."""
    said = items[at]
    values = [i for i in items[:at] if i.sentence == said.sentence and i.depth == said.depth]
    if not values or not _value(values[-1]) or said.clause - values[-1].clause > 1:
        return None
    current = values[-1]
    like = [i for i in values[:-1] if same_unit(i, current) and _value(i)]
    if not like:
        return None
    base = like[-1]
    follows = base.own_year and current.own_year and current.year == base.year + 1
    told = _AGAIN.search(said.label) or (follows and _BARE.search(said.label))
    own, other = _of(current), _of(base)
    alike = own == other or not own
    return (current, base) if told and alike and base.year < current.year else None


def _more_than(items: Sequence[Item], at: int) -> Found | None:
    """接待过夜游客18.4万人次，…。接待量比2022年的11.5万人次增长60.0%."""
    said, base = items[at], items[at - 1] if at else None
    if base is None or said.lead != "" or not re.fullmatch(rf"(?:{_VERBS})了?", said.label):
        return None
    than = _THAN.search(base.label)
    if than is None or base.quantity.kind not in ("count", "measure") or not is_firm(base):
        return None
    pieces = _pieces(than["subject"])
    like = [i for i in items[: at - 1] if same_unit(i, base) and _value(i)
            and i.sentence >= said.sentence - 2 and i.depth <= said.depth and i.end < base.start
            and not (i.own_year and i.year <= base.year)]  # fmt: skip
    most = max((len(pieces & _pieces(i.label)) for i in like), default=0)
    named = [i for i in like if most and len(pieces & _pieces(i.label)) == most]
    if len(named) != 1:
        return None
    after = items[at + 1] if at + 1 < len(items) else None
    reached = after is not None and same_unit(after, base) and after.sentence == said.sentence
    if reached and after is not None:
        compared = _THAN.search(after.label) and pieces <= _pieces(named[0].label)
        return (named[0], base) if compared else None
    return named[0], base


def _pieces(words: str) -> set[str]:
    bare = re.sub("[总全年末底县市区镇乡村完成实现量数额]", "，", _TIME.sub("，", words))
    return {bare[k : k + 2] for k in range(len(bare) - 1) if "，" not in bare[k : k + 2]}


def _said_of_last_year(items: Sequence[Item], at: int) -> Found | None:
    """上年，货运量M。2019年，货运量N，增长P: one subject, two years that follow each other."""
    said, current = items[at], items[at - 1] if at else None
    if current is None or not _BARE.search(said.label) or said.lead != "，":
        return None
    if current.sentence != said.sentence or said.clause - current.clause != 1:
        return None
    own = _of(current)
    if not _value(current) or len(own) < 2 or current.depth != said.depth:
        return None
    bases = [
        i for i in items[: at - 1]
        if same_unit(i, current) and _value(i) and _of(i) == own and i.sentence >= said.sentence - 3
        and (_LAST.search(i.label) or (i.year and i.year == current.year - 1))
    ]  # fmt: skip
    return (current, bases[0]) if len(bases) == 1 else None


def _of(item: Item) -> str:
    return _REACHES.sub("", subject(_TIME.sub("", subject(item.label))))


def without_asides(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Leave out what brackets restate and what multiples and shares say by the way, and count the
    clauses that held nothing else as not there."""
    kept: list[Item] = []
    gone = 0
    for at, item in enumerate(items):
        if _is_aside(item):
            before = items[at - 1].clause if at else -1
            after = items[at + 1].clause if at + 1 < len(items) else -1
            gone += before < item.clause and item.clause != after
            gone += item.depth > 0 and after > item.clause and items[at + 1].depth == 0
            continue
        kept.append(msgspec.structs.replace(item, clause=item.clause - gone) if gone else item)
    return tuple(kept)


def _is_aside(item: Item) -> bool:
    if item.depth > 0 and item.quantity.kind in ("count", "measure"):
        return item.lead in ("（", "(", "、") and len(item.label) <= 4
    if item.quantity.kind == "times":
        return _ASIDE.search(item.label) is not None
    shared = item.quantity.kind == "percent" and "占" in item.label
    return shared and not _CHANGED.search(item.label)


def passed_over(items: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    """Give the items without asides, where there are any."""
    plain = without_asides(items)
    if len(plain) < len(items):
        yield plain


def since_another(said: Item, current: Item, items: Sequence[Item]) -> bool:
    """2006年86.4%，2007年92.8%，2008年96.2%，三年提高9.8个百分点: since the first of them."""
    return said.lead == "，" and any(
        i.quantity.kind == current.quantity.kind and i.sentence == said.sentence
        and i.start < current.start and abs(current.value - i.value) == said.value
        for i in items
    )  # fmt: skip
