"""Citations of the library's works, after GB/T 7714."""

from __future__ import annotations

from fangzhi.library.exports.gb7714 import cite_gb7714
from fangzhi.library.shelf import Shelved


def cited(work: Shelved, cite: str) -> str:
    """Give the citation of a place in a work, to copy."""
    return cite_gb7714(work, cite)
