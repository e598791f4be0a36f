"""Anchors (依据, comments, findings) that point into an entry, after the entry was edited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fangzhi.align.anchors import anchor, reanchor
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.place import Anchor, Lost
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of
from fangzhi.workbench.works.editor.origins import Stretch, stretches

_AROUND = 4
_GONE = "“{quotation}”所在的一段已不在稿中。请人工重新指定位置。"


class Followed(NamedTuple):
    """Where an anchor stands now; `moved` says that its words went to another block."""

    old: Anchor
    now: Anchor | Lost
    moved: bool


def follow(
    anchors: Iterable[Anchor], before: Manuscript, after: Manuscript
) -> tuple[Followed, ...]:
    """Find each anchor's words again after an edit, also in the block they were split off to.

    Lost, with a reason, where the words were changed or there is no telling; never moved unsaid.
    """
    olds = {text.id: text for text in texts(before, comments=True)}
    news = {text.id: text for text in texts(after, comments=True)}
    kept: dict[str, list[Stretch]] = {}
    for one in stretches(before, after):
        kept.setdefault(one.old, []).append(one)
    blocks = {block.id for block in after.blocks}
    return tuple(_follow(each, olds, news, kept, blocks) for each in anchors)


def _follow(
    old: Anchor, olds: dict[str, Text], news: dict[str, Text],
    kept: dict[str, list[Stretch]], blocks: set[str],
) -> Followed:  # fmt: skip
    stood = olds.get(old.block)
    if old.region is None and old.clip is None and stood is not None and _holds(old, stood):
        for one in kept.get(old.block, ()):
            if _covers(one, old, stood.text):
                at = one.at + old.start - one.start
                now = anchor(news[one.new], at, at + old.end - old.start)
                return Followed(old, now, one.new != old.block)
    if old.block in news:
        return Followed(old, reanchor(old, news[old.block]), False)
    if old.block in blocks and (old.region is not None or old.clip is not None):
        return Followed(old, old, False)
    return Followed(old, Lost(old, _GONE.format(quotation=old.quotation[:20])), False)


def _holds(old: Anchor, text: Text) -> bool:
    return old.digest == digest_of(text.text) and text.text[old.start : old.end] == old.quotation


def _covers(one: Stretch, old: Anchor, text: str) -> bool:
    """Tell whether a stretch holds the anchor's words with enough of what stood around them."""
    if not one.start <= old.start <= old.end <= one.end:
        return False
    around = (old.start - one.start) + (one.end - old.end)
    return around >= min(_AROUND, old.start + len(text) - old.end)
