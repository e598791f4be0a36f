"""`make bench`: print the table of ratios."""

from __future__ import annotations

import argparse
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import (
    building,
    checking,
    proofs,
    reading,
    room,
    searching,
    spelling,
    typesetting,
    workbench,
)
from bench.timing import Row

_PARTS: dict[str, Callable[[Path], list[Row]]] = {
    "reading": reading.rows,
    "typesetting": typesetting.rows,
    "checking": lambda folder: checking.rows(),
    "building": building.rows,
    "proofs": proofs.rows,
}
_APART: dict[str, Callable[[Path], list[Row]]] = {
    "workbench": workbench.rows,
    "searching": searching.rows,
    "growth": searching.growth,
    "room": room.rows,
}
"""Measured only when asked for: need minutes, a server and its database, or ../shared."""


def main() -> None:
    """Run the parts asked for (all by default) and print one table."""
    parser = argparse.ArgumentParser(description="Ratios against the peers, in one run.")
    parser.add_argument("parts", nargs="*", choices=[*_PARTS, *_APART, "spelling", []], default=[])
    wanted = parser.parse_args().parts or list(_PARTS)
    if "spelling" in wanted:
        print("\n".join(spelling.report()))
        if not (wanted := [part for part in wanted if part != "spelling"]):
            return
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    print("| 做什么 | 我们 | 同类 | 同类用时 | 比值（同类÷我们） | 说明 |")
    print("|---|---:|---|---:|---:|---|")
    with tempfile.TemporaryDirectory() as folder:
        for part in wanted:
            for row in (_PARTS | _APART)[part](Path(folder)):
                print(row.line(), flush=True)


if __name__ == "__main__":
    main()
