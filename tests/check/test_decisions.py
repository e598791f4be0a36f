"""Decisions belong to words, not to places: they survive edits elsewhere."""

from __future__ import annotations

from fangzhi.check.decisions import (
    Acceptance,
    acceptance,
    decision_on,
    match,
    read_decisions,
    write_decisions,
)
from fangzhi.check.engine import check_manuscripts
from fangzhi.check.history import course, read_past, remembered, write_past
from fangzhi.check.settings import CheckSettings
from fangzhi.model.finding import Decision, Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

WRONG = "全乡共120人，其中男70人、女45人。"


def checked(*paragraphs: str, name: str = "桐花乡.docx", again: str = "") -> tuple[Finding, ...]:
    blocks = tuple(Text(f"{again}{n}", words) for n, words in enumerate(paragraphs))
    found = check_manuscripts((Manuscript(blocks, name=name),), CheckSettings())
    return tuple(f for f in found if f.rule == "R167")


def test_an_edit_elsewhere_and_new_block_ids_leave_a_decision_where_it_was() -> None:
    before = checked("桐花乡在县境东南。", WRONG)
    after = checked("桐花乡在县境东南部。", "另起一段，说明沿革。", WRONG, again="x")
    decisions = [
        decision_on(f, "rejected", "李编辑", "2026-01-02", "另有5人未登记") for f in before
    ]
    matched = match(after, decisions, {"桐花乡.docx"})
    assert matched.by_fingerprint[after[0].fingerprint].reason == "另有5人未登记"
    assert not matched.left


def test_other_figures_open_the_question_again() -> None:
    decisions = [decision_on(f, "rejected", "李编辑", "2026-01-02") for f in checked(WRONG)]
    after = checked(WRONG.replace("45", "40"))
    matched = match(after, decisions, {"桐花乡.docx"})
    assert not matched.by_fingerprint
    assert len(matched.left) == 1


def test_a_file_under_a_new_name_keeps_its_decisions_and_a_second_file_does_not_take_them() -> None:
    decisions = [decision_on(f, "confirmed", "李编辑", "2026-01-02") for f in checked(WRONG)]
    renamed = checked(WRONG, name="桐花乡（定稿）.docx")
    assert match(renamed, decisions, {"桐花乡（定稿）.docx"}).by_fingerprint
    assert not match(renamed, decisions, {"桐花乡（定稿）.docx", "桐花乡.docx"}).by_fingerprint


def test_decisions_on_disk_come_back_and_the_last_word_counts() -> None:
    finding = checked(WRONG)[0]
    first = decision_on(finding, "confirmed", "李编辑", "2026-01-02")
    last = decision_on(finding, "ignored", "王主编", "2026-01-03", "按档案原数")
    read, complaints = read_decisions(write_decisions([first, last]) + b"\xff\n", "审定.jsonl")
    assert read == (last,)
    assert len(complaints) == 1 and "第3行" in complaints[0]


def test_the_next_check_says_what_is_new_mended_and_back() -> None:
    wrong, other = checked(WRONG), checked("另有村民80人，其中男30人、女45人。")
    assert course(None, wrong).first
    past = read_past(write_past(remembered(None, wrong)))
    second = course(past, other)
    assert [row.text for row in second.mended] == [wrong[0].text]
    assert second.new == {other[0].fingerprint} and not second.back
    past = remembered(past, other)
    third = course(past, (*wrong, *other))
    assert third.back == {wrong[0].fingerprint}
    assert not third.new and not third.mended


def test_after_a_clean_check_every_doubt_is_new() -> None:
    wrong = checked(WRONG)
    clean = read_past(write_past(remembered(None, ())))
    assert clean == ()
    told = course(clean, wrong)
    assert not told.first and told.new == {finding.fingerprint for finding in wrong}
    assert course(read_past(b"\xff\n"), wrong).first


def test_a_rule_that_people_keep_rejecting_proposes_its_retirement() -> None:
    rejected = [Decision(f"{n}", "rejected", "李", "2026", rule="R022") for n in range(18)]
    confirmed = [Decision(f"c{n}", "confirmed", "李", "2026", rule="R022") for n in range(2)]
    (told,) = acceptance([*rejected, *confirmed])
    assert told == Acceptance("R022", 2, 20)
    assert told.share == 0.1 and told.retires
    assert not acceptance(rejected[:10])[0].retires
