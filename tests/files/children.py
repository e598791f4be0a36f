"""Functions that tests call inside child processes."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import time


def double(number: int) -> int:
    return number * 2


def crash() -> int:
    os.kill(os.getpid(), signal.SIGSEGV)
    return 0


def leave() -> int:
    os._exit(7)


def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return 0


def hog() -> int:
    return len(b"x" * (8 * 1024**3))


def fail() -> int:
    raise ValueError("坏了")


def print_much() -> int:
    os.write(1, b"noise")
    return 1


def connect() -> str:
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=2)
    except OSError as fault:
        return f"{type(fault).__name__}: {fault}"
    return "connected"


def connect_natively(port: int) -> int:
    """Connect without Python's socket module, as a native parser would."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.socket(2, 1, 0)
    address = (2).to_bytes(2, "little") + port.to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    answer: int = libc.connect(handle, address, 16)
    return answer


def wrong_type() -> int:
    return "not a number"  # type: ignore[return-value]


def double_or_crash(number: int) -> int:
    return crash() if number == 2 else number * 2
