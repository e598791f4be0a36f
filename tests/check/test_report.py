"""The report and the rate: what an editor sees first, and what counts only after a decision."""

from __future__ import annotations

import re

import msgspec
import pytest

from fangzhi.check.decisions import decision_on, read_decisions
from fangzhi.check.engine import check
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.pieces import book_of
from fangzhi.check.rate import per_10000, rate, typed_in
from fangzhi.check.report.page import render_report
from fangzhi.check.report.spots import spot
from fangzhi.check.settings import CheckSettings
from fangzhi.check.weights import STANDARD, tables
from fangzhi.model.book import Book
from fangzhi.model.finding import Decision, Finding

TEXT = (
    "文革中停课，办结率××%。",
    "今年通电。",
    "今年通车。",
    "获《先进》称号。",
    "超过5000人以上<b>到会</b>。",
)
SETTINGS = CheckSettings(disabled={"R125": "作者口述用公斤"})


def book() -> Book:
    return book_of((manuscript_of(Example(paragraphs=TEXT)),), "青浣年鉴")


FINDINGS = check(book(), SETTINGS)


def page() -> str:
    return render_report(book(), FINDINGS, SETTINGS).decode()


def test_the_report_needs_no_network_and_is_the_same_twice() -> None:
    html = page()
    assert html == page()
    assert not re.search(r"https?://|src=|@import|url\(", html)


def test_the_report_says_that_nothing_is_an_error_yet() -> None:
    html = page()
    assert "没有一条是差错，须由人判断" in html
    assert "机检疑点密度" in html
    assert "差错率（" not in html


def test_grave_findings_and_placeholders_stand_first_in_full_and_style_is_folded() -> None:
    html = page()
    first, rest = html.split("<h2>硬", 1)
    assert "文革" in first.split("<h2>先看这些")[1]
    assert "占位残留" in first.split("<h2>先看这些")[1]
    style = rest.split("<h2>体")[1].split("</section>")[0]
    assert style.count("<details>") == 1
    assert "2处" in style.split("</summary>")[0]


def test_words_of_the_manuscript_cannot_become_markup() -> None:
    html = page()
    assert "<b>到会</b>" not in html
    assert "&lt;b&gt;到会" in html


def test_the_report_names_what_the_book_does_not_check_and_why() -> None:
    assert "作者口述用公斤" in page()


@pytest.mark.parametrize(
    ("address", "words"),
    [("12", "第13段"), ("t0/3/2", "表1第4行第3列"), ("fn1", "脚注1"), ("en2", "尾注2"), ("综合!E11", "工作表“综合”E11"),
     ("L17", "第17行"), ("p12/3", "第12页第4段"), (None, "全文"), ("KR2k0126_WYG_002-5b", "KR2k0126_WYG_002-5b")],
)  # fmt: skip
def test_addresses_are_said_in_words(address: str | None, words: str) -> None:
    assert spot(address) == words


def test_before_any_decision_there_is_a_density_and_no_rate() -> None:
    value = rate(FINDINGS, 10_000)
    assert value["density_per_10000"] == len(FINDINGS)
    assert "decided" not in value
    assert value["by_level"] == {"政": 1, "硬": 1, "字": 1, "点": 1, "体": 2}


def decided(*rules: str) -> dict[str, Decision]:
    return {f.fingerprint: decision_on(f, "confirmed" if f.rule in rules else "rejected", "校对员", "2026-01-01")
            for f in FINDINGS}  # fmt: skip


def test_the_rate_counts_confirmed_findings_by_their_weights() -> None:
    value = rate(FINDINGS, 20_000, decided("R086", "R090", "R025"), layout=40_000)["decided"]
    assert value["errors"] == 2.1  # 硬 2, 点 0.1, 体 0
    assert value["rate_per_10000_typed"] == 1.05
    assert value["rate_per_10000_layout"] == 0.53
    assert value["style_problems"] == 2
    assert {"✔", "m"} <= {row["source"] for row in value["weights"]}


def test_caps_hold_the_same_wrong_character_to_four_and_symbols_to_one_and_a_half() -> None:
    same = [Finding("R133", "字", "别字", text="按装")] * 9
    symbols = [Finding("R128", "数", "大小写", text=f"{n}KG") for n in range(9)]
    table = tables()[STANDARD]
    assert sum(table.counted(same).values()) == 4
    assert float(sum(table.counted([symbols[0]] * 9).values())) == 1.5
    assert float(sum(table.counted(symbols).values())) == 4.5
    on_one_page = {f.fingerprint: 7 for f in same}
    assert sum(table.counted(same, on_one_page).values()) == 1
    assert {row.level for row in table.row} == set("政硬数字点式体")


def test_every_figure_of_the_tables_says_where_it_is_from() -> None:
    for table in tables().values():
        assert table.limit_source[0] in "✔m"
        assert all(row.source[0] in "✔m" for row in table.row)


def test_what_is_not_yet_decided_is_counted_beside_what_is_confirmed() -> None:
    some = dict(list(decided("R086").items())[:2])
    value = rate(FINDINGS, 10_000, some)["decided"]
    assert value["undecided"] == len(FINDINGS) - 2
    assert value["if_all_true"]["errors"] > value["errors"]


def test_lines_that_are_no_decisions_are_named_and_the_last_word_wins() -> None:
    first = msgspec.json.encode(Decision("a", "confirmed", "甲", "2026-01-01"))
    last = msgspec.json.encode(Decision("a", "rejected", "乙", "2026-01-02"))
    decisions, complaints = read_decisions(b"\n".join([first, b"{broken", last]), "审定.jsonl")
    assert [d.verdict for d in decisions] == ["rejected"]
    assert len(complaints) == 1
    assert "第2行" in complaints[0]


def test_typed_characters_are_those_of_the_documents() -> None:
    assert typed_in(book()) > 40
    assert typed_in(book(), ["例.docx"]) == 0
    assert per_10000(3, 0) == 0
