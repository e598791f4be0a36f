"""What a search found as HTML: written here, since a template takes three times as long for it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from fangzhi.workbench.reading.room.shown import Bar, Facet, Line, Value


def facets(listed: Iterable[Facet]) -> SafeString:
    """Write the fields by which to narrow."""
    return _safe(
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


def bars(listed: list[Bar], wide: int) -> SafeString:
    """Write bars by year, and the same as a list of links."""
    drawn = "".join(
        f'<rect x="{bar.x}" y="{bar.y}" width="16" height="{bar.high}"></rect>' for bar in listed
    )
    named = "".join(
        f'<li><a href="{escape(bar.link)}">{bar.label}年</a> '
        f'<span class="count">{bar.many}</span></li>'
        for bar in listed if bar.many
    )  # fmt: skip
    return _safe((
        f'<svg viewBox="0 0 {wide} 76" class="bars" aria-hidden="true" focusable="false"'
        f' preserveAspectRatio="none">{drawn}</svg><ol class="bar-list">{named}</ol>',
    ))  # fmt: skip


def places(listed: Iterable[dict[str, Any]]) -> SafeString:
    """Write where the hits are about."""
    return _safe(
        f'<li><a href="{escape(one["link"])}">{escape(one["name"])}</a>'
        + (f' <span class="quiet">{escape(one["code"])}</span>' if one["code"] else "")
        + f' <span class="count">{one["count"]}</span></li>'
        for one in listed
    )


def lines(listed: Iterable[Line]) -> SafeString:
    """Write the hits in their context."""
    return _safe(map(_line, listed))


def _line(line: Line) -> str:
    hit = line.hit
    how = f' <span class="how">{escape(line.how)}</span>' if line.how else ""
    return (
        f'<li><p class="line"><span class="before">{escape(hit.before)}</span>'
        f'<a href="{escape(line.link)}"><mark>{escape(hit.match)}</mark></a>'
        f'<span class="after">{escape(hit.after)}</span></p>'
        f'<p class="from">《{escape(hit.work)}》{escape(hit.cite)}{how}</p></li>'
    )


def _safe(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # every word of it was escaped above
