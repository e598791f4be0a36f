"""Writing so that a reader sees the old bytes or the new ones, never a half."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

_RETRIES = 20
_PAUSE = 0.05
_SPACE = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


class WriteFault(OSError):
    """Raised when something could not be written; says in Chinese why, and that the old stays."""


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` at `path` wholly or not at all; raise WriteFault with the reason."""
    temporary = path.with_name(f".{path.name}.写入中")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        replace(temporary, path)
        sync_folder(path.parent)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise write_fault(path, fault) from fault


def write_fault(path: Path, fault: OSError) -> WriteFault:
    """Say a system fault so that an editor knows what to do."""
    if fault.errno in _SPACE:
        reason = "磁盘已满。请清出空间后再试"
    elif isinstance(fault, PermissionError):
        reason = "没有写入权限，或文件正被别的程序打开。请关闭它后再试"
    elif fault.errno == errno.EROFS:
        reason = "磁盘是只读的。请换一个输出位置"
    else:
        reason = f"{fault.strerror or fault}。请检查磁盘后再试"
    return WriteFault(fault.errno, f"没能写成“{path.name}”：{reason}；原有的内容没有变动。")


def replace(source: Path, target: Path) -> None:
    """Rename over `target`; on Windows wait up to a second while another program holds it."""
    _insist(source, target, os.replace)


def rename(source: Path, target: Path) -> None:
    """Rename to a name that is free, with the same patience."""
    _insist(source, target, os.rename)


def _insist(source: Path, target: Path, act: Callable[[Path, Path], None]) -> None:
    for attempt in range(_RETRIES):
        try:
            act(source, target)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == _RETRIES - 1:
                raise
            time.sleep(_PAUSE)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last a power cut; Windows keeps that itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
