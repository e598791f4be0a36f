"""Open a library by where it lies: a folder, or `opensearch://host:port/name` on a cluster."""

from __future__ import annotations

from pathlib import Path

from fangzhi.library.index import Library

_SCHEME = "opensearch:"  # a path drops one of the two slashes that follow


def open_library(where: str | Path, *, create: bool = False) -> Library:
    """Open a library; raise LibraryFault when there is none (unless `create`)."""
    address = str(where).replace("\\", "/")
    if address.startswith(_SCHEME):
        from fangzhi.library.opensearch.library import ClusterLibrary  # an extra, not always there

        return ClusterLibrary(address, create=create)
    return Library(Path(where), create=create)
