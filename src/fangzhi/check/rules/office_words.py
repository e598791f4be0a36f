"""U 本单位词表: words that the office itself does not want, kept in its settings.

The pack `office` turns it on; `[authority] words` holds the rows: word, right, note, level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.quotes import spans_of
from fangzhi.check.rule import Hit, rule
from fangzhi.model.finding import LEVELS, Level
from fangzhi.model.manuscript import Manuscript, texts

_WORDS = [
    {"word": "浣水县", "right": "青浣县", "note": "1952年已改名", "level": "硬"},
    {"word": "赶场天", "right": "逢场日"},
]
_CHOSEN = {"packs": ("office",), "authority": {"words": _WORDS}}


@rule(
    "U001",
    "本单位词表",
    level="体",
    basis="本单位设置 [authority] words",
    scope="manuscript",
    packs=("office",),
    bad=[
        Example("1987年，浣水县建茶厂。", settings=_CHOSEN),
        Example("赶场天有摊位400个。", settings=_CHOSEN),
        Example(table=(("地名", "户数（户）"), ("浣水县", "120")), settings=_CHOSEN),
    ],
    good=[
        Example("1987年，青浣县建茶厂。", settings=_CHOSEN),
        Example("时人称“赶场天”。", settings=_CHOSEN),
        Example("赶场天有摊位400个。", settings={"authority": {"words": _WORDS}}),
    ],
)
def unwanted_word(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """本单位词表所列的词，照词表改用。"""
    rows = _rows(ctx.document.authority)
    if not rows:
        return
    words = AhoCorasick([str(row["word"]) for row in rows], matchkind=MatchKind.LeftmostLongest)
    for text in texts(manuscript):
        quoted = None
        for number, start, end in words.find_matches_as_indexes(text.text):
            quoted = spans_of(text) if quoted is None else quoted
            if any(first <= start and end <= last for first, last in quoted):
                continue
            row = rows[number]
            right, note = str(row.get("right", "")), str(row.get("note", ""))
            instead = f"宜作“{right}”" if right else "请核对"
            why = f"（{note}）" if note else ""
            yield Hit(
                start,
                end,
                f"“{row['word']}”在本单位词表里，{instead}{why}。",
                right,
                block=text.id,
                level=_level(row),
            )


def _rows(authority: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = authority.get("words", ())
    given = rows if isinstance(rows, list | tuple) else ()
    found = [{"word": row} if isinstance(row, str) else row for row in given]
    return [row for row in found if isinstance(row, Mapping) and str(row.get("word", "")).strip()]


def _level(row: Mapping[str, Any]) -> Level | None:
    return cast(Level, row["level"]) if row.get("level") in LEVELS else None
