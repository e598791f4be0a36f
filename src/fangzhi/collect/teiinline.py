"""The words inside a TEI element: text, marks and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from fangzhi.files.source import SourceFile
from fangzhi.files.teinames import FORMS, OWN, TEI, XML, from_xml_id
from fangzhi.model.manuscript import Note
from fangzhi.model.place import Run
from fangzhi.model.text import GLYPH, Mark, MarkKind, Role, Text
from fangzhi.model.value import mint_id

_SPACE = re.compile(r"[ \t\r\n]+")
_BY_VALUE: dict[tuple[str, str], str] = {
    (form.element, form.value): kind for kind, form in FORMS.items()
}
_FOREIGN: dict[str, str] = {
    "hi": "strong", "ref": "link", "name": "entity", "persName": "entity", "placeName": "entity",
    "orgName": "entity", "title": "title", "quote": "quotation", "q": "quotation", "ex": "doubtful",
    "supplied": "doubtful", "gap": "doubtful", "pb": "leaf-break", "cb": "column-break",
    "milestone": "leaf-break", "formula": "formula", "date": "entity",
}  # fmt: skip
"""Marks for elements that carry no telling attribute of ours."""

_NOTE_KINDS = {"end": "endnote", "foot": "footnote", "bottom": "footnote"}


def tag_of(element: etree._Element) -> str:
    """Give an element's name without its namespace ("" for anything that is no element)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_in(element: etree._Element) -> str:
    """Give all words inside an element."""
    return "".join(str(part) for part in element.itertext())


def own(element: etree._Element, name: str) -> str:
    """Give an attribute of our namespace, "" where there is none."""
    return element.get(f"{{{OWN}}}{name}", "")


@dataclass
class Notes:
    """The notes found so far, with the order in which the original held them."""

    rows: list[tuple[int, int, Note]] = field(default_factory=list)

    def add(self, order: str, note: Note) -> None:
        """Take a note."""
        place = len(self.rows)
        self.rows.append((int(order) if order.isdigit() else place, place, note))

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
        exact = _is_exact(element)
        line = _Line(self, exact, without)
        for waiting in self.pending:
            line.element(waiting)
        self.pending = []
        labels = [c for c in element if tag_of(c) == "label" and own(c, "of") != "block"]
        own_label = words_in(labels[0]) if labels else label
        line.content(element)
        words, marks = line.finished()
        rend = element.get("rend", "")
        address = element.get(f"{{{XML}}}id", "") or f"L{element.sourceline or 0}"
        origin = (Run(0, len(words), self.source.digest, "", address),) if words else ()
        align = rend.removeprefix("align-") if rend.startswith("align-") else ""
        return Text(
            identifier, words, role, level, own_label, marks, origin,
            element.get(f"{{{XML}}}lang", ""), own(element, "style"), align,  # type: ignore[arg-type]
        )  # fmt: skip

    def note(self, element: etree._Element) -> Note:
        """Read a note and keep it."""
        kind = element.get("type", "")
        if kind not in ("footnote", "endnote", "comment"):
            kind = _NOTE_KINDS.get(element.get("place", ""), "footnote")
        identifier = self.identity(element)
        inner = element.find(f"{{{TEI}}}ab")
        if inner is not None and len(element) == 1:
            same = identifier if own(inner, "id") == "same" else ""
            level = int(own(inner, "level") or 0)
            body = self.text(inner, "note", level, identifier=same)
        else:
            body = self.text(element, "note", identifier=f"{identifier}.text")
        note = Note(
            identifier, kind, body, element.get("n", ""), own(element, "who"), own(element, "when"),  # type: ignore[arg-type]
        )  # fmt: skip
        self.notes.add(own(element, "order"), note)
        return note


def _declared(char: etree._Element) -> tuple[str, str]:
    """Give the entity name and the IDS of a declared character."""
    ids = next((p.get("value", "") for p in char.iter(f"{{{TEI}}}localProp")
                if p.get("name") == "IDS"), "")  # fmt: skip
    return own(char, "ref"), ids


def _is_exact(element: etree._Element) -> bool:
    key = f"{{{XML}}}space"
    return any(e.get(key) == "preserve" for e in (element, *element.iterancestors()))


class _Line:
    """Collects one text while its element is walked."""

    def __init__(self, reader: InlineReader, exact: bool, without: tuple[str, ...]) -> None:
        self.reader, self.exact, self.without = reader, exact, without
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
            text = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def content(self, element: etree._Element) -> None:
        self.words(element.text)
        for child in element:
            self.element(child)
            self.words(child.tail)

    def finished(self) -> tuple[str, tuple[Mark, ...]]:
        text = "".join(self.pieces)
        if not self.exact:
            text = text.rstrip(" \n")
        marks = sorted(
            (_within(mark, len(text)) for mark in self.marks), key=lambda m: (m.start, m.end)
        )
        return text, tuple(marks)

    def element(self, element: etree._Element) -> None:
        tag = tag_of(element)
        if not tag or tag == "label" or tag in self.without:
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
        kind = _BY_VALUE.get((tag, told)) or _BY_VALUE.get((tag, "")) or _FOREIGN.get(tag, "")
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
        self._mark(element, "figure", self.length, ref=ref, text=own(element, "text"))

    def _chosen(self, element: etree._Element) -> None:
        """Read what the editors of a foreign file preferred: lem, corr, reg, expan, or the first."""
        order = ("lem", "corr", "reg", "expan")
        inner = [c for c in element if tag_of(c)]
        best = next((c for name in order for c in inner if tag_of(c) == name), None)
        chosen = best if best is not None else (inner[0] if inner else None)
        if chosen is not None:
            self.content(chosen)

    def _mark(
        self, element: etree._Element, kind: str, start: int, *, ref: str = "", text: str = ""
    ) -> None:
        who, when = own(element, "who"), own(element, "when")
        if tag_of(element) == "note":
            who = when = ""
        name: MarkKind = kind  # type: ignore[assignment]
        mark = Mark(start, self.length, name, ref, text, who, when)
        part = own(element, "part")
        if part and part in self.cut:
            first = self.marks[self.cut[part]]
            self.marks[self.cut[part]] = Mark(first.start, self.length, name, ref, text, who, when)
            return
        if part:
            self.cut[part] = len(self.marks)
        self.marks.append(mark)


def _within(mark: Mark, length: int) -> Mark:
    if mark.end <= length:
        return mark
    return Mark(
        min(mark.start, length), length, mark.kind, mark.ref, mark.text, mark.who, mark.when
    )
