"""Looking into an admitted kind: each look gives type, head and remarks, or raises Refused."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

import msgspec
import pypdfium2 as pdfium

from fangzhi.files.limits import Limits, in_words
from fangzhi.files.look.cfb import CompoundFile
from fangzhi.files.look.heads import Head, docx_head, xlsx_head
from fangzhi.files.look.heads_old import doc_head, xls_head
from fangzhi.files.look.kinds import DATA, UNSUPPORTED
from fangzhi.files.look.names import suffix_of
from fangzhi.files.look.picture import check_picture, check_size, picture_size
from fangzhi.files.look.zips import SafeZip
from fangzhi.files.look.zst import unpack_zst
from fangzhi.files.ooxml import CONTENT_TYPES, Package
from fangzhi.files.refusal import Refused
from fangzhi.files.textcode import decode_text

_MACROS = "文件带有宏，没有运行，也不会带进成书。"
_PICTURE_HEAD = 262_144
_TEXT_HEAD = 8_000
_MANDOKU = re.compile(r"<pb:[A-Z]|^# -\*- mode: mandoku", re.MULTILINE)
_TEI = re.compile(r"<(?:\w+:)?(?:TEI|teiCorpus|TEI\.2)[\s>]")
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HTML = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<table)", re.IGNORECASE)
_JSON = re.compile(r"\s*\{\s*\"")


class Look(msgspec.Struct, frozen=True):
    """What a file is, what stands at its head, and what an editor should know about it."""

    media_type: str
    head: Head = Head()
    remarks: tuple[str, ...] = ()


def _look_zip(data: bytes, name: str, limits: Limits) -> Look:
    archive = SafeZip(data, limits)
    names = frozenset(archive.names)
    if CONTENT_TYPES not in names:
        raise _other_zip(archive, names)
    package = Package(data, limits)
    package.check_prologs()
    _check_pictures(package, limits)
    kind = package.kind()
    remarks = (_MACROS,) if package.has_macros() else ()
    if kind == "docx":
        return Look(kind, docx_head(package), remarks)
    if kind == "xlsx":
        return Look(kind, xlsx_head(package), remarks)
    raise _unsupported(kind) if kind else Refused("unknown-type")


def _check_pictures(package: Package, limits: Limits) -> None:
    """Refuse a document that carries a picture which would fill the memory when drawn."""
    for name in package.names:
        if "/media/" in name.lower():
            size = picture_size(package.head(name, _PICTURE_HEAD))
            if size is not None:
                check_size(size, limits)


def _other_zip(archive: SafeZip, names: frozenset[str]) -> Refused:
    if "mimetype" in names:
        declared = archive.head("mimetype", 200)
        return _unsupported("epub" if b"epub" in declared else "odf")
    if "OFD.xml" in names:
        return _unsupported("ofd")
    if any(name.startswith(("word/", "xl/", "word\\", "xl\\")) for name in names):
        return Refused("no-main-part", what=CONTENT_TYPES)
    return _unsupported("archive")


def _look_ole(data: bytes, name: str, limits: Limits) -> Look:
    file = CompoundFile(data)
    streams = file.streams
    remarks = (_MACROS,) if streams & {"Macros", "_VBA_PROJECT_CUR", "VBA"} else ()
    low = name.lower()
    if "EncryptedPackage" in streams:
        raise Refused("encrypted")
    if "WordDocument" in streams:
        kind = "wps" if low.endswith((".wps", ".wpt")) else "doc"
        return Look(kind, doc_head(file), remarks)
    if streams & {"Workbook", "Book"}:
        kind = "et" if low.endswith((".et", ".ett")) else "xls"
        return Look(kind, xls_head(file), remarks)
    if "PowerPoint Document" in streams:
        raise _unsupported("old-ppt")
    if any(stream.startswith("__properties_version") for stream in streams):
        raise _unsupported("msg")
    raise Refused("unknown-type")


def _look_pdf(data: bytes, name: str, limits: Limits) -> Look:
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        raise _pdf_fault(data, str(fault)) from fault
    try:
        pages = len(file)
        if pages == 0:
            raise Refused("damaged", what="没有页")
        if pages > limits.pdf_pages:
            raise Refused("too-many-pages", pages=pages, limit=limits.pdf_pages)
        text = _first_page(file)
    finally:
        file.close()
    remarks = []
    if b"/JavaScript" in data or b"/JS" in data:
        remarks.append("PDF 带有脚本，没有运行，也不会带进成书。")
    if b"%%EOF" not in data[-2048:]:
        remarks.append("PDF 结尾不全，可能没有传完；能读的页都读了，请核对页数。")
    return Look("pdf", Head(tuple(text.splitlines())), tuple(remarks))


def _first_page(file: pdfium.PdfDocument) -> str:
    try:
        page = file[0]
        text = page.get_textpage()
        words = str(text.get_text_bounded())
        text.close()
        page.close()
    except pdfium.PdfiumError as fault:
        raise Refused("damaged", what="第 1 页") from fault
    return words


def _pdf_fault(data: bytes, words: str) -> Refused:
    if "password" in words.lower() or "security" in words.lower():
        return Refused("encrypted")
    if b"%%EOF" not in data[-2048:]:
        return Refused("truncated", what="PDF 没有结尾")
    return Refused("damaged", what="PDF 的交叉引用表读不出")


def _look_image(data: bytes, name: str, limits: Limits) -> Look:
    check_picture(data, limits)
    return Look("image")


def _look_zst(data: bytes, name: str, limits: Limits) -> Look:
    inner = name[: -len(".zst")] if name.lower().endswith(".zst") else name
    if inner.lower().endswith(".tar"):
        raise _unsupported("archive")
    return _look_text(unpack_zst(data, limits.text_bytes), inner, limits)


def _look_text(data: bytes, name: str, limits: Limits) -> Look:
    if len(data) > limits.text_bytes:
        raise Refused("text-too-large", limit=in_words(limits.text_bytes))
    if suffix_of(name) in DATA:
        raise _unsupported("data")
    if _HTML.match(data[:2048].decode("latin-1")):
        raise _unsupported("html")
    decoded = decode_text(data, name)
    if not decoded.text.strip():
        raise Refused("blank")
    top = decoded.text[:_TEXT_HEAD]
    _check_paragraphs(decoded.text, limits)
    return Look(_text_kind(top, name), Head(tuple(top.splitlines())), decoded.remarks)


def _text_kind(top: str, name: str) -> str:
    low = name.lower()
    if top.lstrip().startswith("<"):
        if _TEI.search(top):
            if _DOCTYPE.search(top):
                raise Refused("doctype", what=name)
            return "tei"
        if not _MANDOKU.search(top) and top.lstrip().startswith(("<?xml", "<!DOCTYPE")):
            raise _unsupported("xml")
    if _MANDOKU.search(top):
        return "mandoku"
    if low.endswith((".jsonl", ".ndjson")) or _JSON.match(top):
        return "jsonl"
    return "md" if low.endswith((".md", ".markdown")) else "txt"


def _check_paragraphs(text: str, limits: Limits) -> None:
    if len(text) <= limits.paragraph_characters:
        return
    longest = max(map(len, text.splitlines()))
    if longest > limits.paragraph_characters:
        raise Refused("long-paragraph", size=longest, limit=limits.paragraph_characters)


def _unsupported(kind: str) -> Refused:
    what, advice = UNSUPPORTED[kind]
    return Refused("unsupported", what=what, advice=advice)


LOOKS: dict[str, Callable[[bytes, str, Limits], Look]] = {
    "zip": _look_zip,
    "ole": _look_ole,
    "pdf": _look_pdf,
    "image": _look_image,
    "zst": _look_zst,
    "": _look_text,
}


_BROKEN = (struct.error, LookupError, ValueError, OverflowError, RecursionError)


def look(kind: str, data: bytes, name: str, limits: Limits) -> Look:
    """Look into bytes of this magic kind; raise Refused where they may not be read."""
    if kind not in LOOKS:
        raise _unsupported(kind)
    try:
        return LOOKS[kind](data, name, limits)
    except _BROKEN as fault:
        raise Refused("damaged", what="内部结构不合规矩") from fault
