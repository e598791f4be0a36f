"""Invented counties with an answer key: what was found once stays found, what is right stays so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from fangzhi.check.jsonl import row_of
from fangzhi.check.rule import FAMILIES
from fangzhi.project.checking import check_project
from fangzhi.project.load import load

HERE = Path(__file__).parent
LEAST_FOUND = {
    "city": 0.93, "coast": 0.95, "desert": 0.88, "district": 0.95, "farm": 0.93, "ferry": 0.83, "gorge": 0.76,
    "granary": 0.855,
    "harbor": 0.83, "highland": 0.93, "hills": 0.955, "lake": 0.955, "loess": 0.91, "mountain": 0.94,
    "oasis": 0.975, "plain": 0.91, "river": 0.945, "salt": 0.975, "salween": 0.84, "schools": 0.97, "terrace": 0.84,
    "town": 0.9, "village": 0.96, "yearbook": 0.93,
}  # fmt: skip
MOST_TRAPS = {
    "city": 0.009, "coast": 0.005, "desert": 0.0095, "district": 0.005, "farm": 0.006, "ferry": 0.074, "gorge": 0.003,
    "granary": 0.028,
    "harbor": 0.03, "highland": 0.006, "hills": 0.004, "lake": 0.006, "loess": 0.015, "mountain": 0.0105,
    "oasis": 0.005, "plain": 0.0, "river": 0.006, "salt": 0.005, "salween": 0.003, "schools": 0.005, "terrace": 0.007,
    "town": 0.003, "village": 0.01, "yearbook": 0.007,
}  # fmt: skip
LONG = 80
"""A finding over more characters than this meets only a key that is long too."""


class Measured(NamedTuple):
    """Keys that a finding of their family meets, of all; traps that a finding outside keys meets."""

    missed: list[str]
    keys: int
    trapped: list[str]
    traps: int


def rows(county: str, name: str) -> list[dict[str, Any]]:
    lines = (HERE / county / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def family(rule: str) -> str:
    number = int(rule[1:]) if rule[:1] == "R" and rule[1:].isdigit() else 0
    return next((letter for last, letter in FAMILIES if number <= last), "") if number else ""


def findings(county: str, folder: Path) -> list[dict[str, Any]]:
    copy = folder / county
    shutil.copytree(HERE / county / "manuscripts", copy)
    return [row_of(f) for f in check_project(load(copy, keep=False), keep=False).findings]


def meet(finding: dict[str, Any], place: dict[str, Any]) -> bool:
    return (
        finding["start"] is not None
        and Path(finding["doc"]).name == place["doc"]
        and str(finding["block"]) == str(place["block"])
        and finding["start"] < place["end"]
        and place["start"] < finding["end"]
    )


def places(key: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield key
    yield from key.get("also", ())


def meets_key(finding: dict[str, Any], key: dict[str, Any]) -> bool:
    long = (finding["end"] or 0) - (finding["start"] or 0) > max(LONG, 3 * len(key["text"]))
    return not long and any(meet(finding, place) for place in places(key))


def measured(county: str, folder: Path) -> Measured:
    found, keys, traps = findings(county, folder), rows(county, "key"), rows(county, "traps")
    outside = [f for f in found if not any(meets_key(f, key) for key in keys)]
    missed = [
        f"{key['id']} {key['rule']} {key['text']}"
        for key in keys
        if not any(
            family(f["rule"]) == family(key["rule"])
            and (meets_key(f, key) or (f["rule"] == key["rule"] and f["start"] is None))
            for f in found
        )
    ]
    trapped = [
        f"{trap['id']} {f['rule']} {trap['text']}"
        for trap in traps
        for f in outside
        if meet(f, trap)
    ]
    return Measured(missed, len(keys), trapped, len(traps))


@pytest.mark.parametrize("county", sorted(LEAST_FOUND))
def test_a_county_keeps_what_was_reached_on_it(county: str, tmp_path: Path) -> None:
    got = measured(county, tmp_path)
    assert 1 - len(got.missed) / got.keys >= LEAST_FOUND[county], got.missed
    assert len(got.trapped) / got.traps <= MOST_TRAPS[county], got.trapped
