"""What is known of a picture from its bytes and its name, for every reader alike."""

from __future__ import annotations

from fangzhi.files.look.picture import picture_size
from fangzhi.model.manuscript import Asset
from fangzhi.model.value import digest_of_bytes

_BY_NAME = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff", "emf": "image/x-emf",
    "wmf": "image/x-wmf", "svg": "image/svg+xml", "webp": "image/webp",
}  # fmt: skip


def asset_of(data: bytes, name: str) -> Asset:
    """Describe a picture: type and size by its bytes, the type by its name where they are silent.

    The size is 0 × 0 pixels where the bytes do not say it (EMF, WMF, SVG).
    """
    size = picture_size(data)
    if size is not None:
        kind, width, height = size.media_type, size.width, size.height
    else:
        kind = _BY_NAME.get(name.rpartition(".")[2].lower(), "application/octet-stream")
        width = height = 0
    return Asset(digest_of_bytes(data), kind, len(data), name, width, height)
