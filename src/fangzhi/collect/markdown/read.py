"""Read Markdown (CommonMark with tables and footnotes): addresses are L17, from 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fangzhi.collect.captions import with_caption_roles
from fangzhi.collect.markdown.blocks import UNCLOSED, Chunk, Source, chunks
from fangzhi.collect.markdown.inline import Inline
from fangzhi.collect.markdown.pictures import figures_of
from fangzhi.collect.plain import lines_of
from fangzhi.collect.reading import Reading
from fangzhi.collect.remarks import remark
from fangzhi.collect.weave import Weave
from fangzhi.files.source import SourceFile
from fangzhi.files.textcode import decode_text
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Asset, Block, Cell, Figure, Manuscript, Note, Table
from fangzhi.model.text import Role, Text
from fangzhi.model.value import mint_id

_CELL = re.compile(r"((?:\\\||[^|])*)(\||$)")
_ROLES: dict[str, Role] = {"heading": "heading", "list": "list", "quote": "quote",
                           "note": "note"}  # fmt: skip


@dataclass
class _State:
    """What gathers while a file is read."""

    source: SourceFile
    notes: dict[str, str]
    blocks: list[Block] = field(default_factory=list)
    found_notes: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    assets: dict[str, tuple[Asset, bytes]] = field(default_factory=dict)


def read(source: SourceFile) -> Reading:
    """Read a Markdown file; the head that ends with INFO END is kept with role source."""
    decoded = decode_text(source.data, source.name)
    parts = list(chunks(lines_of(decoded)))
    notes = {
        c.label: mint_id(source.digest, "", f"note {c.label}") for c in parts if c.kind == "note"
    }
    state = _State(source, notes)
    state.findings += (remark(source, sentence) for sentence in decoded.remarks)
    head_end = next((at for at, chunk in enumerate(parts) if chunk.kind == "info"), -1)
    for at, chunk in enumerate(parts):
        _READ.get(chunk.kind, _read_text)(state, chunk, at < head_end)
    if not state.blocks:
        words = f"《{source.name}》里没有文字。请检查是否交错了文件。"
        state.findings.append(remark(source, words))
    heading = next((b for b in state.blocks if isinstance(b, Text) and b.role == "heading"), None)
    manuscript = Manuscript(
        tuple(with_caption_roles(state.blocks)),
        tuple(state.found_notes),
        tuple(asset for asset, _ in state.assets.values()),
        title=heading.text if heading is not None and heading.level == 1 else "",
        name=source.name,
        source=source.digest,
        media_type=source.media_type,
    )
    data = {digest: bytes_ for digest, (_, bytes_) in state.assets.items()}
    return Reading(manuscript, tuple(state.findings), data)


def _read_text(state: _State, chunk: Chunk, in_head: bool) -> None:
    weave, inline = _woven(state, chunk)
    role = _ROLES.get(chunk.kind, "source" if in_head else "paragraph")
    figures = _hang(state, weave, inline, chunk.first, alone=not weave.words.strip())
    if figures:
        state.blocks += figures
    elif weave.length or weave.marks or chunk.kind == "heading":
        state.blocks.append(weave.text(role, chunk.level, address=f"L{chunk.first}", label=chunk.label,
                                       style="info" if in_head and role == "source" else ""))  # fmt: skip


def _woven(state: _State, chunk: Chunk) -> tuple[Weave, Inline]:
    """Join the lines of a block; its original is the source lines joined by line ends."""
    weave = Weave(state.source.digest)
    inline = Inline(weave, f"L{chunk.first}", state.notes)
    for word, offset in _stretches(chunk.lines):
        inline.read(word, offset)
    return weave, inline


def _hang(
    state: _State, weave: Weave, inline: Inline, line: int, *, alone: bool = False
) -> list[Figure | Text]:
    """Read the pictures that a text names and tell its notes without words; give the figures that
    stand in its place when it holds pictures `alone`."""
    for label in dict.fromkeys(inline.unknown_notes):
        state.findings.append(remark(
            state.source, f"文中引用了脚注 [^{label}]，但没有这条脚注的内容。请补上或删去引用。",
            level="体", address=f"L{line}"))  # fmt: skip
    figures, findings, assets = figures_of(state.source, weave, inline.pictures, line, alone=alone)
    state.findings += findings
    state.assets.update({asset.digest: (asset, data) for asset, data in assets})
    return figures


def _stretches(lines: list[Source]) -> Iterator[tuple[str, int]]:
    """Give the lines as stretches; markup that spans lines is read over them where it can be."""
    offset = 0
    for number, line in enumerate(lines):
        words = line.words.rstrip()
        before = lines[number - 1].words.rstrip() if number else ""
        if number and before[-1:].isascii() and words[:1].isascii() and before:
            yield " ", offset - 1
        yield words, offset + line.skipped
        offset += len(line.raw) + 1


def _read_code(state: _State, chunk: Chunk, _: bool) -> None:
    weave = Weave(state.source.digest)
    address, offset = f"L{chunk.first}", 0
    for number, line in enumerate(chunk.lines):
        last = number + 1 == len(chunk.lines)
        weave.add(line.raw if last else line.raw + "\n", address, offset)
        offset += len(line.raw) + 1
    if weave.length:
        state.blocks.append(weave.text(address=address, style="code"))


def _read_note(state: _State, chunk: Chunk, _: bool) -> None:
    key = state.notes[chunk.label]
    if any(note.id == key for note in state.found_notes):
        state.findings.append(remark(
            state.source, f"脚注 [^{chunk.label}] 有两条内容，都已读入。请删去多余的一条。",
            address=f"L{chunk.first}"))  # fmt: skip
        key = mint_id(state.source.digest, "", f"note {chunk.label} L{chunk.first}")
    weave, inline = _woven(state, chunk)
    _hang(state, weave, inline, chunk.first)
    body = weave.text("note", address=f"L{chunk.first}")
    state.found_notes.append(Note(key, "footnote", body, chunk.label))


def _read_comment(state: _State, chunk: Chunk, _: bool) -> None:
    """A hidden comment is no part of the text; it is kept as a comment on the file."""
    weave = Weave(state.source.digest)
    words = "\n".join(line.raw for line in chunk.lines)
    weave.add(words, f"L{chunk.first}", 0)
    body = weave.text("note", address=f"L{chunk.first}")
    state.found_notes.append(Note(body.id + "n", "comment", body, "隐藏的注释"))
    if chunk.label == UNCLOSED:
        state.findings.append(remark(
            state.source, "从这里开始的隐藏注释“<!--”没有结束，直到文末的文字都没有作正文读入。"
            "请在注释末尾补上“-->”。", level="硬", address=f"L{chunk.first}"))  # fmt: skip


def _skip(state: _State, chunk: Chunk, _: bool) -> None:
    """A rule or the INFO END line says nothing by itself."""


def _read_table(state: _State, chunk: Chunk, _: bool) -> None:
    rows = [line for number, line in enumerate(chunk.lines) if number != 1]
    numbers = [chunk.first, *range(chunk.first + 2, chunk.first + 1 + len(rows))]
    cells: list[Cell] = []
    columns = 0
    for row, (line, number) in enumerate(zip(rows, numbers, strict=True)):
        for column, words in enumerate(_cells(line.raw)):
            weave = Weave(state.source.digest)
            inline = Inline(weave, f"L{number}/{column}", state.notes)
            inline.read(words, 0)
            _hang(state, weave, inline, number)
            text = weave.text(address=f"L{number}/{column}")
            cells.append(Cell(row, column, text))
            columns = max(columns, column + 1)
    key = mint_id(state.source.digest, "", f"table L{chunk.first}")
    state.blocks.append(Table(key, len(rows), columns, tuple(cells), header_rows=1))


def _cells(raw: str) -> Iterator[str]:
    """Cut a row at its bars; `\\|` is a bar inside a cell."""
    start = len(raw) - len(raw.lstrip())
    start += raw[start : start + 1] == "|"
    end = len(raw.rstrip())
    for match in _CELL.finditer(raw, start, end):
        if match.start() == end and not match[2] and start != end:
            return
        yield match[1].strip()
        if match.end() == end:
            return


_READ = {
    "code": _read_code,
    "note": _read_note,
    "comment": _read_comment,
    "table": _read_table,
    "rule": _skip,
    "info": _skip,
}
