"""A contradiction is settled once, and every work that uses the fact goes by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.cli.main import main
from fangzhi.model.finding import Finding
from fangzhi.project.checking import check_project
from fangzhi.project.load import load

SETTINGS = """[work]
title = "{title}"
kind = "年鉴"
area = "临川县"
volume_year = 2025
[rules]
resolutions = ["../定夺.jsonl"]
"""


def work(folder: Path, title: str, schools: int) -> Path:
    path = folder / title
    path.mkdir()
    (path / "fangzhi.toml").write_text(SETTINGS.format(title=title), encoding="utf-8")
    (path / "1县情.txt").write_text(
        f"县情\n\n2024年末，全县有小学{schools}所。\n", encoding="utf-8"
    )
    (path / "2教育.txt").write_text(
        "教育\n\n2024年末，全县有小学46所、普通中学12所。\n", encoding="utf-8"
    )
    return path


def contradictions(path: Path) -> list[Finding]:
    return [f for f in check_project(load(path)).findings if f.rule in ("R189", "R191")]


def settle(path: Path, word: str, *more: str) -> int:
    code = contradictions(path)[0].fingerprint[:8]
    line = [
        "settle",
        str(path),
        code,
        "--as",
        word,
        "--who",
        "张主编",
        "--date",
        "2026-03-01",
        *more,
    ]
    return main(line)


def test_what_is_settled_in_one_work_is_not_asked_again_in_another(tmp_path: Path) -> None:
    first, second = work(tmp_path, "年鉴", 48), work(tmp_path, "简本", 48)
    assert len(contradictions(first)) == len(contradictions(second)) == 1
    assert settle(first, "口径不同", "--reason", "一处含教学点") == 0
    assert (tmp_path / "定夺.jsonl").is_file()
    assert not contradictions(first)
    assert not contradictions(second)


def test_another_value_opens_the_question_again(tmp_path: Path) -> None:
    first = work(tmp_path, "年鉴", 48)
    settle(first, "已核")
    assert not contradictions(first)
    assert len(contradictions(work(tmp_path, "次年", 49))) == 1


@pytest.mark.parametrize(("word", "wrong"), [("取此处", "other"), ("取另一处", "same")])
def test_a_value_taken_stays_told_where_it_is_still_to_be_put_in(
    tmp_path: Path, word: str, wrong: str
) -> None:
    path = work(tmp_path, "年鉴", 48)
    (before,) = contradictions(path)
    assert settle(path, word) == 0
    (after,) = contradictions(path)
    assert "张主编2026-03-01已定夺" in after.message and after.confidence == "certain"
    assert (after.text == before.text) == (wrong == "same")
    for file in path.glob("*.txt"):
        words = file.read_text(encoding="utf-8")
        right = before.text if word == "取此处" else after.also[0].text
        file.write_text(words.replace(after.text, right), encoding="utf-8")
    assert not contradictions(path)


def test_what_cannot_be_settled_is_told_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = work(tmp_path, "年鉴", 48)
    assert settle(path, "随便") == 2
    assert settle(path, "口径不同") == 2
    assert main(["settle", str(path), "ffffffff", "--as", "已核", "--who", "张"]) == 2
    told = capsys.readouterr().err
    assert "不是定夺的写法" in told and "写明理由" in told and "没有代号" in told
    assert not (tmp_path / "定夺.jsonl").exists()
    (path / "定夺.jsonl").write_bytes(b"{broken\n")
    assert any("读不出" in c.message for c in load(path).told.complaints)
