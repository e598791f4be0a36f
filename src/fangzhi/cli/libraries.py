"""Which library a command means, and as whom it reads there: the same words in every command."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from fangzhi.library.filters import Audience
from fangzhi.library.index import Library
from fangzhi.library.opening import SETTING, library_at, open_library


def add_library(parser: Any) -> None:
    """Let a command that works without a library be told one, and read it as the public does."""
    parser.add_argument(
        "--library", default="", metavar="文件夹",
        help=f"资料库所在的文件夹，或 opensearch://主机:端口/名称（默认取 {SETTING}）",
    )  # fmt: skip
    parser.add_argument("--public", action="store_true", help="只用今天对外开放的，如同外来的读者")


def asked_library(options: argparse.Namespace, *, files: bool) -> Library | None:
    """Open the library that was named, or without `files` the one of the setting; None where there
    is none. Raises LibraryFault."""
    where = options.library or ("" if files else library_at(""))
    return open_library(where) if where else None


def audience_of(options: argparse.Namespace) -> Audience:
    """Say as whom the library is read."""
    return Audience(not options.public, date.today().isoformat())
