"""Style in other voices: a banner, a coastal city, a city district, a town, a mountain county, a river county."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.check.terms import read_terms
from fangzhi.model.finding import Finding

DATA = Path(__file__).parent / "data"
LIMITS = Path(__file__).parents[1] / "limits" / "data"
OWN = {f"R{n:03}" for n in (*range(1, 25), *range(45, 54), 55, 56, *range(159, 165), 166)}
WORKS: dict[str, dict[str, Any]] = {
    "Y1": {"kind": "综合年鉴", "area": "乌兰旗", "volume_year": 2023, "content_year": 2022,
           "lower": "2022-12-31", "upper": "2022-01-01"},
    "Z1": {"kind": "市志", "area": "海陵市", "upper": "1991", "lower": "2010"},
    "S1": {"kind": "渔业志", "area": "海陵市", "lower": "2015"},
    "P1": {"kind": "扶贫志", "area": "乌兰旗", "lower": "2020"},
    "Y2": {"kind": "年鉴", "area": "南屏区", "volume_year": 2020, "content_year": 2019,
           "lower": "2019", "upper": "2019"},
    "Z2": {"kind": "镇志", "area": "芦溪镇", "lower": "2012"},
    "X2": {"kind": "县志", "area": "赣源县", "upper": "1988-01-01", "lower": "2008-12-31"},
    "Y3": {"kind": "综合年鉴", "area": "临河县", "volume_year": 2022, "content_year": 2021,
           "lower": "2021", "upper": "2021"},
    "X3": {"kind": "县志", "area": "临河县", "upper": "1986", "lower": "2005"},
    "V3": {"kind": "村志", "area": "临河县", "lower": "2018"},
    "Y4": {"kind": "综合年鉴", "area": "苍云县", "volume_year": 2024, "content_year": 2023,
           "lower": "2023", "upper": "2023"},
    "X4": {"kind": "县志", "area": "苍云县", "upper": "1990", "lower": "2010"},
    "J4": {"kind": "教育志", "area": "苍云县", "lower": "2015"},
    "P2": {"kind": "脱贫攻坚志", "area": "赣源县", "upper": "2012", "lower": "2020-12-31"},
}  # fmt: skip


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def found_in(work: str, *paragraphs: str) -> list[Finding]:
    settings = WORKS[work]
    example = Example(paragraphs=paragraphs, settings=settings)
    found = check_manuscript(manuscript_of(example), CheckSettings(**settings))
    return [finding for finding in found if finding.rule in OWN]


@pytest.mark.parametrize(
    ("rule", "work", "words"), rows(DATA / "doubtful.tsv") + rows(LIMITS / "doubtful.tsv")
)
def test_a_doubtful_sentence_raises_its_rule(rule: str, work: str, words: str) -> None:
    found = found_in(work, words)
    assert rule in {f.rule for f in found}, [(f.rule, f.text) for f in found]


@pytest.mark.parametrize(("work", "words"), rows(DATA / "sound.tsv"))
def test_a_sound_look_alike_raises_nothing(work: str, words: str) -> None:
    found = [f for f in found_in(work, words) if f.rule != "R163"]  # one entry alone is short
    assert not found, [(f.rule, f.text, f.message) for f in found]


@pytest.mark.parametrize("heading", ["特载", "附录 重要文献", "民间歌谣", "口述史料"])
def test_words_of_others_keep_their_own_voice(heading: str) -> None:
    words = "我县人民团结奋斗，取得丰硕成果，让我们共同努力！老百姓都说好。"
    assert not found_in("X2", f"# {heading}", words)


def test_words_told_by_a_witness_are_left_alone() -> None:
    settings = CheckSettings(kind="口述", area="赣源县")
    example = Example("我们县那时候没有桥，老百姓过河都坐船，你说难不难？")
    found = check_manuscript(manuscript_of(example), settings)
    assert not [f for f in found if f.rule in OWN]


def test_praise_in_one_sentence_is_told_once_with_all_its_words() -> None:
    found = [f for f in found_in("X2", "街道面貌焕然一新，居民交口称赞。") if f.rule == "R008"]
    assert len(found) == 1
    assert "焕然一新" in found[0].message
    assert "交口称赞" in found[0].message


def test_a_coined_word_is_asked_for_once_in_a_document() -> None:
    words = ("推行“五上门”，走访26户。", "“五上门”持续6个月。")
    assert [f.rule for f in found_in("X2", *words)] == ["R022"]


def test_the_list_of_praise_holds_three_hundred_words_each_once() -> None:
    words = read_terms("style_praise.tsv").literals
    assert len(words) >= 300
    assert len(words) == len(set(words))


def test_every_rule_of_the_three_families_is_there() -> None:
    assert {rule.id for rule in all_rules()} >= OWN
