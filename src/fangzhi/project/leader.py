"""领导一页 as the A4 paper that is printed: progress, the gravest places, who owes what."""

from __future__ import annotations

from fangzhi.check.report.leader import Leader
from fangzhi.check.report.rows import Row
from fangzhi.publish.pdf.sheet import Grid, Sheet

_MOST = 14
"""So many rows of those who owe something fit on the page."""
_LONGEST = 64


def leader_sheet(told: Leader) -> Sheet:
    """Lay out 领导一页 so that it stays one page, whatever the size of the work."""
    grids = []
    if told.gravest:
        rows = tuple(
            (row.finding.level, _short(f"{row.doc}，{row.spot}", 24), _short(_said(row)))
            for row in told.gravest
        )
        heading = f"最重的{len(told.gravest)}处（没有注明已确认的，都须由人判断）"
        grids.append(Grid(heading, ("级", "位置", "疑点"), rows))
    if told.owing:
        who = "单位" if told.by_unit else "来稿"
        head = (who, "待审定", "其中政、硬", "已确认未改")
        heading = "各单位待办" if told.by_unit else "各份来稿待办"
        grids.append(Grid(heading, head, _owing(told), (1, 2, 3)))
    return Sheet(
        "领导一页",
        told.lead,
        tuple(_facts(told)),
        tuple(grids),
        ("疑点由机检列出，不是差错；差错须由人确认。详见 检查/报告.html。",),
    )


def _said(row: Row) -> str:
    """Give the finding in one sentence; one that a person confirmed and nobody mended says so."""
    return f"已确认的差错，还没有改：{row.summary}" if row.decision else row.summary


def _facts(told: Leader) -> list[tuple[str, str]]:
    facts = [
        ("书名", told.title),
        ("审定进度", f"{told.findings}处中已审定{told.decided}处，待审定{told.open}处"),
    ]
    if told.mended:
        facts.append(("上次以来已改", f"{told.mended}处"))
    if told.unread:
        facts.append(("没有读成的来稿", _short("、".join(told.unread))))
    if told.silent:
        facts.append(("尚未交稿的单位", _short("、".join(told.silent), 120)))
    return facts


def _owing(told: Leader) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = [
        (_short(one.who, 30), str(one.open), str(one.grave), str(one.to_mend))
        for one in told.owing[:_MOST]
    ]
    rest = told.owing[_MOST:]
    if rest:
        totals = (
            sum(o.open for o in rest),
            sum(o.grave for o in rest),
            sum(o.to_mend for o in rest),
        )
        rows.append((f"其余{len(rest)}个", *map(str, totals)))
    return tuple(rows)


def _short(words: str, most: int = _LONGEST) -> str:
    words = words.replace("\n", " ")
    return words if len(words) <= most else words[: most - 1] + "…"
