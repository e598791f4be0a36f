"""What an import tells: each thing to heed with the words or the file that it is about."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from fangzhi.model.finding import Finding, Place
from fangzhi.workbench.jobs import progress, runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.works.carrying import MOST_FILES, below, named, read_in
from fangzhi.workbench.works.models import EntryPage


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


def test_a_file_stays_when_the_server_stops_in_the_midst_and_goes_when_it_is_in(
    work: Any, chief: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(settings.HOME) / "收到" / "一次"
    folder.mkdir(parents=True)
    (folder / "林业.md").write_text("# 林业\n\n## 造林\n\n造林3.2万亩。\n", encoding="utf-8")

    def carried(run: Run) -> Run:
        runs.carry_out.call(run.pk)
        return Run.objects.get(pk=run.pk)

    monkeypatch.setattr(progress, "ENDING", threading.Event())
    progress.ENDING.set()
    stopped = carried(runs.start(chief, "导入", read_in, work, str(folder)))
    assert stopped.state == "中断" and (folder / "林业.md").is_file()
    assert not EntryPage.objects.filter(title__contains="造林").exists()
    progress.ENDING.clear()
    assert carried(runs.again(chief, stopped)).state == "完成"
    assert EntryPage.objects.filter(title__contains="造林").count() == 1 and not folder.exists()
    late = carried(runs.again(chief, stopped))
    assert late.state == "失败" and "重新选文件" in late.message


def test_a_folder_of_as_many_files_as_the_page_promises_is_taken(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)

    def sent(count: int) -> Any:
        files = [SimpleUploadedFile(f"{n}.md", f"# 第{n}篇\n".encode()) for n in range(count)]
        return client.post(f"/works/{work.pk}/import/", {"files": files})

    assert sent(MOST_FILES).status_code == 302
    (folder,) = (Path(settings.HOME) / "收到").iterdir()
    assert len(list(folder.iterdir())) == MOST_FILES
    assert "一次最多" in sent(MOST_FILES + 1).content.decode()
    far = sent(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)
    assert far.status_code == 400 and "文件太多" in far.content.decode()
    assert Run.objects.count() == 1
