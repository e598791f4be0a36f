"""Folding (归一) of script and variant forms for search and comparison, and conversion for display.

A folded text is never shown and never stored in place of the original.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import opencc

_FULL_WIDTH_ASCII: Final = {p: p - 0xFEE0 for p in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@cache
def _table() -> dict[int, int]:
    text = files(__package__).joinpath("data/fold.tsv").read_text(encoding="utf-8")
    rows = (row.split("\t") for row in text.splitlines())
    return {ord(source): ord(target) for source, target, _ in rows} | _FULL_WIDTH_ASCII


def fold(text: str) -> str:
    """Fold each character alone: traditional → simplified, variants (髙 戸 扵), compatibility
    forms, full-width ASCII → ASCII. The length never changes, so offsets stay valid; folding
    twice changes nothing. Single characters have no context: 乾 folds to 干 in 乾隆 as well, in
    text and query alike.
    """
    return text.translate(_table())


def forms_of(characters: str) -> str:
    """Give every character that folds to one of these or is one of them, each once."""
    known = {ord(c) for c in characters}
    return "".join(map(chr, sorted(known | {c for c, to in _table().items() if to in known})))


@cache
def witness_forms() -> dict[str, str]:
    """Give forms that stand for another character in witnesses of one text: as typed (沉) → folded
    (沈). They are two words elsewhere, so that search keeps them apart and only collation joins them.
    """
    rows = files(__package__).joinpath("data/variants.tsv").read_text(encoding="utf-8").splitlines()
    told = (row.split("\t") for row in rows if row.endswith("\t对校"))
    return {form: fold(common) for common, forms, _ in told for form in forms}


@cache
def _converter(config: str) -> "opencc.OpenCC":
    import opencc  # here, because only display needs it

    return opencc.OpenCC(config)


def to_simplified(text: str) -> str:
    """Traditional → simplified by phrases, for display; the length may change."""
    return str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """Simplified → traditional by phrases (头发 → 頭髮, 发展 → 發展), for display."""
    return str(_converter("s2t").convert(text))
