"""All rules, one process, first 20 MB of laws_open, against autocorrect's lint on the same lines."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import autocorrect_py

from bench.material import law_lines
from bench.timing import Row
from fangzhi.check.engine import active_rules, check_manuscript
from fangzhi.check.settings import CheckSettings
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

_BYTES = 20_000_000
_TURNS = 3


def rows() -> list[Row]:
    """Check the lines as one manuscript of paragraphs; the peer lints line by line.

    Processor seconds, the best of three turns each, taken in turn: both are single-threaded, and
    other work on the machine then weighs on both alike.
    """
    lines = law_lines(_BYTES)
    if not lines:
        return [Row("机检", 0.0, "autocorrect-py", None, "没有 ../shared，未测")]
    settings = CheckSettings()
    manuscript = Manuscript(tuple(Text(f"b{i}", line) for i, line in enumerate(lines)), name="法规")

    def ours() -> None:
        check_manuscript(manuscript, settings)

    def theirs() -> None:
        for line in lines:
            autocorrect_py.lint_for(line, "text")

    size = sum(len(line.encode()) for line in lines) / 1e6
    taken = [(_seconds(ours), _seconds(theirs)) for _ in range(_TURNS)]
    own, peer = (min(times) for times in zip(*taken, strict=True))
    note = (
        f"{size:.1f} MB，{len(lines)} 行，{len(active_rules(settings))} 条规则："
        f"我们 {size / own:.1f} MB/s，同类 {size / peer:.1f} MB/s；"
        f"只读入并解码 {size / _reading(lines):.0f} MB/s"
    )
    return [Row("机检（全部规则）", own, "autocorrect-py", peer, note)]


def _seconds(run: Callable[[], object]) -> float:
    began = process_time()
    run()
    return process_time() - began


def _reading(lines: list[str]) -> float:
    """The seconds that no checker of these lines can go below: read the file and decode it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.txt"
        path.write_bytes("\n".join(lines).encode("utf-8"))
        return min(
            _seconds(lambda: path.read_bytes().decode("utf-8").split("\n")) for _ in range(_TURNS)
        )
