"""Build a project: compile, check, render every format, and replace the outputs whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import msgspec

from fangzhi.check.annotate import GRAVE
from fangzhi.compile.printable import printable
from fangzhi.files.atomic import recover, replace_folders
from fangzhi.model.book import Book
from fangzhi.model.finding import Finding, Level
from fangzhi.project.checked import write_checked
from fangzhi.project.checking import check_project, with_places
from fangzhi.project.folder import BOOK_FOLDER, CACHE_FOLDER, CHECK_FOLDER
from fangzhi.project.load import Project
from fangzhi.project.lock import only_one
from fangzhi.publish.renderers import NAMES, RENDERERS
from fangzhi.publish.result import RenderResult

Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, whole: int) -> None:
    """Show no progress."""


class Output(msgspec.Struct, frozen=True):
    """One format as written: its files under the output folder, bytes, pages and seconds."""

    format: str
    name: str
    files: tuple[str, ...]
    size: int
    pages: int
    seconds: float


class Built(msgspec.Struct, frozen=True):
    """What a build made: the book, its findings, the outputs, and how long each step took."""

    book: Book
    findings: tuple[Finding, ...]
    outputs: tuple[Output, ...]
    seconds: dict[str, float]
    out: Path


def build(
    project: Project,
    out: Path,
    *,
    formats: Iterable[str] = tuple(RENDERERS),
    comments: Sequence[Level] = GRAVE,
    progress: Progress = silent,
) -> Built:
    """Write `out`/成书 and `out`/检查. Until the new is whole the old stays as it was.

    `formats` are those that 成书 holds afterwards; `comments` the levels that become Word comments.
    Raises Busy while another build writes there, OSError where the disk refuses.
    """
    seconds: dict[str, float] = {}
    with _workshop(out) as staged:
        began = perf_counter()
        progress("机检", 0, 1)
        checked = check_project(project)
        seconds["编纂与机检"] = perf_counter() - began
        outputs, rendered = _render(checked.book, project, staged / BOOK_FOLDER, formats, progress)
        findings = (*checked.findings, *rendered)
        began = perf_counter()
        progress("检查报告", 0, 1)
        pages = max((output.pages for output in outputs), default=0)
        findings = write_checked(
            staged / CHECK_FOLDER, project, checked.book, findings, pages, comments
        )
        seconds["检查报告"] = perf_counter() - began
        replace_folders([(staged / name, out / name) for name in (BOOK_FOLDER, CHECK_FOLDER)])
    seconds |= {output.name: output.seconds for output in outputs}
    return Built(checked.book, findings, outputs, seconds, out)


@contextmanager
def _workshop(out: Path) -> Iterator[Path]:
    """Give a folder of this build's own to write into; nothing of it stays, however it ends."""
    out.mkdir(parents=True, exist_ok=True)
    staged = out / CACHE_FOLDER / "staged"
    with only_one(out):
        for name in (BOOK_FOLDER, CHECK_FOLDER):
            recover(out / name)
        shutil.rmtree(staged, ignore_errors=True)
        try:
            yield staged
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def _render(
    book: Book, project: Project, folder: Path, formats: Iterable[str], progress: Progress
) -> tuple[tuple[Output, ...], tuple[Finding, ...]]:
    """Render every format; the typesetter works beside the others, it does not hold the GIL."""
    shown = printable(book)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in RENDERERS if name in set(formats)]
    results: dict[str, tuple[RenderResult, float]] = {}

    def one(name: str) -> None:
        began = perf_counter()
        result = RENDERERS[name](shown, project.assets, folder)
        results[name] = (result, perf_counter() - began)
        progress("成书", len(results), len(wanted))

    progress("成书", 0, len(wanted))
    with ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(one, name) for name in wanted]:
            job.result()
    outputs = tuple(_output(name, folder, *results[name]) for name in wanted)
    findings = tuple(f for name in wanted for f in results[name][0].findings)
    return outputs, with_places(shown, findings)


def _output(name: str, folder: Path, result: RenderResult, seconds: float) -> Output:
    size = sum((folder / file).stat().st_size for file in result.files)
    return Output(name, NAMES[name], result.files, size, result.pages, seconds)
