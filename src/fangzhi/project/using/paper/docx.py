"""A paper as a Word file: same paper, same bytes."""

from __future__ import annotations

import re

from fangzhi.model.value import digest_of_bytes
from fangzhi.project.using.paper.looks import BOUND, FONTS, OFFICIAL, PAGE_BOUND, PAGE_OFFICIAL
from fangzhi.project.using.paper.values import Block, Break, Cell, Grid, Head, Paper, Para, Picture
from fangzhi.project.using.paper.values import Run as Words
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.parts.package import Described, package
from fangzhi.publish.docx.text.blocks import paragraph
from fangzhi.publish.docx.text.inline import field
from fangzhi.publish.docx.text.inline import run as plain_run
from fangzhi.publish.docx.text.pictures import drawing, size_of

_LOOKS = {
    "": "",
    "bold": "<w:b/>",
    "sans": '<w:rFonts w:eastAsia="黑体"/>',
    "grey": '<w:color w:val="616161"/>',
    "red": '<w:color w:val="9E2A2B"/>',
    "number": '<w:color w:val="9E2A2B"/><w:vertAlign w:val="superscript"/>',
}
_WIDTH = 8844
"""156 mm in twips."""
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="6B6660"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_RED_LINE = ('<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="C8161D"/></w:pBdr>')  # fmt: skip


def render_docx(paper: Paper) -> bytes:
    """Give the Word file of a paper."""
    draft = Draft(assets={})
    official = paper.form is not None
    parts = _official_head(paper) if official else _cover(paper)
    parts += [_block(block, draft) for block in paper.blocks]
    if official:
        parts += _official_foot(paper, draft)
    extra = _feet(draft, official=official, paper=paper)
    references = "".join(
        f'<w:{"header" if name.startswith("header") else "footer"}Reference w:type="{kind}" '
        f'r:id="{draft.relate("header" if name.startswith("header") else "footer", name + ".xml")}"/>'
        for name, kind in _PLACES[official]
    )
    page = PAGE_OFFICIAL if official else PAGE_BOUND
    title = "" if official else "<w:titlePg/>"
    section = f"<w:sectPr>{references}{page.format(title=title)}</w:sectPr>"
    return package("".join(parts) + section, draft, None,
                   Described(paper.title, paper.form.signer if paper.form else ""), extra,
                   OFFICIAL if official else BOUND, fonts=FONTS, even_pages=official)  # fmt: skip


_PLACES = {
    True: (("footer1", "default"), ("footer2", "even")),
    False: (("header1", "default"), ("footer1", "default")),
}


def _feet(draft: Draft, *, official: bool, paper: Paper) -> dict[str, tuple[str, str]]:
    number = field(" PAGE ", "<w:r><w:t>1</w:t></w:r>")
    if official:
        dashed = run("— ") + number + run(" —")
        right = paragraph("Footer", dashed, '<w:ind w:right="280"/><w:jc w:val="right"/>')
        left = paragraph("Footer", dashed, '<w:ind w:left="280"/><w:jc w:val="left"/>')
        return {"footer1": ("ftr", right), "footer2": ("ftr", left)}
    head = run(paper.title) + ("<w:r><w:tab/></w:r>" + run(paper.edition) if paper.edition else "")
    return {"header1": ("hdr", paragraph("Header", head)),
            "footer1": ("ftr", paragraph("Footer", number, '<w:jc w:val="center"/>'))}  # fmt: skip


def _official_head(paper: Paper) -> list[str]:
    form = paper.form
    assert form is not None
    parts = []
    if form.issuer:
        marks = [mark for mark in (form.copy_number, form.secrecy, form.urgency) if mark]
        parts += [paragraph("Mark", run(mark)) for mark in marks]
        if paper.edition:
            parts.append(
                paragraph("Mark", run(paper.edition, _LOOKS["red"]), '<w:jc w:val="right"/>')
            )
        used = len(marks) + bool(paper.edition)
        # 35 mm from the upper edge of the type area to the flag
        parts.append(paragraph("Flag", run(form.issuer),
                               f'<w:spacing w:before="{max(0, 1984 - 579 * used)}" w:after="579"/>'))  # fmt: skip
        parts.append(paragraph("Number", run(form.number), _RED_LINE))
    parts.append(paragraph("Title", run(paper.title)))
    if paper.subtitle:
        parts.append(paragraph("Subtitle", run(paper.subtitle)))
    if form.addressee:
        parts.append(paragraph("Flush", run(form.addressee + "：")))
    return parts


