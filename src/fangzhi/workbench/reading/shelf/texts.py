"""The words of holdings as streams, read from what the workbench keeps of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from wagtail.models import Page

from fangzhi.collect.readers import read_files, was_read
from fangzhi.collect.reading import Reading
from fangzhi.files.atomic import write_bytes
from fangzhi.library.stream import Stream, stream_of_book, stream_of_manuscript
from fangzhi.model.value import read_msgpack
from fangzhi.publish.legal import file_name
from fangzhi.workbench.reading.models import WORK, Holding
from fangzhi.workbench.works.compiling import project_of, store

_NO_WORDS = "读不出文字：可能是扫描的图片。可先识别成文字再入库。"
_NO_FILE = "原件不在存放处了，请从备份里取回。"
_AT_ONCE = 50
"""Works whose files are read by one set of child processes."""
File = tuple[str, str]
"""A kept file: name and digest."""


class Unreadable(Exception):
    """Says in Chinese why a holding gives no words."""


def streams(
    rows: Sequence[Holding], known: Path | None = None
) -> Iterator[tuple[Holding, Stream | Unreadable]]:
    """Give the words of holdings with their citations, or why there are none.

    `known` is a folder of streams by digest, read a moment ago (`keep_stream`).
    """
    for begin in range(0, len(rows), _AT_ONCE):
        some = [(row, files_of(row)) for row in rows[begin : begin + _AT_ONCE]]
        files = dict.fromkeys(file for _, own in some for file in own)
        with tempfile.TemporaryDirectory(prefix="fangzhi-") as top:
            read = _read(list(files), Path(top), known)
            held: dict[File, Stream | Unreadable] = {}
            for row, wanted in some:
                while not held.keys() >= set(wanted):
                    file, stream = next(read)
                    held[file] = stream
                yield row, _of_page(row.page.specific) if row.origin == WORK else joined(
                    [(name, held[name, digest]) for name, digest in wanted]
                )  # fmt: skip


def files_of(row: Holding) -> list[File]:
    """Name the files that a holding's words are read from."""
    if row.source is not None:
        return [(str(row.source.file_name or row.source.title), str(row.source.digest))]
    return [(str(one.name), str(one.digest)) for one in row.files.all() if not one.is_picture]


def _of_page(page: Page) -> Stream | Unreadable:
    _, compiled = project_of(page)
    stream = stream_of_book(compiled.book)
    return stream if stream.text else Unreadable("这里还没有文字。")


def _read(
    files: list[File], top: Path, known: Path | None
) -> Iterator[tuple[File, Stream | Unreadable]]:
    """Read kept originals in child processes, each under its name; those known are not read."""
    unread: list[tuple[File, Path]] = []
    for number, (name, digest) in enumerate(files):
        kept = known / f"{digest}.stream" if known is not None else None
        if kept is not None and kept.is_file():
            yield (name, digest), read_msgpack(kept.read_bytes(), Stream)
            continue
        path = top / f"{number:05d}" / file_name(Path(name).name)
        path.parent.mkdir()
        try:
            shutil.copyfile(store().path(digest), path)
            unread.append(((name, digest), path))
        except (OSError, KeyError):
            yield (name, digest), Unreadable(_NO_FILE)
    if unread:
        readings = read_files([path for _, path in unread], top, recognize=False)
        for (file, path), (_, reading) in zip(unread, readings, strict=True):
            yield file, words_of(reading)
            path.unlink(missing_ok=True)


def words_of(reading: Reading) -> Stream | Unreadable:
    """Give the stream of a file that was read, or why it was not."""
    if not was_read(reading):
        return Unreadable(why(reading))
    stream = stream_of_manuscript(reading.manuscript)
    return stream if stream.text else Unreadable(_NO_WORDS)


def why(reading: Reading) -> str:
    """Give in words why a file was not read."""
    return "；".join(finding.message for finding in reading.findings) or "没有读成。"


def keep_stream(folder: Path, digest: str, stream: Stream) -> None:
    """Keep a stream for the run that indexes it."""
    folder.mkdir(exist_ok=True)
    write_bytes(folder / f"{digest}.stream", msgspec.msgpack.encode(stream))


def joined(found: Iterable[tuple[str, Stream | Unreadable]]) -> Stream | Unreadable:
    """Give several files of one work as one stream; a citation names its file where it must."""
    parts: list[tuple[str, Stream]] = []
    for name, stream in found:
        if isinstance(stream, Unreadable):
            return stream
        parts.append((Path(name).stem, stream))
    if len(parts) == 1:
        return parts[0][1]
    alike = len({cite for _, stream in parts for cite in stream.cites}) < sum(
        len(stream.cites) for _, stream in parts
    )
    text: list[str] = []
    offsets: list[int] = []
    cites: list[str] = []
    turns: list[int] = []
    length = 0
    for stem, stream in parts:
        offsets += [length + offset for offset in stream.offsets]
        cites += [f"{stem} {cite}" if alike else cite for cite in stream.cites]
        turns += [length + turn for turn in stream.turns]
        text.append(stream.text)
        length += len(stream.text)
    whole = Stream("".join(text), tuple(offsets), tuple(cites), turns=tuple(turns))
    return whole if whole.text else Unreadable(_NO_WORDS)
