"""What a search found as HTML: written here, since a template takes three times as long for it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from fangzhi.library.search import Found
from fangzhi.workbench.reading.room.shown import Bar, Facet, Line, Value

_NARROWEST, _A_BAR = 480, 20
"""Least width of a row of bars, and the width of one."""


class Answer(NamedTuple):
    """What a page shows of what was found; `before`, `after` lead to the pages beside it."""

    found: Found
    facets: list[Facet]
    made: list[Bar]
    told: list[Bar]
    places: list[dict[str, Any]]
    lines: list[Line]
    first: int
    page: int
    pages: int
    before: str
    after: str
    exports: list[tuple[str, str]]
    """Names of formats, each with its address."""


def answer(told: Answer) -> SafeString:
    """Write the sum, the facets, the bars by year, the places, the hits, the ways on."""
    notes = "".join(f'<p class="quiet">{escape(note)}</p>' for note in told.found.notes)
    return mark_safe(  # every word of it is escaped where it is written
        f'{_sum(told)}{notes}\n<div class="found">\n'
        f'<aside class="facets" aria-label="缩小范围">{_facets(told.facets)}</aside>\n'
        f'<div class="answer">\n{_times(told)}{_about(told)}{_hits(told)}</div></div>'
    )


def _sum(told: Answer) -> str:
    found = told.found
    limited = any(value.is_chosen for facet in told.facets for value in facet.values)
    ways = "，或去掉左边打勾的条件" if limited else ""
    said = f"，{len(found.works)} 部书" if found.total else f"。没有找到：可少写几个字{ways}"
    page = f"，第 {told.page}／{told.pages} 页" if found.total and told.pages > 1 else ""
    return (
        f'<p class="sum" role="status"><strong>{found.total}</strong> 处{said}{page} '
        f'<span class="quiet">（{round(found.took * 1000, 1)} 毫秒）</span></p>\n'
    )


def _facets(listed: Iterable[Facet]) -> str:
    return "".join(
        f"<details open><summary>{escape(one.name)}</summary><ul>"
        + "".join(map(_value, one.values))
        + "</ul>"
        + (f'<p class="quiet">还有 {one.more} 个</p>' if one.more else "")
        + "</details>"
        for one in listed
    )


def _value(one: Value) -> str:
    name = escape(one.name)
    chosen = f' class="chosen" aria-label="不再限于{name}"' if one.is_chosen else ""
    sign = "✓ " if one.is_chosen else ""
    link = f'<a href="{escape(one.link)}"{chosen}>{sign}{name}</a>'
    return f'<li>{link} <span class="count">{one.many}</span></li>'


def _times(told: Answer) -> str:
    undated = told.found.undated
    rest = f"；另有 {undated} 处前面没有写明" if undated > 0 else ""
    said = f'<p class="quiet">按原文在前面写明的年份{rest}。</p>\n'
    made = _section("time", "成书年代", _bars(told.made)) if len(told.made) > 1 else ""
    return made + (
        _section("told", "记事年代", said + _bars(told.told)) if len(told.told) > 1 else ""
    )


def _section(name: str, head: str, inner: str) -> str:
    return (
        f'<section class="time" aria-labelledby="{name}-head"><h2 id="{name}-head">{head}</h2>\n'
        f"{inner}</section>\n"
    )


def _bars(listed: list[Bar]) -> str:
    """Write bars by year, and the same as a list of links."""
    drawn = "".join(
        f'<rect x="{bar.x}" y="{bar.y}" width="16" height="{bar.high}"></rect>' for bar in listed
    )
    named = "".join(
        f'<li><a href="{escape(bar.link)}">{bar.label}年</a> '
        f'<span class="count">{bar.many}</span></li>'
        for bar in listed if bar.many
    )  # fmt: skip
    wide = max(_NARROWEST, len(listed) * _A_BAR)
    return (
        f'<svg viewBox="0 0 {wide} 76" class="bars" aria-hidden="true" focusable="false"'
        f' preserveAspectRatio="none">{drawn}</svg><ol class="bar-list">{named}</ol>'
    )


def _about(told: Answer) -> str:
    """Write where the hits are about, and which of the places nobody knows further."""
    if not told.places:
        return ""
    listed = "".join(
        f'<li><a href="{escape(one["link"])}">{escape(one["name"])}</a>'
        + (f' <span class="quiet">{escape(one["code"])}</span>' if one["code"] else "")
        + f' <span class="count">{one["count"]}</span></li>'
        for one in told.places
    )
    unknown = escape("、".join(told.found.unplaced))
    rest = (
        f'<p class="quiet">{unknown}当时隶属于哪里，政区表（1981—2025年）里没有，只按所写的地名计。</p>'
        if unknown
        else ""
    )
    return (
        '<section class="about" aria-labelledby="place-head"><h2 id="place-head">地方</h2>'
        f"<ul>{listed}</ul>{rest}</section>\n"
    )


def _hits(told: Answer) -> str:
    if not told.lines:
        return ""
    before = f'<a href="{escape(told.before)}" rel="prev">上一页</a>' if told.before else ""
    after = f'<a href="{escape(told.after)}" rel="next">下一页</a>' if told.after else ""
    taken = "、".join(f'<a href="{escape(link)}">{name}</a>' for name, link in told.exports)
    return (
        f'<h2>原文</h2>\n<ol class="kwic" start="{told.first}">{"".join(map(_line, told.lines))}</ol>\n'
        f'<nav class="turn" aria-label="翻页">{before}{after}</nav>\n'
        + (f'<p class="take">取走全部结果：{taken}</p>\n' if taken else "")
    )


def _line(line: Line) -> str:
    hit = line.hit
    how = f' <span class="how">{escape(line.how)}</span>' if line.how else ""
    return (
        f'<li><p class="line"><span class="before">{escape(hit.before)}</span>'
        f'<a href="{escape(line.link)}"><mark>{escape(hit.match)}</mark></a>'
        f'<span class="after">{escape(hit.after)}</span></p>'
        f'<p class="from">《{escape(hit.work)}》{escape(hit.cite)}{how}</p></li>'
    )
