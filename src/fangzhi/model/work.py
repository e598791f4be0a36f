"""Entries and the work: a tree of nodes that refer to entries by id and digest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from fangzhi.model.agent import Period, Rights
from fangzhi.model.evidence import Derivation
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.value import Value, digest_of


class Entry(Value, frozen=True):
    """One entry (条目): its own small manuscript with an id that lasts.

    `title` is the head as a text ("" for words that stand under a node without a head of their
    own); `genre` is 述 记 志 传 图 表 录 考; `doc` names the file it was handed in with.
    """

    id: str
    manuscript: Manuscript
    title: Text | None = None
    unit: str = ""
    genre: str = ""
    doc: str = ""
    kind: str = ""
    period: Period = Period()
    rights: Rights = Rights()
    derivations: tuple[Derivation, ...] = ()
    switches: tuple[tuple[str, str], ...] = ()


class Ref(Value, frozen=True):
    """Names an entry in one state: id@digest."""

    entry: str
    digest: str


def ref_to(entry: Entry) -> Ref:
    """Name this entry as it is now."""
    return Ref(entry.id, digest_of(entry))


NodeKind = Literal[
    "书", "卷", "编", "篇", "章", "节", "目", "子目", "类目", "分目", "次分目", "条目",
    "前置", "后置", "大事记", "人物", "附录", "索引",
]  # fmt: skip


class Node(Value, frozen=True):
    """A place in the outline (篇目): its kind, number and title, entries and nodes below.

    `label` is the number as printed ("第一章", "一、"), given by compile. `heading` is the
    heading's text with its origin, so that rules and comments reach it.
    """

    id: str
    kind: NodeKind
    title: str
    label: str = ""
    heading: Text | None = None
    unit: str = ""
    entries: tuple[Ref, ...] = ()
    nodes: tuple[Node, ...] = ()

    @property
    def digest(self) -> str:
        """One digest for this node and all below it: what a seal (定稿锁定) signs."""
        return digest_of((self.id, self.kind, self.title, self.label, self.entries,
                          tuple(node.digest for node in self.nodes)))  # fmt: skip


class Person(Value, frozen=True):
    """A name in the front matter with its duty (主编, 编委, 摄影 …)."""

    duty: str
    name: str
    note: str = ""


class Imprint(Value, frozen=True):
    """What the title and imprint pages say; an empty item is printed as a blank to fill in."""

    subtitle: str = ""
    compiler: str = ""
    publisher: str = ""
    place: str = ""
    date: str = ""
    isbn: str = ""
    cip: str = ""
    map_approval: str = ""
    notice: str = ""
    people: tuple[Person, ...] = ()


class Work(Value, frozen=True):
    """A work (志书/年鉴): what it is, and the tree of nodes whose leaves name entries.

    `kind` is a key of compile's kinds table (县志, 综合年鉴, 村志 …). `notice` in the imprint is
    printed on every page and format (for instance 示例·全部虚构). `front` are the nodes that stand
    before the contents (序, 凡例, 编辑说明).
    """

    id: str
    title: str
    kind: str
    nodes: tuple[Node, ...] = ()
    front: tuple[Node, ...] = ()
    area: str = ""
    period: Period = Period()
    volume_year: int = 0
    imprint: Imprint = Imprint()
    lang: str = "zh-Hans"
    rights: Rights = Rights()

    @property
    def digest(self) -> str:
        """One digest for the whole work."""
        return digest_of((self.id, self.title, self.kind, self.area, self.period,
                          self.volume_year, self.imprint,
                          tuple(node.digest for node in self.front + self.nodes)))  # fmt: skip


class Made(Value, frozen=True):
    """One thing that went into an edition: role (source, rules, font, program), name, digest."""

    role: str
    name: str
    digest: str


class Edition(Value, frozen=True):
    """A frozen work (版次) with the manifest of everything that made it."""

    work: Work
    digest: str
    made_of: tuple[Made, ...] = ()


def walk(*nodes: Node) -> Iterator[Node]:
    """Give these nodes and all below them, in reading order."""
    for node in nodes:
        yield node
        yield from walk(*node.nodes)


def nodes_in(work: Work, *, front: bool = False) -> Iterator[tuple[int, Node]]:
    """Give every node with its depth (0 outermost), in reading order; the front when asked for."""

    def walk(nodes: tuple[Node, ...], depth: int) -> Iterator[tuple[int, Node]]:
        for node in nodes:
            yield depth, node
            yield from walk(node.nodes, depth + 1)

    if front:
        yield from walk(work.front, 0)
    yield from walk(work.nodes, 0)
