"""The works registry (编纂登记) and what an office reports of it. All plain values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from fangzhi.model.value import Value

Level = Literal["省", "市", "县", "乡村"]
STAGES = (
    "规划", "拟目", "收资", "长编", "初稿", "初审", "复审", "终审", "验收", "批准", "付印", "出版", "备案", "移交",
)  # fmt: skip
"""The stages of a work in order (standards: 拟目→收资→…→移交)."""
_YEARS = re.compile(r"[（(]\s*(\d{4}\s*年?(?:\s*[—\-－~～至]+\s*\d{4}\s*年?)?)\s*[）)]\s*》?\s*$")
"""Years in brackets at a title's end: 青浣县志（1991—2020）."""
_MARKS = re.compile(r"[\s《》〈〉“”\"（）()—\-－~～·.]")


class Award(Value, frozen=True):
    """An award of a work. Without `evidence` (file digest, document number) it is only claimed."""

    name: str
    year: int = 0
    given_by: str = ""
    evidence: str = ""


class WorkRecord(Value, frozen=True):
    """One work as its office reports it. `since` is the ISO date on which it reached `stage`;
    `dates` are further dates by name; `period` its 断限 or volume year."""

    id: str
    title: str
    kind: str
    level: Level
    stage: str
    since: str = ""
    period: str = ""
    words: int = 0
    planned: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    awards: tuple[Award, ...] = ()
    note: str = ""

    @property
    def same_as(self) -> str:
        """Give what two reports of one work have in common besides its id: title and period.

        A period that stands behind the title as well, or there alone, is the period.
        """
        years = _YEARS.search(self.title)
        behind = _bare_years(years[1]) if years else ""
        period = _bare_years(self.period) or behind
        is_said = years is not None and behind == period
        return f"{_MARKS.sub('', _YEARS.sub('', self.title) if is_said else self.title)}|{period}"


def _bare_years(words: str) -> str:
    return _MARKS.sub("", words).replace("年", "").replace("至", "")


class Figure(Value, frozen=True):
    """A figure an office reports: its name as defined, value, unit, day, and how it was got.

    `cumulative` figures and those of a period are never added or compared with each other.
    """

    name: str
    value: Decimal
    unit: str
    as_of: str
    cumulative: bool = False
    source: str = ""


class Claim(Value, frozen=True):
    """Something an office says in round numbers (“91部志鉴获奖”), and the awards that bear it out."""

    words: str
    claimed: int
    about: str = "获奖"


class Office(Value, frozen=True):
    """An office: name, level, and the one it reports to ("" at the top)."""

    name: str
    level: Level
    parent: str = ""


class Report(Value, frozen=True):
    """What one office reports for a period ("2026年第三季度"), made on a day that is given."""

    office: Office
    period: str
    made: str
    works: tuple[WorkRecord, ...] = ()
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    filled_by: str = ""
    approved_by: str = ""


def evidenced_awards(works: Iterable[WorkRecord]) -> int:
    """Count the works that have at least one award with evidence."""
    return sum(any(award.evidence.strip() for award in work.awards) for work in works)


def claim_sentence(claim: Claim, works: Iterable[WorkRecord]) -> str:
    """Set what is claimed beside what is evidenced, and invent neither titles nor a reason."""
    listed = tuple(works)
    shown = evidenced_awards(listed)
    named = sum(bool(work.awards) for work in listed) - shown
    words = f"{claim.words}：自报{claim.claimed}，有佐证{shown}"
    if named > 0:
        words += f"，有名目而缺佐证{named}"
    rest = claim.claimed - shown - max(named, 0)
    if rest > 0:
        words += f"，其余{rest}没有名目"
    elif rest < 0:
        words += f"，登记的反多{-rest}，请核对"
    return words + "。"


def count_stages(works: Iterable[WorkRecord]) -> tuple[tuple[str, int], ...]:
    """Count works by stage, in the order of the stages; unknown stages stand last."""
    counts = Counter(work.stage for work in works)
    known = [(stage, counts[stage]) for stage in STAGES if counts[stage]]
    others = sorted((stage, count) for stage, count in counts.items() if stage not in STAGES)
    return (*known, *others)


def record_faults(record: WorkRecord) -> tuple[str, ...]:
    """Say what in a record cannot be so."""
    found = []
    if record.stage not in STAGES:
        found.append(f"阶段“{record.stage}”不在{STAGES[0]}至{STAGES[-1]}各阶段之内。")
    if not record.title.strip():
        found.append("没有书名。")
    days = [day for _, day in record.dates] + [record.since, record.planned]
    found += [
        f"日期“{day}”不是“年-月-日”的写法。" for day in days if day and not _DAY.fullmatch(day)
    ]
    return tuple(found)


_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
