"""From page and line of a 送审本 to the words of the text: exact, or told why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from fangzhi.align.anchors import anchor
from fangzhi.model.book import Book, entries_in
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import texts
from fangzhi.model.place import Anchor
from fangzhi.model.text import Text
from fangzhi.model.work import walk
from fangzhi.project.reviewing.opinions import Opinion, Spot
from fangzhi.project.reviewing.spots import spot_words
from fangzhi.publish.pdf.review.stamp import CopyLine, CopyMap, LinePiece

RULE = "送审本"
NEAR = 2
"""People miscount by so many lines; words they copied out are looked for that far."""
_MARKS = " \t\n\u3000“”‘’\"'…·.。，,、"


def lines_at(copy: CopyMap, spot: Spot) -> tuple[CopyLine, ...]:
    """Give the lines of a place: one, several, or the page; none where there is no such line."""
    page = tuple(line for line in copy.lines if line.page == spot.page)
    if not spot.line:
        return page
    first = spot.line if spot.line > 0 else len(page) + 1 + spot.line
    last = max(first, spot.end_line)
    return tuple(line for line in page if first <= line.line <= last)


def place_of(copy: CopyMap, page: int, line: int) -> tuple[LinePiece, ...]:
    """Give the words that one line holds, by block, from the left; none for no such line."""
    found = lines_at(copy, Spot(page, line)) if line else ()
    return tuple(piece for one in found for piece in one.pieces if piece.block)


def spot_fault(copy: CopyMap, spot: Spot) -> str:
    """Say why a place is not on a copy; "" where it is."""
    if spot.copy and spot.copy.upper() != copy.code:
        return f"意见写的是校验码 {spot.copy} 的送审本，手边的是 {copy.code}，页和行对不上。请找出那一本。"
    if not 1 <= spot.page <= copy.pages:
        return f"送审本只有{copy.pages}页，没有第{spot.page}页。"
    if not lines_at(copy, spot):
        count = sum(line.page == spot.page for line in copy.lines)
        return f"第{spot.page}页只有{count}行，没有{spot_words(spot)}。"
    return ""


def texts_of(book: Book) -> dict[str, Text]:
    """Give every text of a book by block id: headings, titles, paragraphs, cells, notes."""
    found: dict[str, Text] = {}
    for node in walk(*book.work.front, *book.work.nodes):
        if node.heading is not None:
            found[node.heading.id] = node.heading
        else:
            found[node.id] = Text(node.id, node.title, "heading")
    for _, entry in entries_in(book):
        if entry.title is not None:
            found[entry.title.id] = entry.title
        found.update((text.id, text) for text in texts(entry.manuscript))
    return found


def placed(
    opinion: Opinion, copy: CopyMap, known: Mapping[str, Text]
) -> tuple[Opinion, Finding | None]:
    """Point an opinion written by page and line at its words; what is doubtful is told.

    Words the reviewer copied out choose the exact place within the line, or near it.
    """
    spot = opinion.spot
    if spot is None:
        return opinion, None
    fault = spot_fault(copy, spot)
    if fault:
        return opinion, _told(opinion, fault)
    lines = lines_at(copy, spot)
    if opinion.quoted.strip(_MARKS):
        exact, remark = _quoted(opinion, copy, lines, known)
        if exact is not None:
            return replace(opinion, anchor=_anchor(exact, known)), _maybe(opinion, remark)
    else:
        remark = ""
    first = _whole(lines, known)
    if first is None:
        return opinion, _told(opinion, f"{spot_words(spot)}只有送审本自己印的字，请人工指定位置。")
    return replace(opinion, anchor=_anchor(first, known)), _maybe(opinion, remark)


def _quoted(
    opinion: Opinion, copy: CopyMap, lines: Sequence[CopyLine], known: Mapping[str, Text]
) -> tuple[LinePiece | None, str]:
    words = _squeezed(opinion.quoted)
    found = _find(words, lines, known)
    if len(found) == 1:
        return found[0], ""
    where = spot_words(opinion.spot) if opinion.spot else ""
    if found:
        return None, f"{where}有{len(found)}处“{opinion.quoted}”，请人工选定是哪一处。"
    near = [
        line
        for line in copy.lines
        if line.page == lines[0].page and lines[0].line - NEAR <= line.line <= lines[-1].line + NEAR
    ]
    found = _find(words, near, known)
    if len(found) == 1:
        return found[0], f"{where}没有“{opinion.quoted}”，在相邻的行里找到了，请核对。"
    return None, f"{where}和上下{NEAR}行都没有“{opinion.quoted}”，先放在这一行，请核对。"


def _find(words: str, lines: Sequence[CopyLine], known: Mapping[str, Text]) -> list[LinePiece]:
    """Give each place of some words that begins on these lines; it may run on to the next."""
    found: dict[tuple[str, int], LinePiece] = {}
    for line in lines:
        for piece in line.pieces:
            text = known.get(piece.block)
            if text is None:
                continue
            kept = [at for at, char in enumerate(text.text) if char not in _MARKS]
            squeezed = "".join(text.text[at] for at in kept)
            at = squeezed.find(words)
            while at >= 0:
                start, end = kept[at], kept[at + len(words) - 1] + 1
                if start < piece.end and end > piece.start:
                    found[piece.block, start] = LinePiece(
                        piece.block, start, end, text.text[start:end]
                    )
                at = squeezed.find(words, at + 1)
    return list(found.values())


def _whole(lines: Sequence[CopyLine], known: Mapping[str, Text]) -> LinePiece | None:
    """Give the words of these lines in the first block they hold."""
    own = [piece for line in lines for piece in line.pieces if piece.block in known]
    if not own:
        return None
    same = [piece for piece in own if piece.block == own[0].block]
    start, end = min(p.start for p in same), max(p.end for p in same)
    return LinePiece(own[0].block, start, end, known[own[0].block].text[start:end])


def _anchor(piece: LinePiece, known: Mapping[str, Text]) -> Anchor:
    return anchor(known[piece.block], piece.start, piece.end)


def _squeezed(words: str) -> str:
    return "".join(char for char in words if char not in _MARKS)


def _maybe(opinion: Opinion, words: str) -> Finding | None:
    return _told(opinion, words) if words else None


def _told(opinion: Opinion, words: str) -> Finding:
    return Finding(RULE, "体", words, text=opinion.quoted, confidence="certain")
