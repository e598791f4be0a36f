"""The limits every file from outside is held to, in one table."""

from __future__ import annotations

import msgspec

MB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True):
    """How much a file may ask of us. Sizes are bytes, times seconds, pictures pixels.

    A ratio above `ratio` counts as a bomb only for members above `ratio_floor`: a short run of
    equal bytes compresses well without harm.
    """

    file_bytes: int = 512 * MB
    text_bytes: int = 64 * MB
    paragraph_characters: int = 2_000_000
    zip_members: int = 10_000
    member_bytes: int = 256 * MB
    unpacked_bytes: int = 1024 * MB
    ratio: int = 250
    ratio_floor: int = 4 * MB
    nested_depth: int = 2
    xml_bytes: int = 128 * MB
    picture_pixels: int = 200_000_000
    picture_side: int = 60_000
    pdf_pages: int = 20_000
    name_characters: int = 200


LIMITS = Limits()


class ChildLimits(msgspec.Struct, frozen=True):
    """What one child process may use: address space in bytes, wall time per task in seconds."""

    memory: int = 3072 * MB
    seconds: float = 120.0


CHILD_LIMITS = ChildLimits()


def in_words(size: int) -> str:
    """Say a size in bytes as an editor reads it: "3.2 MB"."""
    if size >= MB:
        return f"{size / MB:.1f} MB"
    return f"{max(size / 1024, 0.1):.1f} KB"
