"""Reading a backup back: every file against the manifest. Needs no workbench to be there."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from fangzhi.workbench.ledger.keeping import manifest
from fangzhi.workbench.ledger.keeping.files import pour
from fangzhi.workbench.ledger.keeping.manifest import Manifest

Tell = Callable[[str, int, int], None]
KIND = "备份"


def silent(step: str, done: int, whole: int) -> None:
    """Tell nothing."""


def check(path: Path, tell: Tell = silent) -> Manifest:
    """Read a backup back and compare every digest; raise BadZipFile, in words, where one differs."""
    with zipfile.ZipFile(path) as archive:
        try:
            listed = manifest.read(archive.read(manifest.NAME), KIND)
        except (KeyError, ValueError) as fault:
            raise zipfile.BadZipFile(f"不是方志工作台的备份：{fault}") from fault
        for done, one in enumerate(listed.files):
            tell("核对备份", done, len(listed.files))
            with archive.open(one.path) as source, open(os.devnull, "wb") as nowhere:
                if pour(source, nowhere) != (one.sha256, one.size):
                    raise zipfile.BadZipFile(f"备份里的“{one.path}”与清单不符")
    return listed
