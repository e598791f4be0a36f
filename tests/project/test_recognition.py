"""`ocr = false`: pictures are taken as they are, at once, and the report says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from fangzhi.collect.pages import engine
from fangzhi.project.load import load


@pytest.fixture
def village(tmp_path: Path) -> Path:
    page = Image.new("RGB", (900, 500), "white")
    for row in range(6):
        ImageDraw.Draw(page).text((40, 40 + 70 * row), "QINGXI VILLAGE 1958", "black", font_size=48)
    page.save(tmp_path / "scan.png")
    return tmp_path


def test_without_recognition_a_page_is_a_picture(village: Path) -> None:
    (village / "fangzhi.toml").write_text("[work]\nkind = '村志'\nocr = false\n", "utf-8")
    project = load(village)
    [file] = project.files
    assert (file.read, file.characters) == (True, 0)
    [finding] = [f for f in project.findings if f.rule == "读入"]
    assert "没有识别" in finding.message and (
        "ocr = false" in finding.message or "安装" in finding.message
    )


@pytest.mark.skipif(not engine.available(), reason="no recognition engine is installed")
def test_a_page_is_read_again_when_recognition_is_switched_on(village: Path) -> None:
    toml = village / "fangzhi.toml"
    toml.write_text("[work]\nkind = '村志'\nocr = false\n", "utf-8")
    assert load(village).files[0].characters == 0
    toml.write_text("[work]\nkind = '村志'\n", "utf-8")
    assert load(village).files[0].characters >= 6
