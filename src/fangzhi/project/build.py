"""Build a project: compile, check, render every format, and replace the outputs whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import msgspec

from fangzhi.check.annotate import GRAVE
from fangzhi.compile.build import Compiled
from fangzhi.compile.printable import printable
from fangzhi.files.atomic import recover, replace_folders
from fangzhi.model.book import Book
from fangzhi.model.finding import Finding, Level
from fangzhi.project.checked import write_checked
from fangzhi.project.checking import check_project, compile_project, with_places
from fangzhi.project.folder import BOOK_FOLDER, CACHE_FOLDER, CHECK_FOLDER
from fangzhi.project.load import Project
from fangzhi.project.lock import only_one
from fangzhi.project.readings import Progress, silent
from fangzhi.publish.renderers import NAMES, RENDERERS
from fangzhi.publish.result import RenderResult


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
    compiled: Compiled | None = None,
) -> Built:
    """Write `out`/成书 and `out`/检查. Until the new is whole the old stays as it was.

    `formats` are those that 成书 holds afterwards; `comments` the levels that become Word comments;
    `compiled` a book that is bound already (the workbench's).
    Raises Busy while another build writes there, OSError where the disk refuses.
    """
    seconds: dict[str, float] = {}
    with _workshop(out) as staged:
        began = perf_counter()
        progress("机检", 0, 1)
        compiled = compiled or compile_project(project)
        with ThreadPoolExecutor(2) as pool:
            # the typesetter does not hold the GIL: it begins at once, the check goes on beside it
            rendering = _Rendering(pool, compiled.book, project, staged / BOOK_FOLDER, formats)
            checked = check_project(project, compiled=compiled)
            seconds["编纂与机检"] = perf_counter() - began
            outputs, rendered = rendering.finished(progress)
        findings = (*checked.findings, *rendered)
        began = perf_counter()
        progress("检查报告", 0, 1)
        pages = max((output.pages for output in outputs), default=0)
        findings = write_checked(
            staged / CHECK_FOLDER, project, checked.book, findings, pages, comments,
            out / CHECK_FOLDER,
        )  # fmt: skip
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


class _Rendering:
    """Every format being rendered, in threads of a pool."""

    def __init__(
        self,
        pool: ThreadPoolExecutor,
        book: Book,
        project: Project,
        folder: Path,
        formats: Iterable[str],
    ) -> None:
        self._shown = printable(book)
        self._assets = project.assets
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        wanted = set(formats)
        self._jobs = {name: pool.submit(self._render, name) for name in RENDERERS if name in wanted}

    def _render(self, name: str) -> tuple[RenderResult, float]:
        began = perf_counter()
        result = RENDERERS[name](self._shown, self._assets, self._folder)
        return result, perf_counter() - began

    def finished(self, progress: Progress) -> tuple[tuple[Output, ...], tuple[Finding, ...]]:
        """Wait for all formats; give them in their order, and what they could not show."""
        for done, _ in enumerate(as_completed(self._jobs.values())):
            progress("成书", done + 1, len(self._jobs))
        results = {name: job.result() for name, job in self._jobs.items()}
        outputs = tuple(_output(name, self._folder, *made) for name, made in results.items())
        findings = tuple(f for result, _ in results.values() for f in result.findings)
        return outputs, with_places(self._shown, findings)


def _output(name: str, folder: Path, result: RenderResult, seconds: float) -> Output:
    size = sum((folder / file).stat().st_size for file in result.files)
    return Output(name, NAMES[name], result.files, size, result.pages, seconds)
