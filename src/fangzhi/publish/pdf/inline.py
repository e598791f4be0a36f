"""A text with its marks becomes a row of typst string literals in styling calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fangzhi.model.manuscript import Note
from fangzhi.model.text import GLYPH, Mark, Text
from fangzhi.publish.pdf.literal import literal
from fangzhi.publish.pdf.setting import Setting

STYLES = {
    "strong": "strong",
    "emphasis": "dotted",
    "underline": "lined",
    "strike": "strike",
    "superscript": "raised",
    "subscript": "lowered",
    "small": "smaller",
    "note": "gloss",
    "doubtful": "doubtful",
}
"""Marks that change how words look, in the order in which they wrap, innermost first."""
OVER = {*STYLES, "link", "ruby", "formula", "glyph"}
"""Marks that a segment must know; others (quotation, entity …) do not show in print."""
LINKS = ("http://", "https://", "mailto:")

Notes = dict[str, Note]


def inline(setting: Setting, text: Text, notes: Notes, start: int = 0) -> str:
    """Give the markup of a text from code point `start` on: literals, marks, notes, anchors."""
    marks = [mark for mark in text.marks if mark.kind in OVER and mark.end > mark.start]
    points = _points(setting, text, notes)
    references = setting.crossrefs.get(text.id, ())
    cuts = {start, len(text.text), *(at for at in points if at >= start)}
    for spans in (marks, references):
        cuts.update(edge for span in spans for edge in (span.start, span.end) if edge > start)
    order = sorted(cut for cut in cuts if cut <= len(text.text))
    parts = list(points.get(start, ()))
    for left, right in pairwise(order):
        over = [mark for mark in marks if mark.start <= left and mark.end >= right]
        goal = next((ref.target for ref in references
                     if ref.start <= left and ref.end >= right), "")  # fmt: skip
        parts.append(_segment(setting, text.text[left:right], over, goal))
        parts.extend(points.get(right, ()))
    return setting.anchor(text.id) + "".join(parts)


def plain(setting: Setting, words: str) -> str:
    """Give the markup of words without marks."""
    return _segment(setting, words, [], "")


def _points(setting: Setting, text: Text, notes: Notes) -> dict[int, list[str]]:
    """Give what stands between characters: index places, notes, small pictures, leaf marks."""
    found: dict[int, list[str]] = {}
    for start in setting.places.get(text.id, ()):
        found.setdefault(min(start, len(text.text)), []).append(setting.place(text.id, start))
    for mark in text.marks:
        made = _point(setting, mark, notes)
        if made:
            found.setdefault(min(mark.end, len(text.text)), []).append(made)
    return found


def _point(setting: Setting, mark: Mark, notes: Notes) -> str:
    match mark.kind:
        case "footnote" if mark.ref in notes:
            return f"#footnote[{inline(setting, notes[mark.ref].body, {})}]"
        case "endnote" if mark.ref in notes:
            return f"#endmark({literal(endnote_number(notes, mark.ref))})"
        case "footnote" | "endnote":
            setting.note("正文中有注码，但稿中没有这条注文，印本上未能排出。请补上注文。")
        case "comment":
            setting.leave_out("批注")
        case "deleted":
            setting.leave_out("修订中已删去的文字")
        case "leaf-break" if setting.classical and mark.ref:
            return f"#metadata({literal(leaf_name(mark.ref))})<leaf-{setting.openings}>"
        case "figure" if mark.ref in setting.pictures:
            return f"#picture-in-line({literal(setting.pictures[mark.ref])})"
        case "figure":
            setting.note("行内有一幅图未能取得或格式不能排印，印本上以〓示缺。请补送原图。")
            return '#gap("图")'
        case _:
            pass
    return ""


def leaf_name(page: str) -> str:
    """Give the short name of a leaf for the margin: "KR2k0126_WYG_002-5b" is "2-5b"."""
    return re.sub(r"^0+(?=\d)", "", page.rsplit("_", 1)[-1])


def endnote_number(notes: Notes, name: str) -> str:
    """Give the number of an endnote among the endnotes of its entry."""
    ends = [note.id for note in notes.values() if note.kind == "endnote"]
    return str(ends.index(name) + 1)


def _segment(setting: Setting, words: str, over: list[Mark], goal: str) -> str:
    glyph = next((mark for mark in over if mark.kind == "glyph"), None)
    if glyph is not None:
        return _glyph(setting, glyph, words)
    made = [_wrapped(expression, over) for expression in _expressions(setting, words)]
    label = setting.anchors.get(goal)
    if label and made:
        return f"#link(<{label}>)[{''.join(made)}]"
    address = next((mark.ref for mark in over if mark.kind == "link"), "")
    if address.startswith(LINKS) and made:
        return f"#link({literal(address)})[{''.join(made)}]"
    return "".join(made)


def _wrapped(expression: str, over: list[Mark]) -> str:
    kinds = {mark.kind for mark in over}
    for kind, name in STYLES.items():
        if kind in kinds:
            expression = f"{name}({expression})"
    ruby = next((mark for mark in over if mark.kind == "ruby" and mark.text), None)
    if ruby is not None:
        expression = f"ruby({expression}, {literal(ruby.text)})"
    return "#" + expression


def _glyph(setting: Setting, mark: Mark, words: str) -> str:
    """Show a character that has no code: its IDS where known, else 〓 and its name."""
    others = words.replace(GLYPH, "")
    rest = "".join("#" + made for made in _expressions(setting, others)) if others else ""
    if mark.text and setting.held.issuperset(mark.text):
        return f"#composed({literal(mark.text)}){rest}"
    setting.leave_out("未编码字以〓代")
    return f"#gap({literal(mark.ref.strip('&;'))}){rest}"


def _expressions(setting: Setting, words: str) -> Iterator[str]:
    """Give literals for what the fonts hold and signs for what they do not."""
    if GLYPH not in words and setting.held.issuperset(words):
        yield literal(words)
        return
    run = ""
    for character in words:
        if character != GLYPH and (character in setting.held or not _shows(character)):
            run += character
            continue
        if run:
            yield literal(run)
        run = ""
        yield _gap(setting, character)
    if run:
        yield literal(run)


def _gap(setting: Setting, character: str) -> str:
    if character == GLYPH:
        setting.leave_out("未编码字以〓代")
        return 'gap("")'
    setting.gaps[character] = setting.gaps.get(character, 0) + 1
    return f"gap({literal(f'U+{ord(character):04X}')})"


def _shows(character: str) -> bool:
    """Say whether a character has a form of its own (not white space, controls, selectors)."""
    code = ord(character)
    return not (
        character.isspace()
        or code < 0x20
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or 0x200B <= code <= 0x200F
        or 0x2028 <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or code == 0xFEFF
    )
