"""A table out of a chronicle: rows with evidence, corrections that last."""

from __future__ import annotations

import csv
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from fangzhi.library.extract.corrections import Correction, apply, read, written
from fangzhi.library.extract.recipe import BadRecipe, recipe
from fangzhi.library.extract.rows import Row, extract
from fangzhi.library.extract.table import cells_of, columns_of
from fangzhi.library.index import Library
from fangzhi.library.reuse.between import Source
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.project.comparing.extracting import DataSet, corrections_path, data_writers, run
from fangzhi.project.comparing.sources import source_at

ROOT = Path(__file__).parents[3]
SICHUAN = ROOT / "examples" / "四川通志" / "四川通志_KR2k0052_WYG.jsonl.zst"
RECIPES = ROOT / "examples" / "提取方案"
TOLD = """
title = "山川"
carry = ["县"]
[[context]]
words = "）{县:县名}"
where = "正文"
[[pattern]]
words = "）[{县:县名}]{山:字 1-4}（在縣{方:方位}{里:数}里"
[lists]
县名 = "雙流縣 温江縣"
"""
TEXT = (
    "(附/郭)雙流縣應天山(在縣南八里南接宜城)(山)宜城山(在縣南十里山出紫芝)"
    "温江縣大墓山(在縣北二十五里)女郎山(上南志)宜城山(在縣南十里山出紫芝)"
)


def work(text: str = TEXT) -> Source:
    return Source("w", "某志", Stream(text, (0, 30), ("葉一a", "葉一b")))


def recipe_file(folder: Path, words: str = TOLD) -> Path:
    path = folder / "山川.toml"
    path.write_text(words, encoding="utf-8")
    return path


@cache
def sichuan() -> Source:
    return source_at(SICHUAN)


def judged(name: str) -> list[list[str]]:
    with (ROOT / "docs" / "judged" / name).open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    assert {row[-1] for row in rows} == {"对"}
    return [row[:-1] for row in rows]


def test_rows_quote_what_stands_and_carry_what_was_said_before(tmp_path: Path) -> None:
    rows = run(recipe_file(tmp_path), [work()]).rows
    assert [(r.slots["县"], r.slots["山"], r.values["里"]) for r in rows] == [
        ("雙流縣", "應天山", "8"), ("雙流縣", "宜城山", "10"),
        ("温江縣", "大墓山", "25"), ("温江縣", "宜城山", "10"),
    ]  # fmt: skip
    assert [r.carried for r in rows] == [(), ("县",), (), ("县",)]
    first = rows[0]
    assert first.quotation == "）雙流縣應天山（在縣南八里"
    assert TEXT[first.start : first.end] == ")雙流縣應天山(在縣南八里"
    assert first.cite == "葉一a"
    assert len({row.id for row in rows}) == 4


def test_households_of_the_provincial_chronicle_are_those_counted_by_hand() -> None:
    rows = run(RECIPES / "四川通志户口.toml", [sichuan()]).rows
    made = [
        [r.cite, r.slots["府州"], r.slots["时"], r.values.get("时", ""), r.slots["项"],
         r.slots["数"], r.values["数"]]
        for r in rows
    ]  # fmt: skip
    assert made == judged("extract_hukou.tsv")
    assert len(made) == 61
    assert not [row.note for row in rows if row.note]


def test_mountains_and_waters_of_three_counties_are_those_read_by_hand() -> None:
    rows = run(RECIPES / "四川通志山川里数.toml", [sichuan()]).rows
    assert len(rows) > 2000
    names = ("府", "州县", "名", "治", "方", "里")
    made = [
        [r.cite, *(r.slots[name] for name in names), r.values["里"]]
        for r in rows
        if r.slots.get("州县") in ("成都縣", "華陽縣", "雙流縣")
    ]
    assert made == judged("extract_shanchuan.tsv")
    text = sichuan().stream.text
    for row in rows[::50]:
        words = text[row.start : row.end].replace(")(", "").replace("/", "")
        assert words.translate(str.maketrans("()", "（）")) == row.quotation


