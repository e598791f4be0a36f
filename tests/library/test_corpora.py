"""The shipped chronicles: the stream that is searched is the print, character by character."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fangzhi.collect.readers import read_file
from fangzhi.files.look.zst import unpack_zst
from fangzhi.library.stream import TURN, drop_space, stream_of_manuscript
from tests.library.reference import with_turns

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    "name",
    ["华阳国志/华阳国志_KR2i0003_SBCK.jsonl", "四川通志/四川通志_KR2k0052_WYG.jsonl.zst"],
)
def test_the_stream_of_a_chronicle_is_its_print_without_breaks(name: str) -> None:
    path = EXAMPLES / name
    data = path.read_bytes()
    lines = (unpack_zst(data) if name.endswith("zst") else data).decode().splitlines()
    print_text = "".join(drop_space(json.loads(line)["text"]) for line in lines)
    stream = stream_of_manuscript(read_file(path, path.parent).manuscript)
    assert stream.text == print_text.replace(TURN, "")
    assert with_turns(stream) == print_text
    assert stream.cite(0) == json.loads(lines[0])["page"]
    assert stream.cite(len(stream.text) - 1) == json.loads(lines[-1])["page"]
