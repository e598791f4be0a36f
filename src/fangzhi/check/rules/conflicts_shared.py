"""What the rules on contradictions share: the facts of a work, compared once, and how they read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TypeVar

import msgspec

from fangzhi.check.context import DocumentContext, WorkContext
from fangzhi.check.rule import Hit
from fangzhi.check.rules.conflicts_sides import Sides
from fangzhi.facts.records.again import retellings
from fangzhi.facts.records.aligned import aligned
from fangzhi.facts.records.anchored import anchored
from fangzhi.facts.records.beside import beside
from fangzhi.facts.records.calamities import calamities
from fangzhi.facts.records.compare import Conflict, conflicts, told_once
from fangzhi.facts.records.dated_sides import turned
from fangzhi.facts.records.dates_again import dates_again
from fangzhi.facts.records.events import Clash, Happening, clashes
from fangzhi.facts.records.exceeds import exceeds
from fangzhi.facts.records.gather import Gathered, Source, gather, home_of
from fangzhi.facts.records.near import slips
from fangzhi.facts.records.one_event import one_events
from fangzhi.facts.records.record import Record, anchor_of
from fangzhi.facts.records.resolutions import Resolution, Resolutions, value_key
from fangzhi.facts.records.retold import retold
from fangzhi.facts.records.row_years import row_years
from fangzhi.facts.records.twins import twins

_SMALL = re.compile(r"(?:镇|乡|街道|村|社区)志$")
Documents = tuple[DocumentContext, ...]


def sources_of(documents: Documents) -> tuple[Source, ...]:
    """Give the documents of a work as facts are read from them."""
    small = [c.manuscript for c in documents if _SMALL.search(c.document.kind)]
    home = home_of(small) if small else ""
    return tuple(_source(ctx, home) for ctx in documents)


def _source(ctx: DocumentContext, home: str) -> Source:
    document = ctx.document
    area = document.area
    if home and _SMALL.search(document.kind) and home not in ctx.manuscript.name:
        area = home
    yearly = document.is_yearbook or document.kind.startswith("统计") or not document.kind
    year = document.content_year if yearly else 0
    if document.prior_volume and document.lower[:4].isdigit():
        year = int(document.lower[:4]) if document.is_yearbook else 0
    return Source(ctx.manuscript, area, year, document.kind, document.prior_volume)


class Told(msgspec.Struct, frozen=True):
    """What a work says and where it contradicts itself."""

    gathered: Gathered
    figures: tuple[Conflict, ...]
    events: tuple[Clash, ...]


def told(documents: Documents) -> Told:
    """Read every figure and dated event of a work and compare them, once for all rules."""
    gathered = gather(sources_of(documents))
    figures, events = conflicts(gathered.records), clashes(gathered.events)
    figures += aligned(gathered.mentions, gathered.cells, figures)
    figures += beside(gathered.beside, figures)
    figures += exceeds(gathered.records)
    figures += slips(gathered.mentions, figures)
    events += retold(gathered.events, events)
    events += calamities(gathered.tellings, events)
    more, again = one_events(gathered.tellings, gathered.mentions, figures, events)
    figures += more
    events += again
    more, again = twins(gathered.texts, figures, events)
    figures += more
    events += again
    figures += retellings(gathered.texts, figures)
    figures += tuple(anchored(gathered.texts, gathered.cells, figures))
    events += dates_again(gathered.texts, events)
    events += row_years(gathered.beside, gathered.texts, events)
    sides = Sides(gathered.records, gathered.cells)
    return Told(gathered, tuple(map(sides.turned, told_once(figures))), tuple(map(turned, events)))


def open_hits(ctx: WorkContext, kind: str, *, events: bool = False) -> Iterator[Hit]:
    """Give what contradicts in this way and nobody settled; what was decided but not yet put in
    stands at the place that is to change."""
    settled, all_told = Resolutions(ctx.settings.resolved), ctx.once(told)
    for figures in all_told.figures:
        if figures.kind == kind and not settled.is_settled(figures):
            wrong = _at_the_wrong(figures, settled)
            yield _with_decision(figure_hit(wrong, ctx.documents), settled.find(figures))
    for event in all_told.events if events else ():
        if event.kind == kind and not settled.is_settled(event):
            misdated = _at_the_wrong(event, settled)
            yield _with_decision(event_hit(misdated, ctx.documents), settled.find(event))


C = TypeVar("C", Conflict, Clash)


def _at_the_wrong(conflict: C, settled: Resolutions) -> C:
    right = settled.right_value(conflict)
    if right and value_key(conflict.doubtful) == right:
        turned: C = msgspec.structs.replace(
            conflict, doubtful=conflict.other, other=conflict.doubtful, agreeing=()
        )
        return turned
    return conflict


def _with_decision(hit: Hit, found: Resolution | None) -> Hit:
    if found is None:
        return hit
    line = f"{found.who}{found.when}已定夺取另一处的数{f'（{found.reason}）' if found.reason else ''}，请改此处。"
    return msgspec.structs.replace(
        hit, message=hit.message + line, level=None, confidence="certain"
    )


def figure_hit(conflict: Conflict, documents: Documents) -> Hit:
    """Say of two figures where they stand and how far they are apart; decide nothing."""
    here, there = conflict.doubtful, conflict.other
    where = _where(there, documents, here)
    what = _what(here)
    message = f"{what}此处作{here.shown}，{where}作{there.shown}，不一致，请核对。"
    if conflict.explained:
        message = (
            f"{what}此处作{here.shown}，{where}作{there.shown}；{conflict.explained}，"
            "可能是范围不同，请核对后注明范围。"
        )
    lines = [
        f"此处：{_quoted(here)}",
        f"{where}：{_quoted(there)}",
        f"相差：{_difference(here, there)}",
        *([conflict.explained] if conflict.explained else []),
        *(f"相同的还有：{_where(r, documents, here)} {_quoted(r)}" for r in conflict.agreeing[:3]),
        f"为何标在此处：{conflict.reason}；哪一个对，请查原始资料。",
    ]
    also = tuple(anchor_of(r.block, r.start, r.end) for r in (there, *conflict.agreeing[:3]))
    return Hit(
        here.start, here.end, message, evidence=tuple(lines), block=here.block.id, also=also,
        level="体" if conflict.explained else None,
        confidence="hint" if conflict.explained else "likely",
    )  # fmt: skip


def event_hit(clash: Clash, documents: Documents) -> Hit:
    """Say of an event told with two dates where they stand; decide nothing."""
    here, there = clash.doubtful, clash.other
    where = _where(there, documents, here)
    message = (
        f"“{here.thing}”{here.words}的时间，此处作{_date(here)}，{where}作{_date(there)}，"
        "不一致，请核对。"
    )
    lines = (
        f"此处：{_sentence(here)}",
        f"{where}：{_sentence(there)}",
        *(f"相同的还有：{_where(e, documents, here)}" for e in clash.agreeing[:3]),
        "哪一个对，请查原始资料。",
    )
    also = tuple(anchor_of(e.block, e.start, e.end) for e in (there, *clash.agreeing[:3]))
    return Hit(here.start, here.end, message, evidence=lines, block=here.block.id, also=also)


def _what(record: Record) -> str:
    year = f"{record.year}年" if record.year else ""
    place = record.place or ""
    subject = f"{record.subject}的" if record.subject else ""
    scope = "".join(record.scope)
    return f"{year}{place}{subject}“{scope}{record.indicator}”，"


def _where(there: Record | Happening, documents: Documents, here: Record | Happening) -> str:
    section = there.section.rsplit("/", 1)[-1]
    if there.doc == here.doc:
        table = isinstance(there, Record) and there.table
        return (
            f"本篇“{section}”{'表中' if table else ''}"
            if section
            else ("本篇表中" if table else "本篇另一处")
        )
    name = documents[there.doc].manuscript.name.rsplit("/", 1)[-1]
    return f"《{name.rsplit('.', 1)[0]}》"


def _quoted(record: Record) -> str:
    if record.table:
        return f"表中“{record.indicator}”{record.words}"
    text = record.block.text
    start = max(text.rfind(c, 0, record.start) for c in "。；！？\n，") + 1
    return f"“{text[max(start, record.start - 30) : record.end]}”"


def _sentence(event: Happening) -> str:
    text = event.block.text
    return f"“{text[event.start : event.start + 30].splitlines()[0]}”"


def _date(event: Happening) -> str:
    year, month, day = event.when
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if month and day else "")


def _difference(a: Record, b: Record) -> str:
    big, small = sorted((a, b), key=lambda r: -r.value)
    if big.unit.name == small.unit.name and big.weight == small.weight:
        gap = Decimal(big.digits.replace(",", "")) - Decimal(small.digits.replace(",", ""))
        return f"{big.shown}−{small.shown}={gap}{big.shown[len(big.digits) :]}"
    gap = big.value - small.value
    return f"{big.shown}−{small.shown}＝{gap.normalize():f}{big.unit.base}"
