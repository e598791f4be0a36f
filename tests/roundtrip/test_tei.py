"""A manuscript written as TEI and read again is the same manuscript, up to Origin."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings

from fangzhi.collect.tei import read
from fangzhi.files.source import SourceFile
from fangzhi.model.value import digest_of_bytes
from fangzhi.publish.tei.render import write_manuscript
from tests.roundtrip import strategies


@given(strategies.manuscripts(b"\x89PNG"))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck),
          derandomize=True)  # fmt: skip
def test_tei_gives_back_an_equal_manuscript(made: strategies.Made) -> None:
    data = write_manuscript(made.manuscript)
    again = read(SourceFile(Path("稿.xml"), "稿.xml", data, digest_of_bytes(data), "tei"))
    assert again.findings == ()
    assert strategies.comparable(again.manuscript) == strategies.comparable(made.manuscript)
