"""Whose a returned file is: seen by every sign it still bears, asked where the signs are few."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from fangzhi.compile.settings import OutlineItem
from fangzhi.project.calling.call import Asked, call_from_outline
from fangzhi.project.calling.incoming.matching import Match, known_of, match
from fangzhi.project.calling.papers.pack import pack
from tests.project.calling.conftest import Made
from tests.project.calling.county import (
    SOURCES,
    UNITS,
    fill_in,
    lasts_of,
    lines_of,
    pack_of,
    read_here,
    without_ids,
)
from tests.written import settings


def matched(made: Made, path: Path) -> Match:
    _, project, call = made
    return match(read_here(path), known_of(call, lasts_of(project, call)))


@pytest.mark.parametrize("unit", UNITS)
def test_a_filled_pack_is_its_units_under_any_name(made: Made, tmp_path: Path, unit: str) -> None:
    path = fill_in(
        pack_of(made[0], unit), lines_of(unit), tmp_path / "新建 Microsoft Word 文档(3).docx"
    )
    found = matched(made, path)
    assert found.is_sure and found.unit == unit
    assert found.evidence[0] == f"文件属性里的编号是{unit}的"


@pytest.mark.parametrize("unit", UNITS)
def test_without_properties_bookmarks_and_footer_the_printed_code_tells(
    made: Made, tmp_path: Path, unit: str
) -> None:
    path = fill_in(pack_of(made[0], unit), lines_of(unit), tmp_path / "稿子 最终版 最新.docx")
    found = matched(made, without_ids(path, tmp_path / "再存.docx"))
    assert found.is_sure and found.unit == unit
    assert found.evidence[0] == f"印着{unit}的回收编号"


@pytest.mark.parametrize("unit", UNITS)
def test_a_text_of_the_units_own_is_known_by_last_years_words_and_its_title(
    made: Made, tmp_path: Path, unit: str
) -> None:
    shutil.copy(SOURCES / f"{UNITS[unit][0]}.docx", tmp_path / "文档1.docx")
    found = matched(made, tmp_path / "文档1.docx")
    assert found.is_sure and found.unit == unit
    assert any("上年稿相同" in words for words in found.evidence)


def test_a_text_that_nothing_speaks_for_is_asked(made: Made, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("2024年，各项工作有序开展，完成年初确定的任务。")
    document.save(str(tmp_path / "总结.docx"))
    found = matched(made, tmp_path / "总结.docx")
    assert not found.is_sure and found.unit == ""
    assert found.doubt == "看不出是哪个单位的稿"


def test_a_name_alone_is_not_enough(made: Made, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("2024年，各项工作有序开展，与水务局联合检查3次。")
    document.save(str(tmp_path / "总结.docx"))
    found = matched(made, tmp_path / "总结.docx")
    assert not found.is_sure and found.unit == "水务局"
    assert found.doubt == "像是水务局的，凭据不足"


def test_one_units_pack_with_another_units_words_is_asked(made: Made, tmp_path: Path) -> None:
    path = fill_in(pack_of(made[0], "水务局"), lines_of("教育局"), tmp_path / "稿.docx")
    found = matched(made, path)
    assert found.doubt == "编号是水务局的，内容却像教育局的"


def test_the_pack_of_another_year_is_told(made: Made, tmp_path: Path) -> None:
    project = made[1]
    earlier = call_from_outline(project.told.work, Asked("2024-05-31", year=2023))
    task = earlier.task("水务局")
    assert task is not None
    (tmp_path / "稿.docx").write_bytes(pack(earlier, task))
    for path in (tmp_path / "稿.docx", without_ids(tmp_path / "稿.docx", tmp_path / "再存.docx")):
        assert matched(made, path).doubt == "这是另一次组稿（记述2023年）的文件，这次要写的是2024年"


def test_a_unit_named_inside_a_longer_name_is_not_named(tmp_path: Path) -> None:
    outline = (OutlineItem("民政", unit="民政局"), OutlineItem("民政服务", unit="老城民政局"))
    call = call_from_outline(settings("综合年鉴", *outline), Asked("2024-05-31"))
    document = Document()
    document.add_paragraph("2024年，服务中心开业。")
    document.add_paragraph("老城民政局")
    document.save(str(tmp_path / "老城民政局.docx"))
    found = match(read_here(tmp_path / "老城民政局.docx"), known_of(call, {}))
    assert found.unit == "老城民政局" and found.others == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")
def test_every_id_outlives_saving_by_another_office_program(made: Made, tmp_path: Path) -> None:
    path = fill_in(pack_of(made[0], "水务局"), lines_of("水务局"), tmp_path / "稿.docx")
    home = tmp_path / "office"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "另存"), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    signs = read_here(tmp_path / "另存" / "稿.docx").signs
    before = read_here(path).signs
    assert signs == before
    assert re.fullmatch(r"\w{16}/\w{16}/2024", signs.hidden)
    assert len(signs.tasks) == len(signs.codes) == len(signs.numbers) == 1
