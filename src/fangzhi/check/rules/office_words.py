"""U 本单位词表: words that the office itself does not want, kept in its settings.

The pack `office` turns it on; `[authority] words` holds the rows: word, right, note, level,
unless (phrases in which the word is right). `[rules] terms` names a table file with such rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.settings import Document
from fangzhi.model.finding import LEVELS, Level

_KEPT = 4
_WORDS = [
    {"word": "浣水县", "right": "青浣县", "note": "1952年已改名", "level": "硬"},
    {"word": "赶场天", "right": "逢场日"},
    {"word": "东门", "right": "东华门", "unless": "东门镇、小东门"},
]
_CHOSEN = {"packs": ("office",), "authority": {"words": _WORDS}}


_Read = tuple[list[Mapping[str, Any]], AhoCorasick]
_TABLES: dict[int, tuple[Mapping[str, Any], _Read]] = {}


def _read(authority: Mapping[str, Any]) -> _Read:
    """Give the rows of a table and what finds their words, read once for a table."""
    known = _TABLES.get(id(authority))
    if known is None or known[0] is not authority:
        rows = _rows(authority)
        words = [str(row["word"]).strip() for row in rows]
        if len(_TABLES) >= _KEPT:
            _TABLES.clear()
        known = authority, (rows, AhoCorasick(words, matchkind=MatchKind.LeftmostLongest))
        _TABLES[id(authority)] = known
    return known[1]


def _rows(authority: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = authority.get("words", ())
    given = rows if isinstance(rows, list | tuple) else ()
    found = [{"word": row} if isinstance(row, str) else row for row in given]
    return [row for row in found if isinstance(row, Mapping) and str(row.get("word", "")).strip()]


def _told(document: Document) -> Iterator[str]:
    return (str(row["word"]).strip() for row in _read(document.authority)[0])


@rule(
    "U001",
    "本单位词表",
    level="体",
    basis="本单位设置 [authority] words",
    literals=(),
    told=_told,
    packs=("office",),
    bad=[
        Example("1987年，浣水县建茶厂。", settings=_CHOSEN),
        Example("赶场天有摊位400个。", settings=_CHOSEN),
        Example("1956年，东门外建粮仓。", settings=_CHOSEN),
        Example(table=(("地名", "户数（户）"), ("浣水县", "120")), settings=_CHOSEN),
    ],
    good=[
        Example("1987年，青浣县建茶厂。", settings=_CHOSEN),
        Example("时人称“赶场天”。", settings=_CHOSEN),
        Example("1956年，东门镇建粮仓。", settings=_CHOSEN),
        Example("赶场天有摊位400个。", settings={"authority": {"words": _WORDS}}),
    ],
)
def unwanted_word(text: str, ctx: TextContext) -> Iterator[Hit]:
    """本单位词表所列的词，照词表改用。"""
    rows, words = _read(ctx.document.authority)
    for number, start, end in words.find_matches_as_indexes(text):
        row = rows[number]
        if _is_right(text, start, end, str(row.get("unless", ""))):
            continue
        right, note = str(row.get("right", "")), str(row.get("note", ""))
        instead = f"宜作“{right}”" if right else "请核对"
        why = f"（{note}）" if note else ""
        message = f"“{row['word']}”在本单位词表里，{instead}{why}。"
        yield Hit(start, end, message, right, level=_level(row))


def _is_right(text: str, start: int, end: int, unless: str) -> bool:
    """Tell whether one of the phrases (set apart by 、) stands around the word."""
    for phrase in unless.split("、") if unless else ():
        at = text.find(phrase, max(0, end - len(phrase)), start + len(phrase))
        if phrase and at >= 0:
            return True
    return False


def _level(row: Mapping[str, Any]) -> Level | None:
    return cast(Level, row["level"]) if row.get("level") in LEVELS else None
