"""What the markup of a page must know: where targets stand, which notes it holds, where pictures lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fangzhi.model.book import Book, Crossref
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Note
from fangzhi.publish.legal import attribute, illegal_in

Dialect = Literal["site", "epub"]


def anchor(identifier: str) -> str:
    """Give the id attribute's value for a node, entry, block or note: it starts with a letter."""
    return f"x{identifier}"


def lang_of(lang: str) -> str:
    """Give the language attributes of an element, "" for the language around it."""
    return f' lang="{attribute(lang)}" xml:lang="{attribute(lang)}"' if lang else ""


@dataclass
class Shared:
    """What all pages of one rendering share.

    `targets` gives the file in which an id stands; `inside` the block that has an anchor, for
    texts that have none of their own (cells, units, notes).
    """

    book: Book
    dialect: Dialect
    pictures: Mapping[str, str]
    crossrefs: dict[str, tuple[Crossref, ...]] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)

    def address(self, identifier: str, file: str = "") -> str:
        """Give the address of an id as written on page `file`, "" when it stands nowhere."""
        page = self.targets.get(identifier)
        if page is None:
            return ""
        place = anchor(self.inside.get(identifier, identifier))
        return f"{'' if page == file else page}#{place}"

    def say(self, message: str, block: str = "") -> None:
        """Report once what cannot be shown as the manuscript has it."""
        if message not in self.findings:
            self.findings[message] = Finding(
                "成书", "式", message, block=block, confidence="certain"
            )


def share(book: Book, dialect: Dialect, pictures: Mapping[str, str]) -> Shared:
    """Gather what all pages share; `targets` (id → file) is filled when pages are laid out."""
    references: defaultdict[str, list[Crossref]] = defaultdict(list)
    for reference in book.crossrefs:
        references[reference.block].append(reference)
    known = {block: tuple(found) for block, found in references.items()}
    notes = {
        note.id: note
        for entry in book.entries.values()
        for note in entry.manuscript.notes
        if note.kind != "comment"
    }
    return Shared(book, dialect, pictures, known, notes=notes)


@dataclass
class Sheet:
    """One page in the making: notes in the order they are called.

    `deeper` is added to the level of headings inside a manuscript, so that they nest under its
    entry; `placed` holds the ids that already stand on the page.
    """

    shared: Shared
    file: str
    called: list[Note] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    deeper: int = 0

    def href(self, target: str) -> str:
        """Give the address of a target from this page, "" when it has none."""
        return self.shared.address(target, self.file)

    def place(self, identifier: str) -> str:
        """Give the id attribute of an element; "" the second time, for an id stands once a page."""
        name = anchor(identifier)
        if name in self.placed:
            return ""
        self.placed.add(name)
        return f' id="{attribute(name)}"'

    def call(self, identifier: str) -> int:
        """Give the number of a note on this page; 0 when the manuscript does not hold it."""
        if identifier in self.numbers:
            return self.numbers[identifier]
        note = self.shared.notes.get(identifier)
        if note is None:
            self.shared.say("正文中有注码，但稿中没有这条注文，未能排出。请补上注文。")
            return 0
        self.called.append(note)
        self.numbers[identifier] = len(self.called)
        return len(self.called)

    def check(self, words: str, block: str) -> None:
        """Report characters that XML cannot hold."""
        bad = illegal_in(words)
        if bad:
            codes = "、".join(f"U+{ord(c):04X}" for c in bad)
            self.shared.say(
                f"文中有网页容不下的控制字符（{codes}），已用“�”占位，请核对原稿。", block
            )
