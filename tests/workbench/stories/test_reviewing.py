"""Reviewing: opinions one by one with their answers, and the same on paper by page and line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from openpyxl import Workbook

from tests.workbench.stories.hands import Hands

Paper = Callable[..., Path]
LINES = (
    "# 工业", "## 规模以上工业",
    "2024年末，全县有规模以上工业企业86家，全年实现总产值312.4亿元。",
    "食品加工企业21家，全年加工茶叶1630吨，产品销往成都、重庆等地。",
    "## 园区", "青浣工业园区规划面积4.2平方千米，年内新入园企业7家。",
)  # fmt: skip


def brought_in(hands: Hands, title: str, file: Path) -> str:
    """Make a yearbook out of one file, as a chief editor does; give its outline's address."""
    hands.enter("zongzuan")
    hands.open("/admin/")
    hands.click("志书和年鉴")
    hands.fill("书名", title)
    hands.choose("种类", "综合年鉴")
    hands.choose("出版方式", "内部资料准印证")
    hands.choose("篇目", "不用样板")
    hands.click("新建")
    hands.sees("还没有篇目")
    address = str(hands.driver.current_url)
    hands.click("导入来稿")
    hands.pick("一个或几个文件", file)
    hands.click("导入")
    assert "导入" in hands.finished()
    return address


def sent_in(hands: Hands, outline: str) -> str:
    """Send a work in for its first review; give the address of the round."""
    hands.open(outline)
    hands.click("审稿", ".doors")
    hands.click("送初审")
    hands.sees("现在：初审")
    return str(hands.driver.current_url)


def said(hands: Hands, words: str, opinion: str, proposed: str = "") -> None:
    """Give an opinion on words of the frozen text."""
    hands.select("#frozen [data-block]", words)
    hands.until(lambda: hands.driver.find_element("id", "chosen").text == words)
    hands.fill("意见", opinion)
    if proposed:
        hands.fill("建议改为", proposed)
    hands.click("记下意见")
    hands.sees(opinion)


def answered(hands: Hands, opinion: str, verdict: str, reason: str = "") -> None:
    """Answer an opinion: adopted or not, and why."""
    row = hands.row(opinion, ".opinions li")
    hands.press(row.find_element("css selector", f"input[value='{verdict}']"))
    row.find_element("css selector", "textarea[name=reason]").send_keys(reason)
    hands.click("记下答复", row)
    hands.sees("总纂杨明远")


def test_6_opinions_are_answered_one_by_one_and_the_form_of_two_columns_is_fetched(
    hands: Hands, paper: Paper
) -> None:
    round = sent_in(hands, brought_in(hands, "青浣工业年鉴", paper("工业.docx", *LINES)))
    hands.enter("chushen")
    hands.open("/admin/")
    hands.sees("“青浣工业年鉴”在初审，等着您审")
    hands.open(round)
    hands.click("审读正文")
    said(hands, "312.4亿元", "与统计公报不符，公报是321.4亿元。", "321.4亿元")
    said(hands, "成都、重庆等地", "建议补销往外省的数量。")
    hands.look("审读正文")

    hands.enter("zongzuan")
    hands.open(round)
    hands.click("逐条看和答复")
    answered(hands, "与统计公报不符", "采纳")
    with hands.refused(409):
        row = hands.row("建议补销往外省", ".opinions li")
        hands.press(row.find_element("css selector", "input[value='不采纳']"))
        hands.click("记下答复", row)
        hands.sees("写明理由")
    hands.open(f"{round}opinions/")
    answered(hands, "建议补销往外省", "不采纳", "统计口径没有这一项，已问经济信息化局。")
    hands.sees("采纳1条", "不采纳1条", "未答复0条")
    hands.look("意见")
    form = zipfile.ZipFile(io.BytesIO(hands.fetched("意见采纳情况表（Word 两栏）")))
    words = form.read("word/document.xml").decode()
    for one in ("与统计公报不符", "采纳", "统计口径没有这一项"):
        assert one in words


def test_7_opinions_on_paper_come_back_by_page_and_line(
    hands: Hands, paper: Paper, tmp_path: Path
) -> None:
    round = sent_in(hands, brought_in(hands, "青浣园区年鉴", paper("园区.docx", *LINES)))
    hands.fill("送审本份数", "1")
    hands.click("印送审本")
    hands.finished()
    box = zipfile.ZipFile(io.BytesIO(hands.fetched("下载结果")))
    copy = box.read("送审本-第01本.pdf")
    (sheet,) = pypdfium2.PdfDocument(copy)
    words = sheet.get_textpage().get_text_range().split("\r\n")
    assert "初审送审本 第 1 本" in words[1] and "第 1 页" in words[-8]
    assert words[-7:] == list("1234567")  # lines are numbered in the margin
    assert "86" in words[1 + 3]  # after the head of the page: so the figure stands in line 3

    # the desk shows the printed words of a page and line while they are typed
    hands.open(f"{round}opinions/")
    hands.fill("页", "1")
    hands.fill("行", "3")
    hands.until(lambda: "86家" in hands.told("#printed"))
    hands.fill("意见", "企业数请与四经普核对。")
    hands.fill("提出人", "老主任张守拙")
    hands.click("登记")
    hands.sees("意见已登记", "企业数请与四经普核对")

    book, file = Workbook(), tmp_path / "专家意见（何）.xlsx"
    rows = book.create_sheet("意见", 0)
    rows.append(["页码", "行次", "修改意见", "建议修改为", "专家姓名"])
    rows.append([1, 3, "“规模以上”标准请加注。", "", "何专家"])
    book.save(file)
    hands.pick("Excel 或 Word 意见表", file)
    hands.click("读入")
    hands.sees("读入1条")
    row = hands.row("“规模以上”标准请加注。", ".opinions li")
    assert "何专家" in row.text and "第1页" in row.text
    assert row.find_elements("css selector", ".about")  # and stands on the words themselves
    hands.look("纸上的意见")
