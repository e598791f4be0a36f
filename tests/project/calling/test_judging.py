"""The verdict, its reply, the board and the reminders, as the people read them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from fangzhi.project.calling.board import board, board_workbook
from fangzhi.project.calling.incoming.filling import fill
from fangzhi.project.calling.judging import Verdict, html_of, judge, text_of
from fangzhi.project.calling.letters import call_letter, reminder, reply
from fangzhi.project.calling.papers.opinion import opinion
from fangzhi.project.calling.papers.pack import pack
from fangzhi.project.calling.papers.sign_off import Signing, sign_off
from fangzhi.project.calling.records import Event
from tests.project.calling.conftest import Made
from tests.project.calling.county import fill_in, lasts_of, lines_of, pack_of, read_here, style_of


def judged(made: Made, path: Path, unit: str) -> Verdict:
    _, project, call = made
    task = call.task(unit)
    assert task is not None
    returned, last = read_here(path), lasts_of(project, call)[unit]
    filled = fill(returned, call, task, last)
    return judge(filled, returned.manuscript, call, task, project.told, last)


def test_last_years_figures_are_the_first_thing_said(made: Made, tmp_path: Path) -> None:
    path = fill_in(
        pack_of(made[0], "茶垭乡人民政府"), lines_of("茶垭乡人民政府"), tmp_path / "稿.docx"
    )
    verdict = judged(made, path, "茶垭乡人民政府")
    assert verdict.advice == "退回修改"
    assert text_of(verdict).startswith("茶垭乡人民政府交的是去年的稿：1 段文字相同，8 个数未改。\n")
    assert verdict.copied_places == (
        "“茶叶生产”有8个数与去年一样：960、842、1.36、14、2640、3、760、46",
    )


def test_a_fresh_text_gets_its_doubtful_sums_with_place_and_arithmetic(
    made: Made, tmp_path: Path
) -> None:
    path = fill_in(
        pack_of(made[0], "水务局"), lines_of("水务局"), tmp_path / "稿.docx", form=("40", "63")
    )
    verdict = judged(made, path, "水务局")
    assert verdict.advice == "请补充核对" and not verdict.open
    assert verdict.copied == "水务局交的稿没有看出照抄上年。"
    said = [point.sentence for point in verdict.points]
    assert any(w.startswith("“农村饮水”里，") and "150元" in w and "140元" in w for w in said)


def test_an_empty_pack_is_said_to_be_empty(made: Made) -> None:
    verdict = judged(made, pack_of(made[0], "水务局"), "水务局")
    assert verdict.lead == "水务局交回的是空表，里面还没有写。"
    assert verdict.advice == "退回修改"
    call = made[2]
    words = reply(call, call.tasks[2], verdict)
    assert "发来的文件打开是空的，可能发错了版本" in words


def test_a_text_of_another_year_is_said_so(made: Made, tmp_path: Path) -> None:
    lines = ["2023年，全县修渠20千米。", "2023年末，有水库41座。"]
    path = fill_in(pack_of(made[0], "水务局"), lines, tmp_path / "稿.docx")
    verdict = judged(made, path, "水务局")
    assert verdict.advice == "退回修改"
    assert verdict.lead == "水务局的稿通篇写的是2023年的事，这次要写的是2024年。"


def test_a_faultless_text_may_be_taken(made: Made, tmp_path: Path) -> None:
    lines = ["2024年，全县完成水利投资5.10亿元。"]
    path = fill_in(pack_of(made[0], "水务局"), lines, tmp_path / "稿.docx", form=("40", "63"))
    verdict = judged(made, path, "水务局")
    assert verdict.advice == "可以收下" and verdict.points == () and verdict.open == ()
    call = made[2]
    assert "没有要改的地方" in reply(call, call.tasks[2], verdict)


def test_the_reply_is_kind_and_says_what_to_do(made: Made, tmp_path: Path) -> None:
    call = made[2]
    path = fill_in(pack_of(made[0], "水务局"), lines_of("水务局"), tmp_path / "稿.docx")
    words = reply(call, call.tasks[2], judged(made, path, "水务局"), 2)
    assert words.startswith(
        "水务局，您好！\n“水利”的第2稿收到了，谢谢！有几处想请贵单位再核对一下：\n1. "
    )
    assert "以贵单位的记录为准" in words and "改好后请在2025年5月31日前发回" in words
    assert len(words) < 900


def test_the_verdict_as_html_escapes_what_the_unit_wrote() -> None:
    verdict = Verdict("水务局", "请补充核对", "稿<script>收到。", remarks=("“<b>”没有写",))
    assert "<script>" not in html_of(verdict) and "&lt;b&gt;" in html_of(verdict)


@pytest.mark.parametrize(
    ("on", "state", "said"),
    [("2025-05-20", "未交", "还有11天"), ("2025-05-31", "未交", "今天就是期限"),
     ("2025-06-05", "逾期", "已过5天")],
)  # fmt: skip
def test_who_owes_is_said_on_the_day(made: Made, on: str, state: str, said: str) -> None:
    call = made[2]
    shown = board(call, [], on)
    assert {row.state for row in shown.rows} == {state}
    assert said in reminder(call, call.tasks[0], shown.rows[0])


def test_the_board_shows_each_units_state_and_its_workbook_its_history(made: Made) -> None:
    call = made[2]

    def event(unit: str, kind: str, on: str, **more: object) -> Event:
        base = {"unit": unit, "version": 1, **more}
        return Event(kind, unit.encode().hex()[:8] * 8, f"{unit}.docx", on, "李编辑", **base)  # type: ignore[arg-type]

    events = [
        event("水务局", "received", "2025-05-20", evidence=("印着水务局的回收编号",)),
        event("财政局", "received", "2025-05-21"),
        event("财政局", "returned", "2025-05-22", reason="15个数未改"),
        event("教育局", "received", "2025-05-21"),
        event("教育局", "accepted", "2025-05-23"),
        Event(
            "received", "f" * 64, "总结.docx", "2025-05-24", "自动", doubt="看不出是哪个单位的稿"
        ),
    ]
    shown = board(call, events, "2025-06-02")
    states = {row.unit: row.state for row in shown.rows}
    assert states == {
        "农业农村局": "逾期", "交通运输局": "逾期", "水务局": "已交", "财政局": "退回",
        "教育局": "已收", "茶垭乡人民政府": "逾期",
    }  # fmt: skip
    assert (
        shown.sentence
        == "6个单位：逾期3个，退回1个，已交1个，已收1个；另有1个文件不知是谁的，要人认。"
    )
    returned = next(row for row in shown.rows if row.unit == "财政局")
    assert returned.late and "上次请贵单位再核对一下" in reminder(call, call.tasks[3], returned)
    assert reminder(call, call.tasks[4], shown.rows[4]) == ""
    book = load_workbook(io.BytesIO(board_workbook(shown, events)))
    assert book.sheetnames == ["收稿一览", "往来", "待认"]
    rows = [[cell.value for cell in row] for row in book["往来"].iter_rows()]
    assert rows[2][:3] == ["财政局", "第1稿", "2025-05-21"] and "15个数未改" in rows[2]


def test_papers_are_the_same_bytes_each_time_and_say_what_they_must(made: Made) -> None:
    _, project, call = made
    task = call.task("水务局")
    assert task is not None
    last = lasts_of(project, call)["水务局"]
    assert pack(call, task, last) == pack(call, task, last)
    signing = Signing(("水利",), 2, 713, "ab12" * 16, "稿.docx", "王一", "13800000000")
    document = Document(io.BytesIO(sign_off(call, task, signing)))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    assert "AB12 AB12 AB12 AB12" in cells and "第2稿，713字" in cells and "分管领导签字" in cells
    verdict = Verdict("水务局", "可以收下", "水务局的稿收到。")
    made_twice = {opinion(call, task, verdict, 1) for _ in range(2)}
    assert len(made_twice) == 1


def test_the_pack_says_what_is_owed_and_marks_last_years_text(made: Made) -> None:
    call = made[2]
    document = Document(str(pack_of(made[0], "水务局")))
    lines = [p.text for p in document.paragraphs]
    assert lines[0] == "青浣县地方志办公室\t组稿〔2025〕03号-水务局"
    facts = [c.text for row in document.tables[0].rows for c in row.cells]
    assert facts[:6] == [
        "交稿期限",
        "2025年5月31日",
        "撰写条目",
        "水利",
        "填报表格",
        "水利工程基本情况",
    ]
    at = lines.index("附件　上年稿，仅供参考")
    assert "只供参照写法、核对数字" in lines[at + 1]
    assert all(call.code(call.tasks[2]) in s.footer.paragraphs[0].text for s in document.sections)
    red = [r.text for p in document.paragraphs[at:] if style_of(p) == "上年稿" for r in p.runs
           if r.font.color.rgb is not None]  # fmt: skip
    assert "4.62" in red and not any("年" in words for words in red)


def test_the_letter_is_short_and_says_what_to_send_back(made: Made) -> None:
    call = made[2]
    words = call_letter(call, call.tasks[2])
    assert "《组稿〔2025〕03号-水务局.docx》" in words and "请在2025年5月31日前" in words
    assert "页脚的编号请保留" in words and len(words) < 300
