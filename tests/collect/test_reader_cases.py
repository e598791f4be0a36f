"""Every feature of every reader a small real file with what it must read as beside it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fangzhi.collect.readers import read_source
from fangzhi.collect.reading import Reading
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Block, Cell, Figure, Table, Utterance, texts
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of_bytes

HERE = Path(__file__).parent
KINDS = {"xlsx": "xlsx", "xls": "xls", "pdf": "pdf", "plain": "txt", "markdown": "md",
         "mandoku": "mandoku", "leaves": "jsonl"}  # fmt: skip
CASES = [
    (folder, path.name)
    for folder in KINDS
    for path in sorted((HERE / folder / "cases").iterdir())
    if not path.name.endswith((".expected.json", ".png"))
]


@cache
def read_case(folder: str, name: str) -> Reading:
    return read_anew(folder, name)


def read_anew(folder: str, name: str) -> Reading:
    path = HERE / folder / "cases" / name
    data = path.read_bytes()
    source = SourceFile(path, name, data, digest_of_bytes(data), KINDS[folder])
    return read_source(source, recognize=False)


def as_told(reading: Reading) -> dict[str, Any]:
    """Put a reading into words a person can check: texts with places, tables as rows."""
    manuscript = reading.manuscript
    notes = {note.id: number for number, note in enumerate(manuscript.notes, 1)}
    told = {
        "title": manuscript.title,
        "blocks": [_block(block, notes) for block in manuscript.blocks],
        "notes": [{"kind": note.kind, "label": note.label, "who": note.who,
                   **_text(note.body, notes)} for note in manuscript.notes],
        "pictures": [asset.name for asset in manuscript.assets],
        "findings": [
            f"{finding.level} {finding.place.block or '' if finding.place else ''} {finding.message}"
            for finding in reading.findings
        ],
    }  # fmt: skip
    return {key: value for key, value in told.items() if value}


def _block(block: Block, notes: dict[str, int]) -> dict[str, Any]:
    match block:
        case Text():
            return _text(block, notes)
        case Table():
            return _table(block, notes)
        case Figure():
            title = {} if block.title is None else {"title": _text(block.title, notes)}
            return {"figure": block.name, "kind": block.kind, "at": block.origin_address, **title}
        case Utterance():
            raise AssertionError("no reader makes utterances")


def _text(text: Text, notes: dict[str, int]) -> dict[str, Any]:
    told: dict[str, Any] = {"text": text.text}
    if text.role != "paragraph" or text.level:
        told["role"] = f"{text.role} {text.level}" if text.level else text.role
    told |= {key: value for key, value in (("label", text.label), ("style", text.style)) if value}
    told["from"] = [f"{run.address}+{run.offset}" if run.offset else run.address
                    for run in text.origin]  # fmt: skip
    if text.marks:
        told["marks"] = [
            " ".join(filter(None, [
                f"{mark.start}-{mark.end}", mark.kind,
                f"note {notes[mark.ref]}" if mark.ref in notes else mark.ref[:24],
                mark.text, mark.who,
            ]))
            for mark in text.marks
        ]  # fmt: skip
    return told


def _table(table: Table, notes: dict[str, int]) -> dict[str, Any]:
    told: dict[str, Any] = {"table": table.sheet, "heads": table.header_rows}
    for name in ("title", "unit", "source"):
        part = getattr(table, name)
        if part is not None:
            told[name] = _text(part, notes)
    grid = [["" for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text.text
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                if (row, column) != (cell.row, cell.column):
                    grid[row][column] = "↖"
    told["rows"] = grid
    first = table.cells[0].text
    told["first"] = first.origin[0].address
    told["cells"] = {cell.text.origin[0].address: _cell(cell, notes) for cell in table.cells
                     if _cell(cell, notes)}  # fmt: skip
    return told


def _cell(cell: Cell, notes: dict[str, int]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if cell.value is not None and format(cell.value, "f") != cell.text.text:
        told["value"] = format(cell.value, "f")
    if cell.formula:
        told["formula"] = cell.formula
    if cell.text.marks:
        told["marks"] = _text(cell.text, notes)["marks"]
    return told


def expected_path(folder: str, name: str) -> Path:
    return HERE / folder / "cases" / f"{name}.expected.json"


def write_expected() -> None:
    """Write what is read now; to be read through before it is committed."""
    for folder, name in CASES:
        told = as_told(read_case(folder, name))
        words = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        expected_path(folder, name).write_text(words, encoding="utf-8")


@pytest.mark.parametrize(("folder", "name"), CASES, ids=lambda value: value)
def test_a_case_reads_as_expected(folder: str, name: str) -> None:
    expected = json.loads(expected_path(folder, name).read_text(encoding="utf-8"))
    assert as_told(read_case(folder, name)) == expected


@pytest.mark.parametrize(("folder", "name"), CASES, ids=lambda value: value)
def test_every_run_and_mark_stays_inside_its_text_and_ids_are_unique(
    folder: str, name: str
) -> None:
    reading = read_case(folder, name)
    all_texts = list(texts(reading.manuscript, comments=True))
    assert len({text.id for text in all_texts}) == len(all_texts)
    for text in all_texts:
        assert all(0 <= mark.start <= mark.end <= len(text.text) for mark in text.marks)
        ends = [0, *(run.end for run in text.origin)]
        assert all(start <= run.start <= run.end <= len(text.text)
                   for start, run in zip(ends, text.origin, strict=False))  # fmt: skip


@pytest.mark.parametrize(("folder", "name"), CASES, ids=lambda value: value)
def test_reading_twice_gives_equal_values(folder: str, name: str) -> None:
    assert read_anew(folder, name) == read_case(folder, name)


def test_the_readers_have_at_least_forty_cases() -> None:
    assert len(CASES) >= 40
