"""The planted manuscripts, read by address: every block stands where the answer key says."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from fangzhi.collect.docx.read import read
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.value import digest_of_bytes

PLANTED = Path(__file__).parents[4] / "shared" / "data" / "planted"

pytestmark = pytest.mark.skipif(not PLANTED.is_dir(), reason="../shared/data/planted is absent")


def words_by_address(manuscript: Manuscript) -> dict[str, str]:
    """Give the words of every original block by its address, as origin runs tell."""
    found: dict[str, str] = {}
    for text in texts(manuscript, comments=True):
        for run in text.origin:
            found[run.address] = text.text[run.start : run.end]
    return found


def expected_blocks() -> dict[str, dict[str, str]]:
    blocks: dict[str, dict[str, str]] = defaultdict(dict)
    if PLANTED.is_dir():
        for line in (PLANTED / "blocks.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["doc"].endswith(".docx"):
                blocks[row["doc"]][str(row["block"])] = row["text"]
    return blocks


@pytest.mark.parametrize("name", sorted(expected_blocks()))
def test_every_planted_block_is_read_at_its_address(name: str) -> None:
    path = PLANTED / "manuscripts" / name
    data = path.read_bytes()
    reading = read(SourceFile(path, name, data, digest_of_bytes(data), "docx"))
    found = words_by_address(reading.manuscript)
    expected = {address: text for address, text in expected_blocks()[name].items() if text}
    assert {address: found.get(address) for address in expected} == expected
    assert reading.findings == ()
