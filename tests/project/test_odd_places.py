"""Files with names and in places that an office would not expect: told, and nothing stops."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from fangzhi.check.jsonl import write_jsonl
from fangzhi.project.checking import check_project
from fangzhi.project.load import Project, load

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="needs names of bytes and links"
)
WORDS = "2024年2月30日，全县茶园6.2万亩。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来稿"
    made.mkdir()
    (made / "稿.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "外").mkdir()
    (tmp_path / "外" / "外.txt").write_text("外面的文字。\n", encoding="utf-8")
    return made


def told(project: Project) -> str:
    rows = write_jsonl(check_project(project).findings).decode().splitlines()
    return "\n".join(json.loads(row)["message"] for row in rows)


def test_a_name_that_is_no_utf8_is_told_and_the_rest_is_read(folder: Path) -> None:
    (folder / os.fsdecode(b"\xb2\xe8.txt")).write_text(WORDS, encoding="utf-8")
    project = load(folder)
    assert {file.name: file.read for file in project.files} == {
        "稿.txt": True, "<U+DCB2><U+DCE8>.txt": False,
    }  # fmt: skip
    assert "编码不是 UTF-8" in told(project)


def test_a_link_to_a_folder_outside_is_told(folder: Path) -> None:
    (folder / "链接").symlink_to(folder.parent / "外")
    project = load(folder)
    assert {file.name: file.read for file in project.files} == {"稿.txt": True, "链接": False}
    assert "指向来稿文件夹之外" in told(project)


def test_a_single_file_that_is_a_link_outside_is_told(folder: Path) -> None:
    (folder / "链接.txt").symlink_to(folder.parent / "外" / "外.txt")
    project = load(folder, only=[folder / "链接.txt"], keep=False)
    assert not project.everything_read
    assert "指向来稿文件夹之外" in told(project)
