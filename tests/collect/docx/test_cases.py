"""Every feature a small real file: cases/<what it shows>/manuscript.docx and expected.json."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fangzhi.collect.docx.read import read
from fangzhi.collect.reading import Reading
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import texts
from fangzhi.model.value import digest_of_bytes

CASES = Path(__file__).parent / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())


def read_case(name: str) -> Reading:
    path = CASES / name / "manuscript.docx"
    data = path.read_bytes()
    return read(SourceFile(path, f"{name}.docx", data, digest_of_bytes(data), "docx"))


def as_expected(reading: Reading) -> Any:
    """Give the encoded manuscript and findings, with ids written as "@address" to be readable."""
    manuscript = reading.manuscript
    names = {text.id: f"@{text.origin[0].address}" for text in texts(manuscript, comments=True)}
    names |= {asset.digest: f"picture {asset.name}" for asset in manuscript.assets}
    names[manuscript.source] = "the original"
    body = {
        "blocks": msgspec.to_builtins(manuscript.blocks),
        "notes": msgspec.to_builtins(manuscript.notes),
        "assets": msgspec.to_builtins(manuscript.assets),
        "title": manuscript.title,
        "lang": manuscript.lang if manuscript.lang != "zh-Hans" else "",
        "findings": msgspec.to_builtins(reading.findings),
    }
    return _named({key: value for key, value in body.items() if value}, names)


def _named(value: Any, names: dict[str, str]) -> Any:
    match value:
        case dict():
            skip = ("file",) if "address" in value else ()
            return {k: _named(v, names) for k, v in value.items() if k not in skip}
        case list() | tuple():
            return [_named(item, names) for item in value]
        case str():
            return names.get(value, value)
    return value


@pytest.mark.parametrize("name", NAMES)
def test_a_case_reads_as_expected(name: str) -> None:
    expected = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    assert as_expected(read_case(name)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_marks_and_findings_stay_inside_their_texts(name: str) -> None:
    reading = read_case(name)
    by_id = {text.id: text for text in texts(reading.manuscript, comments=True)}
    for text in by_id.values():
        assert all(0 <= mark.start <= mark.end <= len(text.text) for mark in text.marks)
        assert [run.start for run in text.origin] == sorted(run.start for run in text.origin)
    for finding in reading.findings:
        if finding.text:
            assert by_id[finding.block].text[finding.start : finding.end] == finding.text


def test_every_address_is_written_as_the_docs_say() -> None:
    page = (Path(__file__).parents[3] / "docs" / "addresses.md").read_text(encoding="utf-8")
    pattern = re.compile(page.rpartition("```\n")[0].rpartition("```\n")[2].strip())
    found = {
        run.address
        for name in NAMES
        for text in texts(read_case(name).manuscript, comments=True)
        for run in text.origin
    }
    assert len(found) > 30
    assert [address for address in found if not pattern.fullmatch(address)] == []


def test_at_least_thirty_two_features_have_a_case() -> None:
    assert len(NAMES) >= 32


def test_the_committed_files_are_what_their_sources_say() -> None:
    maker = Path(__file__).parent / "make_cases.py"
    done = subprocess.run(
        [sys.executable, str(maker), "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "")
