"""A data set on disk: a recipe run, its corrections beside the recipe, the table written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from fangzhi.collect.readers import read_file, was_read
from fangzhi.files.atomic import write_bytes
from fangzhi.library.extract.corrections import (
    VERDICT,
    VERDICTS,
    Applied,
    Correction,
    apply,
    corrections_in,
    read,
    written,
)
from fangzhi.library.extract.recipe import Recipe, read_recipe
from fangzhi.library.extract.rows import Row, extract, wanted
from fangzhi.library.extract.table import cells_of, columns_of
from fangzhi.library.filters import Audience
from fangzhi.library.index import Library
from fangzhi.library.reuse.between import Source
from fangzhi.model.manuscript import tables
from fangzhi.project.comparing.outputs import Writer, table_bytes
from fangzhi.project.comparing.sources import INSIDE, sources_in
from fangzhi.publish.press.xlsx import Sheet, workbook


class DataSet(msgspec.Struct, frozen=True):
    """What a recipe gave: its rows with corrections put on, and corrections that found no row."""

    recipe: Recipe
    rows: tuple[Row, ...]
    lost: tuple[Correction, ...]

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        works = len({row.title for row in self.rows})
        refused = sum(row.verdict == "不取" for row in self.rows)
        mended = sum(bool(row.mended) for row in self.rows)
        said = f"“{self.recipe.title}”从 {works} 种书里取出 {len(self.rows):,} 行"
        if refused or mended:
            said += f"，其中编辑改过 {mended} 行、不取 {refused} 行"
        looked = sum(bool(row.note) for row in self.rows)
        return said + (f"，有 {looked} 行须看“说明”。" if looked else "。")


def corrections_path(recipe: Path) -> Path:
    """Give where the corrections of a recipe are kept: beside it."""
    return recipe.with_name(f"{recipe.stem}.审定.tsv")


def run(
    path: Path, sources: Iterable[Source], library: Library | None = None,
    edited: Path | None = None, audience: Audience = INSIDE,
) -> DataSet:  # fmt: skip
    """Run a recipe file over works; take over what an edited table says first, and keep it.

    Of the library only the works that the recipe names are read, one after another. Raises
    BadRecipe for the recipe, ValueError for corrections or a table that cannot be read.
    """
    recipe = read_recipe(path)
    held = sources_in(library, lambda title: wanted(recipe, title), audience) if library else ()
    rows = list(extract(recipe, chain(sources, held)))
    kept = corrections_path(path)
    corrections = read(kept.read_text(encoding="utf-8")) if kept.is_file() else []
    if edited is not None:
        made = corrections_in(recipe, rows, _grid(edited))
        known = {row.id for row in rows}
        corrections = [one for one in corrections if one.id not in known] + made
        write_bytes(kept, written(corrections).encode("utf-8"))
    applied: Applied = apply(rows, corrections)
    return DataSet(recipe, applied.rows, applied.lost)


def _grid(path: Path) -> list[list[str]]:
    reading = read_file(path, path.parent)
    if not was_read(reading):
        raise ValueError(f"“{path.name}”读不出：{'；'.join(f.message for f in reading.findings)}")
    lines: list[list[str]] = []
    for table in tables(reading.manuscript):
        grid = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            grid[cell.row][cell.column] = cell.text.text
        lines += grid
    return lines


def data_writers(found: DataSet) -> dict[str, Writer]:
    """Give the writers of a data set, by ending."""
    columns = columns_of(found.recipe)

    def rows() -> Iterable[Sequence[str]]:
        return cells_of(found.recipe, found.rows)

    return {
        ".xlsx": lambda: _workbook(columns, rows()),
        ".csv": lambda: table_bytes(columns, rows(), ".csv"),
        ".json": lambda: msgspec.json.format(msgspec.json.encode(found.rows), indent=1) + b"\n",
    }


def _workbook(columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> bytes:
    """Give the table with a list to choose the verdict from."""
    heads = [head for head, _ in columns]
    sheet = Sheet("数据", widths=[float(width) for _, width in columns], frozen=True)
    for number, cells in enumerate((heads, *rows), 1):
        for column, words in enumerate(cells, 1):
            sheet.write(number, column, words, "list head" if number == 1 else "list")
    sheet.choices[heads.index(VERDICT) + 1] = VERDICTS
    return workbook([sheet])
