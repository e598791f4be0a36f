"""The difference of two runs of the rules, as a reviewer reads it."""

from __future__ import annotations

from typing import Any

from tools.rules_diff import told


def row(rule: str, start: int, message: str = "请核对。", **more: Any) -> dict[str, Any]:
    return {"rule": rule, "level": "硬", "doc": "a.docx", "block": "3", "start": start, "end": start + 2,
            "text": "八万", "before": "共", "after": "人", "message": message, "suggestion": "",
            "confidence": "likely", **more}  # fmt: skip


def test_added_gone_and_changed_findings_are_told_by_rule_with_their_words() -> None:
    before = [row("R167", 1), row("R167", 9), row("R171", 4)]
    after = [row("R167", 1, "各项之和不等于合计。"), row("R171", 4), row("R175", 7)]
    lines = list(told(before, after))
    assert lines[0] == "\nR167　＋0　－1　改1（原2，现1）"
    assert lines[1].startswith("  － 硬 a.docx 3：共【八万】人")
    assert lines[2].endswith("各项之和不等于合计。")
    assert lines[3] == "\nR175　＋1　－0　改0（原0，现1）"
    assert not any("R171" in line for line in lines)


def test_two_findings_of_one_rule_at_one_place_are_two() -> None:
    assert next(told([row("R167", 1)], [row("R167", 1), row("R167", 1)])).startswith("\nR167　＋1")


def test_no_change_says_nothing() -> None:
    rows = [row("R167", 1), row("R167", 1)]
    assert list(told(rows, rows)) == []
