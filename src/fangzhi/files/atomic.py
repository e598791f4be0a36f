"""Writing so that a reader sees the old bytes or the new ones, never a half."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from fangzhi.files.system.exchange import exchange, flush_folder
from fangzhi.model.value import read_json

_RETRIES = 20
_PAUSE = 0.05
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_JOURNAL = ".fangzhi-换新.json"

Step = Callable[[str], None]


class WriteFault(OSError):
    """Raised when something could not be written; says in Chinese why, and that the old stays."""


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` at `path` wholly or not at all; raise WriteFault with the reason."""
    # two writers of one file must not share a half
    mine = f"{os.getpid()}-{threading.get_ident()}"
    temporary = path.with_name(f".{path.name[:60]}.{mine}.写入中")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _insist(temporary, path, os.replace)
        _sync_folder(path.parent)
    except OSError as fault:
        with suppress(OSError):  # why it was not written must not be lost over the leftover
            temporary.unlink()
        raise _write_fault(path, fault) from fault


def _write_fault(path: Path, fault: OSError) -> WriteFault:
    """Say a system fault so that an editor knows what to do."""
    if fault.errno in _FULL:
        reason = "磁盘已满。请清出空间后再试"
    elif isinstance(fault, PermissionError):
        reason = "没有写入权限，或文件正被别的程序打开。请关闭它后再试"
    elif fault.errno == errno.EROFS:
        reason = "磁盘是只读的。请换一个输出位置"
    else:
        reason = f"{fault.strerror or fault}。请检查磁盘后再试"
    return WriteFault(fault.errno, f"没能写成“{path.name}”：{reason}；原有的内容没有变动。")


class _Swap(msgspec.Struct, frozen=True):
    """One folder on its way in: paths as seen from the target's parent, and which is the new."""

    staged: str
    target: str
    aside: str
    new: int


def staging(target: Path) -> Path:
    """Give an empty folder beside `target` to write the new contents into."""
    recover(target)
    staged = _beside(target, "新")
    staged.mkdir(parents=True)
    return staged


def replace_folder(staged: Path, target: Path) -> None:
    """Put a finished folder in the place of `target`: after a kill at any moment the old or the
    new one is whole. `staged` lies in a hidden folder beside it (`staging`). Raises WriteFault."""
    replace_folders([(staged, target)])


def replace_folders(
    pairs: Sequence[tuple[Path, Path]], at: Step = lambda step: None, *, one_step: bool = True
) -> None:
    """Replace several folders of one parent together; what was begun is finished by `recover`.

    A system fault undoes what was done and raises WriteFault. `at` is called with the name of
    every step as it is reached. `one_step=False` does without the kernel's exchange of two names,
    as on Windows.
    """
    parent = _parent_of(pairs)
    try:
        for staged, _ in pairs:
            flush_folder(staged)
        at("flushed")
        swaps = [_plan(parent, staged, target) for staged, target in pairs]
        write_bytes(parent / _JOURNAL, msgspec.json.encode(swaps))
        at("journal")
        _swap_all(parent, swaps, at, one_step)
        at("swapped")
    except OSError as fault:
        raise _write_fault(pairs[0][1], fault) from fault
    _finish(parent, swaps, at)


def recover(target: Path) -> None:
    """Finish or undo what an earlier run left half done beside `target`; call it at the start.

    Raises WriteFault when the leftovers cannot be moved.
    """
    parent = target.parent
    try:
        swaps = _read_journal(parent / _JOURNAL)
        if swaps is not None:
            _swap_all(parent, swaps, lambda step: None, True)
            _finish(parent, swaps, lambda step: None)
        aside = _beside(target, "旧")
        if aside.exists() and not target.exists():
            _insist(aside, target, os.rename)
        for left in (_beside(target, "新"), aside):
            _remove(left)
    except OSError as fault:
        raise _write_fault(target, fault) from fault


def _parent_of(pairs: Sequence[tuple[Path, Path]]) -> Path:
    parents = {target.parent for _, target in pairs}
    if len(parents) != 1:
        raise ValueError("folders replaced together must lie beside each other")
    return parents.pop()


