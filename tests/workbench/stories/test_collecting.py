"""Collecting: a renamed file of last year's, a call answered on a phone, a doubtful file asked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from fangzhi.workbench.example.collecting import _a_year_on
from tests.workbench.ready import ROOT
from tests.workbench.stories.hands import Hands

EXAMPLE = ROOT / "examples" / "青浣年鉴"
Paper = Callable[..., Path]


def board(hands: Hands) -> None:
    """Go to the call of the example as an editor does."""
    hands.open("/admin/")
    hands.click("组稿收稿")
    hands.click("青浣年鉴（2026）·2025年稿")


def taken_in(hands: Hands, *files: Path) -> None:
    """Take received files in and wait until they are recognized."""
    hands.click("收稿（传入收到的文件）")
    hands.pick("微信、邮件里收到的文件", *files)
    hands.click("收下来认")
    hands.finished()


def test_1_a_renamed_file_of_last_year_is_refused_corrected_and_taken(
    hands: Hands, tmp_path: Path
) -> None:
    renamed = tmp_path / "新建 Microsoft Word 文档(9).docx"
    shutil.copyfile(EXAMPLE / "04工业经济.docx", renamed)
    hands.enter("bianji")
    board(hands)
    taken_in(hands, renamed)
    board(hands)
    hands.click("第1稿", hands.row("经济信息化局"))
    lead = hands.told(".lead")
    assert lead.startswith("经济信息化局交的是去年的稿")
    hands.look("来稿")
    hands.click("退回修改")
    hands.sees("已退回", lead)

    # the writer gets a link, opens it on the phone, reads why, and sends the paper written anew
    hands.click("交稿经过")
    hands.click("做一条链接")
    address = hands.told("#address").strip()
    hands.leave()
    hands.narrow()
    assert lead in hands.open(address)
    mended = tmp_path / "工业定稿.docx"
    mended.write_bytes(_a_year_on((EXAMPLE / "04工业经济.docx").read_bytes(), 3))
    hands.pick("填好的 Word", mended)
    hands.click("传上去，马上检查")
    hands.sees("检查结果", "传来的文件")
    assert "交的是去年的稿" not in hands.told("#report")
    hands.fill("审核的分管领导姓名", "钱副局长")
    hands.fill("撰稿人姓名", "小郑")
    hands.fill("联系电话", "13800000000")
    hands.look("供稿页")
    hands.narrow()
    hands.click("提交给编辑部")
    hands.sees("第2稿已提交", "下载签批单")

    hands.wide()
    hands.enter("bianji")
    board(hands)
    hands.click("第2稿", hands.row("经济信息化局"))
    hands.sees("小郑 13800000000", "钱副局长")
    hands.click("收下，放进篇目")
    hands.sees("已收下")
    board(hands)
    assert "已收" in hands.row("经济信息化局").text


def test_2_a_call_is_made_letters_go_out_and_a_writer_answers_on_the_phone(hands: Hands) -> None:
    hands.enter("zongzuan")
    hands.open("/admin/")
    hands.click("志书和年鉴")
    hands.fill("书名", "青浣县茶志")
    hands.choose("种类", "专业年鉴")
    hands.choose("篇目", "不用样板")
    hands.click("新建")
    hands.sees("还没有篇目")
    hands.fill("标题", "茶园")
    hands.choose("层级", "章")
    hands.choose("承编（供稿）单位", "农业农村局")
    hands.click("添加")
    hands.until(lambda: hands.driver.find_elements("css selector", ".outline li[data-page]"))
    hands.click("组稿收稿")
    hands.click("为《青浣县茶志》组稿")
    hands.tick("茶园")
    hands.fill("记述哪一年", "2025")
    hands.fill("交稿期限", "2099-03-31")
    hands.fill("联系人", "李文秀")
    hands.look("组稿")
    hands.click("做出组稿")
    hands.sees("青浣县茶志", "未交")
    hands.click("微信文本和链接")
    hands.click("给所有单位做链接")
    hands.sees("已为1个单位各做了一条供稿链接", "/g/")
    letter = hands.told(".letter .words")
    assert "农业农村局" in letter and "3月31日" in letter
    address = next(word for word in letter.split() if "/g/" in word)
    hands.look("微信文本")

    hands.leave()
    hands.narrow()
    hands.open("http" + address.split("http")[1])
    hands.sees("农业农村局，您好", "2099-03-31 前交")
    hands.fill("一行一段", "2025年末，全县茶园2.3万亩，全年产干茶1712吨。")
    hands.click("改好了")
    hands.sees("检查结果")
    hands.fill("审核的分管领导姓名", "周副局长")
    hands.fill("撰稿人姓名", "小吴")
    hands.fill("联系电话", "13900000000")
    hands.look("手机供稿")
    hands.narrow()
    hands.click("提交给编辑部")
    hands.sees("第1稿已提交")

    hands.wide()
    hands.enter("zongzuan")
    hands.open("/admin/")
    hands.click("组稿收稿")
    hands.click("青浣县茶志·2025年稿")
    hands.click("第1稿", hands.row("农业农村局"))
    hands.sees("审核领导 周副局长", "1712吨")


def test_3_a_file_that_nobody_can_place_is_asked_about_and_answered(
    hands: Hands, paper: Paper
) -> None:
    hands.enter("bianji")
    board(hands)
    taken_in(hands, paper("IMG扫描转文字.docx", "有关情况说明", "全年办理建议和提案，按期答复。"))
    board(hands)
    hands.click("待认（")
    hands.sees("IMG扫描转文字.docx")
    asked = hands.row("IMG扫描转文字.docx", "section.asked")
    hands.look("待认")
    hands.choose("单位", "人大办公室")
    hands.click("就是它", asked)
    hands.sees("已认定是人大办公室的")
    board(hands)
    hands.click("第1稿", hands.row("人大办公室"))
    hands.sees("人大办公室第1稿", "全年办理建议和提案")
