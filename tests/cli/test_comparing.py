"""`fangzhi compare reuse | quotes | alike | collate` and `fangzhi extract`, as an editor runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from fangzhi.cli.main import main

BA = "其地東至魚復西至僰道北接漢中南極黔涪土植五穀牲具六畜桑蠶麻苧魚鹽銅鐡丹漆茶蜜"
OLD = f"巴志云{BA}靈龜巨犀山雞白雉。"
NEW = f"舊志載{BA.replace('苧', '紵')}皆納貢之。"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    (tmp_path / "舊志.txt").write_text(OLD, "utf-8")
    (tmp_path / "新志.txt").write_text(NEW, "utf-8")
    (tmp_path / "稿.txt").write_text(
        "《旧志》载：“桑、蚕、麻、纻，鱼、盐、铜、铁”，可证。", "utf-8"
    )
    return tmp_path


def test_reuse_of_two_files_is_said_and_written(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = [str(books / "出" / f"对照{ending}") for ending in (".html", ".xlsx", ".csv", ".xml")]
    names = [str(books / "舊志.txt"), str(books / "新志.txt")]
    assert main(["compare", "reuse", *names, "--json", "--out", *out]) == 0
    shown = capsys.readouterr()
    [one] = json.loads(shown.out)["passages"]
    assert one["a"]["words"] == BA
    assert (one["equal"], one["differ"]) == (len(BA) - 1, 1)
    assert "有 1 处文字相同或大体相同" in shown.err
    assert all(Path(path).stat().st_size for path in out)
    etree.parse(out[3])


def test_quotations_are_checked_against_files_and_a_library(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = str(books / "稿.txt")
    assert main(["compare", "quotes", draft, "--source", str(books / "舊志.txt")]) == 0
    assert "引文与原书不同 1 字：引文作“纻”，原书作“苧”" in capsys.readouterr().out
    library = str(books / "资料库")
    assert main(["library", "add", str(books / "舊志.txt"), "--library", library]) == 0
    assert main(["compare", "quotes", draft, "--library", library, "--json"]) == 0
    [one] = json.loads(capsys.readouterr().out)
    assert (one["verdict"], one["differ"]) == ("不同", 1)


def test_works_that_are_nearly_the_same_are_told(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "".join(f"第{n}年户{n * 7}口{n * 31}，田{n * 13}亩。" for n in range(200))
    (books / "甲.txt").write_text(text, "utf-8")
    (books / "乙.txt").write_text(text[100:], "utf-8")
    assert main(["compare", "alike", str(books / "甲.txt"), str(books / "乙.txt")]) == 0
    assert "大体是同一种书" in capsys.readouterr().out


def test_two_witnesses_are_collated(books: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, words in (("底", OLD), ("文", OLD.replace("苧", "紵"))):
        (books / name).mkdir()
        (books / name / "一_001.txt").write_text(words, "utf-8")
    out = [str(books / f"校勘记{ending}") for ending in (".html", ".docx", ".xlsx", ".xml")]
    paths = [str(books / "底"), str(books / "文")]
    assert main(["compare", "collate", *paths, "--title", "巴志", "--json", "--out", *out]) == 0
    shown = capsys.readouterr()
    assert "《巴志》以底（一_001 底）为底本" in shown.err or "出校 1 条" in shown.err
    [entry] = json.loads(shown.out)["juan"][0]["entries"]
    assert (entry["lemma"], entry["readings"][0]["words"]) == ("苧", "紵")
    etree.parse(out[3])


def test_a_table_is_extracted_and_corrections_are_kept(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = books / "方案.toml"
    recipe.write_text('title = "至"\n[[pattern]]\nwords = "{方:方位}至{地:字 2-2}"\n', "utf-8")
    table = books / "表.csv"
    command = ["extract", str(recipe), "--source", str(books / "舊志.txt")]
    assert main([*command, "--out", str(table), str(books / "表.xlsx")]) == 0
    assert "取出 2 行" in capsys.readouterr().err
    rows = table.read_text("utf-8-sig")
    assert "東至魚復" in rows
    assert main([*command, "--corrected", str(books / "表.xlsx")]) == 0
    assert (books / "方案.审定.tsv").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare", "reuse", "甲", "乙"], "找不到“甲”"),
        (["compare", "reuse", "舊志.txt", "新志.txt", "--least", "2"], "至少是 4"),
        (["compare", "reuse", "舊志.txt", "新志.txt", "--out", "x.pdf"], "不会写“x.pdf”"),
        (["compare", "quotes", "稿.txt"], "没有原书可以核对"),
        (["compare", "alike"], "请写要比的文件"),
        (["compare", "collate", "舊志.txt"], "至少要两种本子"),
        (["compare", "collate", "舊志.txt", "新志.txt", "--sigla", "底,底"], "各有简称"),
        (["extract", "没有.toml", "--source", "舊志.txt"], "找不到"),
        (["compare", "reuse", "舊志.txt", "新志.txt", "--library", "空"], "资料库"),
    ],
)
def test_wrong_use_is_told_in_chinese(
    books: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    words: list[str], said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(books)
    assert main(words) == 2
    assert said in capsys.readouterr().err
