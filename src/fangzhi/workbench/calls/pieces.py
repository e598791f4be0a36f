"""What was filled in, in the pieces that a page shows: paragraphs to mend, tables, pictures."""

from __future__ import annotations

from typing import Any

from fangzhi.model.manuscript import Block, Figure, Table
from fangzhi.model.text import Text
from fangzhi.project.calling.incoming.filled import Filled
from fangzhi.project.calling.template import grid_of
from fangzhi.workbench.calls.intake.drafts import runs_of


def node_pieces(filled: Filled) -> list[dict[str, Any]]:
    """Give each node with its pieces in order; words under no node, and forms, come last."""
    shown = [
        {"at": at, "title": node.title, "characters": node.characters,
         "pieces": [_piece(one) for one in runs_of(node.blocks)]}
        for at, node in enumerate(filled.nodes)
    ]  # fmt: skip
    if filled.loose:
        pieces = [_piece(one) for one in runs_of(filled.loose)]
        shown.append({"at": None, "title": "没有归到条目下的", "characters": 0, "pieces": pieces})
    forms = [{"kind": "table", "title": form.title, "rows": [form.columns, *form.rows]}
             for form in filled.forms]  # fmt: skip
    if forms:
        shown.append({"at": None, "title": "表", "characters": 0, "pieces": forms})
    return shown


def _piece(one: Block | list[Text]) -> dict[str, Any]:
    if isinstance(one, list):
        return {"kind": "words", "lines": one, "text": "\n".join(text.text for text in one),
                "rows": min(14, 3 + sum(1 + len(text.text) // 30 for text in one))}  # fmt: skip
    if isinstance(one, Table):
        title = one.title.text if one.title is not None else ""
        return {"kind": "table", "title": title, "rows": grid_of(one)}
    if isinstance(one, Figure):
        words = " ".join(part.text for part in (one.title, one.caption) if part is not None)
        return {"kind": "figure", "title": words or one.name}
    return {"kind": "words", "lines": [], "text": "", "rows": 2}
