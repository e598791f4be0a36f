"""Text reuse on the whole two works: seconds, and recall against every shared run of 12 characters.

Run `python -m bench.reuse`.
"""

from __future__ import annotations

from time import perf_counter

from fangzhi.library.reuse.between import Reuse, Source, reuse
from fangzhi.library.stream import Stream
from tests.library.reuse.brute import HUAYANG, SICHUAN, Reference, read_print, shared_runs

LEAST = 12


def report() -> list[str]:
    """Give the figures as lines: both works, ours, the reference, what is missing."""
    a, b = read_print(HUAYANG), read_print(SICHUAN)
    one = Source("", "華陽國志", Stream(a.text, (0,), ("",)))
    other = Source("", "四川通志", Stream(b.text, (0,), ("",)))
    began = perf_counter()
    found = reuse(one, other, LEAST)
    ours = perf_counter() - began
    began = perf_counter()
    wanted = shared_runs(a, b, LEAST)
    theirs = perf_counter() - began
    missed = [run for run in wanted if not _covers(found, run)]
    lines = [
        found.sentence,
        f"用时 {ours:.2f} 秒（另计蛮算对照 {theirs:.2f} 秒）",
        f"对照：{LEAST} 字以上相同的 {len(wanted)} 段，找到 {len(wanted) - len(missed)} 段，"
        f"召回 {1 - len(missed) / len(wanted):.2%}",
    ]
    return lines + [f"漏：{a.text[run.a_start : run.a_end]}" for run in missed[:10]]


def _covers(found: Reuse, run: Reference) -> bool:
    return any(
        one.a.start <= run.a_start
        and run.a_end <= one.a.end
        and one.b.start <= run.b_start
        and run.b_end <= one.b.end
        for one in found.passages
    )


if __name__ == "__main__":
    print("\n".join(report()))
