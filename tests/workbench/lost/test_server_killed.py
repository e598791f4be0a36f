"""The whole server killed (kill -9) while people save and hand files in: nothing acknowledged is lost.

What is killed is what runs in an office: `fangzhi serve` with its worker processes and the
background worker, all at once. It is started again on what it left.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbench.lost.hands import Hand, Told, count_lost, sessions
from tests.workbench.lost.servers import Home, Served, served
from tests.workbench.lost.standing import office, seeded, stands

LONG = bool(os.environ.get("FANGZHI_PROVE"))
KILLS = 25 if LONG else 2
PARTS = {"SQLite": 20, "PostgreSQL": 4} if LONG else {"SQLite": 1}
"""Each start takes seconds, so the proof stands in parts of an office each: `make prove` goes on with
the next. The processes that save are killed 500 times on both (test_killed)."""
SEED = int(os.environ.get("FANGZHI_SEED", "7"))
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as POSIX does")
DONE, GOING, BROKEN = "完成", "进行", "中断"
ENTRIES = ("甲", "乙", "丙")
"""Each file that is handed in holds so many entries: all of them stand, or none."""


class Office:
    """People at work while the server is killed under them, and all that they were told."""

    def __init__(self, home: Home, pages: list[int]) -> None:
        self.pages = pages
        *self.writers, self.carrier = sessions(home, len(pages) + 1)
        self.place = int(home.tell("__import__('wagtail.models').models.Page.objects"
                                   ".get(title='农业').pk"))  # fmt: skip
        self.saved: list[Told] = []
        self.taken: dict[int, int] = {}
        """Files that were accepted: the run of each, by its number."""
        self.told: dict[int, str] = {}
        """What was last said of a run."""
        self.port = 0
        self.open = threading.Event()
        self.over = threading.Event()

    def _write(self, number: int) -> None:
        hand, page = Hand(self.port, self.writers[number]), self.pages[number]
        revision, draft = hand.open(page)
        while self.open.is_set():
            answer = hand.save(page, revision, draft, f"第{number}人第{len(self.saved)}句。")
            self.saved.append(answer)
            revision = answer.after

    def _carry(self) -> None:
        hand, number = Hand(self.port, self.carrier), len(self.taken)
        run = hand.bring(self.place, f"批{number}.md", _file(number))
        self.taken[number] = run
        while self.open.is_set() and self.told.get(run) not in (DONE, BROKEN):
            self.told[run] = hand.state_of(run)
            time.sleep(0.05)

    def work(self, act: Callable[[], None]) -> None:
        """Do it again and again; a server that is killed is waited for."""
        while not self.over.is_set():
            if not self.open.wait(0.2):
                continue
            try:
                act()
            except Exception:  # the server was killed under the request
                time.sleep(0.05)

    def hands(self) -> list[threading.Thread]:
        """Give everybody, ready to begin."""

        def writer(number: int) -> Callable[[], None]:
            return lambda: self._write(number)

        acts = [*(writer(number) for number in range(len(self.pages))), self._carry]
        return [threading.Thread(target=self.work, args=(act,)) for act in acts]

    def is_busy(self, saves: int, with_import: bool) -> bool:
        """Tell whether so many saves were told of, and an import is under way or done, if asked."""
        going = not with_import or self.told.get(max(self.told, default=0)) in (GOING, DONE)
        return going and len(self.saved) >= saves


def _file(number: int) -> str:
    parts = "".join(
        f"## 批{number}{part}\n\n第{number}批{part}园产茶{number}吨。\n\n" for part in ENTRIES
    )
    return f"# 第{number}批\n\n{parts}"


@pytest.mark.parametrize(
    ("kind", "part"), [(kind, part) for kind, parts in PARTS.items() for part in range(parts)]
)
def test_the_whole_server_killed_again_and_again_loses_nothing(
    kind: str, part: int, tmp_path: Path
) -> None:
    chance = random.Random(SEED + part)
    with office(kind, tmp_path) as home:
        people = Office(home, seeded(home, tmp_path / "来稿"))
        hands = people.hands()
        for hand in hands:
            hand.start()
        try:
            for number in range(KILLS):
                _served_and_killed(home, people, chance, with_import=number % 2 == 1)
        finally:
            people.over.set()
            for hand in hands:
                hand.join()
        lost, gone = count_lost(home, [one for one in people.saved if one.status in (200, 409)])
        broken = _imports_stand(home, people)
        restarted = _begun_again(home, people, broken[: 5 if LONG else 1])
        found = stands(home)
    print(f"{kind}: {KILLS} kills of the whole server; {len(people.saved)} saves answered, {lost} "
          f"lost; {len(people.taken)} files accepted, {len(broken)} cut off, none half; "
          f"{restarted} begun again")  # fmt: skip
    assert len(people.saved) >= KILLS and people.taken
    assert (lost, gone, found.half, found.faults) == (0, 0, [], [])


def _served_and_killed(
    home: Home, people: Office, chance: random.Random, with_import: bool
) -> None:
    server = Served(home)
    try:
        server.wait_until_it_answers()
        saves, before = len(people.saved) + chance.randint(1, 6), len(people.taken)
        people.port = server.port
        people.open.set()
        end = time.monotonic() + 120
        while not people.is_busy(saves, with_import and len(people.taken) > before):
            assert time.monotonic() < end, (people.saved[-3:], people.told)
            time.sleep(0.02)
        time.sleep(chance.random() * 0.4)
    finally:
        server.kill()
        people.open.clear()


def _imports_stand(home: Home, people: Office) -> list[int]:
    """Each accepted file is known, all of it stands or none; give the numbers of those cut off."""
    with served(home):  # its worker marks what the last kill left
        home.until("not Run.objects.filter(state__in=('等候', '进行')).exists()", 120)
    runs, titles = json.loads(home.tell(
        "__import__('json').dumps([dict(Run.objects.values_list('pk', 'state')),"
        " list(EntryPage.objects.filter(title__contains='批').values_list('title', flat=True))])"))  # fmt: skip
    broken = []
    for number, run in people.taken.items():
        there = [part for part in ENTRIES if any(f"批{number}{part}" in title for title in titles)]
        state = runs[str(run)]
        assert state in (DONE, BROKEN), (number, state)
        assert there in ([], list(ENTRIES)), (number, there)
        if DONE in (state, people.told.get(run)):
            assert there, f"file {number} was told to be in, and is not"
        if not there:
            broken.append(number)
    return broken


def _begun_again(home: Home, people: Office, broken: list[int]) -> int:
    """What was cut off is begun again from its page, and comes in whole: its file was kept."""
    if broken:
        with served(home) as server:
            hand = Hand(server.port, people.carrier)
            for number in broken:
                run = hand.again(people.taken[number])
                home.until(f"Run.objects.get(pk={run}).state == '{DONE}'", 60)
                found = (f"[EntryPage.objects.filter(title__contains='批{number}' + part).count()"
                         f" for part in {ENTRIES!r}]")  # fmt: skip
                assert home.tell(found) == "[1, 1, 1]"
    return len(broken)
