"""Text with marks becomes mixed content: marks nest, and those that would cross are cut."""

from __future__ import annotations

from dataclasses import dataclass, field

from fangzhi.files.teinames import ASSET, FORMS, xml_id
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Note
from fangzhi.model.text import GLYPH, Mark, Text
from fangzhi.publish.legal import attribute, escaped, illegal_in

PLACES = {"footnote": "foot", "endnote": "end"}


@dataclass
class Sheet:
    """What the file has said so far: ids given, notes placed, glyphs declared, findings."""

    notes: dict[str, Note] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    crossrefs: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    glyphs: dict[tuple[str, str], int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def identity(self, identifier: str) -> str:
        """Give the id attribute; an id that stands here a second time points to the first."""
        if not identifier:
            return ""
        if identifier in self.given:
            return f' sameAs="#{xml_id(identifier)}"'
        self.given.add(identifier)
        return f' xml:id="{xml_id(identifier)}"'

    def check_legal(self, words: str, block: str) -> None:
        """Report characters that no XML file can hold."""
        bad = illegal_in(words)
        if bad:
            codes = "、".join(f"U+{ord(c):04X}" for c in bad)
            message = f"文中有 XML 容不下的控制字符（{codes}），已用“�”占位，请核对原稿。"
            self.findings.append(Finding("成书", "式", message, block=block, confidence="certain"))


def own(**values: str) -> str:
    """Give attributes of our namespace, those that are empty left out."""
    return "".join(f' fz:{name}="{attribute(value)}"' for name, value in values.items() if value)


def words_of(text: str) -> str:
    """Give plain words; a soft line end is <lb/>."""
    return escaped(text).replace("\n", "<lb/>")


def inline(text: Text, sheet: Sheet) -> str:
    """Give the content of the element that holds a text."""
    sheet.check_legal(text.text, text.id)
    marks = text.marks + sheet.crossrefs.get(text.id, ())
    return words_of(text.text) if not marks else "".join(_woven(text.text, marks, sheet))


def _woven(text: str, marks: tuple[Mark, ...], sheet: Sheet) -> list[str]:
    ranges = [(n, m) for n, m in enumerate(marks) if m.start < m.end]
    points = [(n, m) for n, m in enumerate(marks) if m.start >= m.end]
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    out: list[str] = []
    stack: list[tuple[int, Mark]] = []
    started: dict[int, int] = {}
    crossing = _crossing(ranges)
    for place, following in zip(cuts, [*cuts[1:], len(text)], strict=True):
        reopened = _close(place, stack, out)
        out.extend(_point(n, mark, sheet) for n, mark in points if mark.start == place)
        opening = [(n, m) for n, m in ranges if m.start == place]
        opening.sort(key=lambda pair: -pair[1].end)
        for number, mark in reopened + opening:
            started[number] = started.get(number, 0) + 1
            out.append(_open(number, mark, sheet, number in crossing))
            stack.append((number, mark))
        words = text[place:following]
        shown = _stands(words, [mark for _, mark in stack]) if words == GLYPH else ""
        out.append(escaped(shown) if shown else words_of(words))
    return out


def _stands(words: str, active: list[Mark]) -> str:
    """Give the IDS that stands for an unencoded character, "" where there is none."""
    return next((m.text for m in active if _is_stand(m)), "")


def _is_stand(mark: Mark) -> bool:
    return mark.kind == "glyph" and bool(mark.text) and mark.end == mark.start + 1


def _crossing(ranges: list[tuple[int, Mark]]) -> set[int]:
    """Say which marks cross another and will be cut; they carry a number that joins them."""
    return {
        number
        for n, one in ranges
        for o, other in ranges
        if one.start < other.start < one.end < other.end
        for number in (n, o)
    }


def _close(place: int, stack: list[tuple[int, Mark]], out: list[str]) -> list[tuple[int, Mark]]:
    """Close what ends here; give what had to be closed with it and goes on."""
    depth = next((d for d, (_, mark) in enumerate(stack) if mark.end == place), len(stack))
    reopened = []
    while len(stack) > depth:
        number, mark = stack.pop()
        out.append(_end(mark))
        if mark.end > place:
            reopened.append((number, mark))
    return reopened[::-1]


def _open(number: int, mark: Mark, sheet: Sheet, cut: bool) -> str:
    joined = own(part=str(number)) if cut else ""
    if mark.kind == "ruby":
        return f"<ruby{joined}{own(ref=mark.ref)}><rb>"
    return f"<{_start(mark, sheet)}{joined}>"


def _end(mark: Mark) -> str:
    if mark.kind == "ruby":
        return f"</rb><rt>{escaped(mark.text)}</rt></ruby>"
    return f"</{FORMS[mark.kind].element}>"


def _start(mark: Mark, sheet: Sheet) -> str:
    form = FORMS[mark.kind]
    head = form.element
    if form.key:
        head += f' {form.key}="{form.value}"'
    values = {"text": "" if form.inside else mark.text, "who": mark.who, "when": mark.when}
    if mark.kind == "glyph":
        number = sheet.glyphs.setdefault((mark.ref, mark.text), len(sheet.glyphs) + 1)
        stands = "ids" if _is_stand(mark) else ""
        return f'{head} ref="#g.{number}"{own(who=mark.who, when=mark.when, stands=stands)}'
    if mark.kind == "crossref":
        head += f' target="#{xml_id(mark.ref)}"'
    elif form.ref and mark.ref:
        head += f' {form.ref}="{attribute(mark.ref)}"'
    else:
        values["ref"] = mark.ref
    return head + own(**values)


def _point(number: int, mark: Mark, sheet: Sheet) -> str:
    note = sheet.notes.get(mark.ref)
    if note is not None and note.kind == mark.kind and note.id not in sheet.placed:
        return note_element(note, sheet)
    if mark.kind == "figure":
        url = f'<graphic url="{ASSET}{attribute(mark.ref)}"/>'
        return f'<figure type="inline"{own(text=mark.text)}>{url}</figure>'
    if mark.kind == "ruby":
        return _open(number, mark, sheet, False) + _end(mark)
    form = FORMS[mark.kind]
    if form.inside:
        return f"<{_start(mark, sheet)}>{escaped(mark.text)}</{form.element}>"
    return f"<{_start(mark, sheet)}/>"


def note_element(note: Note, sheet: Sheet) -> str:
    """Give a note where its mark stands."""
    sheet.placed.add(note.id)
    place = f' place="{PLACES[note.kind]}"' if note.kind in PLACES else ""
    number = f' n="{attribute(note.label)}"' if note.label else ""
    order = str(sheet.order.get(note.id, 0))
    head = f'<note{sheet.identity(note.id)} type="{note.kind}"{place}{number}'
    head += own(who=note.who, when=note.when, order=order)
    body = note.body
    # the id of a body may be that of its note
    same = body.id == note.id
    identity = own(id="same") if same else sheet.identity(body.id)
    return f"{head}><ab{identity}{text_attributes(body)}>{labelled(body, sheet)}</ab></note>"


def text_attributes(text: Text) -> str:
    """Give the attributes every text block has beside its id: language, level, looks, style."""
    lang = f' xml:lang="{attribute(text.lang)}"' if text.lang else ""
    rend = f' rend="align-{text.align}"' if text.align else ""
    level = str(text.level) if text.level else ""
    return lang + rend + own(level=level, style=text.style)


def labelled(text: Text, sheet: Sheet, label: str = "") -> str:
    """Give a text's content with its printed number as <label> before it."""
    words = text.label or label
    head = f"<label>{escaped(words)}</label>" if words else ""
    return head + inline(text, sheet)
