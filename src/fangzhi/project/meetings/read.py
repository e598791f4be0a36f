"""A bulletin or minutes as a plan: `read_plan(manuscript)`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from fangzhi.collect.lost_text import lost_text_findings
from fangzhi.model.manuscript import Manuscript, Table
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id
from fangzhi.project.meetings.clauses import Span, clauses, number_of, sentences
from fangzhi.project.meetings.deeds import (
    Deed,
    bare_verb,
    deed_of,
    deed_with,
    is_done,
    is_goal,
    is_onward,
    is_study,
    without_cue,
)
from fangzhi.project.meetings.fields import fields_of, is_field
from fangzhi.project.meetings.objects import ends_in_work, things, verb_phrases
from fangzhi.project.meetings.parties import Told
from fangzhi.project.meetings.plan import (
    Context,
    ContextKind,
    MeetingPlan,
    Party,
    Priority,
    Quote,
    Task,
)
from fangzhi.project.meetings.regions import (
    MODAL,
    Mode,
    is_about_people,
    is_occasion,
    mode_after,
    mode_of_head,
    mode_of_title,
)
from fangzhi.project.meetings.tables import table_tasks
from fangzhi.project.meetings.words import listed

_SHORT_HEAD = 40
_LONGEST = 400
"""A stretch without a comma longer than this is no clause of a meeting; it is kept, not read."""


@dataclass
class _Point:
    """A point being gathered."""

    number: str = ""
    title: str = ""
    quote: Quote | None = None
    kind: str = ""
    tasks: list[Task] = field(default_factory=list)


def read_plan(manuscript: Manuscript) -> MeetingPlan:
    """Read the tasks, context and fields of a paper; each with the exact words it rests on."""
    return _Reader(manuscript).plan()


class _Reader:
    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.texts = tuple(block for block in manuscript.blocks if isinstance(block, Text))
        self.points: list[_Point] = [_Point()]
        self.context: list[Context] = []
        self.mode: Mode = mode_of_title(self.title)

    @property
    def title(self) -> str:
        named = [text.text for text in self.texts[:4] if len(text.text) <= _SHORT_HEAD]
        return self.manuscript.title or (named[0] if named else "")

    def plan(self) -> MeetingPlan:
        for block in self.manuscript.blocks:
            if isinstance(block, Table):
                self.points[-1].tasks += table_tasks(block, self.manuscript.source)
            elif isinstance(block, Text):
                self._block(block)
        points = [self._closed(point) for point in self.points]
        return MeetingPlan(
            self.title,
            fields_of(self.texts),
            tuple(point for point in points if point.tasks or point.number),
            tuple(self.context),
            lost_text_findings(self.manuscript),
        )

    def _block(self, block: Text) -> None:
        spans = list(sentences(block.text))
        # a line of its own without a full stop is a head
        is_head = (
            len(spans) == 1
            and len(block.text) <= _SHORT_HEAD
            and block.text.strip()[-1:] not in "。；;"
        )
        for nth, span in enumerate(spans):
            kind, number, rest = number_of(span)
            if is_field(span.text):
                continue
            if is_head and (number or block.role == "heading"):
                self._head(block, span, kind, number, rest)
                continue
            following = spans[nth + 1] if nth + 1 < len(spans) else None
            if number:
                self._numbered(block, kind, number, rest, following)
            else:
                self._sentence(block, rest)

    def _head(self, block: Text, span: Span, kind: str, number: str, rest: Span) -> None:
        self.mode = mode_of_head(rest.text, self.mode)
        self.points.append(_Point(number, rest.text, _quote(block, span), kind or "heading"))

    def _numbered(
        self, block: Text, kind: str, number: str, rest: Span, following: Span | None
    ) -> None:
        """Begin a point; a short first sentence with more behind it is its head."""
        if self.mode == "context" and self.points[-1].kind not in ("", kind):
            self.mode = mode_after(rest.text, self.mode)
        more = (
            following is not None
            and not number_of(following)[1]
            and bool(Told(following).rest.text)
        )
        is_head = more and len(clauses(rest)) == 1 and len(rest.text) <= _SHORT_HEAD
        if self.mode == "context":
            self.mode = mode_after(rest.text, self.mode)
        title = rest.text if is_head and not Told(rest).parties else ""
        self.points.append(_Point(number, title, _quote(block, rest), kind))
        if not title:
            self._sentence(block, rest)
            self._crown(self.points[-1])

    def _crown(self, point: _Point) -> None:
        """三要加强史料抢救，开展…，编印…: the first clause only says what the others are for."""
        first = point.tasks[0] if len(point.tasks) > 1 else None
        if first and first.vague and not first.items and first.state in listed("umbrella"):
            point.title = point.tasks.pop(0).title

    def _sentence(self, block: Text, span: Span) -> None:
        if is_about_people(span.text):
            self._keep("出席", block, span)
            return
        if is_occasion(span.text):
            self._keep("情况", block, span)
            return
        self.mode = mode_after(span.text, self.mode)
        if self.mode == "context":
            self._keep(
                "学习认识" if "学习" in span.text or "认为" in span.text else "情况", block, span
            )
            return
        if any(len(clause.text) > _LONGEST for clause in clauses(span)):
            self._keep("要求", block, span)
            return
        reader = _Sentence(block, span, self.manuscript.source)
        if reader.only_labels:
            self._label(block, reader.told[0][1])
            return
        wanted = reader.named or MODAL.search(span.text)
        if span.text.endswith(("：", ":")) or (
            self.mode == "soft" and (is_done(span.text) or not wanted)
        ):
            self._keep("情况", block, span)
            return
        tasks, context = reader.read()
        self.points[-1].tasks += tasks
        self.context += context

    def _label(self, block: Text, told: Told) -> None:
        """（责任单位：…；完成时限：…） behind the full stop belongs to the point's tasks above it."""
        for nth, task in enumerate(self.points[-1].tasks):
            if task.quote.block != block.id or (task.parties and task.deadline):
                continue
            named = {
                "parties": task.parties or tuple(told.parties),
                "deadline": task.deadline or told.deadline,
                "vague": False,
            }
            items = tuple(replace(item, **named) for item in task.items)
            self.points[-1].tasks[nth] = replace(task, items=items, **named)

    def _keep(self, kind: ContextKind, block: Text, span: Span) -> None:
        self.context.append(Context(kind, _quote(block, span)))

    def _closed(self, point: _Point) -> Priority:
        """A head that has nothing below it may itself be what is to be done."""
        quote = point.quote or Quote("", 0, 0, "")
        if point.title and not point.tasks and point.kind != "heading" and self.mode != "context":
            block = next((text for text in self.texts if text.id == quote.block), None)
            if block is not None:
                span = Span(point.title, block.text.find(point.title))
                tasks, _ = _Sentence(block, span, self.manuscript.source).read()
                return Priority(point.number, point.title, quote, tuple(tasks))
        return Priority(point.number, point.title, quote, tuple(point.tasks))


