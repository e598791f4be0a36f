"""The check against autocorrect's lint on the same lines; a work of a million characters."""

from __future__ import annotations

import os
import resource
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import autocorrect_py
import msgspec

from bench.material import law_lines
from bench.memory import peak
from bench.terms import office_terms
from bench.timing import Row
from bench.yearbook import yearbook
from fangzhi.check.accel import library
from fangzhi.check.cache import FindingCache
from fangzhi.check.engine import active_rules, check_entry, check_manuscripts
from fangzhi.check.gate import gate_for
from fangzhi.check.passages import check_texts
from fangzhi.check.rule import Rule
from fangzhi.check.settings import CheckSettings
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Block, Manuscript, texts, texts_in
from fangzhi.model.text import Text

_BYTES = 20_000_000
_TURNS = 3
_CHARACTERS = 1_000_000
_ENTRY = 3_000
_GROUND = "BEFGKM"
_GROUND_ALSO = (*range(148, 154), *range(179, 189))


def rows() -> list[Row]:
    """Check the lines with all rules on texts and 20,000 terms; the peer lints line by line.

    Processor seconds, the best of three turns each, taken in turn: both are single-threaded, and
    other work on the machine then weighs on both alike.
    """
    lines = law_lines(_BYTES)
    if not lines:
        return [Row("机检", 0.0, "autocorrect-py", None, "没有 ../shared，未测")]
    return [_ground(lines), *_texts(lines), *_entry(), *_works()]


def _is_ground(rule: Rule) -> bool:
    """Tell whether a rule is of the first families: time words, numerals, marks, units, sums."""
    number = int(rule.id[1:]) if rule.id.startswith("R") else 0
    return rule.family in _GROUND or number in _GROUND_ALSO


def _ground(lines: list[str]) -> Row:
    settings = CheckSettings()
    document = settings.for_document("法规")
    rules = tuple(r for r in active_rules(settings) if r.scope == "text" and _is_ground(r))
    manuscript = _manuscript(lines)
    gate_for(rules, document).use_scan(False)

    def ours() -> None:
        for _ in check_texts(manuscript, document, rules):
            pass

    turns = [(_seconds(ours), _seconds(partial(_lint, lines))) for _ in range(_TURNS)]
    own, peer = (min(times) for times in zip(*turns, strict=True))
    size = _megabytes(lines)
    note = f"{len(rules)} 条规则：我们 {size / own:.1f} MB/s，同类 {size / peer:.1f} MB/s"
    title = "机检（时间、数字、标点、计量、运算、日期、结构各类，一个进程）"
    return Row(title, own, "autocorrect-py", peer, note)


def _manuscript(lines: list[str]) -> Manuscript:
    return Manuscript(tuple(Text(f"b{i}", line) for i, line in enumerate(lines)), name="法规")


def _lint(lines: list[str]) -> None:
    for line in lines:
        autocorrect_py.lint_for(line, "text")


def _megabytes(lines: list[str]) -> float:
    return sum(len(line.encode()) for line in lines) / 1e6


def _texts(lines: list[str]) -> list[Row]:
    settings = CheckSettings(packs=("office",), authority={"words": office_terms()})
    document = settings.for_document("法规")
    rules = tuple(rule for rule in active_rules(settings) if rule.scope == "text")
    manuscript = _manuscript(lines)
    gate = gate_for(rules, document)
    found: dict[bool, tuple[Finding, ...]] = {}

    def ours(accelerated: bool) -> Callable[[], object]:
        def run() -> None:
            gate.use_scan(accelerated)
            found[accelerated] = tuple(check_texts(manuscript, document, rules))

        return run

    runs: list[Callable[[], object]] = [ours(False), partial(_lint, lines)]
    if library() is not None:
        runs.append(ours(True))
    gate.use_scan(library() is not None)  # what is built once is built before
    taken = zip(*([_seconds(run) for run in runs] for _ in range(_TURNS)), strict=True)
    own, peer, *scanned = (min(times) for times in taken)
    size = _megabytes(lines)
    note = (
        f"{size:.1f} MB，{len(lines)} 行，{len(rules)} 条规则和两万词："
        f"我们 {size / own:.1f} MB/s，同类 {size / peer:.1f} MB/s；"
        f"只读入并解码 {size / _reading(lines):.0f} MB/s"
    )
    table = [Row("机检（逐段的全部规则，一个进程）", own, "autocorrect-py", peer, note)]
    for seconds in scanned:
        same = "所得相同" if found[True] == found[False] else "**所得不同**"
        told = f"{size / seconds:.1f} MB/s，{len(found[True])} 条，{same}"
        table.append(Row("同上，装有 hyperscan", seconds, "autocorrect-py", peer, told))
    return table


