"""docs/losses.md says what is lost, no more and no less."""

from __future__ import annotations

import ast
import re
import zipfile
from pathlib import Path

import pytest

from fangzhi.publish.renderers import RENDERERS
from fangzhi.publish.tei.render import render as render_tei
from tests.publish.docx.sample import ASSETS, DIGEST, FIRST, PICTURE, book
from tests.roundtrip.strategies import LOST

ROOT = Path(__file__).parents[2]


def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "losses.md").read_text(encoding="utf-8").splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")]
             for line in lines if line.startswith("|")]  # fmt: skip
    return table[2:]


def test_every_format_has_its_rows() -> None:
    assert {row[0] for row in rows()} == set(RENDERERS)


@pytest.mark.parametrize("format_", ["docx", "tei"])
def test_the_fields_lost_are_exactly_those_the_round_trip_does_not_compare(format_: str) -> None:
    named = {
        field for row in rows() if row[0] == format_ for field in re.findall(r"`(.+?)`", row[2])
    }
    assert named == {f"{kind}.{name}" for kind, names in LOST.items() for name in names}


def test_every_test_named_in_the_table_exists() -> None:
    for row in rows():
        for path, name in re.findall(r"`(tests/.+?)::(.+?)`", row[4]):
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            assert name in {f.name for f in ast.walk(tree) if isinstance(f, ast.FunctionDef)}, name


def test_tei_names_pictures_and_does_not_hold_them(tmp_path: Path) -> None:
    data = (tmp_path / render_tei(book(), ASSETS, tmp_path).files[0]).read_bytes()
    assert f"urn:sha256:{DIGEST}".encode() in data
    assert PICTURE not in data and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("format_", ["epub", "site"])
def test_readers_formats_show_the_text_with_changes_accepted(format_: str, tmp_path: Path) -> None:
    RENDERERS[format_](book(), ASSETS, tmp_path)
    words = "".join(_words(path) for path in sorted(tmp_path.rglob("*")) if path.is_file())
    assert FIRST in words
    assert "旧文" not in words


def _words(path: Path) -> str:
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as archive:
            pages = [archive.read(n) for n in archive.namelist() if n.endswith("html")]
        return "".join(re.sub(r"<[^>]+>", "", page.decode("utf-8")) for page in pages)
    if path.suffix != ".html":
        return ""
    return re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))
