"""The table of rights (权限表): role × action × state × relation, read from rights.tsv."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

STATES = ("编写", "送审", "定稿", "发布")
"""What a place in a work can be in; the state of a place is that of the nearest seal above it."""
RELATIONS = ("own", "sub", "work", "elsewhere")
"""How a user stands to a place: own unit or own text within the post's subtree; in the subtree;
elsewhere in a work where he has a post; in a work where he has none."""
_REACH = {"-": 0, "own": 1, "sub": 2, "all": 4}
_DISTANCE = {"own": 1, "sub": 2, "work": 3, "elsewhere": 4}


class Action(NamedTuple):
    """One thing that people do: its key, its Chinese name, when, and how far each role reaches."""

    key: str
    title: str
    states: frozenset[str]
    reach: dict[str, str]


@cache
def actions() -> dict[str, Action]:
    """Read the table; raise ValueError where it is not what `may` can read."""
    text = files("fangzhi.workbench.people").joinpath("rights.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    head, *rows = lines
    found: dict[str, Action] = {}
    for key, title, states, *cells in rows:
        when = frozenset(STATES if states == "any" else states.split(","))
        reach = dict(zip(head[3:], cells, strict=True))
        if not when <= set(STATES) or not set(cells) <= set(_REACH) or key in found:
            raise ValueError(f"rights.tsv: {key}")
        found[key] = Action(key, title, when, reach)
    return found


def allows(action: str, role: str, state: str, relation: str) -> bool:
    """Tell whether one cell of the table says yes."""
    row = actions()[action]
    return state in row.states and _REACH[row.reach[role]] >= _DISTANCE[relation]


def shows(role: str, relation: str, what: str = "entry.see") -> bool:
    """Tell whether someone with this role sees what stands in this relation to him."""
    return _REACH[actions()[what].reach[role]] >= _DISTANCE[relation]
