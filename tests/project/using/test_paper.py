"""Facsimiles, signs of print, leaves in words, today's names."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from fangzhi.project.using.building import build_product
from fangzhi.project.using.dossier import DossierFault, PlaceRow
from fangzhi.project.using.paper.words import leaf_in_words, leaves_in_words, quotation_in_print
from fangzhi.project.using.places import UNKNOWN, today_of
from tests.project.using.shelves import card, dossier_in, shelf_with

CLAIM = '\n[[claims]]\nid = "产量"\n'


def test_a_leaf_is_cited_as_a_reader_cites_it() -> None:
    assert leaf_in_words("KR2k0052_WYG_024-72b") == "卷二十四叶七十二b"
    assert leaf_in_words("KR2k0052_WYG_000-1a") == "卷首叶一a"
    assert leaf_in_words("第三章 人口") == "第三章 人口"
    assert leaves_in_words("X_013-17a", "X_013-17b") == "卷十三叶十七a至叶十七b"


def test_small_notes_in_two_lines_are_printed_in_brackets_and_nothing_else_changes() -> None:
    assert quotation_in_print("䝉山(在縣西十/五里)(産茶)也") == "䝉山（在縣西十五里産茶）也"


def test_a_place_has_a_name_of_today_only_where_the_tables_have_it() -> None:
    assert "名山区" in today_of(PlaceRow("名山縣", "51"))
    assert today_of(PlaceRow("打箭爐", "51")) == UNKNOWN


def _pack(tmp_path: Path, image: str) -> Path:
    body = CLAIM + card("证1", "邊引六百六十三張", more=f'claim = ["产量"]\nimage = "{image}"')
    return dossier_in(tmp_path / "案卷", body, "地理标志")


def test_a_facsimile_stands_in_the_pack_and_in_the_zip(tmp_path: Path) -> None:
    folder = _pack(tmp_path, "图/叶.png")
    picture = BytesIO()
    Image.new("RGB", (40, 60), "#9E2A2B").save(picture, "PNG")
    (folder / "图").mkdir()
    (folder / "图" / "叶.png").write_bytes(picture.getvalue())
    product = build_product(folder, shelf_with(tmp_path), tmp_path / "成品")
    made = Path(product.folder)
    with zipfile.ZipFile(made / "试·证据卡.zip") as archive:
        assert archive.read("影印件/证1.png") == picture.getvalue()
    with zipfile.ZipFile(made / "试.docx") as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert [archive.read(name) for name in media] == [picture.getvalue()]


@pytest.mark.parametrize("image", ["../外.png", "没有.png"])
def test_a_facsimile_outside_the_dossier_is_refused(tmp_path: Path, image: str) -> None:
    folder = _pack(tmp_path, image)
    (tmp_path / "外.png").write_bytes(b"\x89PNG")
    with pytest.raises(DossierFault, match="不在案卷文件夹里"):
        build_product(folder, shelf_with(tmp_path), tmp_path / "成品")


@pytest.mark.parametrize("kind", ["大事辑要", "读本", "专题"])
def test_the_other_kinds_are_built_too(tmp_path: Path, kind: str) -> None:
    body = card("证1", "康熙元年春大旱", more='era = "康熙"\nyear = "元年"') + card("证2", "山崩")
    folder = dossier_in(tmp_path / "案卷", body, kind)
    product = build_product(folder, shelf_with(tmp_path), tmp_path / "成品")
    with zipfile.ZipFile(Path(product.folder) / "试·出处版.docx") as archive:
        words = archive.read("word/document.xml").decode()
    if kind == "大事辑要":
        assert "1662年" in words and "未入辑要的证据：证2" in words


def test_a_picture_that_the_library_has_is_named_by_its_address(tmp_path: Path) -> None:
    folder = _pack(tmp_path, "")
    library = shelf_with(tmp_path, images="影印/{cite}.jpg")
    product = build_product(folder, library, tmp_path / "成品")
    with zipfile.ZipFile(Path(product.folder) / "试.docx") as archive:
        assert "影印件在：影印/某志_001-1b.jpg" in archive.read("word/document.xml").decode()
