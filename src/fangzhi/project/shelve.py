"""Put works on the library's shelf: built works by entry, imported chronicles by leaf or line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from fangzhi.compile.build import compile_work
from fangzhi.library.index import Library
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream, stream_of_book, stream_of_manuscript
from fangzhi.model.finding import READING_RULE, Finding
from fangzhi.model.value import digest_of, mint_id
from fangzhi.project.load import Project, load
from fangzhi.project.readings import Progress
from fangzhi.project.toml import settings_file


class Shelf(msgspec.Struct, frozen=True):
    """What was added, and what could not be read."""

    works: tuple[Shelved, ...]
    not_read: tuple[Finding, ...]


def shelve(
    library: Library, paths: Iterable[Path], progress: Progress, *, keep: bool = True
) -> Shelf:
    """Add works to a library: a folder with settings is one work, other files one work each.

    A work is known again by its title and kind, a file by where it lies: two files of one name in
    two folders are two works.
    """
    not_read: list[Finding] = []
    works: list[Shelved] = []

    def streams() -> Iterator[tuple[Shelved, Stream]]:
        for path in paths:
            project = _load(path, progress, keep)
            unread = {file.name for file in project.files if not file.read}
            not_read.extend(
                finding
                for finding in project.findings
                if finding.rule == READING_RULE and finding.place and finding.place.doc in unread
            )
            for work, stream in _works(project, path):
                works.append(work)
                yield work, stream

    library.add(streams())
    return Shelf(tuple(works), tuple(not_read))


def _load(path: Path, progress: Progress, keep: bool) -> Project:
    if path.is_dir():
        return load(path, progress=progress, keep=keep)
    return load(path.parent, only=[path], progress=progress, keep=False)


def _works(project: Project, path: Path) -> Iterator[tuple[Shelved, Stream]]:
    if path.is_dir() and settings_file(path) is not None:
        book = compile_work(project.told.work, project.contributions).book
        if project.told.work.kind.family != "旧志":
            id = mint_id("library", "work", f"{project.folder.as_posix()}\0{book.work.id}")
            yield _shelved(id, book.work.title, path.name, stream_of_book(book))
            return
    for contribution in project.contributions:
        manuscript = contribution.manuscript
        title = manuscript.title or Path(manuscript.name).stem
        name = path.name if path.is_file() else f"{path.name}/{manuscript.name}"
        id = mint_id("library", "file", f"{project.folder.as_posix()}\0{manuscript.name}")
        yield _shelved(id, title, name, stream_of_manuscript(manuscript))


def _shelved(id: str, title: str, name: str, stream: Stream) -> tuple[Shelved, Stream]:
    return Shelved(id, title, name, digest_of(stream), len(stream.text)), stream
