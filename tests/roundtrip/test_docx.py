"""A manuscript written as DOCX and read again is the same manuscript, up to Origin."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings

from fangzhi.collect.docx.read import read
from fangzhi.files.source import SourceFile
from fangzhi.model.value import digest_of_bytes
from fangzhi.publish.docx.manuscript import write_manuscript
from tests.roundtrip import strategies
from tests.roundtrip.pictures import png


@given(strategies.manuscripts(png(4, 3)))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck),
          derandomize=True)  # fmt: skip
def test_docx_gives_back_an_equal_manuscript(made: strategies.Made) -> None:
    data = write_manuscript(made.manuscript, made.assets)
    again = read(SourceFile(Path("稿.docx"), "稿.docx", data, digest_of_bytes(data), "docx"))
    assert strategies.comparable(again.manuscript) == strategies.comparable(made.manuscript)
    assert again.assets == made.assets
