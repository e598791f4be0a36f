"""疑点表: the findings of a unit as rows it fills in, and what it wrote read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fangzhi.check.decisions import VERDICTS
from fangzhi.check.report.rows import Row
from fangzhi.check.report.spots import mate, told_at
from fangzhi.model.value import Value

COLUMNS = (
    ("代号", 10), ("级", 5), ("规则", 18), ("位置", 24), ("原文", 30), ("疑点", 40), ("核算", 30),
    ("建议", 20), ("处理意见", 12), ("改正", 20), ("理由", 24),
)  # fmt: skip
"""The heads of the columns, and how wide they are in characters."""
CODE, OPINION, RIGHT, REASON = "代号", "处理意见", "改正", "理由"
CHOICES = tuple(VERDICTS.values())
"""What a unit may choose as its opinion."""
EVERYTHING, NO_UNIT = "全部", "未注明单位"
LONGEST = 2000
"""So many characters of a cell are shown; a workbook with more than 32,767 in one is refused."""
_SAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\t', "_"))


class Opinion(Value, frozen=True):
    """What a unit wrote in one row: the finding's code, its opinion, why, and what should stand."""

    code: str
    verdict: str
    reason: str = ""
    corrected: str = ""


def lists_of(rows: Sequence[Row]) -> dict[str, list[tuple[str, ...]]]:
    """Give the cells of each list by file name: all findings, and those of each unit.

    What a person said needs nothing is left out; a confirmed error stays until it is mended. A
    contradiction between two units stands in the lists of both, under one code.
    """
    lists: dict[str, list[tuple[str, ...]]] = {EVERYTHING: []}
    by_unit = any(row.unit for row in rows)
    for row in rows:
        if not row.finding.by_rule or row.settled:
            continue
        cells = _cells(row)
        lists[EVERYTHING].append(cells)
        if by_unit:
            for unit in (row.unit or NO_UNIT, *([row.other_unit] if row.other_unit else [])):
                name = unit.translate(_SAFE).strip(". ")[:60]
                lists.setdefault(name or NO_UNIT, []).append(cells)
    return lists


def _cells(row: Row) -> tuple[str, ...]:
    finding = row.finding
    place = f"{row.doc}，{row.spot}" if row.doc else row.spot
    if (other := mate(finding)) is not None:
        place += f"；另一处：{told_at(other)}"
    evidence = "\n".join(finding.evidence)
    decision = row.decision
    corrected, reason = (decision.corrected, decision.reason) if decision else ("", "")
    cells = (
        row.code, finding.level, f"{finding.rule} {row.title}", place,
        f"{row.before}{row.words}{row.after}", finding.message, evidence, finding.suggestion,
        row.verdict, corrected, reason,
    )  # fmt: skip
    return tuple(words if len(words) <= LONGEST else f"{words[:LONGEST]}…" for words in cells)


def opinions(grid: Iterable[Sequence[str]]) -> Iterator[Opinion]:
    """Read back the rows of a list that hold an opinion; columns are known by their heads.

    A row with something under 改正 and no opinion is one too: its words are not lost in silence.
    """
    at: dict[str, int] = {}
    for cells in grid:
        words = [cell.strip() for cell in cells]
        if CODE in words and OPINION in words:
            at = {head: n for n, head in enumerate(words) if head}
            continue
        told = {head: words[n] for head, n in at.items() if n < len(words)}
        opinion, right = told.get(OPINION, ""), told.get(RIGHT, "")
        if told.get(CODE) and (opinion or right):
            yield Opinion(told[CODE], opinion, told.get(REASON, ""), right)
