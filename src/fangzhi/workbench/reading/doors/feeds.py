"""Atom feed (RFC 4287) and sitemap of what is open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from lxml import etree

from fangzhi.workbench.people.office import name
from fangzhi.workbench.reading.doors.gate import door, namespaces, open_works, plain, stamp
from fangzhi.workbench.reading.room.citing import cited
from fangzhi.workbench.reading.shelf.scope import Scope

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWEST = 50
_MOST = 50_000
"""Addresses that one sitemap may hold."""


@require_safe
@door
def atom(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Give the works that were opened or changed last."""
    found = open_works(scope)[::-1][:_NEWEST]
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=namespaces(ATOM))
    here = request.build_absolute_uri(request.path)
    _add(root, "id", here)
    _add(root, "title", f"{name()}阅览室")
    _add(root, "updated", stamp(found[0].stamp if found else timezone.now()))
    _add(_add(root, "author"), "name", name())
    _add(root, "link").attrib.update({"rel": "self", "href": here, "type": "application/atom+xml"})
    for one in found:
        entry = _add(root, "entry")
        address = request.build_absolute_uri(reverse("reading_work", args=[one.work.id]))
        _add(entry, "id", address)
        _add(entry, "title", one.work.title)
        _add(entry, "updated", stamp(one.stamp))
        _add(entry, "link").attrib.update({"rel": "alternate", "href": address})
        _add(entry, "summary", cited(one.work, ""))
    return _xml(root, "application/atom+xml")


def _add(above: Any, tag: str, text: str = "", space: str = ATOM) -> Any:
    made = etree.SubElement(above, f"{{{space}}}{tag}")
    made.text = plain(text) or None
    return made


@require_safe
@door
def sitemap(request: HttpRequest, scope: Scope) -> HttpResponse:
    """List the pages that may be found by search engines: the room and each open work."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=namespaces(SITEMAP))
    for path in (reverse("reading_search"), reverse("reading_works")):
        url = _add(root, "url", space=SITEMAP)
        _add(url, "loc", request.build_absolute_uri(path), SITEMAP)
    for one in open_works(scope)[: _MOST - 2]:
        url = _add(root, "url", space=SITEMAP)
        address = request.build_absolute_uri(reverse("reading_work", args=[one.work.id]))
        _add(url, "loc", address, SITEMAP)
        _add(url, "lastmod", stamp(one.stamp), SITEMAP)
    return _xml(root, "application/xml")


def _xml(root: Any, media_type: str) -> HttpResponse:
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return HttpResponse(data, content_type=f"{media_type}; charset=utf-8")
