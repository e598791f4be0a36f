"""A meeting's paper becomes tasks, one is done with proof, and the quarter is told."""

from __future__ import annotations

import io
import zipfile

from tests.workbench.stories.hands import Hands

NOTES = """青浣县地方志编纂委员会会议纪要
会议传达学习了上级有关地方志工作的文件精神，充分肯定了过去一年的成绩。
会议强调，要重点抓好三项工作：
一要加快推进志书编纂。加快《青浣县志（1986—2025）》编纂（牵头单位：县地方志编纂中心）。
二要出版年鉴。出版《青浣年鉴（2026）》，推进《青浣年鉴（2025）》发行。
三要谋划村志试点。谋划启动柏堰村志编修。
"""


def test_9_a_meeting_becomes_tasks_one_is_proved_and_the_quarter_is_told(hands: Hands) -> None:
    hands.enter("zongzuan")
    hands.open("/office/meetings/")
    hands.fill("粘贴文字", NOTES)
    hands.click("找出要办的事")
    hands.sees("逐条看", "加快《青浣县志（1986—2025）》编纂")
    assert "学习了上级" not in "".join(
        one.text for one in hands.driver.find_elements("css selector", "blockquote")
    )
    hands.look("逐条看")
    hands.click("定下任务")
    hands.sees("落实情况报告（Word）")
    meeting = hands.driver.current_url
    hands.look("会议")
    row = hands.row("青浣县志", ".tree li")
    hands.press(row.find_element("css selector", "a"))
    hands.sees(
        "牵头单位：县地方志编纂中心", "没有佐证不能办结"
    )  # who does it is what the paper says, and no more
    hands.choose("本单位谁来办", "编辑李文秀")
    hands.fill("时限", "2099-12-31")
    hands.click("保存")
    hands.sees("编辑李文秀", "总纂杨明远定")
    hands.fill("办到哪一步了", "完成资料长编，开始试写。")
    hands.click("记下")
    hands.sees("开始试写")
    hands.fill("别处的佐证", "《青浣县志》送审稿样书")
    hands.fill("编号", "样书第1号")
    hands.click("登记", ".three")
    hands.sees("有 1 件佐证")
    hands.look("任务")
    hands.click("办结", "form[action$='close/']")
    hands.sees("办结", "已完成")

    hands.open(meeting)
    assert "已完成" in hands.row("青浣县志", ".tree li").text
    report = zipfile.ZipFile(io.BytesIO(hands.fetched("落实情况报告（Word）")))
    words = report.read("word/document.xml").decode()
    assert "样书" in words and "已完成" in words
    hands.open("/office/notices/")
    hands.click("统计并起草")
    hands.sees("会议议定事项", "草稿")
    told = hands.told(".paper")
    assert "已完成" in told
    hands.look("季度通报")
