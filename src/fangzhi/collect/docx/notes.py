"""Footnotes, endnotes and comments (脚注, 尾注, 批注), with the numbers they show."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from fangzhi.collect.docx.context import NOTE_PARTS, Context, Story
from fangzhi.collect.docx.parts.names import (
    AUTHOR,
    DATE,
    ID,
    SECT_PR,
    TBL,
    TC,
    TR,
    TYPE,
    VAL,
    P,
    T,
    w,
)
from fangzhi.collect.docx.parts.number_forms import formatted
from fangzhi.collect.docx.parts.styles import number
from fangzhi.collect.docx.words.inline import LineReader
from fangzhi.collect.docx.words.line import Line, Remark, in_order, joined
from fangzhi.collect.docx.words.paragraph import end_with_mark, list_label, properties
from fangzhi.model.manuscript import Note
from fangzhi.model.place import Run
from fangzhi.model.text import Text

Kind = Literal["footnote", "endnote", "comment"]
_KINDS: tuple[Kind, ...] = ("footnote", "endnote", "comment")
_NAMES = {"footnote": "脚注", "endnote": "尾注", "comment": "批注"}
_USUAL_FORM = {"footnote": "decimal", "endnote": "lowerRoman"}


def read_notes(context: Context, body: etree._Element) -> list[Note]:
    """Read all notes, those referred to first and in the order of their references."""
    notes: list[Note] = []
    for kind in _KINDS:
        part = context.parts.related(context.main, f"{kind}s")
        root = context.parts.root(part) if part else None
        found = {} if root is None else _read_part(context, kind, part, root)
        notes.extend(_in_order(context, kind, found, body))
    return notes


def _read_part(context: Context, kind: Kind, part: str, root: etree._Element) -> dict[str, Note]:
    found: dict[str, Note] = {}
    for element in root.iterchildren(w(kind)):
        if element.get(TYPE, "normal") == "normal":
            number_ = element.get(ID, "")
            found[number_] = _note(context, kind, part, element, number_)
    return found


def _note(context: Context, kind: Kind, part: str, element: etree._Element, key: str) -> Note:
    address = f"{NOTE_PARTS[kind]}{key}"
    story = Story(part, f"{address}/")
    reader = LineReader(context, story)
    lines: list[Line] = []
    labels: list[str] = []
    for child in element.iter(P, TBL):
        if child.tag == P and not _in_table(child, element):
            found = properties(context, child)
            labels.append(list_label(context, found) or "")
            lines.append(reader.read(child, found.style))
            end_with_mark(lines[-1], found)
        elif child.tag == TBL and not _in_table(child, element):
            lines.append(_flat_table(child))
            labels.append("")
    whole = joined(lines, "\n")
    text = whole.text
    if whole.boxes:
        whole.remark(
            "未读入：注释里的文本框没有读出，请把其中的文字移到注释里。", start=0, level="字"
        )
    for remark in whole.remarks:
        context.tell(part, address, text, remark)
    body = Text(
        id=context.note_id(kind, key),
        text=text,
        role="note",
        label="\n".join(labels) if any(labels) else "",
        marks=in_order(whole.marks),
        origin=(Run(0, len(text), context.digest, part, address),),
    )
    return Note(body.id, kind, body, who=element.get(AUTHOR, ""), when=element.get(DATE, ""))


def _in_table(element: etree._Element, top: etree._Element) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not top:
        if parent.tag == TBL or parent.tag == w("txbxContent"):
            return True
        parent = parent.getparent()
    return False


def _flat_table(element: etree._Element) -> Line:
    rows = []
    for row in element.iter(TR):
        cells = ("".join(t.text or "" for t in cell.iter(T)) for cell in row.iter(TC))
        rows.append("\t".join(cells))
    line = Line()
    line.add("\n".join(rows), 0, 0, False)
    line.remarks.append(Remark(0, line.length, "注释里有表格，只按行读成了文字。", "式", "certain"))
    return line


def _in_order(context: Context, kind: Kind, found: dict[str, Note],
              body: etree._Element) -> list[Note]:  # fmt: skip
    referred = context.referred.get(kind, {})
    for key in referred:
        if key not in found:
            context.tell_whole(
                f"未读入：正文标有{_NAMES[kind]}（编号{key}），文件里却没有它的文字。"
            )
    if kind == "comment":
        return list(found.values())
    form, start, running = _numbers(context, kind, body)
    ordered: list[Note] = []
    count = start - 1
    for key, custom in referred.items():
        count += not custom
        if key in found:
            note = found.pop(key)
            label = custom or (formatted(count, form) if running else "")
            ordered.append(Note(note.id, kind, note.body, label))
    return ordered + list(found.values())


def _numbers(context: Context, kind: Kind, body: etree._Element) -> tuple[str, int, bool]:
    """Give the number format of notes, the first number, and whether they run on throughout."""
    form, start, restart = _USUAL_FORM[kind], 1, "continuous"
    part = context.parts.related(context.main, "settings")
    settings = context.parts.root(part) if part else None
    sections = [body.find(SECT_PR)] if body.find(SECT_PR) is not None else []
    for holder in (settings, *sections):
        inner = holder.find(w(f"{kind}Pr")) if holder is not None else None
        if inner is None:
            continue
        form = _value(inner, "numFmt") or form
        start = number(_value(inner, "numStart"), start)
        restart = _value(inner, "numRestart") or restart
    return form, start, restart == "continuous"


def _value(element: etree._Element, name: str) -> str:
    child = element.find(w(name))
    return child.get(VAL, "") if child is not None else ""
