"""Names in time in prose: a city, a banner and a coastal county that no rule was written for.

Each row of the .tsv is a text (¶ parts its paragraphs, # marks a heading) with the rule it must
raise; a row without a rule must raise nothing of these families. The .toml is the office's table.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

HERE = Path(__file__).parent
OWN = {f"R{n:03d}" for n in (38, *range(57, 70), *range(154, 159))}
OFFICES = {
    name: CheckSettings(**tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8")))
    for name in ("city", "banner", "coast")
}
OFFICE = OFFICES["city"]
ROWS = [
    (name, *line.split("\t"))
    for name in OFFICES
    for line in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
]


def found(text: str, settings: CheckSettings = OFFICE) -> list[Finding]:
    parts = tuple(text.split("¶"))
    manuscript = manuscript_of(Example(paragraphs=parts))
    return [f for f in check_manuscript(manuscript, settings) if f.rule in OWN]


@pytest.mark.parametrize(("office", "rule", "text"), ROWS, ids=[row[2][:24] for row in ROWS])
def test_a_sentence_raises_its_rule_or_nothing(office: str, rule: str, text: str) -> None:
    rules = {f.rule for f in found(text, OFFICES[office])}
    if rule:
        assert rule in rules, rules
    else:
        assert rules == set(), [f.message for f in found(text, OFFICES[office])]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1997年6月，市水务局架设水文缆道1条。", "雁湖市水利局"),
        ("2008年，县卫生健康局培训医生。", "县卫生局"),
        ("1984年春，技术员到攀枝花市学习。", "渡口市"),
        ("1991年8月，雁湖市遭受水灾。", "雁湖县"),
        ("2018年10月，市长窦鹏程会见客商。", "祁慕华"),
        ("沙窝甸镇建成大棚860个。", "沙窝店镇"),
    ],
)
def test_the_message_tells_the_name_that_was_right_then(text: str, right: str) -> None:
    messages = [f.message for f in found(text)]
    assert any(right in message for message in messages), messages


def test_the_evidence_shows_the_row_with_its_dates_and_where_the_date_is_from() -> None:
    (finding,) = found("2012年，县自然资源局复垦土地。")
    assert "机构沿革表：国土资源局 1998-03—2019-06" in finding.evidence
    assert any(line.startswith("2018年党和国家机构改革：中央2018-03") for line in finding.evidence)
    assert any("本句“2012年”" in line for line in finding.evidence)


def test_the_office_s_own_table_wins_over_the_country_s() -> None:
    text = "2015年，县市场监督管理局查处案件12件。"
    assert found(text) == []  # many counties had the name by then
    own = {"name": "禾川县市场监督管理局", "from": "2019-03",
           "before": [{"name": "禾川县工商行政管理局", "to": "2019-02"}]}  # fmt: skip
    settings = CheckSettings(area="禾川县", authority={"org": [own]})
    (finding,) = found(text, settings)
    assert "禾川县工商行政管理局" in finding.message


def test_an_undated_sentence_takes_the_year_of_the_yearbook() -> None:
    yearbook = CheckSettings(kind="年鉴", content_year=2022, lower="2022")
    (finding,) = found("县国土资源局办理宗地登记320宗。", yearbook)
    assert finding.confidence == "hint"
    assert found("县国土资源局办理宗地登记320宗。", CheckSettings()) == []


def test_a_sentence_without_a_date_may_tell_of_the_end_of_the_limits() -> None:
    text = "县医院创建于1952年，1988年迁今址。医院隶属县卫生健康局。"
    assert found(text, CheckSettings(kind="县志", lower="2020")) == []
    assert [f.rule for f in found(text, CheckSettings(kind="县志", lower="2005"))] == ["R061"]
    assert found(text, CheckSettings()) == []


def test_a_heading_gives_the_year_of_a_chronicle_of_events() -> None:
    assert [f.rule for f in found("# 2005年¶5月4日 县自然资源局挖渠。")] == ["R061"]
    assert found("# 2021年¶5月4日 县自然资源局挖渠。") == []


def test_names_that_no_table_knows_raise_nothing() -> None:
    text = "1950年，县渔盐调剂局、县花生办公室、锅底凼村、石榴镇同时设立。"
    assert found(text) == []
    assert found("1998年，石桥村来人参观。", CheckSettings()) == []


def test_one_person_written_two_ways_is_found_across_documents() -> None:
    from fangzhi.check.engine import check_manuscripts

    first = manuscript_of(Example("副市长滕继尧主持会议。副市长滕继尧讲话。"), "1.docx")
    second = manuscript_of(Example("1999年，副市长滕继饶到沙窝店镇检查。"), "2.docx")
    named = [f for f in check_manuscripts((first, second), OFFICE) if f.rule == "R157"]
    assert [f.text for f in named] == ["滕继饶"]


def test_a_short_name_explained_in_an_earlier_document_needs_no_second_note() -> None:
    from fangzhi.check.engine import check_manuscripts

    first = "雁湖市供销合作社联合社（以下简称市供销社）下设公司6个。"
    second = "2001年，市供销社改制。"

    def documents(*told: str) -> list[Manuscript]:
        # blocks of different documents have different ids
        return [
            Manuscript((Text(f"{n}-{text[:2]}", text),), name=f"{n}.docx")
            for n, text in enumerate(told)
        ]

    pair = documents(first, second)
    assert [f for f in check_manuscripts(pair, OFFICE) if f.rule in ("R057", "R058")] == []
    turned = documents(second, first)
    named = [f for f in check_manuscripts(turned, OFFICE) if f.rule in ("R057", "R058")]
    assert [(f.rule, f.text) for f in named] == [("R057", "市供销社")]
