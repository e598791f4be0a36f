"""A reference that answers queries by looking at every character: slow, and plainly right."""

from __future__ import annotations

from typing import Any, NamedTuple

import regex

from fangzhi.library.stream import TURN, Stream
from fangzhi.zh.fold import fold

Span = tuple[int, int, int]
"""Work, begin, end."""


class Tree(NamedTuple):
    """A query: kind phrase/pattern/or/and/but/near/pre, its words or parts, and a number."""

    kind: str
    words: str = ""
    parts: tuple[Any, ...] = ()
    number: int = 0

    def written(self) -> str:
        """Give the query as a user would type it."""
        match self.kind:
            case "phrase":
                escaped = self.words.replace("\\", "\\\\").replace('"', '\\"')
                return f'"{escaped}"'
            case "wild":
                return self.words
            case "pattern":
                return f"/{self.words}/"
            case "or" | "and":
                sign = {"or": " OR ", "and": " 与 "}[self.kind]
                return "(" + sign.join(part.written() for part in self.parts) + ")"
            case "but":
                return f"({self.parts[0].written()} NOT {self.parts[1].written()})"
        word = {"near": "NEAR", "pre": "先"}[self.kind]
        return f"({self.parts[0].written()} {word}/{self.number} {self.parts[1].written()})"


def occurrences(tree: Tree, streams: list[Stream], exact: bool) -> set[Span]:
    """Give where a query occurs, from its definition in docs/searching.md."""
    match tree.kind:
        case "phrase" | "wild":
            return _phrase(tree, streams, exact)
        case "pattern":
            return _pattern(tree.words, streams, exact)
        case "or":
            return set().union(*(occurrences(part, streams, exact) for part in tree.parts))
        case "and":
            held = units(tree, streams, exact)
            every = set().union(*(occurrences(part, streams, exact) for part in tree.parts))
            return {span for span in every if _unit(span, streams) in held}
        case "but":
            held = units(tree, streams, exact)
            kept = occurrences(tree.parts[0], streams, exact)
            return {span for span in kept if _unit(span, streams) in held}
    return _near(tree, streams, exact)


def units(tree: Tree, streams: list[Stream], exact: bool) -> set[tuple[int, int]]:
    """Give the leaves (work, number) on which a query holds."""
    match tree.kind:
        case "or":
            return set().union(*(units(part, streams, exact) for part in tree.parts))
        case "and":
            return set.intersection(*(units(part, streams, exact) for part in tree.parts))
        case "but":
            return units(tree.parts[0], streams, exact) - units(tree.parts[1], streams, exact)
    return {_unit(span, streams) for span in occurrences(tree, streams, exact)}


def _unit(span: Span, streams: list[Stream]) -> tuple[int, int]:
    offsets = streams[span[0]].offsets
    return span[0], max(i for i, offset in enumerate(offsets) if offset <= span[1])


def with_turns(stream: Stream) -> str:
    """Give the stream with the signs of its turns, as the transcript has them."""
    ends = (*stream.turns, len(stream.text))
    begins = (0, *stream.turns)
    return TURN.join(stream.text[a:b] for a, b in zip(begins, ends, strict=True))


def _phrase(tree: Tree, streams: list[Stream], exact: bool) -> set[Span]:
    wanted = "".join(tree.words.split())
    wild = tree.kind == "wild"
    found: set[Span] = set()
    for work, stream in enumerate(streams):
        text = with_turns(stream) if exact else fold(stream.text)
        own = _own_offsets(stream) if exact else range(len(text) + 1)
        wants = {wanted if exact else fold(wanted)}
        if not exact and any(stream.turns for stream in streams):
            wants |= {fold(wanted).replace(TURN, "")} - {""}
        for want in wants:
            for begin in range(len(text) - len(want) + 1):
                piece = text[begin : begin + len(want)]
                if all(w == t or (wild and w == "?") for w, t in zip(want, piece, strict=True)):
                    end = begin + len(want)
                    found.add((work, own[begin], own[end]))
    return found


def _own_offsets(stream: Stream) -> list[int]:
    """Give for each place in the text with turns the offset in the stream."""
    found, turns = [], list(stream.turns)
    for at in range(len(stream.text) + 1):
        while turns and turns[0] == at:
            found.append(at)
            turns.pop(0)
        found.append(at)
    return found


def _pattern(source: str, streams: list[Stream], exact: bool) -> set[Span]:
    engine = regex.compile(source if exact else fold(source), regex.DOTALL)
    found: set[Span] = set()
    for work, stream in enumerate(streams):
        text = stream.text if exact else fold(stream.text)
        for begin in range(len(text)):
            if match := engine.match(text, begin):
                found.add((work, begin, match.end()))
    return found


def _near(tree: Tree, streams: list[Stream], exact: bool) -> set[Span]:
    left, right = (occurrences(part, streams, exact) for part in tree.parts)
    found: set[Span] = set()
    for work, begin, end in left:
        others = [(b, e) for w, b, e in right if w == work]
        after = [(b - end, 0, e - b, (begin, e)) for b, e in others if b >= end]
        before = [(begin - e, 1, e - b, (b, end)) for b, e in others if e <= begin]
        nearest = min(after + (before if tree.kind == "near" else []), default=None)
        if nearest is not None and nearest[0] <= tree.number:
            found.add((work, *nearest[3]))
    return found
