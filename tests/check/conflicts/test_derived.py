"""Shares, figures by head and growth over a figure of another paper: told where they do not follow."""

from __future__ import annotations

import pytest

from fangzhi.check.engine import check_manuscripts
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

RULES = ("R170", "R171", "R175")
OTHERS = {r.id: "只看推算" for r in all_rules() if r.id not in RULES}


def found(*papers: str) -> list[Finding]:
    """What is doubted in papers of one yearbook of 2021, a sentence each."""
    manuscripts = [
        Manuscript((Text(f"{n}", words),), name=f"{n}.docx") for n, words in enumerate(papers, 1)
    ]
    settings = CheckSettings(kind="年鉴", content_year=2021, area="临水县", disabled=OTHERS)
    return [f for f in check_manuscripts(manuscripts, settings) if f.rule in RULES]


WHOLE = "2021年末，全县户籍人口512640人，总户数164208户。"
BEFORE = "2020年，全县茶园面积8.60万亩，产茶3120吨，接待游客150.0万人次。"


@pytest.mark.parametrize(
    ("elsewhere", "here", "rule", "needed"),
    [
        (WHOLE, "2021年末，全县女性人口246067人，占全县户籍人口的48.9%。", "R170", "算得48.0%"),
        (WHOLE, "2021年末，全县苗族人口71770人，占户籍人口的41.0%。", "R170", "算得14.0%"),
        (WHOLE, "2021年末，全县城镇人口112781人，占全县户籍人口的32.0%。", "R170", "算得22.0%"),
        (WHOLE, "2021年末，60岁以上老年人112781人，占全县户籍人口的32.0%。", "R170", "算得22.0%"),
        (WHOLE, "2021年末，附近乡镇迁入人口71770人，占户籍人口的41.0%。", "R170", "算得14.0%"),
        (BEFORE, "2021年，全县接待游客172.5万人次，比上年增长51.0%。", "R171", "算得15.0%"),
        (BEFORE, "2021年，全县接待游客129.0万人次，比上年下降41.0%。", "R171", "算得14.0%"),
        (BEFORE, "2021年，全县接待游客180.0万人次，比2020年增长22.0%。", "R171", "算得20.0%"),
        (WHOLE, "2021年末，图书馆藏书30.76万册，每户籍人口藏书0.66册。", "R175", "算得0.60册"),
        (WHOLE, "2021年末，全县有医院床位2768张，每千户籍人口有床位4.50张。", "R175", "算得5.40张"),
        (WHOLE, "2021年末，有执业医师1230人，每千户籍人口有医师2.04人。", "R175", "算得2.40人"),
    ],
)
def test_what_does_not_follow_from_a_figure_elsewhere_is_doubted(
    elsewhere: str, here: str, rule: str, needed: str
) -> None:
    for papers in ((elsewhere, here), (here, elsewhere)):
        (finding,) = found(*papers)
        assert finding.rule == rule
        assert needed in finding.message
        assert "核对" in finding.message
        assert finding.text in here
        (other,) = finding.also  # where the other figure stands
        assert other.doc != (finding.place.doc if finding.place else "")


@pytest.mark.parametrize(
    ("elsewhere", "here"),
    [
        (WHOLE, "2021年末，全县女性人口246067人，占全县户籍人口的48.0%。"),
        (WHOLE, "2021年末，全县女性人口约24.6万人，占全县户籍人口的近五成。"),
        (WHOLE, "2021年末，全县农村女性人口118640人，占全县女性人口的48.2%。"),
        (WHOLE, "2021年末，女性人口246067人以上，占全县户籍人口的84.0%。"),
        (WHOLE, "2021年末，女性人口24.6万多人，占全县户籍人口的84.0%。"),
        (WHOLE, "2010年末，全县女性人口246067人，占全县户籍人口的48.9%。"),
        (BEFORE, "2021年，全县接待游客172.5万人次，比上年增长15.0%。"),
        (BEFORE, "2021年，全县接待游客172.5万人次，按可比口径比上年增长51.0%。"),
        (BEFORE, "2021年，云台镇接待游客17.2万人次，比上年增长51.0%。"),
        (BEFORE, "2021年，全县接待过夜游客42.5万人次，比上年增长51.0%。"),
        (WHOLE, "2021年末，图书馆藏书30.76万册，每户籍人口藏书0.60册。"),
        (WHOLE, "2021年末，图书馆藏书30.76万册，每常住人口藏书0.66册。"),
        (WHOLE, "2021年，全县人均拥有公共文化设施面积0.66平方米。"),
    ],
)
def test_what_follows_or_is_of_another_thing_is_left_alone(elsewhere: str, here: str) -> None:
    assert found(elsewhere, here) == []
    assert found(here, elsewhere) == []


def test_a_figure_that_follows_from_one_of_two_wholes_is_left_alone() -> None:
    share = "2021年末，全县女性人口246067人，占全县总人口的50.9%。"
    assert found(WHOLE, share) == []  # 48.0% of those registered: no slip of digits
    assert found(WHOLE, "2021年末，全县常住人口483400人。", share) == []
