"""What one setting of a book needs to know everywhere, and what it notes down on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from fangzhi.model.book import Book, Crossref, entries_in
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript, Note, tables, texts_in
from fangzhi.model.text import Text, marks_of
from fangzhi.model.work import Node, nodes_in

PUBLISH_RULE = "成书"
"""The rule name of findings about what a format cannot show."""

FULL_PAGE = 1000
"""About so many characters fill a page."""
YEARBOOK_KINDS = {"类目", "分目", "次分目"}


@dataclass
class Setting:
    """One book being set: its links and index places, its pictures, and findings so far.

    `anchors` maps ids that something points at to label names; `places` maps (block, start) of
    index terms to label names; `pictures` maps usable pictures to file names.
    """

    book: Book
    held: frozenset[str]
    pictures: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    places: dict[str, dict[int, str]] = field(default_factory=dict)
    crossrefs: dict[str, list[Crossref]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)
    gaps: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    entry: str = ""
    tables: int = 0
    openings: int = 0

    @cached_property
    def yearbook(self) -> bool:
        """Say whether heads stand in 【】 before the words, as yearbooks have them."""
        if "年鉴" in self.book.work.kind:
            return True
        return any(node.kind in YEARBOOK_KINDS for _, node in nodes_in(self.book.work))

    @property
    def classical(self) -> bool:
        """Say whether the work is an old one kept in traditional script."""
        return self.book.work.lang.lower().startswith(("zh-hant", "lzh"))

    @cached_property
    def short_chapters(self) -> bool:
        """Say whether most chapters fill less than a page: then they run on."""
        lengths = sorted(
            _length(self.book, node) for _, node in nodes_in(self.book.work) if node.kind == "章"
        )
        return bool(lengths) and lengths[len(lengths) // 2] < FULL_PAGE

    @cached_property
    def notes(self) -> dict[str, Note]:
        """Give every note of the book by its id."""
        return {
            note.id: note for _, entry in entries_in(self.book) for note in entry.manuscript.notes
        }

    @cached_property
    def hung(self) -> frozenset[str]:
        """Give the notes that heads call: they stand under their page, whatever their kind."""
        heads = [node.heading for _, node in nodes_in(self.book.work, front=True)]
        heads += [entry.title for _, entry in entries_in(self.book)]
        return frozenset(
            mark.ref for head in heads if head for mark in marks_of(head, "footnote", "endnote")
        )

    def note(self, message: str, *, block: str = "", text: str = "") -> None:
        """Note a finding about what could not be shown."""
        self.findings.append(
            Finding(PUBLISH_RULE, "式", message, block, 0, 0, text, entry=self.entry,
                    confidence="certain")
        )  # fmt: skip

    def leave_out(self, what: str) -> None:
        """Count something that the printed book leaves out on purpose."""
        self.left_out[what] = self.left_out.get(what, 0) + 1

    def anchor(self, name: str) -> str:
        """Give the typst mark that links to this id go to, once; "" where nothing points here."""
        label = self.anchors.get(name)
        if label is None or label in self.placed:
            return ""
        self.placed.add(label)
        return f"#metadata(none)<{label}>"

    def place(self, block: str, start: int) -> str:
        """Give the typst mark of an index place, once."""
        label = self.places[block][start]
        if label in self.placed:
            return ""
        self.placed.add(label)
        return f"#metadata(none)<{label}>"


def set_up(book: Book, held: frozenset[str], pictures: dict[str, str]) -> Setting:
    """Prepare the setting of a book: number what is pointed at."""
    setting = Setting(book, held, pictures)
    known = set(_ids_in(book))
    for reference in book.crossrefs:
        setting.crossrefs.setdefault(reference.block, []).append(reference)
        if reference.target in known:
            setting.anchors.setdefault(reference.target, f"t{len(setting.anchors)}")
    count = 0
    for term in book.index:
        for block, start in term.places:
            here = setting.places.setdefault(block, {})
            if block in known and start not in here:
                here[start] = f"i{count}"
                count += 1
    return setting


def _length(book: Book, node: Node) -> int:
    own = (
        len(block.text)
        for entry in book.entries_of(node)
        for block in entry.manuscript.blocks
        if isinstance(block, Text)
    )
    return sum(own) + sum(_length(book, below) for below in node.nodes)


def _ids_in(book: Book) -> Iterator[str]:
    for _, node in nodes_in(book.work, front=True):
        yield node.id
        if node.heading is not None:
            yield node.heading.id
        for entry in book.entries_of(node):
            yield entry.id
            if entry.title is not None:
                yield entry.title.id
            yield from _ids_of(entry.manuscript)


def _ids_of(manuscript: Manuscript) -> Iterator[str]:
    for block in manuscript.blocks:
        yield block.id
        yield from (text.id for text in texts_in(block))
    for table in tables(manuscript):
        yield table.id
    yield from (note.body.id for note in manuscript.notes)


def without_indent(text: Text) -> int:
    """Count the spaces that an author typed for the indent, which the page makes itself."""
    return len(text.text) - len(text.text.lstrip(" \u3000\t"))
