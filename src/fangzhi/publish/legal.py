"""Text that XML can hold, and file names that every system can hold."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# the ampersand first, as what follows brings more of them; str.replace is faster than translate
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def illegal_in(text: str) -> str:
    """Give the characters that XML 1.0 cannot hold, each once, in order of appearance."""
    return "".join(dict.fromkeys(_ILLEGAL.findall(text)))


def legal(text: str) -> str:
    """Put U+FFFD where XML 1.0 cannot hold a character; the caller reports it."""
    return _ILLEGAL.sub("�", text)


def escaped(text: str) -> str:
    """Give text as XML character data."""
    text = legal(text)
    for character, entity in _ESCAPES.items():
        text = text.replace(character, entity)
    return text


def attribute(text: str) -> str:
    """Give text for an XML attribute in double quotes; line ends and tabs survive."""
    return escaped(text).replace("\n", "&#10;").replace("\t", "&#9;")


def file_name(title: str) -> str:
    """Give a name that Windows, Linux and zip accept, "未题名" for nothing."""
    return _UNSAFE.sub("_", title).strip(" ._")[:80] or "未题名"
