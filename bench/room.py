"""HTTP search in the reading room on the same 100 MB, against a plain page of the same room.

Two workers, four requests under way; the plain page is the room's own help, which asks the
database who is asking and nothing else. Every search asks for other words.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from time import perf_counter
from urllib.parse import quote

from bench.searching import material, queries
from bench.timing import Row
from bench.workbench import _served, _used

_HANDS = 4
_EACH = 100
_ROUNDS = 3
_FILL = """
import sys
from pathlib import Path
from fangzhi.workbench.conf.serve import prepare
prepare(Path(sys.argv[1]))
from bench.room import fill
fill()
"""


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
    """Serve a filled room, and ask its pages by turns."""
    asked = {
        "plain": ["/library/help/"],
        "page": [f"/library/?q={quote(one)}" for one in words],
        "api": [f"/api/v1/search?q={quote(one)}" for one in words],
    }
    taken: dict[str, list[float]] = {name: [] for name in asked}
    used = dict.fromkeys(asked, 0.0)
    rates: dict[str, list[float]] = {name: [] for name in asked}
    with _served(home) as (port, server):
        for paths in asked.values():
            _ask(port, paths[:40])
        for turn in range(_ROUNDS):
            for name, paths in asked.items():
                before, began = _used(server), perf_counter()
                some = islice(cycle(paths), turn * _EACH, (turn + _HANDS) * _EACH)
                taken[name] += _together(port, list(some))
                rates[name].append(_HANDS * _EACH / (perf_counter() - began))
                used[name] += (_used(server) - before) / (_ROUNDS * _HANDS * _EACH) * 1000
        memory = _memory(server)
    plain = max(rates["plain"])
    found = []
    for name, what in (("page", "检索页"), ("api", "检索接口")):
        times = taken[name]
        share = median(a / b for a, b in zip(rates[name], rates["plain"], strict=True))
        note = (
            f"每秒 {max(rates[name]):.0f} 次，静页 {plain:.0f} 次，同一轮之比的中位数 {share:.2f}（目标 0.5）；"
            f"处理器 {used[name]:.1f} ms，静页 {used['plain']:.1f} ms；"
            f"p50 {median(times) * 1000:.0f} ms，p99 {quantiles(times, n=100)[98] * 1000:.0f} ms；"
            f"每个进程内存峰值 {memory:.0f} MB"
        )
        found.append(Row(f"{what}，100 MB", median(times), "静页", median(taken["plain"]), note))
    return found


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


def _memory(server: int) -> float:
    """Give the highest peak of memory among a server's processes, in MB; 0 where there is no /proc."""
    peaks = [0.0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        except OSError:
            continue
        if server in (int(told["PPid"]), int(told["Pid"])) and "VmHWM" in told:
            peaks.append(int(told["VmHWM"].split()[0]) / 1024)
    return max(peaks)
