"""The visible code at the foot of a pack, and the printed number: made, and found again."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters that nobody takes for one another on paper: no 0 O 1 I L."""
_SIZE = len(ALPHABET)
_LENGTH = 7
_DASH = r"[\s\-—–－_]{0,3}"
_CODE = re.compile(rf"FZ{_DASH}([{ALPHABET}]{{4}}){_DASH}([{ALPHABET}]{{4}})(?![A-Z0-9])")
_NUMBER = re.compile(r"组稿\s*[〔\[（(【]\s*(\d{4})\s*[〕\])）】]\s*(\d{1,4})\s*号")
_WIDE = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})


def code_of(identifier: str) -> str:
    """Give the code of an id, as FZ-7K2M-Q9TD; the last sign checks the others."""
    number = int.from_bytes(hashlib.sha256(identifier.encode()).digest()[:8], "big")
    signs = ""
    for _ in range(_LENGTH):
        number, rest = divmod(number, _SIZE)
        signs += ALPHABET[rest]
    signs += _check(signs)
    return f"FZ-{signs[:4]}-{signs[4:]}"


def codes_in(lines: Iterable[str]) -> tuple[str, ...]:
    """Give the codes in these lines whose check sign is right, each once, in order."""
    found: dict[str, None] = {}
    for line in lines:
        for match in _CODE.finditer(line.translate(_WIDE).upper()):
            signs = match[1] + match[2]
            if _check(signs[:_LENGTH]) == signs[_LENGTH]:
                found[f"FZ-{match[1]}-{match[2]}"] = None
    return tuple(found)


def numbers_in(lines: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Give the printed numbers 组稿〔2024〕07号 in these lines as (2024, 7), each once."""
    found: dict[tuple[int, int], None] = {}
    for line in lines:
        for match in _NUMBER.finditer(line.translate(_WIDE)):
            found[(int(match[1]), int(match[2]))] = None
    return tuple(found)


def squeezed(text: str) -> str:
    """Give text without white space and unseen signs, full-width ASCII made plain: to compare."""
    kept = (c for c in text.translate(_WIDE) if not c.isspace() and unicodedata.category(c) != "Cf")
    return "".join(kept)


def _check(signs: str) -> str:
    # the size of the alphabet is prime, so one wrong sign and two changed places both show
    return ALPHABET[sum(at * ALPHABET.index(c) for at, c in enumerate(signs, 1)) % _SIZE]
