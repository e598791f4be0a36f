"""No sentence without evidence, no number that its evidence lacks, no year that words do not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.model.using import Claim, EvidenceCard, matrix_of
from fangzhi.project.using.building import build_product
from fangzhi.project.using.dossier import DossierFault, read_dossier
from fangzhi.project.using.shelf import Shelf
from fangzhi.project.using.verifying import verify
from tests.project.using.shelves import card, dossier_in, section, shelf_with

WATER = card("证1", "二年夏大水", more='era = "康熙"\nyear = "二年"\nera_above = true')


def _refused(tmp_path: Path, body: str) -> str:
    folder = dossier_in(tmp_path / "案卷", body)
    with pytest.raises(DossierFault) as caught:
        build_product(folder, shelf_with(tmp_path), tmp_path / "成品")
    assert not (tmp_path / "成品" / "试").exists()
    return str(caught.value)


def test_a_sentence_without_evidence_is_named_and_nothing_is_built(tmp_path: Path) -> None:
    body = WATER + section('say = "二年夏有大水〔证1〕。此后水患不断。"')
    assert "“此后水患不断。”没有依据" in _refused(tmp_path, body)


def test_words_of_form_may_not_say_facts(tmp_path: Path) -> None:
    body = WATER + section('form = "康熙间共有水患12次。"')
    assert "“康熙间共有水患12次。”写有史实或数字" in _refused(tmp_path, body)


def test_an_opinion_may_not_say_facts(tmp_path: Path) -> None:
    assert "没有依据" in _refused(tmp_path, WATER + section('advice = "宜修堤三百丈。"'))


def test_a_number_that_the_evidence_lacks_is_named(tmp_path: Path) -> None:
    body = WATER + section('say = "五年夏大水〔证1〕。"')
    assert "“五”不见于所注证据" in _refused(tmp_path, body)


def test_quoted_words_that_the_evidence_lacks_are_named(tmp_path: Path) -> None:
    body = WATER + section('say = "志称“大旱”〔证1〕。"')
    assert "引“大旱”，所注证据里没有这些字" in _refused(tmp_path, body)


def test_a_sentence_with_its_evidence_is_built(tmp_path: Path) -> None:
    body = WATER + section(
        'form = "现摘报如下。"',
        'say = "志载二年夏“大水”〔证1〕。"',
        'quote = ["证1"]',
        'advice = "宜及早修治。"',
    )
    folder = dossier_in(tmp_path / "案卷", body)
    product = build_product(folder, shelf_with(tmp_path), tmp_path / "成品")
    assert [name for name, _ in product.files] == [
        "试.docx", "试.pdf", "试·出处版.docx", "试·出处版.pdf", "试·证据卡.zip",
    ]  # fmt: skip
    assert product.unchecked == 1


def test_a_year_follows_from_the_era_named_before(tmp_path: Path) -> None:
    dossier = read_dossier(dossier_in(tmp_path, WATER))
    verified = verify(dossier, Shelf(shelf_with(tmp_path), dossier))
    assert verified.years == {"证1": 1663}
    assert not verified.problems


def test_a_year_is_refused_when_another_era_begins_in_between(tmp_path: Path) -> None:
    body = card("证1", "三年秋大水", more='era = "康熙"\nyear = "三年"\nera_above = true')
    dossier = read_dossier(dossier_in(tmp_path, body))
    [problem] = verify(dossier, Shelf(shelf_with(tmp_path), dossier)).hard
    assert "之间另有“雍正元年”" in problem.words


def test_an_era_of_two_dynasties_needs_its_dynasty(tmp_path: Path) -> None:
    text = "永和三年作"
    dossier = read_dossier(
        dossier_in(tmp_path, card("证1", text, text, 'era = "永和"\nyear = "三年"'))
    )
    [problem] = verify(dossier, Shelf(shelf_with(tmp_path, text), dossier)).hard
    assert "138年、347年" in problem.words


SUM = """
[[figures]]
id = "算1"
card = "证2"
label = "运茶"
formula = "a * (b + 14)"
terms = [{ name = "a", words = "六百六十三張" }, { name = "b", words = "一百斤" }]
unit = "斤"
"""


def test_a_calculation_shows_its_terms(tmp_path: Path) -> None:
    body = card("证2", "邊引六百六十三張每張運茶一百斤") + SUM
    dossier = read_dossier(dossier_in(tmp_path, body))
    verified = verify(dossier, Shelf(shelf_with(tmp_path), dossier))
    assert verified.sums["算1"].shown.startswith("运茶：663×（100＋14）＝75,582斤")


def test_a_number_of_two_readings_must_be_told(tmp_path: Path) -> None:
    term = (
        '[[figures]]\nid = "算1"\ncard = "证3"\nlabel = "夫"\nformula = "a"\n'
        'terms = [{{ name = "a", words = "四百八名"{} }}]\n'
    )
    text = card("证3", "出夫四百八名")
    dossier = read_dossier(dossier_in(tmp_path / "一", text + term.format("")))
    [problem] = verify(dossier, Shelf(shelf_with(tmp_path), dossier)).hard
    assert "两种读法" in problem.words
    dossier = read_dossier(dossier_in(tmp_path / "二", text + term.format(", value = 408")))
    assert verify(dossier, Shelf(shelf_with(tmp_path), dossier)).sums["算1"].value == 408
    dossier = read_dossier(dossier_in(tmp_path / "三", text + term.format(", value = 500")))
    assert "不能读作500" in verify(dossier, Shelf(shelf_with(tmp_path), dossier)).hard[0].words


def test_the_matrix_shows_every_pair_and_names_the_gaps() -> None:
    cards = [EvidenceCard("一", "某志", 0, 1, "茶", period="唐")]
    claims = [Claim("最早", "最早记载", ("一",), once=True), Claim("声誉", "声誉"),
              Claim("沿用", "沿用", ("一",))]  # fmt: skip
    matrix = matrix_of(claims, ["汉", "唐", "宋"], cards)
    assert matrix.cell("沿用", "唐").evidence == ("一",)
    assert [(gap.claim, gap.period) for gap in matrix.gaps] == [
        ("最早", "汉"), ("声誉", ""), ("沿用", "汉"), ("沿用", "宋"),
    ]  # fmt: skip
