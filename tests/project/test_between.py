"""What one work tells otherwise than another: found, settled once, asked again for other figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fangzhi.cli.main import main
from fangzhi.project.comparing.facts import Between, between
from fangzhi.project.load import load

COUNTY = "2020年末，全县常住人口38.64万人。2020年，全县粮食总产量18.29万吨。"
YEARBOOK = "2020年末，全县户籍人口41.02万人。2020年，全县粮食总产量{}万吨。"


def work(folder: Path, title: str, words: str) -> Path:
    path = folder / title
    path.mkdir(exist_ok=True)
    settings = f'[work]\ntitle = "{title}"\nkind = "综合年鉴"\narea = "沚塘县"\n'
    (path / "fangzhi.toml").write_text(settings, encoding="utf-8")
    (path / "农业.txt").write_text(f"第一章 农业\n\n{words}\n", encoding="utf-8")
    return path


@pytest.fixture
def works(tmp_path: Path) -> tuple[Path, Path]:
    return work(tmp_path, "沚塘县志", COUNTY), work(tmp_path, "年鉴", YEARBOOK.format("18.92"))


def found(*works: Path) -> tuple[Between, ...]:
    return between([load(path, keep=False) for path in works])


def settle(works: tuple[Path, Path], word: str, *more: str) -> int:
    folders = [str(path) for path in works]
    code = found(*works)[0].code
    return main(["compare", "facts", *folders, "--settle", code, "--as", word,
                 "--who", "王五", "--date", "2026-03-01", *more])  # fmt: skip


def test_two_works_are_held_against_each_other_by_fact_and_scope(works: tuple[Path, Path]) -> None:
    (one,) = found(*works)
    assert {one.here, one.there} == {"沚塘县志·农业", "年鉴·农业"}
    assert "粮食总产量" in one.message and "18.29万吨" in one.message and "18.92万吨" in one.message
    assert any("18.92万吨−18.29万吨=0.63万吨" in line for line in one.evidence)
    assert found(*reversed(works))[0].code == one.code


def test_another_scope_settles_the_question_for_both_works(
    works: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle(works, "口径不同") == 2
    assert "要写明理由" in capsys.readouterr().err
    assert settle(works, "口径不同", "--reason", "年鉴含国营农场") == 0
    assert found(*works) == found(*reversed(works)) == ()
    for path in works:
        (line,) = (path / "定夺.jsonl").read_text("utf-8").splitlines()
        assert json.loads(line)["reason"] == "年鉴含国营农场"
    work(works[1].parent, "年鉴", YEARBOOK.format("19.02"))
    assert len(found(*works)) == 1


def test_a_value_that_was_chosen_is_named_until_it_is_put_in(works: tuple[Path, Path]) -> None:
    chosen = found(*works)[0].here
    assert settle(works, "取此处") == 0
    (one,) = found(*works)
    assert one.settled == f"王五2026-03-01已定夺取《{chosen}》的数，请改另一处。"
    work(works[1].parent, "年鉴", YEARBOOK.format("18.29"))
    assert found(*works) == ()


def test_one_work_or_an_empty_one_is_wrong_use(
    works: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空").mkdir()
    assert main(["compare", "facts", str(works[0])]) == 2
    assert main(["compare", "facts", str(works[0]), str(tmp_path / "空")]) == 2
    told = capsys.readouterr().err
    assert "两部以上" in told and "不是放着来稿的文件夹" in told
    assert main(["compare", "facts", *map(str, works), "--settle", "abcdef12", "--as", "已核",
                 "--who", "王五"]) == 2  # fmt: skip
