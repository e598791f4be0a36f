"""Where a text stands in its flow: state, events, passages, refusals. All values."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from fangzhi.model.value import Value
from fangzhi.project.reviewing.flows import What

Finding = Literal["通过", "修改后通过", "不通过"]
FINDINGS: tuple[Finding, ...] = ("通过", "修改后通过", "不通过")


class Judgement(Value, frozen=True):
    """What an expert of one field concluded on the text with this digest."""

    field: str
    who: str
    finding: Finding
    digest: str
    when: str
    opinion: str = ""


class Lock(Value, frozen=True):
    """A seal (定稿锁定): what was locked by which step, and its digest."""

    what: What
    digest: str
    step: str
    when: str


class Passage(Value, frozen=True):
    """One line of the history: who did what in which step, when, on which text, with what figures.

    `density` is findings per 10,000 characters (机检疑点密度), `rate` errors (差错率); None where
    nobody measured. `papers` are the papers the step rested on, as "kind number".
    """

    step: str
    act: str
    who: str
    role: str
    when: str
    digest: str
    outline: str = ""
    opinion: str = ""
    words: int = 0
    density: Decimal | None = None
    rate: Decimal | None = None
    papers: tuple[str, ...] = ()


class State(Value, frozen=True):
    """Where a text stands: `at` is the place of the step it is before or in.

    `frozen` is the digest handed in for this step ("" while it is being written); `passed` holds
    one passage for each step behind it; `locks` the newest seal of each kind; `history` all acts.
    """

    at: int = 0
    frozen: str = ""
    frozen_outline: str = ""
    judgements: tuple[Judgement, ...] = ()
    passed: tuple[Passage, ...] = ()
    locks: tuple[Lock, ...] = ()
    released: str = ""
    history: tuple[Passage, ...] = ()

    def lock(self, what: What) -> Lock | None:
        """Give the seal on the outline or the text, if one stands."""
        return next((lock for lock in self.locks if lock.what == what), None)


class Act(Value, frozen=True):
    """Who acts, in which of their roles, on which day (ISO date or date-time)."""

    who: str
    role: str
    when: str


class Submit(Value, frozen=True, tag="送审"):
    """Hand the text in for the step; in a review, hand in the mended text."""

    by: Act
    note: str = ""


class Judge(Value, frozen=True, tag="评审"):
    """An expert's conclusion for one field."""

    by: Act
    field: str
    finding: Finding
    opinion: str = ""


class Pass(Value, frozen=True, tag="通过"):
    """Conclude the step."""

    by: Act
    opinion: str


class Return(Value, frozen=True, tag="退回"):
    """Send it back to be mended: to this step's writers, or to an earlier step."""

    by: Act
    opinion: str
    to: str = ""


class Reopen(Value, frozen=True, tag="撤销定稿"):
    """Undo a seal on purpose, and begin again from a step."""

    by: Act
    opinion: str
    to: str


Event = Submit | Judge | Pass | Return | Reopen


class Refusal(Value, frozen=True):
    """Why an act was not done. `cause` is short and stable, for the log; `reason` is for people.

    `reasons` lists every gate that is still shut, so that a person need not ask one by one.
    """

    act: str
    step: str
    who: str
    when: str
    cause: str
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Give all reasons as one text."""
        return "\n".join(self.reasons)


class Drift(Value, frozen=True):
    """正本已更动: the text is no longer the one that was sealed."""

    what: What
    step: str
    sealed: str
    now: str
    message: str
