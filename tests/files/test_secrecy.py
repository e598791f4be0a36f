"""A secrecy marking at the head keeps a document out; the same words in prose do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.files.secrecy import secrecy_mark

SHARED = Path(__file__).parents[3] / "shared" / "data"

MARKED = [
    (["秘密★10年", "关于某事的报告"], "秘密★10年"),
    (["机密★", "某县武装部志"], "机密★"),
    (["绝密★长期"], "绝密★长期"),
    (["机 密 ★ 1年"], "机密★1年"),
    (["机　密　★　１年"], "机密★１年"),
    (["秘密*5年"], "秘密*5年"),
    (["秘密☆六个月"], "秘密☆六个月"),
    (["000123", "机密★1年", "特急"], "机密★1年"),
    (["000123 机密★1年 特急"], "机密★1年"),
    (["特急  秘密★6个月"], "秘密★6个月"),
    (["", "　", "秘密"], "秘密"),
    (["某某县志（送审稿）", "机 密", "某某县志编纂委员会"], "机密"),
    (["【绝密】"], "绝密"),
    (["绝密★启用前", "2024年试卷"], "绝密★启用前"),
    (["密级：机密", "编号：12"], "机密"),
    (["密级", "秘密", "保管期限", "长期"], "秘密"),
    (["秘密★10年  关于印发方案的通知"], "秘密★10年"),
    (["# 机密★3年", "正文"], "机密★3年"),
    (["**秘密★5年**", "正文"], "秘密★5年"),
    (["> 密级：**机密**"], "机密"),
    (["核心商密★5年"], "核心商密★5年"),
    (["機密★十年"], "機密★十年"),
    (["第一行", "第二行\n机密★2年"], "机密★2年"),
]

PASSING = [
    ["中华人民共和国保守国家秘密法"],
    ["第二章 国家秘密的范围和密级", "第十条 国家秘密的密级分为绝密、机密、秘密三级。"],
    ["内部", "某县年鉴"],
    ["内部资料 注意保存"],
    ["密级：内部"],
    ["密级：无"],
    ["密级：公开"],
    ["某县保密工作", "文件须在首页标明“机密★10年”字样，再行登记。"],
    ["国家秘密的密级", "绝密", "机密", "秘密"],
    ["密级", "秘密", "机密", "绝密", "合计"],
    ["某县保密志", "概述", "正文", "正文", "**秘密**", "正文"],
    ["某法", "秘密", "第一条　秘密是指……"],
    ["保密志", "概述", "机构", "制度", "秘密"],
    ["秘密战线", "1938年，中共地下组织在县城建立秘密联络站。"],
    ["机密文件管理办法"],
    ["绝密级国家秘密的保密期限不超过三十年。"],
    ["秘密书写与机密通信的历史"],
    ["# 秘密", "这一章写秘密战线。"],
    [],
    [""],
]


@pytest.mark.parametrize(("lines", "mark"), MARKED)
def test_a_marking_at_the_head_is_found(lines: list[str], mark: str) -> None:
    assert secrecy_mark(lines) == mark


@pytest.mark.parametrize("lines", PASSING)
def test_the_words_in_prose_and_headings_pass(lines: list[str]) -> None:
    assert secrecy_mark(lines) is None


def test_a_bare_level_in_a_page_header_counts() -> None:
    assert secrecy_mark(["正文"] * 9, ["某县志", "机密"]) == "机密"
    assert secrecy_mark(["正文"] * 9, ["第1页", "内部资料"]) is None


def test_a_marking_deep_in_the_text_is_quoted_not_borne() -> None:
    assert secrecy_mark(["正文"] * 60 + ["秘密★10年"]) is None


def test_no_law_of_the_trade_is_taken_for_a_secret() -> None:
    laws = sorted((SHARED / "modern" / "laws_core").glob("*.md"))
    if not laws:
        pytest.skip("../shared is not here")
    for law in laws:
        assert secrecy_mark(law.read_text(encoding="utf-8").splitlines()) is None, law.name
