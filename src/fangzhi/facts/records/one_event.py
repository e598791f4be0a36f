"""One event (一事): dated clauses that tell the same, with another date or another figure in them.

events.py and retold.py know events by a name and a verb of our list; this knows them by their words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from fangzhi.facts.records.compare import Conflict, agree, conflict_of, is_slip
from fangzhi.facts.records.events import Clash, Happening, clash_of, same_date
from fangzhi.facts.records.mention import Mention, covered, pairs
from fangzhi.facts.records.readings import unit_at
from fangzhi.facts.records.record import Record
from fangzhi.facts.records.retold import one_part_slips
from fangzhi.facts.records.tellings import Telling
from fangzhi.facts.records.words import WEIGHTS, Unit, verbs

_RARE: Final = 40
_RARER: Final = 6
_COVERED: Final = 0.75
_NUMBERED: Final = re.compile(
    "第[一二三四五六七八九十百]+|[一二三四五六七八九十]+(?=[期届号批次桥])|[东西南北上下前后新老旧](?=[一-鿿]?(?:桥|街|路|渠|沟|寨|村|校|厂|站|坝|门|湾))"
)
_WHOSE: Final = re.compile("[一-鿿]{2}[省市州县区旗镇乡](?=第.{1,3}届|人大|人民代表大会|政协)")
_AGAIN: Final = re.compile(
    "召开|举行|举办|开展|检查|调研|慰问|视察|会议|培训|考察|座谈|走访|发布|宣传|参加|参观|活动|发生|暴雨|洪水|评为|获|受灾|遭|招收|补助|拨款|捐|表演|演出|出访|来访|"
    "(?:公布|批准|通过|印发|颁布|签发)$"
)
_ONCE: Final = re.compile(
    "成立|建成|竣工|完工|开工|动工|通车(?!里程)|通水|通了?电|通了?[^，]{0,2}水|通航|注册|列为|公布|设立|改设|改为|改称|更名|开通|启用|投产|"
    "落成|解放|命名|挂牌|创办|接办|始建|奠基|出列|摘帽|撤销|当选|搬|迁|上线|并网|发电|分到|包到|到户|首|创刊|出版|兴建|修通|告成|告竣|脱稿|完稿|付印|"
    "开业|开学|开馆|开放|揭牌|组建|建立|修建|创建|恢复|撤|并入|合并|移交|始有|架通|接通|溃|决口|办起|引进|引种|始种|试种"
)
_VERB: Final = re.compile("|".join(sorted(map(re.escape, verbs()), key=lambda w: (-len(w), w))))
_DONE: Final = frozenset(("竣工", "启用", "通车", "成立"))
_DEATH: Final = re.compile("^(?:因病|在[^。]{1,8})?(?:逝世|去世|病逝|病故|辞世)")
_HAN: Final = re.compile("[一-鿿]{2}")
_SHORT: Final = 6
_BY_PERSON: Final = frozenset(("出生", "逝世"))


def one_events(
    told: Sequence[Telling], mentions: Sequence[Mention], figures: Iterable[Conflict] = (),
    events: Iterable[Clash] = (),
) -> tuple[list[Conflict], list[Clash]]:  # fmt: skip
    """Give the figures and dates that two tellings of one event say in two ways, beside the known."""
    found = _Tellings(told)
    pairs_found = list(found.pairs())
    return found.figures(pairs_found, mentions, figures), found.dates(pairs_found, events)


class _Tellings:
    def __init__(self, told: Sequence[Telling]) -> None:
        self.told = told
        self.grams = [frozenset(pairs(t.core)) for t in told]
        self.homes: dict[str, list[int]] = defaultdict(list)
        for n, grams in enumerate(self.grams):
            for gram in grams:
                self.homes[gram].append(n)
        self.of_block: dict[str, list[int]] = defaultdict(list)
        for n, t in enumerate(told):
            self.of_block[t.block.id].append(n)

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """Give (telling, other, share of words) of those that may be of one event."""
        seen: set[tuple[int, int]] = set()
        for n, t in enumerate(self.told):
            least = _RARE if t.standing == "chronology" else _RARER
            shared: dict[int, int] = defaultdict(int)
            for gram in self.grams[n]:
                home = self.homes[gram]
                if len(home) <= least:
                    for other in home:
                        shared[other] += 1
            for other, count in sorted(shared.items()):
                if count < 2 or other == n or (other, n) in seen:
                    continue
                seen.add((n, other))
                share = self._share(n, other)
                if share >= _COVERED:
                    yield n, other, share

    def _share(self, n: int, other: int) -> float:
        a, b = self.told[n], self.told[other]
        if a.block.id == b.block.id or (a.doc, a.section) == (b.doc, b.section):
            return 0.0
        if a.standing == b.standing == "chronology" or "prior" in (a.standing, b.standing):
            return 0.0
        if a.place != b.place and a.place and b.place:
            return 0.0
        if not same_date(a.when, b.when) and not _may_slip(a, b):
            return 0.0
        if len(a.core) > len(b.core):
            n, other, a, b = other, n, b, a
            rare = sum(len(self.homes[gram]) <= _RARER for gram in self.grams[n])
            if len(a.core) < _SHORT or rare < 3:
                return 0.0
        own, other_words = pairs(a.core), b.core + "|" + b.near
        share = sum(p in other_words for p in own) / len(own)
        if share < _COVERED or not _one_doing(a, b) or not _one_number(a, b):
            return 0.0
        return share

    def dates(self, found: Sequence[tuple[int, int, float]], known: Iterable[Clash]) -> list[Clash]:
        """Give the events told with two dates."""
        taken = {(e.block.id, e.start) for c in known for e in (c.doubtful, c.other, *c.agreeing)}
        best: dict[int, tuple[float, int]] = {}
        for a, b, share in found:
            one, other = self.told[a], self.told[b]
            if same_date(one.when, other.when) or not self._must_be_one(a, b, share):
                continue
            if (one.block.id, one.start) in taken or (other.block.id, other.start) in taken:
                continue
            first, second = (b, a) if other.standing == "chronology" != one.standing else (a, b)
            if second not in best or -share < best[second][0]:
                best[second] = (-share, first)
        clashes = []
        used: set[int] = set()
        for second, (_, first) in sorted(best.items()):
            if not {first, second} & used:
                used |= {first, second}
                clashes.append(
                    clash_of(_happening(self.told[second]), (_happening(self.told[first]),))
                )
        return clashes

    def _must_be_one(self, a: int, b: int, share: float) -> bool:
        """Tell whether two tellings with two dates must be of one event."""
        one, other = self.told[a], self.told[b]
        if self._tells(other, one) or self._tells(one, other):
            return False
        if _DEATH.search(one.core) and one.block.text[:3] != other.block.text[:3]:
            return False  # two lives
        again = _AGAIN.search(one.core) or _AGAIN.search(other.core)
        if one.when[0] != other.when[0]:
            once = _ONCE.search(one.core) and _ONCE.search(other.core + other.near)
            return bool(once) and not again and share >= 0.85
        if not (one.when[1] and other.when[1]):
            return False
        if not one_part_slips(one.when, other.when):
            return share >= 0.9 and min(len(one.core), len(other.core)) >= _SHORT
        if again:
            return share >= 0.85 and _whole_story(one, other)
        return True

    def _tells(self, own: Telling, other: Telling) -> bool:
        """Tell whether the same chapter tells of the other date too: then they are two events."""
        grams = frozenset(pairs(other.core))
        for n in self.of_block[own.block.id]:
            if self.told[n].when == other.when and len(grams & self.grams[n]) >= 2:
                return True
        return False

    def figures(
        self, found: Sequence[tuple[int, int, float]], mentions: Sequence[Mention],
        known: Iterable[Conflict],
    ) -> list[Conflict]:  # fmt: skip
        """Give the figures of one event that its two tellings say in two ways."""
        taken = {(r.block.id, r.start) for c in known for r in (c.doubtful, c.other)}
        of_block: dict[str, list[Mention]] = defaultdict(list)
        for m in mentions:
            if not m.record.table:
                of_block[m.record.block.id].append(m)
        conflicts = []
        for a, b, share in found:
            one, other = self.told[a], self.told[b]
            if not same_date(one.when, other.when) or not _is_one_day(one, other, share):
                continue
            for x, y in (*_odd(one, other, of_block), *_odd_counts(one, other, of_block)):
                if {(x.block.id, x.start), (y.block.id, y.start)} & taken:
                    continue
                taken |= {(x.block.id, x.start), (y.block.id, y.start)}
                conflicts.append(conflict_of(y, x, ()))
        return conflicts


def _is_one_day(a: Telling, b: Telling, share: float) -> bool:
    """Tell whether two tellings of one date are of one event: by month or day, or once by year."""
    again = _AGAIN.search(a.core) or _AGAIN.search(b.core)
    if a.when[1] and b.when[1]:
        return not again or bool(a.when[2] and b.when[2]) or share >= 0.9
    return not again and share >= 0.8 and _ONCE.search(a.core + b.core) is not None


def _odd(
    a: Telling, b: Telling, of_block: dict[str, list[Mention]]
) -> Iterator[tuple[Record, Record]]:
    """Give the figures of two tellings of one event that count one thing and differ by a slip."""
    mine, theirs = _within(a, of_block), _within(b, of_block)
    for x in mine:
        same = [y for y in theirs if y.record.unit.base == x.record.unit.base]
        alone = len(same) == 1 and sum(m.record.unit.base == x.record.unit.base for m in mine) == 1
        if any(agree(x.record, y.record) for y in (*same, *_all_of(b, x, of_block))):
            continue
        for y in same:
            share = max(covered(x, y), float(_counted(x) == _counted(y) != ""))
            if any(agree(y.record, m.record) for m in _all_of(a, y, of_block)):
                continue
            if share >= (0.3 if alone else 0.75) and is_slip(x.record, y.record):
                yield x.record, y.record
                break


_COUNT: Final = re.compile(
    r"(?<![\d.,—～\-第])(\d[\d,]*(?:\.\d+)?)(?![\d.,—～\-]|[余多几])(?P<scale>[万亿]?)"
    "(?P<unit>(?![年月日时点号路届期次岁分周后前]|[余多几百千])[一-鿿]{1,2})"
)


def _odd_counts(
    a: Telling, b: Telling, of_block: dict[str, list[Mention]]
) -> Iterator[tuple[Record, Record]]:
    """The same for figures in units that no list of ours names (标箱, 绪, 门)."""
    mine, theirs = (_counts(t, of_block) for t in (a, b))
    for unit, x in mine.items():
        y = theirs.get(unit) or next((r for u, r in theirs.items() if u[0] == unit[0]), None)
        if x is None or y is None or x.digits == y.digits or x.weight != y.weight:
            continue
        one, other = (re.sub(r"\D", "", r.digits) for r in (x, y))
        if len(one) > 1 and len(one) == len(other) and is_slip(x, y):
            yield x, y


def _counts(t: Telling, of_block: dict[str, list[Mention]]) -> dict[str, Record | None]:
    """Give the figures of a telling that are no mentions, by their unit; None for two of one."""
    known = {m.record.start for m in of_block.get(t.block.id, ())}
    found: dict[str, Record | None] = {}
    for m in _COUNT.finditer(t.block.text, t.opens, t.stop):
        if m.start() in known or unit_at(t.block.text, m.start("unit")) is not None:
            continue
        name = m["unit"]
        unit = Unit(name[:1], name[:1], Decimal(1))
        found[name] = None if name in found else Record(
            t.place, "", name, "", False, (), t.when[0], "", m[1], WEIGHTS[m["scale"]], unit,
            t.block, m.start(), m.end("scale") + 1, t.doc, t.standing, "", False, t.section,
        )  # fmt: skip
    return found


def _counted(m: Mention) -> str:
    """Give the two characters after a figure's unit (45千瓦光伏), "" where another word ends there."""
    after = m.record.block.text[m.record.end : m.record.end + 2]
    return after if _HAN.fullmatch(after) else ""


