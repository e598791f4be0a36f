"""大事记: merge the dated items of all contributions into one order of time.

Years and months come from headings ("1958年", "3月") and from the items themselves ("8日 …",
"1958年3月8日，…"). An item whose day is unknown stands at the end of its month (是月), one whose
month is unknown at the end of its year (是年); items of one day keep the order they came in. A
line that holds nothing but a year or a month heads what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from fangzhi.compile.datelines import When, read_dateline
from fangzhi.compile.draft import NOTES, Draft, referred
from fangzhi.compile.heads import special_kind
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Block, texts_in
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id
from fangzhi.model.work import Entry
from fangzhi.zh.calendars import valid_date
from fangzhi.zh.sequence import out_of_place

_LAST = 99
_PART = re.compile(r"[（(][上中下一二三四五六七八九续][）)]$")


class Item(msgspec.Struct, frozen=True):
    """One dated item: when (year, month, day; 99 where unknown), and the entry that holds it."""

    when: When
    entry: Entry
    dated: bool


def merge_chronology(node: Draft) -> list[Finding]:
    """Put all items under a 大事记 node in order of time; give a finding for each item moved.

    Parts whose heads are no dates (附：获奖名录) keep their heads and stand behind the dated ones.
    """
    _open_parts(node)
    other = [below for below in node.nodes if not _is_dated(below)]
    node.nodes = [below for below in node.nodes if _is_dated(below)]
    findings = _merge(node)
    node.nodes += other
    return findings


def _open_parts(node: Draft) -> None:
    """Take the items of 大事记（上）, 大事记（下） into the one chronology; the heads stay unprinted."""
    opened: list[Draft] = []
    for below in node.nodes:
        if special_kind(below.title) != "大事记":
            opened.append(below)
            continue
        _open_parts(below)
        node.title = _PART.sub("", node.title)
        if below.heading is not None and below.entries:
            last = below.entries[-1]
            blocks = (*last.manuscript.blocks, replace(below.heading, role="header"))
            manuscript = replace(last.manuscript, blocks=blocks)
            below.entries[-1] = replace(last, manuscript=manuscript)
        node.entries += below.entries
        opened += below.nodes
    node.nodes = opened


def _merge(node: Draft) -> list[Finding]:
    items = list(_items(node, (0, 0, 0)))
    inside = [draft for draft in node.walk() if draft is not node]
    if not any(item.dated for item in items) or not all(map(_is_dated, inside)):
        return []
    whens = list(_stands(items))
    order = sorted(range(len(items)), key=lambda i: (whens[i], i))
    findings = [
        _moved(items[i], whens[i] < max(whens[:i], default=whens[i])) for i in _out_of_place(whens)
    ]
    headings: dict[tuple[int, int], Draft] = {}
    for key, draft in list(_headings(node, (0, 0, 0))):
        headings.setdefault(key, draft)
    for draft in (node, *inside):
        draft.entries, draft.nodes = [], []
    for i in order:
        _place(node, items[i], headings)
    return findings


def _stands(items: list[Item]) -> Iterator[When]:
    """Give when each item stands: one whose date cannot be read stays behind the one before it."""
    last: When = (0, 0, 0)
    for item in items:
        if item.dated:
            last = item.when
        elif last[0] != item.when[0]:
            last = (item.when[0], 0, 0)
        yield last


def _items(draft: Draft, context: When) -> Iterator[Item]:
    for entry in draft.entries:
        for item in _split(entry, context):
            context = _context_after(context, item.when)
            yield item
    for node in draft.nodes:
        yield from _items(node, read_dateline(node.label + node.title, context, head=True)[0])


def _split(entry: Entry, context: When) -> Iterator[Item]:
    """Part an entry at each paragraph that opens with a date; what follows goes with it."""
    group: list[Block] = []
    when, dated, bare = context, False, False
    lent = _lent(entry)
    for block in entry.manuscript.blocks:
        found, is_date, rest = context, False, ""
        if isinstance(block, Text) and block.role in ("paragraph", "list"):
            found, is_date, rest = read_dateline(block.text, context)
        if is_date and group:
            yield _item(entry, group, when, dated, bare, lent)
            group, lent, entry = [], frozenset(), replace(entry, title=None)
        if is_date or not group:
            when, dated, bare = found, is_date, is_date and not rest.strip("，,：:。")
            context = _context_after(context, found) if is_date else context
        group.append(block)
    if group:
        yield _item(entry, group, when, dated, bare, lent)


def _lent(entry: Entry) -> frozenset[str]:
    """Give the notes that no block of an entry calls: its own head does, or a node's above it."""
    texts = [text for block in entry.manuscript.blocks for text in texts_in(block)]
    called = referred(texts, NOTES)
    return frozenset(note.id for note in entry.manuscript.notes if note.id not in called)


