"""Notes: beside the paragraph that calls them on the website, at the end of the page in EPUB."""

from __future__ import annotations

from fangzhi.model.manuscript import Manuscript, Note
from fangzhi.publish.html.inline import inline
from fangzhi.publish.html.sheet import Sheet, anchor
from fangzhi.publish.legal import attribute


def beside(body: str, called_before: int, sheet: Sheet) -> str:
    """Give a block with the notes that it called beside it (website), or as it is (EPUB)."""
    if sheet.shared.dialect == "epub" or len(sheet.called) == called_before:
        return body
    return f'<div class="noted">{body}<div class="sidenotes">{_since(called_before, sheet)}</div></div>'


def at_end(sheet: Sheet) -> str:
    """Give the notes of a page as a list at its end (EPUB); the website has them beside."""
    if sheet.shared.dialect == "site" or not sheet.called:
        return ""
    return (
        '<section class="notes" epub:type="footnotes" role="doc-endnotes" aria-label="注释">'
        f'<h2 class="notes-head">注释</h2>{_since(0, sheet)}</section>'
    )


def uncalled(manuscript: Manuscript, sheet: Sheet) -> str:
    """Give the notes that no place in the text calls, so that none is lost."""
    before = len(sheet.called)
    for note in manuscript.notes:
        if note.kind != "comment" and note.id not in sheet.numbers:
            sheet.call(note.id)
    return beside("", before, sheet)


def _since(position: int, sheet: Sheet) -> str:
    items = []
    while position < len(sheet.called):  # a note's own words may call further notes
        position += 1
        items.append(_note(sheet.called[position - 1], position, sheet))
    return "".join(items)


def _note(note: Note, number: int, sheet: Sheet) -> str:
    here = sheet.place(f"-note-{note.id}")
    call = anchor(f"-call-{note.id}")
    shown: str = str(number)
    if call in sheet.placed:
        shown = f'<a href="#{attribute(call)}" aria-label="回到注{number}的正文">{number}</a>'
    words = inline(note.body, sheet)
    kind = ' epub:type="footnote"' if sheet.shared.dialect == "epub" else ""
    return f'<aside class="note"{here}{kind} role="doc-footnote"><p>{shown} {words}</p></aside>'
