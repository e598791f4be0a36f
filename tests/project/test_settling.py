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


OPENED = ("2024年8月6日，新城区第二小学教学楼竣工。", "新城区第二小学教学大楼2024年8月16日竣工。")
MADE = ("2024年，全县镁制品产量68.6万吨。", "2024年，全县原盐46.80万吨、镁制品66.8万吨。")


def told_in(folder: Path, title: str, *told: str) -> Path:
    """A work of one paper a sentence, in this order."""
    path = folder / title
    path.mkdir()
    (path / "fangzhi.toml").write_text(SETTINGS.format(title=title), encoding="utf-8")
    for n, words in enumerate(told, 1):
        (path / f"{n}.txt").write_text(f"篇章{n}\n\n{words}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("pair", [OPENED, MADE], ids=["event", "figure"])
@pytest.mark.parametrize("word", ["取此处", "取另一处"])
def test_a_decision_is_told_where_the_two_places_call_the_thing_differently(
    tmp_path: Path, word: str, pair: tuple[str, str]
) -> None:
    path = told_in(tmp_path, "志", *pair)
    (before,) = contradictions(path)
    assert settle(path, word) == 0
    (after,) = contradictions(path)
    assert "张主编2026-03-01已定夺取另一处的数" in after.message
    assert after.confidence == "certain"
    assert (after.place == before.place) == (word == "取另一处")


@pytest.mark.parametrize(
    ("pair", "shown"),
    [(OPENED, "：2024年8月6日／2024年8月16日，已核。"), (MADE, "：66.8万吨／68.6万吨，已核。")],
    ids=["event", "figure"],
)
def test_an_editor_is_told_what_was_settled_in_the_words_of_the_text(
    tmp_path: Path, pair: tuple[str, str], shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle(told_in(tmp_path, "志", *pair), "已核") == 0
    assert shown in capsys.readouterr().err


@pytest.mark.parametrize("pair", [OPENED, MADE], ids=["event", "figure"])
def test_what_is_settled_stays_so_where_the_places_stand_in_the_other_order(
    tmp_path: Path, pair: tuple[str, str]
) -> None:
    first = told_in(tmp_path, "正编", *pair)
    second = told_in(tmp_path, "简本", *reversed(pair))
    assert len(contradictions(second)) == 1
    assert settle(first, "已核") == 0
    assert not contradictions(second)


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
