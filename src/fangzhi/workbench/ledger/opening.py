"""Opening a workbench's folder from the command line, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

from fangzhi.workbench.conf.home import DATABASE
from fangzhi.workbench.conf.serve import prepare


class NotOurs(Exception):
    """Raised for a folder that holds no workbench, or one where a fresh one was wanted."""


def holds_workbench(folder: Path) -> bool:
    """Tell whether a workbench's data stand here."""
    if os.environ.get("DATABASE_URL"):
        return folder.is_dir()
    return (folder / DATABASE).is_file()


def open_folder(folder: Path) -> None:
    """Point Django at a workbench that is there; raise NotOurs, in words, where there is none."""
    if not holds_workbench(folder):
        raise NotOurs(f"“{folder}”里没有工作台的数据。请写 fangzhi serve 时用的那个文件夹。")
    prepare(folder)
