"""A reference without any cleverness: every run of folded characters that two prints share."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from fangzhi.files.look.zst import unpack_zst
from fangzhi.library.stream import TURN
from fangzhi.zh.fold import fold

_TOKEN = re.compile(r"&[A-Za-z0-9_+-]{2,24};|.", re.DOTALL)
_NOT_WORDS = set("()（）/¶，。；：、？！“”‘’「」『』《》〈〉·—…")
EXAMPLES = Path(__file__).parents[3] / "examples"
HUAYANG = EXAMPLES / "华阳国志" / "华阳国志_KR2i0003_SBCK.jsonl"
SICHUAN = EXAMPLES / "四川通志" / "四川通志_KR2k0052_WYG.jsonl.zst"


class Print(NamedTuple):
    """A chronicle: its characters without white space and turns of notes, folded tokens, places."""

    text: str
    tokens: list[str]
    offsets: list[int]


class Reference(NamedTuple):
    """`size` equal tokens; the stretch from first to last of them in either text."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    size: int


def read_print(path: Path, juan: Sequence[str] = ()) -> Print:
    """Read leaves as they stand in the file (of some juan only), without the product's readers."""
    data = path.read_bytes()
    lines = (unpack_zst(data) if path.suffix == ".zst" else data).decode().splitlines()
    leaves = [json.loads(line) for line in lines]
    words = "\n".join(leaf["text"] for leaf in leaves if not juan or leaf["juan"] in juan)
    heads = [False] * len(words)
    for head in re.finditer(r"#\+[A-Z]+: *[A-Z]*", words):
        heads[head.start() : head.end()] = [True] * (head.end() - head.start())
    kept, hidden = [], []
    for character, is_head in zip(words, heads, strict=True):
        if not character.isspace() and character != TURN:
            kept.append(character)
            hidden.append(is_head)
    text = "".join(kept)
    tokens, offsets = [], []
    for found in _TOKEN.finditer(text):
        if found[0] not in _NOT_WORDS and not hidden[found.start()]:
            tokens.append(fold(found[0]) if len(found[0]) == 1 else found[0])
            offsets.append(found.start())
    return Print(text, tokens, offsets)


def shared_runs(a: Print, b: Print, least: int) -> list[Reference]:
    """Give every pair of maximal equal runs of at least `least` tokens."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(a.tokens) - least + 1):
        places.setdefault(tuple(a.tokens[at : at + least]), []).append(at)
    runs = []
    for other in range(len(b.tokens) - least + 1):
        for one in places.get(tuple(b.tokens[other : other + least]), ()):
            if one and other and a.tokens[one - 1] == b.tokens[other - 1]:
                continue
            size = least
            while (
                one + size < len(a.tokens)
                and other + size < len(b.tokens)
                and a.tokens[one + size] == b.tokens[other + size]
            ):
                size += 1
            ends = a.offsets[one + size - 1] + 1, b.offsets[other + size - 1] + 1
            runs.append(Reference(a.offsets[one], ends[0], b.offsets[other], ends[1], size))
    return runs
