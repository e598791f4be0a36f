"""Pictures in a Word file: media parts, and drawings with a size in millimetres."""

from __future__ import annotations

import struct

from fangzhi.files.carried import BLOCK
from fangzhi.model.manuscript import Figure
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.legal import attribute

TEXT_WIDTH = 140.0
TEXT_HEIGHT = 190.0
_EMU = 36000
_DPI = 200.0
_SIGNS = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpeg"), (b"GIF8", "gif"), (b"BM", "bmp"),
          (b"II*\0", "tiff"), (b"MM\0*", "tiff"), (b"\xd7\xcd\xc6\x9a", "wmf"))  # fmt: skip
"""What Word shows, by first bytes."""


def extension_of(data: bytes) -> str:
    """Give the file type Word knows these bytes by, "" for none."""
    if data[40:44] == b" EMF":
        return "emf"
    return next((name for sign, name in _SIGNS if data.startswith(sign)), "")


def pixels(data: bytes) -> tuple[int, int]:
    """Give width and height in pixels of a PNG, JPEG, GIF or BMP, (0, 0) where unknown."""
    try:
        if data.startswith(b"\x89PNG"):
            width, height = struct.unpack(">II", data[16:24])
        elif data.startswith(b"GIF8"):
            width, height = struct.unpack("<HH", data[6:10])
        elif data.startswith(b"BM"):
            width, height = struct.unpack("<ii", data[18:26])
        elif data.startswith(b"\xff\xd8"):
            return _jpeg_pixels(data)
        else:
            return 0, 0
    except struct.error:
        return 0, 0
    return int(width), abs(int(height))


def _jpeg_pixels(data: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        kind, size = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return int(width), int(height)
        place += 2 + size
    return 0, 0


def size_of(figure: Figure | None, data: bytes) -> tuple[float, float]:
    """Give the size to place a picture at, in millimetres, within the type area."""
    across, down = pixels(data)
    width = figure.width if figure is not None else 0.0
    height = figure.height if figure is not None else 0.0
    if not (across and down):
        across, down = 4, 3
        width = width or 100.0
    if not width:
        width = height * across / down if height else across / _DPI * 25.4
    height = height or width * down / across
    scale = min(1.0, TEXT_WIDTH / width, TEXT_HEIGHT / height)
    return width * scale, height * scale


def inline_picture(digest: str, draft: Draft, *, em: bool = False) -> str:
    """Give a run with a picture in the line, "" where there is no such picture Word can show."""
    data = draft.assets.get(digest, b"")
    if not extension_of(data):
        return ""
    width, height = size_of(None, data)
    if em:
        width, height = 3.9 * width / max(height, 0.1), 3.9
    return drawing(digest, data, width, height, draft)


def figure_picture(figure: Figure, draft: Draft) -> str:
    """Give a run with a figure's picture, named after the figure; "" where it cannot be shown."""
    data = draft.assets.get(figure.asset, b"")
    if not extension_of(data):
        return ""
    width, height = size_of(figure, data)
    return drawing(figure.asset, data, width, height, draft, figure)


def drawing(
    digest: str, data: bytes, width: float, height: float, draft: Draft,
    figure: Figure | None = None,
) -> str:  # fmt: skip
    """Give a run that draws a picture in the line at a size in millimetres."""
    part = draft.media.setdefault(digest, f"media/{digest[:24]}.{extension_of(data)}")
    relation = draft.relate("image", part)
    number = draft.next_id()
    asset = draft.known.get(digest)
    title = figure.name if figure is not None else (asset.name if asset is not None else "")
    name = f"{BLOCK}{figure.id}" if figure is not None else (title or f"图{number}")
    words = figure.description if figure is not None else ""
    extent = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {extent}/><wp:docPr id="{number}" name="{attribute(name)}"'
        f' descr="{attribute(words)}"/><wp:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{attribute(title)}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )
