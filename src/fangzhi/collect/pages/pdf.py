"""Read PDF with a text layer (through PDFium): paragraphs, page heads and feet, pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from fangzhi.collect.captions import with_caption_roles
from fangzhi.collect.pages import engine
from fangzhi.collect.pages.glyphs import lines_on
from fangzhi.collect.pages.layout import Page, Paragraph, paragraphs_of, runs_on
from fangzhi.collect.reading import Reading
from fangzhi.collect.remarks import remark
from fangzhi.collect.structure import can_be_title, is_contents_line, levels_of
from fangzhi.collect.weave import Weave
from fangzhi.files.refusal import Refused
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Role, Text

FEWEST = 3
"""A page with fewer characters than this has no text layer worth the name."""

NO_TEXT = "页没有文字层"

MANY_PATHS = 20
"""A page without text but with so many drawn shapes may hold words turned into outlines."""

_DPI = 200


class Stretch(NamedTuple):
    """A paragraph's share on one page: page from 1, number on the page from 0."""

    page: int
    number: int
    paragraph: Paragraph


def read(source: SourceFile) -> Reading:
    """Read a PDF, pages without text by recognition where an engine is installed.

    Addresses are p12/3. Raises Refused for a password or a broken file.
    """
    return _open(source, recognize=engine.available())


def read_text_layer(source: SourceFile) -> Reading:
    """Read a PDF without recognizing anything; pages without text become a finding."""
    return _open(source, recognize=False)


def has_blank_pages(reading: Reading) -> bool:
    """Say whether a reading of the text layer left pages that only recognition can read."""
    return any(NO_TEXT in finding.message for finding in reading.findings)


def _open(source: SourceFile, *, recognize: bool) -> Reading:
    try:
        document = pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as fault:
        code = "encrypted" if "password" in str(fault).lower() else "damaged"
        raise Refused(code, what="不是完整的 PDF") from fault
    try:
        return _read(source, document, recognize=recognize)
    finally:
        document.close()


def _read(source: SourceFile, document: Any, *, recognize: bool) -> Reading:
    pages: list[Page] = []
    findings: list[Finding] = []
    seen = _Seen(recognize=recognize)
    for number in range(1, len(document) + 1):
        pages.append(_page(document, number, seen))
    findings += seen.findings(source)
    chains = list(_chains(paragraphs_of(pages)))
    texts = _texts(source, chains, _bookmarks(document))
    if not texts and not findings:
        findings.append(remark(source, f"《{source.name}》里没有文字。请检查是否交错了文件。"))
    title = next((text.text for text in texts if text.role == "heading"), "")
    manuscript = Manuscript(
        tuple(with_caption_roles(texts)), title=title, name=source.name, source=source.digest,
        media_type=source.media_type,
    )  # fmt: skip
    return Reading(manuscript, tuple(findings))


class _Seen:
    """What was noticed page by page, told once for the whole file."""

    def __init__(self, *, recognize: bool) -> None:
        self.recognize = recognize
        self.broken: list[int] = []
        self.blank: list[int] = []
        self.recognized: list[int] = []
        self.pictures: list[int] = []
        self.lost = 0

    def findings(self, source: SourceFile) -> Iterator[Finding]:
        if self.broken:
            yield remark(source, f"第{_numbers(self.broken)}页打不开，没有读入。"
                         "请用原来的软件另存一份再交来。", level="硬",
                         address=f"p{self.broken[0]}/0")  # fmt: skip
        if self.blank:
            yield remark(source, f"第{_numbers(self.blank)}{NO_TEXT}（多半是扫描页，或文字已转成曲线），没有读入。"
                         f"{engine.ask()}", level="硬", address=f"p{self.blank[0]}/0")  # fmt: skip
        if self.recognized:
            yield remark(source, f"第{_numbers(self.recognized)}页的文字是识别所得，须与原件核对。",
                         address=f"p{self.recognized[0]}/0")  # fmt: skip
        if self.pictures:
            yield remark(source, f"第{_numbers(self.pictures)}页有图片，没有读入（只读文字）。"
                         "需要收图的，请另交原图。", address=f"p{self.pictures[0]}/0")  # fmt: skip
        if self.lost:
            yield remark(source, f"有 {self.lost} 个字在文件里没有对应的编码，读入时以“\ufffd”代替；"
                         "请对照原件补上。", level="字")  # fmt: skip


def _numbers(pages: list[int]) -> str:
    shown = "、".join(map(str, pages[:12]))
    return f"{shown}等{len(pages)}" if len(pages) > 12 else shown


