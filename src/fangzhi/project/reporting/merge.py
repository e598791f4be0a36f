"""Many reports become one 进度一览表: each work once, and every contradiction side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from fangzhi.model.value import Value
from fangzhi.project.reporting.values import (
    STAGES,
    Office,
    Report,
    WorkRecord,
    claim_sentence,
    record_faults,
)
from fangzhi.publish.press.xlsx import Sheet, workbook

_COMPARED = (
    ("stage", "阶段"), ("since", "阶段日期"), ("kind", "种类"), ("level", "级别"), ("period", "断限（卷年）"),
    ("words", "字数"), ("planned", "计划完成"), ("title", "书名"),
)  # fmt: skip
_HEADS = (("序号", 6), ("上级单位", 18), ("报送单位", 22), ("书名", 34), ("断限（卷年）", 14), ("种类", 10),
          ("级别", 6), ("阶段", 16), ("阶段日期", 12), ("字数", 12), ("计划完成", 12), ("报表日期", 12),
          ("核对", 50))  # fmt: skip


class Said(Value, frozen=True):
    """One office's word: who reported it, on which day, and the value."""

    office: str
    made: str
    value: str


class Conflict(Value, frozen=True):
    """Two offices report one work (or figure) differently; nobody is chosen."""

    about: str
    item: str
    said: tuple[Said, ...]

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        parts = "；".join(
            f"{one.office}（{one.made}）报“{one.value or '空白'}”" for one in self.said
        )
        return f"{self.item}不一致：{parts}"


class Row(Value, frozen=True):
    """One work of the table: all its records, newest report first, with what contradicts."""

    records: tuple[tuple[Office, str, WorkRecord], ...]
    conflicts: tuple[Conflict, ...] = ()
    remarks: tuple[str, ...] = ()


