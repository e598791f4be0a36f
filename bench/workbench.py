"""The workbench with 30,000 entries and 212 people: pages, planting, the check, saves at once, files
brought in.

On SQLite in a folder of its own, or on the database that DATABASE_URL names, which must be empty.
"""

from __future__ import annotations

import os
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from time import perf_counter
from typing import Any

from bench import bringing
from bench.load import Person, at_once
from bench.processor import used
from bench.serving import filled, served
from bench.timing import Row

_EACH = 20
_HANDS = 4
"""Requests under way at a time while the rate is measured."""


def rows(folder: Path) -> list[Row]:
    """Fill an office, serve it with two workers, and ask."""
    told = filled(folder / "office")
    planted = max(told["planted"])
    table = [Row("五千条带首稿写进工作台", planted, "目标 20 s", None, "works.planting.plant")]
    with served(folder / "office") as (port, server):
        for what, path in _pages(told).items():
            table.append(_page(what, path, told, port, server))
        table.append(_check(told, port))
        table.append(_saves(told, port))
        table += bringing.rows(told, port, server)
    return table


def _pages(told: dict[str, Any]) -> dict[str, str]:
    work = told["works"][0]
    return {
        "志书列表": "/works/",
        "五千条的篇目": f"/works/{work}/",
        "页面列表（类目）": f"/admin/pages/{work}/",
        "页面列表（二十五条）": f"/admin/pages/{told['section']}/",
        "条目编辑页": f"/admin/pages/{told['entries'][100]}/edit/",
        "疑点页": f"/works/{work}/check/",
    }


def _page(what: str, path: str, told: dict[str, Any], port: int, server: int) -> Row:
    people = [Person(port, session) for session in told["people"][:1] * _HANDS]
    for one in people:
        one.ask(what, path)
    alone = [_seconds(people[0], what, path) for _ in range(_EACH)]
    before, began = used(server), perf_counter()
    hands = [Thread(target=lambda one=one: [one.ask(what, path) for _ in range(_EACH)])
             for one in people]  # fmt: skip
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    rate = _HANDS * _EACH / (perf_counter() - began)
    each = (used(server) - before) / (_HANDS * _EACH) * 1000
    failed = sum(answer.status != 200 for one in people for answer in one.answers)
    note = f"p50 {median(alone) * 1000:.0f} ms；每秒 {rate:.0f} 次（两个进程）；处理器 {each:.0f} ms；失败 {failed}"
    return Row(f"{what}，三万条", median(alone), "目标 0.1 s、每秒 30 次", None, note)


def _seconds(one: Person, what: str, path: str) -> float:
    one.ask(what, path)
    return one.answers[-1].seconds


def _check(told: dict[str, Any], port: int) -> Row:
    session, entry = told["editors"][-1]
    one = Person(port, session)
    held = one.opened(entry)
    for turn in range(60):
        one.check(entry, held, turn)
    times = [answer.seconds for answer in one.answers if answer.what == "机检"]
    high = quantiles(times, n=20)[18]
    return Row("编辑页里机检一条，p95", high, "目标 0.3 s", None, f"{len(times)} 次，连第一次在内")


def _saves(told: dict[str, Any], port: int) -> Row:
    answers = at_once(told, port)
    times = [answer.seconds for answer in answers]
    failed = sum(answer.status != 200 for answer in answers)
    high = quantiles(times, n=20)[18]
    where = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    note = f"{where}，{len(answers)} 次，失败 {failed}；二百人一直在用的测法见 python -m bench.load"
    return Row("五十人同时保存，p95", high, "目标 1 s（PostgreSQL）", None, note)
