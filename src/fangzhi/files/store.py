"""Pictures and recordings by digest, in a plain folder that any program can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from fangzhi.files.atomic import write_bytes
from fangzhi.model.value import digest_of_bytes

_DIGEST = re.compile(r"[0-9a-f]{64}")


class DamagedAsset(ValueError):
    """Raised when stored bytes are no longer what their digest says."""


class AssetStore(Mapping[str, bytes]):
    """A folder of files named by SHA-256 (ab/ab12…). What is stored twice is kept once.

    Reading checks the digest and raises DamagedAsset, or KeyError where nothing is stored.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Store bytes wholly or not at all; give their digest. A damaged copy is replaced."""
        digest = digest_of_bytes(data)
        path = self.path(digest)
        if not (path.is_file() and digest_of_bytes(path.read_bytes()) == digest):
            write_bytes(path, data)
        return digest

    def path(self, digest: str) -> Path:
        """Give the place of an asset, whether or not it is there; KeyError for no digest."""
        if not _DIGEST.fullmatch(digest):
            raise KeyError(digest)
        return self.folder / digest[:2] / digest

    def __getitem__(self, digest: str) -> bytes:
        try:
            data = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise KeyError(digest) from None
        if digest_of_bytes(data) != digest:
            raise DamagedAsset(f"存放的文件已被改动或损坏：{digest}")
        return data

    def __contains__(self, digest: object) -> bool:
        return (
            isinstance(digest, str)
            and bool(_DIGEST.fullmatch(digest))
            and (self.path(digest).is_file())
        )

    def __iter__(self) -> Iterator[str]:
        found = (path.name for path in self.folder.glob("??/*") if path.is_file())
        return iter(sorted(name for name in found if _DIGEST.fullmatch(name)))

    def __len__(self) -> int:
        return sum(1 for _ in self)
