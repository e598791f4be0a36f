"""A small library and a dossier on it, for tests."""

from __future__ import annotations

from pathlib import Path

from fangzhi.library.index import Library
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.model.agent import Rights

TITLE = "某志"
TEXT = (
    "康熙元年春大旱二年夏大水四月山崩雍正元年大稔三年秋大水"
    "名山縣邊引六百六十三張每張運茶一百斤各縣出夫四百八名"
)
"""Dated records under two eras, and numbers to reckon with."""


OPEN = Rights()


def shelf_with(folder: Path, text: str = TEXT, rights: Rights = OPEN, images: str = "") -> Library:
    """Give a library that holds one work of two leaves, or replace its text."""
    library = Library(folder / "资料库", create=True)
    half = len(text) // 2
    stream = Stream(text, (0, half), ("某志_001-1a", "某志_001-1b"))
    work = Shelved("a1", TITLE, "某志.txt", text, len(text), rights=rights, images=images)
    library.add([(work, stream)])
    return library


def dossier_in(folder: Path, body: str, kind: str = "资政报告") -> Path:
    """Write 案卷.toml with this body; give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    head = f'[dossier]\ntitle = "试"\nkind = "{kind}"\nperiods = ["清"]\n'
    (folder / "案卷.toml").write_text(head + body, encoding="utf-8")
    return folder


def card(id: str, quotation: str, text: str = TEXT, more: str = "") -> str:
    """Write a card that quotes these words where they first stand."""
    start = text.index(quotation)
    return (
        f'\n[[cards]]\nid = "{id}"\nwork = "{TITLE}"\nstart = {start}\n'
        f'end = {start + len(quotation)}\nquotation = "{quotation}"\n{more}\n'
    )


def section(*items: str) -> str:
    """Write a section with these items."""
    inner = "".join(f"  {{ {item} }},\n" for item in items)
    return f'\n[[sections]]\nhead = "水患"\nitems = [\n{inner}]\n'
