"""Search: ours against SQLite FTS5 with bigrams and PostgreSQL pg_trgm, on the same 100 MB.

The peers count rows (a leaf, a line of law), ours every occurrence; a word that runs over two leaves
is found by ours alone. So the peers' answers are a little less than ours, in their favor. Ours and
SQLite run in one thread of one process each: their seconds are the processor's, which other programs
on the machine do not change; PostgreSQL's are the wall's.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.timing import Row
from fangzhi.library.filters import PUBLIC
from fangzhi.library.index import Library
from fangzhi.library.search import search
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.zh.fold import fold

Works = list[tuple[Shelved, Stream]]
QUERIES = 500
_FEW = 60
"""Queries for a peer that takes seconds for some."""
KINDS = ("旧志", "法规")


def rows(folder: Path) -> list[Row]:
    """Measure indexing, size, memory and answers; nothing where ../shared is absent."""
    works = material()
    if not works:
        return [Row("检索", 0, "", None, "没有 ../shared，没有测")]
    size = sum(len(stream.text.encode()) for _, stream in works)
    wanted = queries(works)
    ours = _ours(works, folder / "ours", wanted, size)
    peers = [_peer("SQLite FTS5 二字组", fts5, works, folder, wanted, size)]
    if (postgres := _postgres(works, wanted, size)) is not None:
        peers.append(postgres)
    found: list[Row] = []
    for name, told in peers:
        for what in ("建索引", "检索 p50（一千次）", "检索 p99（一千次）"):
            found.append(Row(what, ours[0][what], name, told[0][what], f"{ours[1]}；{told[1]}"))
    text = "".join(fold(stream.text) for _, stream in works)
    began = process_time()
    for words in wanted[:20]:
        text.count(words)
    found.append(Row("逐字扫描内存里的全文（一千次）", (process_time() - began) * 50, "极限", None))
    if (scanned := ripgrep(works, folder, wanted[:20])) is not None:
        found.append(
            Row("ripgrep 扫描硬盘上的全文（一千次）", scanned, "极限", None, "只数行，不折叠")
        )
    return found


def ripgrep(works: Works, folder: Path, wanted: list[str]) -> float | None:
    """Give the seconds of a thousand scans of the folded text by ripgrep; None: not installed."""
    program = shutil.which("rg")
    if program is None:
        return None
    path = folder / "whole.txt"
    with path.open("w", encoding="utf-8", errors="replace") as file:
        for _, _, text in _units(works):
            file.write(fold(text) + "\n")
    began = perf_counter()
    for words in wanted:
        subprocess.run([program, "-c", "-F", words, path], capture_output=True, timeout=60)
    return (perf_counter() - began) * 1000 / len(wanted)


def material(times: int = 1) -> Works:
    """Give all chronicles and laws, `times` over with other titles."""
    from tests.library.corpus import everything

    once = list(everything())
    return [
        (
            Shelved(
                f"{turn}-{n}", f"{title}·{turn}", title, "", len(stream.text),
                kind=KINDS[n >= 7], place=f"地{n % 40}", year=1700 + n % 300, author=f"人{n % 90}",
            ),
            stream,
        )
        for turn in range(times)
        for n, (title, stream) in enumerate(once)
    ]  # fmt: skip


def queries(works: Works) -> list[str]:
    """Give words of 2–8 characters that stand in the texts, folded, as often as the texts are long."""
    dice = random.Random(2026)
    streams = [stream for _, stream in works]
    weights = [len(stream.text) for stream in streams]
    found: list[str] = []
    while len(found) < QUERIES:
        text = dice.choices(streams, weights)[0].text
        length = dice.randint(2, 8)
        begin = dice.randrange(max(1, len(text) - length))
        words = fold(text[begin : begin + length])
        if len(words) == length and words.isalpha():
            found.append(words)
    return found


Told = tuple[dict[str, float], str]


def _ours(works: Works, folder: Path, wanted: list[str], size: int) -> Told:
    began = process_time()
    Library(folder, create=True).add(works)
    taken = process_time() - began
    held = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    told = ask_apart(folder, wanted)
    note = f"索引为原文 {held / size:.2f} 倍，内存 {told['memory']:.0f} MB"
    return _figures(taken, told["p50"], told["p99"]), note


def ask_apart(folder: Path, wanted: list[str]) -> dict[str, float]:
    """Ask in a fresh process, so that its memory is that of searching alone."""
    told = subprocess.run(
        [sys.executable, "-m", "bench.searching", str(folder)],
        input=json.dumps(wanted), capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    answer: dict[str, float] = json.loads(told.stdout)
    return answer


def main() -> None:
    """Ask a library what comes in on standard input; print milliseconds and the peak of memory."""
    library = Library(Path(sys.argv[1]))
    wanted = json.loads(sys.stdin.read())
    taken = _timed(lambda words: search(library, f'"{words}"', audience=PUBLIC), wanted)
    print(json.dumps({**_percentiles(taken), "memory": _peak(), "segments": len(library.parts)}))


def _timed(
    ask: Callable[[str], object], wanted: list[str], clock: Callable[[], float] = process_time
) -> list[float]:
    for words in wanted[:20]:
        ask(words)
    taken = []
    for words in wanted:
        began = clock()
        ask(words)
        taken.append((clock() - began) * 1000)
    return sorted(taken)


def _percentiles(taken: list[float]) -> dict[str, float]:
    return {"p50": taken[len(taken) // 2], "p99": taken[int(len(taken) * 0.99)]}


def _peak() -> float:
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _figures(indexing: float, p50: float, p99: float) -> dict[str, float]:
    """Milliseconds of one query are the seconds of a thousand."""
    return {"建索引": indexing, "检索 p50（一千次）": p50, "检索 p99（一千次）": p99}


def _units(works: Works) -> Iterator[tuple[Shelved, str, str]]:
    for work, stream in works:
        ends = (*stream.offsets[1:], len(stream.text))
        for begin, end, cite in zip(stream.offsets, ends, stream.cites, strict=True):
            yield work, cite, stream.text[begin:end]


def _peer(
    name: str,
    peer: Any,
    works: Works,
    folder: Path,
    wanted: list[str],
    size: int,
    clock: Callable[[], float] = process_time,
) -> tuple[str, Told]:
    indexing, ask, held = peer(works, folder)
    taken = _percentiles(_timed(ask, wanted, clock))
    note = f"同类索引为原文 {held / size:.2f} 倍"
    return name, (_figures(indexing, taken["p50"], taken["p99"]), note)


def bigrams(text: str) -> str:
    """Give the overlapping pairs of characters, parted by spaces."""
    return " ".join(map("".join, pairwise(text))) or text


def fts5(works: Works, folder: Path) -> tuple[float, Callable[[str], object], int]:
    """Index leaves by pairs of folded characters; give seconds, what asks, and bytes."""
    path = folder / "fts5.db"
    began = process_time()
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode=OFF")
    base.execute("PRAGMA synchronous=OFF")
    base.execute("CREATE TABLE unit(id INTEGER PRIMARY KEY, work, kind, place, year, cite, text)")
    base.execute("CREATE VIRTUAL TABLE pairs USING fts5(t, content='', tokenize=\"unicode61 "
                 "remove_diacritics 0 categories 'L* N* Co P* S*'\")")  # fmt: skip
    for n, (work, cite, text) in enumerate(_units(works)):
        base.execute("INSERT INTO unit VALUES(?,?,?,?,?,?,?)",
                     (n, work.title, work.kind, work.place, work.year, cite, text))  # fmt: skip
        base.execute("INSERT INTO pairs(rowid,t) VALUES(?,?)", (n, bigrams(fold(text))))
    base.commit()
    taken = process_time() - began

    def ask(words: str) -> object:
        base.execute("DROP TABLE IF EXISTS temp.hit")
        base.execute("CREATE TEMP TABLE hit AS SELECT u.id, work, kind, place, year FROM pairs p "
                     "JOIN unit u ON u.id = p.rowid WHERE pairs MATCH ?",
                     (f'"{bigrams(words)}"',))  # fmt: skip
        counts = [
            base.execute(f"SELECT {field}, count(*) FROM temp.hit GROUP BY {field}").fetchall()
            for field in ("work", "kind", "place", "year")
        ]
        shown = base.execute("SELECT cite, text FROM unit WHERE id IN "
                             "(SELECT id FROM temp.hit ORDER BY id LIMIT 20)").fetchall()  # fmt: skip
        return counts, [_kwic(cite, text, words) for cite, text in shown]

    return taken, ask, path.stat().st_size


def _kwic(cite: str, text: str, words: str) -> tuple[str, str]:
    at = fold(text).find(words)
    return cite, text[max(0, at - 24) : at + len(words) + 24]


def _postgres(works: Works, wanted: list[str], size: int) -> tuple[str, Told] | None:
    """Measure pg_trgm on a PostgreSQL of our own; None where none is installed."""
    try:
        import psycopg

        from tests.workbench.lost.postgres import _binaries, cluster
    except ImportError:
        return None
    if _binaries() is None:
        return None
    with cluster() as made, psycopg.connect(made.url, autocommit=True) as base:
        return _peer("PostgreSQL pg_trgm", lambda w, f: trigrams(base, w), works, Path(),
                     wanted[:_FEW], size, perf_counter)  # fmt: skip


def trigrams(base: Any, works: Works) -> tuple[float, Callable[[str], object], int]:
    """Index leaves by trigrams of the folded text; give seconds, what asks, and bytes."""
    began = perf_counter()
    base.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    base.execute("CREATE TABLE unit(id int, work text, kind text, place text, year int, "
                 "cite text, text text, folded text)")  # fmt: skip
    with base.cursor() as cursor, cursor.copy("COPY unit FROM STDIN") as copy:
        for n, (work, cite, text) in enumerate(_units(works)):
            copy.write_row((n, work.title, work.kind, work.place, work.year, cite,
                            text.replace("\0", ""), fold(text).replace("\0", "")))  # fmt: skip
    base.execute("CREATE INDEX ON unit USING gin (folded gin_trgm_ops)")
    base.execute("ANALYZE unit")
    taken = perf_counter() - began

    def ask(words: str) -> object:
        base.execute("DROP TABLE IF EXISTS hit")
        base.execute("CREATE TEMP TABLE hit AS SELECT id, work, kind, place, year FROM unit "
                     "WHERE folded LIKE %s", (f"%{words}%",))  # fmt: skip
        counts = [
            base.execute(f"SELECT {field}, count(*) FROM hit GROUP BY {field}").fetchall()
            for field in ("work", "kind", "place", "year")
        ]
        shown = base.execute("SELECT cite, text FROM unit WHERE id IN "
                             "(SELECT id FROM hit ORDER BY id LIMIT 20)").fetchall()  # fmt: skip
        return counts, [_kwic(cite, text, words) for cite, text in shown]

    size = base.execute("SELECT pg_total_relation_size('unit')").fetchone()[0]
    return taken, ask, size


def growth(folder: Path) -> list[Row]:
    """Measure one, three and ten times the text on one machine."""
    found: list[Row] = []
    for times in (1, 3, 10):
        works = material(times)
        began = process_time()
        library = Library(folder / str(times), create=True)
        library.add(works)
        taken = process_time() - began
        told = ask_apart(folder / str(times), queries(works[: len(works) // times]))
        note = (f"p50 {told['p50']:.2f} ms，p99 {told['p99']:.2f} ms，内存 {told['memory']:.0f} MB，"
                f"{told['segments']:.0f} 段")  # fmt: skip
        found.append(Row(f"{times} 倍文本建索引", taken, "", None, note))
    return found


if __name__ == "__main__":
    main()
