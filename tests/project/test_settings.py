"""fangzhi.toml: what is read, what is named as wrong, and what it falls back to."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fangzhi.compile.kinds import find_kind
from fangzhi.project.folder import input_files, natural_key
from fangzhi.project.init import AlreadyThere, init, kinds_with_outlines, settings_text
from fangzhi.project.load import load
from fangzhi.project.settings import Told, tell
from fangzhi.project.toml import read_settings

EXAMPLE = Path(__file__).parents[2] / "examples" / "青浣年鉴"


def told(folder: Path, text: str, name: str = "fangzhi.toml") -> Told:
    (folder / name).write_text(text, encoding="utf-8")
    return tell(read_settings(folder), folder)


def words(told: Told) -> str:
    return "\n".join(finding.message for finding in told.complaints)


def test_the_shipped_county_is_read_whole() -> None:
    read = tell(read_settings(EXAMPLE), EXAMPLE)
    assert (read.work.volume_year, read.work.area) == (2025, "青浣县")
    assert read.check.switches["year_connector"] == "—"
    assert read.document("17县志·人物传.docx")["lower"] == "2005"
    assert "周启明" in read.work.persons
    assert read.complaints == ()


def test_fangzhi_toml_wins_over_work_toml(tmp_path: Path) -> None:
    (tmp_path / "work.toml").write_text('[work]\ntitle = "旧"\nkind = "村志"\n', encoding="utf-8")
    assert tell(read_settings(tmp_path), tmp_path).work.title == "旧"
    assert told(tmp_path, '[work]\ntitle = "新"\nkind = "村志"\n').work.title == "新"


def test_a_folder_without_settings_takes_its_own_name() -> None:
    read = tell(read_settings(EXAMPLE.parent), EXAMPLE.parent)
    assert (read.work.title, read.complaints) == ("examples", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[work]\nkind = "诗集"\n', "不认识的种类“诗集”，已按“部门志”编排"),
        (
            '[work]\nkind = "综合年鉴+志书选章"\n',
            "不认识的种类“综合年鉴+志书选章”，已按“综合年鉴”编排。可用的种类见 fangzhi init --help。",
        ),
        ('[work]\nkind = "村志"\ntitel = "x"\n', "不认识“titel”（是不是“title”？）"),
        ('[wrok]\nkind = "村志"\n', "不认识的一节 [wrok]（是不是“work”？）"),
        ('[work]\nkind = "村志"\nvolume_year = "二〇二五"\n', "volume_year 要写成数字"),
        ("[work\n", "写法有误，整个文件没有采用"),
        ('[work]\nkind = "村志"\n[rules]\noff = ["R037"]\n', "off = { R037"),
        ('[work]\nkind = "村志"\n[[documents]]\nkind = "志"\n', '没有写 file = "文件名"'),
        (
            '[work]\nkind = "村志"\n[[outline]]\ntitel = "概述"\n',
            "[[outline]]第1项里不认识“titel”（是不是“title”？）",
        ),
    ],
)
def test_faults_of_the_settings_are_named_and_the_rest_still_holds(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert expected in words(told(tmp_path, text))


def test_one_wrong_row_or_switch_leaves_the_others_in_force(tmp_path: Path) -> None:
    read = told(
        tmp_path,
        "[work]\nkind = '镇志'\n[switches]\nlength_unit = '公里'\nmarket_units = ['亩', '担']\n"
        "mass_unit = ['公斤', 3]\n"
        "[index]\nsubjects = ['蚕桑', 3, '渔业']\n"
        "[[outline]]\ntitle = '建置'\n[[outline]]\ntitle = '蚕桑'\nowner = '老李'\n"
        "[[outline.nodes]]\ntitle = '养蚕'\nfiles = '养蚕*'\n[[outline]]\nunit = '农业局'\n",
    )
    assert read.check.switches == {"length_unit": "公里", "market_units": "亩、担"}
    assert read.work.subjects == ("蚕桑", "渔业")
    assert [item.title for item in read.work.outline] == ["建置", "蚕桑"]
    assert [item.title for item in read.work.outline[1].nodes] == ["养蚕"]
    said = words(read)
    for fault in (
        "[switches]的“mass_unit”",
        "subjects第2项",
        "不认识“owner”",
        "“files”",
        "第3项没有写（或写得不能用）title",
    ):
        assert fault in said
    assert "Expected" not in said


def test_a_flag_written_as_words_leaves_no_manuscript_out(tmp_path: Path) -> None:
    read = told(
        tmp_path,
        "[work]\nkind = '县志'\narea = {name = '清溪县'}\nlower = true\nupper = 1911\n"
        "[[documents]]\nfile = '甲.txt'\nskip = 'false'\nupper = []\nlower = 2005-12-31\n"
        "[[documents]]\nfile = '乙.txt'\nprior_volume = '否'\nencoding = 'gbk'\n",
    )
    for fault in ("“甲.txt”的 skip 要写成", "“甲.txt”的 upper 要写成文字", "“乙.txt”的 prior_volume",
                  "area 要写成文字", "lower 要写成文字", "不认识“encoding”"):  # fmt: skip
        assert fault in words(read)
    assert (read.work.area, read.work.period.start, read.work.period.end) == ("", "1911", "")
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text("第一章 水利\n\n全县有水库12座。", encoding="utf-8")
    project = load(tmp_path)
    assert [file.name for file in project.files] == ["乙.txt", "甲.txt"]
    assert (len(project.contributions), project.priors) == (2, ())
    assert read.check.for_document("甲.txt").lower == "2005-12-31"


def test_settings_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    (tmp_path / "fangzhi.toml").write_bytes('[work]\ntitle = "县志"\n'.encode("gb18030"))
    assert "不是 UTF-8" in words(tell(read_settings(tmp_path), tmp_path))


@pytest.mark.parametrize("kind", kinds_with_outlines())
def test_init_writes_settings_that_read_back_without_a_complaint(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "新志"
    init(folder, kind, "新志")
    read = tell(read_settings(folder), folder)
    assert (read.work.kind.name, read.work.title) == (kind, "新志")
    assert read.complaints == ()


def test_the_village_outline_has_its_parts_in_order() -> None:
    kind = find_kind("村志")
    assert kind is not None
    table = tomllib.loads(settings_text(kind, "某村志"))
    titles = [item["title"] for item in table["outline"]]
    assert titles[:5] == ["序", "凡例", "概述", "大事记", "村落"]
    assert [node["title"] for node in table["outline"][4]["nodes"]][-1] == "村民小组"


def test_init_never_overwrites(tmp_path: Path) -> None:
    init(tmp_path, "村志")
    before = (tmp_path / "fangzhi.toml").read_bytes()
    with pytest.raises(AlreadyThere):
        init(tmp_path, "县志")
    assert (tmp_path / "fangzhi.toml").read_bytes() == before


def test_outputs_hidden_files_and_lock_files_are_never_input(tmp_path: Path) -> None:
    for name in ("10丙.docx", "2乙.docx", "1甲/3.docx", "成书/甲.docx", "检查/批注/甲.docx",
                 ".fangzhi/x.bin", "~$2乙.docx", "fangzhi.toml", "work.toml"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    names = [path.relative_to(tmp_path).as_posix() for path in input_files(tmp_path)]
    assert names == ["1甲/3.docx", "2乙.docx", "10丙.docx"]


def test_numbers_in_names_sort_as_numbers() -> None:
    assert sorted(["第10章", "第2章", "第1章"], key=natural_key) == ["第1章", "第2章", "第10章"]


def test_recognition_can_be_switched_off_and_a_wrong_switch_is_named(tmp_path: Path) -> None:
    assert told(tmp_path, "[work]\nkind = '村志'\n").recognize
    assert not told(tmp_path, "[work]\nkind = '村志'\nocr = false\n").recognize
    wrong = told(tmp_path, "[work]\nkind = '村志'\nocr = 'no'\n")
    assert wrong.recognize and "ocr 要写成 true 或 false" in words(wrong)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[work]\ntitle = '清溪\n", "引号没有成对"),
        ("[work]\ntitle '清溪'\n", "漏了等号"),
        ("[work]\ntitle = 清溪\n", "要加英文引号"),
        ("[work]\ntitle = '甲'\ntitle = '乙'\n", "写了两次"),
        ("[work]\ntitle：'清溪'\n", "第2行"),
    ],
)
def test_a_settings_file_that_cannot_be_read_is_told_in_chinese(
    tmp_path: Path, text: str, said: str
) -> None:
    complaint = words(told(tmp_path, text)).splitlines()[0]
    assert said in complaint and "整个文件没有采用" in complaint
    assert not any(word in complaint for word in ("line", "Illegal", "Expected", "Invalid"))