def _within(t: Telling, of_block: dict[str, list[Mention]]) -> list[Mention]:
    """Give the figures of a telling's sentence that are of its date."""
    year, month, _ = t.when
    found = []
    for m in of_block.get(t.block.id, ()):
        r = m.record
        own = r.year in (0, year) and (not month or r.span[:2] in ("", f"{month:02}"))
        if own and t.opens <= r.start <= t.stop:
            found.append(m)
    return found


def _all_of(t: Telling, like: Mention, of_block: dict[str, list[Mention]]) -> list[Mention]:
    base = like.record.unit.base
    return [m for m in of_block.get(t.block.id, ()) if m.record.unit.base == base]


def _may_slip(a: Telling, b: Telling) -> bool:
    """Tell whether two dates may be one: a slip of the digits, or another month of what was done once."""
    if one_part_slips(a.when, b.when):
        return True
    (y, m, _), (year, month, _) = a.when, b.when
    again = _AGAIN.search(a.core) or _AGAIN.search(b.core)
    done = set(_ONCE.findall(a.core)) & set(_ONCE.findall(b.core))
    return bool(y == year and m and month and m != month and done and not again)


def _one_doing(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings say that the same was done, by our verbs or by their last words."""
    own, theirs = _groups(a.core), _groups(b.core)
    if own and theirs:
        return bool(own & theirs)
    tail = a.core[-2:]
    return tail in b.core or tail in b.near or b.core[-2:] in a.core


def _groups(core: str) -> set[str]:
    groups = {verbs()[m.group()].group for m in _VERB.finditer(core)}
    return {"done" if g in _DONE else g for g in groups} - _BY_PERSON


def _one_number(a: Telling, b: Telling) -> bool:
    """Tell whether neither names a number (第二届, 一期, 东桥) that the other does not."""
    mine, theirs = set(_WHOSE.findall(a.near)), set(_WHOSE.findall(b.near))
    if mine and theirs and not mine & theirs:
        return False  # 浙江省第十二届…, 广东省第十二届…
    one, other = set(_NUMBERED.findall(a.core)), set(_NUMBERED.findall(b.core))
    return all(x in b.core + b.near for x in one) and all(x in a.core + a.near for x in other)


def _whole_story(a: Telling, b: Telling) -> bool:
    mine, theirs = a.core + "|" + a.near, b.core + "|" + b.near
    told = max(_told(a.near, theirs), _told(b.near, mine))
    return told >= 0.8 and min(len(a.core), len(b.core)) >= 7


def _told(own: str, other: str) -> float:
    grams = [p for p in pairs(own) if "|" not in p]
    return sum(p in other for p in grams) / max(1, len(grams))


def _happening(t: Telling) -> Happening:
    return Happening(
        t.core, "", False, t.when, t.place, t.block, t.start, t.end, t.doc, t.section,
        t.standing, "",
    )  # fmt: skip