class Overview(Value, frozen=True):
    """The table: rows in the order of office and title; superseded reports are named, not used."""

    rows: tuple[Row, ...]
    conflicts: tuple[Conflict, ...]
    offices: tuple[tuple[Office, str, str, int], ...]
    superseded: tuple[str, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()


def merge(reports: Iterable[Report]) -> Overview:
    """Merge reports; a later report of the same office replaces its earlier one, and that is told."""
    newest, superseded, older = _newest(reports)
    groups = _groups(newest)
    rows = tuple(_row(group, older) for group in groups)
    found = [conflict for row in rows for conflict in row.conflicts]
    found += _figure_conflicts(newest)
    offices = tuple((r.office, r.period, r.made, len(r.works)) for r in newest)
    claims = tuple(
        (report.office.name, claim_sentence(claim, report.works))
        for report in newest
        for claim in report.claims
    )
    return Overview(rows, tuple(found), offices, superseded, claims)


def _newest(
    reports: Iterable[Report],
) -> tuple[list[Report], tuple[str, ...], dict[tuple[str, str], WorkRecord]]:
    by_office: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report not in by_office[report.office.name]:
            by_office[report.office.name].append(report)
    newest: list[Report] = []
    told: list[str] = []
    older: dict[tuple[str, str], WorkRecord] = {}
    for name in sorted(by_office):
        own = sorted(by_office[name], key=lambda report: report.made)
        last = [report for report in own if report.made == own[-1].made]
        # two of one day are both kept: which is right, people must say
        newest += last
        for report in own[: len(own) - len(last)]:
            told.append(f"{name}{report.made}的报表已由{own[-1].made}的代替。")
            older.update({(name, work.id): work for work in report.works})
    return newest, tuple(told), older


_Entry = tuple[Office, str, WorkRecord]


def _groups(reports: Sequence[Report]) -> list[list[_Entry]]:
    """Gather the records of one work: same id, or same title and period."""
    groups: list[list[_Entry]] = []
    by_name: dict[str, int] = {}
    for report in reports:
        for work in report.works:
            names = [f"id:{work.id}", f"name:{work.same_as}"]
            found = [by_name[name] for name in names if name in by_name]
            if found:
                at = found[0]
                for other in {*found} - {at}:  # one by its id, one by its name: all are one work
                    groups[at] += groups[other]
                    groups[other] = []
                    by_name = {n: at if g == other else g for n, g in by_name.items()}
            else:
                groups.append([])
                at = len(groups) - 1
            groups[at].append((report.office, report.made, work))
            by_name.update((name, at) for name in names if name not in by_name)
    return sorted(
        filter(None, groups), key=lambda one: (one[0][0].parent, one[0][0].name, one[0][2].title)
    )


def _row(group: list[_Entry], older: dict[tuple[str, str], WorkRecord]) -> Row:
    ordered = sorted(group, key=lambda one: (one[1], one[0].name), reverse=True)
    title = ordered[0][2].title
    conflicts = tuple(
        Conflict(
            title, name, tuple(Said(o.name, made, str(getattr(w, field))) for o, made, w in ordered)
        )
        for field, name in _COMPARED
        if len({getattr(work, field) for _, _, work in ordered}) > 1
    )
    remarks = [fault for _, _, work in ordered for fault in record_faults(work)]
    for office, _, work in ordered:
        before = older.get((office.name, work.id))
        if before is not None and _rank(work.stage) < _rank(before.stage):
            remarks.append(f"阶段比上次倒退：上次“{before.stage}”，这次“{work.stage}”，请核对。")
    return Row(tuple(ordered), conflicts, tuple(dict.fromkeys(remarks)))


def _rank(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else len(STAGES)


def _figure_conflicts(reports: Sequence[Report]) -> list[Conflict]:
    """Find figures of one name, day and kind that one office reports in two values."""
    said: dict[tuple[str, str, str, bool, str], list[Said]] = defaultdict(list)
    for report in reports:
        for one in report.figures:
            name = (report.office.name, one.name, one.as_of, one.cumulative, one.unit)
            said[name].append(Said(report.office.name, report.made, f"{one.value}{one.unit}"))
    return [
        Conflict(f"{name[1]}（{name[2]}）", "数值", tuple(values))
        for name, values in said.items()
        if len({value.value for value in values}) > 1
    ]


def overview_xlsx(overview: Overview) -> bytes:
    """Give the workbook: 进度一览表, 不一致, 报送情况, 自报与佐证."""
    sheets = [_table(overview)]
    sheets.append(_plain("不一致", ("书名、指标", "项目", "各处所报"), (26, 14, 90),
                         [(c.about, c.item, c.words) for c in overview.conflicts]))  # fmt: skip
    offices = [(o.parent, o.name, str(o.level), period, made, str(count))
               for o, period, made, count in overview.offices]  # fmt: skip
    offices += [("", words, "", "", "", "") for words in overview.superseded]
    sheets.append(_plain("报送情况", ("上级单位", "单位", "级别", "期别", "报表日期", "部数"),
                         (18, 40, 8, 18, 14, 8), offices))  # fmt: skip
    if overview.claims:
        sheets.append(_plain("自报与佐证", ("单位", "情况"), (24, 80), list(overview.claims)))
    return workbook(sheets)


def _table(overview: Overview) -> Sheet:
    rows = [_cells(number, row) for number, row in enumerate(overview.rows, 1)]
    heads = tuple(head for head, _ in _HEADS)
    widths = tuple(width for _, width in _HEADS)
    return _plain("进度一览表", heads, widths, rows)


def _cells(number: int, row: Row) -> tuple[str, ...]:
    office, made, first = row.records[0]
    works = [work for _, _, work in row.records]
    names = list(dict.fromkeys(o.name for o, _, _ in row.records))

    def all_of(field: str) -> str:
        values = dict.fromkeys(str(getattr(work, field) or "") for work in works)
        return (
            "／".join(value or "（空白）" for value in values)
            if len(values) > 1
            else next(iter(values))
        )

    told = "\n".join([*(conflict.words for conflict in row.conflicts), *row.remarks])
    return (str(number), office.parent, "、".join(names), first.title, all_of("period"),
            all_of("kind"), all_of("level"), all_of("stage"), all_of("since"), all_of("words"),
            all_of("planned"), made, told)  # fmt: skip


def _plain(
    name: str, heads: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[tuple[str, ...]]
) -> Sheet:
    sheet = Sheet(name, widths=[float(width) for width in widths], frozen=True)
    for number, row in enumerate((heads, *rows), 1):
        for column, words in enumerate(row, 1):
            sheet.write(number, column, words, "list head" if number == 1 else "list")
    return sheet
