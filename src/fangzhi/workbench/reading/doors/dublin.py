"""A work in unqualified Dublin Core (oai_dc)."""

from __future__ import annotations

from typing import Any

from lxml import etree

from fangzhi.library.shelf import Shelved
from fangzhi.workbench.reading.doors.gate import plain
from fangzhi.workbench.reading.room.citing import cited

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
ELEMENTS = "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def said_of(work: Shelved, address: str) -> list[tuple[str, str]]:
    """Give what Dublin Core says of a work; what is not known is left out."""
    years = "/".join(str(year) for year in (work.start, work.end) if year)
    told = [
        ("title", work.title), ("creator", work.author), ("subject", work.kind),
        ("subject", work.genre), ("publisher", work.publisher),
        ("date", str(work.year) if work.year else ""), ("type", "Text"),
        ("format", "text/html"), ("identifier", address), ("source", work.edition),
        ("language", "zh"), ("coverage", work.place), ("coverage", years),
        ("rights", work.rights.licence), ("description", cited(work, "")),
    ]  # fmt: skip
    return [(name, words) for name, words in told if words]


def record_of(work: Shelved, address: str) -> Any:
    """Give the oai_dc element of a work."""
    names = {"oai_dc": NAMESPACE, "dc": ELEMENTS, "xsi": _XSI}
    made = etree.Element(f"{{{NAMESPACE}}}dc", nsmap=names)
    made.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    for name, words in said_of(work, address):
        etree.SubElement(made, f"{{{ELEMENTS}}}{name}").text = plain(words)
    return made
