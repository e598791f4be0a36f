"""What a child process may not do: reach a network, outgrow its memory, outlive its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_BLOCKED = frozenset(
    {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
     "socket.gethostbyaddr", "socket.getnameinfo", "socket.sendto", "socket.sendmsg"}
)  # fmt: skip
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_PARENT_DEATH = 1  # PR_SET_PDEATHSIG
_KILL = 9


_missing: list[str] = []


def fence(memory: int) -> tuple[str, ...]:
    """Put this process behind the fence for good; give a sentence for each part that is missing
    on this system."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    missing = [_die_with_parent(), _limit_memory(memory), _leave_network()]
    sys.addaudithook(_refuse_network)
    _silence_output()
    _missing.extend(sentence for sentence in missing if sentence)
    return tuple(_missing)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Start a child so that Ctrl-C reaches this process alone: the child is ended by its parent,
    not with an error of its own. Without signal masks (Windows) it hears it until it is fenced."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def shortfalls() -> tuple[str, ...]:
    """Give, inside a fenced process, what the fence lacks on this system."""
    return tuple(_missing)


def _refuse_network(event: str, arguments: object) -> None:
    if event in _BLOCKED:
        raise PermissionError("读文件的子进程不许联网")


def _limit_memory(memory: int) -> str:
    if sys.platform == "win32":
        return "本系统不能限制子进程的内存；仍限制时间。"
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return "没有权限限制子进程的内存；仍限制时间。"
    return ""


def _leave_network() -> str:
    """Move into an empty network of one's own; the audit hook alone cannot hold native code."""
    libc = _libc()
    if libc is not None and (
        libc.unshare(_NEW_NET) == 0 or libc.unshare(_NEW_USER | _NEW_NET) == 0
    ):
        return ""
    return "本系统不能给子进程单独的空网络；联网由 Python 层拦下。"


def _die_with_parent() -> str:
    libc = _libc()
    if libc is not None and libc.prctl(_PARENT_DEATH, _KILL, 0, 0, 0) == 0:
        return ""
    return "本系统上，主程序被强行结束后，正在读文件的子进程要等这个文件读完才退出。"


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform.startswith("linux") else None


def _silence_output() -> None:
    """Keep what native libraries print away from the parent's --json output."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.close(nothing)
