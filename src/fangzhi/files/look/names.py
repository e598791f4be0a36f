"""Which file names and places are fit to be read, on every system the work may travel to."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from fangzhi.files.limits import Limits, in_words
from fangzhi.files.refusal import Refused

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"]
)
_FORBIDDEN = frozenset('<>:"|?*\\')
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_KINDS: tuple[tuple[int, str], ...] = (
    (stat.S_IFDIR, "文件夹"),
    (stat.S_IFIFO, "管道"),
    (stat.S_IFCHR, "设备"),
    (stat.S_IFBLK, "设备"),
    (stat.S_IFSOCK, "套接字"),
)

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def relative_name(path: Path, root: Path) -> str:
    """Give the path as seen from the folder handed in, parted by "/"; its last part otherwise."""
    try:
        return Path(os.path.abspath(path)).relative_to(os.path.abspath(root)).as_posix()
    except ValueError:
        return path.name


def suffix_of(name: str) -> str:
    """Give the extension that says what a file is: ".jsonl" for "x.jsonl.zst", "" for none."""
    base = name.rsplit("/", 1)[-1].lower()
    base = base.removesuffix(".zst")
    return "." + base.rsplit(".", 1)[1] if "." in base[1:] else ""


def check_name(name: str, limits: Limits) -> None:
    """Raise Refused for a name that some system cannot hold or that hides what it is."""
    for part in name.split("/"):
        if fault := _fault(part, limits):
            raise Refused("bad-name", what=fault)
    if name.rsplit("/", 1)[-1].startswith("~$"):
        raise Refused("office-lock")


def _fault(part: str, limits: Limits) -> str:
    characters = set(part)
    if part.split(".")[0].rstrip(" ").lower() in _RESERVED:
        return "是 Windows 的保留名"
    if any(ord(character) < 32 or ord(character) == 127 for character in part):
        return "里有看不见的控制字符"
    if any(0xD800 <= ord(character) <= 0xDFFF for character in part):
        return "的编码不是 UTF-8"
    if characters & _TURNING:
        return "里有改变文字方向的隐藏字符，看到的扩展名可能是假的"
    if characters & _FORBIDDEN:
        return "里有不能用的符号（" + " ".join(sorted(characters & _FORBIDDEN)) + "）"
    if part.endswith((".", " ")):
        return "以句点或空格结尾"
    if len(part) > limits.name_characters:
        return f"太长（超过 {limits.name_characters} 字）"
    return ""


def read_inside(path: Path, root: Path, limits: Limits) -> bytes:
    """Read a plain file that lies under `root`; never open a pipe, a device or an outside link."""
    try:
        if not path.resolve(strict=True).is_relative_to(root.resolve()):
            raise Refused("outside")
        _require_plain(path.stat().st_mode)
        # without O_NONBLOCK a pipe put in the file's place since would hang us
        handle = os.open(path, _READ)
    except FileNotFoundError as fault:
        raise Refused("missing") from fault
    except (OSError, RuntimeError) as fault:
        raise Refused("unreadable", what=_words(fault)) from fault
    with os.fdopen(handle, "rb") as stream:
        return _read(stream, limits)


def _read(stream: BinaryIO, limits: Limits) -> bytes:
    status = os.fstat(stream.fileno())
    _require_plain(status.st_mode)
    if status.st_size > limits.file_bytes:
        size, limit = in_words(status.st_size), in_words(limits.file_bytes)
        raise Refused("too-large", size=size, limit=limit)
    try:
        return stream.read(limits.file_bytes)
    except OSError as fault:
        raise Refused("unreadable", what=_words(fault)) from fault


def _require_plain(mode: int) -> None:
    if not stat.S_ISREG(mode):
        what = next((word for kind, word in _KINDS if stat.S_IFMT(mode) == kind), "特殊文件")
        raise Refused("not-a-file", what=what)


def _words(fault: Exception) -> str:
    if isinstance(fault, PermissionError):
        return "没有读取权限"
    if isinstance(fault, RuntimeError):
        return "链接绕圈"
    return str(getattr(fault, "strerror", None) or fault)
