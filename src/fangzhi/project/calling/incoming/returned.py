"""A returned file as read: its manuscript, what could not be read, and every id it still bears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from fangzhi.collect.readers import read_files
from fangzhi.collect.reading import Reading
from fangzhi.model.manuscript import Figure, Manuscript, texts
from fangzhi.model.text import marks_of
from fangzhi.model.value import Value, digest_of_bytes
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


def read_returned(paths: Sequence[Path], root: Path, workers: int = 1) -> tuple[Returned, ...]:
    """Read files under `root` in child processes, recognizing no scans; faults are told, not raised."""
    listed = list(paths)
    readings = list(read_files(listed, root, workers, recognize=False))
    hidden = hidden_ids(listed, root)
    return tuple(
        returned_from(reading, path.read_bytes() if path.is_file() else b"", told)
        for path, (_, reading), told in zip(listed, readings, hidden, strict=True)
    )


def returned_from(reading: Reading, data: bytes, hidden: str = "") -> Returned:
    """Make a returned file of a reading, its bytes, and the hidden property as `hidden_ids` gave it."""
    manuscript = reading.manuscript
    # a figure's caption missing and the like is no reason why something was not read
    why = tuple(f.message for f in reading.findings if f.level in ("政", "硬"))
    return Returned(
        manuscript.name,
        digest_of_bytes(data) if data else "",
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
