"""Two places against each other: their figures, and their words side by side."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from fangzhi.check.report.drawings import Drawing, Pair, Piece, Place, Side
from fangzhi.check.report.spots import spot
from fangzhi.model.finding import Finding

_HERE = re.compile(r"此处：(?P<words>.+)", re.S)
_THERE = re.compile(
    r"(?P<where>《[^》]+》|本篇[^：]{0,40}|前面的引文|本单位所存《[^》]+》原文|上年卷|前面写作|表中已有)：(?P<words>.+)",
    re.S,
)
_SAID = re.compile(
    r"此处作(?P<here>[^，；]+)，(?P<where>本篇.*?|《.*?》)作(?P<there>[^，；。]+)[，；]"
)
_GAP = re.compile(r"相差：.*=(?P<gap>[^=]+)")
_SHORT = 12
"""Words no longer than this stand side by side as two figures do."""
_ALIKE, _LONGEST = 0.6, 800


def beside(finding: Finding, lines: list[str]) -> list[Drawing]:
    """Give what shows a contradiction, and take its lines out of `lines`."""
    drawn: list[Drawing] = []
    said = _SAID.search(finding.message)
    if said is not None:
        gap = _taken(lines, _GAP)
        drawn.append(Pair(said["here"], said["there"], heads=("此处", said["where"]),
                          gap=gap["gap"] if gap else ""))  # fmt: skip
    places = _places(finding, lines)
    if len(places) < 2:
        return drawn
    if not drawn and len(places) == 2 and all(len(words) <= _SHORT for _, words in places):
        (_, own), (where, other) = places
        return [Pair(own, other, heads=("此处", where))]
    return [*drawn, Side(_marked(places))]


def _places(finding: Finding, lines: list[str]) -> list[tuple[str, str]]:
    """Give this place and the others, each with its words, from the lines and from `also`."""
    here = _taken(lines, _HERE)
    quoted = [
        (found["where"], found["words"]) for found in iter(lambda: _taken(lines, _THERE), None)
    ]
    spots = [f"{p.doc}，{spot(p.block)}" if p.doc else spot(p.block) for p in finding.also]
    told = [(spots[n], p.text) for n, p in enumerate(finding.also) if p.text]
    if here is None:
        known = {words.rstrip("…")[:24] for _, words in told}
        told += [(where, words) for where, words in quoted if words.rstrip("…")[:24] not in known]
    else:
        told = [
            (f"{where}（{spots[n]}）" if n < len(spots) else where, words)
            for n, (where, words) in enumerate(quoted)
        ]
    words = here["words"] if here else finding.text
    if not words or not told:
        return []
    place = finding.place
    own = f"此处：{place.doc}，{spot(place.block)}" if place and place.doc else "此处"
    return [(own, words), *told]


def _taken(lines: list[str], pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Take the first line that matches out of the lines."""
    for line in lines:
        found = pattern.fullmatch(line)
        if found is not None:
            lines.remove(line)
            return found
    return None


def _marked(places: list[tuple[str, str]]) -> tuple[Place, ...]:
    """Mark in two texts that are nearly alike what differs."""
    if len(places) == 2:
        one, other = places[0][1], places[1][1]
        if one != other and max(len(one), len(other)) <= _LONGEST:
            matcher = SequenceMatcher(None, one, other, autojunk=False)
            if matcher.ratio() >= _ALIKE:
                steps = matcher.get_opcodes()
                first = tuple(Piece(one[a:b], tag != "equal") for tag, a, b, _, _ in steps if b > a)
                second = tuple(
                    Piece(other[c:d], tag != "equal") for tag, _, _, c, d in steps if d > c
                )
                return Place(places[0][0], first), Place(places[1][0], second)
    return tuple(Place(where, (Piece(words),)) for where, words in places)
