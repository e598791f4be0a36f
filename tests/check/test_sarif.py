"""SARIF 2.1.0: what other tools need is there, and nothing is called an error."""

from __future__ import annotations

import json
from typing import Any

from fangzhi.check.decisions import decision_on
from fangzhi.check.sarif import write_sarif
from fangzhi.model.finding import Finding, Place
from tests.check.report.examples import FINDINGS


def log(*findings: Finding, **decided: Any) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(write_sarif(findings, decided.get("decisions")))
    return value


def test_the_log_has_the_shape_that_the_standard_asks_for() -> None:
    told = log(*FINDINGS)
    assert told["version"] == "2.1.0"
    assert "sarif-schema-2.1.0.json" in told["$schema"]
    (run,) = told["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "fangzhi"
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    assert len(run["results"]) == len(FINDINGS)
    for result in run["results"]:
        assert result["message"]["text"]
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert all("logicalLocations" in place for place in result["locations"])


def test_nothing_is_more_than_a_warning_and_style_is_a_note() -> None:
    results = log(*FINDINGS)["runs"][0]["results"]
    assert {result["level"] for result in results} == {"warning", "note"}
    style = [r for r in results if r["properties"]["level"] == "体"]
    assert style and all(r["level"] == "note" for r in style)


def test_a_place_in_a_text_file_has_its_line_and_a_word_file_its_paragraph() -> None:
    place = Place("卷一/稿 子.md", "L17", 3, 8, "超过5000")
    (one,) = log(Finding("R086", "硬", "约数重叠。", place=place))["runs"][0]["results"]
    physical = one["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "%E5%8D%B7%E4%B8%80/%E7%A8%BF%20%E5%AD%90.md"
    assert physical["region"] == {
        "startLine": 17, "startColumn": 4, "endColumn": 9, "snippet": {"text": "超过5000"}}  # fmt: skip
    (two,) = log(Finding("R086", "硬", "约数重叠。", place=Place("a.docx", "12", 3, 8)))["runs"][0][
        "results"
    ]
    assert "region" not in two["locations"][0]["physicalLocation"]
    assert two["locations"][0]["logicalLocations"][0]["name"] == "第13段"


def test_the_words_in_doubt_are_told_where_a_file_has_no_lines() -> None:
    place = Place("a.docx", "12", 3, 4, ",")
    finding = Finding("R012", "点", "“,”是半角标点。", text="12座,", suggestion="12座，", place=place,
                      before="水库", after="塘坝")  # fmt: skip
    (result,) = log(finding)["runs"][0]["results"]
    assert result["locations"][0]["message"]["text"] == "12座,"
    told = {name: result["properties"][name] for name in ("before", "text", "after", "suggestion")}
    assert told == {"before": "水库", "text": "12座,", "after": "塘坝", "suggestion": "12座，"}
    (whole,) = log(Finding("R001", "体", "全书没有凡例。"))["runs"][0]["results"]
    assert "text" not in whole["properties"] and "message" not in whole["locations"][0]


def test_what_a_person_left_as_it_is_is_suppressed_with_the_reason() -> None:
    finding = FINDINGS[0]
    decision = decision_on(finding, "ignored", "张三", "2026-01-01", "沿用原文")
    told = log(finding, decisions={finding.fingerprint: decision})
    (suppressed,) = told["runs"][0]["results"][0]["suppressions"]
    assert suppressed["justification"] == "沿用原文"


def test_the_other_place_of_a_contradiction_is_a_related_location() -> None:
    finding = Finding("R189", "硬", "两处不一。", place=Place("a.docx", "1"),
                      also=(Place("b.docx", "2", text="302公顷"),))  # fmt: skip
    (result,) = log(finding)["runs"][0]["results"]
    assert result["relatedLocations"][0]["message"]["text"] == "302公顷"