class _Sentence:
    """Reads one sentence: its clauses share who and when."""

    def __init__(self, block: Text, span: Span, source: str) -> None:
        self.block, self.span, self.source = block, span, source
        self.told = [(clause, Told(clause)) for clause in _whole(clauses(without_cue(span)))]
        self.named = any((told.parties and not told.bare) or told.deadline for _, told in self.told)
        self.only_labels = self.named and all(not told.rest.text for _, told in self.told)

    def read(self) -> tuple[list[Task], list[Context]]:
        tasks: list[Task] = []
        context: list[Context] = []
        subject: list[Party] = []
        purposes: list[str] = []
        waiting, led = "", ""
        for clause, told in self.told:
            lead = [
                party for party in told.parties if party.role in ("牵头", "负责", "责任", "配合")
            ]
            beside = [party for party in told.parties if party not in lead]
            deeds = self._deeds(told, tasks)
            if lead:
                # 由甲牵头，乙配合: the second joins the first; a new lead takes its place
                subject = [*subject, *lead] if lead[0].role == "配合" else lead
            if tasks and is_onward(told.rest) and not lead:
                tasks[-1] = self._onward(tasks[-1], clause)
                continue
            if not deeds:
                waiting = told.deadline or waiting
                self._unread(clause, told, tasks, context, purposes, beside, lead)
                continue
            for deed in deeds:
                by = tuple(dict.fromkeys([*subject, *beside]))
                when, waiting = told.deadline or waiting, ""
                if (
                    deed.kind == "title"
                    and deed.object.text.startswith("《")
                    and not (led or self.named)
                ):
                    continue
                more = tuple(filter(None, [*purposes, deed.purpose]))
                task = self._task(deed, clause, by, when, more, led if deed.kind == "title" else "")
                tasks.append(task)
            led = deeds[-1].verb if deeds[-1].kind == "operator" else led
        if waiting and tasks and not tasks[-1].deadline:
            tasks[-1] = replace(tasks[-1], deadline=waiting, vague=False)
        return [self._within(task, subject) for task in tasks], context

    def _deeds(self, told: Told, tasks: list[Task]) -> list[Deed]:
        rest = told.rest
        if is_done(rest.text) or is_study(rest.text):
            return []
        if told.ahead is not None:
            single = deed_with(told.ahead, rest)
            return [single] if single else []
        verb = bare_verb(rest)
        if verb and told.deadline and tasks:
            # 6月完成总纂，10月出版: the thing was named before
            return [Deed("title", verb, Span("", rest.start), rest, tasks[-1].title)]
        found = []
        for phrase in verb_phrases(rest):
            deed = deed_of(phrase)
            if deed is not None:
                found.append(deed)
        return found

    def _onward(self, task: Task, clause: Span) -> Task:
        """报市政府审定 is the end of the same task: its words are kept with it."""
        whole = Span(self.block.text[task.quote.start : clause.end], task.quote.start)
        return replace(task, quote=_quote(self.block, whole))

    def _unread(
        self, clause: Span, told: Told, tasks: list[Task], context: list[Context],
        purposes: list[str], beside: list[Party], lead: list[Party],
    ) -> None:  # fmt: skip
        if told.rest.text and not told.deadline and not lead and not beside:
            kind: ContextKind = "要求"
            if is_study(clause.text):
                kind = "学习认识"
            elif is_goal(clause.text):
                kind = "目标"
            elif is_done(clause.text):
                kind = "情况"
            context.append(Context(kind, _quote(self.block, clause)))
            if kind in ("目标", "要求", "学习认识") and not tasks:
                purposes.append(clause.text)
        if beside and tasks:
            last = tasks[-1]
            tasks[-1] = replace(last, parties=(*last.parties, *beside), vague=False)

    def _within(self, task: Task, subject: list[Party]) -> Task:
        """配合 named after the deed still belongs to it."""
        late = [party for party in subject if party.role == "配合" and party not in task.parties]
        if not late or not task.parties:
            return task
        return replace(task, parties=(*task.parties, *late))

    def _task(
        self, deed: Deed, clause: Span, parties: tuple[Party, ...], deadline: str,
        context: tuple[str, ...], led: str,
    ) -> Task:  # fmt: skip
        words = deed.object.text
        parts = things(deed.object)
        quote = _quote(self.block, clause)
        ident = mint_id(self.source, self.block.id, f"{deed.words.start}:{deed.verb}")
        title = _titled(deed, words)
        known = "《" in words or any(ends_in_work(part.words) for part in parts)
        vague = deed.kind == "operator" and not (parties or deadline or known or led)
        whole = Task(ident, deed.verb, words, title, quote, led, parties, deadline, context, vague)
        if len(parts) < 2:
            return whole
        items = tuple(
            replace(
                whole,
                id=mint_id(self.source, self.block.id, f"{deed.words.start}:{deed.verb}:{number}"),
                object=part.words + part.shared,
                title=_titled(deed, part.words + part.shared),
            )
            for number, part in enumerate(parts)
        )  # fmt: skip
        return replace(whole, items=items)


def _titled(deed: Deed, words: str) -> str:
    """Put deed and thing in the order of the text."""
    return f"{words}{deed.verb}{deed.rest}" if deed.kind == "title" else deed.verb + words


def _whole(parts: list[Span]) -> Iterator[Span]:
    """Join what only a comma parts from its clause: ，特别是…, ，包括…"""
    held: Span | None = None
    for part in parts:
        if held is not None and part.text.startswith(
            ("特别是", "尤其是", "包括", "含", "以及", "重点是")
        ):
            gap = part.start - held.end
            held = Span(held.text + "，" * gap + part.text, held.start)
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _quote(block: Text, span: Span) -> Quote:
    return Quote(block.id, span.start, span.end, block.text[span.start : span.end])
