"""N 大事记: items in order of time, 是月 and 是年 in their places, 同日 for a day said again."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.chronicle_items import END, Chronology, Item, chronologies
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.place import Anchor
from fangzhi.zh.sequence import out_of_place

_HEAD = "# 大事记"


def _example(*lines: str) -> Example:
    return Example(paragraphs=(_HEAD, *lines))


@rule(
    "R220",
    "时序乱",
    level="体",
    basis="大事记编写通例：按时间先后排列",
    scope="manuscript",
    bad=[
        _example("1987年", "3月", "6日 开渠。", "18日 通水。", "12日 设站。", "20日 建校。"),
        _example("1987年", "5月2日，设站。", "4月9日，开渠。", "6月1日，通水。"),
        _example("1988年", "1月3日，开会。", "1986年", "2月4日，建桥。", "1989年", "3月1日，通车。"),
    ],
    good=[
        _example("1987年", "3月", "6日 开渠。", "18日 通水。", "同日 设站。", "4月", "2日 建校。"),
        _example("光绪三年（1877年）", "正月初八日，大雨。", "腊月，雪。", "光绪四年（1878年）", "二月，旱。"),
        Example(paragraphs=("# 教育", "5月2日，开会。", "4月9日，放假。")),
    ],
)  # fmt: skip
def items_out_of_order(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """大事记各条按时间先后排列。"""
    for chronology in chronologies(manuscript, ctx):
        years = chronology.years
        for place in out_of_place([(year, 0, 0) for year, _ in years]):
            year, line = years[place]
            last = max((y for y, _ in years[:place]), default=0)
            other = f"前面已有{last}年" if last > year else "后面还有更早的年份"
            message = f"“{line.text.strip()}”不按年份先后，{other}，请核对。"
            yield Hit(0, len(line.text), message, block=line.id)
        for items in _comparable(chronology):
            for item, mate, after in _misplaced(items):
                where = f"前面有“{mate.words}”" if after else f"后面有“{mate.words}”"
                yield Hit(
                    item.start,
                    item.end,
                    f"这条“{item.words}”不按时间先后：{where}，请核对日期或移动位置。",
                    block=item.block,
                    evidence=(f"{_shown(mate)}　{_shown(item)}",),
                    also=(Anchor(mate.block, mate.start, mate.end, mate.words),),
                )


_PARTS = (
    (1, ()),
    (2, ("year", "same-year")),
    (3, ("year", "same-year", "month", "same-month", "part")),
)
"""How much of the date is compared (years, then months, then days), and which items cannot be."""


def _misplaced(items: list[Item]) -> Iterator[tuple[Item, Item, bool]]:
    """Give each item out of place with a neighbor it should not stand by; True: that is before."""
    left = items
    for parts, unable in _PARTS:
        able = [item for item in left if item.kind not in unable and (parts == 1 or item.month)]
        keys = [_key(item, parts) for item in able]
        wrong = out_of_place(keys)
        for place in wrong:
            before = (n for n in range(place - 1, -1, -1) if keys[n] > keys[place])
            after = (n for n in range(place + 1, len(keys)) if keys[n] < keys[place])
            mate = next(before, None)
            if mate is not None:
                yield able[place], able[mate], True
            else:
                yield able[place], able[next(after)], False
        gone = {id(able[place]) for place in wrong}
        left = [item for item in left if id(item) not in gone]


def _key(item: Item, parts: int) -> tuple[int, int, int]:
    year, month, day = item.when
    return year, month if parts > 1 else 0, day if parts > 2 else 0


def _shown(item: Item) -> str:
    parts = (
        f"{item.year}年" if item.year else "",
        f"{'闰' * item.leap}{item.month}月" if 0 < item.month < END else "",
        f"{item.day}日" if item.day < END else "",
    )
    return "".join(parts)


def _comparable(chronology: Chronology) -> list[list[Item]]:
    """Items by what may be compared: one run, one calendar, one year where years have lines."""
    groups: dict[tuple[int, bool, int], list[Item]] = {}
    for item in chronology.items:
        if item.kind != "same-day":
            year = item.year if chronology.years else 0
            groups.setdefault((item.run, item.lunar, year), []).append(item)
    return list(groups.values())


@rule(
    "R221",
    "日不详位置",
    level="体",
    basis="大事记编写通例：日不详附月末，月不详附年末",
    scope="manuscript",
    bad=[
        _example("1987年", "3月", "6日 开渠。", "是月 设站。", "18日 通水。"),
        _example("1987年", "3月6日，开渠。", "是年，建校3所。", "5月1日，通车。"),
        _example("1992年", "7月3日，开业。", "同月，植树。", "7月20日，办学。"),
    ],
    good=[
        _example("1987年", "3月", "6日 开渠。", "是月 设站。", "4月", "18日 通水。"),
        _example("1987年", "3月6日，开渠。", "是年，建校3所。", "1988年", "5月1日，通车。"),
        _example("1987年", "3月", "6日 开渠。", "是月 设站。", "是月 植树。", "是年 建桥。"),
    ],
)
def undated_item_before_dated(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """日无考的附月末（是月），月无考的附年末（是年）。"""
    for chronology in chronologies(manuscript, ctx):
        last: dict[tuple[int, ...], int] = {}
        for place, item in enumerate(chronology.items):
            if item.kind == "day":
                last[item.run, *item.when[:2]] = place
            if item.kind in ("day", "month", "part"):
                last[item.run, item.year] = place
        for place, item in enumerate(chronology.items):
            if item.kind in ("same-month", "month"):
                later, where = last.get((item.run, *item.when[:2]), -1), "月末"
            elif item.kind == "same-year":
                later, where = last.get((item.run, item.year), -1), "年末"
            else:
                continue
            if later > place and not (item.kind == "month" and item.lunar):
                mate = chronology.items[later]
                yield Hit(
                    item.start,
                    item.end,
                    f"“{item.words}”的事宜附在{where}，后面还有“{mate.words}”条，请移动。",
                    block=item.block,
                    also=(Anchor(mate.block, mate.start, mate.end, mate.words),),
                    confidence="hint" if item.kind == "month" else "likely",
                )


@rule(
    "R222",
    "同日",
    level="体",
    basis="大事记编写通例：同一天的事，后条写“同日”",
    scope="manuscript",
    bad=[
        _example("1987年", "3月", "6日 开渠。", "6日 设站。"),
        _example("1987年", "3月6日，开渠。", "3月6日，设站。"),
        _example("1987年", "4月", "同日 设站。", "6日 开渠。"),
    ],
    good=[
        _example("1987年", "3月", "6日 开渠。", "同日 设站。"),
        _example("1987年", "3月6日，开渠。", "4月6日，设站。"),
        _example("1987年", "3月6日，开渠。", "同日，设站。", "同日，建校。"),
    ],
)
def day_said_again(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """同一天的第二条起写“同日”；“同日”前面要有日期。"""
    for chronology in chronologies(manuscript, ctx):
        before: Item | None = None
        for item in chronology.items:
            if item.kind == "same-day" and (
                before is None or "day" not in before.kind or not item.day
            ):
                yield Hit(
                    item.start, item.end,
                    f"“{item.words}”前面没有写日期的条目，请写明日期。", block=item.block,
                )  # fmt: skip
            same = before is not None and before.when == item.when and before.run == item.run
            if item.kind == "day" and same and before is not None and "day" in before.kind:
                yield Hit(
                    item.start, item.end, f"与前一条同为“{before.words}”，宜写“同日”。", "同日",
                    block=item.block, confidence="hint",
                )  # fmt: skip
            before = item
