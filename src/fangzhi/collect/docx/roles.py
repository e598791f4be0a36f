"""What each paragraph of the body is: heading, caption, unit line, list, contents, or plain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fangzhi.collect.docx import headings
from fangzhi.collect.docx.context import Context
from fangzhi.collect.docx.draft import Draft, Item, finished
from fangzhi.model.manuscript import Block, Figure, Table
from fangzhi.model.text import Role

_CAPTION: Final = re.compile(
    r"(?:附?[表图圖]|[Tt]able|[Ff]ig(?:ure|\.)?)[ 　]?[0-9０-９一二三四五六七八九十]+"
    r"(?:[-—–.．·－][0-9０-９]+)*(?:[\s　:：.．、]|$)"
)
_UNIT: Final = re.compile(r"(?:.{0,20}[\s　])?[（(]?(?:计量)?单位[:：]\s*[^。]{1,30}$")
_SOURCE: Final = re.compile(r"[（(]?(?:资料|数据|图片|照片)?来源[:：]")
_NOTE: Final = re.compile(r"[（(]?(?:附?注|说明|备注)\d*[:：]")
_BY_STYLE: Final[dict[str, tuple[Role, int]]] = {
    "quote": ("quote", 0),
    "signature": ("signature", 0),
    "subtitle": ("paragraph", 0),
}
_LONGEST_CAPTION: Final = 60
_SENTENCE_END: Final = frozenset("。；！？")
_NO_TITLE: Final = frozenset("。；！？，、：:")


def blocks_of(context: Context, items: Sequence[Item]) -> list[Block]:
    """Give the blocks of a story, each paragraph in its role."""
    roles = _roles(items)
    blocks: list[Block] = []
    for index, item in enumerate(items):
        if isinstance(item, Draft):
            role, level = roles[index]
            blocks.append(finished(context, item, role, level))
        else:
            blocks.append(item)
    return blocks


def _roles(items: Sequence[Item]) -> dict[int, tuple[Role, int]]:
    found: dict[int, tuple[Role, int]] = {}
    styled: list[headings.Styled] = []
    for index, item in enumerate(items):
        if isinstance(item, Draft):
            told = _told(item) or _by_words(item, index, items)
            if told is not None:
                found[index] = told
                if told[0] == "heading":
                    styled.append((index, told[1], headings.rank_of(item.text.strip())))
    guesses = _guesses(items, found)
    for index, level in headings.levels(guesses, styled).items():
        found[index] = ("heading", level)
    for index, item in enumerate(items):
        if isinstance(item, Draft) and index not in found:
            listed = bool(item.label)
            found[index] = ("list", item.properties.depth + 1) if listed else ("paragraph", 0)
    return found


def _guesses(items: Sequence[Item], known: dict[int, tuple[Role, int]]) -> list[headings.Guess]:
    usual = headings.body_size([item for item in items if isinstance(item, Draft)])
    guesses = []
    for index, item in enumerate(items):
        if isinstance(item, Draft) and index not in known:
            following = items[index + 1] if index + 1 < len(items) else None
            found = headings.guess(item, index, following, usual)
            if found is not None and _is_caption_by_place(item, index, items):
                known[index] = ("caption", 0)
            elif found is not None:
                guesses.append(found)
    return guesses


def _told(draft: Draft) -> tuple[Role, int] | None:
    """Give the role that the file itself tells: by style, outline level, or field."""
    properties = draft.properties
    style = properties.style
    if draft.role is not None:
        return draft.role, 0
    if draft.whole.contents or style.contents:
        return "contents", style.contents or 1
    if not draft.text.strip():
        return "paragraph", 0
    if style.role == "caption":
        return "caption", 0
    if properties.level:
        return "heading", properties.level
    if style.title:
        return "heading", 1
    return _BY_STYLE.get(style.role)


def _by_words(draft: Draft, index: int, items: Sequence[Item]) -> tuple[Role, int] | None:
    """Give the role that the words themselves tell: a caption, a unit line, a source line."""
    text = draft.text.strip()
    if len(text) > _LONGEST_CAPTION:
        return None
    if draft.whole.sequence in ("表", "图", "Table", "Figure") and text[-1] not in _SENTENCE_END:
        return "caption", 0
    centred = draft.properties.align == "center"
    if centred and index and isinstance(items[index - 1], Figure) and text[0] not in "第【":
        return "caption", 0
    if centred and text[-1] not in _NO_TITLE and _is_caption_by_place(draft, index, items):
        return "caption", 0
    beside = [item for item in (*items[max(0, index - 1) : index], *items[index + 1 : index + 2])
              if isinstance(item, Table | Figure)]  # fmt: skip
    if _CAPTION.match(text) and (beside or text[-1] not in _SENTENCE_END):
        return "caption", 0
    if _UNIT.fullmatch(text):
        return "unit", 0
    before = items[max(0, index - 3) : index]
    if any(isinstance(item, Table | Figure) for item in before) and _only_lines(before):
        if _SOURCE.match(text):
            return "source", 0
        if _NOTE.match(text):
            return "note", 0
    return None


def _only_lines(items: Sequence[Item]) -> bool:
    """Tell whether only source and note lines stand between a table and here."""
    after: list[Item] = []
    for item in items:
        after = [] if isinstance(item, Table | Figure) else [*after, item]
    return all(isinstance(item, Draft) and (_SOURCE.match(item.text.strip())
               or _NOTE.match(item.text.strip())) for item in after)  # fmt: skip


def _is_caption_by_place(draft: Draft, index: int, items: Sequence[Item]) -> bool:
    """Tell whether an unnumbered centred line stands over a table or under a picture."""
    if draft.properties.align != "center" or re.match("第|【", draft.text.strip()):
        return False
    following = [item for item in items[index + 1 : index + 3]]
    if following and isinstance(following[0], Draft) and _UNIT.fullmatch(following[0].text.strip()):
        following = following[1:]
    over = bool(following) and isinstance(following[0], Table)
    return over or (index > 0 and isinstance(items[index - 1], Figure))
