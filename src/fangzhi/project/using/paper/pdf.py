"""A paper as PDF/A: same paper, same bytes; what no font holds is named."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
import typst

from fangzhi.files.atomic import write_bytes
from fangzhi.model.value import Value
from fangzhi.project.using.dossier import Form
from fangzhi.project.using.paper.values import (
    Block,
    Break,
    Cell,
    Grid,
    Head,
    Paper,
    Para,
    Picture,
    Run,
)
from fangzhi.publish.docx.text.pictures import extension_of
from fangzhi.publish.fonts.set import house_fonts
from fangzhi.publish.pdf.literal import array, call, literal
from fangzhi.publish.pdf.render import typeset_fonts

TEMPLATE = Path(__file__).parent / "templates" / "paper.typ"


class Set(Value, frozen=True):
    """A PDF that was set: its bytes, its pages, and the characters that no font of ours holds."""

    data: bytes
    pages: int
    missing: tuple[str, ...] = ()


def render_pdf(paper: Paper) -> Set:
    """Set a paper as PDF/A with the fonts that travel with the product."""
    fonts = house_fonts()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = source_of(paper, folder)
        compiler = typst.Compiler(source.encode(), root=folder, font_paths=typeset_fonts(fonts))
        data = compiler.compile(format="pdf", pdf_standards=["a-2b"], pdf_tags=True, timestamp=0)
    assert isinstance(data, bytes)
    document = pypdfium2.PdfDocument(data)
    try:
        pages = len(document)
    finally:
        document.close()
    written = {c for c in source if ord(c) > 0x7F}
    return Set(data, pages, tuple(sorted(written - fonts.held - {"　"})))


def source_of(paper: Paper, folder: Path) -> str:
    """Give the typst source; pictures are written into `folder`."""
    body = "\n".join(_block(block, folder) for block in paper.blocks)
    head = ", ".join(map(literal, (paper.title, paper.subtitle, paper.edition)))
    if paper.form is not None:
        annex = "\n".join(_block(block, folder) for block in paper.annex)
        opening = f"official-paper({head}, {_form(paper.form)}, [{annex}], {literal(paper.notice)})"
    else:
        facts = array(array(map(literal, pair)) for pair in paper.facts)
        opening = f"bound-file({literal(paper.kind)}, {head}, {facts}, {literal(paper.notice)})"
    return f"{TEMPLATE.read_text(encoding='utf-8')}\n#{opening}[\n{body}\n]\n"


def _form(form: Form) -> str:
    pairs = [
        f"{name}: {literal(getattr(form, name))}"
        for name in Form.__struct_fields__
        if name != "attachments"
    ]
    return f"({', '.join(pairs)}, attachments: {array(map(literal, form.attachments))})"


def _block(block: Block, folder: Path) -> str:
    match block:
        case Head():
            return call("h", str(block.level), literal(block.words))
        case Para():
            return call("p", literal(block.kind), _runs(block.runs))
        case Grid():
            return call("ruled", literal(block.title), array(map(literal, block.heads)),
                        array(map(str, block.shares)),
                        array(array(map(_cell, row)) for row in block.rows))  # fmt: skip
        case Picture():
            name = f"p{len(list(folder.iterdir()))}.{extension_of(block.data)}"
            write_bytes(folder / name, block.data)
            return call("picture", literal(name), literal(block.caption))
        case Break():
            return "#pagebreak(weak: true)"


def _runs(runs: tuple[Run, ...]) -> str:
    return array(array((literal(run.words), literal(run.look))) for run in runs if run.words)


def _cell(cell: Cell) -> str:
    return f"lines({', '.join(_runs(line) for line in cell)})" if cell else '""'
