"""Read a query: 或 binds least, then 与 and 非, then 近 and 先."""

from __future__ import annotations

import re

from fangzhi.library.query.patterns import read_pattern
from fangzhi.library.query.tokens import FIELD_NAMES, Token, tokens
from fangzhi.library.query.tree import (
    BadQuery,
    Both,
    But,
    Either,
    Field,
    FieldName,
    Near,
    Node,
    Pattern,
    Phrase,
    Query,
    shown,
)
from fangzhi.library.query.years import with_years, year_range
from fangzhi.library.stream import drop_space
from fangzhi.zh.fold import fold

LONGEST = 1_000
"""Characters a phrase may have."""
_QUERY = 20_000
_DEEP = 40
_TERMS = 2_000
FARTHEST = 1_000
_YEAR = re.compile(r"(\d{3,4})年?")
_FIELDS: tuple[FieldName, ...] = ("题", "条目", "地", "时", "体", "类", "人")


def parse(words: str, *, exact: bool = False) -> Query:
    """Give what a query asks for; raise BadQuery with the reason in Chinese.

    Unless `exact`, the number of a year also finds the year in reign titles.
    """
    if len(words) > _QUERY:
        raise BadQuery(f"检索式太长（{len(words)}字），请不要超过{_QUERY}字。")
    pieces = tokens(words, exact=exact)
    if not pieces:
        raise BadQuery("没有要找的字词。")
    reading = _Reading(pieces, exact)
    root = reading.whole()
    leaves = list(shown(root))
    if all(isinstance(leaf, Field) for leaf in leaves):
        raise BadQuery("只写了范围，没有要找的字词；请再写上要找的字。")
    if reading.terms > _TERMS:
        raise BadQuery(
            f"一次要找的字词太多（{reading.terms}个），请分几次找，每次不超过{_TERMS}个。"
        )
    means = [leaf.means for leaf in leaves if isinstance(leaf, Phrase) and leaf.means]
    return Query(words, root, tuple(dict.fromkeys(means)))


def limit_of(name: str, words: str) -> Field:
    """Give a limit by a field's name or one of its other names; raise BadQuery for an unknown one."""
    known = {field: field for field in _FIELDS}
    field = known.get(FIELD_NAMES.get(name, ""))  # type: ignore[call-overload]
    if field is None:
        raise BadQuery(f"没有“{name}”这一项；可用 {'、'.join(_FIELDS)}。")
    if not words.strip():
        raise BadQuery(f"“{name}:”后面没有字。")
    if field == "时":
        year_range(words.strip())
    return Field(field, words.strip())


class _Reading:
    """Reads tokens from left to right, one method a level."""

    def __init__(self, pieces: list[Token], exact: bool) -> None:
        self._pieces = pieces
        self._exact = exact
        self._at = 0
        self._depth = 0
        self.terms = 0

    def whole(self) -> Node:
        node = self._either()
        if self._at < len(self._pieces):
            raise BadQuery("括号没有成对：多了一个右括号。要找括号本身，请加引号。")
        return node

    def _kind(self) -> str:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else ""

    def _take(self) -> Token:
        self._at += 1
        return self._pieces[self._at - 1]

    def _either(self) -> Node:
        parts = [self._both()]
        while self._kind() == "or":
            self._take()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self) -> Node:
        keep: list[Node] = []
        drop: list[Node] = []
        while True:
            negative = False
            while self._kind() == "not":
                self._take()
                negative = not negative
            (drop if negative else keep).append(self._near())
            if self._kind() == "and":
                self._take()
            elif self._kind() in ("", "or", "close"):
                break
        if not keep:
            raise BadQuery("只写了不要的字词，没有写要找的。“非”要跟在要找的字词后面。")
        node = keep[0] if len(keep) == 1 else Both(tuple(keep))
        if drop:
            node = But(node, drop[0] if len(drop) == 1 else Either(tuple(drop)))
        return node

    def _near(self) -> Node:
        node = self._one()
        while self._kind() == "near":
            told = self._take()
            if told.number > FARTHEST:
                raise BadQuery(f"“近/”后面的字数请不要超过{FARTHEST}。")
            other = self._one()
            _places(node)
            _places(other)
            node = Near(node, other, told.number, told.words == "先")
        return node

    def _one(self) -> Node:
        kind = self._kind()
        if kind in ("word", "phrase", "pattern", "field"):
            self.terms += 1
            return self._leaf(self._take())
        if kind != "open":
            where = f"“{self._pieces[self._at].words}”" if kind else "最后一个运算符"
            raise BadQuery(f"{where}旁边缺少要找的字词。要找运算符本身，请加引号。")
        self._take()
        self._depth += 1
        if self._depth > _DEEP:
            raise BadQuery(f"括号套得太深，请不要超过{_DEEP}层。")
        node = self._either()
        if self._kind() != "close":
            raise BadQuery("括号没有成对：缺一个右括号。要找括号本身，请加引号。")
        self._take()
        self._depth -= 1
        return node

    def _leaf(self, token: Token) -> Node:
        if token.kind == "pattern":
            return read_pattern(token.words, exact=self._exact)
        if token.kind == "field":
            return limit_of(str(token.characters[0]), token.words)
        if token.kind == "phrase":
            return _phrase(tuple(drop_space(token.words)))
        made = _phrase(token.characters)
        typed = "".join(c or "?" for c in made.characters)
        if not self._exact and (year := _YEAR.fullmatch(fold(typed))):
            return with_years(year[1], made)
        return made


def _phrase(characters: tuple[str | None, ...]) -> Phrase:
    if not any(characters):
        raise BadQuery("没有要找的字词。只有“?”时也请写上至少一个字。")
    if len(characters) > LONGEST:
        raise BadQuery(f"要找的字词太长（{len(characters)}字），请不要超过{LONGEST}字。")
    return Phrase(characters)


def _places(node: Node) -> None:
    """Refuse what has no place of its own to be near to."""
    if isinstance(node, Either):
        for part in node.parts:
            _places(part)
    elif not isinstance(node, Phrase | Pattern | Near):
        raise BadQuery("“近”“先”两边只能是字词、正则式，或用“或”连起来的字词。")
