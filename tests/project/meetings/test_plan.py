"""Bulletins and minutes become tasks: what is there is found, what is not said is not invented."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from fangzhi.collect.plain import read
from fangzhi.collect.readers import read_file
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Cell, Manuscript, Table
from fangzhi.model.text import Text
from fangzhi.model.value import decode, digest_of_bytes, encode
from fangzhi.project.meetings.fields import disclosure_fault, is_addressee
from fangzhi.project.meetings.plan import MeetingPlan, PaperFields, Task
from fangzhi.project.meetings.read import read_plan
from fangzhi.project.meetings.report import (
    Progress,
    Proof,
    WorkCount,
    completion_docx,
    counts_of,
    progress_fault,
    progress_sentence,
    quarterly_notice,
)

from .papers import FRESH, HELD_OUT, LAST, TUNED, Paper, Wanted

BULLETIN = Path(__file__).parents[4] / "shared" / "bulletin.txt"
ALL = (*TUNED, *HELD_OUT, *FRESH, *LAST)


def manuscript(text: str) -> Manuscript:
    data = text.encode()
    return read(
        SourceFile(Path("会议.txt"), "会议.txt", data, digest_of_bytes(data), "txt", ())
    ).manuscript


def told(task: Task) -> tuple[str, str, str]:
    parties = " ".join(f"{party.role}:{party.name}" for party in task.parties)
    return task.state, parties, task.deadline


def compare(paper: Paper) -> tuple[list[Wanted], list[Task]]:
    """Give the wanted tasks that were not found in every detail, and the found ones nobody wants."""
    left = list(read_plan(manuscript(paper.text)).tasks)
    missing = []
    for state, words, parties, deadline in paper.tasks:
        hit = next(
            (one for one in left if told(one) == (state, parties, deadline) and words in one.title),
            None,
        )
        if hit is None:
            missing.append((state, words, parties, deadline))
        else:
            left.remove(hit)
    return missing, left


def score(papers: tuple[Paper, ...]) -> tuple[int, int, int]:
    """Count found, missing and unwanted tasks."""
    results = [compare(paper) for paper in papers]
    wanted = sum(len(paper.tasks) for paper in papers)
    missing = sum(len(one) for one, _ in results)
    return wanted - missing, missing, sum(len(left) for _, left in results)


@pytest.mark.parametrize("paper", TUNED, ids=[paper.name for paper in TUNED])
def test_each_style_of_minutes_gives_the_tasks_that_an_editor_writes_down(paper: Any) -> None:
    assert compare(paper) == ([], [])


@pytest.mark.parametrize(
    ("papers", "found", "unwanted"),
    [(HELD_OUT, 18, 4), (FRESH, 21, 4), (LAST, 8, 2)],
    ids=["held out", "fresh", "last"],
)
def test_papers_that_it_was_not_made_for_keep_what_was_reached(
    papers: Any, found: Any, unwanted: Any
) -> None:
    got, _, more = score(papers)
    assert got >= found and more <= unwanted


@pytest.mark.parametrize("paper", ALL, ids=[paper.name for paper in ALL])
def test_every_word_of_a_task_stands_in_the_paper_and_at_the_place_told(paper: Any) -> None:
    given = manuscript(paper.text)
    texts = {block.id: block.text for block in given.blocks if isinstance(block, Text)}
    plan = read_plan(given)
    for task in plan.tasks:
        quote = task.quote
        assert texts[quote.block][quote.start : quote.end] == quote.text
        around = texts[quote.block]
        assert task.state in around
        assert all(party.name in around and party.word in around for party in task.parties)
        assert task.deadline in around
    for context in plan.context:
        quote = context.quote
        assert texts[quote.block][quote.start : quote.end] == quote.text


def test_papers_of_study_and_praise_make_no_task_and_are_kept_as_context() -> None:
    for paper in (TUNED[2], HELD_OUT[3]):
        plan = read_plan(manuscript(paper.text))
        assert plan.tasks == ()
        assert len(plan.context) >= 4


def test_without_a_body_or_a_date_in_the_text_there_is_none_in_the_task() -> None:
    text = "县志办工作会议\n会议要求，编纂出版《青浣县志》，开展口述史采集。\n"
    for task in read_plan(manuscript(text)).tasks:
        assert (task.parties, task.deadline) == ((), "")


def test_taking_the_bodies_out_of_a_paper_takes_them_out_of_its_tasks() -> None:
    text = TUNED[0].text.replace("由年鉴股牵头，县志股配合，", "").replace("由办公室负责，", "")
    text = text.replace("请县志股", "").replace("3月底前", "").replace("4月15日前", "")
    plan = read_plan(manuscript(text))
    assert plan.tasks
    assert {party.name for task in plan.tasks for party in task.parties} <= {"县统计局"}
    assert {task.deadline for task in plan.tasks} == {""}


def test_the_fields_of_the_paper_are_read_and_kept() -> None:
    fields = read_plan(manuscript(HELD_OUT[0].text)).fields
    assert fields.disclosure == "依申请公开"
    assert fields.send_to == ("各科室",)
    assert (fields.issuer, fields.issued) == ("云安市史志中心办公室", "2025年7月3日")
    assert fields.copies == 20
    assert read_plan(manuscript(TUNED[3].text)).fields.copy_to == (
        "市委办公室",
        "市人大常委会办公室",
    )
    assert read_plan(manuscript("会议纪要\n")).fields.disclosure == ""


def test_only_a_paper_that_says_so_may_be_shown_to_the_public() -> None:
    assert "依申请公开" in disclosure_fault(read_plan(manuscript(HELD_OUT[0].text)).fields)
    assert "没有写公开选项" in disclosure_fault(PaperFields())
    assert disclosure_fault(PaperFields("主动公开")) == ""
    sent = PaperFields(send_to=("机关各处", "县委办、县政府办"))
    assert is_addressee(sent, "县政府办") and not is_addressee(sent, "政府办")


def test_a_table_of_tasks_is_read_by_its_heads() -> None:
    rows = (("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
            ("1", "编纂《青浣年鉴》", "县志办", "县档案馆、县统计局", "2025年10月"),
            ("2", "口述史料整理", "", "", ""))  # fmt: skip
    cells = tuple(
        Cell(r, c, Text(f"{r}.{c}", words))
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
    )
    plan = read_plan(Manuscript((Text("h", "任务分解表"), Table("t", 3, 5, cells)), source="x"))
    one, two = plan.tasks
    assert told(one) == ("编纂", "牵头:县志办 配合:县档案馆 配合:县统计局", "2025年10月")
    assert told(two) == ("", "", "") and two.title == "口述史料整理"


def test_a_plan_comes_back_from_disk_as_it_was() -> None:
    plan = read_plan(manuscript(TUNED[0].text))
    assert decode(encode(plan), MeetingPlan) == plan


# ---- the real bulletin


@pytest.fixture(scope="module")
def bulletin() -> Iterator[MeetingPlan]:
    if not BULLETIN.is_file():
        pytest.skip("没有 ../shared/bulletin.txt")
    yield read_plan(read_file(BULLETIN, BULLETIN.parent).manuscript)


def test_the_bulletin_has_three_points_with_their_heads(bulletin: Any) -> None:
    assert [(point.number, point.title) for point in bulletin.priorities] == [
        ("一是", "忠实记录四川发展巨变"),
        ("二是", "传承弘扬巴蜀文化"),
        ("三是", "深化修志为用工作"),
    ]


def test_the_bulletin_gives_these_tasks_and_no_others(bulletin: Any) -> None:
    assert [task.title for task in bulletin.tasks] == [
        "推进全省扶贫志编纂", "推进全面小康志编纂",
        "推进全省乡镇（街道）志编纂", "推进村（社区）志编纂",
        "抓好全省教育系统志书编纂工作", "抓好全省教育系统年鉴编纂工作",
        "加强古蜀文明挖掘整理、开发利用与宣传弘扬", "加强蜀道文化挖掘整理、开发利用与宣传弘扬",
        "谋划编纂《蜀道文化图志》",
        "收集整理红色故事", "收集整理红色文化", "收集整理英雄人物",
        "编纂地方简史", "编纂大事辑要", "编纂英烈传略",
        "开展有关当事人口述历史采集", "开展影像拍摄",
        "做好中华优秀传统文化进校园", "做好中小学地方课程教材完善",
        "开展专题研究", "撰写资政报告", "编写地情读本", "推出高水平的研究成果",
        "加快《大熊猫读本》编纂", "《大熊猫图志》（英文版）出版",
        "推进川粮油“四川造”产品历史文化内涵挖掘整理", "推进川菜“四川造”产品历史文化内涵挖掘整理",
        "推进川茶“四川造”产品历史文化内涵挖掘整理", "推进川酒“四川造”产品历史文化内涵挖掘整理",
        "强化地理标志产品塑造", "编纂《四川地理标志产品图志》等书籍",
    ]  # fmt: skip


def test_the_bulletin_names_who_helps_and_nobody_who_leads_and_no_date(bulletin: Any) -> None:
    named = {
        (party.role, party.name, task.object) for task in bulletin.tasks for party in task.parties
    }
    assert named == {
        ("会同", "教育厅", "全省教育系统志书编纂工作"), ("会同", "教育厅", "全省教育系统年鉴编纂工作"),
        ("协同", "教育厅等部门", "中华优秀传统文化进校园"),
        ("协同", "教育厅等部门", "中小学地方课程教材完善"),
    }  # fmt: skip
    assert {task.deadline for task in bulletin.tasks} == {""}
    by_title = {task.title: task for task in bulletin.tasks}
    assert by_title["谋划编纂《蜀道文化图志》"].state == "谋划"
    assert by_title["《大熊猫图志》（英文版）出版"].state == "出版"
    assert by_title["《大熊猫图志》（英文版）出版"].led_by == "加快"


def test_the_bulletin_keeps_its_fields_its_study_and_its_lost_text(bulletin: Any) -> None:
    fields = bulletin.fields
    assert fields.disclosure == "主动公开" and fields.copies == 13
    assert fields.report_to == ("省直机关工委", "省纪委监委驻省政府办公厅纪检监察组")
    assert fields.send_to == ("机关各处", "四川年鉴社")
    assert fields.issuer == "四川省地方志工作办公室综合处" and fields.issued == "2024年2月28日"
    kept = "".join(one.quote.text for one in bulletin.context)
    assert "会议传达学习了省委" in kept and "切实增强学习贯彻的自觉性" in kept
    assert any("连续四年今年" in finding.message for finding in bulletin.findings)


# ---- what became of them


def plan_and_progress() -> tuple[MeetingPlan, dict[str, Progress]]:
    plan = read_plan(manuscript(TUNED[0].text))
    first, second, *_ = plan.tasks
    return plan, {
        first.id: Progress(first.id, "已完成", "已交总纂",
                           (Proof("初稿", "42万字", "2025-03-28"),), "王某", "2025-03-30"),
        second.id: Progress(second.id, "已完成", "", (), "周某", "2025-04-10"),
    }  # fmt: skip


def test_nothing_counts_as_done_without_evidence() -> None:
    plan, progress = plan_and_progress()
    assert counts_of(plan.tasks, progress) == {"已完成": 1, "进行中": 1, "未开始": 2}
    assert progress_sentence(plan.tasks, progress) == "共4项：已完成1项，进行中1项，未开始2项。"
    assert "要有佐证" in progress_fault(progress[plan.tasks[1].id])
    assert progress_fault(progress[plan.tasks[0].id]) == ""


def test_the_report_shows_given_words_and_leaves_unsaid_what_was_not_said() -> None:
    plan, progress = plan_and_progress()
    data = completion_docx(plan, progress)
    assert data == completion_docx(plan, progress)
    rows = [
        [one.text for one in row.cells]
        for table in docx.Document(BytesIO(data)).tables
        for row in table.rows
    ]
    assert ["完成《青浣年鉴（2025）》初稿编辑", "牵头：年鉴股\n配合：县志股", "3月底前", "已完成。已交总纂",
            "初稿 42万字 2025-03-28"] in rows  # fmt: skip
    assert ["召开供稿单位撰稿人培训会", "原文未写", "原文未写", "未开始", ""] in rows


def test_the_notice_is_made_of_given_counts_and_tells_a_sum_that_does_not_fit() -> None:
    works = (
        WorkCount("年鉴", 5, (("初审", 3), ("复审", 2))),
        WorkCount("村志", 12, (("初稿", 10),)),
    )
    words = quarterly_notice(
        "青浣县地方志办公室", "2025年第二季度", works, {"已完成": 2, "进行中": 1}, ("完成村志初稿",)
    )
    assert "年鉴5部：初审3部、复审2部。" in words
    assert "村志12部：初稿10部（各阶段合计10部，与总数差2部，请核对）。" in words
    assert "本期共3项：已完成2项，进行中1项，未开始0项。" in words
    assert "1．完成村志初稿" in words
