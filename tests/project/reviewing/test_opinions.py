"""Opinions: answered with reasons, written out as the trade does, read back from messy lists."""

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from fangzhi.project.reviewing.opinion_form import blank_xlsx, opinions_docx, opinions_xlsx
from fangzhi.project.reviewing.opinion_import import Sender, read_opinions
from fangzhi.project.reviewing.opinions import (
    LAYERS,
    Answer,
    Opinion,
    Spot,
    amended,
    answer_fault,
    answered,
    tally,
    tally_sentence,
)
from fangzhi.project.reviewing.spots import find_spot, read_spot, spot_words

SENDER = Sender("郑某", "终审", "历史", "SSB-7", "2026-06-01")
MANY = (
    Opinion("a1", "初审", "周某", "“全县”应为“全市”", "承编单位", spot=Spot(3, 12),
            quoted="全县总人口", answer=Answer("采纳", "吴某", "2026-05-20")),
    Opinion("a2", "复审", "钱某", "人物生卒不详的不立传\n请删去", spot=Spot(7, -2),
            answer=Answer("部分采纳", "吴某", "2026-05-21", "保留二人，已补生卒")),
    Opinion("a3", "终审", "郑某", "驻军番号不写", "军事", spot=Spot(9, 4, 6),
            answer=Answer("不采纳", "吴某", "2026-05-22")),
    Opinion("a4", "终审", "郑某", "图4缺审图号", "保密"),
)  # fmt: skip


def test_an_answer_against_an_opinion_needs_a_reason() -> None:
    assert "要写明理由" in answer_fault(Answer("不采纳", "吴某", "2026-05-22", " "))
    assert answer_fault(Answer("采纳", "吴某", "2026-05-22")) == ""


def test_nobody_answers_their_own_opinion_and_a_change_of_mind_needs_a_reason() -> None:
    own = answered(MANY[3], Answer("采纳", "郑某", "2026-06-01"))
    assert isinstance(own, str) and "不能自己答复" in own
    got = answered(MANY[3], Answer("不采纳", "吴某", "2026-06-01", "图4不是地图"))
    assert isinstance(got, Opinion)
    turned = answered(got, Answer("采纳", "吴某", "2026-06-02"))
    assert turned == "原来答复的是“不采纳”，改为“采纳”要写明理由。"


def test_only_its_writer_changes_an_opinion_and_not_once_it_is_answered() -> None:
    assert isinstance(amended(MANY[3], "郑某", "图4、图5缺审图号"), Opinion)
    assert amended(MANY[3], "吴某", "无") == "这是郑某的意见，别人不能改。有不同看法请另提一条。"
    assert amended(MANY[0], "周某", "另改") == "这条意见已经答复，不能再改。请另提一条。"


def test_opinions_are_counted_by_answer_and_one_without_reason_is_not_answered() -> None:
    assert tally(MANY) == {"采纳": 1, "部分采纳": 1, "不采纳": 0, "未答复": 2}
    assert tally_sentence(MANY) == "共4条意见：采纳1条，部分采纳1条，不采纳0条，未答复2条。"


def test_there_are_three_pens_of_three_colors() -> None:
    assert [layer.name for layer in LAYERS] == ["初审", "复审", "终审"]
    assert len({layer.color for layer in LAYERS}) == 3


def test_the_word_form_has_two_columns_and_a_color_for_each_pen() -> None:
    data = opinions_docx("青林县志", MANY)
    read = docx.Document(BytesIO(data))
    assert [len(table.columns) for table in read.tables] == [2, 2, 2]
    assert [c.text for c in read.tables[0].rows[0].cells] == ["意见", "采纳情况及理由"]
    said, answered = read.tables[1].rows[1].cells
    assert said.text == "1．第7页倒数第2行\n人物生卒不详的不立传\n请删去\n——钱某"
    assert answered.text == "部分采纳。保留二人，已补生卒\n——吴某　2026-05-21"
    colors = [str(t.rows[1].cells[0].paragraphs[1].runs[0].font.color.rgb) for t in read.tables]
    assert colors == ["9E2A2B", "1F4E8C", "2E6B3E"]
    assert "（尚缺理由）" in read.tables[2].rows[1].cells[1].text
    assert any("共4条意见" in p.text for p in read.paragraphs)


def test_the_same_opinions_give_the_same_bytes() -> None:
    assert opinions_docx("甲", MANY) == opinions_docx("甲", MANY)
    assert opinions_xlsx(MANY) == opinions_xlsx(MANY)


def test_the_workbook_read_back_gives_the_opinions_again(tmp_path: Any) -> None:
    path = tmp_path / "意见.xlsx"
    path.write_bytes(opinions_xlsx(MANY))
    back = read_opinions(path, Sender("无名", "初审"))
    assert back.findings == ()
    for old, new in zip(MANY, back.opinions, strict=True):
        assert (new.layer, new.reviewer, new.text, new.role, new.spot, new.quoted, new.answer) == (
            old.layer, old.reviewer, old.text, old.role, old.spot, old.quoted, old.answer)  # fmt: skip


def test_an_empty_list_given_to_an_expert_holds_no_opinion(tmp_path: Any) -> None:
    path = tmp_path / "空表.xlsx"
    path.write_bytes(blank_xlsx("终审", "郑某"))
    assert read_opinions(path, SENDER).opinions == ()


