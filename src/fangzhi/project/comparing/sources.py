"""The works to compare: by title or id out of a library, or as files and folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from fangzhi.collect.readers import read_files, was_read
from fangzhi.library.collation.witness import Witness, witness
from fangzhi.library.filters import Audience
from fangzhi.library.index import Library
from fangzhi.library.reuse.between import Source
from fangzhi.library.seen import stream_for, works_for
from fangzhi.library.stream import Stream, stream_of_manuscript
from fangzhi.model.manuscript import Manuscript
from fangzhi.zh.fold import fold

INSIDE = Audience(everything=True)
"""Whoever compares at his own desk has the library's folder, and reads all of it."""
_LEFT_OUT = ("readme", "attribution", ".")


class NoSource(LookupError):
    """Raised when a work that is named cannot be found or read; says in Chinese which, and why."""


def source_of(name: str, library: Library | None, audience: Audience = INSIDE) -> Source:
    """Give the work of a title or id in the library, or of a file or folder; raise NoSource.

    To an audience that may not see a work, it is not there; what it may not see of one is blank.
    """
    path = Path(name)
    if path.exists():
        return source_at(path)
    if library is None:
        raise NoSource(f"找不到“{name}”。要用资料库里的书，请加 --library 资料库所在的文件夹。")
    plain = fold(name.strip("《》"))
    seen = list(works_for(library, audience))
    found = [w for w in seen if w.id == name or fold(w.title) == plain]
    if not found:
        found = [w for w in seen if plain in fold(w.title)]
    if len(found) != 1:
        titles = "、".join(f"{w.title}（{w.id}）" for w in found[:10])
        raise NoSource(
            f"资料库里有几种书叫“{name}”：{titles}。请用括号里的代号。"
            if found
            else f"资料库里没有“{name}”。用 fangzhi library list 看看有哪些书。"
        )
    return Source(found[0].id, found[0].title, stream_for(library, found[0].id, audience))


def sources_in(
    library: Library,
    wanted: Callable[[str], bool] = lambda title: True,
    audience: Audience = INSIDE,
) -> Iterable[Source]:
    """Give the works of a library whose titles are wanted, as an audience may read them."""
    for work in filter(lambda work: wanted(work.title), list(works_for(library, audience))):
        yield Source(work.id, work.title, stream_for(library, work.id, audience))


def source_at(path: Path) -> Source:
    """Read a file, or a folder of files in the order of their names, as one work."""
    read = manuscripts_at(path)
    title = next((one.title for one in read if one.title), "") or path.stem
    streams = [stream_of_manuscript(one) for one in read]
    text = "".join(stream.text for stream in streams)
    offsets: list[int] = []
    at = 0
    for stream in streams:
        offsets += [at + offset for offset in stream.offsets]
        at += len(stream.text)
    cites = tuple(cite for stream in streams for cite in stream.cites)
    return Source("", title, Stream(text, tuple(offsets), cites))


def witness_at(path: Path, siglum: str) -> Witness:
    """Read a file or folder as a witness; raise NoSource."""
    read = manuscripts_at(path)
    parts = [(one.name, stream_of_manuscript(one)) for one in read]
    title = next((one.title for one in read if one.title), "") or path.stem
    return witness(siglum, f"{title} {path.stem if path.is_file() else path.name}", parts)


def manuscripts_at(path: Path) -> list[Manuscript]:
    """Read the text of a file, or of the files of a folder; raise NoSource for one not read."""
    if not path.exists():
        raise NoSource(f"找不到：{path}")
    files = [path] if path.is_file() else sorted(p for p in path.iterdir() if _is_text(p))
    root = path.parent if path.is_file() else path
    read = []
    for name, reading in read_files(files, root, recognize=False):
        if not was_read(reading):
            why = "；".join(finding.message for finding in reading.findings)
            raise NoSource(f"“{name}”没有读成：{why}")
        read.append(reading.manuscript)
    if not any(stream_of_manuscript(one).text for one in read):
        raise NoSource(f"“{path}”里没有可以比对的文字。")
    return read


def _is_text(path: Path) -> bool:
    name = path.name.lower()
    return path.is_file() and not name.startswith(_LEFT_OUT) and path.suffix != ".toml"
