"""Word copies with findings as comments (批注) on the exact words; the text stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from fangzhi.check.report.spots import mate, told_at
from fangzhi.check.wordplaces import WORD, atoms, paragraphs_at, run_after, run_before, text_of, w
from fangzhi.files.ooxml import Package, open_package
from fangzhi.files.zipout import Member, pack
from fangzhi.model.finding import Finding, Level, Place

GRAVE: tuple[Level, ...] = ("政", "硬")
"""The levels that become comments unless more are asked for."""
AUTHOR = "机检"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENTS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_NOTES = {"fn": "footnoteReference", "en": "endnoteReference"}


def annotate(
    data: bytes,
    findings: Iterable[Finding],
    levels: Sequence[Level] = GRAVE,
    others: Iterable[Finding] = (),
) -> bytes:
    """Give a copy of a DOCX with a comment on the words of each finding of these levels.

    Places are those of the findings in this document; `others` are findings whose other place
    (`mate`) is in it, and is given a comment that names the first. Words in notes, text boxes and
    headers, where Word allows no comment, are quoted in a comment at the reference mark or the
    first paragraph. Same input, same bytes. Raises what files.ooxml raises for a damaged package.
    """
    package = open_package(data)
    main = package.main_part()
    document = package.xml(main)
    body = document.find(w("body"))
    chosen = [(f.place, comment_lines(f)) for f in findings if f.level in levels and f.place]
    for finding in others:
        if finding.level in levels and (place := mate(finding)) is not None:
            chosen.append((place, _mate_lines(finding, place)))
    if body is None or not chosen:
        return data
    part = _comments_part(package, main)
    comments = package.xml(part) if part in package else _new_comments()
    number = _next_number(comments)
    for place, lines in chosen:
        if _anchor(body, place, number):
            comments.append(_comment(lines, number))
            number += 1
    return _rewritten(package, main, document, part, comments)


def _new_comments() -> etree._Element:
    return etree.Element(w("comments"), nsmap={"w": WORD})


def _next_number(comments: etree._Element) -> int:
    used = [int(c.get(w("id"), "0")) for c in comments if c.get(w("id"), "").isdecimal()]
    return max(used, default=-1) + 1


def _anchor(body: etree._Element, place: Place, number: int) -> bool:
    address = place.block or ""
    reference = _NOTES.get(address[:2])
    if reference is not None:
        return _anchor_at_note(body, reference, address[2:], number)
    paragraphs = paragraphs_at(body, address) or _holding(body, place.text)
    start, end = place.start or 0, place.end or 0
    if paragraphs:
        found = atoms(paragraphs)
        text = text_of(found)
        if place.text and text[start:end] != place.text:
            start = text.find(place.text)
            end = start + len(place.text)
        if place.text and start >= 0 and _around(paragraphs, start, end, number):
            return True
        return _around_all(paragraphs, number)
    first = [child for child in body.iter(w("p"))][:1]
    return bool(first) and _around_all(first, number)


def _holding(body: etree._Element, words: str) -> list[etree._Element]:
    """Give the only paragraph that holds these words (in a content control, say), or none."""
    if not words:
        return []
    found = [p for p in body.iter(w("p")) if words in text_of(atoms([p]))]
    return found if len(found) == 1 else []


def _around(paragraphs: list[etree._Element], start: int, end: int, number: int) -> bool:
    if end <= start:
        return False
    first = run_before(atoms(paragraphs), start)
    last = run_after(atoms(paragraphs), end) if first is not None else None
    if first is None or last is None:
        return False
    first.addprevious(_mark("commentRangeStart", number))
    closing = _mark("commentRangeEnd", number)
    closing.tail, last.tail = last.tail, None
    last.addnext(closing)
    _reference_after(closing, number)
    return True


def _around_all(paragraphs: list[etree._Element], number: int) -> bool:
    paragraph = paragraphs[0]
    properties = paragraph.find(w("pPr"))
    opening = _mark("commentRangeStart", number)
    if properties is not None:
        properties.addnext(opening)
    else:
        paragraph.insert(0, opening)
    closing = _mark("commentRangeEnd", number)
    paragraph.append(closing)
    _reference_after(closing, number)
    return True


def _anchor_at_note(body: etree._Element, kind: str, id: str, number: int) -> bool:
    mark = next((m for m in body.iter(w(kind)) if m.get(w("id")) == id), None)
    run = mark.getparent() if mark is not None else None
    if run is None or run.tag != w("r"):
        return False
    run.addprevious(_mark("commentRangeStart", number))
    closing = _mark("commentRangeEnd", number)
    run.addnext(closing)
    _reference_after(closing, number)
    return True


def _mark(name: str, number: int) -> etree._Element:
    return etree.Element(w(name), {w("id"): str(number)}, nsmap={"w": WORD})


def _reference_after(closing: etree._Element, number: int) -> None:
    # the mark of the comment stands outside links and insertions, so that it is none of them
    at = closing
    parent = at.getparent()
    while parent is not None and parent.tag != w("p"):
        at, parent = parent, parent.getparent()
    run = etree.Element(w("r"), nsmap={"w": WORD})
    run.append(_mark("commentReference", number))
    run.tail, at.tail = at.tail, None
    at.addnext(run)


def _comment(lines: Sequence[str], number: int) -> etree._Element:
    comment = etree.Element(
        w("comment"),
        {w("id"): str(number), w("author"): AUTHOR, w("initials"): "机"},
        nsmap={"w": WORD},
    )
    for line in lines:
        paragraph = etree.SubElement(comment, w("p"))
        run = etree.SubElement(paragraph, w("r"))
        text = etree.SubElement(run, w("t"))
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return comment


def comment_lines(finding: Finding) -> list[str]:
    """Give what a comment says: level and rule, what is doubtful, evidence, suggestion, basis."""
    lines = [f"疑点〔{finding.level}〕{finding.rule}：{_clean(finding.message)}"]
    address = finding.place.block if finding.place else None
    if (address and not address[0].isdecimal() and address[0] != "t") or address is None:
        lines.append(f"所指文字：“{_clean(finding.text)}”")
    elif address and address.startswith("tx"):
        lines.append(f"所指文字（在文本框内）：“{_clean(finding.text)}”")
    if (other := mate(finding)) is not None:
        lines.append(
            f"另一处：{_clean(told_at(other))}（代号{finding.fingerprint[:8]}，两处只审定一次）"
        )
    lines += [f"核算：{_clean(line)}" for line in finding.evidence]
    if finding.suggestion:
        lines.append(f"建议：{_clean(finding.suggestion)}")
    if finding.basis:
        lines.append(f"依据：{_clean(finding.basis)}")
    return lines


def _mate_lines(finding: Finding, place: Place) -> list[str]:
    """What is said at the other place: that it is one finding with the first, and what it says."""
    here, code = _clean(place.text), finding.fingerprint[:8]
    there = _clean(told_at(finding.place)) if finding.place is not None else "全文"
    lines = [
        f"疑点〔{finding.level}〕{finding.rule}的另一处：此处“{here}”与{there}相对照，请一并核对。",
        f"那一处的批注（代号{code}，两处只审定一次）：{_clean(finding.message)}",
    ]
    return lines + ([f"依据：{_clean(finding.basis)}"] if finding.basis else [])


def _clean(text: str) -> str:
    # XML cannot hold control characters
    return "".join(c if c >= " " and not "\ud800" <= c <= "\udfff" else " " for c in text)


def _comments_part(package: Package, main: str) -> str:
    for relation in package.relations(main).values():
        if relation.type.endswith("/comments") and not relation.external:
            return relation.target
    folder = main.rpartition("/")[0]
    return f"{folder}/comments.xml" if folder else "comments.xml"


def _rewritten(
    package: Package, main: str, document: etree._Element, part: str, comments: etree._Element
) -> bytes:
    changed = {main: _bytes(document), part: _bytes(comments)}
    if part not in package:
        folder, _, name = main.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        changed[rels] = _with_relation(package, rels, part.rpartition("/")[2])
        changed["[Content_Types].xml"] = _with_type(package, part)
    members = [
        Member(name, changed[name] if name in changed else package.read(name))
        for name in package.names
    ]
    members += [Member(name, content) for name, content in changed.items() if name not in package]
    return pack(members)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_relation(package: Package, rels: str, target: str) -> bytes:
    root = package.xml(rels) if rels in package else etree.Element(f"{{{_RELATIONS}}}Relationships")
    used = {item.get("Id") for item in root}
    name = next(f"rIdFz{n}" for n in range(1, 9999) if f"rIdFz{n}" not in used)
    etree.SubElement(
        root,
        f"{{{_RELATIONS}}}Relationship",
        {"Id": name, "Type": _COMMENTS_RELATION, "Target": target},
    )
    return _bytes(root)


def _with_type(package: Package, part: str) -> bytes:
    root = package.xml("[Content_Types].xml")
    etree.SubElement(
        root, f"{{{_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": _COMMENTS_TYPE}
    )
    return _bytes(root)
