"""Hypothesis strategies for manuscripts as readers and editors make them, and when two are equal."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import strategies as st

from fangzhi.model.manuscript import (
    Asset,
    Block,
    Cell,
    Figure,
    Manuscript,
    Note,
    Table,
    Utterance,
)
from fangzhi.model.text import GLYPH, Mark, Role, Text
from fangzhi.model.value import digest_of_bytes, mint_id

LETTERS = "茶县志水利農業𠀀𫠉abcX019，。、《》（）“”—％.-％<&>'\"　 "
RANGED = ("strong", "emphasis", "underline", "strike", "small", "link", "crossref", "bookmark",
          "field", "quotation", "title", "entity", "evidence", "speech", "verse", "note",
          "inserted", "doubtful", "ruby", "formula")  # fmt: skip
POINTS = ("deleted", "line-break", "leaf-break", "page-break", "column-break", "bookmark")
ALONE = {"superscript": "raise", "subscript": "raise", "link": "target", "crossref": "target",
         "field": "target", "small": "size", "note": "size"}  # fmt: skip
"""Kinds of one group never overlap: a word is raised or lowered, leads to one place only."""
ROLES: tuple[Role, ...] = ("paragraph", "list", "quote", "verse", "unit", "source", "caption",
                           "note", "signature", "textbox", "contents")  # fmt: skip
DATES = ("", "2026-01-02", "2026-01-02T08:30:00Z", "2026-01-02T08:30:00+08:00")

words = st.text(alphabet=LETTERS, min_size=1, max_size=24)
lines = st.lists(words, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from(["\n", "\t", "　"]).map(lambda gap: gap.join(parts))
)
names = st.text(alphabet="张王李赵编辑部 AB&", min_size=0, max_size=6).map(str.strip)
langs = st.sampled_from(["", "", "", "zh-Hant", "en", "lzh"])
aligns = st.sampled_from(["", "", "", "left", "center", "right", "justify"])

_DEEPEST = 3
"""Notes within notes."""


class Maker:
    """Draws one manuscript: gives out ids, and keeps the notes that its texts refer to."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw
        self.count = 0
        self.deep = 0
        self.notes: list[Note] = []
        self.assets: dict[str, bytes] = {}

    def id(self) -> str:
        self.count += 1
        if self.draw(st.integers(0, 9)) == 0:
            return f"KR2k0126_{self.count:03d}-5b/注"
        return mint_id("source", "", str(self.count))

    def text(self, role: Role = "paragraph", *, plain: bool = False, empty: bool = False) -> Text:
        body = self.draw(st.just("") if empty else (words if plain else lines))
        marks = () if plain else self.marks(body)
        if not plain and self.draw(st.integers(0, 5)) == 0:
            body, marks = _with_glyph(body, marks)
        level = self.draw(st.integers(1, 4)) if role in ("heading", "list") else 0
        label = ""
        if role in ("heading", "list", "paragraph"):
            label = self.draw(st.sampled_from(["", "（一）", "第三章", "•", "1."]))
        return Text(
            self.id(), body, role, level, label, marks, (), self.draw(langs),
            self.draw(st.sampled_from(["", "正文", "a<b"])), self.draw(aligns),
        )  # fmt: skip

    def marks(self, body: str) -> tuple[Mark, ...]:
        found: list[Mark] = []
        for _ in range(self.draw(st.integers(0, 4))):
            mark = self.mark(body)
            if mark is not None and not any(_clash(mark, other) for other in found):
                found.append(mark)
        if self.deep < _DEEPEST and self.draw(st.integers(0, 4)) == 4:
            self.deep += 1
            found.append(self.noted(body))
            self.deep -= 1
        return tuple(sorted(found, key=order))

    def mark(self, body: str) -> Mark | None:
        if self.draw(st.booleans()):
            place = self.draw(st.integers(0, len(body)))
            kind = self.draw(st.sampled_from(POINTS))
            return Mark(place, place, kind, **self.said(kind))
        if len(body) < 2:
            return None
        start = self.draw(st.integers(0, len(body) - 1))
        end = self.draw(st.integers(start + 1, len(body)))
        kind = self.draw(st.sampled_from((*RANGED, "superscript", "subscript")))
        return Mark(start, end, kind, **self.said(kind))

    def said(self, kind: str) -> dict[str, str]:
        who, when = self.draw(names), self.draw(st.sampled_from(DATES))
        match kind:
            case "deleted":
                return {"text": self.draw(lines), "who": who, "when": when}
            case "inserted":
                return {"who": who, "when": when}
            case "link":
                return {
                    "ref": self.draw(st.sampled_from(["https://a.cn/?x=1&y=2", "#甲", "mailto:a"]))
                }
            case "field":
                return {"text": self.draw(st.sampled_from(["PAGE", 'DATE \\@ "yyyy"'])), "ref": "X"}
            case "ruby":
                return {"text": self.draw(st.sampled_from(["chá", "xiàn zhì"]))}
            case "bookmark" | "crossref" | "entity" | "evidence" | "leaf-break":
                return {"ref": self.draw(st.sampled_from(["书签 1", "K_2", "a" * 50]))}
        return {}

    def noted(self, body: str) -> Mark:
        kind = self.draw(st.sampled_from(["footnote", "endnote", "comment"]))
        start = end = self.draw(st.integers(0, len(body)))
        who = when = label = ""
        if kind == "comment":
            who, when = self.draw(names), self.draw(st.sampled_from(DATES))
            end = self.draw(st.integers(start, len(body)))
        else:
            label = self.draw(st.sampled_from(["", "", "①", "*"]))
        inner = self.text("note", plain=self.draw(st.booleans()))
        inner = msgspec.structs.replace(
            inner, label="", lang="", marks=tuple(m for m in inner.marks if m.kind != kind)
        )
        same = self.draw(st.booleans())
        note = Note(inner.id if same else self.id(), kind, inner, label, who, when)
        self.notes.append(note)
        return Mark(start, end, kind, note.id)

    def table(self, depth: int = 0) -> Table:
        rows, columns = self.draw(st.integers(1, 4)), self.draw(st.integers(1, 4))
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        for row in range(rows):
            for column in range(columns):
                if (row, column) not in taken:
                    cells.append(self.cell(row, column, rows, columns, taken, depth))
        optional = st.booleans()
        nested = depth > 0
        return Table(
            self.id(), rows, columns, tuple(cells), self.draw(st.integers(0, rows)),
            self.text("caption", plain=True) if not nested and self.draw(optional) else None,
            self.text("unit", plain=True) if not nested and self.draw(optional) else None,
            self.text("source", plain=True) if not nested and self.draw(optional) else None,
            "" if nested else self.draw(st.sampled_from(["", "表2-3"])),
            self.draw(st.sampled_from(["", "Sheet 1"])), self.draw(langs),
        )  # fmt: skip

    def cell(self, row: int, column: int, rows: int, columns: int,
             taken: set[tuple[int, int]], depth: int) -> Cell:  # fmt: skip
        across = self.draw(st.integers(1, columns - column))
        down = self.draw(st.integers(1, rows - row))
        spot = {(row + r, column + c) for r in range(down) for c in range(across)}
        if spot & taken or self.draw(st.integers(0, 2)):
            across = down = 1
            spot = {(row, column)}
        taken |= spot
        nested = depth == 0 and self.draw(st.integers(0, 7)) == 0
        text = self.text(empty=self.draw(st.integers(0, 4)) == 0)
        text = msgspec.structs.replace(text, label="")
        value = self.draw(st.sampled_from([None, Decimal("213.50"), Decimal("-1")]))
        return Cell(
            row, column, text, down, across, value, "=A1&B2" if value else "",
            (self.table(1),) if nested else (),
        )  # fmt: skip

    def figure(self, picture: bytes) -> Figure:
        digest = digest_of_bytes(picture)
        self.assets[digest] = picture
        optional = st.booleans()
        said = st.sampled_from(["", "王五 摄", "2020年", "GS(2026)1号 <a>"])
        return Figure(
            self.id(), digest, "茶园 1.png",
            self.draw(st.sampled_from(["photograph", "map", "chart"])),
            self.text("caption", plain=True) if self.draw(optional) else None,
            self.text("caption", plain=True) if self.draw(optional) else None,
            self.draw(st.sampled_from(["", "图1-1"])), self.draw(said), self.draw(said),
            self.draw(said), self.draw(said), self.draw(said),
            self.draw(st.sampled_from([0.0, 60.5])), self.draw(st.sampled_from([0.0, 40.25])),
            self.draw(st.sampled_from(["", "12"])), self.draw(langs),
        )  # fmt: skip

    def utterance(self) -> Utterance:
        body = msgspec.structs.replace(self.text(), label="")
        return Utterance(self.id(), self.draw(names), body, self.draw(st.sampled_from([0.0, 1.5])),
                         self.draw(st.sampled_from([0.0, 12.25])), "录音1")  # fmt: skip

    def block(self, picture: bytes) -> Block:
        kind = self.draw(st.integers(0, 11))
        if kind == 0:
            return self.table()
        if kind == 1:
            return self.figure(picture)
        if kind == 2:
            return self.utterance()
        if kind in (3, 4):
            return self.text("heading")
        return self.text(self.draw(st.sampled_from(ROLES)))