@pytest.mark.parametrize(
    ("words", "spot"),
    [
        ("第3页第12行", Spot(3, 12)),
        ("P3 L12", Spot(3, 12)),
        ("p.3 l.12-14", Spot(3, 12, 14)),
        ("3页倒数2行", Spot(3, -2)),
        ("第3页倒数第2行", Spot(3, -2)),
        ("P3倒2行", Spot(3, -2)),
        ("第三页第十二行", Spot(3, 12)),
        ("３页１２行", Spot(3, 12)),
        ("3页12—14行", Spot(3, 12, 14)),
        ("12页5至7行", Spot(12, 5, 7)),
        ("3页末行", Spot(3, -1)),
        ("3页首行", Spot(3, 1)),
        ("页3行12", Spot(3, 12)),
        ("3-12", Spot(3, 12)),
        ("第3页", Spot(3)),
        ("第3面第2行", Spot(3, 2)),
    ],
)
def test_places_are_read_in_every_usual_form(words: Any, spot: Any) -> None:
    found = find_spot(words)
    assert found is not None and found[0] == spot


def test_figures_that_are_no_place_are_not_taken_for_one() -> None:
    assert find_spot("见表2-3，全县共3行业") is None
    assert find_spot("1990年增长12%") is None


def test_page_and_line_may_stand_in_two_cells() -> None:
    assert read_spot("3", "12") == Spot(3, 12)
    assert read_spot("第3页", "倒数2") == Spot(3, -2)
    assert read_spot("P3", "5-7行") == Spot(3, 5, 7)
    assert read_spot("全书") is None


def test_a_place_is_written_as_the_trade_does() -> None:
    assert spot_words(Spot(3, 12, 14)) == "第3页第12—14行"
    assert spot_words(Spot(3, -2)) == "第3页倒数第2行"


def _messy(path: Path) -> None:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "评审意见"
    sheet["A1"] = "《青林县志》终审稿评审意见表"
    sheet.merge_cells("A1:F1")
    sheet["A2"] = "评审专家：郑某某　　职称：研究员"
    sheet.merge_cells("A2:F2")
    heads = ["序号", "位　置", None, "原文内容（摘录）", "修改意见和建议：", "备注"]
    for column, words in enumerate(heads, 1):
        sheet.cell(3, column, words)
    sheet.cell(4, 2, "页 码")
    sheet.cell(4, 3, "行数")
    sheet.merge_cells("B3:C3")
    for letter in "ADEF":
        sheet.merge_cells(f"{letter}3:{letter}4")
    rows = [
        [1, 3, 12, "全县总人口", "与表2-1不一致", None],
        [2, "第5页", "倒数2", None, "“解放后”改为“新中国成立后”", None],
        [3, "同上", "7-9行", None, "这一段与上节重复", "全删"],
        [4, None, 11, None, "漏一“县”字", None],
        [5, "整章", None, None, "军事章过简", None],
        [6, None, None, None, "P12 L4：年份有误", None],
        [7, None, None, None, "无", None],
        [None, None, None, None, None, None],
        ["序号", "页码", "行数", "原文", "意见", "备注"],
        [8, 20, 1, None, "跨两行的意见", None],
        [None, None, None, None, None, None],
    ]
    row: Any
    for number, row in enumerate(rows, 5):
        for column, words in enumerate(row, 1):
            if words is not None:
                sheet.cell(number, column, words)
    sheet.merge_cells("E14:E15")
    book.save(path)


def test_a_messy_list_from_an_expert_is_read_and_its_doubts_are_told(tmp_path: Any) -> None:
    path = tmp_path / "郑老师返回(1).xlsx"
    _messy(path)
    told = read_opinions(path, SENDER)
    assert [(one.text, one.spot and (one.spot.page, one.spot.line, one.spot.end_line))
            for one in told.opinions] == [
        ("与表2-1不一致", (3, 12, 0)),
        ("“解放后”改为“新中国成立后”", (5, -2, 0)),
        ("这一段与上节重复", (5, 7, 9)),
        ("漏一“县”字", (5, 11, 0)),
        ("军事章过简", None),
        ("年份有误", (12, 4, 0)),
        ("跨两行的意见", (20, 1, 0)),
    ]  # fmt: skip
    assert {one.reviewer for one in told.opinions} == {"郑某某"}
    assert told.opinions[0].quoted == "全县总人口"
    assert all(one.layer == "终审" and one.role == "历史" for one in told.opinions)
    assert all(one.spot.copy == "SSB-7" for one in told.opinions if one.spot)
    assert [finding.message for finding in told.findings] == [
        "“评审意见”第8行：没有写页码，照上一条算作第5页，请核对。",
        "“评审意见”第9行：“整章”看不出是第几页第几行，已按没有位置读入，请人工指定。",
    ]


def test_the_two_column_word_form_filled_in_by_hand_is_read_too(tmp_path: Any) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    rows = [("意见", "采纳情况及理由"), ("第3页第12行：“全县”应为“全市”", "采纳。已改"),
            ("第9页：番号不写", "不采纳：已公开出版")]  # fmt: skip
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    path = tmp_path / "意见表.docx"
    document.save(str(path))
    one, two = read_opinions(path, SENDER).opinions
    assert one.spot
    assert (one.text, one.spot.page, one.spot.line) == ("“全县”应为“全市”", 3, 12)
    assert one.answer and (one.answer.verdict, one.answer.reason) == ("采纳", "已改")
    assert two.answer and (two.answer.verdict, two.answer.reason) == ("不采纳", "已公开出版")


def test_a_list_without_opinions_says_what_is_missing(tmp_path: Any) -> None:
    book: Any = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    path = tmp_path / "通讯录.xlsx"
    book.save(path)
    told = read_opinions(path, SENDER)
    assert told.opinions == ()
    assert "没有找到写着“意见”的一栏" in told.findings[0].message
