"""领导一页: how far the work is, the gravest open places, and who owes what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fangzhi.check.pieces import documents_of
from fangzhi.check.report.groups import gravity
from fangzhi.check.report.rows import OPEN, Known, Row, owned_nodes
from fangzhi.model.book import Book

GRAVEST = 5


@dataclass(frozen=True)
class Owing:
    """What a unit (a file, where no unit is known) still has to do."""

    who: str
    open: int
    grave: int
    to_mend: int


@dataclass(frozen=True)
class Leader:
    """What the one page says. `to_mend` are confirmed errors that still stand in the text."""

    title: str
    files: int
    unread: tuple[str, ...]
    findings: int
    open: int
    decided: int
    to_mend: int
    political: int
    mended: int
    gravest: tuple[Row, ...]
    owing: tuple[Owing, ...]
    by_unit: bool
    silent: tuple[str, ...]

    @property
    def lead(self) -> str:
        """The one sentence that matters."""
        words = f"收到来稿{self.files}份，机检列出疑点{self.findings}处，"
        words += f"已审定{self.decided}处，待审定{self.open}处"
        if self.to_mend:
            words += f"；已确认的差错还有{self.to_mend}处没有改"
        if self.political:
            words += f"；待审定的有{self.political}处涉及政治、法律，须先看"
        return words + "。"


def leader_page(book: Book, rows: Sequence[Row], known: Known) -> Leader:
    """Sum up a check for someone who reads one page."""
    found = [row for row in rows if row.finding.by_rule]
    waiting = [row for row in found if OPEN in row.status]
    to_mend = [row for row in found if row.decision and row.decision.verdict == "confirmed"]
    serious = [r for r in (*waiting, *to_mend) if r.finding.level != "体"]
    return Leader(
        book.work.title or "书稿",
        len(documents_of(book)),
        known.unread,
        len(found),
        len(waiting),
        len(found) - len(waiting),
        len(to_mend),
        sum(row.finding.level == "政" for row in waiting),
        len(known.course.mended),
        tuple(sorted(serious, key=gravity)[:GRAVEST]),
        _owing(waiting, to_mend),
        any(row.unit for row in found),
        tuple(_silent(book, known.owed)),
    )


def _owing(waiting: Sequence[Row], to_mend: Sequence[Row]) -> tuple[Owing, ...]:
    undecided = Counter(row.owner for row in waiting)
    grave = Counter(row.owner for row in waiting if row.finding.level in ("政", "硬"))
    mend = Counter(row.owner for row in to_mend)
    names = sorted(
        {*undecided, *mend},
        key=lambda name: (-grave[name] - mend[name], -undecided[name], name),
    )
    return tuple(Owing(n or "全书", undecided[n], grave[n], mend[n]) for n in names)


def _silent(book: Book, owed: Sequence[str]) -> list[str]:
    """Name the units of the outline of which no text has come."""
    heard = {entry.unit for entry in book.entries.values()}
    heard |= {unit for _, unit, node in owned_nodes(book) if node.entries}
    return [unit for unit in dict.fromkeys(owed) if unit not in heard]
