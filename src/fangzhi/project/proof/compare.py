"""What differs between the locked text and a proof, with what only looks like it set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from fangzhi.align.proofs import Gap, gaps, plain, slid
from fangzhi.model.text import GLYPH
from fangzhi.model.value import Value
from fangzhi.project.proof.locked import SOFT, Locked
from fangzhi.project.proof.pages import Proof, ProofLine

Kind = Literal["数字", "文字", "标点", "缺文", "多文", "书眉", "移位"]
KINDS: tuple[Kind, ...] = ("数字", "缺文", "多文", "移位", "文字", "标点", "书眉")
Apart = Literal["行末标点", "生僻字", "另排", "旁注", "挪动"]
APART: dict[Apart, str] = {
    "行末标点": "行末的标点在文字层里没有，多半是悬在版心外；请看一眼印样上有没有",
    "生僻字": "字在文字层里没有编码，机器认不出；请看一眼印样上是不是这个字",
    "另排": "书名页、版权页、目录、索引上印厂另排的字，不与定稿比",
    "旁注": "版心外的旁注（原书叶码等），不与定稿比",
    "挪动": "表、图的字没有变，只是排的位置或先后不同",
}
_AROUND = 12
_CLAUSE_ENDS = "，。；：、！？"
_LONGEST_CELL = 12
_NEAR_CELL = 200
_PARAGRAPH = 20
"""Moved words of the text count when there are at least so many."""
_NUMERAL = re.compile("[0-9０-９〇一二三四五六七八九十百千万亿两%％‰]")
_FIGURE = re.compile("[0-9][0-9.,%‰]*")
_CALL = re.compile(r"[\[［〔(（]?(?:[0-9]{1,3}|[①-⑳㉑-㊿]|[*＊※†])[\]］〕)）]?")
_CALLS = re.compile(f"(?:{_CALL.pattern}){{1,2}}")
_RUNS = re.compile("([—…])\\1+")
_LEADERS = re.compile("[.…·。、，,—\\-–~0-9IVXLCivxlc（）()]+")
_HANGING = re.compile("[，。、；：！？”’）》〉」』]{1,2}")
_CONTINUED = re.compile("^[（(]?(?:续[上前]?表|续)[0-9—\\-.]*[）)]?")

Spot = tuple[ProofLine, int, int]
"""Words of a line of the proof, by their places in it."""


class Difference(Value, frozen=True):
    """One difference: its place in the proof and in the locked text, and both readings.

    `page` counts from 1 in the file, `label` is the number printed on the page ("" unknown),
    `row` counts the rows of the page's text from the top. `before` and `after` are the words
    around it in the proof. `status` belongs to a second proof: 未改, 改错, 新出.
    """

    kind: Kind
    page: int
    label: str
    row: int
    locked: str
    proof: str
    before: str
    after: str
    heading: str = ""
    block: str = ""
    start: int = 0
    end: int = 0
    status: str = ""

    @property
    def has_figure(self) -> bool:
        """Tell whether a number differs."""
        return self.kind == "数字"


class Told(Value, frozen=True):
    """Something that is told and not counted: what sort, where, and the words."""

    sort: Apart
    page: int
    row: int
    words: str


class Reading:
    """What comparing gave: differences in reading order with their spots, and what is told apart."""

    def __init__(self) -> None:
        self.differences: list[Difference] = []
        self.spots: list[list[Spot]] = []
        self.told: list[Told] = []


def compare(locked: Locked, proof: Proof) -> Reading:
    """Compare a proof with the locked text."""
    found, moved = gaps(locked.text, proof.text, locked.breaks(), set(proof.starts), locked.notes)
    judge = _Judge(locked, proof, moved)
    for gap in found:
        judge.take(gap)
    for gap in moved:
        judge.move(gap)
    judge.heads()
    return judge.result()


class _Judge:
    """Sorts gaps: differences, what the typesetter may do, and what is only told."""

    def __init__(self, locked: Locked, proof: Proof, moved: list[Gap]) -> None:
        self.locked, self.proof = locked, proof
        self.notes = {
            gap.proof_start
            for gap in moved
            if locked.pieces[locked.piece_at(gap.start)].part == "note"
        }
        self.calls = locked.calls()  # and where a note itself begins with its number
        self.calls.update(
            start
            for start, piece in zip(locked.starts, locked.pieces, strict=True)
            if piece.part == "note"
        )
        self.reading = Reading()
        self.piece_starts = {*locked.starts, len(locked.text)}
        self.loose: list[tuple[Gap, str, str]] = []
        self.added: list[tuple[int, Difference, list[Spot]]] = []

    def take(self, gap: Gap) -> None:
        """Sort one gap: add it, tell it, keep it till its other half is met, or let it pass."""
        gap = self._trimmed(self._settled(gap))
        if gap.start == gap.end and gap.proof_start == gap.proof_end:
            return
        ours = self.locked.text[gap.start : gap.end]
        theirs = self.proof.text[gap.proof_start : gap.proof_end]
        if not ours and self._is_furniture(gap, theirs):
            return
        sort = self._sort(gap, ours, theirs)
        if sort == "":
            return
        if sort != "差异":
            self._tell(gap, sort, theirs or ours)
            return
        if self._is_cell(gap, ours, theirs):
            self.loose.append((gap, ours, theirs))
            return
        self._add(gap, ours, theirs)

    def result(self) -> Reading:
        """Pair cells that only changed places, and give all differences in reading order."""
        while self.loose:
            gap, ours, theirs = self.loose.pop(0)
            other = next(
                (
                    one
                    for one in self.loose
                    if one[1:] == (theirs, ours)
                    and abs(one[0].proof_start - gap.proof_start) < _NEAR_CELL
                ),
                None,
            )
            if other is None:
                self._add(gap, ours, theirs)
            else:
                self.loose.remove(other)
                self._tell(gap, "挪动", ours or theirs)
        self.added.sort(key=lambda item: item[0])
        reading = self.reading
        reading.differences = [difference for _, difference, _ in self.added]
        reading.spots = [spots for _, _, spots in self.added]
        return reading

    def _is_cell(self, gap: Gap, ours: str, theirs: str) -> bool:
        """Tell whether a short cell or line, whole, stands on one side only."""
        if len(ours + theirs) > _LONGEST_CELL or (ours and theirs):
            return False
        if ours:
            return {gap.start, gap.end} <= self.piece_starts
        return bool(self._whole_lines(gap))

    def _trimmed(self, gap: Gap) -> Gap:
        """Take running heads and notes beside the text off both ends of a gap's extra words."""
        start, end, first, last = gap
        proof = self.proof
        while first < last and proof.is_line_start(first):
            line, stop = proof.line_from(first)
            if stop > last or not self._is_apart(line):
                break
            first = stop
        while first < last and proof.is_line_end(last):
            number = proof.line_at(last - 1)
            if proof.starts[number] < first or not self._is_apart(proof.lines[number]):
                break
            last = proof.starts[number]
        return Gap(start, end, first, last)

    def _is_apart(self, line: ProofLine) -> bool:
        if line.beside and plain(line.line.text) not in self.locked.words:
            self.reading.told.append(Told("旁注", line.page, line.row, line.line.text))
            return True
        return line.outer and self._is_running(line)

    def move(self, gap: Gap) -> None:
        """Tell of words that stand elsewhere; a moved paragraph counts, a note at the foot not."""
        piece = self.locked.pieces[self.locked.piece_at(gap.start)]
        words = self.locked.text[gap.start : gap.end]
        if piece.part == "note":
            return
        if piece.floats or piece.part in SOFT:
            self._tell(gap, "挪动", words)
        elif len(words) >= _PARAGRAPH:
            self._add(gap, words, words)

    def _settled(self, gap: Gap) -> Gap:
        """Move words that stand on one side only to where lines, pieces or clauses end."""
        start, end, first, last = gap
        if start < end and first < last:
            return gap
        text, low, high = (
            (self.proof.text, first, last) if start == end else (self.locked.text, start, end)
        )
        shifted = [Gap(start + by, end + by, first + by, last + by) for by in slid(text, low, high)]
        return max(shifted, key=lambda one: (self._neatness(one), -abs(one.start - start)))

    def _neatness(self, gap: Gap) -> int:
        """Rank where a stretch may be cut: running heads, whole lines or pieces, clauses."""
        if gap.start == gap.end:
            lines = self._whole_lines(gap)
            if lines:
                return 3 if all(line.outer for line in lines) else 2
            return self.proof.text[gap.proof_end - 1] in _CLAUSE_ENDS
        if {gap.start, gap.end} <= self.piece_starts:
            return 2
        return self.locked.text[gap.end - 1] in _CLAUSE_ENDS

    def _is_furniture(self, gap: Gap, theirs: str) -> bool:
        """Tell whether extra words are running heads, page numbers, note numbers or leaders."""
        if _CALLS.fullmatch(theirs) and (gap.start in self.calls or gap.proof_end in self.notes):
            return True
        piece = self.locked.pieces[self.locked.piece_at(max(0, gap.start - 1))]
        if piece.part in ("contents", "index") and _LEADERS.fullmatch(theirs):
            return True
        if theirs in ("-", "—") and self.proof.is_line_end(gap.proof_end):
            return True
        lines = self._whole_lines(gap)
        if lines and all(line.outer and self._is_running(line) for line in lines):
            return True
        return bool(lines) and self._is_repeated_head(theirs)

    def _whole_lines(self, gap: Gap) -> list[ProofLine]:
        proof = self.proof
        if not (proof.is_line_start(gap.proof_start) and proof.is_line_end(gap.proof_end)):
            return []
        first, last = proof.line_at(gap.proof_start), proof.line_at(gap.proof_end - 1)
        return proof.lines[first : last + 1]

    def _is_running(self, line: ProofLine) -> bool:
        words = plain(line.line.text)
        if any(words in name for name in self.locked.names):
            return True
        for name in self.locked.names:
            words = words.replace(name, "", 1)
        return not words or _LEADERS.fullmatch(words) is not None

    def _is_repeated_head(self, theirs: str) -> bool:
        """Tell whether these are a table's head rows again, as overleaf."""
        words = _CONTINUED.sub("", theirs)
        return (len(words) > 3 and words in self.locked.text and theirs != words) or (
            len(words) > 5 and self._begins_table(words)
        )

    def _begins_table(self, words: str) -> bool:
        at = self.locked.text.find(words)
        return at >= 0 and at in self.piece_starts and at + len(words) in self.piece_starts

    def _sort(self, gap: Gap, ours: str, theirs: str) -> Apart | Literal["", "差异"]:
        """Give "" for nothing, a sort of APART for what is only told, else "差异"."""
        piece = self.locked.pieces[self.locked.piece_at(max(0, gap.start - (not ours)))]
        if piece.part in ("contents", "index") and _LEADERS.sub("", theirs) == ours:
            return ""
        if self._same_dashes(gap, ours, theirs):
            return ""
        if ours and not ours.strip(GLYPH):
            return "" if theirs else "生僻字"
        lines = self._whole_lines(gap) if theirs else []
        whole_pieces = {gap.start, gap.end} <= self.piece_starts
        leaders = piece.part in ("contents", "index") and _LEADERS.fullmatch(theirs)
        if piece.part in SOFT and ours and whole_pieces and (lines or leaders):
            return "另排"
        rare = ours and all(ord(c) >= 0x20000 or c == GLYPH for c in ours)
        if rare and (not theirs or theirs in "�〓□"):
            return "生僻字"
        if not theirs and _HANGING.fullmatch(ours) and self._hangs(gap):
            return "行末标点"
        if piece.part in SOFT and (not ours or not theirs):
            whole = len(theirs) >= 4 or (not ours and bool(self._whole_lines(gap)))
            if (not ours and whole) or (not theirs and whole_pieces):
                return "另排"
        return "差异"

    def _same_dashes(self, gap: Gap, ours: str, theirs: str) -> bool:
        """Tell whether only the count of signs in a dash or in dots differs: fonts join them."""
        if "—" not in ours + theirs and "…" not in ours + theirs:
            return False
        before = self.locked.text[max(0, gap.start - 1) : gap.start]
        after = self.locked.text[gap.end : gap.end + 1]
        one, other = (_RUNS.sub(r"\1", before + words + after) for words in (ours, theirs))
        return one == other

    def _hangs(self, gap: Gap) -> bool:
        """Tell whether a mark is missing just where a full line ends."""
        if not gap.proof_start or not self.proof.is_line_start(gap.proof_start):
            return False
        return self.proof.lines[self.proof.line_at(gap.proof_start - 1)].full

    def _tell(self, gap: Gap, sort: Apart, words: str) -> None:
        at = gap.proof_start - (gap.proof_start == gap.proof_end and gap.proof_start > 0)
        line = self.proof.lines[self.proof.line_at(at)]
        self.reading.told.append(Told(sort, line.page, line.row, words[:80]))

    def _add(self, gap: Gap, ours: str, theirs: str) -> None:
        proof = self.proof
        first, last = gap.proof_start, gap.proof_end
        # words that are missing are shown by their neighbors
        shown = (
            (first, last) if first < last else (max(0, first - 1), min(first + 1, len(proof.text)))
        )
        spots = proof.spans(*shown)
        line = spots[0][0] if spots else proof.lines[-1]
        piece, start = self.locked.place(gap.start)
        end = start
        if ours:
            same, stop = self.locked.place(gap.end - 1)
            end = stop + 1 if same is piece else len(piece.words)
        label = proof.labels[line.page - 1] if line.page <= len(proof.labels) else ""
        difference = Difference(
            _kind(ours, theirs), line.page, label, line.row, ours, theirs,
            proof.text[max(0, first - _AROUND) : first], proof.text[last : last + _AROUND],
            piece.heading, piece.block, max(0, start - piece.label), max(0, end - piece.label),
        )  # fmt: skip
        self.added.append((first, difference, spots))

    def heads(self) -> None:
        """Find running heads that name neither the book nor a head of it; each wording once."""
        seen: dict[str, int] = {}
        for page, words in self.proof.heads:
            key = plain(words)
            if _LEADERS.fullmatch(key) or any(key in name for name in self.locked.names):
                continue
            if key in self.locked.words or _CONTINUED.match(key):
                continue
            left = key
            for name in self.locked.names:
                left = left.replace(name, "", 1)
            if left and not re.fullmatch("第?[0-9一二三四五六七八九十百]+页?", left):
                seen.setdefault(key, page)
        for key, page in seen.items():
            near = self._nearest(key)
            label = self.proof.labels[page - 1]
            difference = Difference("书眉", page, label, 0, near, key, "", "", "书眉")
            self.added.append((len(self.proof.text), difference, []))

    def _nearest(self, key: str) -> str:
        def alike(name: str) -> tuple[int, int]:
            return len(set(name) & set(key)), -abs(len(name) - len(key))

        return max(self.locked.names, key=alike, default="")


def _kind(ours: str, theirs: str) -> Kind:
    if ours == theirs:
        return "移位"
    if _FIGURE.fullmatch(ours) and _FIGURE.fullmatch(theirs):
        return "数字"
    if _NUMERAL.search(ours + theirs) and _figures(ours) != _figures(theirs):
        return "数字"
    if not any(c.isalnum() for c in ours + theirs):
        return "标点"
    if not theirs:
        return "缺文"
    return "文字" if ours else "多文"


def _figures(words: str) -> str:
    return "".join(_NUMERAL.findall(words))


def counted(differences: list[Difference]) -> Iterator[tuple[Kind, int]]:
    """Give how many differences there are of each kind, in the order of weight."""
    for kind in KINDS:
        number = sum(d.kind == kind for d in differences)
        if number:
            yield kind, number
