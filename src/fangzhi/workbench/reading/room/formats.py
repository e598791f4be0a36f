"""The formats in which the results of a search are taken away."""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """A format: its name for people, media type, and the ending that `library.exports` knows."""

    name: str
    media_type: str
    suffix: str


FORMATS = {
    "csv": Format("表格（CSV）", "text/csv; charset=utf-8", ".csv"),
    "xlsx": Format(
        "表格（XLSX）",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".xlsx",
    ),
    "tei": Format("TEI", "application/tei+xml; charset=utf-8", ".tei.xml"),
    "docuxml": Format("DocuXml", "application/xml; charset=utf-8", ".docu.xml"),
    "bibtex": Format("BibTeX", "text/plain; charset=utf-8", ".bib"),
    "gb7714": Format("引文（GB/T 7714）", "text/plain; charset=utf-8", ".txt"),
}
