"""The words inside a TEI element: text, marks and notes."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal, get_args

import msgspec
from lxml import etree

from fangzhi.files.source import SourceFile
from fangzhi.files.teinames import FORMS, OWN, TEI, XML, from_xml_id
from fangzhi.model.manuscript import Note
from fangzhi.model.place import Run
from fangzhi.model.text import GLYPH, Mark, MarkKind, Role, Text
from fangzhi.model.value import mint_id

_SPACE = re.compile(r"[ \t\r\n]+")
_LINE_END = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
"""A space between characters that are not ASCII was a line end of the file, not a word."""

_KINDS: dict[str, MarkKind] = {kind: kind for kind in get_args(MarkKind)}
_ROLES: dict[str, Role] = {role: role for role in get_args(Role)}
_ALIGNS: dict[str, Literal["left", "center", "right", "justify"]] = {
    "align-left": "left", "align-center": "center", "align-right": "right",
    "align-justify": "justify",
}  # fmt: skip
_BY_VALUE: dict[tuple[str, str], MarkKind] = {
    (form.element, form.value): _KINDS[kind] for kind, form in FORMS.items()
}
_FOREIGN: dict[str, MarkKind] = {
    "hi": "strong", "ref": "link", "name": "entity", "persName": "entity", "placeName": "entity",
    "orgName": "entity", "title": "title", "quote": "quotation", "q": "quotation", "ex": "doubtful",
    "supplied": "doubtful", "gap": "doubtful", "pb": "leaf-break", "cb": "column-break",
    "milestone": "leaf-break", "formula": "formula", "date": "entity",
}  # fmt: skip
"""Marks for elements that carry no telling attribute of ours."""

NoteKind = Literal["footnote", "endnote", "comment"]
_NOTE_KINDS: dict[str, NoteKind] = {
    "footnote": "footnote", "endnote": "endnote", "comment": "comment",
    "end": "endnote", "foot": "footnote", "bottom": "footnote",
}  # fmt: skip
"""Kinds by @type and by @place."""


def tag_of(element: etree._Element) -> str:
    """Give an element's name without its namespace ("" for anything that is no element)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_in(element: etree._Element) -> str:
    """Give all words inside an element."""
    return "".join(str(part) for part in element.itertext())


def own(element: etree._Element, name: str) -> str:
    """Give an attribute of our namespace, "" where there is none."""
    return element.get(f"{{{OWN}}}{name}", "")


def role_of(element: etree._Element, usual: Role) -> Role:
    """Give the role an element says it has, `usual` where it says none that we know."""
    return _ROLES.get(own(element, "role"), usual)


def whole(value: str | None, fallback: int = 0) -> int:
    """Read a whole number; anything else gives the fallback."""
    return int(value) if value and re.fullmatch("[0-9]{1,9}", value) else fallback


def is_exact(element: etree._Element) -> bool:
    """Tell whether every space counts here, as in the files that we write."""
    key = f"{{{XML}}}space"
    return any(e.get(key) == "preserve" for e in (element, *element.iterancestors()))


@dataclass
class Notes:
    """The notes found so far, with the order in which the original held them."""

    rows: list[tuple[int, int, Note]] = field(default_factory=list)

    def add(self, order: str, note: Note) -> None:
        """Take a note."""
        place = len(self.rows)
        self.rows.append((whole(order, place), place, note))

    def in_order(self) -> tuple[Note, ...]:
        """Give all notes in their order."""
        return tuple(note for _, _, note in sorted(self.rows, key=lambda row: row[:2]))


