"""One lot of files, read in child processes and kept: secret ones leave no copy and no name."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from fangzhi.files.limits import LIMITS, in_words
from fangzhi.files.look.kinds import RUNNABLE, magic_of
from fangzhi.files.refusal import visible
from fangzhi.project.calling.incoming.inbox import Arrival, Arrived, arrivals, read_arrivals
from fangzhi.project.readings import workers
from fangzhi.workbench.calls.intake.staging import keep, room
from fangzhi.workbench.sources.actions import is_isolated
from fangzhi.workbench.works.compiling import store

_MOST = 40
_BYTES = 64 << 20
_SECRET = (
    "有{count}个文件带有密级标志，没有收下，也没有留下副本。涉密文件请交本单位保密工作机构处理。"
)
_ISOLATED = (
    "有{count}个文件是已经按误入处置隔离的，没有收下，也没有留下副本。请告诉本单位保密工作机构。"
)
Tell = Callable[[int, int, str], None]


class Lot(NamedTuple):
    """What a lot gave: files as read and kept, files of which no copy is kept with the reason,
    bundles kept whole, and sentences that a person must hear."""

    arrived: tuple[Arrived, ...]
    refused: tuple[tuple[str, str], ...]
    bundles: tuple[tuple[str, str], ...]
    told: tuple[str, ...]


def read_lot(folder: Path, tell: Tell) -> Lot:
    """Read all files below `folder`, keep the originals; `folder` is removed in the end."""
    try:
        with tempfile.TemporaryDirectory(dir=room()) as inside:
            return _read(folder, Path(inside), tell)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read(folder: Path, inside: Path, tell: Tell) -> Lot:
    found, faults = arrivals(folder, inside)
    refused = [(one.name, why) for one in found if (why := _barred(one))]
    barred = {name for name, _ in refused}
    let_in = [one for one in found if one.name not in barred]
    fresh: list[Arrived] = []
    secret: set[str] = set()
    hidden = known = 0
    for part in _parts(let_in):
        tell(len(fresh) + hidden + known, len(let_in), "正在读文件")
        for one in read_arrivals(part, workers(len(part)), assets=True):
            gone = not one.is_secret and is_isolated(one.returned.digest)
            if one.is_secret or gone:
                hidden, known = hidden + (not gone), known + gone
                secret.add(one.arrival.bundle)
                continue
            for data in one.returned.assets.values():
                store().put(data)
            keep(one.arrival.path)
            bare = msgspec.structs.replace(one.returned, assets={})
            fresh.append(Arrived(one.arrival, bare))
    tell(len(let_in), max(len(let_in), 1), "文件读完，正在比对和机检")
    told = [*faults]
    if hidden:
        told.append(_SECRET.format(count=hidden))
    if known:
        told.append(_ISOLATED.format(count=known))
    return Lot(tuple(fresh), tuple(refused), tuple(_bundles(folder, fresh, secret)), tuple(told))


def _barred(one: Arrival) -> str:
    """Say why no copy of a file may be kept unread: it cannot be looked through, or it runs."""
    name = visible(one.name)
    size = one.path.stat().st_size
    if size > LIMITS.file_bytes:
        return (f"《{name}》有 {in_words(size)}，超过一个文件的上限 {in_words(LIMITS.file_bytes)}，没有收下。"
                "请解开或拆成几个再传。")  # fmt: skip
    with one.path.open("rb") as stream:
        runs = magic_of(stream.read(4096)) == "program"
    if runs or one.path.suffix.lower() in RUNNABLE:
        return f"《{name}》是可执行程序或脚本，没有收下。请核对是不是传错了文件。"
    return ""


def _parts(found: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    """Part a pile so that no part fills the memory."""
    part: list[Arrival] = []
    size = 0
    for one in found:
        own = one.path.stat().st_size
        if part and (len(part) >= _MOST or size + own > _BYTES):
            yield part
            part, size = [], 0
        part.append(one)
        size += own
    if part:
        yield part


def _bundles(folder: Path, fresh: Sequence[Arrived], secret: set[str]) -> Iterator[tuple[str, str]]:
    """Keep the zips that files came in, but for those with a secret file inside."""
    for name in dict.fromkeys(one.arrival.bundle for one in fresh):
        path = folder / name
        if name and name not in secret and path.is_file():
            yield name, keep(path)
