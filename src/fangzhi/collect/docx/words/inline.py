"""The inside of a paragraph: runs and what holds them, read into a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from fangzhi.collect.docx.parts.glyphs import symbol
from fangzhi.collect.docx.parts.names import (
    ALTERNATE,
    BR,
    CHOICE,
    DEL,
    FALLBACK,
    ID,
    INS,
    OFF,
    PPR,
    REL_ID,
    RPR,
    SDT,
    SDT_CONTENT,
    TAB,
    TYPE,
    R,
    T,
    w,
)
from fangzhi.collect.docx.parts.styles import Style
from fangzhi.collect.docx.words.drawing import read_drawing
from fangzhi.collect.docx.words.formula import linear, m
from fangzhi.collect.docx.words.line import Line
from fangzhi.collect.docx.words.pieces import (
    custom_mark,
    deleted_words,
    is_contents,
    is_equation,
    private_remark,
    tracked,
    unfilled,
)
from fangzhi.collect.docx.words.runs import Format, read_format
from fangzhi.collect.docx.words.wordreader import PRIVATE, WordReader
from fangzhi.model.text import GLYPH, MarkKind

_BREAKS: Final[dict[str, MarkKind]] = {"page": "page-break", "column": "column-break"}
_LETTERS: Final = {TAB: "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_UNTOLD_BOOKMARKS: Final = frozenset({"_GoBack"})


class LineReader(WordReader):
    """Reads the paragraphs of one story, in order: fields and comments may run over several."""

    def read(self, paragraph: etree._Element, style: Style) -> Line:
        """Read one w:p as a line; formats are told relative to the paragraph's style."""
        line = Line()
        self._style = style
        self._plain = self._format = Format(0, style.size, style.bold, style.hidden)
        for item in self.open.fields:
            item.start = 0
            line.contents = line.contents or (item.shown and is_contents(item))
        self._walk(line, paragraph)
        self._finish(line)
        return line

    def _finish(self, line: Line) -> None:
        if self._muted:
            self._end_unfinished(line)
        line.close()
        for item in self.open.fields:
            if item.shown and item.start < line.length and not is_contents(item):
                self._mark_field(line, item.start, "".join(item.code))
        for number_, start in self.open.comments.items():
            if start < line.length:
                line.mark("comment", start, ref=self.context.note_id("comment", number_))
            self.open.comments[number_] = 0
        for name, start in self.open.bookmarks.values():
            line.mark("bookmark", min(start, line.length), ref=name)
        self.open.bookmarks.clear()
        text = line.text
        line.pieces = [text]
        for match in PRIVATE.finditer(text):
            codes = " ".join(f"U+{ord(char):04X}" for char in match[0][:4])
            line.remarks.append(private_remark(match, codes))

    def _walk(self, line: Line, element: etree._Element) -> None:
        for child in element:
            if child.tag != R:
                self._one(line, child)
                continue
            self._format = self._plain
            for piece in child:  # most runs hold words and nothing else: no call for those
                if piece.tag == T:
                    if piece.text:
                        self._words(line, piece.text)
                else:
                    self._one(line, piece)

    def _one(self, line: Line, element: etree._Element) -> None:
        tag = element.tag
        if tag == T:
            if element.text:
                self._words(line, element.text)
        elif tag == RPR:
            self._format = read_format(element, self._style, self.context.styles)
        elif (letter := _LETTERS.get(tag)) is not None:
            self._words(line, letter)
        elif (read := _READERS.get(tag)) is not None:
            read(self, line, element)
        elif tag not in _SILENT and len(element):
            self._walk(line, element)

    # what stands inside a run

    def _break(self, line: Line, element: etree._Element) -> None:
        kind = _BREAKS.get(element.get(TYPE, ""))
        if kind is not None:
            line.point(kind)
        else:
            self._words(line, "\n")

    def _symbol(self, line: Line, element: etree._Element) -> None:
        font, code = element.get(w("font"), ""), element.get(w("char"), "")
        if self._muted:
            return
        point = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0
        known = symbol(font, point) if point <= 0x10FFFF else ""
        if not known:
            self._glyph(line, line.length, font, point)
        line.add(known or GLYPH, self._format.bits, self._format.size, self._format.bold)

    def _note(self, line: Line, element: etree._Element) -> None:
        kind: MarkKind = "footnote" if element.tag == w("footnoteReference") else "endnote"
        if self._muted:
            return
        reference = element.get(ID, "")
        line.point(kind, ref=self.context.note_id(kind, reference))
        custom = element.get(w("customMarkFollows"), "0") not in OFF
        self.context.refer(kind, reference, custom_mark(element) if custom else "")

    def _comment(self, line: Line, element: etree._Element) -> None:
        reference = element.get(ID, "")
        if reference in self.open.comments:  # its range was not closed: it ends here
            self.comment_end(line, element)
        elif reference not in self.context.comment_refs:
            line.point("comment", ref=self.context.note_id("comment", reference))

    def _ruby(self, line: Line, element: etree._Element) -> None:
        start = line.length
        base, above = element.find(w("rubyBase")), element.find(w("rt"))
        if base is not None:
            self._walk(line, base)
        reading = "".join(t.text or "" for t in above.iter(T)) if above is not None else ""
        line.mark("ruby", start, text=reading)

    def _drawing(self, line: Line, element: etree._Element) -> None:
        if not self._muted:
            read_drawing(self.context, self.story, line, element)

    # what stands beside runs

    def _simple_field(self, line: Line, element: etree._Element) -> None:
        start, code = line.length, element.get(w("instr"), "")
        self._walk(line, element)
        if start == line.length and is_equation(code):
            self._equation(line, code)
        self._mark_field(line, start, code)

    def _link(self, line: Line, element: etree._Element) -> None:
        start = line.length
        self._walk(line, element)
        anchor = element.get(w("anchor"), "")
        relation = self.context.parts.relations(self.story.part).get(element.get(REL_ID, ""))
        if relation is not None:
            line.mark("link", start, ref=relation.target + (f"#{anchor}" if anchor else ""))
        elif anchor:
            line.mark("crossref", start, ref=anchor)

    def _inserted(self, line: Line, element: etree._Element) -> None:
        start = line.length
        self._walk(line, element)
        if line.length > start:
            line.marks.append(tracked(element, "inserted", start, line.length))

    def _deleted(self, line: Line, element: etree._Element) -> None:
        words = deleted_words(element)
        if words and not self._muted:
            line.marks.append(tracked(element, "deleted", line.length, line.length, words))
        if next(element.iter(w("drawing"), w("pict"), w("object")), None) is not None:
            line.remark("这里有以修订方式删除的图片或对象，未收入。", confidence="likely")

    def _formula(self, line: Line, element: etree._Element) -> None:
        start = line.length
        self._format = self._plain
        self._words(line, linear(element))
        line.mark("formula", start)

    def _control(self, line: Line, element: etree._Element) -> None:
        content = element.find(SDT_CONTENT)
        if told := unfilled(element):
            line.remark(told, confidence="certain")
        elif content is not None:
            self._walk(line, content)

    def _alternate(self, line: Line, element: etree._Element) -> None:
        for branch in element.iterchildren(CHOICE, FALLBACK):
            before = (line.length, len(line.pictures), len(line.boxes))
            self._walk(line, branch)
            if (line.length, len(line.pictures), len(line.boxes)) != before:
                return

    def comment_start(self, line: Line, element: etree._Element) -> None:
        """Begin the range of a comment here."""
        self.open.comments[element.get(ID, "")] = line.length

    def comment_end(self, line: Line, element: etree._Element) -> None:
        """End the range of a comment here."""
        number_ = element.get(ID, "")
        start = self.open.comments.pop(number_, None)
        if start is not None:
            self.context.comment_refs.add(number_)
            line.mark(
                "comment", min(start, line.length), ref=self.context.note_id("comment", number_)
            )

    def bookmark_start(self, line: Line, element: etree._Element) -> None:
        """Begin a bookmark here."""
        name = element.get(w("name"), "")
        if name not in _UNTOLD_BOOKMARKS:
            self.open.bookmarks[element.get(ID, "")] = (name, line.length)

    def bookmark_end(self, line: Line, element: etree._Element) -> None:
        """End a bookmark here; one that began in an earlier paragraph is marked there."""
        begun = self.open.bookmarks.pop(element.get(ID, ""), None)
        if begun is not None:
            line.mark("bookmark", begun[1], ref=begun[0])

    def _unread(self, line: Line, element: etree._Element) -> None:
        line.remark(
            "未读入：这里插入了另一个文件（子文档或嵌入文件），请把它另行交来。", level="硬"
        )


