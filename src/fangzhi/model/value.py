"""What every value has in common: frozen, keyword-friendly, with JSON in and out and a digest."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import msgspec

FORMAT_VERSION = 1
"""Version of the JSON on disk; raised when an older reader could misread a newer file."""

V = TypeVar("V")


class Value(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A frozen value (值). Equal contents are equal values; `digest` names the contents."""


class FormatError(ValueError):
    """Raised when JSON on disk is not what this version of fangzhi wrote or can read."""


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
        envelope = msgspec.json.decode(data, type=_Envelope)
        if envelope.format != kind.__name__:
            raise FormatError(f"expected {kind.__name__}, found {envelope.format}")
        if envelope.version > FORMAT_VERSION:
            raise FormatError(f"written by a newer version (format {envelope.version})")
        return msgspec.json.decode(envelope.value, type=kind)
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
