"""The works found as BibTeX, for reference managers and LaTeX."""

from __future__ import annotations

import re

from fangzhi.library.exports.rows import Works
from fangzhi.library.search import Found

_SPECIAL = re.compile(r"([&%$#_{}~^\\])")
_SPELLED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def bibtex(found: Found, works: Works) -> bytes:
    """Give one @book for each work with a hit; `pages` lists its leaves or entries, each once."""
    cites: dict[str, dict[str, None]] = {}
    for hit in found.hits:
        cites.setdefault(hit.work_id, {})[hit.cite] = None
    return "\n".join(_book(id, list(leaves), works) for id, leaves in cites.items()).encode()


def _book(id: str, leaves: list[str], works: Works) -> str:
    work = works[id]
    fields = {
        "title": work.title, "author": work.author, "edition": work.edition,
        "publisher": work.publisher, "year": str(work.year or ""),
        "pages": ", ".join(filter(None, leaves)), "note": work.rights.attribution,
    }  # fmt: skip
    lines = "".join(
        f"  {name} = {{{_escaped(value)}}},\n" for name, value in fields.items() if value
    )
    return f"@book{{fangzhi{id[:12]},\n{lines}}}\n"


def _escaped(words: str) -> str:
    return _SPECIAL.sub(lambda found: _SPELLED.get(found[0], "\\" + found[0]), words)
