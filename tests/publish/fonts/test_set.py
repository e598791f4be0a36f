"""The fonts of the house: whole as listed, and honest about what they hold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fangzhi.publish.fonts.cmap import FontFault, characters_of
from fangzhi.publish.fonts.set import HERE, house_fonts, open_set


def test_the_fonts_are_the_listed_bytes_and_each_under_12_mb() -> None:
    fonts = house_fonts()
    assert {font.family for font in fonts.files} == {
        "Noto Serif SC", "Noto Sans SC", "Fangzhi Rare Han"}  # fmt: skip
    assert all(font.size < 12_000_000 and font.licence == "OFL-1.1" for font in fonts.files)
    assert "SIL OPEN FONT LICENSE Version 1.1" in (HERE / "OFL.txt").read_text(encoding="utf-8")


def test_each_font_holds_as_many_characters_as_listed() -> None:
    fonts = house_fonts()
    for font, path in zip(fonts.files, fonts.paths, strict=True):
        assert len(characters_of(path)) == font.characters


def test_all_common_and_ext_a_han_and_rare_ones_of_the_old_gazetteers_can_be_printed() -> None:
    held = house_fonts().held
    assert all(chr(code) in held for code in range(0x4E00, 0x9FEB))
    assert all(chr(code) in held for code in range(0x3400, 0x4DB6))
    rare = Path(__file__).parents[3] / "tools" / "rare_wanted.txt"
    assert set(rare.read_text(encoding="utf-8")) <= held | {"\U0002f962"}


def test_a_changed_font_is_refused(tmp_path: Path) -> None:
    listed = json.loads((HERE / "fonts.json").read_text(encoding="utf-8"))["fonts"][-1]
    (tmp_path / "fonts.json").write_text(json.dumps({"fonts": [listed]}), encoding="utf-8")
    shutil.copy(HERE / listed["file"], tmp_path)
    assert open_set(tmp_path).files[0].digest == listed["digest"]
    with (tmp_path / listed["file"]).open("ab") as font:
        font.write(b"\0")
    with pytest.raises(FontFault, match="改动"):
        open_set(tmp_path)


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ttf"
    path.write_bytes(b"not a font at all")
    with pytest.raises(FontFault):
        characters_of(path)
