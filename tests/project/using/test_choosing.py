"""From a search to a chosen card: the program offers, the editor chooses, everything is 待核."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from fangzhi.cli.main import main
from fangzhi.project.using.candidates import gather
from fangzhi.project.using.choosing import take
from fangzhi.project.using.dossier import KINDS, DossierFault, Kind, read_dossier
from fangzhi.project.using.shelf import Shelf
from fangzhi.project.using.starting import start
from tests.project.using.shelves import TEXT, card, dossier_in, shelf_with

SEARCH = '\n[[searches]]\nid = "检1"\nwords = "大水"\n\n[[claims]]\nid = "水患"\n'


def _edit(path: Path, row: int, **cells: str) -> None:
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column or 0 for cell in sheet[1]}
    for name, words in cells.items():
        sheet.cell(row, heads[name], words)
    book.save(path)


def _gathered(tmp_path: Path) -> tuple[Path, Shelf]:
    folder = dossier_in(tmp_path / "案卷", SEARCH)
    dossier = read_dossier(folder)
    shelf = Shelf(shelf_with(tmp_path), dossier)
    assert len(gather(folder, dossier, shelf).candidates) == 2
    return folder, shelf


def test_nothing_is_chosen_by_the_program(tmp_path: Path) -> None:
    folder, shelf = _gathered(tmp_path)
    sheet = openpyxl.load_workbook(folder / "候选.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[-1]) for row in rows] == [(None, "待核"), (None, "待核")]
    assert take(folder, read_dossier(folder), shelf) == ()


def test_a_chosen_quotation_is_trimmed_found_again_and_kept_as_unchecked(tmp_path: Path) -> None:
    folder, shelf = _gathered(tmp_path)
    _edit(folder / "候选.xlsx", 2, 选用="是", 引文="二年夏大水", 主张="水患", 时期="清")
    [taken] = take(folder, read_dossier(folder), shelf)
    dossier = read_dossier(folder)
    assert dossier.cards == (taken,)
    assert TEXT[taken.start : taken.end] == "二年夏大水"
    assert (taken.claim, taken.period, taken.checked_by) == (("水患",), "清", "")
    assert "待核" in (folder / "案卷.toml").read_text(encoding="utf-8")
    assert take(folder, dossier, shelf) == ()  # not twice


def test_words_that_do_not_stand_in_the_work_are_refused(tmp_path: Path) -> None:
    folder, shelf = _gathered(tmp_path)
    before = (folder / "案卷.toml").read_bytes()
    _edit(folder / "候选.xlsx", 2, 选用="是", 引文="二年秋大水")
    with pytest.raises(DossierFault, match="附近没有“二年秋大水”"):
        take(folder, read_dossier(folder), shelf)
    assert (folder / "案卷.toml").read_bytes() == before


def test_gathering_again_keeps_what_was_chosen(tmp_path: Path) -> None:
    folder, shelf = _gathered(tmp_path)
    _edit(folder / "候选.xlsx", 3, 选用="是", 备注="第二次大水")
    gather(folder, read_dossier(folder), shelf)
    [taken] = take(folder, read_dossier(folder), shelf)
    assert taken.note == "第二次大水"


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_dossier_can_be_read_and_is_never_overwritten(tmp_path: Path, kind: Kind) -> None:
    start(tmp_path / "新卷", kind, "茶")
    dossier = read_dossier(tmp_path / "新卷")
    assert (dossier.dossier.kind, dossier.dossier.title) == (kind, "茶")
    with pytest.raises(DossierFault, match="没有改动"):
        start(tmp_path / "新卷", kind)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("[form]\nissuer = 3\n", "form.issuer"),
        ("[forms]\n", "不认识“forms”"),
        ('[[cards]]\nid = "一"\n', "缺“work”"),
        ('[[claims]]\nid = "一"\n[[claims]]\nid = "一"\n', "有两个“一”"),
        ('[[sections]]\nhead = "一"\nitems = [{ quote = ["无"] }]\n', "里引的“无”没有"),
        ('[[sections]]\nhead = "一"\nitems = [{ table = "表" }]\n', "要的表“表”没有"),
        ('[[sections]]\nhead = "一"\nitems = [{ form = "甲", say = "乙" }]\n', "有而且只有一样"),
        ("[form\n", "第5行"),
    ],
)
def test_a_faulty_dossier_says_where(tmp_path: Path, body: str, told: str) -> None:
    with pytest.raises(DossierFault) as caught:
        read_dossier(dossier_in(tmp_path, body))
    assert told in str(caught.value)


def test_the_command_says_in_chinese_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["use", "build", str(tmp_path), "--library", str(tmp_path / "无")]) == 2
    assert "没有资料库" in capsys.readouterr().err
    assert main(["use", "init", str(tmp_path / "卷"), "--kind", "专题"]) == 0
    assert main(["use", "gather", str(tmp_path / "卷"), "--library", str(tmp_path)]) == 2


def test_one_command_shelves_the_books_and_builds_the_products(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "某志.txt").write_text(TEXT, encoding="utf-8")
    folder = dossier_in(tmp_path / "案卷", card("证1", "二年夏大水"), "专题")
    told = ["--library", str(tmp_path / "资料库"), "--out", str(tmp_path / "成品")]
    told += ["--from", str(tmp_path / "某志.txt")]
    assert main(["use", "build", str(folder), *told]) == 0
    assert "引文 1 条，逐字相符；1 条待核影印本" in capsys.readouterr().err
    assert (tmp_path / "成品" / "试" / "试·出处版.pdf").is_file()
