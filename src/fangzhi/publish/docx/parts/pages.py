"""Pages: 16开 paper, margins, running heads with the notice, page numbers at the outer edge."""

from __future__ import annotations

from dataclasses import dataclass, field

from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.parts.styles import VERMILION
from fangzhi.publish.docx.text.blocks import paragraph
from fangzhi.publish.docx.text.inline import field as word_field
from fangzhi.publish.docx.text.inline import run

PAPER = (10488, 14740)
"""16开, 185 × 260 mm, in twips."""

_MARGINS = ('<w:pgMar w:top="1701" w:right="1417" w:bottom="1361" w:left="1134"'
            ' w:header="850" w:footer="680" w:gutter="0"/>')  # fmt: skip
_RED = f'<w:color w:val="{VERMILION}"/>'
_NUMBER = "<w:r><w:t>1</w:t></w:r>"
_TABS = "<w:r><w:tab/></w:r><w:r><w:tab/></w:r>"


@dataclass
class Pages:
    """The headers and footers of a book: parts by name, made once for each running title."""

    title: str
    notice: str = ""
    parts: dict[str, tuple[str, str]] = field(default_factory=dict)
    _made: dict[tuple[str, str, bool, bool], str] = field(default_factory=dict)

    def section(
        self, draft: Draft, running: str = "", *, numbered: bool = True, start: int = 0,
        form: str = "", kind: str = "nextPage", columns: int = 1, last: bool = False,
    ) -> str:  # fmt: skip
        """End a section: its running title stands on odd pages, the book's title on even ones."""
        words = (running, self.title) if numbered else ("", "")
        references = [
            self._reference("header", words[0], True, numbered, draft),
            self._reference("header", words[1], False, numbered, draft),
            self._reference("footer", "", True, numbered, draft),
            self._reference("footer", "", False, numbered, draft),
        ]
        count = f' w:start="{start}"' if start else ""
        count += f' w:fmt="{form}"' if form else ""
        properties = section("".join(references), kind=kind, columns=columns,
                             numbers=f"<w:pgNumType{count}/>" if count else "")  # fmt: skip
        return properties if last else paragraph("Spacer", draft.added(""), properties)

    def _reference(self, word: str, words: str, odd: bool, numbered: bool, draft: Draft) -> str:
        key = (word, words, odd, numbered)
        name = self._made.get(key)
        if name is None:
            name = f"{word}{sum(1 for made in self._made if made[0] == word) + 1}"
            self._made[key] = name
            if word == "header":
                self.parts[name] = ("hdr", self._head(words, draft, odd=odd))
            else:
                self.parts[name] = ("ftr", _foot(numbered, draft, odd=odd))
        relation = draft.relate(word, f"{name}.xml")
        kind = "default" if odd else "even"
        return f'<w:{word}Reference w:type="{kind}" r:id="{relation}"/>'

    def _head(self, words: str, draft: Draft, *, odd: bool) -> str:
        if not words and not self.notice:
            return paragraph("Footer", draft.added(""))
        notice = run(self.notice, _RED) if self.notice else ""
        if odd:
            shown = draft.added(f"{self.notice}\t\t{words}")
            return paragraph("Header", f"{shown}{notice}{_TABS}{run(words)}")
        if not self.notice:
            # trailing tabs would take a second line
            return paragraph("Header", draft.added(words) + run(words))
        shown = draft.added(f"{words}\t\t{self.notice}")
        return paragraph("Header", f"{shown}{run(words)}{_TABS}{notice}")


def _foot(numbered: bool, draft: Draft, *, odd: bool) -> str:
    if not numbered:
        return paragraph("Footer", draft.added(""))
    properties = '<w:jc w:val="right"/>' if odd else ""
    return paragraph("Footer", draft.added("1") + word_field(" PAGE ", _NUMBER), properties)


def section(
    references: str = "", *, kind: str = "nextPage", columns: int = 1, numbers: str = ""
) -> str:
    """Give w:sectPr for our paper."""
    width, height = PAPER
    split = f'<w:cols w:num="{columns}" w:space="425"/>' if columns > 1 else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="{kind}"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/>{_MARGINS}{numbers}{split}</w:sectPr>'
    )
