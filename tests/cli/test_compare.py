"""`fangzhi compare`: one sentence first, then side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscripts
from fangzhi.check.settings import CheckSettings, DocumentSettings
from fangzhi.cli.main import main
from fangzhi.project.copies import PAGE, write_compared
from fangzhi.project.load import load
from tests.written import manuscript

OLD = "2023年，河湾乡修渠7.4千米，栽桑320公顷，养蚕2180张，产茧96.5吨，发放蚕种补助41万元。"


def write(folder: Path, name: str, words: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"【农业生产】\n\n{words}\n", "utf-8")
    return folder


def test_the_sentence_names_the_unit_and_counts_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write(tmp_path / "上年", "河湾乡2024卷.txt", OLD)
    new = write(tmp_path / "今年", "河湾乡2025卷.txt", OLD.replace("2023", "2024"))
    page = tmp_path / "对照.html"
    assert main(["compare", str(new), str(old), "--html", str(page), "--json"]) == 0
    said = capsys.readouterr()
    assert "河湾乡交的是去年的稿：1 段文字相同，5 个数未改。" in said.err
    [one] = json.loads(said.out)
    assert one["passages"][0]["verdict"] == "照抄"
    html = page.read_text("utf-8")
    assert '<span class="kept">96.5</span>' in html and '<span class="year">2024</span>' in html
    assert "http" not in html


def test_two_files_by_hand_and_renewed_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write(tmp_path / "a", "旧.txt", OLD) / "旧.txt"
    fresh = OLD.replace("2023", "2024").replace("2180", "2416").replace("96.5", "108.2")
    new = write(tmp_path / "b", "新.txt", fresh) / "新.txt"
    assert main(["compare", str(new), str(old)]) == 0
    assert "没有看出照抄上年" in capsys.readouterr().err
    assert main(["compare", str(new), str(tmp_path / "没有")]) == 2


def test_a_folder_with_a_prior_volume_gets_the_page_and_the_finding(tmp_path: Path) -> None:
    folder = write(tmp_path, "河湾乡2024卷.txt", OLD)
    write(tmp_path, "河湾乡2025卷.txt", OLD.replace("2023", "2024"))
    (folder / "fangzhi.toml").write_text(
        "[work]\ntitle = '年鉴'\nkind = '综合年鉴'\n"
        "[[documents]]\nfile = '河湾乡2024卷.txt'\nlower = '2023'\nprior_volume = true\n",
        "utf-8",
    )
    project = load(folder, keep=False)
    assert write_compared(tmp_path / "检查", project)
    assert "5 个数未改" in (tmp_path / "检查" / PAGE).read_text("utf-8")


def test_the_rule_reads_a_prior_volume_by_its_setting() -> None:
    prior = manuscript("河湾乡2024卷.docx", f"【农业生产】\n{OLD}")
    new = manuscript("河湾乡2025卷.docx", "【农业生产】\n" + OLD.replace("2023", "2024"))
    documents = (
        DocumentSettings("河湾乡2024卷.docx", kind="年鉴", lower="2023", prior_volume=True),
    )
    settings = CheckSettings(kind="年鉴", volume_year=2025, documents=documents)
    found = [f for f in check_manuscripts((prior, new), settings) if f.rule == "R165"]
    [finding] = found
    assert finding.place is not None and finding.place.doc == "河湾乡2025卷.docx"
    assert [place.doc for place in finding.also] == ["河湾乡2024卷.docx"]
    assert not [f for f in check_manuscripts((new,), settings) if f.rule == "R165"]
