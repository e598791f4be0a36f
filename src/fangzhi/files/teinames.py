"""How the values are named in TEI P5: one table that the writer and the reader share.

What TEI has no place for stands in attributes of our own namespace, on the element it belongs to.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TEI = "http://www.tei-c.org/ns/1.0"
OWN = "urn:fangzhi:tei:1"
XML = "http://www.w3.org/XML/1998/namespace"
ASSET = "urn:sha256:"
"""Pictures are named by digest; their bytes stand in the asset store."""


class Form(NamedTuple):
    """The element of a mark kind, the value of its telling attribute, and where ref and text go.

    `inside` says that the mark's `text` is the content of the element (and not of the block).
    """

    element: str
    key: str = ""
    value: str = ""
    ref: str = ""
    inside: bool = False


FORMS: dict[str, Form] = {
    "strong": Form("hi", "rend", "bold"),
    "underline": Form("hi", "rend", "underline"),
    "strike": Form("hi", "rend", "strike"),
    "superscript": Form("hi", "rend", "superscript"),
    "subscript": Form("hi", "rend", "subscript"),
    "small": Form("hi", "rend", "small"),
    "emphasis": Form("emph"),
    "link": Form("ref", "type", "link", ref="target"),
    "crossref": Form("ref", "type", "crossref"),
    "bookmark": Form("seg", "type", "bookmark"),
    "field": Form("seg", "type", "field"),
    "evidence": Form("seg", "type", "evidence"),
    "verse": Form("seg", "type", "verse"),
    "note": Form("seg", "type", "note"),
    "comment": Form("seg", "type", "comment"),
    "footnote": Form("seg", "type", "footnote"),
    "endnote": Form("seg", "type", "endnote"),
    "quotation": Form("q"),
    "title": Form("title"),
    "entity": Form("rs"),
    "speech": Form("said"),
    "inserted": Form("add"),
    "deleted": Form("del", inside=True),
    "doubtful": Form("unclear"),
    "glyph": Form("g"),
    "ruby": Form("ruby"),
    "formula": Form("formula"),
    "figure": Form("figure", "type", "inline"),
    "leaf-break": Form("pb", ref="n"),
    "line-break": Form("lb", "type", "print"),
    "page-break": Form("milestone", "unit", "page"),
    "column-break": Form("cb"),
}

ROLES: dict[str, tuple[str, str]] = {
    "paragraph": ("p", ""),
    "list": ("item", ""),
    "quote": ("quote", ""),
    "verse": ("l", ""),
    "heading": ("head", ""),
    **{role: ("ab", role) for role in ("caption", "unit", "source", "header", "footer", "note",
                                       "textbox", "signature", "contents")},
}  # fmt: skip
"""Element and @type of a text block by its role."""

_NAME = re.compile(r"[0-9A-Za-z._-]+")


def xml_id(identifier: str) -> str:
    """Give an id as an XML name: "b." and the id, or "x." and its UTF-8 in hexadecimal."""
    if _NAME.fullmatch(identifier):
        return f"b.{identifier}"
    return f"x.{identifier.encode('utf-8', 'surrogatepass').hex()}"


def from_xml_id(name: str) -> str:
    """Undo `xml_id`; a foreign name is kept as it is."""
    if name.startswith("b."):
        return name[2:]
    if name.startswith("x."):
        try:
            return bytes.fromhex(name[2:]).decode("utf-8", "surrogatepass")
        except ValueError:
            return name
    return name
