"""Words as typst string literals: the only way by which text enters the typst source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\t"): "\\t"}
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
_KEPT = {"\n", "\t", "\u00ad"}


def printable(text: str) -> str:
    """Leave out what has no form on paper: controls, zero-width signs, lone surrogates."""
    if text.isprintable():
        return text
    return "".join(
        character
        for character in text
        if character in _KEPT or unicodedata.category(character) not in _INVISIBLE
    )


def literal(text: str) -> str:
    """Write a text as a typst string: after this no character of it can end the string."""
    return '"' + printable(text).translate(_ESCAPES) + '"'


def array(items: Iterable[str]) -> str:
    """Write typst expressions as an array, also when there is one or none."""
    inner = "".join(item + "," for item in items)
    return f"({inner})" if inner else "()"


def call(name: str, *arguments: str, **named: str) -> str:
    """Write a call in markup: `#name(a, b, key: c)`."""
    parts = [*arguments, *(f"{key.replace('_', '-')}: {value}" for key, value in named.items())]
    return f"#{name}({', '.join(parts)})"
