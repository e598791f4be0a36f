"""Read a picture: always kept as a figure, with the words on it where an engine can tell them."""

from __future__ import annotations

from statistics import fmean

from fangzhi.collect.pages import engine
from fangzhi.collect.pages.glyphs import Line
from fangzhi.collect.pages.layout import Page, Paragraph, paragraphs_of
from fangzhi.collect.pages.pdf import Stretch, text_of
from fangzhi.collect.pictures import asset_of
from fangzhi.collect.reading import Reading
from fangzhi.collect.remarks import remark
from fangzhi.files.look.picture import picture_pages
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Figure, Manuscript
from fangzhi.model.text import Role, Text
from fangzhi.model.value import mint_id

FEWEST = 20
"""A picture with fewer words than this is a photograph with a sign in it, not a page."""

_A4 = (595.0, 842.0)


def read(source: SourceFile) -> Reading:
    """Read a picture; words are recognized where an engine is installed, and a finding says so."""
    if not engine.available():
        return read_picture(source)
    return _reading(source, *_words(source))


def read_picture(source: SourceFile) -> Reading:
    """Keep a picture without looking for words on it."""
    words = f"按图片收下；上面如有文字，没有识别。{engine.ask()}"
    return _reading(source, [], [remark(source, words, address="p1", confidence="hint")])


def _reading(source: SourceFile, texts: list[Text], findings: list[Finding]) -> Reading:
    name = source.name.rpartition("/")[2]
    asset = asset_of(source.data, name)
    if (pages := picture_pages(source.data)) > 1:
        findings.append(remark(source, f"这个图片文件有 {pages} 页，识别文字时只看第 1 页。请拆成一页一个"
                               "文件，或存成 PDF 再交来。", level="硬", address="p1"))  # fmt: skip
    figure = Figure(mint_id(source.digest, "", "figure"), source.digest, name,
                    "facsimile" if texts else "photograph", origin_address="p1")  # fmt: skip
    manuscript = Manuscript(
        (figure, *texts), assets=(asset,), name=source.name, source=source.digest,
        media_type=source.media_type,
    )  # fmt: skip
    return Reading(manuscript, tuple(findings), {source.digest: source.data})


def _words(source: SourceFile) -> tuple[list[Text], list[Finding]]:
    lines = engine.recognize(source.data, *_A4)
    if sum(len(line.text) for line in lines) < FEWEST:
        return [], []
    findings = [remark(source, "这一页的文字是识别所得，须与原件核对。", address="p1")]
    if engine.is_vertical(lines):
        return _vertical(source, lines, findings), findings
    page = Page(1, *_A4, tuple(lines))
    texts = []
    for number, paragraph in enumerate(paragraphs_of([page])[0]):
        role: Role = "paragraph" if paragraph.place == "body" else paragraph.place
        texts.append(text_of(source, [Stretch(1, number, paragraph)], role))
    return texts, findings


def _vertical(source: SourceFile, lines: list[Line], findings: list[Finding]) -> list[Text]:
    """Read upright lines from the right; tesseract knows them better where it is installed."""
    better = engine.vertical_words(source.data)
    if better and fmean(score for _, score in better) > fmean(line.confidence for line in lines):
        read = [Line(words, 0, 0, 0, 0, 1.0, score) for words, score in better]
    else:
        read = sorted(lines, key=lambda line: -line.right)
        findings.append(remark(source, "这一页是竖排，按竖行从右到左排列识别结果，错漏可能较多。安装 "
                               "tesseract 及其竖排模型（chi_tra_vert）后重新读取，结果会好些。",
                               address="p1"))  # fmt: skip
    return [text_of(source, [Stretch(1, number, Paragraph((line,)))], "paragraph")
            for number, line in enumerate(read)]  # fmt: skip
