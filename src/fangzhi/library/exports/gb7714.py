"""Citations as GB/T 7714-2015 writes them: 责任者. 题名[M]. 版本. 出版者, 年: 页."""

from __future__ import annotations

from collections.abc import Mapping

from fangzhi.library.search import Found
from fangzhi.library.shelf import Shelved

_SIGNS = {"旧志": "M", "志书": "M", "年鉴": "Z", "史料": "A", "口述": "A", "法规": "S", "报刊": "N"}


def cite_gb7714(work: Shelved, cite: str = "") -> str:
    """Give the citation of a work, with the leaf or entry when one is named.

    What is not known is left out, never guessed.
    """
    issued = ", ".join(filter(None, (work.publisher, str(work.year) if work.year else "")))
    place = f"{issued}: {cite}" if issued and cite else issued or cite
    pieces = (work.author, f"{work.title}[{_SIGNS.get(work.kind, 'M')}]", work.edition, place)
    return ". ".join(piece.rstrip(".") for piece in pieces if piece) + "."


def gb7714(found: Found, works: Mapping[str, Shelved]) -> bytes:
    """Give the citations of all hits, each once, numbered, as UTF-8 text."""
    lines = dict.fromkeys(cite_gb7714(works[hit.work_id], hit.cite) for hit in found.hits)
    return "".join(f"[{n}] {line}\n" for n, line in enumerate(lines, 1)).encode()
