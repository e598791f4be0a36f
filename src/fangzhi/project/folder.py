"""What a folder of manuscripts holds: which files are input, in the order a person expects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from fangzhi.project.toml import NAMES

BOOK_FOLDER = "成书"
CHECK_FOLDER = "检查"
QUALITY_FOLDER = "质检"
PROOF_FOLDER = "校样"
CACHE_FOLDER = ".fangzhi"
RESOLUTIONS = "定夺.jsonl"
"""Settled contradictions, beside the manuscripts, or for all works of an office where
fangzhi.toml names a file in [rules] resolutions."""
CALL_FOLDER = "组稿包"
INBOX_FOLDER = "收件"
_NEVER = (BOOK_FOLDER, CHECK_FOLDER, QUALITY_FOLDER, PROOF_FOLDER, CALL_FOLDER, INBOX_FOLDER,
          CACHE_FOLDER, "__MACOSX")  # fmt: skip
_NOT_INPUT = (
    "thumbs.db",
    "desktop.ini",
    "readme.md",
    "readme.txt",
    "attribution.md",
    "审定.jsonl",
    "人工差错.jsonl",
    "定夺.jsonl",
    "组稿.toml",
    "收件.jsonl",
    "library.toml",
    "资料清单.csv",
    *NAMES,
)


def input_files(folder: Path) -> tuple[Path, ...]:
    """Give the files to read, in natural order of their paths (2 before 10).

    Outputs (成书, 检查, 质检, 校样, 组稿包), what was only received (收件), hidden files, Word's lock
    files and the settings are never input.
    """
    found = []
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if any(part in _NEVER or part.startswith((".", "~$")) for part in parts):
            continue
        if path.name.lower() in _NOT_INPUT:
            continue
        # a link to a folder is not followed; as a file it gets the guard's reason
        if path.is_dir() and not path.is_symlink():
            continue
        found.append(path)
    return tuple(sorted(found, key=lambda path: natural_key(path.relative_to(folder).as_posix())))


def without_input(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Give the folders among these in which no manuscript lies."""
    return tuple(path for path in paths if path.is_dir() and not input_files(path))


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key in which digit runs count as numbers and folders come in their own order."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple((0, int(p), "") if p.isdecimal() and p.isascii() else (1, 0, p) for p in parts)
