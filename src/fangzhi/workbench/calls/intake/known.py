"""A call as receiving knows it: events in order, last year's texts, what files are matched with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from fangzhi.model.manuscript import Manuscript
from fangzhi.project.calling.call import Call as CallValue
from fangzhi.project.calling.incoming.filled import Filled
from fangzhi.project.calling.incoming.filling import fill
from fangzhi.project.calling.incoming.matching import Known, known_of
from fangzhi.project.calling.incoming.returned import Returned
from fangzhi.project.calling.judging import Verdict, judge
from fangzhi.project.calling.records import Event as EventValue
from fangzhi.workbench.calls.models import Call, CallTask, Event, HandFile
from fangzhi.workbench.works.compiling import told_of
from fangzhi.workbench.works.tree import work_of


def events_of(call: Call) -> tuple[EventValue, ...]:
    """Give what happened, in order."""
    return tuple(Event.objects.filter(call=call).values_list("value", flat=True))


def add_events(call: Call, events: Iterable[EventValue]) -> None:
    """Add what happened; inside the caller's transaction."""
    Event.objects.bulk_create([Event(call=call, value=one) for one in events])


def lasts_of(call: Call) -> dict[str, Manuscript]:
    """Give each unit's text of the year before."""
    rows = call.tasks.select_related("unit").exclude(last=None)
    return {task.unit.name: task.last for task in rows if task.last is not None}


def known(call: Call) -> Known:
    """Make what files are matched against."""
    return known_of(call.value, lasts_of(call))


def joined(files: Sequence[Returned]) -> Returned:
    """Give several texts of one hand-in as one: the pack last, whose last-year part ends all."""
    ordered = sorted(files, key=lambda one: bool(one.signs.hidden or one.signs.tasks))
    if len(ordered) == 1:
        return ordered[0]
    main = ordered[-1]
    manuscripts = [one.manuscript for one in ordered]
    whole = msgspec.structs.replace(
        main.manuscript,
        blocks=tuple(block for one in manuscripts for block in one.blocks),
        notes=tuple(note for one in manuscripts for note in one.notes),
        assets=tuple({a.digest: a for one in manuscripts for a in one.assets}.values()),
    )  # fmt: skip
    why = tuple(words for one in ordered for words in one.why)
    return msgspec.structs.replace(main, manuscript=whole, why=why)


def filled_of(task: CallTask, files: Sequence[HandFile]) -> tuple[Filled, Manuscript]:
    """Read what was filled in, of all files of a hand-in; the manuscript comes without its blocks."""
    call: CallValue = task.call.value
    read = [one for one in files if one.returned is not None and one.returned.read]
    texts = [one.returned for one in read if one.role == "稿"]
    beside = [one.returned for one in read if one.role == "附件"]
    base = joined(texts) if texts else Returned("", "", Manuscript())
    filled = fill(base, call, task.value, task.last, beside)
    unread = (*filled.unread, *(one.why for one in files if one.why and one not in read))
    filled = msgspec.structs.replace(filled, unread=tuple(dict.fromkeys(unread)))
    assets = {a.digest: a for one in read for a in one.returned.manuscript.assets}
    source = msgspec.structs.replace(base.manuscript, blocks=(), assets=tuple(assets.values()))
    return filled, source


def judged(task: CallTask, filled: Filled, source: Manuscript) -> Verdict:
    """Judge what was filled in, with the settings of the work."""
    told = told_of(work_of(task.call.page))
    return judge(filled, source, task.call.value, task.value, told, task.last)
