import csv
import io
import tarfile
from datetime import date
from pathlib import Path

import pytest

from fangzhi.authority.divisions import (
    COVERED,
    all_divisions,
    approvals,
    division,
    find,
    history,
    name_at,
    successors,
    year_of,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.mark.parametrize(
    ("old", "new", "year"),
    [
        ("双流县", "双流区", 2015),
        ("郫县", "郫都区", 2016),
        ("新津县", "新津区", 2020),
        ("名山县", "名山区", 2012),
        ("达县", "达川区", 2013),
        ("彭山县", "彭山区", 2014),
        ("康定县", "康定市", 2015),
        ("马尔康县", "马尔康市", 2015),
        ("安县", "安州区", 2016),
        ("隆昌县", "隆昌市", 2017),
        ("宜宾县", "叙州区", 2018),
        ("射洪县", "射洪市", 2019),
        ("会理县", "会理市", 2021),
    ],
)
def test_a_county_of_sichuan_was_renamed_in_its_year(old: str, new: str, year: int) -> None:
    before = find(old, year - 1, within="四川省")
    after = find(new, year + 1, within="四川省")
    assert len(before) == len(after) == 1
    assert find(old, year + 1, within="四川省") == ()
    assert find(new, year - 1, within="四川省") == ()
    assert new in [d.name for d in successors(before[0].code, year - 1)]
    assert find(old, year, within="四川省") and find(new, year, within="四川省")


def test_chongqing_left_sichuan_in_1997() -> None:
    assert [d.path for d in find("重庆市", 1990)] == [("四川省",)]
    assert [(d.code, d.level) for d in find("重庆市", 2000)] == [("500000", "省级")]
    assert [d.code for d in successors("510200", 1990)] == ["500000"]
    assert name_at("500000", 1996) is None
    assert [d.path for d in find("江北县", 1990)] == [("四川省", "重庆市")]
    assert [d.path for d in find("涪陵区", 2000)] == [("重庆市",)]


def test_one_code_may_bear_two_names() -> None:
    assert name_at("510400", 1985) == "渡口市"
    assert name_at("510400", 1987) == "攀枝花市"
    assert name_at("510400") == "攀枝花市"
    assert [d.name for d in successors("510400", 1985)] == ["攀枝花市"]
    assert [d.name for d in history("510400")] == ["渡口市", "攀枝花市"]


def test_a_county_divided_among_several_has_several_successors() -> None:
    heirs = [d.name for d in successors("510102", 1985)]  # 成都市东城区, divided in 1990
    assert heirs == ["锦江区", "武侯区", "成华区"]


def test_the_time_may_be_a_date_a_year_or_a_text() -> None:
    found = [division("510122", on) for on in (2014, "2014", "2014-05", date(2014, 5, 1))]
    assert {d.name for d in found if d} == {"双流县"}
    assert year_of(None) is None
    with pytest.raises(ValueError, match="看不出年份"):
        find("双流县", "去年")


def test_what_is_in_force_has_no_successor_and_unknown_codes_have_no_name() -> None:
    assert successors("510116") == ()
    assert division("999999") is None
    assert find("青浣县") == ()
    assert find("郫县", 1950) == () and COVERED[0] > 1950


def test_approval_documents_stay_beside_the_table() -> None:
    assert [(a.year, a.document) for a in approvals("新津区")] == [(2020, "国函〔2020〕82号")]
    assert approvals("双流区") == ()


def test_every_code_above_and_after_is_itself_in_the_table() -> None:
    codes = {d.code for d in all_divisions()}
    assert len(codes) > 6000
    for d in all_divisions():
        assert d.parent is None or d.parent in codes
        assert {s.code for s in d.successors} <= codes
        assert d.valid_to is None or d.valid_from <= d.valid_to


def test_the_table_agrees_with_the_ministry_s_own_tables() -> None:
    source = SHARED / "admin" / "GB2260_yearly_tsv_1980-2019.tar.zst"
    if not source.exists():
        pytest.skip("../shared/data/admin is not beside the repository")
    zstandard = pytest.importorskip("zstandard")
    raw = zstandard.ZstdDecompressor().stream_reader(source.open("rb")).read()
    checked, unknown = 0, []
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        for year in (1997, 2003, 2007, 2011, 2017):
            member = next(m for m in archive.getmembers() if m.name.endswith(f"mca/{year}12.tsv"))
            file = archive.extractfile(member)
            assert file is not None
            for row in csv.DictReader(io.TextIOWrapper(file, "utf-8"), delimiter="\t"):
                checked += 1
                if row["Name"].strip() not in {
                    d.name for d in history(row["Code"]) if d.holds(year)
                }:
                    unknown.append((year, row["Code"], row["Name"]))
    assert checked > 15000
    assert [u for u in unknown if u[0] == 2017] == []
    assert len(unknown) <= 50  # slips of the ministry's tables that areacodes lists and mends
