"""疑有脱文: places where words seem to have dropped out. They are told, never mended.

Only what no finished sentence shows is told: in doubt there is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fangzhi.model.finding import READING_RULE, Finding, Place
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

Suspicion = tuple[int, int, str]
"""Code points `start`..`end` of the text, and what is odd about them."""

_NUMBER: Final = "[0-9０-９一二三四五六七八九十两几数]{1,4}"
_NEAR_YEAR: Final = "今年|去年|前年|明年|本年度?|上年|当年|次年|同年|翌年"
_TWO_TIMES: Final = "两个时间词连在一起，中间没有说做了什么"
_PATTERNS: Final = (
    (
        re.compile(
            rf"(?:连续|接连|一连){_NUMBER}(?:个)?(?:年|届|季度?|月)"
            rf"(?:{_NEAR_YEAR}|[12][0-9]{{3}}年)"
        ),
        _TWO_TIMES,
    ),
    (re.compile(r"[12][0-9]{3}年(?:今年|去年|前年|明年)"), _TWO_TIMES),
    (
        re.compile(r"(?:去年|前年|明年)今年|今年(?:前年|明年)(?!前)"),
        _TWO_TIMES,
    ),
    (re.compile(r"(?:由于|对于|关于|以及|并且|而且|为了)[。；！？]"), "连词后面没有下文"),
    (re.compile(r"^[　\s]*[，、。；：！？]"), "段首就是句中或句末的标点，前面似有文字"),
)  # fmt: skip
_UNFINISHED: Final = "停在逗号或顿号上，段末没有下文"
_INTERRUPTED: Final = "处没有句末标点，下一段又像是接着说的"
_AT_THE_END: Final = frozenset({_UNFINISHED, _INTERRUPTED})
_FEW, _RARE = 3, 0.02
_SPACE: Final = re.compile(r"\s")
_SHORTEST: Final = 20
_WINDOW: Final = 12
_OPEN_END: Final = re.compile(r"[，、]\s*$")
_NO_END: Final = re.compile(r"[\w，、]\s*$")
_END: Final = re.compile(r"[。！？；：”』」）…]\s*$")
_GOES_ON: Final = re.compile(r"^\s*(?:[，、。；：）]|[a-z]{2})")
_PROSE: Final = frozenset({"paragraph", "textbox", "note"})


def suspect_lost_text(text: str) -> list[Suspicion]:
    """Give the places of one paragraph where words seem to be missing."""
    found = _inside(text)
    if len(text) >= _SHORTEST and (end := _OPEN_END.search(text)):
        found.append((max(0, end.start() - 6), len(text.rstrip()), _UNFINISHED))
    return sorted(found)


def _inside(text: str) -> list[Suspicion]:
    """Look inside the sentences; line breaks and spaces between Chinese words do not count."""
    if _SPACE.search(text) is None:
        return [
            (m.start(), m.end(), why) for pattern, why in _PATTERNS for m in pattern.finditer(text)
        ]
    places = [place for place, char in enumerate(text) if not char.isspace()]
    squeezed = "".join(text[place] for place in places)
    return [
        (places[match.start()], places[match.end() - 1] + 1, why)
        for pattern, why in _PATTERNS
        for match in pattern.finditer(squeezed)
    ]


def lost_text_findings(manuscript: Manuscript) -> tuple[Finding, ...]:
    """Look through the prose of a manuscript; findings are of level 字 and begin with 疑有脱文.

    Paragraphs that stop short are told only where they are rare: in verse, in hard-wrapped lines
    and in pages cut by their print they are the form of the file.
    """
    prose = [block for block in manuscript.blocks if isinstance(block, Text)]
    found = [
        (block, *suspicion)
        for number, block in enumerate(prose)
        if block.role in _PROSE
        for suspicion in _of_block(block, prose[number + 1] if number + 1 < len(prose) else None)
    ]
    ends = sum(reason in _AT_THE_END for _, _, _, reason in found)
    if ends > max(_FEW, len(prose) * _RARE):
        found = [item for item in found if item[3] not in _AT_THE_END]
    for note in manuscript.notes:
        if note.kind != "comment":
            found += [(note.body, *suspicion) for suspicion in suspect_lost_text(note.body.text)]
    return tuple(_finding(manuscript, *item) for item in found)


def _of_block(block: Text, following: Text | None) -> Iterator[Suspicion]:
    found = suspect_lost_text(block.text)
    yield from found
    if following is None or following.role != block.role:
        return
    if _END.search(block.text) is None:
        yield from _over_the_edge(block.text, following.text)
    stops = _NO_END.search(block.text) is not None and len(block.text) >= _SHORTEST
    if not found and stops and _GOES_ON.match(following.text) is not None:
        end = len(block.text.rstrip())
        yield max(0, end - 6), end, _INTERRUPTED


def _over_the_edge(text: str, following: str) -> Iterator[Suspicion]:
    """Find what is odd only when read on into the next paragraph; told of the first one's end."""
    tail, head = text.rstrip()[-_WINDOW:], following.lstrip()[:_WINDOW]
    before = len(text.rstrip()) - len(tail)
    for start, end, reason in _inside(tail + head):
        if start < len(tail) < end:
            yield (
                before + start,
                len(text.rstrip()),
                f"与下段开头“{head[: end - len(tail)]}”：{reason}",
            )


def _finding(manuscript: Manuscript, block: Text, start: int, end: int, reason: str) -> Finding:
    words = block.text[start:end]
    return Finding(
        rule=READING_RULE,
        level="字",
        message=f"疑有脱文：“{words}”{reason}，请对照原件补足。",
        block=block.id,
        start=start,
        end=end,
        text=words,
        place=_place(manuscript, block, start, end),
        confidence="hint" if reason in _AT_THE_END else "likely",
    )


def _place(manuscript: Manuscript, block: Text, start: int, end: int) -> Place | None:
    """Give the place in the original, where one run of the origin holds all the words."""
    for run in block.origin:
        if run.start <= start and end <= run.end:
            shift = run.offset - run.start
            return Place(manuscript.name, run.address, start + shift, end + shift,
                         block.text[start:end])  # fmt: skip
    return None
