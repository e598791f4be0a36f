"""Open a library by where it lies: a folder, or `opensearch://host:port/name` on a cluster.

FANGZHI_LIBRARY names the one that every command and the reading room use unless told otherwise.
"""

from __future__ import annotations

import os
from pathlib import Path

from fangzhi.library.index import Library

SETTING = "FANGZHI_LIBRARY"
_SCHEME = "opensearch:"  # a path drops one of the two slashes that follow


def library_at(otherwise: str | Path) -> str:
    """Give where the library lies: what the setting says, else what is given here."""
    return os.environ.get(SETTING, "").strip() or str(otherwise)


def is_cluster(where: str | Path) -> bool:
    """Tell whether an address leads to a cluster, not to a folder."""
    return str(where).startswith(_SCHEME)


def open_library(where: str | Path, *, create: bool = False) -> Library:
    """Open a library; raise LibraryFault when there is none (unless `create`)."""
    if is_cluster(where):
        from fangzhi.library.opensearch.library import ClusterLibrary  # an extra, not always there

        return ClusterLibrary(str(where).replace("\\", "/"), create=create)
    return Library(Path(where), create=create)
