"""What the model doubts and what it leaves alone, through the check."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.settings import CheckSettings
from fangzhi.check.spelling.models import BUILT_IN, Spelling, spelling_of
from fangzhi.check.spelling.training import train
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

WITH_LAWS = Spelling(BUILT_IN)


def doubts(text: str, spelling: Spelling = WITH_LAWS) -> list[Finding]:
    settings = CheckSettings(spelling=spelling)
    found = check_manuscript(Manuscript((Text("p0", text),), name="例.docx"), settings)
    return [f for f in found if f.rule == "R145"]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("县级人民政府应当加强对农田水利设施的管里和维护。", "里", "理"),
        ("经营者应当依法缴纳税款，不得偷税露税。", "露", "漏"),
        ("申请人应当再规定的期限内提交材料。", "再", "在"),
        ("构成犯罪的，依法追究形事责任。", "形", "刑"),
        ("任何单位和个人不得侵战集体土地。", "战", "占"),
    ],
)
def test_a_character_of_like_sound_in_a_familiar_phrase_is_doubted(
    text: str, wrong: str, right: str
) -> None:
    assert [(f.text, f.suggestion, f.confidence) for f in doubts(text)] == [(wrong, right, "hint")]


@pytest.mark.parametrize(
    "text",
    [
        "县级人民政府应当加强对农田水利设施的管理和维护。",
        "县长程大伟、书记罗栓军到双堰乡调研。",
        "俄罗斯总理梅德韦杰夫来访。",
        "碑上刻“管里和维护”五字。",
    ],
)
def test_right_text_names_and_quoted_words_are_left_alone(text: str) -> None:
    assert doubts(text) == []


def test_without_a_model_nothing_but_idioms_is_doubted() -> None:
    assert doubts("加强对农田水利设施的管里和维护。", Spelling()) == []
    assert [f.suggestion for f in doubts("此事众所周之。", Spelling())] == ["知"]


def test_what_the_office_itself_writes_is_no_longer_doubted(tmp_path: Path) -> None:
    text = "任何单位和个人不得侵战集体土地。"
    model = tmp_path / "own.counts"
    model.write_bytes(train([f"不得侵战集体土地{c}" for c in "甲乙丙丁戊己庚辛"])[0].to_bytes())
    spelling, faults = spelling_of(str(model))
    assert faults == ()
    assert doubts(text) and not doubts(text, spelling)


def test_a_model_that_cannot_be_read_is_named_and_left_out(tmp_path: Path) -> None:
    broken = tmp_path / "坏.counts"
    broken.write_bytes(b"nothing")
    spelling, faults = spelling_of(str(broken))
    assert spelling.is_off
    assert "坏.counts" in faults[0]
    assert "没有用上" in faults[0]


def test_the_digest_follows_the_bytes_so_that_the_cache_does(tmp_path: Path) -> None:
    model = tmp_path / "own.counts"
    model.write_bytes(train(["部署春耕"])[0].to_bytes())
    before = spelling_of(str(model))[0]
    model.write_bytes(train(["部署冬修"])[0].to_bytes())
    assert spelling_of(str(model))[0].digest != before.digest
