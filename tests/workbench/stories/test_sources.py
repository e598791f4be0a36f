"""A source is registered, a witness heard with what he allows; what strayed in is taken out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.workbench.stories.hands import Hands

Paper = Callable[..., Path]


def test_10_a_source_an_old_boatman_and_a_paper_that_must_not_be_here(
    hands: Hands, paper: Paper, tmp_path: Path
) -> None:
    hands.enter("zongzuan")
    hands.open("/sources/")
    hands.click("登记资料")
    hands.fill("题名", "青浣县水利局1986年工作总结")
    hands.choose("类别", "档案")
    hands.fill("形成时间", "1986-12")
    hands.fill("保管单位", "青浣县档案馆")
    hands.fill("档号", "J012-3-45")
    hands.pick("原件", paper("工作总结.docx", "1986年，全县新修山坪塘47口。"))
    hands.look("登记资料")
    hands.click("保存")
    hands.sees("工作总结.docx", "SHA-256")
    hands.sees("现在不可以进入公开的成果")
    hands.look("一件资料")

    # oral history: who speaks, what he allows, until when it stays closed
    hands.open("/oral/")
    hands.click("登记口述者")
    hands.fill("姓名", "罗船生")
    hands.fill("籍贯", "青浣云门滩")
    hands.click("保存")
    hands.choose("口述者", "罗船生")
    hands.fill("题名", "浣水上的木船")
    hands.fill("访谈日期", "2026-11-01")
    hands.fill("采访人", "李文秀")
    hands.choose("授权范围", "供编纂和研究")
    hands.fill("在此日期之前不公开", "2050-01-01")
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(picture, "PNG")
    consent = tmp_path / "授权书.png"
    consent.write_bytes(picture.getvalue())
    hands.pick("口述者签名的授权书", consent)
    hands.look("登记访谈")
    hands.click("保存")
    hands.sees("供编纂和研究", "2050-01-01 之前不公开", "现在不可以进入公开的成果")
    hands.open("/oral/")
    assert "2050-01-01 前不公开" in hands.row("浣水上的木船").text
    hands.look("口述历史")

    # a paper that should never have come in: found, isolated, gone
    hands.open("/sources/new/")
    hands.fill("题名", "某工程内部情况")
    hands.choose("类别", "档案")
    hands.pick("原件", paper("误传.docx", "不应进入本系统的内容。"))
    hands.click("保存")
    hands.sees("误传.docx")
    strayed = hands.driver.current_url
    hands.fill("写“隔离”", "隔离")
    hands.click("隔离", "form[action$='isolate/']")
    hands.sees("已隔离", "现在请这样做")
    hands.look("误入处置")
    hands.open("/sources/?words=某工程")
    hands.sees("共 0 件")
    words = hands.open(strayed)
    assert "某工程" not in words and "误传.docx" not in words
    with hands.refused(404):
        assert "没有这个页面" in hands.open(strayed + "original/")
    hands.open("/sources/?words=水利局")
    hands.sees("共 1 件", "青浣县水利局1986年工作总结")
