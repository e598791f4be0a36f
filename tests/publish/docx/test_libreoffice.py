"""The whole planted book through LibreOffice and back: every word, cell and note is still there."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from fangzhi.compile.printable import printable
from fangzhi.project.checking import compile_project
from fangzhi.project.load import load
from fangzhi.publish.docx.render import render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOFFICE = shutil.which("soffice")
PLANTED = Path(__file__).parents[4] / "shared" / "data" / "planted" / "manuscripts"

pytestmark = [
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice 未安装，不能试开"),
    pytest.mark.skipif(not PLANTED.is_dir(), reason="没有旁边的 shared 文件夹里的样稿"),
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Our file, and what LibreOffice saves when it has opened it."""
    folder = tmp_path_factory.mktemp("libreoffice")
    shutil.copytree(PLANTED, folder / "来稿")
    project = load(folder / "来稿", keep=False)
    result = render(printable(compile_project(project).book), project.assets, folder)
    ours = shutil.copy(folder / result.files[0], folder / "书.docx")
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation={(folder / 'lo').as_uri()}",
               "--convert-to", "docx", "--outdir", str(folder / "out"), str(ours)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return Path(ours).read_bytes(), (folder / "out" / "书.docx").read_bytes()


def part(file: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def words(element: etree._Element) -> str:
    """Give the words in their order without page numbers, which each program counts itself."""
    said: list[str] = []
    codes: list[str] = []
    for one in element.iter(f"{W}t", f"{W}fldChar", f"{W}instrText"):
        if one.tag == f"{W}instrText":
            codes[-1] += one.text or ""
        elif one.tag == f"{W}t":
            if not any("PAGE" in code for code in codes):
                said.append(one.text or "")
        elif one.get(f"{W}fldCharType") == "begin":
            codes.append("")
        elif one.get(f"{W}fldCharType") == "end":
            codes.pop()
    return "".join(said)


def test_every_word_of_the_book_comes_back_in_its_order(both: tuple[bytes, bytes]) -> None:
    ours, theirs = (words(part(file, "document")) for file in both)
    assert len(ours) > 17_000
    assert theirs == ours


def test_every_table_comes_back_cell_by_cell(both: tuple[bytes, bytes]) -> None:
    ours, theirs = (
        [
            [[words(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
            for table in part(file, "document").iter(f"{W}tbl")
        ]
        for file in both
    )
    assert len(ours) > 10
    assert theirs == ours


def test_every_note_comes_back(both: tuple[bytes, bytes]) -> None:
    """LibreOffice puts its own number before a note that bears the writer's."""
    ours, theirs = (
        [re.sub(r"^\d+", "", words(note)) for note in part(file, "footnotes").iter(f"{W}footnote")]
        for file in both
    )
    assert [note for note in ours if note] == [
        "据《浣阳乡土志略》卷二记载，学堂设于文庙西庑，初收学生36人。",
        "何砚耕1926年任校长，时年34岁，旧档作“何彦畊”。",
    ]
    assert [note for note in theirs if note] == [note for note in ours if note]
