"""What a renderer takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from fangzhi.model.book import Book
from fangzhi.model.finding import Finding
from fangzhi.model.value import Value
from fangzhi.zh.counts import PageGeometry

BODY = PageGeometry(characters_per_line=36, lines_per_page=33)
"""The text page (版心) that the PDF is set on: 16开, 10.5 pt, 36 characters by 33 lines."""

Assets = Mapping[str, bytes]
"""Bytes of pictures by SHA-256 digest."""


class RenderResult(Value, frozen=True):
    """Files written (relative to the output folder, parted by "/") and what could not be shown."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    pages: int = 0


Renderer = Callable[[Book, Assets, Path], RenderResult]
