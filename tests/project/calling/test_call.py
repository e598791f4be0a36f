"""A call is made from the outline, kept as a file people edit, and numbered for good."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.compile.settings import OutlineItem
from fangzhi.project.calling.call import Asked, Call, Form, Owed, Task, call_from_outline, units_of
from fangzhi.project.calling.callfile import CallFault, call_from, call_text, read_call, save_call
from fangzhi.project.calling.codes import ALPHABET, code_of, codes_in, numbers_in
from tests.written import settings

OUTLINE = (
    OutlineItem("农业", nodes=(
        OutlineItem("水利", unit="水务局", nodes=(OutlineItem("防汛"), OutlineItem("灌区"))),
        OutlineItem("种植", unit="农业农村局"),
    )),
    OutlineItem("教育", unit="教育局", nodes=(OutlineItem("校舍", unit="财政局"),)),
)  # fmt: skip
words = st.text(max_size=12)
named = words.filter(bool)
forms = st.builds(
    Form, named, st.lists(words, min_size=1, max_size=3).map(tuple),
    st.lists(st.lists(words, max_size=3).map(tuple), max_size=2).map(tuple),
    st.integers(0, 9), words, words, st.lists(named, max_size=2).map(tuple),
)  # fmt: skip
owed = st.builds(
    Owed, named, st.lists(named, max_size=2).map(tuple), st.lists(named, max_size=2).map(tuple),
    words, words,
)  # fmt: skip
tasks = st.builds(
    Task, st.integers(1, 999), named, st.lists(owed, max_size=2).map(tuple),
    st.lists(forms, max_size=1).map(tuple), st.lists(named, max_size=2).map(tuple), words, words,
)  # fmt: skip
calls = st.builds(
    Call, named, words, st.integers(1, 9999), words, st.integers(1, 9999), words, words, words,
    words, st.lists(words, max_size=2).map(tuple), st.lists(forms, max_size=2).map(tuple),
    st.lists(tasks, max_size=3, unique_by=lambda task: task.number).map(tuple),
)  # fmt: skip


def test_a_unit_owes_the_lowest_nodes_below_the_one_that_names_it() -> None:
    found = units_of(OUTLINE)
    assert list(found) == ["水务局", "农业农村局", "教育局", "财政局"]
    assert [(n.title, n.within, n.above) for n in found["水务局"]] == [
        ("防汛", ("水利",), ("农业",)),
        ("灌区", ("水利",), ("农业",)),
    ]
    assert [n.title for n in found["教育局"]] == ["教育"]
    assert [(n.title, n.above) for n in found["财政局"]] == [("校舍", ("教育",))]


def test_numbers_and_what_the_office_wrote_stay_when_the_outline_grows() -> None:
    work = settings("综合年鉴", *OUTLINE)
    first = call_from_outline(work, Asked("2024-05-31", year=2023))
    assert [(task.number, task.unit) for task in first.tasks] == [
        (1, "水务局"), (2, "农业农村局"), (3, "教育局"), (4, "财政局"),
    ]  # fmt: skip
    text = call_text(first).replace("概况500~700字，专条300字左右", "800字以内", 1)
    edited = call_from(tomllib.loads(text))
    grown = settings("综合年鉴", OutlineItem("气象", unit="气象局"), *OUTLINE[:1])
    second = call_from_outline(grown, Asked("2024-06-15"), edited)
    assert [(task.number, task.unit) for task in second.tasks] == [
        (1, "水务局"), (2, "农业农村局"), (3, "教育局"), (4, "财政局"), (5, "气象局"),
    ]  # fmt: skip
    assert second.tasks[0].nodes[0].length == "800字以内"
    assert second.deadline == "2024-06-15" and second.series == 2024
    assert second.code(second.tasks[0]) == first.code(first.tasks[0])
    assert second.numbered(second.tasks[0]) == "组稿〔2024〕01号-水务局"


@given(calls)
def test_a_call_written_to_its_file_and_read_is_the_same_call(call: Call) -> None:
    assert call_from(tomllib.loads(call_text(call))) == call


def test_the_call_lies_in_the_folder_as_a_file(tmp_path: Path) -> None:
    assert read_call(tmp_path) is None
    call = call_from_outline(settings("综合年鉴", *OUTLINE), Asked("2024-05-31"))
    save_call(tmp_path, call)
    assert read_call(tmp_path) == call


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[call", "写法有误"),
        ('[call]\nid = "a"\nwork = "b"\nyear = 2024\ndeadline = ""\ncolour = 1', "不认识“colour”"),
        ('[call]\nid = "a"\nwork = "b"\nyear = "2024"\ndeadline = ""', "“year”"),
        ('[call]\nid = "a"\nwork = "b"\nyear = 1\ndeadline = ""\n[[task]]\nunit = "甲"\nnumber = 1\n'
         '[[task]]\nunit = "乙"\nnumber = 1', "同一个 number"),
    ],
)  # fmt: skip
def test_a_broken_call_file_is_told_in_chinese(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "组稿.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CallFault, match=said):
        read_call(tmp_path)


def test_without_units_or_deadline_there_is_no_call() -> None:
    with pytest.raises(ValueError, match="没有写由哪个单位"):
        call_from_outline(settings("综合年鉴", OutlineItem("农业")), Asked("2024-05-31"))
    with pytest.raises(ValueError, match="没有交稿期限"):
        call_from_outline(settings("综合年鉴", *OUTLINE), Asked())


@given(st.text(), st.sampled_from(["回收编号 {}　请勿删改", "{}", "（{}）", "编号：{}。"]))
def test_a_code_is_found_again_however_it_was_typed(identifier: str, around: str) -> None:
    code = code_of(identifier)
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " — ")):
        assert codes_in([around.format(typed)]) == (code,)


@given(st.text(), st.integers(3, 11), st.sampled_from(ALPHABET))
def test_a_code_with_one_wrong_sign_is_no_code(identifier: str, at: int, sign: str) -> None:
    code = code_of(identifier)
    if code[at] not in ("-", sign):
        assert codes_in([code[:at] + sign + code[at + 1 :]]) == ()


def test_printed_numbers_are_found_in_any_brackets() -> None:
    assert numbers_in(["组稿〔2024〕07号-水务局", "组稿(2024) 12 号", "国发〔2024〕7号"]) == (
        (2024, 7),
        (2024, 12),
    )
