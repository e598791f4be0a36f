"""Blocks, entries and nodes as XHTML."""

from __future__ import annotations

from itertools import groupby

from fangzhi.model.manuscript import Block, Figure, Table, Utterance
from fangzhi.model.text import Text
from fangzhi.model.work import Entry, Node
from fangzhi.publish.html import notes
from fangzhi.publish.html.figures import figure
from fangzhi.publish.html.inline import calls, inline
from fangzhi.publish.html.sheet import Sheet, anchor, lang_of
from fangzhi.publish.html.tables import table
from fangzhi.publish.legal import attribute, escaped

_ELEMENTS: dict[str, tuple[str, str]] = {
    "paragraph": ("p", ""),
    "caption": ("p", "caption"),
    "quote": ("blockquote", ""),
    "verse": ("p", "verse"),
    "unit": ("p", "unit"),
    "source": ("p", "source"),
    "note": ("p", "remark"),
    "textbox": ("aside", "textbox"),
    "signature": ("p", "signature"),
}
_ALIGN = {"center": "centred", "right": "right"}


def blocks(all_blocks: tuple[Block, ...], sheet: Sheet) -> str:
    """Give blocks one after another, list lines gathered into lists."""
    parts = []
    for listed, group in groupby(all_blocks, _in_list):
        before = len(sheet.called)
        if listed:
            items = "\n".join(block(each, sheet) for each in group)
            parts.append(notes.beside(f'<ul class="items">\n{items}\n</ul>', before, sheet))
            continue
        for each in group:
            before = len(sheet.called)
            parts.append(notes.beside(block(each, sheet), before, sheet))
    return "\n".join(parts)


def _in_list(each: Block) -> bool:
    return isinstance(each, Text) and each.role == "list"


def block(each: Block, sheet: Sheet) -> str:
    """Give one block."""
    match each:
        case Text():
            return _text(each, sheet)
        case Table():
            return table(each, sheet)
        case Figure():
            return figure(each, sheet)
        case Utterance():
            return _utterance(each, sheet)


def _text(text: Text, sheet: Sheet) -> str:
    element, name = _ELEMENTS.get(text.role, ("p", ""))
    if text.role == "heading":
        element, name = f"h{min(max(text.level + sheet.deeper, 2), 6)}", "subhead"
    elif text.role == "list":
        element, name = "li", f"depth-{min(max(text.level, 1), 9)}"
    classes = " ".join(filter(None, (name, _ALIGN.get(text.align, ""))))
    given = f' class="{classes}"' if classes else ""
    label = f'<span class="label">{escaped(text.label)}</span>' if text.label else ""
    words = inline(text, sheet)
    if element in ("blockquote", "aside"):
        words = f"<p>{words}</p>"
    return f"<{element}{sheet.place(text.id)}{given}{lang_of(text.lang)}>{label}{words}</{element}>"


def _utterance(said: Utterance, sheet: Sheet) -> str:
    minutes, seconds = divmod(int(said.start), 60)
    time = f'<span class="time">{minutes:02d}:{seconds:02d}</span>' if said.end else ""
    speaker = f'<span class="speaker">{escaped(said.speaker)}</span>' if said.speaker else ""
    words = inline(said.body, sheet)
    return f'<p class="utterance"{sheet.place(said.id)}>{speaker}{time}{words}</p>'


def entry(each: Entry, node: Node, sheet: Sheet, level: int) -> str:
    """Give an entry: its head, its blocks, its notes, and (website) how it is cited."""
    manuscript = each.manuscript
    place, head = sheet.place(each.id), ""
    if each.title is not None:
        head = _entry_head(each.title, sheet, level)
        level += 1
    heads = [b.level for b in manuscript.blocks if isinstance(b, Text) and b.role == "heading"]
    sheet.deeper = level - min(heads, default=1)
    body = blocks(manuscript.blocks, sheet)
    rest = notes.uncalled(manuscript, sheet)
    cite = _cite(each, node, sheet) if sheet.shared.dialect == "site" else ""
    lang = lang_of(manuscript.lang if manuscript.lang != sheet.shared.book.work.lang else "")
    element = "article" if each.title is not None else "div"
    return f'<{element} class="entry"{place}{lang}>{head}\n{body}{rest}{cite}</{element}>'


def _entry_head(title: Text, sheet: Sheet, level: int) -> str:
    tag = f"h{min(level, 6)}"
    before = len(sheet.called)
    head = f'<{tag} class="entry-head"{sheet.place(title.id)}>{inline(title, sheet)}</{tag}>'
    return notes.beside(head, before, sheet)


def _cite(each: Entry, node: Node, sheet: Sheet) -> str:
    title = each.title.text.strip("【】 ") if each.title else node.title
    whole = escaped(f"《{sheet.shared.book.work.title}》“{title}”")
    address = attribute(f"entries.html#{anchor(each.id)}")
    return (
        f'<p class="cite"><span>引用</span> {whole}，条目 '
        f'<a href="{address}">{escaped(each.id)}</a></p>'
    )


def heading(node: Node, sheet: Sheet, level: int) -> str:
    """Give the heading of a node."""
    tag = f"h{min(level, 6)}"
    place = sheet.place(node.heading.id) if node.heading is not None else ""
    number = f'<span class="number">{escaped(node.label)}</span> ' if node.label else ""
    before = len(sheet.called)
    sheet.check(node.label + node.title, node.id)
    words = escaped(node.title)
    if node.heading is not None and node.heading.text == node.title:
        words = inline(node.heading, sheet)
    elif node.heading is not None:
        # the number is cut off the title, so that marks no longer fit: only the notes are kept
        words += calls(node.heading, sheet)
    return notes.beside(f'<{tag}{place} class="node">{number}{words}</{tag}>', before, sheet)


def node_tree(node: Node, sheet: Sheet, level: int) -> str:
    """Give a node with all that stands under it."""
    name = "chronology" if node.kind == "大事记" else "part"
    parts = [f'<section{sheet.place(node.id)} class="{name}">', heading(node, sheet, level)]
    parts += [entry(each, node, sheet, level + 1) for each in sheet.shared.book.entries_of(node)]
    parts += [node_tree(below, sheet, level + 1) for below in node.nodes]
    parts.append("</section>")
    return "\n".join(parts)
