"""Real texts as streams: the shipped chronicles, and everything open where ../shared is present."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import zstandard

from bench.material import OPEN_LAWS, ROOT, open_laws
from fangzhi.library.index import Library
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream, drop_space

CLASSICAL = ROOT.parent / "shared" / "data" / "classical"
SHIPPED = (
    ROOT / "examples" / "华阳国志" / "华阳国志_KR2i0003_SBCK.jsonl",
    ROOT / "examples" / "四川通志" / "四川通志_KR2k0052_WYG.jsonl.zst",
)


def shipped() -> Iterator[tuple[str, Stream]]:
    """Give the chronicles of the examples."""
    for path in SHIPPED:
        yield path.name.split("_")[0], _chronicle(path)


def everything() -> Iterator[tuple[str, Stream]]:
    """Give about 100 MB: all chronicles and all open laws; nothing where ../shared is absent."""
    if not OPEN_LAWS.is_file():
        return
    for path in (*sorted(CLASSICAL.glob("*.jsonl*")), *sorted(CLASSICAL.glob("bench/*.zst"))):
        yield path.name.split(".")[0], _chronicle(path)
    for name, data in open_laws():
        lines = data.decode("utf-8").splitlines()
        yield Path(name).stem, joined((line, str(n)) for n, line in enumerate(lines, 1))


def shelved(works: list[tuple[str, Stream]], folder: Path) -> Library:
    """Put works on a shelf, with ids by their number."""
    library = Library(folder, create=True)
    library.add(
        (Shelved(f"w{n}", title, title, "", len(stream.text)), stream)
        for n, (title, stream) in enumerate(works)
    )
    return library


def joined(pieces: Iterator[tuple[str, str]]) -> Stream:
    """Join words with their citations."""
    parts, offsets, cites = [], [], []
    length = 0
    for words, cite in pieces:
        if plain := drop_space(words):
            offsets.append(length)
            cites.append(cite)
            parts.append(plain)
            length += len(plain)
    return Stream("".join(parts), tuple(offsets), tuple(cites))


def _chronicle(path: Path) -> Stream:
    data = path.read_bytes()
    if path.suffix == ".zst":
        data = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()
    rows = (json.loads(line) for line in data.decode("utf-8").splitlines())
    return joined((row["text"].replace("/", ""), row["page"]) for row in rows)
