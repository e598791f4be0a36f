"""The page: what is new, mended and decided, rules that retire, and the leader's part."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from fangzhi.check.decisions import decision_on
from fangzhi.check.report.groups import grouped
from fangzhi.check.report.leader import leader_page
from fangzhi.check.report.rows import Known, rows_of
from fangzhi.check.report.spots import spot
from tests.check.report import examples
from tests.check.report.examples import FINDINGS, book, known, page


def article(html: str, rule: str) -> str:
    """Give the article of a rule's first finding."""
    return html.split(f'data-rule="{rule}"')[1].split("</article>")[0]


def test_every_finding_stands_on_the_page_once_with_its_code() -> None:
    html = page(known())
    for finding in FINDINGS:
        assert html.count(f'data-fp="{finding.fingerprint}"') == 1
        assert f'代号 <span class="code">{finding.fingerprint[:8]}</span>' in html
    assert len(re.findall(r'id="(f-\w+)"', html)) == len(set(re.findall(r'id="(f-\w+)"', html)))


def test_what_changed_since_the_last_check_is_said_and_marked() -> None:
    html = page(known())
    assert "与上次机检比：新出现1处，已改1处，改过又出现1处。" in html
    assert 'data-status="未审定 新"' in html
    assert ">新</span>" in article(html, "R167")
    assert ">又出现</span>" in article(html, "R171")
    assert "“去年”" in html.split('<section id="mended">')[1].split("</section>")[0]


def test_a_first_check_calls_nothing_new() -> None:
    html = page()
    assert "与上次机检比" not in html
    assert 'id="mended"' not in html


def test_what_is_decided_is_folded_away_at_the_end_with_who_said_so() -> None:
    html = page(known())
    folded = html.split('<section id="settled">')[1].split("</section>")[0]
    assert "张三2026-03-01审定：不是差错" in folded
    assert "<details>" in folded
    assert "<details open" not in folded


def test_the_first_line_does_not_deny_what_a_person_confirmed() -> None:
    assert "没有一条是差错" in page(known())
    said = decision_on(FINDINGS[0], "confirmed", "张三", "2026-03-01")
    html = page(replace(known(), decisions={said.fingerprint: said}))
    assert "人已确认1处是差错；没有确认的都不算差错，须由人判断" in html
    assert "没有一条是差错" not in html


def test_earlier_decisions_travel_in_the_page_so_that_an_export_loses_none() -> None:
    told = re.search(r'id="earlier">(.*?)</script>', page(known()), re.S)
    assert told is not None
    lines = json.loads(told[1]).splitlines()
    assert [json.loads(line)["who"] for line in lines] == ["张三"]


def test_a_rule_that_is_hardly_ever_right_proposes_its_retirement_with_the_line_to_paste() -> None:
    html = page(known())
    assert "R025 = &#34;本单位审定30处，只有3处是差错&#34;" in html
    assert "R167 = " not in html
    row = html.split("R167 分项之和不等于合计</td>")[1].split("</tr>")[0]
    assert "90%" in row
    assert "（本单位采纳90%）" in article(html, "R167")


def test_hints_stand_below_what_is_sure() -> None:
    rows = rows_of(book(), FINDINGS, Known())
    groups = grouped(rows)
    sure = [row.finding.confidence == "hint" for row in groups.trusted]
    assert sure == sorted(sure)
    for chapters in groups.by_level.values():
        assert all(r.finding.confidence != "hint" for rs in chapters.values() for r in rs)


def test_the_leader_reads_progress_the_gravest_and_who_owes_what() -> None:
    told = known()
    leader = leader_page(book(), rows_of(book(), FINDINGS, told), told)
    assert leader.decided == 1
    assert leader.open == len(FINDINGS) - 1
    assert leader.gravest[0].finding.level == "政"
    assert len(leader.gravest) == 5
    assert leader.owing[0].who == "01概况.docx"
    assert leader.owing[0].open == leader.open
    assert "没有读成的来稿：坏了.docx" in page(told)


def test_drawings_are_on_the_page_and_a_cell_is_marked_in_its_table() -> None:
    html = page()
    assert '<table class="d sum">' in article(html, "R167")
    assert "所在的表" in article(html, "R168")
    assert "<mark>30</mark>" in article(html, "R168")
    assert 'class="shaft"' in article(html, "R171")
    assert "稿中1668年" in article(html, "R179")


def test_no_word_of_a_manuscript_reaches_script_as_markup() -> None:
    html = page(known())
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", html, re.S)
    assert all("<b>" not in script for script in scripts)
    assert examples.SETTINGS.disabled["R125"] in html
    assert spot("3") == "第4段"
