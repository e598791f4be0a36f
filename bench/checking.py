"""All rules, one process, first 20 MB of laws_open, against autocorrect's lint on the same lines."""

from __future__ import annotations

import autocorrect_py

from bench.material import law_lines
from bench.timing import Row, best
from fangzhi.check.engine import check_manuscript
from fangzhi.check.settings import CheckSettings
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text


def rows() -> list[Row]:
    """Check the lines as one manuscript of paragraphs; the peer lints line by line."""
    lines = law_lines(20_000_000)
    if not lines:
        return [Row("机检", 0.0, "autocorrect-py", None, "没有 ../shared，未测")]
    size = sum(len(line.encode()) for line in lines) / 1e6
    manuscript = Manuscript(tuple(Text(f"b{i}", line) for i, line in enumerate(lines)), name="法规")

    def ours() -> None:
        check_manuscript(manuscript, CheckSettings())

    def theirs() -> None:
        for line in lines:
            autocorrect_py.lint_for(line, "text")

    seconds = best(ours, 2)
    note = f"{size:.1f} MB，我们 {size / seconds:.1f} MB/s"
    return [Row("机检（全部规则）", seconds, "autocorrect-py", best(theirs, 2), note)]
