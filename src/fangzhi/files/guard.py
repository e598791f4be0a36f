"""The door: what comes in, and what stays out with a reason in Chinese.

Nothing is copied, unpacked to disk, run or fetched here. Looking into a PDF runs a native parser:
call `admit` inside a child process (`files.child`) for files from outside.
"""

from __future__ import annotations

from pathlib import Path

from fangzhi.files.limits import LIMITS, Limits
from fangzhi.files.look.kinds import NAMES, PROMISES, RUNNABLE, magic_of
from fangzhi.files.look.looks import look
from fangzhi.files.look.names import check_name, read_inside, relative_name, suffix_of
from fangzhi.files.refusal import Refusal, Refused, refuse
from fangzhi.files.secrecy import secrecy_mark
from fangzhi.files.source import SourceFile
from fangzhi.model.value import digest_of_bytes


def admit(path: Path, root: Path, limits: Limits = LIMITS) -> SourceFile | Refusal:
    """Let a file in or say why not: place, name, size, type by content, bombs, secrecy marking."""
    name = relative_name(path, root)
    try:
        check_name(name, limits)
        return admit_bytes(read_inside(path, root, limits), name, path, limits)
    except Refused as fault:
        return fault.refusal(name)


def admit_bytes(
    data: bytes, name: str, path: Path, limits: Limits = LIMITS
) -> SourceFile | Refusal:
    """Let in bytes already at hand (an upload) under this name, by the same rules."""
    try:
        check_name(name, limits)
        if not data:
            raise Refused("empty")
        suffix = suffix_of(name)
        kind = magic_of(data)
        if kind == "program" or suffix in RUNNABLE:
            raise Refused("disguised", suffix=suffix or "（无）", what=NAMES["program"])
        found = look(kind, data, name, limits)
    except Refused as fault:
        return fault.refusal(name)
    mark = secrecy_mark(found.head.lines, found.head.headers)
    if mark is not None:
        return refuse(name, "secret", mark=mark)
    remarks = (*_mismatch(suffix, found.media_type), *found.remarks)
    return SourceFile(path, name, data, digest_of_bytes(data), found.media_type, remarks)


def _mismatch(suffix: str, media_type: str) -> tuple[str, ...]:
    promised = PROMISES.get(suffix)
    if promised is not None and media_type in promised:
        return ()
    return (
        f"扩展名是 {suffix or '（无）'}，内容是{NAMES[media_type]}，已按内容读入；请改正扩展名。",
    )
