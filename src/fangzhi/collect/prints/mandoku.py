"""Read a mandoku file (Kanripo): org head, <pb:> leaves, ¶ line ends, small notes, entities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.collect.prints.leaves import heading_of
from fangzhi.collect.prints.lines import Line
from fangzhi.collect.prints.paragraphs import texts_of
from fangzhi.collect.reading import Reading
from fangzhi.collect.remarks import remark
from fangzhi.files.source import SourceFile
from fangzhi.files.textcode import decode_text
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript, Note
from fangzhi.model.place import Run
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id

_KEYWORD = re.compile(r"^#\+([A-Z_]+):[ \t]*(.*?)[ \t]*$")
_PAGE = re.compile(r"<pb:([^<>\s]{1,80})>")
_STARS = re.compile(r"^(\*{1,9})[ \t]+")


def read(source: SourceFile) -> Reading:
    """Read one file of a work; its head (edition, witness, juan) is kept as a comment."""
    decoded = decode_text(source.data, source.name)
    text = decoded.text.replace("\r\n", "\n")
    head, start = _head(text)
    settings = _settings(head)
    lines = list(_lines(text, start))
    texts = list(texts_of((line for line in lines if line.raw[:1] != "#"), source.digest))
    remarks = [line for line in lines if line.raw[:1] == "#"]
    title, juan = settings.get("TITLE", ""), settings.get("JUAN", "")
    if texts and not any(block.role == "heading" for block in texts):
        texts.insert(0, heading_of(source, title, juan, "L1"))
    findings = [remark(source, words) for words in decoded.remarks]
    findings += _missing_leaves(source, remarks)
    if not texts:
        findings.append(
            remark(source, f"《{source.name}》只有文件头，没有正文。请检查是否交错了文件。")
        )
    manuscript = Manuscript(
        tuple(texts),
        (*([_head_note(source, head)] if head else []), *_notes(source, remarks)),
        title=title,
        name=source.name,
        source=source.digest,
        media_type=source.media_type,
        lang="zh-Hant",
    )
    return Reading(manuscript, tuple(findings))


def _head(text: str) -> tuple[str, int]:
    """Give the head of org keywords and comments, and where the text proper begins."""
    at = 0
    while text.startswith("#", at):
        end = text.find("\n", at)
        at = len(text) if end < 0 else end + 1
    return text[:at].rstrip("\n"), at


def _settings(head: str) -> dict[str, str]:
    """Read the keywords; a property is named by its own name (#+PROPERTY: JUAN 卷一)."""
    found: dict[str, str] = {}
    for line in head.split("\n"):
        if match := _KEYWORD.match(line):
            name, value = match[1], match[2]
            if name == "PROPERTY":
                name, _, value = value.partition(" ")
            found.setdefault(name, value.strip())
    return found


def _head_note(source: SourceFile, head: str) -> Note:
    key = mint_id(source.digest, "", "head")
    run = Run(0, len(head), source.digest, "", "L1")
    return Note(key + "n", "comment", Text(key, head, "note", origin=(run,)), label="文件头")


def _notes(source: SourceFile, lines: list[Line]) -> Iterator[Note]:
    """Keep what the transcribers noted between the lines (org comments) as comments."""
    for number, line in enumerate(lines):
        key = mint_id(source.digest, line.address, f"remark {number}")
        run = Run(0, len(line.raw), source.digest, "", line.address, line.offset, line.page)
        body = Text(key, line.raw, "note", origin=(run,))
        yield Note(key + "n", "comment", body, label="录入者注记")


def _missing_leaves(source: SourceFile, lines: list[Line]) -> Iterator[Finding]:
    for line in lines:
        if "missing" in line.raw.lower():
            yield remark(source, f"录入者注明此处缺叶（{line.raw.lstrip('# ')}），前后文不连，"
                         "请据别本补足。", level="字", address=line.address)  # fmt: skip


def _lines(text: str, start: int) -> Iterator[Line]:
    """Cut the text into lines; a leaf is the block they are counted in, from after its <pb:>."""
    page, block_start = "", start
    number = text.count("\n", 0, start)
    at = start
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        number += 1
        line = text[at:end]
        paged = False
        while match := _PAGE.match(line):
            paged = True
            page, block_start = match[1], at + match.end()
            at, line = at + match.end(), line[match.end() :]
            if line == "¶":
                line = ""
        stars = _STARS.match(line)
        skipped = stars.end() if stars else 0
        words = line[skipped:].removesuffix("¶")
        address, base = (page, block_start) if page else (f"L{number}", at)
        inside = list(_PAGE.finditer(words))
        if words or not paged:
            yield Line(words, address, at + skipped - base, page, len(stars[1]) if stars else 0,
                       inside[-1][1] if inside else "")  # fmt: skip
        if inside:
            page, block_start = inside[-1][1], at + skipped + inside[-1].end()
        at = end + 1
