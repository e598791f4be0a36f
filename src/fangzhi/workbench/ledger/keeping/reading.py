"""An entry as people read it without this software: Markdown beside the lossless JSON."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.model.manuscript import Block, Figure, Note, Table, Utterance
from fangzhi.model.text import Text, marks_of
from fangzhi.model.work import Entry


def reading_copy(entry: Entry, to_originals: str) -> str:
    """Give an entry as Markdown; `to_originals` is the way from its folder to the originals."""
    notes = {note.id: number for number, note in enumerate(entry.manuscript.notes, 1)}
    parts = [f"# {entry.title.text}"] if entry.title is not None else []
    for block in entry.manuscript.blocks:
        parts.append("\n".join(_lines(block, notes, to_originals)))
    parts += [_note(note, notes) for note in entry.manuscript.notes]
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(block: Block, notes: dict[str, int], to_originals: str) -> Iterator[str]:
    if isinstance(block, Text):
        head = "#" * (block.level + 1) + " " if block.role == "heading" else ""
        yield head + block.label + _with_notes(block, notes)
    elif isinstance(block, Table):
        yield from _table(block, notes)
    elif isinstance(block, Figure):
        told = [text.text for text in (block.title, block.caption) if text is not None]
        place = f"{to_originals}/{block.asset[:2]}/{block.asset}" if block.asset else ""
        yield f"![{' '.join(told)}]({place})"
        credit = [block.credit, block.date, block.place, block.map_approval]
        yield " ".join(word for word in credit if word)
    elif isinstance(block, Utterance):
        yield f"{block.speaker}：{_with_notes(block.body, notes)}"


def _with_notes(text: Text, notes: dict[str, int]) -> str:
    """Give a text with its footnotes' numbers at their places."""
    words = text.text
    for mark in reversed(marks_of(text, "footnote", "endnote", "comment")):
        number = notes.get(mark.ref)
        if number is not None:
            words = f"{words[: mark.end]}[^{number}]{words[mark.end :]}"
    return words


def _note(note: Note, notes: dict[str, int]) -> str:
    who = f"（{note.who} {note.when}）" if note.kind == "comment" else ""
    return f"[^{notes[note.id]}]: {who}{note.body.text}"


def _table(table: Table, notes: dict[str, int]) -> Iterator[str]:
    """Give a table's grid; a merged cell stands once, at its top left."""
    for text in (table.title, table.unit):
        if text is not None:
            yield _with_notes(text, notes) + "  "
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = (
            _with_notes(cell.text, notes).replace("\n", "<br>").replace("|", "\\|")
        )
    yield ""
    for number, row in enumerate(grid):
        yield f"| {' | '.join(row)} |"
        if number == 0:
            yield "|" + " --- |" * table.columns
    if table.source is not None:
        yield "\n" + _with_notes(table.source, notes)
