"""What no editor of ours wrote: refused, or left out and told; never kept, never a crash."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fangzhi.model.manuscript import Block
from fangzhi.model.text import Mark, Text
from fangzhi.workbench.works.editor.reading import read
from fangzhi.workbench.works.editor.wire import MOST_LETTERS, DraftError
from tests.workbench.editor.sample import edited, entry, unedited


def sent(change: str, value: Any) -> str:
    """Give the draft of the sample with one value swapped, at a path such as blocks.1.role."""
    draft = json.loads(unedited(entry()))
    *path, last = change.split(".")
    inner = draft
    for step in path:
        inner = inner[int(step)] if step.isdigit() else inner[step]
    inner[int(last) if last.isdigit() else last] = value
    return json.dumps(draft)


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("version", 9), ("version", "1"), ("blocks", {}), ("blocks.1", None),
        ("blocks.1.role", "script"), ("blocks.1.onclick", "alert(1)"), ("blocks.1.level", 99),
        ("blocks.1.text", 5), ("blocks.1.text", "茶" * (MOST_LETTERS + 1)),
        ("blocks.1.marks", [{"start": 0, "end": 1, "kind": "script"}]),
        ("blocks.1.type", "html"), ("blocks.4.rows", 10**9), ("blocks.4.header_rows", 77),
        ("blocks.4.cells.0.row_span", 10**9), ("blocks.4.cells.1.column", 0),
        ("blocks.5.kind", "svg"), ("notes.0.kind", "aside"), ("blocks.1.text", "\ud800"),
    ],
)  # fmt: skip
def test_a_malformed_draft_is_refused_with_a_reason(change: str, value: Any) -> None:
    with pytest.raises(DraftError, match="没有存"):
        read(sent(change, value), entry())


@pytest.mark.parametrize("data", ["", "{}", "[", "null", "[" * 100_000, "<p>正文</p>", b"\xff\xfe"])
def test_what_is_no_draft_at_all_is_refused(data: str | bytes) -> None:
    with pytest.raises(DraftError):
        read(data, entry())


@pytest.mark.parametrize(
    "mark",
    [
        Mark(0, 2, "link", "javascript:alert(1)"), Mark(0, 2, "link", "//evil.example"),
        Mark(0, 2, "link", "data:text/html,x"), Mark(0, 2, "link", "https://a b"),
        Mark(0, 9999, "strong"), Mark(-5, 2, "strong"), Mark(4, 2, "strong"),
        Mark(1, 1, "footnote", "不存在的注"), Mark(0, 3, "footnote", "n1"),
        Mark(1, 1, "figure", "b" * 64), Mark(0, 1, "glyph", "&KR1;", "⿰木亞"),
    ],
)  # fmt: skip
def test_a_mark_that_may_not_stay_is_left_out_and_told(mark: Mark) -> None:
    def add(blocks: list[Block]) -> None:
        second = blocks[2]
        assert isinstance(second, Text)
        blocks[2] = replace(second, marks=(mark, Mark(0, 2, "strong")))

    made = edited(entry(), add)
    text = made.manuscript.blocks[2]
    assert isinstance(text, Text)
    assert text.marks == (Mark(0, 2, "strong"),)
    assert [finding.block for finding in made.findings] == ["p2"]


def test_direction_and_control_characters_are_taken_out_and_marks_stay_on_their_words() -> None:
    def add(blocks: list[Block]) -> None:
        blocks.append(Text("new-1", "\x00甲\u202e乙\ufeff丙", marks=(Mark(3, 4, "strong"),)))

    made = edited(entry(), add)
    text = made.manuscript.blocks[-1]
    assert isinstance(text, Text)
    assert (text.text, text.marks) == ("甲乙丙", (Mark(1, 2, "strong"),))
    assert "3 个看不见的控制字符" in made.findings[0].message


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from([-1, 10**30]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_one_value_swapped_for_any_other_is_refused_or_read_and_never_a_crash(
    data: st.DataObject,
) -> None:
    draft = json.loads(unedited(entry()))
    place: Any = draft
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], (dict, list)) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(json_values)
    try:
        made = read(json.dumps(draft), entry())
    except DraftError as refused:
        assert "没有存" in str(refused)
    else:
        again = read(unedited(made.manuscript), made.manuscript)
        assert again.manuscript == made.manuscript
