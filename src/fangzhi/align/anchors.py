"""Anchors: words in a block pointed at, and found again after an edit or reported lost."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.model.place import Anchor, Lost
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of

CONTEXT = 32
_SURE_QUOTATION = 12
_SURE_CONTEXT = 4

_GONE = "这段文字里已找不到“{quotation}”，可能已被删改。请人工重新指定位置。"
_SEVERAL = "“{quotation}”在这段文字里有 {count} 处，上下文分不出原来是哪一处。请人工重新指定位置。"
_DOUBTFUL = "“{quotation}”还在，但上下文已全变，不能断定是原来那一处。请人工重新指定位置。"
_OTHER = "这不是原来那一段。请人工重新指定位置。"


def anchor(block: Text, start: int, end: int) -> Anchor:
    """Point at code points `start`..`end` of a block; raise ValueError outside its text."""
    if not 0 <= start <= end <= len(block.text):
        raise ValueError(f"no such range in a text of {len(block.text)}: {start}..{end}")
    return Anchor(
        block.id,
        start,
        end,
        block.text[start:end],
        block.text[max(0, start - CONTEXT) : start],
        block.text[end : end + CONTEXT],
        digest_of(block.text),
    )


def reanchor(old: Anchor, block: Text) -> Anchor | Lost:
    """Find an anchor's words in a block's text as it is now.

    The place is kept where the text is unchanged; else the one place with the same words in the
    most of the same context. Lost, with a reason, where there is none or no telling which.
    """
    if block.id != old.block:
        return Lost(old, _OTHER)
    if old.digest == digest_of(block.text) or old.region is not None or old.clip is not None:
        return old
    scores = [(_context(old, block.text, at), at) for at in _places(old, block.text)]
    if not scores:
        return Lost(old, _GONE.format(quotation=_short(old.quotation)))
    best = max(score for score, _ in scores)
    places = [at for score, at in scores if score == best]
    if len(places) > 1:
        return Lost(old, _SEVERAL.format(quotation=_short(old.quotation), count=len(places)))
    if not _is_sure(old, best, len(scores)):
        return Lost(old, _DOUBTFUL.format(quotation=_short(old.quotation)))
    return anchor(block, places[0], places[0] + len(old.quotation))


def _places(old: Anchor, text: str) -> Iterator[int]:
    """Give every place of the quotation, overlapping ones too; for a point, every place."""
    at = text.find(old.quotation)
    while at >= 0:
        yield at
        at = text.find(old.quotation, at + 1) if at < len(text) else -1


def _context(old: Anchor, text: str, at: int) -> int:
    """Count the characters next to a place that are as they were, on both sides."""
    end = at + len(old.quotation)
    return _alike(old.before[::-1], text[max(0, at - CONTEXT) : at][::-1]) + _alike(
        old.after, text[end : end + CONTEXT]
    )


def _alike(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _is_sure(old: Anchor, score: int, places: int) -> bool:
    if places == 1 and len(old.quotation) >= _SURE_QUOTATION:
        return True
    # at the edge of a text there may be less context than that
    return score >= min(_SURE_CONTEXT, len(old.before) + len(old.after))


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:19] + "…"
