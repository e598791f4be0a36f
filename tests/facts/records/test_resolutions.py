"""A contradiction settled once is settled wherever the same two values meet again."""

from __future__ import annotations

import pytest

from fangzhi.facts.records.compare import Conflict, conflicts
from fangzhi.facts.records.gather import Source, gather
from fangzhi.facts.records.resolutions import (
    Resolutions,
    read_jsonl,
    resolve,
    write_jsonl,
)
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.value import FormatError


def conflict_of(*sentences: str) -> Conflict:
    sources = [
        Source(Manuscript((Text(f"b{n}", words),), name=f"{n}.md"), year=2024)
        for n, words in enumerate(sentences)
    ]
    (found,) = conflicts(gather(sources).records)
    return found


def test_a_decision_holds_in_another_work_whatever_the_scale_and_order() -> None:
    first = conflict_of("全县财政收入8.76亿元。", "全县财政收入8.67亿元。")
    memory = Resolutions([resolve(first, "take-b", "李审", "2026-11-22", "查决算")])
    again = conflict_of("全县完成财政收入86700万元。", "全县财政收入87600万元。")
    assert memory.right_value(again) == "876000000元"
    assert not memory.is_settled(again)  # the wrong figure still stands there


def test_a_scope_that_differs_asks_no_more_until_a_value_changes() -> None:
    first = conflict_of("全县有小学46所。", "全县有小学48所。")
    memory = Resolutions([resolve(first, "scope-differs", "李审", "2026-11-22", "含教学点2所")])
    assert memory.is_settled(first)
    changed = conflict_of("全县有小学46所。", "全县有小学47所。")
    assert memory.find(changed) is None
    assert [r.reason for r in memory.earlier(changed)] == ["含教学点2所"]


def test_another_year_or_place_is_another_fact() -> None:
    first = conflict_of("全县有小学46所。", "全县有小学48所。")
    memory = Resolutions([resolve(first, "checked", "李审", "2026-11-22")])
    other = conflict_of("2023年，全县有小学46所。", "2023年，全县有小学48所。")
    assert memory.find(other) is None
    assert memory.earlier(other) == ()


def test_what_was_settled_is_shown_as_the_text_writes_it() -> None:
    first = conflict_of("全县财政收入19.87亿元。", "全县财政收入18.97亿元。")
    made = resolve(first, "take-a", "李审", "2026-11-22")
    assert made.shown.endswith("财政收入：18.97亿元／19.87亿元")
    assert made.values == ("1897000000元", "1987000000元")


def test_decisions_are_kept_as_lines_and_read_back() -> None:
    first = conflict_of("全县有小学46所。", "全县有小学48所。")
    kept = (resolve(first, "both-with-note", "王编", "2026-11-22", "教育局与统计局并存"),)
    assert read_jsonl(write_jsonl(kept)) == kept
    with pytest.raises(FormatError, match="line 2"):
        read_jsonl(write_jsonl(kept) + b"{oops\n")
