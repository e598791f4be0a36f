"""Read JSONL leaves (one printed half-leaf a line, also .zst): a whole chronicle in one go."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import groupby

import msgspec

from fangzhi.collect.prints.lines import Line
from fangzhi.collect.prints.paragraphs import texts_of
from fangzhi.collect.reading import Reading
from fangzhi.collect.remarks import remark
from fangzhi.files.look.zst import is_zst, unpack_zst
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.value import json_reader, mint_id


class Leaf(msgspec.Struct):
    """One printed half-leaf; `page` is the leaf as cited, line ends of the print are in `text`.

    `address` is ours: the page, or the line of the file where a page is not named or named again.
    """

    text: str
    work: str = ""
    title: str = ""
    juan: str | int = ""
    file: str = ""
    page: str = ""
    address: str = ""


def read(source: SourceFile) -> Reading:
    """Read leaves as one manuscript, a heading for each juan; raise Refused for a bomb."""
    leaves: list[Leaf] = []
    cited: set[str] = {""}
    findings: list[Finding] = []
    decoder = json_reader(Leaf)
    lines = unpacked(source.data).removeprefix(BOM_UTF8).split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            leaf = decoder.decode(line)
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError):
            findings.append(_bad_line(source, number))
            continue
        leaf.address = f"L{number}" if leaf.page in cited else leaf.page
        cited.add(leaf.page)
        leaves.append(leaf)
    texts = tuple(text for juan in _by_juan(leaves) for text in _juan(source, juan))
    if not texts and not findings:
        findings.append(remark(source, f"《{source.name}》里没有一叶文字。请检查是否交错了文件。"))
    manuscript = Manuscript(
        texts,
        title=next((leaf.title for leaf in leaves if leaf.title), ""),
        name=source.name,
        source=source.digest,
        media_type=source.media_type,
        lang="zh-Hant",
    )
    return Reading(manuscript, tuple(findings))


def unpacked(data: bytes) -> bytes:
    """Give the text of a leaf file, unpacking .zst; raise Refused past the limit."""
    return unpack_zst(data) if is_zst(data) else data


def _bad_line(source: SourceFile, number: int) -> Finding:
    return remark(source, f"第 {number} 行不是一叶的 JSON（应为 work、title、juan、file、page、text 各项），"
                  "这一行没有读入。请核对原文件。", level="硬", address=f"L{number}")  # fmt: skip


def _by_juan(leaves: list[Leaf]) -> Iterator[list[Leaf]]:
    for _, group in groupby(leaves, lambda leaf: (leaf.work, leaf.file, leaf.juan)):
        yield list(group)


def _juan(source: SourceFile, leaves: list[Leaf]) -> Iterator[Text]:
    texts = list(texts_of(_lines(leaves), source.digest))
    if not any(text.role == "heading" for text in texts):
        yield heading_of(source, leaves[0].title, str(leaves[0].juan), leaves[0].address)
    yield from texts


def heading_of(source: SourceFile, title: str, juan: str, address: str) -> Text:
    """Make the heading of a juan that bears none of its own: without origin, for it is ours."""
    label = juan if not juan.isdecimal() else "卷首" if int(juan) == 0 else f"卷{int(juan)}"
    words = " ".join(part for part in (title, label) if part)
    return Text(mint_id(source.digest, address, "heading"), words or source.name, "heading", 1)


def _lines(leaves: list[Leaf]) -> Iterator[Line]:
    for leaf in leaves:
        offset = 0
        for raw in leaf.text.split("\n"):
            yield Line(raw, leaf.address, offset, leaf.page)
            offset += len(raw) + 1
