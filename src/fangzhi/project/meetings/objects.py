"""What a deed is done to: lists parted into single things, with the deed they share."""

from __future__ import annotations

import re
from typing import NamedTuple

from fangzhi.project.meetings.clauses import Span, pieces
from fangzhi.project.meetings.words import any_of, at_end, at_start

_ETC = re.compile(
    r"等(?:一批|多部|系列|相关|有关|重点|各项|专题|地方)?(?:书籍|工作|图书|读物|著作|志书|材料|资料|书|事项|活动|任务|内容|问题|地情书|丛书|项目)?$"
)
_ETC_INSIDE = re.compile(r"等(?=.{3,})")
_INTO = re.compile(r"进(?:校园|社区|机关|农村|乡村|企业|课堂|军营|网络|景区|万家|家庭)$")
_AND = re.compile(r"以及|及其|[和与及]")
_TITLES = re.compile("》《")
_LAST = re.compile(r"^([^《“（的]{2,}?)(?:以及|[和与及])([^》”）的]{2,})$")
_CLOSED = re.compile(r"[《“（][^《》“”（）]*$")


_KINDS = ("志书", "年鉴")
_PIVOT = re.compile(rf"^(.+?{any_of('body')})({any_of('concrete')}.{{2,}})$")
"""指导甲村、乙村编写村志: bodies, and what they shall do."""


class Thing(NamedTuple):
    """One thing of a list: its words, and the deed or noun it shares with the others."""

    words: str
    shared: str


def things(span: Span) -> list[Thing]:
    """Part an object into single things; one thing (or none) where it is no list."""
    text = _ETC.sub("", span.text)
    inside = next(
        (m for m in _ETC_INSIDE.finditer(text) if not _CLOSED.search(text[: m.start()])), None
    )
    if inside is not None and "、" in text[: inside.start()]:
        tail = text[inside.end() :]
        if "的" not in tail and "、" not in tail:
            return [Thing(part, tail) for part in _listed(text[: inside.start()])]
    return _shared(_modified(_listed(text)), text)


def ends_in_activity(words: str) -> bool:
    """Tell whether words end in something one does (编纂, 采集, 进校园 …)."""
    bare = re.sub(r"[（(][^（）()]*[)）]$", "", words)
    return bool(at_end("concrete", "activity").search(bare) or _INTO.search(bare))


def ends_in_work(words: str) -> bool:
    """Tell whether words end in a work or a named title."""
    bare = re.sub(r"[（(][^（）()]*[)）]$", "", words).rstrip()
    return bare.endswith("》") or bool(at_end("work").search(bare))


def _listed(text: str) -> list[str]:
    parts = [
        piece.text for piece in pieces(Span(_TITLES.sub("》、《", text), 0), "、") if piece.text
    ]
    split = [one for part in parts for one in _conjoined(part)]
    last = _LAST.match(split[-1]) if len(parts) > 1 and len(split) == len(parts) else None
    # 甲、乙和丙: the last two are parted by 和
    return [*split[:-1], last[1], last[2]] if last else split


def _conjoined(part: str) -> list[str]:
    """Part at 和/与/及 where both sides end alike: two works, two deeds, two titles."""
    for found in _AND.finditer(part):
        left, right = part[: found.start()], part[found.end() :]
        if len(left) < 2 or len(right) < 2 or _CLOSED.search(left):
            continue
        bare = _without_activity(right) or right
        same_end = ends_in_work(left) and ends_in_work(bare)
        both_deeds = ends_in_activity(left) and ends_in_activity(right) and not ends_in_work(left)
        if same_end or both_deeds:
            return [left, *_conjoined(right)]
    return [part]


def _modified(parts: list[str]) -> list[str]:
    """Where only later parts have 的, the earlier ones stand before it and are no things."""
    first = next((n for n, part in enumerate(parts) if "的" in part[:-1]), -1)
    if first < 0 or (first == 0 and len(parts) == 1):
        return parts
    kept = parts[first:]
    return [part.rpartition("的")[2] if "的" in part else part for part in kept]


def _shared(parts: list[str], text: str) -> list[Thing]:
    if len(parts) < 2:
        return [Thing(part, "") for part in parts]
    pivot = _PIVOT.match(parts[-1])
    if pivot and all(at_end("body").search(part) for part in parts[:-1]):
        return [Thing(one, pivot[2]) for one in (*parts[:-1], pivot[1])]
    last = len(parts)
    while last > 1 and _is_deed(parts[last - 1]):
        last -= 1
    head, deeds = parts[:last], parts[last:]
    deed = _deed_of(head[-1])
    if deed == head[-1]:
        deed = ""
    bare = [*head[:-1], head[-1][: len(head[-1]) - len(deed)] if deed else head[-1]]
    apart = any(ends_in_activity(part) and not ends_in_work(part) for part in head[:-1])
    if apart or (len(bare) < 2 and not deeds):
        return [Thing(part, "") for part in parts]
    if not deed and deeds:
        return [Thing(part, "") for part in parts]
    # the deeds in the words and marks of the text: 挖掘整理、开发利用与宣传弘扬
    together = text[text.rfind(head[-1]) + len(bare[-1]) :] if deed else ""
    return [Thing(one, together) for one in _of_the_same(bare)]


def _of_the_same(parts: list[str]) -> list[str]:
    """Give a kind named alone what stands before the other: 全省教育系统志书、年鉴 are both of it."""
    before = parts[0].removesuffix("志书").removesuffix("年鉴")
    whose = before if parts[0] != before else ""
    return [parts[0], *(whose + one if one in _KINDS else one for one in parts[1:])]


def _is_deed(words: str) -> bool:
    """Tell whether words are deeds and nothing else (开发利用与宣传弘扬)."""
    return bool(re.fullmatch(rf"(?:{any_of('concrete', 'activity')}|[和与及])+", words))


def _deed_of(words: str) -> str:
    found = re.search(rf"(?:{any_of('concrete', 'activity')}|等)+$", words)
    return found[0] if found else ""


def _without_activity(words: str) -> str:
    deed = _deed_of(words)
    return words[: len(words) - len(deed)] if deed else words


def verb_phrases(span: Span) -> list[Span]:
    """Part 开展…、撰写…、编写… into single deeds: each part begins with a verb and has an object."""
    parts = pieces(span, "、")
    begins = [bool(at_start("concrete", "operator").match(part.text)) for part in parts]
    out: list[Span] = []
    for part, begin in zip(parts, begins, strict=True):
        whole = begin and not _is_deed(part.text)
        if out and not (whole and not _is_deed(out[-1].text) and begins[0]):
            before = out.pop()
            joined = span.text[before.start - span.start : part.end - span.start]
            out.append(Span(joined, before.start))
        else:
            out.append(part)
    return out
