"""The manifest (清单): every file of a backup or export with its size and digest."""

from __future__ import annotations

import msgspec

from fangzhi.model.value import read_json

NAME = "清单.json"
VERSION = 1


class Kept(msgspec.Struct, frozen=True):
    """One file: its path within, its size in bytes, its SHA-256."""

    path: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What is in a backup or an export; `kind` is 备份 or 整库导出, `database` how rows are held."""

    kind: str
    made: str
    program: str
    database: str
    head_number: int
    head_digest: str
    files: tuple[Kept, ...]
    rows: dict[str, int] = {}
    left_out: dict[str, str] = {}
    version: int = VERSION


def write(manifest: Manifest) -> bytes:
    """Give a manifest as JSON that people can read."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def read(data: bytes, kind: str) -> Manifest:
    """Read a manifest; raise ValueError, in words, for anything else."""
    try:
        found = read_json(data, Manifest)
    except msgspec.MsgspecError as fault:
        raise ValueError(f"{NAME} 读不出：{fault}") from fault
    if found.kind != kind:
        raise ValueError(f"这是{found.kind}，不是{kind}。")
    if found.version > VERSION:
        raise ValueError("这是更新的版本写出的，请先升级本程序。")
    return found