class InlineReader:
    """Turns mixed content into text with marks."""

    def __init__(self, source: SourceFile, root: etree._Element, notes: Notes) -> None:
        self.source, self.notes = source, notes
        self.minted = 0
        self.pending: list[etree._Element] = []
        self.glyphs = {
            char.get(f"{{{XML}}}id", ""): _declared(char) for char in root.iter(f"{{{TEI}}}char")
        }

    def identity(self, element: etree._Element) -> str:
        """Give an element's id, minted from its place where it has none."""
        name = element.get(f"{{{XML}}}id", "") or element.get("sameAs", "").removeprefix("#")
        if name:
            return from_xml_id(name)
        self.minted += 1
        return mint_id(self.source.digest, "", f"e{self.minted}")

    def text(
        self, element: etree._Element, role: Role, level: int = 0, *, label: str = "",
        without: tuple[str, ...] = (), identifier: str = "",
    ) -> Text:  # fmt: skip
        """Read an element as a text; a <label> before the words is its number."""
        identifier = identifier or self.identity(element)
        number = next(
            (c for c in element if tag_of(c) == "label" and own(c, "of") != "block"), None
        )
        line = _Line(self, is_exact(element), without, number)
        self._take_pending(line)
        own_label = words_in(number) if number is not None else label
        line.content(element)
        words, marks = line.finished()
        address = element.get(f"{{{XML}}}id", "") or f"L{element.sourceline or 0}"
        origin = (Run(0, len(words), self.source.digest, "", address),) if words else ()
        return Text(
            identifier, words, role, level, own_label, marks, origin,
            element.get(f"{{{XML}}}lang", ""), own(element, "style"),
            _ALIGNS.get(element.get("rend", ""), ""),
        )  # fmt: skip

    def _take_pending(self, line: _Line) -> None:
        # a note among them is a text too, and must not find itself waiting
        waiting, self.pending = self.pending, []
        for element in waiting:
            line.element(element)

    def ended(self, last: Text) -> Text:
        """Give the last text with the notes and breaks at its end that no other text follows."""
        line = _Line(self, True, (), None)
        line.length = len(last.text)
        self._take_pending(line)
        return msgspec.structs.replace(last, marks=(*last.marks, *line.marks))

    def note(self, element: etree._Element) -> Note:
        """Read a note and keep it."""
        usual = _NOTE_KINDS.get(element.get("place", ""), "footnote")
        kind = _NOTE_KINDS.get(element.get("type", ""), usual)
        identifier = self.identity(element)
        inner = element.find(f"{{{TEI}}}ab")
        if inner is not None and len(element) == 1:
            same = identifier if own(inner, "id") == "same" else ""
            level = whole(own(inner, "level"))
            body = self.text(inner, "note", level, identifier=same)
        else:
            body = self.text(element, "note", identifier=f"{identifier}.text")
        number, who, when = element.get("n", ""), own(element, "who"), own(element, "when")
        note = Note(identifier, kind, body, number, who, when)
        self.notes.add(own(element, "order"), note)
        return note


def _declared(char: etree._Element) -> tuple[str, str]:
    """Give the entity name and the IDS of a declared character."""
    ids = next((p.get("value", "") for p in char.iter(f"{{{TEI}}}localProp")
                if p.get("name") == "IDS"), "")  # fmt: skip
    return own(char, "ref"), ids


