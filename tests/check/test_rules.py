"""Every rule's own examples, over all rules that are registered."""

from __future__ import annotations

from functools import partial

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.fix import fixed
from fangzhi.check.passages import check_texts
from fangzhi.check.rule import Rule, all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.model.finding import LEVELS, Finding
from fangzhi.model.manuscript import Manuscript
from tests.work import quickest

RULES = all_rules()


def findings(example: Example) -> tuple[Finding, ...]:
    return check_manuscript(manuscript_of(example), CheckSettings(**example.settings))


def cases(kind: str) -> list[pytest.param]:  # type: ignore[valid-type]
    return [
        pytest.param(rule, example, id=f"{rule.id}-{kind}{n}")
        for rule in RULES
        for n, example in enumerate(rule.bad if kind == "bad" else rule.good)
    ]


@pytest.mark.parametrize(("rule", "example"), cases("bad"))
def test_a_bad_example_raises_its_own_rule_and_no_other_but_hints_of_style(
    rule: Rule, example: Example
) -> None:
    found = findings(example)
    graver = {f.rule for f in found if f.level != "体"}
    assert rule.id in {f.rule for f in found}, [(f.rule, f.text, f.message) for f in found]
    assert graver <= {rule.id}, [(f.rule, f.text, f.message) for f in found]
    for finding in found:
        assert finding.message.endswith(("。", "？", "！", "）", "”")), finding.message


@pytest.mark.parametrize(("rule", "example"), cases("good"))
def test_a_good_example_raises_nothing_but_hints_of_style_of_other_rules(
    rule: Rule, example: Example
) -> None:
    found = [f for f in findings(example) if f.level != "体" or f.rule == rule.id]
    assert not found, [(f.rule, f.text, f.message) for f in found]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_rule_says_what_it_is(rule: Rule) -> None:
    assert rule.promise, "a rule's docstring says in Chinese what the rule asks for"
    assert rule.basis
    assert rule.title
    assert rule.level in LEVELS
    assert len(rule.bad) >= 3
    assert len(rule.good) >= 3


@pytest.mark.parametrize("rule", [r for r in RULES if r.fixes], ids=lambda r: r.id)
def test_a_fix_silences_its_rule_and_changes_nothing_the_second_time(rule: Rule) -> None:
    for example in rule.bad:
        manuscript = manuscript_of(example)
        settings = CheckSettings(**example.settings)
        own = [f for f in check_manuscript(manuscript, settings) if f.rule == rule.id]
        once = fixed(manuscript, own)
        left = [f for f in check_manuscript(once, settings) if f.rule == rule.id]
        assert not [f for f in left if f.suggestion], left
        assert fixed(once, left) == once


HARD = ("0123456789" * 10, "1", "一", "“", "《", "（", "，", ",", "年", "-", "—", "1-", "1、", "a",
        "约5", "1.", "共1人，", "十", "：", "…", "男1人女", "月1日", "甲、", "（1", "增长5%", " ")  # fmt: skip


@pytest.mark.parametrize("rule", [r for r in RULES if r.scope == "text"], ids=lambda r: r.id)
def test_a_rule_reads_100_kb_of_one_line_in_under_a_second(rule: Rule) -> None:
    literal = (rule.literals or ("",))[0]
    document = CheckSettings().for_document("x")

    def asked(text: Manuscript) -> None:
        list(check_texts(text, document, (rule,)))

    for unit in (*HARD, *(e.text for e in rule.bad[:2])):
        line = literal + (unit * (33_000 // max(1, len(unit)) + 1) if unit else "")
        text = manuscript_of(Example(line))
        took = quickest(partial(asked, text), 1)
        assert took < 1, (rule.id, unit)