def _page(document: Any, number: int, seen: _Seen) -> Page:
    try:
        page = document[number - 1]
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        seen.broken.append(number)
        return Page(number, 0, 0, ())
    width, height = page.get_size()
    lines, lost = lines_on(textpage)
    pictures = _pictures(page)
    wordless = sum(len(line.text) for line in lines) < FEWEST
    if wordless and (pictures or _has_many_paths(page)):
        if seen.recognize:
            seen.recognized.append(number)
            lines = engine.recognize(page.render(scale=_DPI / 72).to_numpy(), width, height)
        else:
            seen.blank.append(number)
    elif pictures:
        seen.pictures.append(number)
    seen.lost += lost
    textpage.close()
    page.close()
    return Page(number, width, height, tuple(lines))


def _pictures(page: Any) -> int:
    """Count pictures on a page that are large enough to be seen (over 20 points a side)."""
    found = 0
    for item in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = item.get_bounds()
        found += right - left > 20 and top - bottom > 20
    return found


def _has_many_paths(page: Any) -> bool:
    paths = page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_PATH,), max_depth=4)
    return sum(1 for _ in islice(paths, MANY_PATHS)) == MANY_PATHS


def _chains(pages: list[list[Paragraph]]) -> Iterator[list[Stretch]]:
    """Join paragraphs that cross pages; heads and feet come after the one that crosses them."""
    held: list[Stretch] = []
    waiting: list[list[Stretch]] = []
    for page, paragraphs in enumerate(pages, 1):
        fresh = True
        for number, paragraph in enumerate(paragraphs):
            stretch = Stretch(page, number, paragraph)
            if paragraph.place != "body":
                waiting.append([stretch])
            elif held and fresh and held[-1].page < page and runs_on(held[-1].paragraph, paragraph):
                held.append(stretch)
                fresh = False
            else:
                if held:
                    yield held
                yield from waiting
                held, waiting, fresh = [stretch], [], False
    if held:
        yield held
    yield from waiting


def _texts(
    source: SourceFile, chains: list[list[Stretch]], bookmarks: dict[str, int]
) -> list[Text]:
    body = [chain for chain in chains if chain[0].paragraph.place == "body"]
    levels = _levels(body, bookmarks)
    texts: list[Text] = []
    position = 0
    for chain in chains:
        role: Role = "paragraph"
        level = 0
        if chain[0].paragraph.place != "body":
            role = "header" if chain[0].paragraph.place == "header" else "footer"
        else:
            level = levels.get(position, 0)
            role = "heading" if level else role
            position += 1
        texts.append(text_of(source, chain, role, level))
    return texts


def _levels(body: list[list[Stretch]], bookmarks: dict[str, int]) -> dict[int, int]:
    """Find headings by the file's own bookmarks; without any, by number and by a large title."""
    words = ["".join(line.text for part in chain for line in part.paragraph.lines)
             for chain in body]  # fmt: skip
    if bookmarks:
        named = {at: bookmarks[_key(word)] for at, word in enumerate(words)
                 if _key(word) in bookmarks}  # fmt: skip
        if named:
            return named
    if not body:
        return {}
    sizes = sorted(line.size for chain in body for part in chain for line in part.paragraph.lines)
    first = body[0][0].paragraph
    titled = (first.lines[0].size > 1.15 * sizes[len(sizes) // 2] and can_be_title(words[0])) or (
        first.starts_indented and not first.open_end and can_be_title(words[0])
    )
    return {0: 1, **levels_of(words, 2)} if titled else levels_of(words)


def _bookmarks(document: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    try:
        for item in document.get_toc():
            title = item.get_title() if hasattr(item, "get_title") else item.title
            if title and _key(title):
                found.setdefault(_key(title), min(9, item.level + 1))
    except pdfium.PdfiumError:
        return found
    return found


def _key(words: str) -> str:
    return "".join(words.split())


def text_of(source: SourceFile, chain: list[Stretch], role: Role, level: int = 0) -> Text:
    """Join lines; the original block is the paragraph's share of a page as joined here.

    Recognized lines name their box on the page as the part of their run (#xywh=percent:…).
    """
    weave = Weave(source.digest)
    for at, stretch in enumerate(chain):
        address, page = f"p{stretch.page}/{stretch.number}", str(stretch.page)
        if at:
            weave.mark_here("page-break", page)
        offset = 0
        for line in stretch.paragraph.lines:
            if weave.needs_space(line.text):
                weave.add(" ", address, offset, page, line.region)
                offset += 1
            start = weave.length
            weave.add(line.text, address, offset, page, line.region)
            offset += len(line.text)
            if line.confidence < engine.DOUBTFUL:
                weave.mark(start, "doubtful", text=f"{line.confidence:.2f}")
    if role == "paragraph" and is_contents_line(weave.words):
        role = "contents"
    return weave.text(role, level)