def _item(
    entry: Entry, blocks: list[Block], when: When, dated: bool, bare: bool, lent: frozenset[str]
) -> Item:
    """Make an item with the notes and pictures of its own blocks, and the notes `lent` to it."""
    first = blocks[0].id
    called = referred((text for block in blocks for text in texts_in(block)), NOTES) | lent
    manuscript = replace(
        entry.manuscript,
        blocks=tuple(blocks),
        notes=tuple(note for note in entry.manuscript.notes if note.id in called),
    )
    part = replace(entry, id=mint_id(manuscript.source, "entry", first), manuscript=manuscript)
    unknown = 0 if bare and len(blocks) == 1 else _LAST
    year, month, day = (n or unknown for n in when)
    return Item((year, month, day), part, dated)


def _context_after(context: When, when: When) -> When:
    year, month, day = (0 if n == _LAST else n for n in when)
    return (year or context[0], month or context[1], day)


def _out_of_place(dates: list[When]) -> list[int]:
    """Give the fewest items without which the dates never fall, so that one wrong date is told and not
    all behind it. A day that never was (2月30日) is no date, and one of which only the year is known
    (是年, a month left out) puts nothing behind it out of place."""
    sure = [n for n, when in enumerate(dates) if when[1] != _LAST and _was(when)]
    out = {sure[n] for n in out_of_place([dates[n] for n in sure])}
    standing = set(sure) - out
    high: When = (0, 0, 0)
    for position, when in enumerate(dates):
        if position in standing:
            high = when
        elif position not in out and when < high:
            out.add(position)
    return sorted(out)


def _was(when: When) -> bool:
    year, month, day = when
    leap_year = 2000
    known = year if 0 < year < 9999 and year != _LAST else leap_year
    return _LAST in (month, day) or 0 in (month, day) or valid_date(known, month, day)


def _is_dated(draft: Draft) -> bool:
    return read_dateline(draft.label + draft.title, (0, 0, 0), head=True)[1]


def _headings(draft: Draft, context: When) -> Iterator[tuple[tuple[int, int], Draft]]:
    """Give the heads below a draft by year and month; a month belongs to the year above it."""
    for node in draft.nodes:
        when = read_dateline(node.label + node.title, context, head=True)[0]
        yield (when[0], when[1]), node
        yield from _headings(node, when)


def _place(node: Draft, item: Item, headings: dict[tuple[int, int], Draft]) -> None:
    year, month, _ = item.when
    parent = node
    for key in ((year, 0), (year, month), (0, month)):
        draft = headings.get(key)
        if draft is None:
            continue
        if not any(one is draft for one in parent.nodes):
            parent.nodes.append(draft)
        parent = draft
    while parent.nodes:  # 是年 comes after the year's months, so at the end of the last one
        parent = parent.nodes[-1]
    parent.entries.append(item.entry)


def _moved(item: Item, after: bool) -> Finding:
    where = "排在了日期更晚的条目之后" if after else "排在了日期更早的条目之前"
    first = item.entry.manuscript.blocks[0]
    shown = first.text[:20] if isinstance(first, Text) else ""
    return Finding(
        rule="R220",
        level="体",
        message=f"这一条{where}；成书时已按时间先后排入，请核对日期。",
        block=first.id,
        start=0,
        end=len(shown),
        text=shown,
        entry=item.entry.id,
        confidence="likely",
    )
