"""Office formulas (OMML) written on one line, as one would type them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lxml import etree

from fangzhi.collect.docx.parts.names import MATH, T


def m(name: str) -> str:
    """Give the full name of an element or attribute of office mathematics."""
    return f"{{{MATH}}}{name}"


_PROPERTIES: Final = "Pr"
_VAL: Final = m("val")


def linear(element: etree._Element) -> str:
    """Give a formula as one line: a/b, x^2, √(x), ∑_(i=1)^n; letters in their order."""
    write = _WRITERS.get(element.tag)
    return write(element) if write is not None else _children(element)


def _children(element: etree._Element) -> str:
    out = []
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag.endswith(_PROPERTIES):
            continue
        out.append((child.text or "") if tag in (m("t"), T) else linear(child))
    return "".join(out)


def _part(element: etree._Element, name: str) -> str:
    child = element.find(m(name))
    return _children(child) if child is not None else ""


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _property(element: etree._Element, name: str, fallback: str) -> str:
    for child in element:
        if isinstance(child.tag, str) and child.tag.endswith(_PROPERTIES):
            found = child.find(m(name))
            if found is not None:
                return str(found.get(_VAL, ""))
    return fallback


def _fraction(element: etree._Element) -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _root(element: etree._Element) -> str:
    degree = _part(element, "deg")
    return f"{degree}√({_part(element, 'e')})"


def _raised(element: etree._Element) -> str:
    return f"{_part(element, 'e')}^{_grouped(_part(element, 'sup'))}"


def _lowered(element: etree._Element) -> str:
    return f"{_part(element, 'e')}_{_grouped(_part(element, 'sub'))}"


def _both(element: etree._Element) -> str:
    return f"{_lowered(element)}^{_grouped(_part(element, 'sup'))}"


def _before(element: etree._Element) -> str:
    below, above = _grouped(_part(element, "sub")), _grouped(_part(element, "sup"))
    return f"_{below}^{above}{_part(element, 'e')}"


def _nary(element: etree._Element) -> str:
    below, above = _part(element, "sub"), _part(element, "sup")
    sign = _property(element, "chr", "∫")
    low = f"_{_grouped(below)}" if below else ""
    high = f"^{_grouped(above)}" if above else ""
    return f"{sign}{low}{high} {_part(element, 'e')}"


def _delimited(element: etree._Element) -> str:
    left, right = _property(element, "begChr", "("), _property(element, "endChr", ")")
    separator = _property(element, "sepChr", "|")
    return left + separator.join(_children(e) for e in element.iterchildren(m("e"))) + right


def _matrix(element: etree._Element) -> str:
    rows = ("&".join(_children(e) for e in row.iterchildren(m("e")))
            for row in element.iterchildren(m("mr")))  # fmt: skip
    return "[" + "; ".join(rows) + "]"


def _lines(element: etree._Element) -> str:
    return "; ".join(_children(e) for e in element.iterchildren(m("e")))


def _function(element: etree._Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _accent(element: etree._Element) -> str:
    return _part(element, "e") + _property(element, "chr", "\u0302")


def _barred(element: etree._Element) -> str:
    return _part(element, "e") + "\u0305"


_WRITERS: Final[dict[str, Callable[[etree._Element], str]]] = {
    m("f"): _fraction,
    m("rad"): _root,
    m("sSup"): _raised,
    m("sSub"): _lowered,
    m("sSubSup"): _both,
    m("sPre"): _before,
    m("nary"): _nary,
    m("d"): _delimited,
    m("m"): _matrix,
    m("eqArr"): _lines,
    m("func"): _function,
    m("acc"): _accent,
    m("bar"): _barred,
    m("limLow"): lambda e: f"{_part(e, 'e')}_{_grouped(_part(e, 'lim'))}",
    m("limUpp"): lambda e: f"{_part(e, 'e')}^{_grouped(_part(e, 'lim'))}",
}
