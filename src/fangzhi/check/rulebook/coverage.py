"""What of the catalogue (R001–R248) is checked, and why a program cannot decide the rest."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from fangzhi.check.rule import Rule, all_rules
from fangzhi.model.finding import Level
from fangzhi.model.value import Value, shaped

LAST = 248
"""The catalogue ends with R248."""
SCOPES = {"text": "一段文字", "table": "一张表", "manuscript": "一份稿", "work": "全书"}
Standing = Literal["机检", "不能判断", "待定"]


class Undecidable(Value, frozen=True):
    """A rule of the catalogue that no program can decide: why, and who looks after it instead."""

    name: str
    level: Level
    reason: str
    instead: str = ""


class Covered(Value, frozen=True):
    """One row of the coverage table; `bad` and `good` count the examples, which are its tests."""

    id: str
    name: str
    standing: Standing
    level: str
    scopes: tuple[str, ...] = ()
    bad: int = 0
    good: int = 0
    fixes: bool = False
    note: str = ""


@cache
def undecidable() -> dict[str, Undecidable]:
    """Read data/undecidable.toml; msgspec.ValidationError for a row that is none."""
    path = files("fangzhi.check").joinpath("data/undecidable.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return shaped(table, dict[str, Undecidable])


@cache
def coverage() -> tuple[Covered, ...]:
    """Give a row for each rule of the catalogue, by its number."""
    rules: dict[str, list[Rule]] = {}
    for rule in all_rules():
        rules.setdefault(rule.id, []).append(rule)
    numbers = (f"R{number:03d}" for number in range(1, LAST + 1))
    return tuple(_row(name, rules.get(name, [])) for name in numbers)


def _row(name: str, rules: list[Rule]) -> Covered:
    if rules:
        levels = dict.fromkeys(rule.level for rule in rules)
        return Covered(
            name, rules[0].title, "机检", "、".join(levels),
            tuple(dict.fromkeys(SCOPES[rule.scope] for rule in rules)),
            sum(len(rule.bad) for rule in rules), sum(len(rule.good) for rule in rules),
            any(rule.fixes for rule in rules),
        )  # fmt: skip
    known = undecidable().get(name)
    if known is None:
        return Covered(name, "", "待定", "")
    note = known.reason + (f"；{known.instead}" if known.instead else "")
    return Covered(name, known.name, "不能判断", known.level, note=f"{note}。")
