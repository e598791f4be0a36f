"""Which of two dates of one event is the doubtful one: what else their paragraphs say of them.

A weekday beside the date, a length told of it and the order of what follows hold for one of the two.
"""

from __future__ import annotations

import re
from datetime import date as Day
from typing import Final

import msgspec

from fangzhi.facts.calendar.durations import find_durations
from fangzhi.facts.calendar.events import happenings, reversals
from fangzhi.facts.calendar.told_spans import told_spans
from fangzhi.facts.calendar.weekdays import find_weekdays
from fangzhi.facts.calendar.wide_spans import wide_spans
from fangzhi.facts.calendar.year_ends import with_year_ends
from fangzhi.facts.dates import find_dates
from fangzhi.facts.records.events import Clash, Happening

_LONGEST: Final = 1200


def turned(clash: Clash) -> Clash:
    """Doubt the telling that its own paragraph speaks against, where nothing else has settled it."""
    if clash.agreeing or clash.kind != "text":
        return clash
    here, there = clash.doubtful, clash.other
    speaks = _favor(here, there) - _favor(there, here)
    if speaks <= 0:
        return clash
    return msgspec.structs.replace(clash, doubtful=there, other=here)


def _favor(event: Happening, other: Happening) -> int:
    """Tell 1 where the paragraph of an event bears its date out and not the other, −1 the other way."""
    text = event.block.text
    printed = text[event.start : event.end]
    changed = _with_date(printed, event.when, other.when)
    if changed is None or len(text) > _LONGEST:
        return 0
    year = event.when[0]
    month = 0 if "月" in printed else event.when[1]
    own = _faults(text, year, month)
    theirs = _faults(text[: event.start] + changed + text[event.end :], year, month)
    return (theirs > own) - (theirs < own)


def _with_date(printed: str, own: tuple[int, int, int], other: tuple[int, int, int]) -> str | None:
    """Print the other date in the words of the own one; None where they do not say what differs."""
    changed = printed
    for mine, theirs, unit in zip(own, other, "年月日", strict=True):
        if mine and theirs and mine != theirs:
            changed, count = re.subn(rf"(?<!\d){mine}(?={unit})", str(theirs), changed)
            if not count:
                return None
    return changed if changed != printed else None


def _faults(text: str, year: int, month: int) -> int:
    """Count what the dates of a text do not bear out."""
    dates = find_dates(text, year, month)
    ended = with_year_ends(text, dates)
    lengths = {
        d.end
        for find in (find_durations, told_spans, wide_spans)
        for d in find(text, ended, year)
    }  # fmt: skip
    turned_round = sum(1 for _ in reversals(happenings(text, dates)))
    weekdays = sum(not _is_on(w.date.parts, w.weekday) for w in find_weekdays(text, dates))
    return len(lengths) + turned_round + weekdays


def _is_on(parts: tuple[int, int, int], weekday: str) -> bool:
    try:
        return "一二三四五六日"[Day(*parts).weekday()] == weekday[-1]
    except ValueError:
        return False
