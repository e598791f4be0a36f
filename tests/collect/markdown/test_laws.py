"""The trade's laws as Markdown: nothing lost, every place exact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fangzhi.collect.readers import read_source
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import texts
from fangzhi.model.value import digest_of_bytes

LAWS = Path(__file__).parents[4] / "shared" / "data" / "modern" / "laws_core"


@pytest.mark.skipif(not LAWS.is_dir(), reason="needs ../shared/data beside the repository")
def test_every_law_keeps_its_words_and_says_where_each_stood() -> None:
    paths = sorted(LAWS.glob("*.md"))
    assert len(paths) == 46
    for path in paths:
        data = path.read_bytes()
        source = SourceFile(path, path.name, data, digest_of_bytes(data), "md")
        reading = read_source(source)
        assert reading.findings == (), path.name
        lines = data.decode().split("\n")
        for text in texts(reading.manuscript):
            for run in text.origin:
                block = "\n".join(lines[int(run.address[1:]) - 1 :])
                words = text.text[run.start : run.end]
                assert block[run.offset : run.offset + len(words)] == words
        plain = re.sub(r"<!--.*?-->|^#+ |^\s*[-*] |\s", "", data.decode(), flags=re.MULTILINE)
        read = re.sub(r"\s", "", "".join(text.text for text in texts(reading.manuscript)))
        assert read == plain, path.name
