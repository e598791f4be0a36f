"""The works to compare: by title or id out of a library, or as files and folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from fangzhi.collect.readers import read_files, was_read
from fangzhi.library.collation.witness import Witness, witness
from fangzhi.library.index import Library
from fangzhi.library.reuse.between import Source
from fangzhi.library.stream import Stream, stream_of_manuscript
from fangzhi.model.manuscript import Manuscript
from fangzhi.zh.fold import fold

_LEFT_OUT = ("readme", "attribution", ".")


class NoSource(LookupError):
    """Raised when a work that is named cannot be found or read; says in Chinese which, and why."""


def source_of(name: str, library: Library | None) -> Source:
    """Give the work of a title or id in the library, or of a file or folder; raise NoSource."""
    path = Path(name)
    if path.exists():
        return source_at(path)
    if library is None:
        raise NoSource(f"找不到“{name}”。要用资料库里的书，请加 --library 资料库所在的文件夹。")
    plain = fold(name.strip("《》"))
    found = [w for w in library.register if w.id == name or fold(w.title) == plain]
    if not found:
        found = [w for w in library.register if plain in fold(w.title)]
    if len(found) != 1:
        titles = "、".join(f"{w.title}（{w.id}）" for w in found[:10])
        raise NoSource(
            f"资料库里有几种书叫“{name}”：{titles}。请用括号里的代号。"
            if found
            else f"资料库里没有“{name}”。用 fangzhi library list 看看有哪些书。"
        )
    return Source(found[0].id, found[0].title, library.stream(found[0].id))


def sources_in(
    library: Library, wanted: Callable[[str], bool] = lambda title: True
) -> Iterable[Source]:
    """Give the works of a library whose titles are wanted, one after another."""
    for work in filter(lambda work: wanted(work.title), library.register):
        yield Source(work.id, work.title, library.stream(work.id))


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
