"""版记: what the paper says of itself: disclosure, 报, 发, who issued it, how many were printed."""

from __future__ import annotations

import re

from fangzhi.model.text import Text
from fangzhi.project.meetings.plan import PaperFields, Quote
from fangzhi.zh.numerals import parse_number

_NAMES = r"[^。\n]{2,200}"
_FIELDS: dict[str, re.Pattern[str]] = {
    "disclosure": re.compile(
        r"(?:信息)?公开(?:选项|属性|方式|类别)\s*[:：]\s*(?P<value>主动公开|依申请公开|不予公开|不公开|此件公开发布)"
        r"|(?P<value2>此件(?:主动公开|依申请公开|不予公开|公开发布))"
    ),
    "report_to": re.compile(rf"(?:^|\n|。)\s*(?:报送|呈报|报)\s*[:：]\s*(?P<value>{_NAMES})"),
    "send_to": re.compile(rf"(?:^|\n|。)\s*(?:分送|发送|发至|印送|送|发)\s*[:：]\s*(?P<value>{_NAMES})"),
    "copy_to": re.compile(rf"(?:^|\n|。)\s*抄\s*(?:送|报)\s*[:：]\s*(?P<value>{_NAMES})"),
    "issued": re.compile(
        r"(?P<issuer>[^\s，。：:]{2,40}?)\s*(?P<value>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印发"
    ),
    "copies": re.compile(r"共印\s*(?P<value>[\d一二三四五六七八九十百]+)\s*份|印数\s*[:：]\s*(?P<value2>\d+)"),
}  # fmt: skip
_PART = re.compile(r"[，,；;]")
_BLANK = re.compile(r"\s+")


def fields_of(texts: tuple[Text, ...]) -> PaperFields:
    """Read the fields wherever they stand; the first of each kind counts."""
    found: dict[str, str] = {}
    quotes: list[Quote] = []
    for text in texts:
        for name, pattern in _FIELDS.items():
            hit = None if name in found else pattern.search(text.text)
            if hit is None:
                continue
            groups = hit.groupdict()
            found[name] = groups.get("value") or groups.get("value2") or ""
            if name == "issued":
                found["issuer"] = groups["issuer"] or ""
            words = hit[0].lstrip("。\n ")
            start = hit.end() - len(words)
            quotes.append(Quote(text.id, start, hit.end(), words))
    copies = parse_number(found.get("copies", ""))
    return PaperFields(
        disclosure=found.get("disclosure", "").removeprefix("此件"),
        report_to=_names(found.get("report_to", "")),
        send_to=_names(found.get("send_to", "")),
        copy_to=_names(found.get("copy_to", "")),
        issuer=found.get("issuer", ""),
        issued=_BLANK.sub("", found.get("issued", "")),
        copies=int(copies.value) if copies is not None else 0,
        quotes=tuple(quotes),
    )


def is_field(words: str) -> bool:
    """Tell whether a sentence is one of these fields and no prose."""
    return any(pattern.search(words) for pattern in _FIELDS.values())


def disclosure_fault(fields: PaperFields) -> str:
    """Say why a paper may not be shown to the public; "" where it says itself that it may."""
    if fields.disclosure in ("主动公开", "公开发布"):
        return ""
    if not fields.disclosure:
        return "这份文件没有写公开选项。请先定为主动公开、依申请公开或不予公开，再决定发不发。"
    return f"这份文件的公开选项是“{fields.disclosure}”，不能公开发布。"


def is_addressee(fields: PaperFields, name: str) -> bool:
    """Tell whether a body stands among those that the paper goes to (报、发、抄送)."""
    listed = (*fields.report_to, *fields.send_to, *fields.copy_to)
    return any(name.strip() == one or name.strip() in one.split("、") for one in listed)


def _names(words: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in _PART.split(words) if name.strip())
