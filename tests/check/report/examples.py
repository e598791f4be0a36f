"""A small book with findings of every section of the report, and what is known of it."""

from __future__ import annotations

from fangzhi.check.decisions import Acceptance, decision_on
from fangzhi.check.engine import check
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.history import Course, Past
from fangzhi.check.pieces import book_of
from fangzhi.check.report.page import render_report
from fangzhi.check.report.rows import Known
from fangzhi.check.settings import CheckSettings
from fangzhi.model.book import Book
from fangzhi.model.finding import Finding

PARAGRAPHS = (
    "文革中停课，办结率××%。",
    "年末人口52.36万人，男性26.87万人，女性25.94万人。",
    "产值由8.12亿元增至8.76亿元，增长9.9%。",
    "清康熙六年（1668年），知县重修县学。",
    "会议于2021年2月30日召开。",
    "今年通电。",
    "今年通车。",
    "获《先进》称号。",
    "超过5000人以上<b>到会</b>。",
)
TABLE = (
    ("乡镇", "村（个）", "人口（人）"),
    ("甲镇", "12", "23415"),
    ("乙镇", "9", "18206"),
    ("丙乡", "7", "9874"),
    ("合计", "30", "51495"),
)
SETTINGS = CheckSettings(disabled={"R125": "作者口述用公斤"})


def book() -> Book:
    """Give the book: one file, paragraphs and a table."""
    return book_of(
        (manuscript_of(Example(paragraphs=PARAGRAPHS, table=TABLE), "01概况.docx"),), "青浣年鉴"
    )


FINDINGS: tuple[Finding, ...] = check(book(), SETTINGS)


def known() -> Known:
    """Give what is known at a second check: one decision, one mended, one that came back."""
    by_rule = {finding.rule: finding for finding in FINDINGS}
    done = decision_on(by_rule["R090"], "rejected", "张三", "2026-03-01")
    return Known(
        {done.fingerprint: done},
        (done,),
        Course(
            False,
            frozenset([by_rule["R167"].fingerprint]),
            frozenset([by_rule["R171"].fingerprint]),
            (Past("f" * 16, "R025", "体", "01概况.docx", "去年", "写明年份。"),),
        ),
        (Acceptance("R025", 3, 30), Acceptance("R167", 18, 20)),
        ("坏了.docx",),
    )


def page(told: Known | None = None) -> str:
    """Give the report."""
    return render_report(book(), FINDINGS, SETTINGS, told).decode()
