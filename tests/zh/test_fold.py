from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.zh.fold import fold, to_simplified, to_traditional, witness_forms

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
TABLES = Path(__file__).resolve().parents[2] / "src/fangzhi/zh/data"


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("華陽國志", "华阳国志"),
        ("髙戸𢎞扵", "高户弘于"),
        ("雍正厯寕逺縣㑹典", "雍正历宁远县会典"),
        ("恵徳曽増", "惠德曾增"),
        ("２０２４年（ＡＢ）", "2024年(AB)"),
        ("\uf9dc⼀", "隆一"),
        ("邨昇", "村升"),
        ("四川省，普通话。", "四川省,普通话。"),
    ],
)
def test_script_and_variant_forms_fold_to_the_common_character(original: str, folded: str) -> None:
    assert fold(original) == folded


@pytest.mark.parametrize("name", ["甯", "郤", "沈", "澹", "傍", "阪", "衿"])
def test_a_character_standard_in_its_own_right_is_not_merged(name: str) -> None:
    assert fold(name) == name


@given(st.text())
def test_folding_keeps_the_length_and_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert len(once) == len(text)
    assert fold(once) == once


def test_every_row_of_the_table_ends_at_a_character_that_folds_no_further() -> None:
    rows = [r.split("\t") for r in (TABLES / "fold.tsv").read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 6000
    assert [r for r in rows if len(r[0]) != 1 or len(r[1]) != 1 or fold(r[1]) != r[1]] == []


def test_each_variant_of_our_own_table_reaches_its_standard_character() -> None:
    for row in (TABLES / "variants.tsv").read_text(encoding="utf-8").splitlines():
        if not row.startswith("#") and not row.endswith("\t对校"):
            standard, variants = row.split("\t")
            assert {fold(v) for v in variants} == {standard}


def test_forms_of_witnesses_alone_stay_apart_in_search() -> None:
    for form, common in witness_forms().items():
        assert fold(common) == common != fold(form)
    assert witness_forms()["沉"] == "沈"
    assert fold("𫠦𧷢") == "所赃"


def test_conversion_for_display_goes_by_phrases() -> None:
    assert to_traditional("皇后梳头发，发展农业") == "皇后梳頭髮，發展農業"
    assert to_simplified("乾隆年間，皇后乾燥") == "乾隆年间，皇后干燥"


def test_a_simplified_query_finds_the_traditional_print_of_huayangguozhi() -> None:
    source = SHARED / "classical" / "华阳国志_KR2i0003_SBCK.jsonl"
    if not source.exists():
        pytest.skip("../shared/data/classical is not beside the repository")
    printed = source.read_text(encoding="utf-8")
    found = fold(printed)
    assert len(found) == len(printed)
    for query in ("诸葛亮", "成都", "临邛", "广汉", "犍为"):
        at = found.find(query)
        assert at >= 0
        assert fold(printed[at : at + len(query)]) == query
    assert "诸葛" not in printed
