"""What a disk may hold after a power cut: the writes of a program recorded below SQLite, replayed.

`record` runs a program under strace. `Disk` keeps, at every step, what was made durable (fsync)
and what was only handed to the system. `Disk.after_cut` gives files as a cut could leave them:
of the writes that were not yet durable each is there, missing or torn at a sector's edge.
A name made or taken away counts as durable only after its folder was synced.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
_CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat"
_LINE = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)(?:<(.*?)>)?")
_PATH = re.compile(r"<([^<>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Step(NamedTuple):
    """One call: what, on which file, where, which bytes."""

    call: str
    path: str
    at: int = 0
    data: bytes = b""


def record(command: list[str], environment: dict[str, str], folder: Path, cwd: Path) -> list[Step]:
    """Run a program; give its calls on the database's files and on standard output, in order."""
    log = folder.parent / "strace.txt"
    traced = ["strace", "-f", "-y", "-xx", "-s", "70000", "-e", f"trace={_CALLS}", "-o", str(log)]
    ran = subprocess.run([*traced, *command], env=environment, cwd=cwd, capture_output=True)
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    with log.open(encoding="ascii", errors="replace") as lines:
        steps = list(_steps(lines, str(folder / "workbench.sqlite3")))
    log.unlink()
    return steps


def _steps(lines: Iterable[str], database: str) -> Iterator[Step]:
    ours = {database, f"{database}-journal", f"{database}-wal"}
    folder = database.rsplit("/", 1)[0]
    for line in lines:
        found = _LINE.match(line)
        if found is None or int(found[3]) < 0:
            continue
        call, inside, given = found[1], found[2], found[4]
        if call == "openat":
            path = _bytes(given or "").decode()
            if "O_CREAT" in inside and path in ours:
                yield Step("create", path)
            continue
        if call.startswith("unlink"):
            path = _bytes(_TEXT.findall(inside)[-1]).decode()
            if path in ours:
                yield Step("unlink", path)
            continue
        where = _PATH.search(inside)
        path = _bytes(where[1]).decode() if where else ""
        if call == "write" and inside.startswith("1<"):
            yield Step("told", "", 0, _bytes(_TEXT.findall(inside)[0]))
        elif call in ("fsync", "fdatasync") and (path in ours or path == folder):
            yield Step("sync", path)
        elif call == "ftruncate" and path in ours:
            yield Step("truncate", path, int(inside.rsplit(",", 1)[1]))
        elif call == "pwrite64" and path in ours:
            data = _bytes(_TEXT.findall(inside)[0])
            at, size = int(inside.rsplit(",", 1)[1]), int(inside.rsplit(",", 2)[1])
            assert len(data) == size == int(found[3])
            yield Step("write", path, at, data)


def _bytes(escaped: str) -> bytes:
    """Decode strace's hexadecimal text; a text it left readable stays."""
    if "\\x" not in escaped:
        return escaped.encode()
    return bytes.fromhex(escaped.replace("\\x", ""))


class Disk:
    """Files as they are for sure, and the steps since that may or may not have reached the disk.

    A name made anew after it was taken away names another file, as on every file system.
    """

    def __init__(self, files: dict[str, bytes], folder: str) -> None:
        self.folder = folder
        self.held = [bytearray(data) for data in files.values()]
        self.writes: dict[int, list[Step]] = {}
        self.sure = {path: number for number, path in enumerate(files)}
        self.now = dict(self.sure)
        self.names: list[tuple[str, int | None]] = []

    def take(self, step: Step) -> None:
        """Go one step on."""
        if step.call == "create" and step.path not in self.now:
            self.held.append(bytearray())
            self._name(step.path, len(self.held) - 1)
        elif step.call == "unlink":
            self._name(step.path, None)
        elif step.call in ("write", "truncate"):
            self.writes.setdefault(self.now[step.path], []).append(step)
        elif step.call == "sync" and step.path == self.folder:
            self.sure, self.names = dict(self.now), []
        elif step.call == "sync":
            number = self.now[step.path]
            for write in self.writes.pop(number, []):
                _apply(self.held[number], write, len(write.data))

    def _name(self, path: str, number: int | None) -> None:
        self.names.append((path, number))
        _rename(self.now, path, number)

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Give the files as a cut at this moment could leave them."""
        names = dict(self.sure)
        for path, number in self.names[: chance.randint(0, len(self.names))]:
            _rename(names, path, number)  # a folder's changes come in their order
        files: dict[str, bytes] = {}
        for path, number in names.items():
            held = bytearray(self.held[number])
            for write in self.writes.get(number, []):
                _apply(held, write, _kept(write, chance))
            files[path] = bytes(held)
        return files


def _rename(names: dict[str, int], path: str, number: int | None) -> None:
    if number is None:
        names.pop(path, None)
    else:
        names[path] = number


def _kept(write: Step, chance: random.Random) -> int:
    """Choose how many bytes of a write reached the disk: all, none, or some sectors of it."""
    fate = chance.random()
    if fate < 0.4:
        return len(write.data)
    if fate < 0.75:
        return -1
    return chance.randrange(0, len(write.data) + 1, SECTOR) if write.data else -1


def _apply(held: bytearray, write: Step, kept: int) -> None:
    if kept < 0:
        return
    if write.call == "truncate":
        del held[write.at :]
        held.extend(bytes(max(0, write.at - len(held))))
        return
    data = write.data[:kept]
    if len(held) < write.at + len(data):
        held.extend(bytes(write.at + len(data) - len(held)))
    held[write.at : write.at + len(data)] = data
