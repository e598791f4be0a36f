"""What an import tells: each thing to heed with the words or the file that it is about."""

from __future__ import annotations

from fangzhi.model.finding import Finding, Place
from fangzhi.workbench.works.carrying import below, named


def test_a_thing_to_heed_names_what_it_is_about_once() -> None:
    late = Finding(
        rule="R220",
        level="体",
        message="这一条排在了日期更晚的条目之后。",
        text="3月5日，县政府召开会议",
    )
    assert named(late) == "“3月5日，县政府召开会议”：这一条排在了日期更晚的条目之后。"
    file = Finding(rule="R000", level="体", message="文件是空的。", place=Place("综述.docx"))
    assert named(file) == "“综述.docx”：文件是空的。"
    told = Finding(rule="R000", level="体", message="综述.docx 打不开。", place=Place("综述.docx"))
    assert named(told) == "综述.docx 打不开。"


def test_the_picked_folder_is_no_chapter_and_folders_inside_it_are() -> None:
    assert below(["来稿/01综述.docx", "来稿/农业/02茶.docx"]) == ["01综述.docx", "农业/02茶.docx"]
    assert below(["来稿\\01综述.docx"]) == ["01综述.docx"]
    assert below(["", "来稿/01综述.docx"]) == ["", "来稿/01综述.docx"]
    assert below(["甲/1.docx", "乙/2.docx"]) == ["甲/1.docx", "乙/2.docx"]
    assert below([]) == []
