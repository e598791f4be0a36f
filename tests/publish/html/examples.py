"""The example works of the repository as books."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fangzhi.compile.build import compile_work
from fangzhi.compile.printable import printable
from fangzhi.model.book import Book
from fangzhi.project.load import load
from fangzhi.publish.result import Assets

ROOT = Path(__file__).parents[3]
NAMES = ("青浣年鉴", "华阳国志", "方志法规汇编")


@cache
def example(name: str) -> tuple[Book, Assets]:
    """Load and compile one example."""
    project = load(ROOT / "examples" / name, keep=False)
    return printable(compile_work(project.told.work, project.contributions).book), project.assets
