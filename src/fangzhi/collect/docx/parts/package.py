"""The parts of a DOCX package as the reader asks for them; what is broken becomes a message."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from fangzhi.files.ooxml import Package, Relation, open_package, parse_xml
from fangzhi.files.refusal import Refused

_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_MENDABLE: Final = frozenset({"damaged", "too-deep"})


class Parts:
    """Read-only access to the parts of a package; faults are kept in `faults` as messages."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self.faults: list[str] = []
        self._relations: dict[str, dict[str, Relation]] = {}

    def data(self, part: str) -> bytes | None:
        """Give the bytes of a part, None when it is missing or damaged (damage is noted)."""
        if not part or part not in self._package:
            return None
        try:
            return self._package.read(part)
        except Refused as refused:
            self._note(part, refused)
            return None

    def root(self, part: str) -> etree._Element | None:
        """Give the root of an XML part, of broken XML as much as stands before the fault."""
        data = self.data(part)
        if data is None:
            return None
        if b"purl.oclc.org/ooxml" in data:
            data = transitional(data)
        try:
            return parse_xml(data, part)
        except Refused as refused:
            return self._recovered(part, data, refused)

    def _recovered(self, part: str, data: bytes, refused: Refused) -> etree._Element | None:
        root = _before_the_fault(data) if refused.code in _MENDABLE else None
        if root is None:
            self._note(part, refused)
        else:
            self.faults.append(
                f"未读入：文件内的“{part}”不是完好的 XML，只读出了损坏处以前的内容，请另存后重交。"
            )
        return root

    def _note(self, part: str, refused: Refused) -> None:
        message = refused.refusal(self._name).message
        self.faults.append(f"未读入：文件内的“{part}”没有读出。{message}")

    def relations(self, part: str) -> dict[str, Relation]:
        """Give the relationships of a part by id; none when they cannot be read."""
        if part not in self._relations:
            try:
                self._relations[part] = self._package.relations(part)
            except Refused as refused:
                self._note(f"{part} 的关系表", refused)
                self._relations[part] = {}
        return self._relations[part]

    def related(self, part: str, kind: str) -> str:
        """Give the first part of this kind that `part` refers to, "" when there is none."""
        for relation in self.relations(part).values():
            if not relation.external and relation.type.rpartition("/")[2] == kind:
                return relation.target
        return ""


def open_parts(data: bytes, name: str) -> Parts:
    """Open a package for the reader; raise Refused when nothing in it can be read."""
    return Parts(open_package(data), name)


def _before_the_fault(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def transitional(data: bytes) -> bytes:
    """Put the transitional names in place of the strict ones (ISO/IEC 29500-1 and -4)."""
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)
