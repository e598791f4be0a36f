"""The office's word table as a file: 词, 应为, 说明, 例外, 级别 in columns parted by tabs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

_COLUMNS = {
    "词": "word",
    "应为": "right",
    "说明": "note",
    "例外": "unless",
    "级别": "level",
}


def read_terms(folder: Path, name: str, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """Give the rows of a word table for `[authority] words`; faults are told and left out.

    UTF-8 with or without a mark at the start; the first line may name the columns, else they
    stand in the order 词, 应为, 说明, 例外, 级别. "#" begins a remark; 例外 are phrases, parted
    by 、, in which the word is right.
    """
    try:
        lines = (folder / name).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        say(f"[rules] terms 写的“{name}”读不出，词表没有采用（{fault}）。请另存为 UTF-8 的文本。")
        return []
    rows: list[dict[str, Any]] = []
    columns = list(_COLUMNS.values())
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#"):
            continue
        if cells[0] == "词":
            columns = [_COLUMNS.get(cell, "") for cell in cells]
        elif not cells[0]:
            say(f"词表“{name}”第{number}行没有写词，这一行没有采用。")
        else:
            given = zip(columns, cells, strict=False)
            rows.append({column: cell for column, cell in given if column and cell})
    return rows
