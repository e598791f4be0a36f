"""Page and line as people write them: 第3页第12行, P3 L12, 3页倒数2行 …"""

from __future__ import annotations

import re
import unicodedata

from fangzhi.project.reviewing.opinions import Spot
from fangzhi.zh.numerals import parse_number

_N = r"(?:\d{1,4}|[一二三四五六七八九十百零〇两]{1,5})"
_TO = r"(?:\s*[-—–－~～至到、]\s*(?:第\s*)?(?P<until>" + _N + r"))?"
_LINE = (
    r"(?:(?P<foot>倒数?)\s*(?:第\s*)?(?P<back>" + _N + r")\s*行"
    r"|(?P<last>末行|最后一?行|最末行)|(?P<first>首行|第一行)"
    r"|(?:第\s*)?(?P<line>" + _N + r")" + _TO + r"\s*行)"
)
_GAP = r"[\s,，、:：;；./]*"
_FORMS = (
    re.compile(rf"(?:第\s*)?(?P<page>{_N})\s*[页頁面](?:{_GAP}{_LINE})?"),
    re.compile(rf"[页頁]\s*码?{_GAP}(?P<page>{_N}){_GAP}行\s*数?{_GAP}(?P<line>{_N}){_TO}"),
    re.compile(
        rf"[Pp](?:age|\.)?\s*(?P<page>\d{{1,4}})(?:{_GAP}(?:[Ll](?:ines?|\.)?\s*(?P<line>\d{{1,3}}){_TO}"
        rf"|{_LINE.replace('?P<line>', '?P<line2>').replace('?P<until>', '?P<until2>')}))?"
    ),
    re.compile(rf"(?<!\d)(?P<page>\d{{1,4}})\s*[-/:：.]\s*(?P<line>\d{{1,3}})(?!\d){_TO}"),
)
_BARE = re.compile(r"\s*(?P<page>\d{1,4})\s*")
_ONLY_LINE = re.compile(rf"\s*{_LINE}|\s*[Ll]\.?\s*(?P<line2>\d{{1,3}})")
_SAME = ("同上", "〃", "同前", "″", '"', "同页", "同上页")


def find_spot(words: str) -> tuple[Spot, int, int] | None:
    """Find the first page and line written in some words: the place, and where it is written.

    A number with a dash and another number ("3-12") counts only when nothing else is written.
    """
    plain = _narrow(words)
    for form in _FORMS[:-1]:
        found = form.search(plain)
        if found:
            return _spot(found), found.start(), found.end()
    found = _FORMS[-1].fullmatch(plain.strip())
    if found:
        return _spot(found), 0, len(words)
    return None


def read_spot(page: str, line: str = "") -> Spot | None:
    """Read a page cell and a line cell; None where no page can be read from them."""
    if not line.strip():
        found = find_spot(page)
        if found:
            return found[0]
        bare = _BARE.fullmatch(_narrow(page))
        return Spot(int(bare["page"])) if bare else None
    bare = _BARE.fullmatch(_narrow(page))
    told = Spot(int(bare["page"])) if bare else None
    if told is None:
        found = find_spot(page)
        told = found[0] if found else None
    return None if told is None else _with_line(told, line)


def read_line(line: str) -> tuple[int, int]:
    """Read a line cell: first and last line (last 0 where it is one line; 0, 0 for nothing)."""
    told = _with_line(Spot(1), line)
    return told.line, told.end_line


def says_same(words: str) -> bool:
    """Tell whether a cell says that it repeats the one above (同上, 〃)."""
    return words.strip() in _SAME


def spot_words(spot: Spot) -> str:
    """Write a place as the trade does: "第3页第12—14行"."""
    if not spot.line:
        return f"第{spot.page}页"
    if spot.line < 0:
        return f"第{spot.page}页倒数第{-spot.line}行"
    until = f"—{spot.end_line}" if spot.end_line > spot.line else ""
    return f"第{spot.page}页第{spot.line}{until}行"


def _with_line(told: Spot, line: str) -> Spot:
    plain = _narrow(line)
    bare = re.fullmatch(rf"\s*(?:第\s*)?(?P<line>{_N}){_TO}\s*行?\s*", plain)
    found = bare or _ONLY_LINE.search(plain) or _ONLY_LINE.search(f"{plain.strip()}行")
    if found is None:
        return told
    start, end = _lines(found)
    return Spot(told.page, start, end, told.copy)


def _spot(found: re.Match[str]) -> Spot:
    start, end = _lines(found)
    return Spot(_number(found["page"]), start, end)


def _lines(found: re.Match[str]) -> tuple[int, int]:
    groups = found.groupdict()
    if groups.get("back"):
        return -_number(groups["back"] or ""), 0
    if groups.get("last"):
        return -1, 0
    if groups.get("first"):
        return 1, 0
    start = groups.get("line") or groups.get("line2")
    end = groups.get("until") or groups.get("until2")
    return (_number(start) if start else 0), (_number(end) if end else 0)


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    number = parse_number(words)
    return int(number.value) if number is not None else 0


def _narrow(words: str) -> str:
    """Make full-width digits and letters narrow, one for one, so that places stay."""
    return "".join(
        unicodedata.normalize("NFKC", char) if "！" <= char <= "～" else char for char in words
    )
