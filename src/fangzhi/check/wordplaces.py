"""Finding a place's words inside a Word document's XML, exact to the character."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """Give the full name of a wordprocessing element or attribute."""
    return f"{{{WORD}}}{name}"


_P, _R, _T = w("p"), w("r"), w("t")
_LETTERS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("br"): "\n", w("noBreakHyphen"): "-",
            w("sym"): "\ufffc"}  # fmt: skip
_SILENT = frozenset(
    w(name)
    for name in ("pPr", "rPr", "del", "moveFrom", "rt", "rubyPr", "drawing", "pict", "object",
                 "instrText", "delText", "sdtPr", "sdtEndPr")
)  # fmt: skip
_HOLDERS = frozenset(w(name) for name in ("customXml", "smartTag", "ins", "moveTo"))


@dataclass
class Atom:
    """A piece of text in XML: `element` (w:t or a single letter) covers `start`..`end`."""

    element: etree._Element
    start: int
    end: int
    text: str


def atoms(paragraphs: list[etree._Element]) -> list[Atom]:
    """Give the pieces of text of paragraphs in order, a line end between paragraphs."""
    found: list[Atom] = []
    length = 0
    for number, paragraph in enumerate(paragraphs):
        length += 1 if number else 0
        for element, text in _pieces(paragraph, []):
            found.append(Atom(element, length, length + len(text), text))
            length += len(text)
    return found


def text_of(found: list[Atom]) -> str:
    """Give the text that atoms add up to."""
    out: list[str] = []
    at = 0
    for atom in found:
        out.append("\n" * (atom.start - at) + atom.text)
        at = atom.end
    return "".join(out)


def _pieces(element: etree._Element, fields: list[bool]) -> Iterator[tuple[etree._Element, str]]:
    for child in element:
        tag = child.tag
        if tag == w("fldChar"):
            kind = child.get(w("fldCharType"))
            if kind == "begin":
                fields.append(False)
            elif kind == "separate" and fields:
                fields[-1] = True
            elif kind == "end" and fields:
                fields.pop()
        elif tag == _T:
            if child.text and all(fields):
                yield child, child.text
        elif tag in _LETTERS:
            if all(fields) and not (tag == w("br") and child.get(w("type")) in ("page", "column")):
                yield child, _LETTERS[tag]
        elif tag == f"{{{_COMPATIBILITY}}}AlternateContent":
            chosen = next(iter(child), None)
            if chosen is not None:
                yield from _pieces(chosen, fields)
        elif isinstance(tag, str) and tag not in _SILENT:
            yield from _pieces(child, fields)


def paragraphs_at(body: etree._Element, address: str) -> list[etree._Element]:
    """Give the paragraphs at an address of the body ("12", "t0/3/2", "t0/3/2/t0/1/1"); may be []."""
    if address.isdecimal():
        own = [child for child in body if child.tag == _P]
        return own[int(address) : int(address) + 1]
    parts = address.split("/")
    holder: list[etree._Element] = list(body)
    while len(parts) >= 3 and parts[0].startswith("t") and parts[0][1:].isdecimal():
        tables = [child for child in _unwrapped(holder) if child.tag == w("tbl")]
        number = int(parts[0][1:])
        if number >= len(tables) or not (parts[1].isdecimal() and parts[2].isdecimal()):
            return []
        cell = _cell(tables[number], int(parts[1]), int(parts[2]))
        if cell is None:
            return []
        holder, parts = list(cell), parts[3:]
    return [] if parts else [child for child in _unwrapped(holder) if child.tag == _P]


def _unwrapped(children: list[etree._Element]) -> Iterator[etree._Element]:
    for child in children:
        if child.tag == w("sdt"):
            content = child.find(w("sdtContent"))
            yield from _unwrapped(list(content) if content is not None else [])
        elif child.tag in _HOLDERS:
            yield from _unwrapped(list(child))
        else:
            yield child


def _cell(table: etree._Element, row: int, column: int) -> etree._Element | None:
    rows = [child for child in _unwrapped(list(table)) if child.tag == w("tr")]
    if row >= len(rows):
        return None
    at = _number(rows[row].find(f"{w('trPr')}/{w('gridBefore')}"), 0)
    for cell in (child for child in _unwrapped(list(rows[row])) if child.tag == w("tc")):
        if at == column:
            return cell
        at += max(1, _number(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1))
    return None


def _number(element: etree._Element | None, fallback: int) -> int:
    value = element.get(w("val"), "") if element is not None else ""
    return int(value) if value.isdecimal() else fallback


def run_before(found: list[Atom], position: int) -> etree._Element | None:
    """Give the run whose words begin exactly at `position`, splitting one where it must."""
    for atom in found:
        if atom.start <= position < atom.end:
            run = _outer_run(atom.element)
            if run is None:
                return None
            if run is not atom.element.getparent():
                return run  # inside a phonetic guide: the guide as a whole
            return split_before(run, atom.element, position - atom.start)
    return None


def run_after(found: list[Atom], position: int) -> etree._Element | None:
    """Give the run whose words end exactly at `position`, splitting one where it must."""
    for atom in found:
        if atom.start < position <= atom.end:
            run = _outer_run(atom.element)
            if run is None:
                return None
            if run is not atom.element.getparent():
                return run
            following = split_before(run, atom.element, position - atom.start)
            return run if following is not run else None
    return None


def _outer_run(element: etree._Element) -> etree._Element | None:
    outer = None
    parent = element.getparent()
    while parent is not None and parent.tag != _P:
        outer = parent if parent.tag == _R else outer
        parent = parent.getparent()
    return outer


def split_before(run: etree._Element, piece: etree._Element, offset: int) -> etree._Element:
    """Split a run so that a run begins at `offset` in `piece`; give that run.

    The run stays whole, and a new one with the same properties takes what follows. At the very
    end of the run an empty run is never made: the run itself stays before the place.
    """
    pieces = [child for child in run if child.tag != w("rPr")]
    at = pieces.index(piece)
    length = len(piece.text or "") if piece.tag == _T else 1
    if offset == 0 and at == 0:
        return run
    second = etree.Element(_R, {str(k): str(v) for k, v in run.attrib.items()}, nsmap={"w": WORD})
    properties = run.find(w("rPr"))
    if properties is not None:
        second.append(copy.deepcopy(properties))
    if 0 < offset < length:
        words = piece.text or ""
        rest = etree.SubElement(second, _T)
        rest.text, piece.text = words[offset:], words[:offset]
        for half in (rest, piece):
            half.set(_SPACE, "preserve")
        at += 1
    elif offset >= length:
        at += 1
    for moved in pieces[at:]:
        second.append(moved)
    second.tail, run.tail = run.tail, None
    run.addnext(second)
    return second
