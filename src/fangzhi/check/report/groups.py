"""The order of the page: what to trust first, then by level and chapter, hints and style last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fangzhi.check.report.rows import OPEN, Row, rules_by_id
from fangzhi.model.finding import LEVELS, Finding

TRUSTED_FAMILIES = "KL"
TRUSTED_RULES = ("R148",)
"""What the first run shows in full: 政, arithmetic, dates and placeholders."""
LEVEL_NAMES = {
    "政": "政治、法律",
    "硬": "硬伤（事实、逻辑、算术）",
    "数": "数字、单位",
    "字": "用字、名称",
    "点": "标点",
    "式": "格式、编号",
    "体": "体例、行文",
}
_ORDER = {level: n for n, level in enumerate(LEVELS)}


@dataclass
class Groups:
    """The sections of the page; chapters and rules keep the order of the work."""

    reading: list[Row] = field(default_factory=list)
    trusted: list[Row] = field(default_factory=list)
    by_level: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    hints: dict[str, list[Row]] = field(default_factory=dict)
    style: dict[tuple[str, str, str], list[Row]] = field(default_factory=dict)
    settled: dict[str, list[Row]] = field(default_factory=dict)


@dataclass(frozen=True)
class Count:
    """How many findings something has: all of them, those nobody decided on, the grave ones."""

    name: str
    all: int
    open: int
    grave: int


def is_trusted(finding: Finding) -> bool:
    """Tell whether the first run shows this finding in full."""
    if finding.level == "政" or finding.rule in TRUSTED_RULES:
        return True
    rule = rules_by_id().get(finding.rule)
    return rule is not None and rule.family in TRUSTED_FAMILIES and finding.level != "体"


def gravity(row: Row) -> tuple[int, int, bool]:
    """Sort key: certain and likely before hints, then by level, what can be computed first."""
    finding = row.finding
    return finding.confidence == "hint", _ORDER[finding.level], not is_trusted(finding)


def grouped(rows: Sequence[Row]) -> Groups:
    """Put each row into its section; what a person decided is folded away by verdict."""
    groups = Groups()
    for row in rows:
        finding = row.finding
        chapter = row.chapter or row.doc or "全书"
        if not finding.by_rule:
            groups.reading.append(row)
        elif row.decision is not None:
            groups.settled.setdefault(row.verdict, []).append(row)
        elif is_trusted(finding):
            groups.trusted.append(row)
        elif finding.level == "体":
            groups.style.setdefault((chapter, finding.rule, row.title), []).append(row)
        elif finding.confidence == "hint":
            groups.hints.setdefault(chapter, []).append(row)
        else:
            groups.by_level.setdefault(finding.level, {}).setdefault(chapter, []).append(row)
    groups.trusted.sort(key=gravity)
    groups.by_level = {
        level: groups.by_level[level] for level in LEVELS if level in groups.by_level
    }
    return groups


def counts(rows: Iterable[Row], field_name: str) -> list[Count]:
    """Count by a field of the rows (doc, unit, chapter), in the order they come."""
    total: Counter[str] = Counter()
    undecided: Counter[str] = Counter()
    grave: Counter[str] = Counter()
    for row in rows:
        name = getattr(row, field_name)
        if name and row.finding.by_rule:
            total[name] += 1
            undecided[name] += OPEN in row.status
            grave[name] += row.finding.level in ("政", "硬")
    return [Count(name, n, undecided[name], grave[name]) for name, n in total.items()]
