"""Words as they come out of runs and fields, put into a line with their format."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from fangzhi.collect.docx.context import Context, OpenField, Story
from fangzhi.collect.docx.parts.glyphs import symbol
from fangzhi.collect.docx.parts.names import w
from fangzhi.collect.docx.words import fields
from fangzhi.collect.docx.words.line import Line
from fangzhi.collect.docx.words.pieces import (
    form_shown,
    is_contents,
    is_equation,
    unknown_symbol,
)
from fangzhi.collect.docx.words.runs import Format
from fangzhi.model.text import GLYPH, Mark

PRIVATE: Final = re.compile("[\ue000-\uf8ff]+")
_HIDDEN: Final = "这里是隐藏文字，已照收；请确认是否属于正文。"


class WordReader:
    """Knows the format of the run being read and the fields that are open around it."""

    def __init__(self, context: Context, story: Story) -> None:
        self.context = context
        self.story = story
        self.open = story.open
        self._style = context.styles.normal
        self._plain = Format()
        self._format = self._plain
        self._muted = any(not item.shown for item in self.open.fields)

    def _words(self, line: Line, text: str) -> None:
        if self._muted:
            self.open.fields[-1].swallowed.append(text)
            return
        form = self._format
        start = line.length
        if form.font:
            text = self._from_symbols(line, text, form.font)
        line.add(text, form.bits, form.size, form.bold)
        if form.hidden:
            line.remark_on(_HIDDEN, start)

    def _from_symbols(self, line: Line, text: str, font: str) -> str:
        out = ""
        for place, char in enumerate(text):
            known = symbol(font, ord(char)) if PRIVATE.match(char) else char
            if not known:
                self._glyph(line, line.length + place, font, ord(char))
            out += known or GLYPH
        return out

    def _glyph(self, line: Line, start: int, font: str, code: int) -> None:
        line.marks.append(Mark(start, start + 1, "glyph", ref=f"{font}:{code:04X}"))
        line.remarks.append(unknown_symbol(start, font, code))

    def _code(self, line: Line, element: etree._Element) -> None:
        if self.open.fields and not self.open.fields[-1].shown:
            self.open.fields[-1].code.append(element.text or "")

    def _field_char(self, line: Line, element: etree._Element) -> None:
        match element.get(w("fldCharType")):
            case "begin":
                self.open.fields.append(OpenField(start=line.length, form=form_shown(element)))
            case "separate" if self.open.fields:
                self.open.fields[-1].shown = True
                self.open.fields[-1].start = line.length
                line.contents = line.contents or is_contents(self.open.fields[-1])
            case "end" if self.open.fields:
                item = self.open.fields.pop()
                self._muted = any(not other.shown for other in self.open.fields)
                self._end_field(line, item)
        self._muted = any(not item.shown for item in self.open.fields)

    def _end_field(self, line: Line, item: OpenField) -> None:
        code = "".join(item.code).strip()
        if is_contents(item):
            return
        start = min(item.start, line.length)
        if not item.shown or start == line.length:
            start = line.length
            if is_equation(code):
                self._equation(line, code)
            elif item.form:
                self._words(line, item.form)
        self._mark_field(line, start, code)

    def _end_unfinished(self, line: Line) -> None:
        """Give back the words of a field that never comes to its result: they would be lost."""
        unfinished = [item for item in self.open.fields if not item.shown]
        self.open.fields[:] = [item for item in self.open.fields if item.shown]
        self._muted = False
        self._format = self._plain
        start = line.length
        self._words(line, "".join(word for item in unfinished for word in item.swallowed))
        line.remark("这里的域没有写完（缺分隔或结束标记），其中的文字已照收，请核对。", start=start,
                    level="字", confidence="likely")  # fmt: skip

    def _equation(self, line: Line, code: str) -> None:
        start = line.length
        base, reading = fields.phonetic(code)
        self._words(line, base or fields.equation(code))
        if base:
            line.mark("ruby", start, text=reading)

    def _mark_field(self, line: Line, start: int, code: str) -> None:
        if self._muted:
            return
        kind, ref = fields.meaning(code)
        if kind == "formula" and fields.phonetic(code)[0]:
            return
        if ref == "SEQ":
            line.sequence = code.split()[1] if len(code.split()) > 1 else "?"
        line.mark(kind, start, ref=ref, text=code.strip())
