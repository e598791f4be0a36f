"""A returned file as read: its manuscript, what could not be read, and every id it still bears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from fangzhi.collect.readers import read_files
from fangzhi.collect.reading import Reading
from fangzhi.files.child import Failure, GuardedPool
from fangzhi.files.guard import admit
from fangzhi.files.ooxml import open_package
from fangzhi.files.refusal import Refusal, Refused
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Figure, Manuscript, texts
from fangzhi.model.text import marks_of
from fangzhi.model.value import Value, digest_of_bytes
from fangzhi.project.calling.codes import codes_in, numbers_in
from fangzhi.project.calling.papers.pack import BOOKMARK, PROPERTY

_CUSTOM = "docProps/custom.xml"
_NAME = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


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
    with GuardedPool(hidden_id, str, 1, warm=(__name__,)) as pool:
        hidden = list(pool.map((path, root) for path in listed))
        readings = list(read_files(listed, root, workers, recognize=False))
    return tuple(
        returned_from(reading, path.read_bytes() if path.is_file() else b"",
                      "" if isinstance(told, Failure) else told)
        for path, (_, reading), told in zip(listed, readings, hidden, strict=True)
    )  # fmt: skip


def returned_from(reading: Reading, data: bytes, hidden: str = "") -> Returned:
    """Make a returned file of a reading, its bytes, and the hidden property as `hidden_id` gave it."""
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


def hidden_id(path: Path, root: Path) -> str:
    """Give the hidden property of a Word file, "" for none; runs in the child process."""
    source = admit(path, root)
    return "" if isinstance(source, Refusal) else hidden_in(source)


def hidden_in(source: SourceFile) -> str:
    """Give the hidden property of an admitted file, "" for none or a file of another kind."""
    if source.media_type != "docx":
        return ""
    try:
        package = open_package(source.data)
        if _CUSTOM not in package:
            return ""
        nodes = [node for node in package.xml(_CUSTOM).iter(_NAME) if node.get("name") == PROPERTY]
    except Refused:
        return ""
    return "".join(str(text) for text in nodes[0].itertext()).strip() if nodes else ""


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
