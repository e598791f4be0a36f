"""Cut a query into words, quoted phrases, patterns, limits, brackets and operators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from fangzhi.library.query.tree import BadQuery

Kind = Literal["word", "phrase", "pattern", "field", "and", "or", "not", "near", "open", "close"]
FIELD_NAMES = {
    "题": "题", "題": "题", "题名": "题", "題名": "题", "书": "题", "書": "题", "书名": "题",
    "书題": "题", "条目": "条目", "條目": "条目", "篇": "条目", "卷": "条目",
    "地": "地", "地方": "地", "时": "时", "時": "时", "年代": "时", "体": "体", "體": "体",
    "体裁": "体", "類": "类", "类": "类", "种类": "类", "人": "人", "人物": "人",
}  # fmt: skip
"""Names a limit may be written with."""
_WORDS: dict[str, Kind] = {
    "AND": "and", "与": "and", "與": "and", "OR": "or", "或": "or", "NOT": "not", "非": "not",
}  # fmt: skip
_SIGNS: dict[str, Kind] = {
    "&": "and", "＆": "and", "|": "or", "｜": "or",
    "(": "open", "（": "open", ")": "close", "）": "close",
}  # fmt: skip
_SPACE = re.compile(r"\s+")
_ENTITY = re.compile(r"&[A-Za-z]{1,8}[-+]?[0-9A-Fa-f]{1,8};")
_NEAR = re.compile(r"(NEAR|PRE|近|先)(?:/(\d{1,9}))?(?=[\s()（）\"]|$)")
_WORD = re.compile(r"(AND|OR|NOT|与|與|或|非)(?=[\s()（）\"]|$)")
_FIELD = re.compile(rf"({'|'.join(sorted(FIELD_NAMES, key=len, reverse=True))})[:：](?=[^\s)）])")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_CURLY = re.compile(r"“([^“”]*)”(?=[\s()（）&|＆｜]|$)")
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)+)/(?=[\s()（）&|＆｜]|$)", re.DOTALL)
_META = re.compile(r"[\\.\[\](){}*+?|^$]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_FIELD_WORDS = re.compile(r"[^\s()（）\"&|＆｜]+")
_UNICODE = re.compile(r"[Uu]\+([0-9A-Fa-f]{4,6})(?![0-9A-Fa-f])")
_LANGUAGE = re.compile(r"[&＆|｜“]")
ANY = "?"
"""Written outside quotation marks, any one character."""


class Token(NamedTuple):
    """One piece: for a word its characters (None any one), for the others their words."""

    kind: Kind
    words: str = ""
    characters: tuple[str | None, ...] = ()
    number: int = 0


def tokens(query: str, *, exact: bool = False) -> list[Token]:
    """Give the pieces of a query; raise BadQuery for what is not closed.

    A query without an operator, limit, quotation or pattern is words through and through: its
    brackets are characters to be found. So is one without white space (先, 非 and 或 are words of
    the texts too), unless it has a sign of the language; `exact`, only a straight quotation mark
    is one.
    """
    if _is_plain(query.strip(), exact):
        return [Token("word", characters=_plain(query.strip(), exact))]
    found = list(_pieces(query))
    if all(token.kind in ("word", "open", "close") for token in found):
        characters: list[str | None] = []
        for token in found:
            characters += token.characters or token.words
        return [Token("word", characters=tuple(characters))] if characters else []
    return list(_joined(found))


def _is_plain(query: str, exact: bool) -> bool:
    if not query or _SPACE.search(query) or '"' in query:
        return False
    if _FIELD.match(query):
        return False
    if _PATTERN.fullmatch(query) and (not exact or _META.search(query)):
        return False  # exact words between two turns of a double row are words
    return exact or not _LANGUAGE.search(_ENTITY.sub("", query))


def _plain(query: str, exact: bool) -> tuple[str | None, ...]:
    if exact:
        return tuple(None if sign == ANY else sign for sign in query)
    found: list[str | None] = []
    at = 0
    while at < len(query):
        token, at = _letters(query, at)
        found += token.characters
    return tuple(found)


def _pieces(query: str) -> Iterator[Token]:
    at, fresh = 0, True
    while at < len(query):
        if found := _SPACE.match(query, at):
            at, fresh = found.end(), True
            continue
        token, at = _piece(query, at, fresh)
        fresh = token.kind != "word"
        yield token


def _piece(query: str, at: int, fresh: bool) -> tuple[Token, int]:
    sign = query[at]
    if sign in _SIGNS and not _ENTITY.match(query, at):
        return Token(_SIGNS[sign], sign), at + 1
    if sign == '"':
        return _quoted(query, at)
    if fresh and (made := _at_the_front(query, at)) is not None:
        return made
    return _letters(query, at)


def _letters(query: str, at: int) -> tuple[Token, int]:
    """Read characters to be found: an entity, one after a backslash, one by its code, any one."""
    sign = query[at]
    if found := _ENTITY.match(query, at):
        return Token("word", characters=tuple(found[0])), found.end()
    if sign == "\\" and (found := _ESCAPED.match(query, at)):
        return Token("word", characters=(found[1],)), found.end()
    if found := _UNICODE.match(query, at):
        return Token("word", characters=(_character(found[1]),)), found.end()
    return Token("word", characters=(None if sign == ANY else sign,)), at + 1


def _at_the_front(query: str, at: int) -> tuple[Token, int] | None:
    """Read what counts only where a new piece begins."""
    if found := _WORD.match(query, at):
        return Token(_WORDS[found[1]], found[1]), found.end()
    if found := _NEAR.match(query, at):
        ordered = found[1] in ("PRE", "先")
        return Token("near", "先" if ordered else "近", number=int(found[2] or 10)), found.end()
    if found := _FIELD.match(query, at):
        return _limit(query, found)
    if found := _CURLY.match(query, at):
        return Token("phrase", found[1]), found.end()
    if found := _PATTERN.match(query, at):
        return Token("pattern", found[1]), found.end()
    if query[at] == "-" and at + 1 < len(query) and not query[at + 1].isspace():
        return Token("not", "-"), at + 1
    return None


def _quoted(query: str, at: int) -> tuple[Token, int]:
    found = _QUOTED.match(query, at)
    if found is None:
        raise BadQuery('引号没有成对：请补上后一个 "，或在要找的引号前加一个 \\。')
    return Token("phrase", _ESCAPED.sub(r"\1", found[1])), found.end()


def _limit(query: str, name: re.Match[str]) -> tuple[Token, int]:
    field, at = FIELD_NAMES[name[1]], name.end()
    if query[at] == '"':
        token, at = _quoted(query, at)
        return Token("field", token.words, (field,)), at
    found = _FIELD_WORDS.match(query, at)
    if found is None:
        raise BadQuery(f"“{name[1]}:”后面没有字。")
    return Token("field", found[0], (field,)), found.end()


def _character(code: str) -> str:
    number = int(code, 16)
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        raise BadQuery(f"没有 U+{code} 这个字符，请核对编码。")
    return chr(number)


def _joined(found: list[Token]) -> Iterator[Token]:
    """Join words that stand beside each other: white space between them does not count."""
    characters: list[str | None] = []
    for token in found:
        if token.kind == "word":
            characters += token.characters
            continue
        if characters:
            yield Token("word", characters=tuple(characters))
            characters = []
        yield token
    if characters:
        yield Token("word", characters=tuple(characters))
