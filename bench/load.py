"""Signed-in people at work: pages asked for and entries saved over keep-alive connections.

`python -m bench.load [SECONDS]` (ten minutes by default) fills an office of 30,000 entries on a
PostgreSQL of its own, or on the empty database that DATABASE_URL names, serves it, and lets two
hundred editors work.
"""

from __future__ import annotations

import html
import http.client
import json
import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep
from typing import Any, NamedTuple

from bench.serving import filled, served
from tests.workbench.lost.postgres import cluster

_CSRF = "c" * 32
SAVING = 50
"""How many of the people save; the others look at pages."""
_PAUSE = 10.0
"""Seconds that a person reads or writes between two requests."""


class Answer(NamedTuple):
    """One answer: what was asked, its status, seconds."""

    what: str
    status: int
    seconds: float


class Person:
    """A browser of one person: one connection, one session."""

    def __init__(self, port: int, session: str) -> None:
        self.to = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.head = {
            "Cookie": f"sessionid={session}; csrftoken={_CSRF}",
            "X-CSRFToken": _CSRF,
            "Content-Type": "application/json",
        }
        self.answers: list[Answer] = []

    def ask(self, what: str, path: str, body: Any = None) -> str:
        """Ask, note how long it took, and give the words of the answer."""
        sent = None if body is None else json.dumps(body)
        began = perf_counter()
        try:
            self.to.request("GET" if sent is None else "POST", path, sent, self.head)
            answer = self.to.getresponse()
            words, status = answer.read().decode(), answer.status
        except (OSError, http.client.HTTPException):
            self.to.close()
            words, status = "", 599
        self.answers.append(Answer(what, status, perf_counter() - began))
        return words

    def opened(self, entry: int) -> dict[str, Any]:
        """Open an entry in the editor; give what the editor would save."""
        shown = self.ask("打开条目", f"/admin/pages/{entry}/edit/")
        draft = re.search(r"<textarea[^>]*>(.*?)</textarea>", shown, re.S)
        revision = re.search(r'data-revision="(\d+)"', shown)
        if not draft or not revision:
            raise ValueError(shown[:300])
        return {"draft": html.unescape(draft[1]), "title": "", "revision": int(revision[1])}

    def save(self, entry: int, told: dict[str, Any], turn: int) -> None:
        """Change a figure and save; the revision of the answer is the next one's base."""
        changed = re.sub(r"播种面积[\d.]+万亩", f"播种面积{turn}.5万亩", told["draft"], count=1)
        words = self.ask("保存", f"/entries/{entry}/save/", {**told, "draft": changed})
        if self.answers[-1].status == 200:
            answer = json.loads(words)
            told["revision"] = answer["revision"]
            draft = json.loads(changed)
            draft["base"] = answer["base"]
            told["draft"] = json.dumps(draft, ensure_ascii=False)

    def check(self, entry: int, told: dict[str, Any], turn: int) -> None:
        """Check the draft as the editor does while somebody writes."""
        draft = re.sub(r"总产[\d.]+万吨", f"总产{turn}.8万吨", told["draft"], count=1)
        self.ask("机检", f"/entries/{entry}/check/", json.loads(draft))


def _looks(told: dict[str, Any], entry: int) -> Iterator[tuple[str, str]]:
    while True:
        yield "志书列表", "/works/"
        yield "篇目", f"/works/{told['section']}/"
        yield "打开条目", f"/admin/pages/{entry}/edit/"
        yield "页面列表", f"/admin/pages/{told['works'][0]}/"
        yield "疑点", f"/works/{told['works'][0]}/check/"


def work(told: dict[str, Any], port: int, seconds: float) -> list[Answer]:
    """Let all editors work for so long: the first ones save, the others look."""
    people = [Person(port, session) for session, _ in told["editors"]]
    until = perf_counter() + seconds

    def at_work(number: int) -> None:
        one, entry = people[number], told["editors"][number][1]
        sleep(_PAUSE * number / len(people))
        looks = _looks(told, entry)
        held = one.opened(entry) if number < SAVING else {}
        turn = 0
        while perf_counter() < until:
            turn += 1
            if number < SAVING:
                one.save(entry, held, turn)
            else:
                one.ask(*next(looks))
            sleep(_PAUSE)

    _all(at_work, len(people))
    return [answer for one in people for answer in one.answers]


def at_once(told: dict[str, Any], port: int) -> list[Answer]:
    """Let all who save press the button in the same moment, three times."""
    people = [Person(port, session) for session, _ in told["editors"][:SAVING]]
    entries = [entry for _, entry in told["editors"][:SAVING]]
    held = [one.opened(entry) for one, entry in zip(people, entries, strict=True)]
    for turn in range(100, 103):
        _all(partial(_press, people, entries, held, turn), SAVING)
    return [answer for one in people for answer in one.answers if answer.what == "保存"]


def _press(
    people: list[Person], entries: list[int], held: list[dict[str, Any]], turn: int, number: int
) -> None:
    people[number].save(entries[number], held[number], turn)


def _all(run: Callable[[int], None], count: int) -> None:
    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def told_of(answers: list[Answer]) -> list[str]:
    """Give a line for each kind of request: how many, p50, p95, slowest, what was refused."""
    lines = []
    for what in sorted({answer.what for answer in answers}):
        some = [answer for answer in answers if answer.what == what]
        times = sorted(answer.seconds * 1000 for answer in some)
        cuts = quantiles(times, n=20) if len(times) > 1 else times * 19
        failed = sum(answer.status >= 500 for answer in some)
        other = sum(300 <= answer.status < 500 for answer in some)
        lines.append(f"| {what} | {len(some)} | {cuts[9]:.0f} | {cuts[18]:.0f} | {times[-1]:.0f} "
                     f"| {failed} | {other} |")  # fmt: skip
    return lines


def main() -> None:
    """Fill, serve, measure."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600.0
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        base = os.environ.get("DATABASE_URL") or stack.enter_context(cluster()).url
        home = Path(folder) / "office"
        told = filled(home, base)
        port, _ = stack.enter_context(served(home, base))
        _measured(told, port, seconds)


def _measured(told: dict[str, Any], port: int, seconds: float) -> None:
    """Measure the check in the editor, all people at work, and all saves at once."""
    print("| 做什么 | 次数 | p50 ms | p95 ms | 最慢 ms | 5xx | 其他 |")
    print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
    session, entry = told["editors"][-1]
    alone = Person(port, session)
    held = alone.opened(entry)
    for turn in range(60):
        alone.check(entry, held, turn)
    for line in told_of(alone.answers[1:]):
        print(line, flush=True)
    for line in told_of(work(told, port, seconds)):
        print(line, flush=True)
    for line in told_of(at_once(told, port)):
        print(line.replace("保存", f"{SAVING} 人同时保存"), flush=True)


if __name__ == "__main__":
    main()
