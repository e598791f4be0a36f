"""Blocks, entries and nodes as XHTML."""

from __future__ import annotations

from fangzhi.model.manuscript import Block, Figure, Note, Table, Utterance
from fangzhi.model.text import Text
from fangzhi.model.work import Entry, Node
from fangzhi.publish.html.inline import inline
from fangzhi.publish.html.sheet import Sheet, anchor
from fangzhi.publish.html.tables import table
from fangzhi.publish.legal import attribute, escaped

_ELEMENTS: dict[str, tuple[str, str]] = {
    "paragraph": ("p", ""),
    "heading": ("p", "subhead"),
    "caption": ("p", "caption"),
    "list": ("p", "item"),
    "quote": ("blockquote", ""),
    "verse": ("p", "verse"),
    "unit": ("p", "unit"),
    "source": ("p", "source"),
    "note": ("p", "remark"),
    "textbox": ("aside", "textbox"),
    "signature": ("p", "signature"),
}


def blocks(all_blocks: tuple[Block, ...], sheet: Sheet) -> str:
    """Give blocks one after another."""
    return "\n".join(block(each, sheet) for each in all_blocks)


def block(each: Block, sheet: Sheet) -> str:
    """Give one block."""
    match each:
        case Text():
            return _text(each, sheet)
        case Table():
            return table(each, sheet)
        case Figure():
            return _figure(each, sheet)
        case Utterance():
            return _utterance(each, sheet)


def _text(text: Text, sheet: Sheet) -> str:
    element, name = _ELEMENTS.get(text.role, ("p", ""))
    classes = " ".join(filter(None, (name, "centred" if text.align == "center" else "",
                                     "right" if text.align == "right" else "")))  # fmt: skip
    given = f' class="{classes}"' if classes else ""
    lang = f' lang="{attribute(text.lang)}" xml:lang="{attribute(text.lang)}"' if text.lang else ""
    label = f'<span class="label">{escaped(text.label)}</span>' if text.label else ""
    words = inline(text, sheet)
    if element == "blockquote":
        words = f"<p>{words}</p>"
    return f'<{element} id="{anchor(text.id)}"{given}{lang}>{label}{words}</{element}>'


def _figure(figure: Figure, sheet: Sheet) -> str:
    address = sheet.shared.pictures.get(figure.asset)
    title = figure.title.text if figure.title else figure.description or figure.name or "图"
    if address is None:
        sheet.shared.say(f"图“{title[:20]}”未能取得，网页和电子书上只有图题。请补送原图。")
        picture = '<p class="missing">（缺图）</p>'
    else:
        picture = (
            f'<img src="{attribute(address)}" alt="{attribute(figure.description or title)}"/>'
        )
    label = sheet.shared.book.labels.get(figure.id, figure.label)
    caption = [_figure_title(figure, label, sheet)]
    if figure.caption is not None:
        caption.append(f'<p class="legend">{inline(figure.caption, sheet)}</p>')
    facts = (figure.date, figure.place, figure.credit, figure.map_approval)
    told = "　".join(escaped(fact) for fact in facts if fact and fact not in title)
    caption.append(f'<p class="credit">{told}</p>' if told else "")
    inside = "".join(caption)
    shown = f"<figcaption>{inside}</figcaption>" if inside else ""
    return f'<figure class="picture" id="{anchor(figure.id)}">{picture}{shown}</figure>'


def _figure_title(figure: Figure, label: str, sheet: Sheet) -> str:
    if figure.title is None:
        return f"<p>{escaped(label)}</p>" if label else ""
    words = inline(figure.title, sheet)
    own = figure.title.text.replace(" ", "").startswith(label)
    shown = words if own or not label else f"{escaped(label)}　{words}"
    return f'<p id="{anchor(figure.title.id)}">{shown}</p>'


def _utterance(said: Utterance, sheet: Sheet) -> str:
    minutes, seconds = divmod(int(said.start), 60)
    time = f'<span class="time">{minutes:02d}:{seconds:02d}</span>' if said.end else ""
    words = inline(said.body, sheet)
    return (
        f'<p class="utterance" id="{anchor(said.id)}"><span class="speaker">{escaped(said.speaker)}'
        f"</span>{time}{words}</p>"
    )


def entry(each: Entry, sheet: Sheet, level: int) -> str:
    """Give an entry: its head, its blocks, and the line by which it is cited (site only)."""
    sheet.notes |= {note.id: note for note in each.manuscript.notes}
    head = ""
    if each.title is not None:
        tag = f"h{min(level, 6)}"
        head = f'<{tag} class="entry-head" id="{anchor(each.title.id)}">{inline(each.title, sheet)}</{tag}>'
    body = blocks(each.manuscript.blocks, sheet)
    cite = _cite(each, sheet) if sheet.shared.dialect == "site" and each.title is not None else ""
    lang = each.manuscript.lang
    given = (
        f' lang="{attribute(lang)}" xml:lang="{attribute(lang)}"'
        if lang not in ("", "zh-Hans")
        else ""
    )
    element = "article" if each.title is not None else "div"
    return f'<{element} class="entry" id="{anchor(each.id)}"{given}>{head}{body}{cite}</{element}>'


def _cite(each: Entry, sheet: Sheet) -> str:
    title = each.title.text.strip("【】 ") if each.title else ""
    words = f"引用：《{sheet.shared.book.work.title}》“{title}”，条目 {each.id}"
    return f'<p class="cite">{escaped(words)}</p>'


def heading(node: Node, sheet: Sheet, level: int) -> str:
    """Give the heading of a node."""
    tag = f"h{min(level, 6)}"
    words = f'<span class="number">{escaped(node.label)}</span> ' if node.label else ""
    place = f' id="{anchor(node.heading.id)}"' if node.heading is not None else ""
    return f'<{tag}{place} class="node">{words}{escaped(node.title)}</{tag}>'


def notes(sheet: Sheet) -> str:
    """Give the notes that the page has called, each leading back to its place."""
    items = []
    position = 0
    while position < len(sheet.called):  # a note's own words may call further notes
        items.append(_note(sheet.called[position], position + 1, sheet))
        position += 1
    if not items:
        return ""
    kind = ' epub:type="footnotes"' if sheet.shared.dialect == "epub" else ""
    return f'<section class="notes"{kind} aria-label="注释"><h2 class="notes-head">注释</h2>{"".join(items)}</section>'


def _note(note: Note, number: int, sheet: Sheet) -> str:
    here, back = f"n-{anchor(note.id)}", f"r-{anchor(note.id)}"
    kind = ' epub:type="footnote"' if sheet.shared.dialect == "epub" else ""
    words = inline(note.body, sheet)
    return (
        f'<aside class="note" id="{attribute(here)}"{kind} role="doc-footnote">'
        f'<p><a href="#{attribute(back)}" aria-label="回到正文">{number}</a> {words}</p></aside>'
    )


def node_tree(node: Node, sheet: Sheet, level: int) -> str:
    """Give a node with all that stands under it."""
    parts = [
        f'<section id="{anchor(node.id)}" class="{_class(node)}">',
        heading(node, sheet, level),
    ]
    parts += [entry(each, sheet, level + 1) for each in sheet.shared.book.entries_of(node)]
    parts += [node_tree(below, sheet, level + 1) for below in node.nodes]
    parts.append("</section>")
    return "\n".join(parts)


def _class(node: Node) -> str:
    return "chronology" if node.kind == "大事记" else "part"
