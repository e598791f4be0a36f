"""A draft from the browser becomes a manuscript again; its word is taken only where it may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from fangzhi.model.finding import READING_RULE, Finding
from fangzhi.model.manuscript import (
    Asset,
    Block,
    Cell,
    Figure,
    Manuscript,
    Note,
    Table,
    Utterance,
    tables,
    texts,
)
from fangzhi.model.text import Text
from fangzhi.model.value import Value
from fangzhi.workbench.works.editor.claims import names_given, with_lasting_ids
from fangzhi.workbench.works.editor.marks import Known, clean
from fangzhi.workbench.works.editor.origins import stretches, with_origins
from fangzhi.workbench.works.editor.parts import with_texts
from fangzhi.workbench.works.editor.wire import read_draft

_VALUE_GONE = "单元格“{words}”的文字已改，原表格里的数值 {value}{formula}不再与它对应，已取下。"
_NO_PICTURE = "图“{words}”指向资料库里没有的图片，已留空。请重新选图。"
_NOTE_LEFT = "注“{words}”还在，但正文里已没有它的位置。请放回正文，或删去这条注。"


class Reading(Value, frozen=True):
    """What came out of a draft: the manuscript, what was left out or changed, and its base.

    `base` is the digest of the manuscript that the browser started from: a caller that finds
    another one saved meanwhile must not overwrite it unasked. `names` says which lasting id each
    name that the browser made up became; an answer to a save in the background gives it back.
    """

    manuscript: Manuscript
    findings: tuple[Finding, ...]
    base: str
    names: dict[str, str] = {}


class Hand(Value, frozen=True):
    """Whose edit this is: name and time for new comments and revisions, digest for new words."""

    who: str = ""
    when: str = ""
    edit: str = ""


NO_HAND = Hand()


def read(
    data: str | bytes, before: Manuscript, assets: Iterable[Asset] = (), hand: Hand = NO_HAND
) -> Reading:
    """Read what the editor sent, as an edit of `before`; `assets` are pictures it may add.

    Raises DraftError where it is malformed or beyond the limits. Block ids last, origins are
    re-cut; values, times and names of others come from `before` and never from the browser.
    """
    draft = read_draft(data, before)
    sent = replace(before, blocks=draft.blocks, notes=draft.notes)
    edited = with_lasting_ids(before, sent)
    names = names_given(before, sent, edited)
    owned = _Owned(before, assets, hand)
    edited = replace(
        edited,
        blocks=tuple(owned.block(block) for block in edited.blocks),
        notes=tuple(owned.note(note) for note in edited.notes),
    )
    known = Known(before, edited.notes, owned.assets, hand.who, hand.when)
    found: list[Finding] = []

    def cleaned(text: Text) -> Text:
        made, told = clean(text, known)
        found.extend(told)
        return made

    edited = with_texts(edited, cleaned)
    edited = with_origins(edited, before, stretches(before, edited), hand.edit)
    edited = replace(edited, assets=owned.used(edited))
    found = [*owned.found, *found, *_left_notes(before, edited)]
    return Reading(edited, tuple(found), draft.base, names)


class _Owned:
    """What the server owns: put back from the earlier manuscript, whatever the browser says."""

    def __init__(self, before: Manuscript, assets: Iterable[Asset], hand: Hand) -> None:
        self._before = before
        self._hand = hand
        self._cells = {c.text.id: c for table in tables(before) for c in table.cells}
        self._blocks = {block.id: block for block in before.blocks}
        self._notes = {(note.kind, note.id): note for note in before.notes}
        self._parts = {text.id for text in texts(before, comments=True)}
        self._new = {asset.digest: asset for asset in assets}
        self.assets = {asset.digest for asset in before.assets} | set(self._new)
        self.assets |= {b.asset for b in before.blocks if isinstance(b, Figure)}
        self.found: list[Finding] = []

    def block(self, block: Block) -> Block:
        match block:
            case Text():
                return block
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Utterance():
                old = self._blocks.get(block.id)
                if isinstance(old, Utterance):
                    return replace(block, start=old.start, end=old.end, recording=old.recording)
                return block

    def note(self, note: Note) -> Note:
        old = self._notes.get((note.kind, note.id))
        if old is not None:
            return replace(note, who=old.who, when=old.when)
        if note.kind == "comment":
            return replace(note, who=self._hand.who, when=self._hand.when)
        return replace(note, who="", when="")

    def used(self, manuscript: Manuscript) -> tuple[Asset, ...]:
        """Give the assets of before, and those of the new ones that a block or mark shows."""
        have = {asset.digest for asset in manuscript.assets}
        shown = [b.asset for b in manuscript.blocks if isinstance(b, Figure)]
        for text in texts(manuscript, comments=True):
            shown += [mark.ref for mark in text.marks if mark.kind == "figure"]
        added = dict.fromkeys(d for d in shown if d in self._new and d not in have)
        return (*manuscript.assets, *(self._new[digest] for digest in added))

    def _table(self, table: Table) -> Table:
        old = self._blocks.get(table.id)
        sheet = old.sheet if isinstance(old, Table) else table.sheet
        return replace(
            table, sheet=sheet, cells=tuple(map(self._cell, table.cells)),
            title=self._line(table.title), unit=self._line(table.unit),
            source=self._line(table.source),
        )  # fmt: skip

    def _cell(self, cell: Cell) -> Cell:
        inside = tuple(self._table(table) for table in cell.tables)
        old = self._cells.get(cell.text.id)
        value, formula = (old.value, old.formula) if old is not None else (None, "")
        if old is not None and (value is not None or formula) and old.text.text != cell.text.text:
            self._say(_VALUE_GONE.format(
                words=cell.text.text[:20], value=value if value is not None else "",
                formula=f"（公式 {formula}）" if formula else "",
            ), cell.text.id)  # fmt: skip
            value, formula = None, ""
        return replace(cell, value=value, formula=formula, tables=inside)

    def _figure(self, figure: Figure) -> Figure:
        old = self._blocks.get(figure.id)
        address = old.origin_address if isinstance(old, Figure) else ""
        asset = figure.asset
        if asset and asset not in self.assets:
            words = figure.title.text if figure.title else figure.name
            self._say(_NO_PICTURE.format(words=words[:20]), figure.id)
            asset = ""
        return replace(
            figure, asset=asset, origin_address=address, width=max(figure.width, 0.0),
            height=max(figure.height, 0.0), title=self._line(figure.title),
            caption=self._line(figure.caption),
        )  # fmt: skip

    def _line(self, text: Text | None) -> Text | None:
        """Leave out a new title, unit or caption in which nothing was written."""
        if text is not None and not text.text and text.id not in self._parts:
            return None
        return text

    def _say(self, message: str, block: str) -> None:
        self.found.append(Finding(READING_RULE, "式", message, block=block))


def _left_notes(before: Manuscript, after: Manuscript) -> Iterator[Finding]:
    """Tell of notes that a text called before and none calls now."""
    called = _called(after)
    for note in after.notes:
        if note.id in _called(before) - called:
            message = _NOTE_LEFT.format(words=note.body.text[:20])
            yield Finding(READING_RULE, "式", message, block=note.body.id)


def _called(manuscript: Manuscript) -> set[str]:
    kinds = ("footnote", "endnote", "comment")
    return {
        mark.ref
        for text in texts(manuscript, comments=True)
        for mark in text.marks
        if mark.kind in kinds
    }
