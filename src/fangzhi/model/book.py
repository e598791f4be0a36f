"""The book (书稿): a work with its entries at hand, numbered and cross-referenced."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.model.manuscript import Asset
from fangzhi.model.value import Value
from fangzhi.model.work import Entry, Node, Work, nodes_in


class IndexTerm(Value, frozen=True):
    """A word of the index (索引) and where it stands, as anchors that a renderer turns to pages.

    `key` sorts it (pinyin), `initial` is its letter A..Z; `places` are (block id, start) pairs.
    """

    term: str
    key: str
    initial: str
    kind: str = "主题"
    places: tuple[tuple[str, int], ...] = ()


class Target(Value, frozen=True):
    """What a cross-reference resolved to: stable id, and the label to show ("第三章第二节")."""

    id: str
    label: str


class Crossref(Value, frozen=True):
    """Words in a block that refer to another place, and where they lead ("" = nowhere)."""

    block: str
    start: int
    end: int
    text: str
    target: str = ""


class WordCount(Value, frozen=True):
    """字数 of one unit or node: typed characters, and how many entries they stand in.

    The words of a unit (`by_unit`) are counted under their nodes too: never add the two up.
    """

    name: str
    typed: int
    entries: int
    tables: int = 0
    figures: int = 0
    by_unit: bool = False


class Book(Value, frozen=True):
    """A compiled work: tree, entries by digest, references, index and counts. Renderers read this.

    `entries` holds every entry by its digest; `labels` the printed labels of tables and figures
    by block id ("表2-3"); `targets` what cross-references lead to, by node or block id.
    """

    work: Work
    entries: dict[str, Entry]
    assets: dict[str, Asset] = {}
    labels: dict[str, str] = {}
    crossrefs: tuple[Crossref, ...] = ()
    targets: dict[str, Target] = {}
    index: tuple[IndexTerm, ...] = ()
    counts: tuple[WordCount, ...] = ()

    @property
    def front(self) -> tuple[Node, ...]:
        """The nodes that stand before the contents (凡例, 编辑说明, 序)."""
        return self.work.front

    def entries_of(self, node: Node) -> tuple[Entry, ...]:
        """Give the entries that stand directly under a node."""
        return tuple(self.entries[ref.digest] for ref in node.entries)


def entries_in(book: Book) -> Iterator[tuple[Node, Entry]]:
    """Give every entry of the book with its node, front matter first, in reading order."""
    for _, node in nodes_in(book.work, front=True):
        for entry in book.entries_of(node):
            yield node, entry