def _official_foot(paper: Paper, draft: Draft) -> list[str]:
    form = paper.form
    assert form is not None
    parts = [
        paragraph("Normal", run(f"{'附件：' if not n else '　　　'}{n + 1}. {name}"))
        for n, name in enumerate(form.attachments)
    ]
    parts += [paragraph("Sign", run(form.signer), '<w:keepNext/><w:spacing w:before="579"/>'),
              paragraph("Sign", run(form.date))]  # fmt: skip
    if paper.notice:
        parts.append(paragraph("Note", run(paper.notice)))
    if paper.annex:
        parts += [_block(Break(), draft), *(_block(block, draft) for block in paper.annex)]
    lines = []
    if form.copies_to:
        lines.append(run(f"抄送：{form.copies_to}"))
    if form.printer:
        lines.append(run(form.printer) + "<w:r><w:tab/></w:r>" + run(form.print_date))
    for n, line in enumerate(lines):
        edges = f'<w:top w:val="single" w:sz="{6 if n else 8}" w:space="4" w:color="000000"/>'
        if n == len(lines) - 1:
            edges += '<w:bottom w:val="single" w:sz="8" w:space="4" w:color="000000"/>'
        before = "" if n else '<w:spacing w:before="579"/>'
        parts.append(paragraph("Imprint", line, f"<w:keepNext/><w:pBdr>{edges}</w:pBdr>{before}"))
    return parts


def _cover(paper: Paper) -> list[str]:
    parts = [paragraph("CoverKind", run(paper.kind)), paragraph("CoverTitle", run(paper.title))]
    if paper.subtitle:
        parts.append(paragraph("CoverLine", run(paper.subtitle)))
    if paper.edition:
        parts.append(paragraph("CoverLine", run(paper.edition, _LOOKS["red"])))
    parts += [
        paragraph("CoverFact", run(f"{name}\t{value}"),
                  '<w:spacing w:before="2400" w:after="80"/>' if not n else "")
        for n, (name, value) in enumerate(paper.facts)
    ]  # fmt: skip
    if paper.notice:
        parts.append(paragraph("CoverNotice", run(paper.notice)))
    return [*parts, _block(Break(), Draft(assets={}))]


def run(words: str, look: str = "") -> str:
    """Give runs for words; characters beyond the first plane take the font that holds them."""
    if "rFonts" in look:
        return plain_run(words, look)
    parts = (part for part in _PLANES.split(words) if part)
    return "".join(
        plain_run(part, (_RARE if ord(part[0]) > 0xFFFF else "") + look) for part in parts
    )


_PLANES = re.compile("([\U00010000-\U0010ffff]+)")
_RARE = '<w:rFonts w:ascii="SimSun-ExtB" w:hAnsi="SimSun-ExtB" w:eastAsia="SimSun-ExtB" w:hint="eastAsia"/>'
_STYLES = {"body": "Normal", "flush": "Flush", "quote": "Quote", "note": "Note",
           "caption": "Caption", "list": "List", "label": "Label", "signature": "Sign"}  # fmt: skip


def _block(block: Block, draft: Draft) -> str:
    match block:
        case Head():
            return paragraph(f"Heading{block.level}", run(block.words))
        case Para():
            return paragraph(_STYLES[block.kind], _runs(block.runs))
        case Grid():
            return _grid(block)
        case Picture():
            digest = digest_of_bytes(block.data)
            draft.assets = {**draft.assets, digest: block.data}
            width, height = size_of(None, block.data)
            scale = min(1.0, 105 / height)
            picture = drawing(digest, block.data, width * scale, height * scale, draft)
            return paragraph("Figure", picture) + paragraph("Caption", run(block.caption))
        case Break():
            return paragraph("Flush", '<w:r><w:br w:type="page"/></w:r>')


def _runs(runs: tuple[Words, ...]) -> str:
    return "".join(run(one.words, _LOOKS[one.look]) for one in runs)


def _grid(grid: Grid) -> str:
    whole = sum(grid.shares)
    widths = [_WIDTH * share // whole for share in grid.shares]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = tuple(((Words(head, "sans"),),) for head in grid.heads)
    rows = _row(heads, widths, "CellHead", "<w:cantSplit/><w:tblHeader/>")
    rows += "".join(_row(row, widths, "Cell", "") for row in grid.rows)
    title = paragraph("TableTitle", run(grid.title)) if grid.title else ""
    return (
        f'{title}<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/>'
        f"<w:tblBorders>{_LINES}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{paragraph('Spacer', '')}"
    )


def _row(cells: tuple[Cell, ...], widths: list[int], style: str, properties: str) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        + "".join(paragraph(style, _runs(line)) for line in (one or ((Words(""),),)))
        + "</w:tc>"
        for one, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"
