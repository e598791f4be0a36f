"""Entries as pages show them: a title for the list, the words that count, a first empty entry."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id
from fangzhi.model.work import Entry

_SHOWN = 24


def words_in(entry: Entry) -> Iterator[Text]:
    """Give the title and every text of an entry."""
    if entry.title is not None:
        yield entry.title
    yield from texts(entry.manuscript)


def title_of(entry: Entry, held: str = "") -> str:
    """Give the title; for an entry without a head what the page is called, or its first words."""
    if entry.title is not None and entry.title.text.strip():
        return entry.title.text.strip()[:200]
    if held:
        return held
    first = next((text.text.strip() for text in texts(entry.manuscript) if text.text.strip()), "")
    return f"〔{first[:_SHOWN]}〕" if first else "〔空白〕"


def empty_entry(entry_id: str, title: str, unit: str = "") -> Entry:
    """Give an entry with a title and one empty paragraph to write in."""
    head = Text(mint_id(entry_id, "title", "0"), title, "heading", 1)
    body = Text(mint_id(entry_id, "body", "1"), "")
    return Entry(entry_id, Manuscript(blocks=(body,), title=title), head, unit=unit)
