"""Leaves that are not named apart, and a byte order mark before the first."""

from __future__ import annotations

import json
from pathlib import Path

from fangzhi.collect.prints.leaves import read
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import texts
from fangzhi.model.value import digest_of_bytes

WORDS = "某某縣志建置沿革考略"


def leaf(juan: int) -> str:
    return json.dumps({"title": "某志", "juan": juan, "page": "1a", "text": WORDS})


def test_leaves_of_the_same_name_in_two_juan_have_addresses_and_ids_of_their_own() -> None:
    data = "\n".join(map(leaf, (1, 2))).encode("utf-8-sig")
    found = read(SourceFile(Path("志.jsonl"), "志.jsonl", data, digest_of_bytes(data), "jsonl"))
    read_texts = list(texts(found.manuscript))
    assert [t.text for t in read_texts] == ["某志 卷1", WORDS, "某志 卷2", WORDS]
    assert len({t.id for t in read_texts}) == 4
    runs = [run for t in read_texts for run in t.origin]
    assert [(run.address, run.page) for run in runs] == [("1a", "1a"), ("L2", "1a")]
    assert not found.findings
