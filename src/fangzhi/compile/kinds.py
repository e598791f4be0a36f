"""Kinds of work (志书、年鉴 …): their levels and how each level is numbered."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import cast, get_args

import msgspec

from fangzhi.model.kinds import ALIASES
from fangzhi.model.value import shaped
from fangzhi.model.work import NodeKind

FALLBACK_KIND = "部门志"


class WorkKind(msgspec.Struct, frozen=True):
    """One kind of work: node kinds by depth and their numbering patterns."""

    name: str
    family: str
    levels: tuple[NodeKind, ...]
    numbering: tuple[str, ...]

    def level(self, depth: int) -> NodeKind:
        """Give the node kind at a depth (0 outermost); the innermost serves all below it."""
        return self.levels[min(depth, len(self.levels) - 1)]

    def pattern(self, depth: int) -> str:
        """Give the numbering pattern at a depth, "" beyond the last."""
        return self.numbering[depth] if depth < len(self.numbering) else ""


@cache
def work_kinds() -> dict[str, WorkKind]:
    """Read the table of kinds."""
    table = tomllib.loads(files("fangzhi.compile").joinpath("data/kinds.toml").read_text("utf-8"))
    return {name: shaped({"name": name, **row}, WorkKind) for name, row in table.items()}


def find_kind(name: str) -> WorkKind | None:
    """Give the kind by name or by a usual other name; None when there is no such kind."""
    kinds = work_kinds()
    return kinds.get(name) or kinds.get(ALIASES.get(name, ""))


def closest_kind(name: str) -> WorkKind:
    """Give the kind whose name stands in `name` ("综合年鉴+志书选章"), or the fallback."""
    kinds = work_kinds()
    known = sorted({*kinds, *ALIASES}, key=lambda word: (-len(word), word))
    inside = next((word for word in known if word in name), FALLBACK_KIND)
    return kinds[ALIASES.get(inside, inside)]


def node_kind(name: str) -> NodeKind | None:
    """Give the node kind of this name (篇, 章, 节 …), None when there is no such kind."""
    return cast(NodeKind, name) if name in get_args(NodeKind) else None
