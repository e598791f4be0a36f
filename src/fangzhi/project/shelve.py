"""Put works on the library's shelf: built works by entry, imported chronicles by leaf or line.

What did not change since the last time is not read again, so a run that was broken off goes on
where it stopped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from fangzhi.collect.readers import was_read
from fangzhi.compile.build import compile_work
from fangzhi.library.index import Library, LibraryFault
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream, stream_of_book, stream_of_manuscript
from fangzhi.model.finding import READING_RULE, Finding
from fangzhi.model.finding import Place as FilePlace
from fangzhi.model.kinds import is_yearbook
from fangzhi.model.value import digest_of, mint_id
from fangzhi.project.folder import input_files
from fangzhi.project.load import Project, load
from fangzhi.project.lock import Busy, only_one
from fangzhi.project.readings import Progress, Readings
from fangzhi.project.settings import tell
from fangzhi.project.shelflist import ShelfList, read_list, row_digest, with_row
from fangzhi.project.toml import read_settings, settings_file

_TOGETHER = 64
"""Files read in one go, side by side."""
_BIG = 1 << 20
_FORM = "2"
"""Raised when a stream is made in another way, so that everything is read again."""


class Shelf(msgspec.Struct, frozen=True):
    """What was added, how many stood there unchanged, and what could not be read."""

    works: tuple[Shelved, ...]
    not_read: tuple[Finding, ...]
    unchanged: int = 0


class _Wanted(msgspec.Struct, frozen=True):
    """One file to put on the shelf as a work of its own."""

    path: Path
    name: str
    id: str
    digest: str
    row: dict[str, object]


def shelve(
    library: Library,
    paths: Iterable[Path],
    progress: Progress,
    *,
    keep: bool = True,
    pool: Executor | None = None,
) -> Shelf:
    """Add works to a library: a folder with settings is one work, other files one work each.

    A work is known again by its title and kind, a file by where it lies: two files of one name in
    two folders are two works. Where a `pool` is given, its workers read the files. Raises
    LibraryFault while another run adds to the same library.
    """
    adding = _Adding(library, progress, keep, pool)
    try:
        with only_one(library.folder):
            library.reload()
            library.add(adding.streams(list(paths)))
    except Busy:
        raise LibraryFault(
            f"另一个窗口正在往“{library.folder}”里加书。请等它做完再运行。"
        ) from None
    return Shelf(tuple(adding.works), tuple(adding.not_read), adding.unchanged)


class _Adding:
    """One run: goes through the paths and remembers what became of each."""

    def __init__(
        self, library: Library, progress: Progress, keep: bool, pool: Executor | None
    ) -> None:
        self._known = {work.id: work.from_digest for work in library.register}
        self._progress, self._keep, self._pool = progress, keep, pool
        self.works: list[Shelved] = []
        self.not_read: list[Finding] = []
        self.unchanged = 0

    def streams(self, paths: list[Path]) -> Iterator[tuple[Shelved, Stream]]:
        for path in paths:
            path = path.parent.resolve() / path.name if path.is_file() else path.resolve()
            listed = read_list(path if path.is_dir() else path.parent)
            self.not_read += listed.complaints
            if not path.is_dir() or settings_file(path) is None:
                found = self._files(path, listed)
            elif tell(read_settings(path), path).work.kind.family == "旧志":
                found = self._files(path, listed, read_settings(path).work)
            else:
                found = self._work(path, listed)
            for work, stream in found:
                self.works.append(work)
                yield work, stream

    def _work(self, folder: Path, listed: ShelfList) -> Iterator[tuple[Shelved, Stream]]:
        row = listed.row("")
        files = [*input_files(folder), settings_file(folder) or folder]
        digest = _digest([(str(path), _bytes_digest(path)) for path in files], row)
        project = None
        id = self._work_id(folder)
        if self._known.get(id) == digest:
            self.unchanged += 1
            return
        project = load(folder, progress=self._progress, keep=self._keep)
        self._say_unread(project)
        book = compile_work(project.told.work, project.contributions).book
        work = Shelved(id, book.work.title, folder.name, "", 0, from_digest=digest)
        work = with_row(_described(work, project), row)
        yield _measured(work, stream_of_book(book))

    def _work_id(self, folder: Path) -> str:
        told = tell(read_settings(folder), folder).work
        return mint_id("library", "work", f"{folder.as_posix()}\0{told.id}")

    def _files(
        self, path: Path, listed: ShelfList, told: dict[str, object] | None = None
    ) -> Iterator[tuple[Shelved, Stream]]:
        """Give each file that is new or changed as a work of its own."""
        root = path if path.is_dir() else path.parent
        paths = list(input_files(path)) if path.is_dir() else [path]
        whole, done = len(paths), 0
        waiting: list[_Wanted] = []
        for file in paths:
            name = file.relative_to(root).as_posix()
            row = _row_of_settings(told, root, name) | listed.row(name)
            id = mint_id("library", "file", (root / name).as_posix())
            shown = f"{root.name}/{name}" if path.is_dir() else name
            wanted = _Wanted(file, shown, id, _digest([("", _bytes_digest(file))], row), row)
            if self._known.get(id) == wanted.digest:
                self.unchanged += 1
                done += 1
            else:
                waiting.append(wanted)
            if len(waiting) == _TOGETHER:
                yield from self._read(root, waiting)
                done += len(waiting)
                waiting = []
            self._progress("加入资料库", done, whole)
        yield from self._read(root, waiting)
        self._progress("加入资料库", whole, whole)

    def _read(self, root: Path, wanted: list[_Wanted]) -> Iterator[tuple[Shelved, Stream]]:
        readings = Readings(root, None, pool=self._pool)
        shown = [each.path for each in wanted]
        for each, (name, reading) in zip(
            wanted, readings.read(shown, lambda step, done, of: None), strict=True
        ):
            if not was_read(reading):
                self.not_read += (
                    msgspec.structs.replace(finding, place=finding.place or FilePlace(name))
                    for finding in reading.findings
                    if finding.rule == READING_RULE
                )
            manuscript = reading.manuscript
            if not manuscript.blocks:
                continue
            title = manuscript.title or Path(name).stem
            work = Shelved(
                each.id, title, each.name, "", 0, author=manuscript.author, from_digest=each.digest
            )
            yield _measured(with_row(work, each.row), stream_of_manuscript(manuscript))

    def _say_unread(self, project: Project) -> None:
        unread = {file.name for file in project.files if not file.read}
        self.not_read += (
            finding
            for finding in project.findings
            if finding.rule == READING_RULE and finding.place and finding.place.doc in unread
        )


def _row_of_settings(told: dict[str, object] | None, root: Path, name: str) -> dict[str, object]:
    """Give what fangzhi.toml says of a file of an old chronicle."""
    if told is None:
        return {}
    settings = read_settings(root)
    document = next((row for row in settings.documents if row.get("file") == name), {})
    row: dict[str, object] = {
        "kind": "旧志",
        "place": told.get("area", ""),
        "author": settings.imprint.get("compiler", ""),
        "edition": settings.imprint.get("subtitle", ""),
        "publisher": settings.imprint.get("publisher", ""),
        "licence": document.get("licence", ""),
        "attribution": document.get("attribution") or settings.imprint.get("notice", ""),
    }
    return {key: value for key, value in row.items() if value}


def _described(work: Shelved, project: Project) -> Shelved:
    """Add what the settings of a work say of it."""
    told = project.told.work
    kind = told.kind.name
    return msgspec.structs.replace(
        work,
        kind="年鉴" if is_yearbook(kind) else "史料" if kind == "资料汇编" else "志书",
        place=told.area,
        start=_year(told.period.start),
        end=_year(told.period.end),
        author=told.imprint.compiler,
        publisher=told.imprint.publisher,
        edition=told.imprint.subtitle,
        year=told.volume_year or _year(told.imprint.date),
        persons=tuple(person.name for person in told.imprint.people),
        rights=told.rights,
    )


def _year(date: str) -> int:
    digits = date[:4]
    return int(digits) if digits.isdigit() else 0


def _measured(work: Shelved, stream: Stream) -> tuple[Shelved, Stream]:
    measured = msgspec.structs.replace(work, digest=digest_of(stream), characters=len(stream.text))
    return measured, stream


def _digest(files: list[tuple[str, str]], row: dict[str, object]) -> str:
    return digest_of([_FORM, files, row_digest(row)])


def _bytes_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            found = hashlib.sha256()
            while piece := file.read(_BIG):
                found.update(piece)
        return found.hexdigest()
    except OSError:
        return ""
