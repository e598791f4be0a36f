"""The last review passes: sealed, approved, released; what the gates refuse; a later edit shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.workbench.stories.hands import Hands
from tests.workbench.stories.test_reviewing import brought_in, sent_in

Paper = Callable[..., Path]
LINES = ("# 林业", "## 造林", "2024年，全县造林面积1320公顷，比上年增加120公顷。")


def submitted(hands: Hands, round: str) -> None:
    """Send the text in for the next step, as the chief editor."""
    hands.enter("zongzuan")
    hands.open(round)
    hands.click("送", f"form[action='{path(round)}submit/']")
    hands.until(lambda: "送审本份数" in hands.words())


def path(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def registered(hands: Hands, round: str, *kinds: str) -> None:
    """Register papers that came back signed, as the chief editor."""
    for kind in kinds:
        hands.open(f"{round}papers/")
        hands.choose("文书", kind)
        hands.fill("签字人", "周正平")
        hands.fill("日期", "2026-11-20")
        hands.fill("文号（编号）", "青府办函〔2026〕7号")
        hands.click("登记", "form[action$='register/']")
        hands.sees("文书已登记")


def measured(hands: Hands, round: str) -> None:
    """Decide what the check found, and have the 质量检查单 made."""
    hands.open(round)
    if "处疑点没有审定" in hands.words():
        hands.click("请先审定")
        raise AssertionError(hands.words())
    hands.click("出质量检查单")
    assert "合格" in hands.finished()


def passed(hands: Hands, round: str, words: str = "通过", opinion: str = "同意。") -> None:
    """Give the conclusion of the step."""
    hands.open(round)
    hands.fill("结论意见", opinion)
    hands.click(words, "form.decide")


def test_8_the_last_review_seals_gates_hold_release_and_a_later_edit_shows(
    hands: Hands, paper: Paper
) -> None:
    outline = brought_in(hands, "青浣造林年鉴", paper("造林.docx", *LINES))
    round = sent_in(hands, outline)
    registered(hands, round, "分管领导签批单")
    hands.enter("chushen")
    passed(hands, round, "初审通过")
    hands.sees("现在：复审")

    submitted(hands, round)
    measured(hands, round)
    registered(hands, round, "保密审查意见")
    hands.enter("fushen")
    passed(hands, round, "复审通过")
    hands.sees("现在：审定")

    submitted(hands, round)
    registered(hands, round, "保密审查意见")
    hands.open(f"{round}papers/")
    hands.click("清点完毕")
    hands.sees("地图已清点")
    hands.enter("zhongshen")
    hands.step_up()
    passed(hands, round, "审定通过", "同意定稿。")
    hands.sees("现在：批准", "定稿")
    hands.look("定稿锁定")

    # releasing without the gates is refused, and stands in the log
    hands.enter("shenfa")
    hands.step_up()
    with hands.refused(409):
        passed(hands, round, "批准通过")
        hands.sees("现在不能通过", "没有《批准文件》", "已记入日志")
    hands.look("没有关口不放行")
    hands.enter("shenji")
    hands.open("/admin/")
    hands.click("日志")
    hands.choose("结果", "拒")
    hands.click("查找")
    hands.sees("审发人周正平", "没有《批准文件》")
    hands.look("日志")

    hands.enter("zongzuan")
    registered(hands, round, "批准文件")
    hands.enter("shenfa")
    passed(hands, round, "批准通过")
    hands.sees("现在：付印")
    hands.enter("zongzuan")
    registered(hands, round, "内部资料准印证", "分管领导签批单")

    # somebody finds a wrong figure under seal: the correction shows, and the book may not go out
    hands.open(round)
    hands.click("定稿后发现错字，要更正")
    hands.fill("要更正的条目", "造林")
    hands.click("查找")
    hands.sees("造林（正文）")  # the page that was asked for, not the one before it
    hands.click("造林", ".desk-page")
    hands.click("2024年，全县造林面积")
    hands.fill("文字", "2024年，全县造林面积1330公顷，比上年增加130公顷。")
    hands.fill("理由", "统计局来函更正")
    hands.click("更正")
    hands.sees("正本已更动", "统计局来函更正")
    hands.look("正本已更动")
    hands.enter("shenfa")
    with hands.refused(409):
        passed(hands, round, "付印签发", "付印。")
        hands.sees("现在不能", "正本已更动")
