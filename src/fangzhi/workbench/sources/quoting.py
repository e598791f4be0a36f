"""Words quoted from a source, found in its own text: the page they stand on, and a way there."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError

from fangzhi.library.stream import Stream
from fangzhi.model.place import Anchor
from fangzhi.workbench.reading.models import IN, Holding
from fangzhi.workbench.reading.room.shown import place
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.scope import INSIDE, Scope
from fangzhi.workbench.sources.models import Evidence, Source

_AROUND = 32
_MOST = 50
_LINE = re.compile(r"L(\d+)")
"""How the library cites a line of a plain text."""


class Passage(NamedTuple):
    """Where a quotation stands in its source: the anchor in the library's text, leaf as cited."""

    anchor: Anchor
    cite: str


class Borne(NamedTuple):
    """How a quotation stands to its source now: `told` in words, `link` to its page or ""."""

    told: str
    link: str = ""
    fault: bool = False


def found_in(source: Source, quotation: str, leaf: str = "") -> Passage | None:
    """Find a quotation in the text of a source; None where the source has no text, or not these words.

    The caller made sure that the source may be seen. ValidationError where the words stand in more
    than one place and `leaf` does not tell which.
    """
    held, words = _text(source), quotation.strip()
    if held is None or not words:
        return None
    shelved, digest, whole = held
    starts = _starts(whole.text, words)
    if len(starts) > 1 and leaf.strip():
        starts = [at for at in starts if leaf.strip() in whole.cite(at)] or starts
    if len(starts) > 1:
        raise ValidationError(
            f"这句原文在资料里有{len(starts)}处，请多抄几个字，或写明页码，好知道是哪一处。"
        )
    if not starts:
        return None
    start, end = starts[0], starts[0] + len(words)
    anchor = Anchor(
        shelved, start, end, words, whole.text[max(0, start - _AROUND) : start],
        whole.text[end : end + _AROUND], digest,
    )  # fmt: skip
    cite = whole.cite(start)
    line = _LINE.fullmatch(cite)
    return Passage(anchor, f"第{line[1]}行" if line else cite)


def borne(row: Evidence) -> Borne:
    """Say whether the quotation of an evidence stands in its source's text, and lead there."""
    if not row.quotation.strip():
        return Borne("")
    held = _text(row.source)
    if held is None:
        return Borne("原件没有可以查对的文字")
    shelved, _, whole = held
    anchor = row.passage
    if anchor is not None and whole.text[anchor.start : anchor.end] == anchor.quotation:
        at = anchor.start
    else:
        starts = _starts(whole.text, row.quotation.strip())
        if not starts:
            return Borne("资料的文字里没有找到这句原文，请核对", fault=True)
        at = starts[0]
    words = row.quotation.strip()
    return Borne("与资料一字不差", place(shelved, at, len(words), words, inside=True))


def _text(source: Source) -> tuple[str, str, Stream] | None:
    row = Holding.objects.filter(source=source, state=IN).first()
    if row is None:
        return None
    whole = asking.stream(Scope(INSIDE, frozenset({row.shelved})), row.shelved)
    return None if whole is None else (str(row.shelved), str(row.digest), whole)


def _starts(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < _MOST:
        found.append(at)
        at = text.find(words, at + 1)
    return found