class _Line:
    """Collects one text while its element is walked; `number` is the label read beside it."""

    def __init__(
        self, reader: InlineReader, exact: bool, without: tuple[str, ...],
        number: etree._Element | None,
    ) -> None:  # fmt: skip
        self.reader, self.exact, self.without, self.number = reader, exact, without, number
        self.pieces: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.cut: dict[str, int] = {}
        self.instead = False

    def words(self, text: str | None) -> None:
        if not text:
            return
        if self.instead:
            text, self.instead = GLYPH, False
        elif not self.exact:
            text = _SPACE.sub(" ", text)
            if not self.length or self.pieces[-1][-1:] in " \n":
                text = text.lstrip(" ")
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def content(self, element: etree._Element) -> None:
        self.words(element.text)
        for child in element:
            self.element(child)
            self.words(child.tail)

    def finished(self) -> tuple[str, tuple[Mark, ...]]:
        text, marks = "".join(self.pieces), self.marks
        if not self.exact:
            text, marks = _without_line_ends(text.rstrip(" \n"), marks)
        return text, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))

    def element(self, element: etree._Element) -> None:
        tag = tag_of(element)
        if not tag or tag in self.without or element is self.number:
            return
        if tag == "label" and own(element, "of") == "block":
            return
        if tag == "note" and element.get("type") not in ("unit", "source"):
            note = self.reader.note(element)
            self._mark(element, note.kind, self.length, ref=note.id)
        elif tag == "lb" and not element.get("type"):
            if self.exact:
                self.words("\n")
            else:
                self._mark(element, "line-break", self.length)
        elif tag == "del":
            self._mark(element, "deleted", self.length, text=words_in(element))
        elif tag == "ruby":
            self._ruby(element)
        elif tag == "figure":
            self._picture(element)
        elif tag in ("choice", "app"):
            self._chosen(element)
        else:
            self._marked(element, tag)

    def _marked(self, element: etree._Element, tag: str) -> None:
        start = self.length
        told = element.get("rend") or element.get("type") or element.get("unit") or ""
        kind = _BY_VALUE.get((tag, told)) or _BY_VALUE.get((tag, "")) or _FOREIGN.get(tag)
        if tag == "g":
            self.instead = own(element, "stands") == "ids" or not (element.text or len(element))
            if not (element.text or len(element)):
                self.words(GLYPH)
        self.content(element)
        if kind:
            ref, text = self._pointed(element, kind)
            self._mark(element, kind, start, ref=ref, text=text)

    def _pointed(self, element: etree._Element, kind: str) -> tuple[str, str]:
        """Give what a mark refers to and the text it leaves out."""
        if kind == "glyph":
            return self.reader.glyphs.get(element.get("ref", "").removeprefix("#"), ("", ""))
        target = element.get("target", "")
        if kind == "crossref":
            return from_xml_id(target.removeprefix("#")), own(element, "text")
        by_form = element.get(FORMS[kind].ref, "") if FORMS[kind].ref else ""
        ref = own(element, "ref") or by_form or element.get("ref", "") or element.get("key", "")
        return ref, own(element, "text")

    def _ruby(self, element: etree._Element) -> None:
        start, reading = self.length, ""
        for child in element:
            if tag_of(child) == "rb":
                self.content(child)
            elif tag_of(child) == "rt":
                reading = words_in(child)
        self._mark(element, "ruby", start, ref=own(element, "ref"), text=reading)

    def _picture(self, element: etree._Element) -> None:
        graphic = element.find(f"{{{TEI}}}graphic")
        url = graphic.get("url", "") if graphic is not None else ""
        ref = url.rpartition(":")[2] if url.startswith("urn:") else url
        said = [words_in(c).strip() for c in element if tag_of(c) in ("head", "figDesc", "p")]
        text = own(element, "text") or "，".join(filter(None, said))
        self._mark(element, "figure", self.length, ref=ref, text=text)

    def _chosen(self, element: etree._Element) -> None:
        """Read what the editors of a foreign file preferred: lem, corr, reg, expan, or the first."""
        order = ("lem", "corr", "reg", "expan")
        inner = [c for c in element if tag_of(c)]
        best = next((c for name in order for c in inner if tag_of(c) == name), None)
        chosen = best if best is not None else (inner[0] if inner else None)
        if chosen is not None:
            self.content(chosen)

    def _mark(
        self, element: etree._Element, kind: MarkKind, start: int, *, ref: str = "", text: str = ""
    ) -> None:
        who, when = own(element, "who"), own(element, "when")
        if tag_of(element) == "note":
            who = when = ""
        mark = Mark(start, self.length, kind, ref, text, who, when)
        part = own(element, "part")
        if part and part in self.cut:
            first = self.marks[self.cut[part]]
            self.marks[self.cut[part]] = Mark(first.start, self.length, kind, ref, text, who, when)
            return
        if part:
            self.cut[part] = len(self.marks)
        self.marks.append(mark)


def _without_line_ends(text: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """Take out what were line ends between Chinese characters; marks keep their words."""
    gone = [match.start() for match in _LINE_END.finditer(text)]

    def place(position: int) -> int:
        position = min(position, len(text))
        return position - bisect_left(gone, position)

    moved = [
        msgspec.structs.replace(mark, start=place(mark.start), end=place(mark.end))
        for mark in marks
    ]
    return _LINE_END.sub("", text), moved
