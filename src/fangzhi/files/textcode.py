"""Bytes to text in a fixed order: BOM, strict UTF-8, strict GB18030, Big5 when declared, else ask.

Never guesses in silence and never normalizes: what was typed is what is read.
"""

from __future__ import annotations

import codecs
import re

import msgspec

from fangzhi.files.refusal import Refused

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BIG5 = ("cp950", "big5hkscs")

GB18030_PRIVATE = str.maketrans({
    0xE78D: "\uFE10", 0xE78E: "\uFE12", 0xE78F: "\uFE11", 0xE790: "\uFE13", 0xE791: "\uFE14",
    0xE792: "\uFE15", 0xE793: "\uFE16", 0xE794: "\uFE17", 0xE795: "\uFE18", 0xE796: "\uFE19",
    0xE7C7: "\u1E3F", 0xE816: "\U00020087", 0xE817: "\U00020089", 0xE818: "\U000200CC",
    0xE81E: "\u9FB4", 0xE826: "\u9FB5", 0xE82B: "\u9FB6", 0xE82C: "\u9FB7",
    0xE831: "\U000215D7", 0xE832: "\u9FB8", 0xE83B: "\U0002298F", 0xE843: "\u9FB9",
    0xE854: "\u9FBA", 0xE855: "\U000241FE", 0xE864: "\u9FBB",
})  # fmt: skip
"""The 25 characters that Python's gb18030 (the edition of 2000) leaves in the private use area,
as GB 18030-2022 assigns them."""

_COMMON = frozenset(
    "的一是不人在有了和年中大国國其所而也者为為以于於之上下日月第县縣市人民地方志誌至子"
    "及公出成本来來会會时時到分生作学學工业業村镇鎮州府山水"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_BREAKS = ("\x0b", "\x0c", "\x85")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_RIVALS = ("cp950", "utf-16-le", "utf-16-be", "utf-8")
_SAMPLE = 200_000


class Decoded(msgspec.Struct, frozen=True):
    """Text as read: the encoding it was in, and sentences on what could not be kept as it was.

    `replaced` are the code points where a control character stood; U+FFFD stands there now, so
    that every other character keeps its place.
    """

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()
    replaced: tuple[int, ...] = ()


def decode_text(data: bytes, name: str = "") -> Decoded:
    """Read bytes as text; `name` may declare Big5 ("某县志.big5.txt"). Raises Refused to ask."""
    text, encoding = _decode(data, name)
    for mark in _BREAKS:
        text = text.replace(mark, "\n")
    places = tuple(found.start() for found in _CONTROL.finditer(text))
    if len(places) * 20 > len(text):
        raise Refused("binary-text")
    remarks = []
    if places:
        remarks.append(f"有 {len(places)} 个看不见的控制字符，读入时以“\ufffd”代替；请核对原件。")
        text = _CONTROL.sub("\ufffd", text)
    private = len(_PRIVATE.findall(text))
    if private:
        remarks.append(f"有 {private} 个自造字（私用区编码），别的电脑上会显示成空白；请核对原件。")
    return Decoded(text, encoding, tuple(remarks), places)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), encoding
    if _declares_big5(name):
        return _big5(data), "big5"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        joined = _joined_surrogates(data, fault)
    if joined is not None:
        return joined, "cesu-8"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as fault:
        raise _ask(data, name) from fault
    if _PRIVATE.search(text):
        text = text.translate(GB18030_PRIVATE)
    if not _reads_like_chinese(text, data):
        raise _ask(data, name)
    return text, "gb18030"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        if "surrogate" in fault.reason or "unexpected end" in fault.reason:
            raise Refused("surrogates", at=fault.start) from fault
        raise Refused("encoding-wrong", what=encoding.upper(), at=fault.start) from fault


def _declares_big5(name: str) -> bool:
    return ".big5." in name.lower()


def _big5(data: bytes) -> str:
    at = 0
    for codec in _BIG5:
        try:
            return data.decode(codec)
        except UnicodeDecodeError as fault:
            at = max(at, fault.start)
    raise Refused("encoding-wrong", what="Big5", at=at)


def _joined_surrogates(data: bytes, fault: UnicodeDecodeError) -> str | None:
    """Join surrogate pairs written as UTF-8 (CESU-8, old databases); None when it is not that."""
    if data[fault.start] != 0xED:
        return None
    try:
        halves = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    try:
        return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError as lone:
        raise Refused("surrogates", at=fault.start) from lone


def _reads_like_chinese(text: str, data: bytes) -> bool:
    """Tell whether bytes valid as GB18030 really are: Big5 and UTF-16 often decode by chance."""
    own = _commonness(text)
    if own >= 0.03:
        return True
    rivals = (_commonness(data[:_SAMPLE].decode(codec, "ignore")) for codec in _RIVALS)
    return max(rivals) < max(3 * own, 0.03)


def _commonness(text: str) -> float:
    """Give the share of very common characters among all that are not ASCII."""
    sample = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(character in _COMMON for character in sample) / max(len(sample), 1)


def _ask(data: bytes, name: str) -> Refused:
    rivals = (_commonness(data[:_SAMPLE].decode(codec, "ignore")) for codec in _RIVALS)
    if max(rivals) < 0.03 and len(_CONTROL_BYTES.findall(data)) * 20 > len(data):
        return Refused("binary-text")
    suffix = "." + name.rsplit(".", 1)[-1] if "." in name else ".txt"
    return Refused("encoding-unknown", suffix=suffix)
