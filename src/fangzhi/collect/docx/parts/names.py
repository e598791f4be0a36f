"""Names of the OOXML elements and attributes the reader knows (ISO/IEC 29500, transitional)."""

from __future__ import annotations

from typing import Final, Literal

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
PLACED: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WORD2010: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML: Final = "urn:schemas-microsoft-com:vml"
OFFICE: Final = "urn:schemas-microsoft-com:office:office"


def w(name: str) -> str:
    """Give the full name of a wordprocessing element or attribute."""
    return f"{{{WORD}}}{name}"


P: Final = w("p")
R: Final = w("r")
T: Final = w("t")
TAB: Final = w("tab")
BR: Final = w("br")
RPR: Final = w("rPr")
PPR: Final = w("pPr")
TBL: Final = w("tbl")
TR: Final = w("tr")
TC: Final = w("tc")
SDT: Final = w("sdt")
SDT_CONTENT: Final = w("sdtContent")
SECT_PR: Final = w("sectPr")
TEXT_BOX: Final = w("txbxContent")
INS: Final = w("ins")
DEL: Final = w("del")
VAL: Final = w("val")
ID: Final = w("id")
TYPE: Final = w("type")
AUTHOR: Final = w("author")
DATE: Final = w("date")
STYLE_ID: Final = w("styleId")
NUM_PR: Final = w("numPr")
NUM_ID: Final = w("numId")
ILVL: Final = w("ilvl")
OUTLINE: Final = w("outlineLvl")
JC: Final = w("jc")
SIZE: Final = w("sz")
BOLD: Final = w("b")
REL_ID: Final = f"{{{RELATIONSHIPS}}}id"
REL_EMBED: Final = f"{{{RELATIONSHIPS}}}embed"
REL_LINK: Final = f"{{{RELATIONSHIPS}}}link"
ALTERNATE: Final = f"{{{COMPATIBILITY}}}AlternateContent"
CHOICE: Final = f"{{{COMPATIBILITY}}}Choice"
FALLBACK: Final = f"{{{COMPATIBILITY}}}Fallback"
BLIP: Final = f"{{{DRAWING}}}blip"
GRAPHIC_DATA: Final = f"{{{DRAWING}}}graphicData"
IMAGE_DATA: Final = f"{{{VML}}}imagedata"
TEXT_PATH: Final = f"{{{VML}}}textpath"
OLE: Final = f"{{{OFFICE}}}OLEObject"
EXTENT: Final = f"{{{PLACED}}}extent"
DOC_PR: Final = f"{{{PLACED}}}docPr"

OFF: Final = frozenset({"0", "false", "off", "none"})
"""Values by which a switch such as w:b is turned off again."""

Align = Literal["", "left", "center", "right", "justify"]
ALIGNMENTS: Final[dict[str, Align]] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
    "both": "justify", "distribute": "justify",
}  # fmt: skip
