"""Hits as TEI P5: a cited quotation each, the words found marked."""

from __future__ import annotations

from fangzhi.library.exports.gb7714 import cite_gb7714
from fangzhi.library.exports.marks import attribute, text
from fangzhi.library.exports.rows import Works
from fangzhi.library.search import Found


def tei(found: Found, works: Works, title: str = "检索结果") -> bytes:
    """Give the hits as a TEI document; every work found is described once."""
    used = list(dict.fromkeys(hit.work_id for hit in found.hits))
    names = {id: f"w{number}" for number, id in enumerate(used, 1)}
    sources = "".join(
        f'<bibl xml:id="{names[id]}"><title>{text(works[id].title)}</title>'
        + _optional("author", works[id].author)
        + _optional("edition", works[id].edition)
        + _optional("publisher", works[id].publisher)
        + _optional("date", str(works[id].year or ""))
        + _optional("note", works[id].rights.attribution or works[id].rights.licence)
        + "</bibl>"
        for id in used
    )
    quotes = "".join(
        f'<cit n="{number}"><quote>{text(hit.before)}<hi rend="match">{text(hit.match)}</hi>'
        f'{text(hit.after)}</quote><bibl><ref target="#{names[hit.work_id]}">'
        f"{text(cite_gb7714(works[hit.work_id], hit.cite))}</ref>"
        f"<biblScope n={attribute(str(hit.position))}>{text(hit.cite)}</biblScope>"
        f"<note>{text(hit.how)}</note></bibl></cit>\n"
        for number, hit in enumerate(found.hits, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
        f"<titleStmt><title>{text(title)}</title></titleStmt>"
        "<publicationStmt><p>由方志工作台的资料库检索得出</p></publicationStmt>"
        f"<sourceDesc>{f'<listBibl>{sources}</listBibl>' if sources else '<p>没有找到</p>'}"
        "</sourceDesc></fileDesc></teiHeader>\n<text><body>"
        f"<p>共{found.total}处，列出{len(found.hits)}处。</p>\n{quotes}"
        "</body></text></TEI>\n"
    ).encode()


def _optional(name: str, words: str) -> str:
    return f"<{name}>{text(words)}</{name}>" if words else ""
