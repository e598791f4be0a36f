"""A file that the guard let in."""

from __future__ import annotations

from pathlib import Path

import msgspec


class SourceFile(msgspec.Struct, frozen=True):
    """An admitted file: its bytes, their SHA-256, and its type as found in the bytes.

    `name` is the path relative to the folder it was handed in with, parted by "/". `media_type`
    is a key of collect's READERS (docx, xlsx, pdf, txt …). `remarks` are sentences an editor
    should see though the file was let in (a wrong extension, macros that were not run).
    """

    path: Path
    name: str
    data: bytes
    digest: str
    media_type: str
    remarks: tuple[str, ...] = ()
