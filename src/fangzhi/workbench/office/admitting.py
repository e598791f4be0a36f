"""A file that comes as evidence: looked at by the guard in a child process. Free of Django."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fangzhi.files.child import Failure, run_guarded
from fangzhi.files.guard import admit
from fangzhi.files.refusal import Refusal

MOST = 64 * 1024 * 1024


def fault_of(name: str, data: bytes) -> str:
    """Say in Chinese why these bytes stay out; "" where they may come in."""
    if len(data) > MOST:
        return f"文件超过{MOST // 1024 // 1024}兆字节，请压缩后再传。"
    with tempfile.TemporaryDirectory() as folder:
        # the name is the sender's; only its ending is used on the disk
        ending = "".join(c for c in Path(name).suffix.lower() if c.isascii() and c.isalnum())
        path = Path(folder) / f"佐证.{ending or 'bin'}"
        path.write_bytes(data)
        answer = run_guarded(looked, (path, Path(folder)), str)
    fault = answer.message if isinstance(answer, Failure) else answer
    return fault.replace(path.name, Path(name).name)


def looked(path: Path, root: Path) -> str:
    """Give the guard's refusal, "" for none; runs in the child process."""
    found = admit(path, root)
    return found.message if isinstance(found, Refusal) else ""
