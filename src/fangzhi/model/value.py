"""What every value has in common: frozen, keyword-friendly, with JSON in and out and a digest."""

from __future__ import annotations

import hashlib
import os
import threading
from typing import Any, TypeVar

import msgspec

FORMAT_VERSION = 1
"""Version of the JSON on disk; raised when an older reader could misread a newer file."""

V = TypeVar("V")


class Value(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A frozen value (值). Equal contents are equal values; `digest` names the contents."""


class FormatError(ValueError):
    """Raised when JSON on disk is not what this version of fangzhi wrote or can read."""


_LEARNING = threading.Lock()
_JSON: dict[Any, Any] = {}
_MSGPACK: dict[Any, Any] = {}


def json_reader(kind: Any) -> Any:
    """Give the decoder of JSON for a type; made once, in one thread at a time.

    msgspec learns a type at its first use, and two threads that learn the same type at once end
    the process (segmentation fault, seen in the server with msgspec 0.21). Everything that reads
    values therefore asks here, never `msgspec.json.decode(data, type=...)`.
    """
    return _JSON.get(kind) or _learn(_JSON, msgspec.json.Decoder, kind)


def read_json(data: bytes | str | msgspec.Raw, kind: type[V]) -> V:
    """Read JSON as a type; raise msgspec.DecodeError or msgspec.ValidationError."""
    value: V = json_reader(kind).decode(data)
    return value


def read_msgpack(data: bytes | memoryview, kind: type[V]) -> V:
    """Read MessagePack as a type; raise msgspec.DecodeError or msgspec.ValidationError."""
    reader = _MSGPACK.get(kind) or _learn(_MSGPACK, msgspec.msgpack.Decoder, kind)
    value: V = reader.decode(data)
    return value


def shaped(value: Any, kind: type[V], strict: bool = True) -> V:
    """Give plain Python data (a table of TOML, say) as a type; raise msgspec.ValidationError."""
    json_reader(kind)
    made: V = msgspec.convert(value, kind, strict=strict)
    return made


def _after_fork() -> None:
    global _LEARNING
    _LEARNING = threading.Lock()  # another thread may have held it


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def _learn(known: dict[Any, Any], maker: Any, kind: Any) -> Any:
    with _LEARNING:
        return known.setdefault(kind, maker(kind))


class _Envelope(Value, frozen=True):
    format: str
    version: int
    value: msgspec.Raw


def encode(value: Value) -> bytes:
    """Give the JSON of a value in an envelope that names its type and format version."""
    body = msgspec.json.encode(value, order="deterministic")
    envelope = _Envelope(type(value).__name__, FORMAT_VERSION, msgspec.Raw(body))
    return msgspec.json.encode(envelope)


def decode(data: bytes, kind: type[V]) -> V:
    """Read back what `encode` wrote; raise FormatError for anything else."""
    try:
        envelope = read_json(data, _Envelope)
        if envelope.format != kind.__name__:
            raise FormatError(f"expected {kind.__name__}, found {envelope.format}")
        if envelope.version > FORMAT_VERSION:
            raise FormatError(f"written by a newer version (format {envelope.version})")
        return read_json(envelope.value, kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as fault:
        raise FormatError(str(fault)) from fault


def digest_of(value: Any) -> str:
    """Name a value by its contents: 32 hexadecimal digits of SHA-256 over its JSON."""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()[:32]


def digest_of_bytes(data: bytes) -> str:
    """Name a file or picture by its bytes: all 64 hexadecimal digits of SHA-256."""
    return hashlib.sha256(data).hexdigest()


def mint_id(source_digest: str, part: str, address: str) -> str:
    """Mint a block or entry id once, from the source it came from and the place in it."""
    seed = f"{source_digest}\x00{part}\x00{address}".encode()
    return hashlib.sha256(seed).hexdigest()[:16]
