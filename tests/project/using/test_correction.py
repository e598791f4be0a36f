"""A passage that was corrected after it was cited: the sentences that rest on it are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.collect.readers import read_file, was_read
from fangzhi.facts.records.resolutions import Resolution, write_jsonl
from fangzhi.model.agent import Rights
from fangzhi.model.manuscript import texts
from fangzhi.project.using.building import build_product
from fangzhi.project.using.dossier import DossierFault, read_dossier
from fangzhi.project.using.shelf import Shelf
from fangzhi.project.using.verifying import verify
from tests.project.using.shelves import TEXT, card, dossier_in, section, shelf_with

BODY = card("证1", "二年夏大水") + section('say = "志载二年夏大水〔证1〕。"')


def test_a_corrected_passage_names_the_sentence_and_both_readings(tmp_path: Path) -> None:
    dossier = read_dossier(dossier_in(tmp_path, BODY))
    library = shelf_with(tmp_path, TEXT.replace("二年夏大水", "二年夏大疫"))
    [problem] = verify(dossier, Shelf(library, dossier)).problems
    assert problem.hard
    assert problem.sentences == ("志载二年夏大水。",)
    assert "案卷作“二年夏大水”，现为“二年夏大疫”" in problem.words
    with pytest.raises(DossierFault, match="志载二年夏大水"):
        build_product(tmp_path, library, tmp_path / "成品")


def test_words_that_only_moved_are_found_again_and_told(tmp_path: Path) -> None:
    folder = dossier_in(tmp_path / "案卷", BODY)
    dossier = read_dossier(folder)
    library = shelf_with(tmp_path, "前加一序" + TEXT)
    verified = verify(dossier, Shelf(library, dossier))
    [problem] = verified.problems
    assert not problem.hard
    assert verified.cards[0].start == TEXT.index("二年夏大水") + 4
    product = build_product(folder, library, tmp_path / "成品")
    assert "已从第" in product.warnings[0]


def test_a_work_that_is_not_there_is_named(tmp_path: Path) -> None:
    body = BODY.replace('work = "某志"', 'work = "他志"')
    dossier = read_dossier(dossier_in(tmp_path, body))
    [problem] = verify(dossier, Shelf(shelf_with(tmp_path), dossier)).hard
    assert "资料库里没有《他志》" in problem.words


def test_what_is_not_open_is_quoted_for_internal_use_only(tmp_path: Path) -> None:
    folder = dossier_in(tmp_path / "案卷", BODY)
    library = shelf_with(tmp_path, rights=Rights(secrecy="秘密"))
    with pytest.raises(DossierFault, match="资料库里没有《某志》"):
        build_product(folder, library, tmp_path / "成品")
    product = build_product(folder, library, tmp_path / "成品", internal=True)
    reading = read_file(Path(product.folder) / "试.docx", Path(product.folder))
    assert was_read(reading)
    assert any("内部使用，不得外传" in text.text for text in texts(reading.manuscript))


def test_other_signs_of_transcription_are_no_correction(tmp_path: Path) -> None:
    text = "雅州土產茶(名山之/頂有之)又有蠟"
    dossier = read_dossier(dossier_in(tmp_path, card("证1", "茶(名山之/頂有之)", text)))
    verified = verify(dossier, Shelf(shelf_with(tmp_path, text.replace("/", "")), dossier))
    assert [problem.hard for problem in verified.problems] == [False]
    assert verified.cards[0].quotation == "茶(名山之頂有之)"
    signed = shelf_with(tmp_path, text.replace("土產", "土/產").replace("有之)", "有/之)"))
    assert verify(dossier, Shelf(signed, dossier)).cards[0].quotation == "茶(名山之/頂有/之)"
    other = shelf_with(tmp_path, text.replace("/", "").replace("頂", "巔"))
    assert verify(dossier, Shelf(other, dossier)).hard


def test_a_value_that_was_decided_against_names_the_sentence(tmp_path: Path) -> None:
    text = "2022年末全县常住人口31.26万人"
    body = card("证1", text, text) + section('say = "志载常住人口31.26万人〔证1〕。"')
    folder = dossier_in(tmp_path / "案卷", body)
    path = folder / "案卷.toml"
    told = path.read_text(encoding="utf-8")
    path.write_text(told.replace("periods", 'settled = ["定夺.jsonl"]\nperiods'), encoding="utf-8")
    decided = Resolution(
        "常住", ("312600人", "321600人"), "take-b", "李编辑", "2026-11-23", "据统计公报",
        "2022年全县常住人口：312600人／321600人",
    )  # fmt: skip
    (folder / "定夺.jsonl").write_bytes(write_jsonl([decided]))
    product = build_product(folder, shelf_with(tmp_path, text), tmp_path / "成品")
    [warning] = product.warnings
    assert "李编辑已于2026-11-23定夺取321600人（据统计公报）" in warning
    assert "“志载常住人口31.26万人。”" in warning
    kept = Resolution("常住", decided.values, "take-a", "李编辑", "2026-11-24", shown=decided.shown)
    (folder / "定夺.jsonl").write_bytes(write_jsonl([decided, kept]))
    assert not build_product(folder, shelf_with(tmp_path, text), tmp_path / "成品").warnings
