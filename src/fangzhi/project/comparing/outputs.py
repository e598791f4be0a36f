"""What a comparison writes: a page, a table, TEI, Word; the ending of a name says which."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from fangzhi.files.atomic import write_bytes
from fangzhi.library.collation import page as collation_page
from fangzhi.library.collation.apparatus import Aligned, Apparatus
from fangzhi.library.collation.tei import tei_of as collation_tei
from fangzhi.library.reuse import page as reuse_page
from fangzhi.library.reuse.between import Reuse
from fangzhi.library.reuse.quoting import Checked
from fangzhi.library.reuse.tei import tei_of as reuse_tei
from fangzhi.publish.docx.manuscript import write_manuscript
from fangzhi.publish.press.sheets import list_file

Columns = Sequence[tuple[str, int]]
Writer = Callable[[], bytes]
_LONGEST_CELL = 32_000
"""A cell of a workbook holds 32,767 characters; a longer one is cut with a word that it is."""


class NoWriter(ValueError):
    """Raised for a name whose ending nothing here can write; says in Chinese which there are."""


def table_bytes(columns: Columns, rows: Iterable[Sequence[str]], ending: str) -> bytes:
    """Give rows as XLSX or as CSV (UTF-8 with a mark, so that spreadsheets read it)."""
    heads = [head for head, _ in columns]
    if ending == ".csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows([heads, *rows])
        return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")
    cut = ([_cut(words) for words in row] for row in rows)
    return list_file(heads, cut, [width for _, width in columns])


def _cut(words: str) -> str:
    if len(words) <= _LONGEST_CELL:
        return words
    return f"{words[:_LONGEST_CELL]}……（共 {len(words)} 字，这里放不下）"


def reuse_writers(found: Reuse) -> dict[str, Writer]:
    """Give the writers of what two works share, by ending."""
    return {
        ".html": lambda: reuse_page.page_of(found),
        ".xlsx": lambda: table_bytes(reuse_page.COLUMNS, reuse_page.rows_of(found), ".xlsx"),
        ".csv": lambda: table_bytes(reuse_page.COLUMNS, reuse_page.rows_of(found), ".csv"),
        ".xml": lambda: reuse_tei(found),
        ".json": lambda: _json(found),
    }


def quotation_writers(checked: Sequence[Checked]) -> dict[str, Writer]:
    """Give the writers of checked quotations, by ending."""
    columns = reuse_page.QUOTED_COLUMNS
    return {
        ".html": lambda: reuse_page.quoted_page(checked),
        ".xlsx": lambda: table_bytes(columns, reuse_page.quoted_rows(checked), ".xlsx"),
        ".csv": lambda: table_bytes(columns, reuse_page.quoted_rows(checked), ".csv"),
        ".json": lambda: _json(checked),
    }


def collation_writers(
    apparatus: Apparatus, tables: Sequence[Aligned], *, forms: bool
) -> dict[str, Writer]:
    """Give the writers of a collation, by ending; `forms` puts differences of writing into tables."""
    columns = collation_page.COLUMNS

    def rows() -> Iterable[Sequence[str]]:
        return collation_page.rows_of(apparatus, forms=forms)

    return {
        ".html": lambda: collation_page.page_of(apparatus),
        ".xlsx": lambda: table_bytes(columns, rows(), ".xlsx"),
        ".csv": lambda: table_bytes(columns, rows(), ".csv"),
        ".xml": lambda: collation_tei(apparatus, tables),
        ".docx": lambda: write_manuscript(collation_page.manuscript_of(apparatus), {}),
        ".json": lambda: _json(apparatus),
    }


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def check_names(paths: Iterable[Path], writers: Mapping[str, object]) -> None:
    """Raise NoWriter for a name that cannot be written, before anything is written."""
    for path in paths:
        if path.suffix.lower() not in writers:
            raise NoWriter(
                f"不会写“{path.name}”；名字的末尾可以是 {'、'.join(writers)}（.xml 为 TEI）。"
            )


def write_all(paths: Iterable[Path], writers: Mapping[str, Writer]) -> None:
    """Write each file by the writer of its ending."""
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, writers[path.suffix.lower()]())
