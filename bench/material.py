"""Material for the benchmarks: real prose from the shipped examples and, where present, ../shared."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import zstandard

from fangzhi.collect.markdown.read import read as read_markdown
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.value import digest_of_bytes
from fangzhi.publish.docx.manuscript import write_manuscript

ROOT = Path(__file__).resolve().parents[1]
LAWS = ROOT / "examples" / "方志法规汇编"
OPEN_LAWS = ROOT.parent / "shared" / "data" / "modern" / "laws_open.tar.zst"


def law_manuscripts() -> Iterator[tuple[str, Manuscript]]:
    """Give laws as manuscripts: those of ../shared, or the shipped ones again and again."""
    for number, (name, data) in enumerate(_law_files(), 1):
        source = SourceFile(Path(name), name, data, digest_of_bytes(data), "md")
        yield f"{number:04d}{Path(name).stem[:40]}.docx", read_markdown(source).manuscript


def _law_files() -> Iterator[tuple[str, bytes]]:
    if OPEN_LAWS.is_file():
        yield from open_laws()
    turn = 0
    while True:
        turn += 1
        for path in sorted(LAWS.glob("*.md")):
            yield path.name, path.read_bytes() + f"\n\n第{turn}次。\n".encode()


def write_work(folder: Path, characters: int) -> int:
    """Write a work of at least so many characters as DOCX files; give how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for name, manuscript in law_manuscripts():
        (folder / name).write_bytes(write_manuscript(manuscript, {}))
        written += sum(len(getattr(block, "text", "")) for block in manuscript.blocks)
        if written >= characters:
            return written
    return written


def law_lines(limit: int) -> list[str]:
    """Give the first `limit` bytes of laws_open as lines, none where ../shared is absent."""
    if not OPEN_LAWS.is_file():
        return []
    lines: list[str] = []
    size = 0
    for _, data in open_laws():
        lines += [line for line in data.decode("utf-8").splitlines() if line.strip()]
        size += len(data)
        if size >= limit:
            break
    return lines


def open_laws() -> Iterator[tuple[str, bytes]]:
    """Give the files of laws_open in the order of the archive."""
    with OPEN_LAWS.open("rb") as packed:
        reader = zstandard.ZstdDecompressor().stream_reader(packed)
        with tarfile.open(fileobj=io.BufferedReader(reader), mode="r|") as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None and member.name.endswith(".md"):
                    yield member.name, file.read()
