"""Eleven invented places in other styles: contradictions are found, look-alikes are left alone."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fangzhi.check.engine import check_manuscripts
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.collect.readers import read_file
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript

DATA = Path(__file__).parent / "data"
RULES = ("R189", "R190", "R191", "R195")


@cache
def found_in(folder: Path) -> tuple[Finding, ...]:
    told = tomllib.loads((folder / "work.toml").read_text(encoding="utf-8"))
    fields = {**told["work"], "documents": told.get("documents", [])}
    known = {k: v for k, v in fields.items() if k in CheckSettings.__struct_fields__}
    disabled = {r.id: "只看矛盾" for r in all_rules() if r.id not in RULES}
    settings = msgspec.convert({**known, "disabled": disabled}, CheckSettings)
    manuscripts = [read_file(path, folder).manuscript for path in sorted(folder.glob("*.md"))]
    return tuple(f for f in check_manuscripts(manuscripts, settings) if f.rule in RULES)


def stands(finding: Finding, doc: str, words: str) -> bool:
    place = finding.place
    assert place is not None
    return place.doc == doc and (finding.text in words or words in finding.text)


def key_of(name: str) -> tuple[list[list[str]], list[list[str]]]:
    lines = (DATA / name / "key.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [r for r in rows if r[0] == "bad"], [r for r in rows if r[0] == "good"]


@pytest.mark.parametrize("name", sorted(p.name for p in DATA.iterdir()))
def test_planted_contradictions_are_found_and_nothing_else(name: str) -> None:
    found = found_in(DATA / name)
    bad, good = key_of(name)
    spots = [((r[1], r[2]), (r[3], r[4])) for r in bad]
    met = [f for f in found if any(stands(f, *one) or stands(f, *two) for one, two in spots)]
    missed = [r[1:5] for r, pair in zip(bad, spots, strict=True)
              if not any(stands(f, *spot) for f in found for spot in pair)]  # fmt: skip
    trapped = [(r[1:4], f.message) for r in good for f in found
               if f not in met and stands(f, r[1], r[2])]  # fmt: skip
    assert trapped == []
    assert [f.message for f in found if f not in met] == []
    assert len(missed) <= -(-len(bad) * 15 // 100), missed


def test_no_contradiction_is_told_twice_from_both_its_sides() -> None:
    """What stands at A against B must not be told again at B against A: it would count double."""
    for folder in sorted(DATA.iterdir()):
        sides = [
            (
                (f.place.doc, f.place.block, f.place.start),
                {(p.doc, p.block, p.start) for p in f.also},
            )
            for f in found_in(folder)
            if f.place is not None
        ]
        twice = [
            (here, other) for here, also in sides for other, back in sides
            if other in also and here in back
        ]  # fmt: skip
        assert twice == [], folder.name


def test_every_finding_shows_the_other_place_and_the_difference() -> None:
    for finding in found_in(DATA / "chronicle"):
        assert finding.also, finding.message
        assert len(finding.evidence) >= 2
        assert "请核对" in finding.message
        assert not finding.suggestion  # a person decides


def manuscript(name: str, *paragraphs: str) -> Manuscript:
    made = manuscript_of(Example(paragraphs=paragraphs), name)
    blocks = tuple(msgspec.structs.replace(b, id=f"{name}-{n}") for n, b in enumerate(made.blocks))
    return msgspec.structs.replace(made, blocks=blocks)


def told_twice(*pair: Manuscript, **settings: Any) -> list[Finding]:
    return [f for f in check_manuscripts(pair, CheckSettings(**settings)) if f.rule in RULES]


def test_a_published_pair_is_flagged_once_and_once_explained_by_scope() -> None:
    """Two official accounts of one revision: 92 or 192 parts; 3.5 or 4.7 (3.5 + 1.2) hundred million."""
    first = manuscript(
        "甲报告.docx", "截至2020年底，全省第二轮修志完成省志分卷92部，总字数3.5亿字。"
    )
    second = manuscript(
        "乙报道.docx",
        "截至2020年底，全省第二轮修志完成省志分卷192卷，总字数4.7亿字，其中市县志书1.2亿字。",
    )
    found = told_twice(first, second)
    parts = next(f for f in found if "92" in f.text)
    words = next(f for f in found if "亿字" in f.text)
    assert (parts.level, parts.confidence) == ("硬", "likely")
    assert "92" in parts.message and "192" in parts.message
    assert (words.level, words.confidence) == ("体", "hint")
    assert "3.5亿字+1.2亿字=4.7亿字" in words.message
    assert all(not f.suggestion for f in found)
    assert len(found) == 2
    # one contradiction is one finding; its other place is named in it
    assert parts.place is not None
    assert {parts.place.doc, *(other.doc for other in parts.also)} == {"甲报告.docx", "乙报道.docx"}


def test_the_bulletin_agrees_with_itself_and_differs_from_a_wrong_copy() -> None:
    """The bulletin of 2024-02-28 (official text): 46万 followers, 12.15亿 visits at the end of 2023."""
    path = Path(__file__).parents[4] / "shared" / "bulletin.txt"
    if not path.exists():
        pytest.skip("the bulletin stands beside the repository and is not here")
    words = "".join(path.read_text(encoding="utf-8").split())
    sentence = "截至2023年底，“方志四川”新媒体矩阵关注人数46万，累计访问量12.15亿次"
    assert sentence in words
    bulletin = manuscript("简报.docx", words[words.index("截至2023年底") :][:60] + "。")
    same = manuscript("年报.docx", "截至2023年底，“方志四川”新媒体矩阵累计访问量12.2亿次。")
    wrong = manuscript("摘要.docx", "截至2023年底，“方志四川”新媒体矩阵累计访问量12.51亿次。")
    assert told_twice(bulletin, same) == []
    assert [f.rule for f in told_twice(bulletin, wrong)] == ["R189"]


def lists_against(rows: tuple[str, ...], *paragraphs: str) -> list[str]:
    """The words doubted where a text tells a list that a table tells too."""
    table = tuple(tuple(row.split(" | ")) for row in rows)
    made = manuscript_of(Example(paragraphs=paragraphs, table=table, table_title="各项情况表"))
    return [
        f.text for f in check_manuscripts((made,), CheckSettings(kind="县志")) if f.rule in RULES
    ]


def test_a_list_in_prose_is_read_against_the_rows_of_its_names() -> None:
    rows = (
        "奖项 | 个数 | 奖金（元）",
        "一等奖 | 4 | 3000",
        "二等奖 | 8 | 2000",
        "三等奖 | 14 | 1000",
    )
    wrong = "山歌赛评出一等奖2个、二等奖8个、三等奖14个。"
    right = "山歌赛评出一等奖4个、二等奖8个、三等奖14个。"
    assert lists_against(rows, wrong) == ["2个"]
    assert lists_against(rows, right) == []


def test_figures_after_a_row_name_are_read_in_the_columns_of_their_units() -> None:
    rows = (
        "组别 | 户数（户） | 人口（人）",
        "一组 | 96 | 384",
        "二组 | 118 | 431",
        "三组 | 104 | 422",
    )
    assert lists_against(rows, "2020年末，二组108户431人，为人口最多的组。") == ["108户"]
    assert lists_against(rows, "2020年末，二组118户431人，为人口最多的组。") == []
    assert lists_against(rows, "2020年末，二组党员户21户、军属户9户。") == []


def test_a_list_of_other_things_by_the_same_names_is_left_alone() -> None:
    rows = (
        "学校类别 | 学校数（所） | 在校生（人）",
        "小学 | 54 | 23618",
        "初中 | 18 | 11872",
        "高中 | 4 | 6842",
    )
    assert lists_against(rows, "在校学生中，小学23618人、初中11872人、高中6482人。") == ["6482人"]
    assert lists_against(rows, "专任教师中，小学1642人、初中1126人、高中562人。") == []
