"""A yearbook of a million characters: planted manuscripts with other numbers, among plain prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.material import law_lines
from fangzhi.check.settings import CheckSettings
from fangzhi.model.manuscript import Block, Manuscript, Table, texts
from fangzhi.model.text import Text
from fangzhi.project.load import load

_PLANTED = Path(__file__).resolve().parents[2] / "shared" / "data" / "planted" / "manuscripts"
_NUMBER = re.compile(r"(?<![\d.])\d{3,}(?![\d年])")


def yearbook(characters: int, prose: float) -> tuple[tuple[Manuscript, ...], CheckSettings]:
    """Give manuscripts of so many characters, of which `prose` (0 to 1) is of the laws; none
    where ../shared is absent."""
    if not _PLANTED.is_dir():
        return (), CheckSettings()
    read = load(_PLANTED, keep=False)
    originals = [one.manuscript for one in read.contributions]
    lines = iter(law_lines(8 * characters)) if prose else iter(())
    found: list[Manuscript] = []
    size = turn = 0
    while size < characters:
        for manuscript in originals:
            blocks = [_varied_block(b, turn) for b in manuscript.blocks]
            own = [block for block in blocks if block is not None]
            dense = sum(len(text.text) for text in texts(Manuscript(tuple(own))))
            mixed = tuple(_mixed(own, lines, int(dense * prose / (1 - prose)), turn))
            found.append(Manuscript(mixed, name=f"{turn}/{manuscript.name}"))
            size += sum(len(text.text) for text in texts(found[-1]))
            if size >= characters:
                break
        turn += 1
    return tuple(found), msgspec.structs.replace(read.told.check, documents=())


def _mixed(own: list[Block], lines: Iterator[str], wanted: int, turn: int) -> Iterator[Block]:
    """Put lines of prose between the blocks until there are `wanted` characters of them."""
    for number, block in enumerate(own):
        yield block
        if wanted > 0 and (line := next(lines, "")):
            wanted -= len(line)
            yield Text(f"prose-{turn}-{number}", line)
    while wanted > 0 and (line := next(lines, "")):
        wanted -= len(line)
        yield Text(f"prose-{turn}-{wanted}", line)


def _varied(text: Text | None, turn: int) -> Text | None:
    if text is None:
        return None
    words = _NUMBER.sub(lambda m: str(int(m[0]) * 100 // 97 + turn), text.text)
    return msgspec.structs.replace(text, id=f"{text.id}-{turn}", text=words, marks=(), origin=())


def _varied_block(block: Block, turn: int) -> Block | None:
    if isinstance(block, Text):
        return _varied(block, turn)
    if not isinstance(block, Table):
        return None
    cells = tuple(
        msgspec.structs.replace(cell, text=_varied(cell.text, turn), tables=())
        for cell in block.cells
    )
    return msgspec.structs.replace(
        block,
        id=f"{block.id}-{turn}", cells=cells, source=None,
        title=_varied(block.title, turn), unit=_varied(block.unit, turn),
    )  # fmt: skip
