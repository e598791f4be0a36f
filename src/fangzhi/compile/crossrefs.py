"""Cross-references (互见): "见第三章第二节", "表2-3" resolved to nodes, tables and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.compile.labels import plain_label
from fangzhi.model.book import Crossref, Target
from fangzhi.model.manuscript import Block, Figure, Table, texts
from fangzhi.model.work import Entry, Node, walk
from fangzhi.zh.numerals import parse_number

_DIGITS = "零〇一二三四五六七八九十百0-9"
_REFERENCE = re.compile(
    rf"(?P<path>(?:第[{_DIGITS}]{{1,5}}[卷编篇章节目])+)"
    r"|(?P<item>附?[表图]\s?\d{1,3}(?:[-—–－.．·]\d{1,3}){0,2})(?!\d)"
)
_PART = re.compile(rf"第([{_DIGITS}]+)([卷编篇章节目])")
_NAMED = "见参详由按依据照同在于（(和与及、"
_BEFORE_ITEM = _NAMED + "如，。；：:;,“"
_POINT = re.compile(r"[.．·]")


def targets_of(top: tuple[Node, ...], labels: dict[str, str]) -> dict[str, Target]:
    """Give everything that can be referred to, by id: nodes with numbers, tables, pictures."""
    targets = {id: Target(id, label) for id, label in labels.items()}
    for node in walk(*top):
        targets[node.id] = Target(node.id, f"{node.label} {node.title}".strip())
    return targets


def crossrefs_in(
    top: tuple[Node, ...], entries: dict[str, Entry], labels: dict[str, str]
) -> tuple[Crossref, ...]:
    """Find every reference and where it leads; `target` "" when the place is not in this work.

    A table or picture is looked for in the same document, then the same top node, then the work;
    a chapter path from the innermost node outwards. A label that two places bear leads nowhere
    unless one of them is nearer.
    """
    found: list[Crossref] = []
    items = _Items(top, entries, labels)
    for chapter in top:
        for trail, node in _trails(chapter, ()):
            for ref in node.entries:
                entry = entries[ref.digest]
                found += _in_entry(entry, (*trail, node), top, items)
    return tuple(found)


def _trails(node: Node, trail: tuple[Node, ...]) -> Iterator[tuple[tuple[Node, ...], Node]]:
    yield trail, node
    for below in node.nodes:
        yield from _trails(below, (*trail, node))


def _in_entry(
    entry: Entry, trail: tuple[Node, ...], top: tuple[Node, ...], items: _Items
) -> Iterator[Crossref]:
    captions = {
        block.title.id
        for block in entry.manuscript.blocks
        if isinstance(block, Table | Figure) and block.title is not None
    }
    for text in texts(entry.manuscript):
        if text.id in captions or text.role in ("caption", "heading"):
            continue
        for match in _REFERENCE.finditer(text.text):
            before = text.text[max(0, match.start() - 1) : match.start()]
            words = match[0]
            if match["item"]:
                if before.strip() and before not in _BEFORE_ITEM:
                    continue  # 代表218人: no reference
                words, target = items.read(words, entry.doc, trail[0])
            else:
                target = _find_path(match["path"], trail, top)
                if target == "" and before not in _NAMED:
                    continue  # 第二节课, 第三章法律草案: a number, not a reference
            yield Crossref(text.id, match.start(), match.start() + len(words), words, target)


def _find_path(path: str, trail: tuple[Node, ...], top: tuple[Node, ...]) -> str:
    parts = [(_ordinal(number), unit) for number, unit in _PART.findall(path)]
    for scope in (*(node.nodes for node in reversed(trail)), top):
        found = [node for node in scope if _matches(node, parts[0])]
        for part in parts[1:]:
            found = [below for node in found for below in node.nodes if _matches(below, part)]
        if len(found) == 1:
            return found[0].id
    return ""


def _matches(node: Node, part: tuple[int, str]) -> bool:
    match = _PART.fullmatch(node.label)
    return match is not None and (_ordinal(match[1]), match[2]) == part


def _ordinal(text: str) -> int:
    number = parse_number(text)
    return int(number.value) if number is not None else -1


class _Items:
    """Labels of tables and pictures with the document and top node they stand in."""

    def __init__(
        self, top: tuple[Node, ...], entries: dict[str, Entry], labels: dict[str, str]
    ) -> None:
        self.places: dict[str, list[tuple[str, str, str]]] = {}
        for chapter in top:
            for node in walk(chapter):
                for ref in node.entries:
                    entry = entries[ref.digest]
                    for block in entry.manuscript.blocks:
                        self._note(block, entry.doc, chapter.id, labels)

    def _note(self, block: Block, doc: str, chapter: str, labels: dict[str, str]) -> None:
        label = labels.get(block.id, "")
        if label:
            self.places.setdefault(plain_label(label), []).append((block.id, doc, chapter))

    def read(self, words: str, doc: str, chapter: Node) -> tuple[str, str]:
        """Give how much of these words is a label, and where it leads; 表2.1 may be 表2 and more."""
        target = self._find(words, doc, chapter)
        if target or not _POINT.search(words):
            return words, target
        head = _POINT.split(words)[0]
        return head, self._find(head, doc, chapter)

    def _find(self, label: str, doc: str, chapter: Node) -> str:
        places = self.places.get(plain_label(label), [])
        for near in (
            [id for id, where, _ in places if where == doc],
            [id for id, _, where in places if where == chapter.id],
            [id for id, _, _ in places],
        ):
            if len(near) == 1:
                return near[0]
        return ""