def order(mark: Mark) -> tuple[Any, ...]:
    """Give the order in which equal manuscripts hold their marks."""
    return (mark.start, mark.end, mark.kind, mark.ref, mark.text, mark.who, mark.when)


def _clash(one: Mark, other: Mark) -> bool:
    """Say whether two marks would say the same of touching words, or one word two things."""
    if one.start == one.end or other.start == other.end:
        return one.kind == other.kind and one.start == other.start
    same = one.kind == other.kind
    group = ALONE.get(one.kind)
    apart = one.end < other.start or other.end < one.start
    return (same or (group is not None and group == ALONE.get(other.kind))) and not apart


def _with_glyph(body: str, marks: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...]]:
    mark = Mark(len(body), len(body) + 1, "glyph", "&KR0836;", "⿰木亞")
    return body + GLYPH, (*marks, mark)


@st.composite
def manuscripts(draw: Callable[[st.SearchStrategy[Any]], Any], picture: bytes) -> Made:
    """Draw a manuscript with every kind of block, mark and note, and the bytes of its pictures."""
    maker = Maker(draw)
    blocks = tuple(maker.block(picture) for _ in range(draw(st.integers(1, 6))))
    assets = tuple(
        Asset(digest, "image/png", len(data), "茶园 1.png", 4, 3)
        for digest, data in maker.assets.items()
    )
    kinds = {"footnote": 0, "endnote": 1, "comment": 2}
    notes = tuple(sorted(maker.notes, key=lambda note: kinds[note.kind]))
    manuscript = Manuscript(
        blocks, notes, assets, title=draw(names), lang=draw(st.sampled_from(["zh-Hans", "zh-Hant"])),
        author=draw(names), unit=draw(names),
    )  # fmt: skip
    return Made(manuscript, maker.assets)


class Made(msgspec.Struct, frozen=True):
    """A manuscript with its pictures."""

    manuscript: Manuscript
    assets: dict[str, bytes]


LOST: dict[str, dict[str, object]] = {
    "Manuscript": {"name": "", "source": "", "media_type": ""},
    "Text": {"origin": ()},
}
"""What a round trip does not keep: exactly the fields that docs/losses.md names."""


def comparable(value: Any) -> Any:
    """Give a manuscript as plain data without what is lost, marks in one order."""
    if isinstance(value, Text):
        value = msgspec.structs.replace(value, marks=tuple(sorted(value.marks, key=order)))
    if isinstance(value, msgspec.Struct):
        kind = type(value).__name__
        kept = [name for name in value.__struct_fields__ if name not in LOST.get(kind, {})]
        return {"": kind, **{name: comparable(getattr(value, name)) for name in kept}}
    if isinstance(value, tuple):
        return [comparable(item) for item in value]
    return value
