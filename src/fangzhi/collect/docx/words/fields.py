"""Fields (域): what their codes mean, and the text of those that show no result of their own."""

from __future__ import annotations

import re
from typing import Final

from fangzhi.collect.docx.parts.number_forms import formatted
from fangzhi.model.text import MarkKind

_WORD: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_OVER: Final = re.compile(r"\\[oO](?:\\\s*[a-zA-Z]+)*\s*\(([^()]*)\)")
_FRACTION: Final = re.compile(r"\\[fF]\s*\(([^()]*)\)")
_ROOT: Final = re.compile(r"\\[rR]\s*\(([^()]*)\)")
_SHIFTED: Final = re.compile(r"\\[sS](?:\\\s*[a-zA-Z]+\s*\d*)*\s*\(([^()]*)\)")
_PHONETIC: Final = re.compile(
    r"\\[oO](?:\\\s*[a-zA-Z]+)*\s*\(\s*\\[sS]\\[uU][pP]\s*\d+\s*\(([^()]+)\)\s*[,;]([^()]+)\)"
)
_OTHER: Final = re.compile(r"\\[a-zA-Z]+(?:\\\s*[a-zA-Z]+\d*)*\s*\(([^()]*)\)")
_CIRCLES: Final = frozenset("○〇◯")
CROSS_REFERENCES: Final = frozenset({"REF", "PAGEREF", "NOTEREF"})


def meaning(code: str) -> tuple[MarkKind, str]:
    """Give the mark a field's result deserves, and what that mark refers to."""
    words = [quoted or bare for quoted, bare in _WORD.findall(code)]
    name = words[0].upper() if words else ""
    plain = [word for word in words[1:] if not word.startswith("\\")]
    if name == "HYPERLINK":
        if "\\l" in words:
            at = words.index("\\l")
            anchor = words[at + 1] if at + 1 < len(words) else ""
            outside = [word for word in plain if word != anchor]
            return ("link", f"{outside[0]}#{anchor}") if outside else ("crossref", anchor)
        return "link", plain[0] if plain else ""
    if name in CROSS_REFERENCES and plain:
        return "crossref", plain[0]
    if name == "EQ":
        return "formula", ""
    return "field", name


def phonetic(code: str) -> tuple[str, str]:
    """Give (base, reading) of a phonetic guide (拼音指南) written as an EQ field, or ("", "")."""
    found = _PHONETIC.search(code)
    return (found[2].strip(), found[1].strip()) if found else ("", "")


def equation(code: str) -> str:
    """Give the letters an EQ field draws: overlaid ones side by side, ○ with a number as ①.

    Fractions read a/b, roots √(a); several alternatives of a ruby line read one after another.
    """
    body = code.strip()[2:].strip().replace("\\,", "，")
    before = ""
    while body != before:
        before = body
        body = _OVER.sub(lambda match: _overlaid(match[1]), body)
        body = _FRACTION.sub(lambda match: "/".join(_parts(match[1])), body)
        body = _ROOT.sub(lambda match: f"√({_parts(match[1])[-1]})", body)
        body = _SHIFTED.sub(lambda match: match[1], body)
        body = _OTHER.sub(lambda match: "".join(_parts(match[1])), body)
    return re.sub(r"\\\*?\s*[a-zA-Z]+\d*", "", body).strip()


def _overlaid(inside: str) -> str:
    parts = _parts(inside)
    if len(parts) == 2 and parts[0] in _CIRCLES and re.fullmatch(r"[0-9]{1,3}", parts[1]):
        return formatted(int(parts[1]), "decimalEnclosedCircle")
    return "".join(parts)


def _parts(inside: str) -> list[str]:
    return [part.strip() for part in re.split("[,;]", inside)]
