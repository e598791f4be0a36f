"""What a meeting decided, as values: priorities, actions, items, each with its words as given."""

from __future__ import annotations

from typing import Literal

from fangzhi.model.finding import Finding
from fangzhi.model.value import Value

Role = Literal["牵头", "负责", "会同", "协同", "联合", "配合", "协助", "责任"]
ContextKind = Literal["学习认识", "情况", "目标", "要求", "出席"]


class Quote(Value, frozen=True):
    """Exact words of a block: code points `start`..`end`."""

    block: str
    start: int
    end: int
    text: str


class Party(Value, frozen=True):
    """Somebody the text itself names for a task, in the role it gives; `word` is how it says so."""

    role: Role
    name: str
    word: str


class Task(Value, frozen=True):
    """One thing to be done. `state` is the verb as given (谋划, 加快, 推进, 出版 …).

    `object` is what it is done to, `title` both together in the text's own words; `led_by` is a
    verb of the clause before that governs this one too. `parties` and `deadline` are only what
    the text says: none and "" where it says nothing. `context` are its purpose clauses. `vague`:
    neither a named work nor a person nor a date. `items` are the single things of a list.
    """

    id: str
    state: str
    object: str
    title: str
    quote: Quote
    led_by: str = ""
    parties: tuple[Party, ...] = ()
    deadline: str = ""
    context: tuple[str, ...] = ()
    vague: bool = False
    items: tuple[Task, ...] = ()


class Priority(Value, frozen=True):
    """One point of the meeting (重点): its number and head as given, and its tasks."""

    number: str
    title: str
    quote: Quote
    tasks: tuple[Task, ...] = ()


class Context(Value, frozen=True):
    """A passage that makes no task, kept: study, report, aim, who was there."""

    kind: ContextKind
    quote: Quote


class PaperFields(Value, frozen=True):
    """What the paper says of itself (版记); "" or () where it says nothing. Copies 0 = unsaid."""

    disclosure: str = ""
    report_to: tuple[str, ...] = ()
    send_to: tuple[str, ...] = ()
    copy_to: tuple[str, ...] = ()
    issuer: str = ""
    issued: str = ""
    copies: int = 0
    quotes: tuple[Quote, ...] = ()


class MeetingPlan(Value, frozen=True):
    """A bulletin read: its title, fields, points with their tasks, context, and doubtful places."""

    title: str
    fields: PaperFields
    priorities: tuple[Priority, ...]
    context: tuple[Context, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Give every task that stands for itself: single things of lists, else whole actions."""
        return tuple(
            leaf
            for point in self.priorities
            for task in point.tasks
            for leaf in task.items or (task,)
        )
