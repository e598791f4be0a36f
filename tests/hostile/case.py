"""What a case is: a file, how it is made, and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

CANARY = "outside-secret-words"
"""Stands in a file outside the folder; may never stand in anything read."""

PROSE = "2024年末，全县总人口32.6万人。全年粮食总产量12.4万吨，比上年增长3.1%。\n"


class Case(NamedTuple):
    """One file and what must be said of it.

    `code` is the guard's answer ("" where the fault shows only in reading, or the file is fit to
    be read); `words` must stand in what an editor is told; `keeps` must survive in the manuscript.
    "{canary}" and "{port}" in the bytes become a path and a port that nobody may touch.
    """

    name: str
    build: Callable[[], bytes]
    code: str = ""
    words: str = ""
    keeps: str = ""
