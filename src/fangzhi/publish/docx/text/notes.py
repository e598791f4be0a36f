"""Footnotes, endnotes and comments: the reference in the text and the body in its own part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from fangzhi.model.manuscript import Note
from fangzhi.model.text import Mark
from fangzhi.publish.docx.draft import Draft, is_date_time
from fangzhi.publish.legal import attribute, escaped

PARTS = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
_STYLES = {"footnote": ("FootnoteText", "FootnoteReference"),
           "endnote": ("EndnoteText", "EndnoteReference"),
           "comment": ("CommentText", "CommentReference")}  # fmt: skip

Weaver = Callable[..., list[str]]


def note_reference(mark: Mark, draft: Draft, weave: Weaver) -> tuple[str, str]:
    """Give what stands before and after the words a note belongs to, writing its body once."""
    note = draft.notes.get(mark.ref)
    if note is None or mark.ref in draft.written_notes or note.kind != mark.kind:
        if note is None:
            draft.report("文中有注号，注文却不在稿中。", level="硬")
        name = draft.carry(mark)
        before, after = draft.bookmark(name, "\x00").split("\x00")
        return before, after
    number = write_note(note, draft, weave)
    style = _STYLES[note.kind][1]
    if note.kind == "comment":
        reference = f'<w:commentReference w:id="{number}"/>'
        return (
            f'<w:commentRangeStart w:id="{number}"/>',
            f'<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>{reference}</w:r>',
        )
    return "", _numbered_reference(note, number, draft)


def _numbered_reference(note: Note, number: int, draft: Draft) -> str:
    """Write the reference; a number of the original's own stands beside it as Word allows."""
    properties = f'<w:rPr><w:rStyle w:val="{_STYLES[note.kind][1]}"/></w:rPr>'
    if not note.label:
        reference = f'<w:{note.kind}Reference w:id="{number}"/>'
        return f"<w:r>{properties}{reference}</w:r>"
    reference = f'<w:{note.kind}Reference w:customMarkFollows="1" w:id="{number}"/>'
    run = f"<w:r>{properties}{reference}<w:t>{escaped(note.label)}</w:t></w:r>"
    return draft.bookmark(draft.carry(None, note.label, ""), run)


def write_note(note: Note, draft: Draft, weave: Weaver) -> int:
    """Write a note's body into its part and give its number there."""
    rows = draft.note_parts.setdefault(note.kind, [])
    place = len(rows)
    rows.append("")
    number = place if note.kind == "comment" else place + 1
    draft.written_notes[note.id] = number
    outer, draft.part = draft.part, PARTS[note.kind]
    rows[place] = _body(note, number, draft, weave)
    draft.part = outer
    return number


def _body(note: Note, number: int, draft: Draft, weave: Weaver) -> str:
    style, reference_style = _STYLES[note.kind]
    head = draft.identity(note.body.id) + _number_in_note(note, reference_style, draft)
    parts = weave(note.body, draft, split=True)
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{head if not index else ""}{inner}</w:p>'
        for index, inner in enumerate(parts)
    )
    attributes = f'w:id="{number}"'
    if note.kind == "comment":
        attributes += f' w:author="{attribute(note.who)}"'
        when: Literal[""] | str = note.when if is_date_time(note.when) else ""
        attributes += f' w:date="{attribute(when)}"' if when else ""
    return f"<w:{note.kind} {attributes}>{paragraphs}</w:{note.kind}>"


def _number_in_note(note: Note, style: str, draft: Draft) -> str:
    if note.kind == "comment":
        return ""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/><w:spacing w:val="60"/></w:rPr>'
    if note.label:
        label = f"<w:r>{properties}<w:t>{escaped(note.label)}</w:t></w:r>"
        return draft.bookmark(draft.carry(None, note.label, ""), label)
    return f"<w:r>{properties}<w:{note.kind}Ref/></w:r>"
