"""Takes up what a Word file of ours carries beside its words: ids, and what Word cannot say.

The document wins: words, their order and looks are as read; ids and data come back to the blocks
whose bookmarks are still there, roles to those whose style nobody changed.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from fangzhi.collect.docx.parts.package import Parts
from fangzhi.collect.docx.taken import Names, Taken, text_of
from fangzhi.collect.reading import Reading
from fangzhi.files.carried import NAMESPACE, Carried, from_text
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import (
    Asset,
    Block,
    Cell,
    Figure,
    Note,
    Table,
    Utterance,
)
from fangzhi.model.text import Text

_ROOT = f"{{{NAMESPACE}}}carried"


def carried_in(parts: Parts, main: str) -> Carried | None:
    """Give what a file of ours carries, None where it carries nothing."""
    for relation in parts.relations(main).values():
        if relation.type.endswith("/customXml") and not relation.external:
            root = parts.root(relation.target)
            if root is not None and root.tag == _ROOT:
                return from_text(root.text or "")
    return None


def restored(reading: Reading, carried: Carried) -> Reading:
    """Give a reading with ids and carried data put back."""
    return _Restorer(reading, carried).reading()


class _Restorer:
    """Puts one reading and its skeleton together."""

    def __init__(self, reading: Reading, carried: Carried) -> None:
        self.read, self.carried = reading, carried
        self.names = Names(carried)
        self.ids: dict[str, str] = {}
        self.texts: dict[str, Text] = {}
        self.owners: dict[str, Block] = {}
        self.known: dict[str, Text] = {}
        self.blocks = {block.id: block for block in carried.skeleton.blocks}
        self.tables: dict[str, Table] = {}
        for block in carried.skeleton.blocks:
            self._learn(block)
        self.by_body = {note.body.id: note for note in carried.skeleton.notes}
        self.note_ids: dict[str, str] = {}

    def _learn(self, block: Block) -> None:
        match block:
            case Text():
                self.known[block.id] = block
            case Utterance():
                self._own(block, block.body)
            case Figure():
                self._own(block, block.title, block.caption)
            case Table():
                self._own(block, block.title, block.unit, block.source)
                self._learn_table(block)

    def _own(self, block: Block, *texts: Text | None) -> None:
        for text in texts:
            if text is not None:
                self.owners[text.id] = block
                self.known[text.id] = text

    def _learn_table(self, table: Table) -> None:
        self.tables[table.id] = table
        for cell in table.cells:
            self.known[cell.text.id] = cell.text
            for nested in cell.tables:
                self._learn_table(nested)

    def reading(self) -> Reading:
        read, skeleton = self.read.manuscript, self.carried.skeleton
        notes = self._notes(read.notes)
        blocks = self._blocks(read.blocks)
        if not self.ids:
            return self.read  # a new text in an old file of ours: nothing of it is left
        manuscript = msgspec.structs.replace(
            read,
            blocks=tuple(self._with_notes(block) for block in blocks),
            notes=tuple(
                msgspec.structs.replace(note, body=self._renamed(note.body)) for note in notes
            ),
            assets=_assets(skeleton.assets, read.assets),
            title=skeleton.title,
            lang=skeleton.lang,
            author=skeleton.author,
            unit=skeleton.unit,
        )
        findings = tuple(self._finding(finding) for finding in self.read.findings)
        return Reading(manuscript, findings, self.read.assets)

    def _finding(self, finding: Finding) -> Finding:
        block = self.ids.get(finding.block, finding.block)
        return msgspec.structs.replace(finding, block=block)

    # texts

    def _take(self, text: Text) -> tuple[Text, Taken]:
        """Give a text under its own id, with what Word could not say of it."""
        taken = text_of(text, self.names)
        found = taken.text
        for identifier in taken.ids:
            known = self.known.get(identifier)
            if known is not None:
                found = self._as_known(found, known)
                self.ids[text.id] = identifier
        return found, taken

    def _as_known(self, text: Text, known: Text) -> Text:
        expected = self.carried.styles.get(known.id, "Normal")
        if text.style and text.style != expected:
            return msgspec.structs.replace(text, id=known.id, lang=known.lang)
        return msgspec.structs.replace(known, text=text.text, marks=text.marks, origin=text.origin)

    def _renamed(self, text: Text) -> Text:
        """Let the marks of a text point at notes by the ids the notes had."""
        marks = tuple(
            msgspec.structs.replace(mark, ref=self.note_ids[mark.ref])
            if mark.ref in self.note_ids and mark.kind in ("footnote", "endnote", "comment")
            else mark
            for mark in text.marks
        )
        return text if marks == text.marks else msgspec.structs.replace(text, marks=marks)

    def _notes(self, notes: Iterable[Note]) -> list[Note]:
        order = {note.id: number for number, note in enumerate(self.carried.skeleton.notes)}
        found: list[Note] = []
        for note in notes:
            body, taken = self._take(note.body)
            known = next((self.by_body[i] for i in taken.ids if i in self.by_body), None)
            if known is None:
                found.append(msgspec.structs.replace(note, body=body))
                continue
            # a note's body has the role its writer gave it, whatever Word styles notes as
            body = msgspec.structs.replace(
                known.body, text=body.text, marks=body.marks, origin=body.origin
            )
            self.note_ids[note.id] = known.id
            self.ids[note.body.id] = known.body.id
            when = known.when if not note.when or known.when[:10] == note.when[:10] else note.when
            found.append(
                msgspec.structs.replace(
                    known, body=body, who=note.who or known.who, when=when
                )
            )  # fmt: skip
        return sorted(found, key=lambda note: order.get(note.id, len(order)))

    # blocks

    def _blocks(self, blocks: tuple[Block, ...]) -> list[Block]:
        found: list[Block] = []
        after_drawn = False
        for block in blocks:
            if isinstance(block, Table):
                found.append(self._table(block))
                after_drawn = False
            elif isinstance(block, Text):
                after_drawn = self._paragraph(block, found, after_drawn)
            else:
                found.append(block)
                after_drawn = False
        placed = {block.id for block in found}
        whole = (self._complete(block) for block in found)
        # a title whose table is gone stays as words
        loose = [t for i, t in self.texts.items() if self.owners[i].id not in placed]
        return [*whole, *loose]

    def _paragraph(self, block: Text, found: list[Block], after_drawn: bool) -> bool:
        text, taken = self._take(block)
        # running heads of ours hold page numbers, which every program counts anew
        margin = block.role in ("header", "footer")
        if taken.drawn is not None and (margin or text.text == taken.drawn):
            return True
        if after_drawn:
            # the break before it is the section's that we drew
            marks = tuple(m for m in text.marks if (m.kind, m.ref) != ("page-break", "section"))
            text = msgspec.structs.replace(text, marks=marks)
        figure = next((b for i in taken.ids if isinstance(b := self.blocks.get(i), Figure)), None)
        if figure is not None:
            self.ids[block.id] = figure.id
            found.append(self._figure(figure, text))
        elif text.id in self.owners:
            self.texts[text.id] = text
            owner = self.owners[text.id]
            if isinstance(owner, Utterance):
                found.append(owner)
        else:
            found.append(text)
        return False

    def _figure(self, figure: Figure, text: Text) -> Figure:
        """Give a figure; another picture put in its place in Word is the figure's now."""
        shown = [mark.ref for mark in text.marks if mark.kind == "figure"]
        if shown and figure.asset not in shown:
            return msgspec.structs.replace(figure, asset=shown[0])
        return figure

    def _complete(self, block: Block) -> Block:
        match block:
            case Utterance() if block.id in self.blocks:
                return msgspec.structs.replace(block, body=self.texts[block.body.id])
            case Figure() if block.id in self.blocks:
                return msgspec.structs.replace(
                    block, title=self._held(block.title), caption=self._held(block.caption)
                )
            case Table() if block.id in self.blocks:
                return msgspec.structs.replace(
                    block,
                    title=self._held(block.title),
                    unit=self._held(block.unit),
                    source=self._held(block.source),
                )
        return block

    def _held(self, text: Text | None) -> Text | None:
        return self.texts.get(text.id) if text is not None else None

    def _table(self, table: Table) -> Table:
        known: Table | None = None
        cells: list[Cell] = []
        for cell in table.cells:
            text, taken = self._take(cell.text)
            known = known or next((self.tables[i] for i in taken.ids if i in self.tables), None)
            nested = tuple(self._table(inner) for inner in cell.tables)
            cells.append(msgspec.structs.replace(cell, text=text, tables=nested))
        if known is None:
            return msgspec.structs.replace(table, cells=tuple(cells))
        self.ids[table.id] = known.id
        same = _grid(known) == _grid(table)
        if same:
            cells = [self._cell(*pair) for pair in zip(cells, known.cells, strict=True)]
        return msgspec.structs.replace(
            known,
            rows=table.rows,
            columns=table.columns,
            header_rows=known.header_rows if same else table.header_rows,
            cells=tuple(cells),
        )

    def _cell(self, cell: Cell, known: Cell) -> Cell:
        """Give a cell its value again, as long as the displayed words are the same."""
        if self.carried.words.get(known.text.id, cell.text.text) != cell.text.text:
            return cell
        return msgspec.structs.replace(cell, value=known.value, formula=known.formula)

    def _with_notes(self, block: Block) -> Block:
        match block:
            case Text():
                return self._renamed(block)
            case Utterance():
                return msgspec.structs.replace(block, body=self._renamed(block.body))
            case Figure():
                return msgspec.structs.replace(
                    block, title=self._maybe(block.title), caption=self._maybe(block.caption)
                )
            case Table():
                return self._table_with_notes(block)

    def _maybe(self, text: Text | None) -> Text | None:
        return self._renamed(text) if text is not None else None

    def _table_with_notes(self, table: Table) -> Table:
        cells = tuple(
            msgspec.structs.replace(
                cell,
                text=self._renamed(cell.text),
                tables=tuple(self._table_with_notes(inner) for inner in cell.tables),
            )
            for cell in table.cells
        )
        return msgspec.structs.replace(
            table,
            cells=cells,
            title=self._maybe(table.title),
            unit=self._maybe(table.unit),
            source=self._maybe(table.source),
        )


def _grid(table: Table) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in table.cells]


def _assets(known: tuple[Asset, ...], read: tuple[Asset, ...]) -> tuple[Asset, ...]:
    """Give the assets as the skeleton names them, then those that are new."""
    digests = {asset.digest for asset in known}
    return known + tuple(asset for asset in read if asset.digest not in digests)