def _plan(parent: Path, staged: Path, target: Path) -> _Swap:
    seen = Path(os.path.relpath(staged, parent)).as_posix()
    swap = _Swap(seen, target.name, _beside(target, "旧").name, staged.stat().st_ino)
    if not _is_ours(swap):
        raise ValueError(f"not in a hidden folder beside {target.name}: {staged}")
    return swap


def _is_ours(swap: _Swap) -> bool:
    """Tell whether a swap touches hidden names only, besides its target: a journal may come from
    outside, and what it names as old gets removed."""
    parts = swap.staged.split("/")
    plain = swap.target and not set(swap.target) & set("/\\:") and swap.target != ".."
    hidden = parts[0].startswith(".") and ".." not in parts and not set(swap.staged) & set("\\:")
    return bool(plain) and hidden and parts[0] != "." and swap.aside == f".{swap.target}.旧"


def _beside(target: Path, word: str) -> Path:
    return target.with_name(f".{target.name}.{word}")


def _read_journal(path: Path) -> list[_Swap] | None:
    try:
        swaps = read_json(path.read_bytes(), list[_Swap])
    except (FileNotFoundError, msgspec.MsgspecError):
        # ours is written wholly or not at all, so a broken one is not ours
        return None
    return swaps if all(map(_is_ours, swaps)) else None


def _swap_all(parent: Path, swaps: Sequence[_Swap], at: Step, one_step: bool) -> None:
    try:
        for swap in swaps:
            _swap(parent, swap, at, one_step)
    except OSError:
        for swap in swaps:
            _undo(parent, swap)
        (parent / _JOURNAL).unlink(missing_ok=True)
        raise
    _sync_folder(parent)


def _undo(parent: Path, swap: _Swap) -> None:
    staged, target, aside = parent / swap.staged, parent / swap.target, parent / swap.aside
    if not _is(target, swap.new) or (staged.exists() and exchange(staged, target)):
        return
    _insist(target, staged, os.rename)
    if aside.exists():
        _insist(aside, target, os.rename)


def _swap(parent: Path, swap: _Swap, at: Step, one_step: bool) -> None:
    """Bring the new folder to its place from wherever an earlier attempt stopped."""
    staged, target, aside = parent / swap.staged, parent / swap.target, parent / swap.aside
    if _is(target, swap.new) or not _is(staged, swap.new):
        return
    if target.exists():
        if one_step and exchange(staged, target):
            at("exchanged")
            return
        _remove(aside)
        _insist(target, aside, os.rename)
    at("aside")
    try:
        _insist(staged, target, os.rename)
    except OSError:
        if aside.exists():
            _insist(aside, target, os.rename)
        raise
    at("placed")


def _finish(parent: Path, swaps: Sequence[_Swap], at: Step) -> None:
    (parent / _JOURNAL).unlink(missing_ok=True)
    _sync_folder(parent)
    at("journal gone")
    for swap in swaps:
        if (parent / swap.target).exists():
            for left in (parent / swap.aside, parent / swap.staged):
                # the new ones are in place: what cannot be removed waits for `recover`
                with suppress(OSError):
                    _remove(left)
                at("old gone")


def _is(path: Path, number: int) -> bool:
    try:
        return path.stat().st_ino == number
    except OSError:
        return False


def _remove(folder: Path) -> None:
    """Remove a folder of ours; on Windows a file still open is left for the next `recover`."""
    if folder.exists():
        shutil.rmtree(folder, onerror=_make_writable)


def _make_writable(act: Callable[[str], object], path: str, _: object) -> None:
    try:
        os.chmod(path, stat.S_IRWXU)
        act(path)
    except OSError:
        if sys.platform != "win32":
            raise


def _insist(source: Path, target: Path, act: Callable[[Path, Path], None]) -> None:
    """Rename; on Windows wait up to a second while another program holds a file."""
    for attempt in range(_RETRIES):
        try:
            act(source, target)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == _RETRIES - 1:
                raise
            time.sleep(_PAUSE)


def _sync_folder(folder: Path) -> None:
    """Make a rename in this folder outlast a power cut; Windows sees to that itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
