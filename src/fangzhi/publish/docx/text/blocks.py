"""Blocks become paragraphs and tables, each with its named style and its hidden bookmark."""

from __future__ import annotations

import re

from fangzhi.model.manuscript import Block, Figure, Table, Utterance
from fangzhi.model.text import Text
from fangzhi.publish.captions import says_number
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.parts.styles import name_of
from fangzhi.publish.docx.text.inline import field, inline, run
from fangzhi.publish.docx.text.pictures import figure_picture
from fangzhi.publish.docx.text.tables import alignment, grid

_STYLES = {
    "paragraph": "Normal", "caption": "FigureTitle", "list": "ListParagraph", "quote": "Quote",
    "verse": "Verse", "unit": "UnitLine", "source": "SourceLine", "header": "Header",
    "footer": "Footer", "note": "NoteLine", "textbox": "TextBox", "signature": "Signature",
    "contents": "ContentsLine",
}  # fmt: skip
_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """Give a paragraph of a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def added(style: str, words: str, draft: Draft, properties: str = "") -> str:
    """Give a paragraph that is the renderer's own: re-import knows and drops it."""
    return paragraph(style, draft.added(words) + run(words), properties)


def block(one: Block, draft: Draft, *, deeper: int = 0) -> str:
    """Give one block; `deeper` is added to the level of headings."""
    match one:
        case Text():
            return text_block(one, draft, deeper=deeper)
        case Table():
            return table_block(one, draft)
        case Figure():
            return figure_block(one, draft)
        case Utterance():
            return _utterance(one, draft)


def text_block(text: Text, draft: Draft, *, deeper: int = 0, style: str = "") -> str:
    """Give a paragraph, heading or list line."""
    if not style:
        style = _STYLES.get(text.role, "Normal")
        if text.role == "heading":
            style = f"Heading{min(max(text.level + deeper, 1), 9)}"
    remember(text, style, draft)
    properties = ""
    before = ""
    if text.label and text.role == "list":
        level = max(text.level, 1)
        number = draft.numbering.setdefault((text.label, level), len(draft.numbering) + 1)
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    elif text.label:
        before = label(text.label, text.id, draft)
    if text.text.startswith("　") and style == "Normal":
        # the writer indented by hand; the style must not do it again
        properties += '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    properties += alignment(text.align)
    return paragraph(style, draft.identity(text.id) + before + inline(text, draft), properties)


def remember(text: Text, style: str, draft: Draft) -> None:
    """Note the style a text is written in, so that a change in Word is seen on re-import."""
    if style != "Normal":
        draft.styles[text.id] = name_of(style)


def label(words: str, target: str, draft: Draft, gap: str = "　") -> str:
    """Give a printed number before the words it belongs to; re-import takes it off again."""
    inner = draft.bookmark(draft.reference(target), run(words)) if target else run(words)
    return draft.bookmark(draft.carry(None, words + gap, ""), inner + run(gap))


def counted_label(words: str, target: str, draft: Draft) -> str:
    """Give a table or figure number whose last count is a SEQ field set to just this count."""
    match = _NUMBERED.fullmatch(words)
    if match is None:
        return label(words, target, draft)
    before, count, after = match.groups()
    name = "表" if "表" in before else "图"
    parts = (
        run(before) + field(f" SEQ {name} \\* ARABIC \\r {int(count)} ", run(count)) + run(after)
    )
    inner = draft.bookmark(draft.reference(target), parts)
    return draft.bookmark(draft.carry(None, words + "　", ""), inner + run("　"))


def titled(
    text: Text | None, number: str, target: str, style: str, draft: Draft, keep: bool
) -> str:
    """Give the caption paragraph of a table or figure, "" where there is nothing to say."""
    properties = "<w:keepNext/>" if keep else ""
    if text is None:
        return added(style, number, draft, properties) if number else ""
    remember(text, style, draft)
    number = "" if says_number(text, number) else number
    before = counted_label(number, target, draft) if number else ""
    properties += alignment(text.align)
    return paragraph(style, draft.identity(text.id) + before + inline(text, draft), properties)


def table_block(table: Table, draft: Draft) -> str:
    """Give a table with its title, unit and source lines."""
    number = table.label or draft.labels.get(table.id, "")
    parts = [titled(table.title, number, table.id, "TableTitle", draft, keep=True)]
    if table.unit is not None:
        parts.append(_line(table.unit, "UnitLine", draft, "<w:keepNext/>"))
    parts.append(grid(table, draft))
    if table.source is not None:
        parts.append(_line(table.source, "SourceLine", draft))
    # two tables with nothing between them would become one in Word
    parts.append(added("Spacer", "", draft))
    return "".join(parts)


def _line(text: Text, style: str, draft: Draft, properties: str = "") -> str:
    remember(text, style, draft)
    properties += alignment(text.align)
    return paragraph(style, draft.identity(text.id) + inline(text, draft), properties)


def figure_block(figure: Figure, draft: Draft) -> str:
    """Give a picture with 图题, 图说 and the line of credit, date, place and map approval."""
    number = figure.label or draft.labels.get(figure.id, "")
    identity = draft.identity(figure.id)
    picture = figure_picture(figure, draft)
    if not picture:
        name = figure.name or figure.asset[:12]
        draft.report(f"图“{name}”没有可放进 Word 的图片文件，以【缺图】占位。", figure.id, "硬")
        picture = draft.bookmark(
            draft.carry(None, f"【缺图：{name}】", ""), run(f"【缺图：{name}】")
        )
    parts = [paragraph("Figure", identity + picture, "<w:keepNext/>")]
    parts.append(titled(figure.title, number, figure.id, "FigureTitle", draft, keep=False))
    if figure.caption is not None:
        parts.append(_line(figure.caption, "FigureCaption", draft))
    credit = "　".join(part for part in (figure.credit, figure.date, figure.place) if part)
    if figure.map_approval:
        credit = "　".join(part for part in (credit, f"审图号：{figure.map_approval}") if part)
    if credit:
        parts.append(added("FigureCaption", credit, draft))
    return "".join(parts)


def _utterance(utterance: Utterance, draft: Draft) -> str:
    body = utterance.body
    remember(body, "Speech", draft)
    before = draft.identity(utterance.id) + draft.identity(body.id)
    if utterance.speaker:
        before += label(f"{utterance.speaker}：", "", draft, gap="")
    return paragraph("Speech", before + inline(body, draft), alignment(body.align))
