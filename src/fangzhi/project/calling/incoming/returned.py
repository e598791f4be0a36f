"""A returned file as read: its manuscript, what could not be read, and every id it still bears."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from fangzhi.collect.readers import read_files
from fangzhi.collect.reading import Reading
from fangzhi.model.manuscript import Figure, Manuscript, texts
from fangzhi.model.text import marks_of
from fangzhi.model.value import Value
from fangzhi.project.calling.codes import codes_in, numbers_in
from fangzhi.project.calling.incoming.hidden import hidden_ids

BOOKMARK = "fzcall"
"""The bookmark at the head and at every slot of a pack: this, the task id, and a number."""


class Signs(Value, frozen=True):
    """The ids a file bears: the hidden property, bookmarked task ids, visible codes and numbers.

    `hidden` is "call/task/year" or ""; `numbers` are (2024, 7) for 组稿〔2024〕07号.
    """

    hidden: str = ""
    tasks: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    numbers: tuple[tuple[int, int], ...] = ()


class Returned(Value, frozen=True):
    """One file that came back. `why` says in Chinese what could not be read, file by file.

    `digest` is the SHA-256 of its bytes, "" where there were none to be had; `read` is False
    where nothing of it could be read.
    """

    name: str
    digest: str
    manuscript: Manuscript
    signs: Signs = Signs()
    why: tuple[str, ...] = ()
    read: bool = True
    assets: dict[str, bytes] = {}

    @property
    def is_picture(self) -> bool:
        """Tell whether this is a photograph or scan by itself."""
        return self.manuscript.media_type == "image"


def read_returned(
    paths: Sequence[Path], root: Path, workers: int = 1, *, assets: bool = False
) -> tuple[Returned, ...]:
    """Read files under `root` in child processes, recognizing no scans; faults are told, not raised.

    `assets` keeps the bytes of pictures: a pile of a thousand photographs would fill the memory.
    """
    listed = list(paths)
    hidden = hidden_ids(listed, root)
    found = []
    readings = read_files(listed, root, workers, recognize=False)
    for path, told, (_, reading) in zip(listed, hidden, readings, strict=True):
        kept = reading if assets else replace(reading, assets={})
        found.append(returned_from(kept, digest_of_file(path), told))
    return tuple(found)


def digest_of_file(path: Path) -> str:
    """Give the SHA-256 of a file's bytes, "" where it cannot be opened; large files piece by piece."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def returned_from(reading: Reading, digest: str, hidden: str = "") -> Returned:
    """Make a returned file of a reading, the file's SHA-256, and what `hidden_ids` gave."""
    manuscript = reading.manuscript
    # a figure's caption missing and the like is no reason why something was not read
    why = tuple(f.message for f in reading.findings if f.level in ("政", "硬"))
    return Returned(
        manuscript.name,
        digest,
        manuscript,
        _signs(manuscript, hidden),
        why,
        bool(manuscript.source),
        reading.assets,
    )


def _signs(manuscript: Manuscript, hidden: str) -> Signs:
    lines = [text.text for text in texts(manuscript)]
    return Signs(
        hidden if hidden.count("/") == 2 else "",
        tuple(dict.fromkeys(task for task, _ in anchors(manuscript))),
        codes_in(lines),
        numbers_in(lines),
    )


def anchors(manuscript: Manuscript) -> Iterator[tuple[str, tuple[str, int]]]:
    """Give our bookmarks: the task id, and the block with the number of the anchor in the pack."""
    for text in texts(manuscript):
        for mark in marks_of(text, "bookmark"):
            parts = mark.ref.split("_")
            if len(parts) == 3 and parts[0] == BOOKMARK and parts[2].isdecimal():
                yield parts[1], (text.id, int(parts[2]))


def pictures_of(manuscript: Manuscript) -> tuple[Figure, ...]:
    """Give the pictures that stand in a manuscript, in order."""
    return tuple(block for block in manuscript.blocks if isinstance(block, Figure))
