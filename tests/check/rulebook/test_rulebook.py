"""The rule book covers the catalogue: each rule is checked, or has a reason why it is not."""

from __future__ import annotations

import re

from fangzhi.check.rule import all_rules
from fangzhi.check.rulebook.coverage import LAST, coverage, undecidable
from fangzhi.check.rulebook.markdown import pages
from fangzhi.check.rulebook.page import render_book

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_rule_of_the_catalogue_is_checked_or_has_a_reason_and_never_both() -> None:
    checked = {rule.id for rule in all_rules() if rule.id[0] == "R"}
    reasons = set(undecidable())
    assert checked & reasons == set()
    assert checked | reasons == {f"R{number:03d}" for number in range(1, LAST + 1)}


def test_a_reason_is_a_sentence_in_chinese() -> None:
    for name, row in undecidable().items():
        assert len(HAN.findall(row.reason)) >= 10, name
        assert row.name, name
        assert not row.reason.endswith("。"), name


def test_a_checked_rule_has_three_examples_of_each_kind_and_one_row() -> None:
    rows = coverage()
    assert [row.id for row in rows] == sorted(row.id for row in rows)
    for row in rows:
        if row.standing == "机检":
            assert row.bad >= 3 and row.good >= 3, row.id
            assert row.scopes and not row.note, row.id


def test_the_coverage_page_has_a_line_for_each_rule() -> None:
    page = pages()["coverage.md"]
    assert len(re.findall(r"^\| R\d{3} \|", page, re.M)) == LAST


def test_the_page_names_every_rule_and_asks_no_network() -> None:
    page = render_book()
    assert page == render_book()
    for rule in all_rules():
        assert f'id="{rule.id}-{rule.scope}"' in page
    assert not re.search(r"src=|@import|<link|url\(", page)
