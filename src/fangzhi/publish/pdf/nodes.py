"""The tree of a work as typst source: openings, heads, entries."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.model.manuscript import Note
from fangzhi.model.text import Text, marks_of
from fangzhi.model.work import Entry, Node
from fangzhi.publish.captions import numbered_title
from fangzhi.publish.pdf.blocks import entry_source
from fangzhi.publish.pdf.inline import inline
from fangzhi.publish.pdf.literal import literal
from fangzhi.publish.pdf.setting import Setting

OPENINGS = {
    "卷": "part", "编": "part", "篇": "part", "章": "chapter", "节": "section", "目": "topic",
    "子目": "minor", "类目": "band", "分目": "branch", "次分目": "topic", "条目": "topic",
    "前置": "band", "后置": "band", "大事记": "band", "人物": "band", "附录": "band", "索引": "band",
}  # fmt: skip
"""How a node of each kind opens; 书 is the book itself and opens nothing."""
NEW_PAGE = {"part", "band", "chapter"}
BELOW = {"band": "chapter", "chapter": "section", "part": "chapter"}
"""What an opening becomes where it stands inside another of its own rank."""
BRIEF = 160
"""So many characters may stand on the title page of a part."""
DEEPEST = 6


def tree_source(setting: Setting, nodes: tuple[Node, ...]) -> str:
    """Give the markup of nodes with all below them."""
    return "".join(part for node in nodes for part in _node(setting, node, 1, "", False))


def _node(setting: Setting, node: Node, level: int, above: str, dated: bool) -> Iterator[str]:
    opening = _opening(node, above)
    if opening == "part" and setting.classical:
        opening = "chapter"  # an old 卷 is short: it takes a new page, not a leaf of its own
    if opening == "chapter" and above == "part" and setting.short_chapters:
        opening = "passage"
    if dated and opening not in NEW_PAGE:
        opening = "month"
    dated = dated or node.kind == "大事记"
    setting.openings += opening in NEW_PAGE
    entries = "".join(
        part
        for entry in setting.book.entries_of(node)
        for part in _entry(setting, entry, node, level + bool(opening), dated)
    )
    if opening == "part" and _is_brief(setting, node):
        yield _head(setting, node, opening, level, entries)
    else:
        yield (_head(setting, node, opening, level) if opening else "") + entries
    for below in node.nodes:
        yield from _node(setting, below, level + bool(opening), opening or above, dated)


def _is_brief(setting: Setting, node: Node) -> bool:
    """Say whether what stands before the first chapter of a part fits its title page."""
    blocks = [block for entry in setting.book.entries_of(node) for block in entry.manuscript.blocks]
    words = sum(len(block.text) for block in blocks if isinstance(block, Text))
    return bool(node.nodes) and words <= BRIEF and all(isinstance(b, Text) for b in blocks)


def _opening(node: Node, above: str) -> str:
    opening = OPENINGS.get(node.kind, "")
    if opening == above and opening in BELOW:
        return BELOW[opening]
    return BELOW.get(opening, opening) if above == "chapter" and opening == "band" else opening


def _head(setting: Setting, node: Node, opening: str, level: int, words: str = "") -> str:
    """Give the head of a node; `words` stand on its title page."""
    title = node.title or (node.heading.text if node.heading else "")
    short = numbered_title(node.label, title)
    after = setting.anchor(node.id)
    if node.heading is not None:
        after += _hung(setting, node.heading, setting.notes)
    if words:
        after += "\n" + words
    return (f"#{opening}({min(level, DEEPEST)}, {literal(node.label)}, {_words(setting, title)}, "
            f"{literal(short)}, [{after}])\n\n")  # fmt: skip


def _words(setting: Setting, words: str) -> str:
    """Give a head as one literal; a character that no font has becomes 〓 there."""
    for character in words:
        if character not in setting.held and not character.isspace():
            setting.gaps[character] = setting.gaps.get(character, 0) + 1
    return literal("".join(
        one if one in setting.held or one.isspace() else "〓" for one in words.strip()))  # fmt: skip


def _hung(setting: Setting, head: Text, notes: dict[str, Note]) -> str:
    """Give what hangs on a head: anchors, index places, notes. Its words are set without them."""
    made = setting.anchor(head.id)
    made += "".join(setting.place(head.id, at) for at in setting.places.get(head.id, ()))
    for mark in marks_of(head, "footnote", "endnote"):
        if mark.ref in notes:
            made += f"#footnote[{inline(setting, notes[mark.ref].body, {})}]"
    return made


def _entry(setting: Setting, entry: Entry, node: Node, level: int, dated: bool) -> Iterator[str]:
    setting.entry = entry.id
    title = entry.title.text.strip() if entry.title is not None else ""
    if title == node.title.strip():
        title = ""
    notes = {note.id: note for note in entry.manuscript.notes}
    after = setting.anchor(entry.id)
    if entry.title is not None:
        after += _hung(setting, entry.title, notes)
    lead = ""
    if title and setting.yearbook and not dated:
        name = _words(setting, title if title.startswith("【") else f"【{title}】")
        lead = f"#lead({min(level, DEEPEST)}, {name}, [{after}])"
    elif title:
        label = entry.title.label if entry.title is not None else ""
        yield (f"#topic({min(level, DEEPEST)}, {literal(label)}, {_words(setting, title)}, "
               f"\"\", [{after}])\n\n")  # fmt: skip
    elif after:
        yield after + "\n"
    yield entry_source(setting, entry.manuscript, lead, dated=dated)
    setting.entry = ""
