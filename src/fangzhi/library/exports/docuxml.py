"""Hits as DocuXml 1.3, for DocuSky: one document a leaf or entry, the words found tagged."""

from __future__ import annotations

from itertools import groupby

from fangzhi.library.exports.marks import attribute, text
from fangzhi.library.exports.rows import Works
from fangzhi.library.search import Found, Hit

_FOUND = "Udef_Found"
_SHOWN = {
    "corpus": "文獻集", "title": "葉、頁或條目", "compilation": "書名", "author": "作者",
    "geo_level1": "地方", "docclass": "種類", "year_for_grouping": "年份",
}  # fmt: skip


def docuxml(found: Found, works: Works, corpus: str = "检索结果") -> bytes:
    """Give the hits as a DocuXml file; hits of one leaf or entry stand in one document."""
    shown = "".join(f"<{name}>{text(label)}</{name}>" for name, label in _SHOWN.items())
    grouped = groupby(found.hits, key=lambda hit: (hit.work_id, hit.cite))
    documents = "".join(
        _document(number, list(hits), works, corpus) for number, (_, hits) in enumerate(grouped, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ThdlPrototypeExport>\n'
        f"<corpus name={attribute(corpus)}>"
        f"<metadata_field_settings>{shown}</metadata_field_settings><feature_analysis>"
        f'<tag name="{_FOUND}" type="contentTagging" default_category="{_FOUND}" '
        'default_sub_category="-"/></feature_analysis></corpus>\n'
        f"<documents>\n{documents}</documents>\n</ThdlPrototypeExport>\n"
    ).encode()


def _document(number: int, hits: list[Hit], works: Works, corpus: str) -> str:
    work = works[hits[0].work_id]
    told = {
        "corpus": corpus, "title": hits[0].cite, "compilation": work.title, "author": work.author,
        "geo_level1": work.place, "docclass": work.kind,
        "year_for_grouping": str(work.year or ""),
    }  # fmt: skip
    metadata = "".join(f"<{name}>{text(value)}</{name}>" for name, value in told.items() if value)
    content = "".join(
        f"<Paragraph>{text(hit.before)}<{_FOUND} Term={attribute(hit.match)}>{text(hit.match)}"
        f"</{_FOUND}>{text(hit.after)}</Paragraph>"
        for hit in hits
    )
    return (
        f'<document filename="{number:06d}">{metadata}'
        f"<doc_content>{content}</doc_content></document>\n"
    )