def test_what_an_editor_changed_in_the_workbook_is_kept_over_the_next_run(tmp_path: Path) -> None:
    path = recipe_file(tmp_path)
    book = openpyxl.load_workbook(BytesIO(data_writers(run(path, [work()]))[".xlsx"]()))
    sheet = book.active
    assert sheet is not None
    at = {cell.value: cell.column or 0 for cell in sheet[1]}
    sheet.cell(2, at["山"], "應天嶺")
    sheet.cell(3, at["审定"], "不取")
    sheet.cell(4, at["说明"], "另見舊志")
    book.save(tmp_path / "改过.xlsx")
    run(path, [work()], edited=tmp_path / "改过.xlsx")
    again = run(path, [work("新增一段" + TEXT)])
    assert again.rows[0].slots["山"] == "應天嶺"
    assert again.rows[0].mended == {"山": "應天山"}
    assert [row.verdict for row in again.rows] == ["", "不取", "", ""]
    assert again.rows[2].note == "另見舊志"
    assert "编辑改过 1 行、不取 1 行" in again.sentence
    lines = corrections_path(path).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4


def test_a_correction_whose_words_are_gone_is_told_and_not_dropped(tmp_path: Path) -> None:
    path = recipe_file(tmp_path)
    row = run(path, [work()]).rows[0]
    kept = corrections_path(path)
    kept.write_text(written([Correction(row.id, "山", "應天山", "應天嶺", row.quotation)]), "utf-8")
    found = run(path, [work(TEXT.replace("應天山", "靈巖山"))])
    assert [one.id for one in found.lost] == [row.id]
    assert "應天嶺" in kept.read_text(encoding="utf-8")


def test_a_correction_of_words_that_changed_is_asked_again() -> None:
    row = Row("a", "", "某志", "", "", 0, 1, "", "x", "", {"山": "甲山"}, {})
    [made] = apply([row], [Correction("a", "山", "乙山", "丙山")]).rows
    assert made.slots["山"] == "甲山"
    assert "请再核" in made.note


def test_corrections_come_back_as_they_were_written() -> None:
    made = [Correction("b", "审定", "", "不取", "原文"), Correction("a", "山", "甲", "乙", "原文")]
    assert sorted(read(written(made)), key=lambda c: c.id, reverse=True) == made
    with pytest.raises(ValueError, match="第 1 行"):
        read("a\tb")


def test_a_workbook_that_is_not_ours_or_a_wrong_verdict_is_refused(tmp_path: Path) -> None:
    path = recipe_file(tmp_path)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "籍贯"])
    sheet.append(["某", "某縣"])
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(ValueError, match="不是提取写出的表"):
        run(path, [work()], edited=tmp_path / "别的.xlsx")


def test_rows_come_out_of_a_library_and_only_the_works_that_are_asked_for(tmp_path: Path) -> None:
    library = Library(tmp_path / "资料库", create=True)
    streams = [(title, Stream(TEXT, (0,), ("葉一a",))) for title in ("某志", "別志")]
    library.add(
        (Shelved(title, title, title, "", len(stream.text)), stream) for title, stream in streams
    )
    path = recipe_file(tmp_path, 'works = ["《某志》"]\n' + TOLD)
    rows = run(path, [], library).rows
    assert {row.title for row in rows} == {"某志"}
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('title = "x"', "没有 \\[\\[pattern\\]\\]"),
        ('title = "x"\npatern = 1', "不认识"),
        ('title = "x"\n[[pattern]]\nwords = "{物:物产}"', "物产"),
        ('title = "x"\n[[pattern]]\nwords = "{物}"\nset = "人丁"', "应写作"),
        ('title = "x"\n[[pattern]]\nwords = "{物:甲}"\n[lists]\n甲 = "file:没有.tsv"', "读不出"),
        ("title = ", "TOML"),
    ],
)
def test_a_bad_recipe_says_what_is_wrong(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(BadRecipe, match=said):
        run(recipe_file(tmp_path, words), [work()])


def test_the_table_has_a_cell_for_every_head() -> None:
    made = recipe({"title": "x", "pattern": [{"words": "{时:年}置", "set": "项：建置"}]}, Path())
    rows = list(extract(made, [work("雍正六年置")]))
    heads = [head for head, _ in columns_of(made)]
    [cells] = cells_of(made, rows)
    assert len(heads) == len(cells)
    assert dict(zip(heads, cells, strict=True))["时（公元）"] == "1728"
    assert DataSet(made, tuple(rows), ()).sentence == "“x”从 1 种书里取出 1 行。"
