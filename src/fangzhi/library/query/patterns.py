"""Regular expressions: the part of the usual language that can be searched exactly and in time.

Characters, `.`, classes, groups, `|`, repeats, and \\d \\D \\w \\W \\s \\S. A stream has no lines, so
there are no anchors; looking around and referring back are refused. Open repeats end at REPEAT.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from fangzhi.library.query.tree import BadQuery, Pattern
from fangzhi.zh.fold import fold

REPEAT = 100
"""What `*`, `+` and `{2,}` repeat at most."""
WIDEST = 1_000
"""Characters the longest match may have."""
_CLASS = 8
"""Characters of a class that are looked up one by one."""
_MANY = 64
_SETS = "dDwWsS"
_REPEATS = re.compile(r"(?:[*+?]|\{(\d{0,4})(,?)(\d{0,4})\})([?+]?)")
_BY_SIGN = {"*": (0, REPEAT), "+": (1, REPEAT), "?": (0, 1)}


class _Part(NamedTuple):
    """A read stretch: as written for the engine, shortest and longest match, words one of which
    every match holds (empty: none is sure), and the whole when it is one plain string."""

    source: str
    least: int
    most: int
    literals: tuple[str, ...] = ()
    plain: str | None = None


def read_pattern(source: str, *, exact: bool = False) -> Pattern:
    """Read what stands between the slashes; raise BadQuery for what is not supported."""
    reading = _Reading(source, exact)
    part = reading.whole()
    if part.least == 0:
        raise BadQuery(f"正则式 /{source}/ 可以什么也不匹配，请至少写一个一定有的字。")
    if part.most > WIDEST:
        raise BadQuery(f"正则式 /{source}/ 可能匹配{part.most}字，请写得窄些（不超过{WIDEST}字）。")
    return Pattern(part.source, part.most, part.literals)


class _Reading:
    def __init__(self, source: str, exact: bool) -> None:
        self._source = source
        self._fold = (lambda text: text) if exact else fold
        self._at = 0
        self._depth = 0

    def whole(self) -> _Part:
        part = self._choice()
        if self._at < len(self._source):
            raise self._fault("多了一个右括号")
        return part

    def _fault(self, why: str) -> BadQuery:
        return BadQuery(f"正则式 /{self._source}/ 第{self._at + 1}个字处看不懂：{why}。")

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _choice(self) -> _Part:
        parts = [self._row()]
        while self._peek() == "|":
            self._at += 1
            parts.append(self._row())
        if len(parts) == 1:
            return parts[0]
        sure = all(part.literals for part in parts)
        literals = tuple(dict.fromkeys(w for part in parts for w in part.literals))
        return _Part(
            "|".join(part.source for part in parts),
            min(part.least for part in parts),
            max(part.most for part in parts),
            literals if sure and len(literals) <= _MANY else (),
        )

    def _row(self) -> _Part:
        parts: list[_Part] = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._repeated(self._atom()))
        return _Part(
            "".join(part.source for part in parts),
            sum(part.least for part in parts),
            sum(part.most for part in parts),
            _surest(parts),
            "".join(part.plain or "" for part in parts)
            if all(part.plain is not None for part in parts)
            else None,
        )

    def _atom(self) -> _Part:
        sign = self._peek()
        self._at += 1
        match sign:
            case "(":
                return self._group()
            case "[":
                return self._class()
            case ".":
                return _Part(r"[\s\S]", 1, 1)
            case "\\":
                return self._escape()
            case "*" | "+" | "?" | "{":
                self._at -= 1
                raise self._fault(f"“{sign}”前面没有要重复的字；要找它本身，请写成 \\{sign}")
            case "^" | "$":
                self._at -= 1
                raise self._fault(f"原文不分行，没有行首行尾；要找“{sign}”本身，请写成 \\{sign}")
        return self._literal(sign)

    def _literal(self, sign: str) -> _Part:
        folded = self._fold(sign)
        return _Part(re.escape(folded), 1, 1, (folded,), folded)

    def _group(self) -> _Part:
        self._depth += 1
        if self._depth > 20:
            raise self._fault("括号套得太深")
        if self._source.startswith("?:", self._at):
            self._at += 2
        elif self._peek() == "?":
            raise self._fault("不支持这种括号，只能用 (…) 和 (?:…)")
        part = self._choice()
        if self._peek() != ")":
            raise self._fault("括号没有成对")
        self._at += 1
        self._depth -= 1
        return part._replace(source=f"(?:{part.source})")

    def _escape(self) -> _Part:
        sign = self._peek()
        if not sign:
            raise self._fault("末尾的“\\”后面没有字")
        self._at += 1
        if sign in _SETS:
            return _Part("\\" + sign, 1, 1)
        if sign.isascii() and sign.isalnum():
            self._at -= 1
            raise self._fault(f"不支持 \\{sign}，只能用 \\d \\D \\w \\W \\s \\S 和标点")
        return self._literal(sign)

    def _class(self) -> _Part:
        """Read a class; its own characters are folded, ranges stay as they are."""
        end = self._at
        while end < len(self._source) and (self._source[end] != "]" or end == self._at):
            end += 2 if self._source[end] == "\\" else 1
        if end >= len(self._source):
            raise self._fault("方括号没有成对")
        body, self._at = self._source[self._at : end], end + 1
        negated = body.startswith("^")
        items = list(_items(body[1:] if negated else body))
        if not items:
            raise self._fault("方括号里没有字")
        pieces, single = [], []
        for first, last in items:
            if len(first) == 2:
                if first[1] not in _SETS:
                    first = first[1]
                else:
                    pieces.append(first)
                    continue
            if not last:
                single.append(self._fold(first))
                pieces.append(re.escape(single[-1]))
            elif first > last:
                raise self._fault(f"“{first}-{last}”前后颠倒")
            else:
                pieces.append(f"{re.escape(first)}-{re.escape(last)}")
        plain = not negated and len(single) == len(pieces) <= _CLASS
        literals = tuple(dict.fromkeys(single)) if plain else ()
        return _Part(f"[{'^' if negated else ''}{''.join(pieces)}]", 1, 1, literals)

    def _repeated(self, part: _Part) -> _Part:
        found = _REPEATS.match(self._source, self._at)
        if found is None:
            return part
        least, most = _BY_SIGN.get(found[0][0], (0, 0))
        if found[0][0] == "{":
            if not found[1] and not found[3]:
                raise self._fault("“{”里要写次数；要找它本身，请写成 \\{")
            least = int(found[1] or 0)
            most = int(found[3]) if found[3] else max(REPEAT, least) if found[2] else least
        if least > most:
            raise self._fault(f"{found[0]} 前后颠倒")
        if found[4] == "+":
            raise self._fault("不支持重复之后再加“+”")
        self._at = found.end()
        if _REPEATS.match(self._source, self._at):
            raise self._fault("重复之后不能再重复，请用括号")
        if part.most * most > WIDEST:
            raise self._fault(f"可能匹配{part.most * most}字，请写得窄些（不超过{WIDEST}字）")
        return _Part(
            f"(?:{part.source}){{{least},{most}}}{found[4]}",
            part.least * least,
            part.most * most,
            part.literals if least else (),
        )


def _items(body: str) -> list[tuple[str, str]]:
    """Cut the inside of a class into characters and ranges."""
    signs = re.findall(r"\\[\s\S]|[\s\S]", body)
    items: list[tuple[str, str]] = []
    at = 0
    while at < len(signs):
        if at + 2 < len(signs) and signs[at + 1] == "-" and signs[at + 2] not in ("\\d", "\\w"):
            items.append((signs[at][-1], signs[at + 2][-1]))
            at += 3
        else:
            items.append((signs[at], ""))
            at += 1
    return items


def _surest(parts: list[_Part]) -> tuple[str, ...]:
    """Give the words that tell most: plain parts side by side are one word."""
    choices: list[tuple[str, ...]] = [part.literals for part in parts if part.literals]
    run = ""
    for part in parts:
        if part.plain is None:
            run = ""
        else:
            run += part.plain
            choices.append((run,))
    return max(choices, key=lambda words: (min(map(len, words)), -len(words)), default=())