_SILENT: Final = frozenset(
    {
        PPR,
        w("sdtPr"),
        w("sdtEndPr"),
        w("smartTagPr"),
        w("customXmlPr"),
        w("delInstrText"),
        w("delText"),
        w("proofErr"),
        w("lastRenderedPageBreak"),
        w("softHyphen"),
        w("footnoteRef"),
        w("endnoteRef"),
        w("annotationRef"),
        w("rt"),
        w("rubyPr"),
        w("fldData"),
    }
)
"""Holds no words of the paragraph; a soft hyphen only tells where a line may break."""

_READERS: Final[dict[str, Callable[[LineReader, Line, etree._Element], None]]] = {
    BR: LineReader._break,
    w("sym"): LineReader._symbol,
    w("footnoteReference"): LineReader._note,
    w("endnoteReference"): LineReader._note,
    w("commentReference"): LineReader._comment,
    w("ruby"): LineReader._ruby,
    w("drawing"): LineReader._drawing,
    w("pict"): LineReader._drawing,
    w("object"): LineReader._drawing,
    w("instrText"): LineReader._code,
    w("fldChar"): LineReader._field_char,
    w("fldSimple"): LineReader._simple_field,
    w("hyperlink"): LineReader._link,
    INS: LineReader._inserted,
    w("moveTo"): LineReader._inserted,
    DEL: LineReader._deleted,
    w("moveFrom"): LineReader._deleted,
    m("oMath"): LineReader._formula,
    SDT: LineReader._control,
    ALTERNATE: LineReader._alternate,
    w("commentRangeStart"): LineReader.comment_start,
    w("commentRangeEnd"): LineReader.comment_end,
    w("bookmarkStart"): LineReader.bookmark_start,
    w("bookmarkEnd"): LineReader.bookmark_end,
    w("subDoc"): LineReader._unread,
    w("altChunk"): LineReader._unread,
    w("contentPart"): LineReader._unread,
}
