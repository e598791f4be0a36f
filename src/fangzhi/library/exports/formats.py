"""The formats by the endings of their files."""

from __future__ import annotations

from collections.abc import Callable

from fangzhi.library.exports.bibtex import bibtex
from fangzhi.library.exports.csv import csv
from fangzhi.library.exports.docuxml import docuxml
from fangzhi.library.exports.gb7714 import gb7714
from fangzhi.library.exports.rows import Works
from fangzhi.library.exports.tei import tei
from fangzhi.library.exports.xlsx import xlsx
from fangzhi.library.search import Found

EXPORTS: dict[str, Callable[[Found, Works], bytes]] = {
    ".csv": csv,
    ".xlsx": xlsx,
    ".docu.xml": docuxml,
    ".tei.xml": tei,
    ".xml": tei,
    ".bib": bibtex,
    ".txt": gb7714,
}
"""Ending → writer; a longer ending goes before a shorter one it ends with."""


def export_for(name: str) -> Callable[[Found, Works], bytes] | None:
    """Give the writer for a file name; None for an ending that is not known."""
    lowered = name.lower()
    return next((write for ending, write in EXPORTS.items() if lowered.endswith(ending)), None)