def _entry() -> list[Row]:
    """The time to check an entry of 3,000 characters: as a whole, and again after each edit."""
    manuscripts, settings = yearbook(_ENTRY, 0.5)
    entry = Manuscript(tuple(_up_to(_ENTRY, manuscripts)), name="稿.docx")
    size = sum(len(text.text) for text in texts(entry))
    cache = FindingCache(live=True)
    check_entry(entry, settings, cache)
    whole = min(_seconds(lambda: check_manuscripts((entry,), settings)) for _ in range(9))
    turns = []
    for edit in _edits(entry, 40):
        turns.append(_seconds(partial(check_entry, edit, settings, cache)))
    one = median(turns)
    note = f"{size} 字，{one * 1000:.1f} ms（40 次的中位数，最慢 {max(turns) * 1000:.1f} ms）"
    return [
        Row("一篇短稿改一段后再查", one, "目标 0.01 s", None, note),
        Row("同上，从头查", whole, "目标 0.01 s", None, f"{size} 字，{whole * 1000:.1f} ms"),
    ]


def _up_to(characters: int, manuscripts: Iterable[Manuscript]) -> Iterator[Block]:
    """Give the blocks in order, tables that fit among them, to exactly so many characters."""
    for block in (block for manuscript in manuscripts for block in manuscript.blocks):
        size = sum(len(text.text) for text in texts_in(block))
        if size > characters and isinstance(block, Text):
            block, size = msgspec.structs.replace(block, text=block.text[:characters]), characters
        if size <= characters:
            yield block
            characters -= size
        if not characters:
            return


def _edits(entry: Manuscript, count: int) -> Iterator[Manuscript]:
    """The entry again and again, each time with a word more in another paragraph."""
    blocks = list(entry.blocks)
    prose = [n for n, b in enumerate(blocks) if isinstance(b, Text) and len(b.text) > 20]
    for turn in range(count):
        number = prose[turn * 7 % len(prose)]
        block = blocks[number]
        assert isinstance(block, Text)
        at = turn * 13 % len(block.text)
        words = f"{block.text[:at]}又增1{block.text[at:]}"
        blocks[number] = msgspec.structs.replace(block, text=words)
        yield msgspec.structs.replace(entry, blocks=tuple(blocks))


def _works() -> list[Row]:
    table = []
    for title, prose in (("百万字年鉴，一般密度", 0.5), ("百万字年鉴，数字密集", 0.0)):
        manuscripts, settings = yearbook(_CHARACTERS, prose)
        check_manuscripts(manuscripts[:20], settings)
        own, children, wall = _shared(partial(check_manuscripts, manuscripts, settings))
        most = peak(_CHARACTERS, prose)
        held = f"{most:.0f} MB（PSS，另起的进程，连稿子）" if most else "未测"
        note = (
            f"墙钟；处理器时间 {own:.2f} s 加 {children:.2f} s（{len(os.sched_getaffinity(0))} 核）；"
            f"内存峰值共 {held}"
        )
        table.append(Row(title, wall, "目标 3 s", None, note))
    return table


def _shared(run: Callable[[], object]) -> tuple[float, float, float]:
    """Processor seconds here and in children, and seconds by the clock; the best of the turns."""

    def once() -> tuple[float, float, float]:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        own, wall = process_time(), perf_counter()
        run()
        own, wall = process_time() - own, perf_counter() - wall
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        children = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        return own, children, wall

    return min((once() for _ in range(_TURNS)), key=lambda times: times[2])


def _seconds(run: Callable[[], object]) -> float:
    began = process_time()
    run()
    return process_time() - began


def _reading(lines: list[str]) -> float:
    """The seconds that no checker of these lines can go below: read the file and decode it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.txt"
        path.write_bytes("\n".join(lines).encode("utf-8"))
        return min(
            _seconds(lambda: path.read_bytes().decode("utf-8").split("\n")) for _ in range(_TURNS)
        )
