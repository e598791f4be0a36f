"""HTTP search in the reading room on the same 100 MB, against a plain page of the same room.

Two workers, four requests under way; the plain page is the room's own help, which asks the
database who is asking and nothing else. Every search asks for other words.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from time import perf_counter, sleep
from urllib.parse import quote

from bench.processor import used
from bench.searching import material, queries
from bench.serving import served
from bench.timing import Row

_HANDS = 4
_EACH = 100
"""Requests of one turn, all hands together."""
_TURNS = 12
_READY = 60
"""Seconds that the workers are given to build the rules of the check after their first answers
(conf/warm.py): it takes four of the processor's, which no reader's page should be charged with."""
_FILL = """
import sys
from pathlib import Path
from fangzhi.workbench.conf.serve import prepare
prepare(Path(sys.argv[1]))
from bench.room import fill
fill()
"""


@dataclass
class Asked:
    """What asking one page took: seconds of each request and of each turn, and the processor's
    seconds that the server used, and waited for, in all."""

    taken: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    used: float = 0.0
    waited: float = 0.0

    @property
    def rate(self) -> float:
        """Give requests a second."""
        return len(self.taken) / sum(self.walls)

    def each(self, seconds: float) -> float:
        """Give the milliseconds of one request."""
        return seconds / len(self.taken) * 1000


def fill() -> None:
    """Put the 100 MB on the room's shelf, open to the public; in the workbench's own process."""
    from fangzhi.library.index import Library
    from fangzhi.workbench.reading.models import CHRONICLE, IN, OPEN, Holding, Room
    from fangzhi.workbench.reading.shelf.opened import folder

    works = material()
    Library(folder(), create=True).add(works)
    Holding.objects.bulk_create(
        Holding(shelved=work.id, origin=CHRONICLE, title=work.title, kind=work.kind, circle=OPEN,
                place=work.place, state=IN, is_due=False, digest=work.digest,
                characters=len(stream.text), year=str(work.year), author=work.author)
        for work, stream in works
    )  # fmt: skip
    Room.objects.update_or_create(pk=1, defaults={"is_public": True, "mark": 7})


def rows(folder: Path) -> list[Row]:
    """Fill a room, serve it, and ask both pages by turns; nothing where ../shared is absent."""
    works = material()
    if not works:
        return [Row("检索页", 0, "", None, "没有 ../shared，没有测")]
    home = folder / "room"
    home.mkdir()
    own = {k: v for k, v in os.environ.items() if k not in ("FANGZHI_HOME", "FANGZHI_LIBRARY")}
    subprocess.run([sys.executable, "-c", _FILL, str(home)], check=True, env=own, timeout=900)
    return measured(home, queries(works))


def measured(home: Path, words: list[str]) -> list[Row]:
    """Serve a filled room, and ask its pages by short turns, so that all meet the same machine."""
    asked = {
        "plain": ["/library/help/"],
        "page": [f"/library/?q={quote(one)}" for one in words],
        "api": [f"/api/v1/search?q={quote(one)}" for one in words],
    }
    told = {name: Asked() for name in asked}
    with served(home) as (port, server):
        for paths in asked.values():
            _together(port, paths[:100])
        _settled(server)
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        for turn in range(_TURNS):
            for name, paths in asked.items():
                before, waited, began = used(server), _waited(server), perf_counter()
                some = islice(cycle(paths), turn * _EACH, (turn + 1) * _EACH)
                told[name].taken += _together(port, list(some))
                told[name].walls.append(perf_counter() - began)
                told[name].used += used(server) - before
                now = _waited(server).items()
                told[name].waited += sum(ns - waited.get(one, 0) for one, ns in now) / 1e9
        memory, private = _memory(server)
    plain = told["plain"]
    return [
        Row(f"{what}，100 MB", median(told[name].taken), "静页", median(plain.taken),
            _note(told[name], plain, load) + f"；每个进程内存 {memory:.0f} MB（PSS），自有 {private:.0f} MB")
        for name, what in (("page", "检索页"), ("api", "检索接口"))
    ]  # fmt: skip


def _note(told: Asked, plain: Asked, load: float) -> str:
    ratios = [b / a for a, b in zip(told.walls, plain.walls, strict=True)]
    return (
        f"每秒 {told.rate:.0f} 次，静页 {plain.rate:.0f} 次，比 {told.rate / plain.rate:.2f}"
        f"（各轮的中位数 {median(ratios):.2f}，目标 0.5）；每次处理器 {told.each(told.used):.1f} ms，"
        f"静页 {plain.each(plain.used):.1f} ms，比 {plain.used / told.used:.2f}；"
        f"每次等处理器 {told.each(told.waited):.1f} ms，静页 {plain.each(plain.waited):.1f} ms；"
        f"p50 {median(told.taken) * 1000:.0f} ms，p99 {quantiles(told.taken, n=100)[98] * 1000:.0f} ms；"
        f"负荷 {load:.1f}"
    )


def _together(port: int, paths: list[str]) -> list[float]:
    taken: list[float] = []
    parts = [paths[n::_HANDS] for n in range(_HANDS)]
    hands = [Thread(target=lambda own=own: taken.extend(_ask(port, own))) for own in parts]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(taken) == len(paths)
    return taken


def _ask(port: int, paths: list[str]) -> list[float]:
    """Ask one after another over one connection; every answer has to be 200."""
    to = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken = []
    for path in paths:
        began = perf_counter()
        to.request("GET", path)
        answer = to.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        taken.append(perf_counter() - began)
    to.close()
    return taken


def _settled(server: int) -> None:
    """Wait until nothing is done where nothing is asked."""
    for _ in range(_READY):
        before = used(server)
        sleep(1)
        if used(server) - before < 0.1:
            return


def _waited(server: int) -> dict[str, int]:
    """Give for each thread of the server's processes the nanoseconds in which it was ready to run and
    others ran instead."""
    found = {}
    for folder in _processes(server):
        for path in folder.glob("task/*/schedstat"):
            try:
                found[path.parent.name] = int(path.read_text().split()[1])
            except OSError:
                continue  # the thread ended just now
    return found


def _processes(server: int) -> list[Path]:
    """Give the folders in /proc of a server and of what it started; none where there is no /proc."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if server in (parent, int(folder.name)):
            found.append(folder)
    return found


def _memory(server: int) -> tuple[float, float]:
    """Give the most that one of a server's processes holds, in MB, after all that was asked: with its
    share of what several hold together (the mapped index, what was loaded before the fork: PSS), and
    what it holds alone; 0 where there is no /proc."""
    most = (0.0, 0.0)
    for folder in _processes(server):
        try:
            lines = (folder / "smaps_rollup").read_text().splitlines()[1:]
        except OSError:
            continue
        kb = {name: int(told.split()[0]) for name, told in (line.split(":") for line in lines)}
        most = max(most, (kb["Pss"] / 1024, (kb["Private_Clean"] + kb["Private_Dirty"]) / 1024))
    return most
