"""Sets a book as PDF: `render(book, assets, out)`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

import pypdfium2
import typst

from fangzhi.model.book import Book
from fangzhi.model.work import Work
from fangzhi.publish.fonts.set import FontSet, house_fonts
from fangzhi.publish.legal import file_name
from fangzhi.publish.pdf.figures import write_pictures
from fangzhi.publish.pdf.frame import front_source, index_source
from fangzhi.publish.pdf.literal import array, literal
from fangzhi.publish.pdf.nodes import tree_source
from fangzhi.publish.pdf.setting import Setting, set_up
from fangzhi.publish.result import Assets, RenderResult

TEMPLATE = Path(__file__).parent / "templates" / "book.typ"
STANDARD: Literal["a-2b"] = "a-2b"


def render(book: Book, assets: Assets, out: Path) -> RenderResult:
    """Write `<title>.pdf` into `out`: same book, same bytes. What cannot be shown is a finding."""
    fonts = house_fonts()
    with tempfile.TemporaryDirectory() as folder:
        pictures = write_pictures(book, assets, Path(folder), typeset_fonts(fonts))
        setting = set_up(book, fonts.held, pictures)
        data = _compiled(setting, Path(folder), fonts)
    out.mkdir(parents=True, exist_ok=True)
    name = file_name(book.work.title) + ".pdf"
    (out / name).write_bytes(data)
    _report(setting)
    return RenderResult((name,), tuple(setting.findings), _pages(data))


def source_of(setting: Setting) -> str:
    """Give the whole typst source of a book: the template, then calls with literals."""
    work = setting.book.work
    parts = [
        f"#let notice = {literal(work.imprint.notice)}",
        TEMPLATE.read_text(encoding="utf-8"),
        f"#show: book.with(title: {literal(work.title)}, author: "
        f"{array(literal(name) for name in (work.imprint.compiler,) if name)}, "
        f"keywords: {array(literal(word) for word in (work.area, work.kind) if word)}, "
        f"year: {year_of(work)}, old: {str(setting.classical).lower()})",
        front_source(setting),
        tree_source(setting, work.nodes),
    ]
    parts.append(index_source(setting))
    return "\n".join(parts)


def year_of(work: Work) -> int:
    """Give the year that PDF/A wants as the date: the volume's, not the clock's."""
    ended = work.period.end[:4]
    year = work.volume_year or (int(ended) if ended.isascii() and ended.isdecimal() else 0)
    return year if 1 <= year <= 9999 else 2000


def typeset_fonts(fonts: FontSet) -> typst.Fonts:
    """Give the fonts of a set to typst, and none of the machine's or its own."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.folder)]
    )


def _compiled(setting: Setting, folder: Path, fonts: FontSet) -> bytes:
    """Compile as PDF/A; a book that the norm cannot hold becomes plain PDF, and that is told."""
    source = source_of(setting).encode("utf-8")
    try:
        return _pdf(source, folder, fonts, STANDARD)
    except typst.TypstError as fault:
        if "PDF/A" not in str(fault):
            raise
        # such as a head or an unbroken word of more than 32767 bytes
        setting.note("书中有一个标题或一串没有空隙的字符长得不合长期保存的规格（PDF/A-2b），"
                     "已按普通 PDF 排出。请找出多半是丢了换行的那一处，分段后再做一遍。")  # fmt: skip
    return _pdf(source, folder, fonts, None)


def _pdf(source: bytes, folder: Path, fonts: FontSet, standard: Literal["a-2b"] | None) -> bytes:
    compiler = typst.Compiler(source, root=folder, font_paths=typeset_fonts(fonts))
    data = compiler.compile(
        format="pdf", pdf_standards=[standard] if standard else [], pdf_tags=True, timestamp=0
    )
    assert isinstance(data, bytes)
    return data


def _pages(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _report(setting: Setting) -> None:
    """Turn what was counted on the way into findings, one for each kind."""
    for character, count in sorted(setting.gaps.items()):
        setting.note(
            f"随书字体中没有“{character}”字（U+{ord(character):04X}，共{count}处），印本上以〓代，"
            "旁注码位。请改用通用字形，或换一种收有此字的字体。", text=character)  # fmt: skip
    for what, count in sorted(setting.left_out.items()):
        setting.note(f"{what}共{count}处，" + ("印本上旁注其名。" if "〓" in what
                     else "不印入书中，原稿仍保留。"))  # fmt: skip
