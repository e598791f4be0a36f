import tomllib
from pathlib import Path

import pytest

from fangzhi.authority.dates import overlaps, span
from fangzhi.authority.office import Office, Unknown, Village, read_office

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

TABLE = """
liberation = "1949-12-24"
towns = ["浣阳镇", "茶垭乡"]
villages = ["茶垭乡红岩村", "某某村"]
[[org]]
name = "青浣县卫生健康局"
short = "县卫健局"
from = "2019-03"
before = [
  {name = "青浣县卫生局", from = "1954-01", to = "2014-12"},
  {name = "青浣县卫生和计划生育局", from = "2015-01", to = "2019-02"},
]
[[org]]
name = "青浣县乡村振兴局"
from = 2021-06-18
to = "2024-03"
after = "青浣县农业农村局"
[[place]]
name = "成都市双流区"
from = "2015-12"
before = [{name = "双流县", to = "2015-12"}]
[[post]]
post = "青浣县县长"
person = "周启明"
from = "2021-10"
"""


@pytest.fixture
def office() -> Office:
    return read_office(tomllib.loads(TABLE))


@pytest.mark.parametrize(
    ("name", "on", "valid"),
    [
        ("青浣县卫生局", "2014-05", True),
        ("青浣县卫生局", 2016, False),
        ("青浣县卫生健康局", "2018-12", False),
        ("青浣县卫生健康局", "2019", True),
        ("县卫健局", "2020", True),
        ("县卫健局", "2010", False),
        ("青浣县乡村振兴局", "2021-06-17", False),
        ("青浣县乡村振兴局", "2021-06-18", True),
        ("青浣县乡村振兴局", "2024-03-31", True),
        ("青浣县乡村振兴局", "2024-04", False),
        ("双流县", "1980", True),
        ("双流县", "2016", False),
        ("没有的局", "2016", None),
    ],
)
def test_a_name_is_valid_only_in_its_time(
    office: Office, name: str, on: int | str, valid: bool | None
) -> None:
    assert office.name_valid(name, on) is valid


def test_the_right_name_of_a_time_is_told(office: Office) -> None:
    assert office.names_at("青浣县卫生局", 2016) == ("青浣县卫生和计划生育局",)
    assert office.names_at("青浣县乡村振兴局", 2025) == ()
    assert office.bodies_named("青浣县乡村振兴局")[0].after == "青浣县农业农村局"


def test_towns_villages_posts_and_liberation_are_kept(office: Office) -> None:
    assert office.liberation == "1949-12-24"
    assert office.villages == (Village("茶垭乡", "红岩村"), Village("", "某某村"))
    assert [p.person for p in office.holders("青浣县县长", "2022")] == ["周启明"]
    assert office.holders("青浣县县长", "2020") == ()
    assert office.unknown == ()


def test_nothing_that_is_not_understood_is_dropped() -> None:
    table = {
        "towns": "浣阳镇",
        "villages": [1, "甲村"],
        "org": [
            {"name": "甲局", "leader": "某", "from": "去年", "before": {"name": "乙局", "x": 1}},
            {"short": "无名"},
        ],
        "river": 3,
    }
    office = read_office(table)
    assert set(office.unknown) == {
        Unknown("river", "3"),
        Unknown("towns", "'浣阳镇'"),
        Unknown("villages[0]", "1"),
        Unknown("org[0].leader", "'某'"),
        Unknown("org[0].from", "'去年'"),
        Unknown("org[0].before[0].x", "1"),
        Unknown("org[1]", "{'short': '无名'}"),
    }
    assert [b.current.name for b in office.orgs] == ["甲局"]


def test_an_empty_table_is_an_empty_office() -> None:
    assert read_office({}) == Office()


def test_the_planted_county_s_table_is_read_whole() -> None:
    source = SHARED / "planted" / "manuscripts" / "work.toml"
    if not source.exists():
        pytest.skip("../shared/data/planted is not beside the repository")
    office = read_office(tomllib.loads(source.read_text(encoding="utf-8"))["authority"])
    assert office.unknown == ()
    assert (len(office.towns), len(office.villages), len(office.orgs)) == (9, 6, 10)
    assert office.name_valid("青浣县交通局", "2009-12-31") is True
    assert office.name_valid("青浣县交通局", "2010-01") is False


def test_a_month_or_a_year_means_all_its_days() -> None:
    assert [d.isoformat() for d in span("2024-02")] == ["2024-02-01", "2024-02-29"]
    assert overlaps("2024-03", None, "2024")
    assert not overlaps("2024-03", None, "2024-02")
    with pytest.raises(ValueError, match="日期要写成"):
        span("二〇二四年")


def test_persons_and_events_are_read_with_every_name_and_day() -> None:
    office = read_office({
        "person": [{"name": "何砚舟", "also": ["何济川"], "born": "1892-03", "basis": "档案"},
                   {"name": "张某", "died": "咸丰元年"}],
        "event": [{"name": "移治浣阳", "from": "553", "to": "553"}],
    })  # fmt: skip
    known, other = office.persons
    assert known.names == ("何砚舟", "何济川") and known.shown == "名录：何砚舟 1892-03—…（档案）"
    assert other.died is None and [one.where for one in office.unknown] == ["person[1].died"]
    assert [one.shown for one in office.events] == ["名录：移治浣阳 553"]
