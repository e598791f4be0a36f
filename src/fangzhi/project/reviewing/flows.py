"""Flows (审稿流程) as data: which steps a work goes through, by kind, level and way out."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from fangzhi.model.value import Value, shaped

Kind = Literal["志书", "年鉴", "专题"]
Level = Literal["省", "市", "县", "乡村"]
Way = Literal["公开出版", "内部资料准印证", "网上发布"]
What = Literal["篇目", "正文"]
GateKind = Literal["opinions", "quality", "maps", "panel", "paper", "open"]


class Source(Value, frozen=True):
    """Where a step or gate comes from; `seen` is False where the text itself was not read yet."""

    says: str
    seen: bool = False


class Gate(Value, frozen=True):
    """What must be there before a step passes.

    `bound` is the highest error rate per 10,000 characters; `asks` are the fields of a paper that
    must be filled in; `covers`: the paper must be about the very text (digest) that passes;
    `only` names the tag of works that need it ("" = all).
    """

    kind: GateKind
    basis: tuple[str, ...]
    name: str = ""
    paper: str = ""
    asks: tuple[str, ...] = ()
    covers: bool = False
    bound: Decimal | None = None
    certificate: bool = False
    only: str = ""


class Step(Value, frozen=True):
    """One step: who passes it (`actors` are roles), whose fields are heard, what must be there.

    `keeps` may not have changed since it was locked; `locks` is locked by passing. `releases`:
    passing lets the text out of the house. `months` is the time limit after publication.
    `other_than`: not the person who passed those steps. `by` is the body in charge.
    """

    step: str
    actors: tuple[str, ...]
    gates: tuple[Gate, ...]
    basis: tuple[str, ...]
    by: str
    layer: str = ""
    panel: tuple[str, ...] = ()
    keeps: tuple[What, ...] = ()
    locks: tuple[What, ...] = ()
    other_than: tuple[str, ...] = ()
    releases: bool = False
    months: int = 0


class Flow(Value, frozen=True):
    """The steps of one kind of work, in order."""

    kind: Kind
    level: Level
    way: Way
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        """Name the flow for the head of a page: "县级志书·公开出版"."""
        return f"{self.level}级{self.kind}·{self.way}"

    def place_of(self, step: str) -> int:
        """Give the place of a step in the flow, -1 where the flow has none of that name."""
        return next((n for n, one in enumerate(self.steps) if one.step == step), -1)


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    step: str
    actors: tuple[str, ...]
    gates: tuple[str, ...]
    basis: tuple[str, ...]
    by: dict[str, str]
    kind: str = ""
    levels: tuple[Level, ...] = ()
    ways: tuple[Way, ...] = ()
    layer: str = ""
    panel: tuple[str, ...] = ()
    keeps: tuple[What, ...] = ()
    locks: tuple[What, ...] = ()
    other_than: tuple[str, ...] = ()
    releases: bool = False
    months: int = 0


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: tuple[Kind, ...]
    levels: tuple[Level, ...]
    ways: tuple[Way, ...]
    sources: dict[str, Source]
    gates: dict[str, Gate]
    steps: tuple[_Row, ...]


@cache
def _table() -> _Table:
    words = resources.files("fangzhi.project.reviewing.data").joinpath("flows.toml")
    # strict=False: bounds are written as strings so that no binary fraction slips in
    return shaped(tomllib.loads(words.read_text(encoding="utf-8")), _Table, strict=False)


def sources() -> dict[str, Source]:
    """Give what each code of a basis stands for."""
    return dict(_table().sources)


def flow_for(kind: Kind, level: Level, way: Way) -> Flow:
    """Give the flow of a work; raise ValueError for a kind, level or way that the table lacks."""
    table = _table()
    if kind not in table.kinds or level not in table.levels or way not in table.ways:
        raise ValueError(f"流程表里没有“{level}级{kind}·{way}”这一种。")
    rows = (
        row
        for row in table.steps
        if row.kind in ("", kind)
        and (not row.levels or level in row.levels)
        and (not row.ways or way in row.ways)
    )
    return Flow(kind, level, way, tuple(_step(row, level, table) for row in rows))


def all_flows() -> tuple[Flow, ...]:
    """Give every flow that the table describes."""
    table = _table()
    return tuple(
        flow_for(kind, level, way)
        for kind in table.kinds
        for level in table.levels
        for way in table.ways
    )


def _step(row: _Row, level: Level, table: _Table) -> Step:
    gates = tuple(msgspec.structs.replace(table.gates[name], name=name) for name in row.gates)
    return Step(
        row.step, row.actors, gates, row.basis, row.by[level], row.layer, row.panel, row.keeps,
        row.locks, row.other_than, row.releases, row.months,
    )  # fmt: skip
