"""Manuscripts for tests, written as an editor would: "# " heads, "【…】" entry heads, plain lines."""

from __future__ import annotations

from fangzhi.compile.kinds import find_kind
from fangzhi.compile.settings import Contribution, OutlineItem, WorkSettings
from fangzhi.model.manuscript import Block, Cell, Manuscript, Table
from fangzhi.model.place import Run
from fangzhi.model.text import Role, Text
from fangzhi.model.value import digest_of_bytes, mint_id


def manuscript(name: str, words: str) -> Manuscript:
    """Write a manuscript: "# " to "#### " are headings, "表|" a caption, "a|b" lines a table."""
    source = digest_of_bytes(f"{name}\0{words}".encode())
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in [*words.strip().splitlines(), ""]:
        line = line.strip()
        if "|" in line and not line.startswith("表|"):
            rows.append(line.split("|"))
            continue
        if rows:
            blocks.append(_table(source, len(blocks), rows))
            rows = []
        if line:
            blocks.append(_text(source, len(blocks), line))
    return Manuscript(tuple(blocks), name=name, source=source, media_type="docx")


def _text(source: str, position: int, line: str) -> Text:
    role: Role = "paragraph"
    level = 0
    if line.startswith("#"):
        level = len(line) - len(line.lstrip("#"))
        role, line = "heading", line.lstrip("# ")
    elif line.startswith("表|"):
        role, line = "caption", line[2:]
    origin = (Run(0, len(line), source, address=str(position)),)
    return Text(mint_id(source, "", str(position)), line, role, level, origin=origin)


def _table(source: str, position: int, rows: list[list[str]]) -> Table:
    cells = tuple(
        Cell(r, c, Text(mint_id(source, f"{r}/{c}", str(position)), words.strip()))
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
    )
    id = mint_id(source, "table", str(position))
    return Table(id, len(rows), len(rows[0]), cells, header_rows=1)


def contribution(name: str, words: str, **more: str) -> Contribution:
    """Write a contribution (来稿); `unit`, `node` and `kind` may be given."""
    return Contribution(manuscript(name, words), **more)  # type: ignore[arg-type]


def settings(kind: str, *outline: OutlineItem, title: str = "青川县志") -> WorkSettings:
    """Give the settings of a work of this kind."""
    found = find_kind(kind)
    assert found is not None
    return WorkSettings("work", title, found, outline=outline)
