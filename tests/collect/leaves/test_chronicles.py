"""Whole chronicles: every character is where its origin says, and nothing is lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from fangzhi.collect.prints.leaves import unpacked
from fangzhi.collect.readers import read_source
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.text import GLYPH
from fangzhi.model.value import digest_of_bytes

CLASSICAL = Path(__file__).parents[4] / "shared" / "data" / "classical"
needs_data = pytest.mark.skipif(
    not CLASSICAL.is_dir(), reason="needs ../shared/data beside the repository"
)
MARKUP = re.compile(r"[\s()/]")


def read(name: str) -> tuple[Manuscript, dict[str, str]]:
    path = CLASSICAL / name
    data = path.read_bytes()
    reading = read_source(SourceFile(path, name, data, digest_of_bytes(data), "jsonl"))
    assert reading.findings == ()
    leaves = (json.loads(line) for line in unpacked(data).splitlines())
    return reading.manuscript, {leaf["page"]: leaf["text"] for leaf in leaves}


def check(manuscript: Manuscript, leaves: dict[str, str]) -> None:
    read_words: list[str] = []
    for text in texts(manuscript):
        for run in text.origin:
            words = text.text[run.start : run.end]
            there = leaves[run.address][run.offset : run.offset + len(words)]
            assert there == words or (words == GLYPH and there in "&[")
            assert run.page == run.address
            read_words.append(words)
    given = re.sub(r"&[A-Za-z0-9_+-]{2,24};", GLYPH, "".join(leaves.values()))
    given = re.sub(r"\[[^][\s]+[-+*/@][^][\s]+\]", GLYPH, given)
    assert MARKUP.sub("", "".join(read_words)) == MARKUP.sub("", given)


@needs_data
def test_the_first_chronicle_of_sichuan_reads_whole() -> None:
    manuscript, leaves = read("华阳国志_KR2i0003_SBCK.jsonl")
    check(manuscript, leaves)
    assert manuscript.title == "華陽國志"
    headings = [text.text for text in texts(manuscript) if text.role == "heading"]
    assert headings[1:3] == ["華陽國志卷苐一", "巴志"]


@needs_data
def test_two_million_characters_are_read_with_every_leaf_marked() -> None:
    manuscript, leaves = read("四川通志_KR2k0052_WYG.jsonl.zst")
    check(manuscript, leaves)
    kinds = Counter(mark.kind for text in texts(manuscript) for mark in text.marks)
    marked = {
        mark.ref for text in texts(manuscript) for mark in text.marks if mark.kind == "leaf-break"
    }
    filled = {page for page, text in leaves.items() if text.strip()}
    assert filled <= marked | {""}
    assert kinds["note"] > 10_000
