"""Opening DOCX and XLSX packages: no entities, no network, nothing outside the package."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

import msgspec
from lxml import etree

from fangzhi.files.limits import LIMITS, Limits, in_words
from fangzhi.files.look.zips import SafeZip
from fangzhi.files.refusal import Refused

CONTENT_TYPES = "[Content_Types].xml"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN = "/officeDocument"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = 65_536
_FAULTS: tuple[tuple[str, str], ...] = (
    ("excessive depth", "too-deep"),
    ("text node too long", "long-paragraph"),
    ("cdata section too big", "long-paragraph"),
    ("buffer size limit", "long-tag"),
    ("too long", "long-tag"),
    ("too big", "long-tag"),
)
"""What libxml2 says when a limit is reached, and our code for it."""

MAIN_TYPES: dict[str, str] = {
    "wordprocessingml.document.main": "docx",
    "wordprocessingml.template.main": "docx",
    "ms-word.document.macroenabled.main": "docx",
    "ms-word.template.macroenabledtemplate.main": "docx",
    "spreadsheetml.sheet.main": "xlsx",
    "spreadsheetml.template.main": "xlsx",
    "ms-excel.sheet.macroenabled.main": "xlsx",
    "ms-excel.template.macroenabled.main": "xlsx",
    "ms-excel.sheet.binary": "xlsb",
    "presentationml": "pptx",
    "ms-powerpoint": "pptx",
}


class Relation(msgspec.Struct, frozen=True):
    """One relationship of a part. `target` is a part name, or a foreign address if `external`."""

    id: str
    type: str
    target: str
    external: bool = False


class Package:
    """An opened office file. Reading raises Refused where a part is unsafe or broken."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._zip = SafeZip(data, limits)
        self.names = self._zip.names
        self._by_fold = {name.lower(): name for name in self.names}
        if CONTENT_TYPES.lower() not in self._by_fold:
            raise Refused("no-main-part", what=CONTENT_TYPES)
        self._types, self._defaults = self._read_types()

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._by_fold

    def read(self, part: str) -> bytes:
        """Give a part's bytes; raise KeyError when the package has no such part."""
        return self._zip.read(self._by_fold[part.lower()])

    def head(self, part: str, size: int) -> bytes:
        """Give the first `size` bytes of a part; raise KeyError when there is none."""
        return self._zip.head(self._by_fold[part.lower()], size)

    def xml(self, part: str) -> etree._Element:
        """Give a part's root element; raise Refused for DOCTYPE, excess or broken XML."""
        return parse_xml(self.read(part), part, self._limits)

    def relations(self, part: str = "") -> dict[str, Relation]:
        """Give a part's relationships by id ("" = the package's own); targets are part names."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self:
            return {}
        found = (_relation(node, folder) for node in self.xml(rels).iter(_RELS))
        return {relation.id: relation for relation in found}

    def main_part(self) -> str:
        """Give the name of the main part; raise Refused when it is named nowhere or missing."""
        for relation in self.relations().values():
            if relation.type.endswith(_MAIN) and not relation.external:
                if relation.target in self:
                    return self._by_fold[relation.target.lower()]
                raise Refused("no-main-part", what=relation.target)
        raise Refused("no-main-part", what="_rels/.rels")

    def content_type(self, part: str) -> str:
        """Give the content type declared for a part, "" when none is."""
        declared = self._types.get(part.lower())
        if declared is not None:
            return declared
        return self._defaults.get(posixpath.splitext(part)[1].lstrip(".").lower(), "")

    def kind(self) -> str:
        """Tell what the package is by its main part: docx, xlsx, xlsb, pptx, or ""."""
        declared = self.content_type(self.main_part()).lower()
        return next((kind for sign, kind in MAIN_TYPES.items() if sign in declared), "")

    def has_macros(self) -> bool:
        """Tell whether the package carries macros; they are never run."""
        return any(name.endswith("vbaproject.bin") for name in self._by_fold)

    def check_prologs(self) -> None:
        """Raise Refused when any XML part declares a document type or entity."""
        for name in self.names:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                _refuse_doctype(self._zip.head(name, _HEAD), name)

    def _read_types(self) -> tuple[dict[str, str], dict[str, str]]:
        parts: dict[str, str] = {}
        defaults: dict[str, str] = {}
        for node in self.xml(CONTENT_TYPES):
            declared = node.get("ContentType", "")
            if node.tag == _CT + "Override":
                parts[node.get("PartName", "").lstrip("/").lower()] = declared
            elif node.tag == _CT + "Default":
                defaults[node.get("Extension", "").lower()] = declared
        return parts, defaults


def open_package(data: bytes, limits: Limits = LIMITS) -> Package:
    """Open an office file for reading; raise Refused for everything unsafe or broken."""
    return Package(data, limits)


def parse_xml(data: bytes, part: str, limits: Limits = LIMITS) -> etree._Element:
    """Parse XML from outside without entities or network; raise Refused with the reason."""
    if len(data) > limits.xml_bytes:
        raise Refused("text-too-large", limit=in_words(limits.xml_bytes))
    _refuse_doctype(data[:_HEAD], part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                             dtd_validation=False, huge_tree=False, remove_comments=True,
                             remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise _xml_fault(str(fault), part, limits) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("doctype", what=part)
    return root


def _refuse_doctype(head: bytes, part: str) -> None:
    # parts in UTF-16 have a NUL between any two letters
    if _DOCTYPE.search(head.replace(b"\x00", b"")):
        raise Refused("doctype", what=part)


def _xml_fault(words: str, part: str, limits: Limits) -> Refused:
    code = next((code for sign, code in _FAULTS if sign in words.lower()), "damaged")
    if code == "long-paragraph":
        return Refused(code, size="300 万以上", limit=limits.paragraph_characters)
    if code == "damaged":
        return Refused(code, what=f"部件 {part} 不是完整的 XML")
    return Refused(code, what=part)


def _relation(node: etree._Element, folder: str) -> Relation:
    target, external = node.get("Target", ""), node.get("TargetMode", "") == "External"
    if not external:
        target = resolve(folder, target)
    return Relation(node.get("Id", ""), node.get("Type", ""), target, external)


def resolve(folder: str, target: str) -> str:
    """Turn a relationship's target into a part name; "" when it leaves the package."""
    path = unquote(target.split("#")[0]).replace("\\", "/")
    if "://" in path or "\x00" in path:
        return ""
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    name = posixpath.normpath(joined)
    return "" if name.startswith("../") or name in {"..", "."} else name
