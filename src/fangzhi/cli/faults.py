"""What the system refuses (full disk, no permission, file in use), as an editor can act on it."""

from __future__ import annotations

import errno
from pathlib import Path

_REASONS: dict[int, str] = {
    errno.ENOSPC: "磁盘已满。请清出空间，或换一个磁盘",
    errno.EDQUOT: "磁盘配额已用完。请清出空间，或换一个磁盘",
    errno.EFBIG: "文件太大，这个磁盘放不下。请换一个磁盘",
    errno.EACCES: "没有写入权限，或文件正被 Word、WPS 等程序打开。请关闭它再试，或换一个输出位置",
    errno.EPERM: "没有写入权限。请换一个可以写入的位置",
    errno.EROFS: "磁盘是只读的。请换一个可以写入的位置",
    errno.ENOTDIR: "这个位置上是文件，不是文件夹。请换一个位置",
    errno.ENAMETOOLONG: "文件名太长。请把书名或文件夹名改短",
    errno.EMFILE: "同时打开的文件太多。请关掉一些程序再试",
}


def words_of(fault: OSError) -> str:
    """Say a system fault with its reason and what to do; "" for one that only a programmer knows."""
    reason = _REASONS.get(fault.errno or 0)
    if reason is None:
        return ""
    name = _shown(Path(str(fault.filename))) if fault.filename else ""
    what = f"没能写成“{name}”" if name else "没有写成"
    return f"{what}：{reason}；原有的内容没有改动。"


def _shown(path: Path) -> str:
    """Name what the editor knows: not a hidden folder or a file half written."""
    if path.name.startswith(".") and path.name.endswith(".写入中"):
        return path.name[1:].rsplit(".", 2)[0]
    return path.parent.name or str(path.parent) if path.name.startswith(".") else path.name
