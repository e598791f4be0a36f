"""The whole build of a work of one million characters, and again after one changed entry."""

from __future__ import annotations

import shutil
from pathlib import Path
from time import perf_counter

from bench.material import write_work
from bench.timing import Row
from fangzhi.project.build import build
from fangzhi.project.load import load


def rows(folder: Path) -> list[Row]:
    """Build, change one file, build again; all formats and the check."""
    work = folder / "百万字"
    shutil.rmtree(work, ignore_errors=True)
    characters = write_work(work, 1_000_000)
    (work / "fangzhi.toml").write_text(
        '[work]\ntitle = "百万字"\nkind = "资料汇编"\n', encoding="utf-8"
    )
    first, detail = _build(work)
    files = sorted(work.glob("*.docx"))
    shutil.copy(files[0], files[1])
    again, detail_again = _build(work)
    return [
        Row(
            "百万字全书（全部格式加机检）",
            first,
            "30 s 的目标",
            30.0,
            f"{characters:,} 字；{detail}",
        ),
        Row("改一个文件后再做一遍", again, "8 s 的目标", 8.0, detail_again),
    ]


def _build(work: Path) -> tuple[float, str]:
    began = perf_counter()
    project = load(work)
    read = perf_counter() - began
    built = build(project, work)
    steps = "，".join(f"{step} {taken:.1f}" for step, taken in built.seconds.items())
    return perf_counter() - began, f"读入 {read:.1f}，{steps}"
