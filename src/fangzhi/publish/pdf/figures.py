"""Figures: which pictures can be printed, how large, and their small lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typst

from fangzhi.model.book import Book, entries_in
from fangzhi.model.manuscript import Figure, texts_in
from fangzhi.model.text import Text, marks_of
from fangzhi.publish.pdf.inline import Notes, inline
from fangzhi.publish.pdf.labels import without_label
from fangzhi.publish.pdf.literal import literal
from fangzhi.publish.pdf.setting import Setting
from fangzhi.publish.result import Assets

SUFFIXES = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"RIFF", ".webp"),
)
"""How the bytes of a picture that typst can print begin."""
WIDEST, HIGHEST = 133.0, 165.0
"""The largest picture, in millimetres."""
DOTS_PER_MM = 300 / 25.4
CREDITS = {"photograph": "摄影：", "map": "绘制：", "drawing": "绘图："}


def pictures_of(book: Book) -> tuple[str, ...]:
    """Give the digests of all pictures that the book shows, each once, in reading order."""
    seen: dict[str, None] = {}
    for _, entry in entries_in(book):
        for block in entry.manuscript.blocks:
            if isinstance(block, Figure):
                seen.setdefault(block.asset)
            for text in texts_in(block):
                seen.update(dict.fromkeys(mark.ref for mark in marks_of(text, "figure")))
    return tuple(seen)


def write_pictures(book: Book, assets: Assets, folder: Path, fonts: typst.Fonts) -> dict[str, str]:
    """Write the pictures that can be printed into a folder; give file names by digest.

    A broken picture is left out, so that it cannot stop the book.
    """
    named = dict(_named(book, assets))
    for digest, name in named.items():
        (folder / name).write_bytes(assets[digest])
    if _readable(tuple(named.values()), folder, fonts):
        return named
    return {digest: name for digest, name in named.items() if _readable((name,), folder, fonts)}


def _named(book: Book, assets: Assets) -> Iterator[tuple[str, str]]:
    for digest in pictures_of(book):
        data = assets.get(digest, b"")
        suffix = next((end for start, end in SUFFIXES if data.startswith(start)), "")
        if suffix and digest.isalnum():
            yield digest, digest + suffix


def _readable(names: tuple[str, ...], folder: Path, fonts: typst.Fonts) -> bool:
    source = "".join(f"#image({literal(name)})\n" for name in names).encode()
    try:
        typst.Compiler(source, root=folder, font_paths=fonts).compile(format="pdf")
    except typst.TypstError:
        return False
    return True


def figure_source(setting: Setting, figure: Figure, notes: Notes) -> str:
    """Give the markup of a figure with 图题, 图说, credit and map approval number."""
    number = setting.book.labels.get(figure.id, figure.label)
    label = literal(number)
    title = _line(setting, without_label(figure.title, number), notes)
    caption = _line(setting, figure.caption, notes)
    credit = literal(_credit(figure))
    before = setting.anchor(figure.id)
    name = setting.pictures.get(figure.asset)
    if name is None:
        setting.note("这幅图没有取得原图，或格式不能排印（可用 JPG、PNG），印本上留空。请补送原图。",
                     block=figure.id, text=figure.name)  # fmt: skip
        return f"{before}#absent({label}, {title}, {caption}, {credit})"
    words = figure.description or (figure.title.text if figure.title else "") or "图"
    wide, high = _size(setting, figure)
    return (f"{before}#pictured({literal(name)}, {literal(words)}, {wide:.1f}mm, {high:.1f}mm, "
            f"{label}, {title}, {caption}, {credit})")  # fmt: skip


def _line(setting: Setting, text: Text | None, notes: Notes) -> str:
    return f"[{inline(setting, text, notes)}]" if text is not None and text.text else "none"


def _credit(figure: Figure) -> str:
    parts = [
        " ".join(part for part in (figure.date, figure.place) if part),
        CREDITS.get(figure.kind, "供图：") + figure.credit if figure.credit else "",
        f"审图号：{figure.map_approval}" if figure.map_approval else "",
    ]
    return "　".join(part for part in parts if part)


def _size(setting: Setting, figure: Figure) -> tuple[float, float]:
    """Give width and height in millimetres: as placed in the original, within the page."""
    wide, high = figure.width, figure.height
    asset = setting.book.assets.get(figure.asset)
    if not (wide and high) and asset is not None and asset.width and asset.height:
        wide, high = asset.width / DOTS_PER_MM, asset.height / DOTS_PER_MM
    if not (wide and high):
        return 100.0, 75.0
    shrink = min(1.0, WIDEST / wide, HIGHEST / high)
    return wide * shrink, high * shrink
