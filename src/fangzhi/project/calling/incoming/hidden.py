"""The hidden id in a Word file's properties; a module of its own, so that its child starts fast."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from fangzhi.files.child import Failure, GuardedPool
from fangzhi.files.guard import admit
from fangzhi.files.ooxml import open_package
from fangzhi.files.refusal import Refusal, Refused
from fangzhi.files.source import SourceFile

PROPERTY = "fangzhi-task"
"""The custom document property that holds call id, task id and year, parted by "/"."""
_CUSTOM = "docProps/custom.xml"
_NAME = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


def hidden_ids(paths: Sequence[Path], root: Path) -> list[str]:
    """Give the hidden id of each file, "" where it bears none or is not read; in a child process."""
    found = dict.fromkeys(paths, "")
    packages = [path for path in paths if _is_package(path)]
    if packages:
        with GuardedPool(hidden_id, str, 1, warm=(__name__,)) as pool:
            answers = pool.map((path, root) for path in packages)
            for path, told in zip(packages, answers, strict=True):
                found[path] = "" if isinstance(told, Failure) else told
    return [found[path] for path in paths]


def hidden_id(path: Path, root: Path) -> str:
    """Give the hidden id of one file; runs in the child process."""
    source = admit(path, root)
    return "" if isinstance(source, Refusal) else hidden_in(source)


def hidden_in(source: SourceFile) -> str:
    """Give the hidden id of an admitted file, "" for none or a file of another kind."""
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


def _is_package(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"
    return False
