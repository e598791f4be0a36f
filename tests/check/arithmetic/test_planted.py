"""The planted set, read from its files: recall of families K, L and I, and no trap hit."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from typing import Any

import pytest

from fangzhi.check.engine import check_manuscripts
from fangzhi.check.settings import CheckSettings, DocumentSettings
from fangzhi.collect.docx import read as docx
from fangzhi.collect.sheets import xlsx
from fangzhi.files.guard import admit
from fangzhi.files.source import SourceFile

PLANTED = Path(__file__).parents[4] / "shared" / "data" / "planted"
CROSS_DOCUMENT = range(189, 198)
pytestmark = pytest.mark.skipif(
    not PLANTED.is_dir(), reason="the planted set is not beside the repository"
)


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", PLANTED / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _settings() -> CheckSettings:
    given = tomllib.loads((PLANTED / "manuscripts" / "work.toml").read_text(encoding="utf-8"))
    work = given["work"]
    documents = tuple(
        DocumentSettings(
            d["file"], d["kind"], d.get("upper"), d.get("lower"), d.get("prior_volume", False)
        )
        for d in given["documents"]
    )
    return CheckSettings(
        kind=work["kind"], area=work["area"], volume_year=work["volume_year"],
        content_year=work["content_year"], switches=given["switches"],
        authority=given["authority"], documents=documents,
    )  # fmt: skip


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    manuscripts = []
    for path in sorted((PLANTED / "manuscripts").iterdir()):
        if path.suffix in (".docx", ".xlsx"):
            source = admit(path, path.parent)
            assert isinstance(source, SourceFile)
            read = docx.read if path.suffix == ".docx" else xlsx.read
            manuscripts.append(read(source).manuscript)
    findings = [
        {"doc": f.place.doc, "block": f.place.block, "start": f.place.start, "end": f.place.end,
         "text": f.text, "rule": f.rule, "message": f.message}
        for f in check_manuscripts(manuscripts, _settings())
        if f.place is not None and f.rule[1:].isdigit() and int(f.rule[1:]) in _OURS
    ]  # fmt: skip
    scorer = _scorer()
    scored: dict[str, Any] = scorer.run(scorer.Set(str(PLANTED)), findings)
    return scored


_OURS = {*range(149, 154), *range(167, 189), 192}


@pytest.mark.parametrize(("letter", "least"), [("K", 0.97), ("L", 0.97), ("I", 0.87)])
def test_the_planted_errors_are_found(result: dict[str, Any], letter: str, least: float) -> None:
    assert result["by_letter_without_R189_R197"][letter]["recall_letter"] >= least


def test_no_look_alike_is_reported(result: dict[str, Any]) -> None:
    assert result["_traps"] == []


def test_nothing_outside_the_planted_errors_is_reported(result: dict[str, Any]) -> None:
    assert [(f["rule"], f["text"]) for f in result["_outside"]] == []
