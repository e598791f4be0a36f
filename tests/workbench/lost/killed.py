"""A parent with Django loaded, whose children save and import until they are killed.

`python -m tests.workbench.lost.killed SEED TIMES FOLDER` prints, for each child, what it had
acknowledged before SIGKILL struck it at a random moment.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any

_LONGEST = 0.5


def main(seed: int, times: int, folder: Path) -> None:
    """Fork, kill, and tell, so many times."""
    import django

    django.setup()
    from django.db import connection

    import fangzhi.workbench.works.actions

    assert fangzhi.workbench.works.actions
    connection.close()
    chance = random.Random(seed)
    for number in range(times):
        out, into = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(out)
            try:
                _write(number, into, folder)
            except BaseException as fault:  # a child that falls over must not go on as its parent
                os.write(into, f"fault {fault!r}\n".encode())
                os._exit(1)
        os.close(into)
        told = _heard(out, chance.choice((0, 1, 1, 2)))
        time.sleep(chance.random() * _LONGEST)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told += _rest(out)
        lines = [line for line in told.decode().split("\n")[:-1] if line]
        sys.stdout.write(json.dumps(lines) + "\n")
        sys.stdout.flush()


def _heard(out: int, lines: int) -> bytes:
    """Wait for so many acknowledgments (the second is an import), a minute at most for each."""
    told = b""
    while told.count(b"\n") < lines and select.select([out], [], [], 60)[0]:
        told += os.read(out, 4096) or b"\n" * lines
    return told


def _rest(out: int) -> bytes:
    with os.fdopen(out, "rb") as told:
        return told.read()


def _write(number: int, into: int, folder: Path, rounds: int = 1_000_000) -> None:
    """Save and import in turn, until killed; acknowledge each when it has returned."""
    from fangzhi.workbench.people.models import User
    from fangzhi.workbench.works.actions import import_folder, rename
    from fangzhi.workbench.works.models import EntryPage, SectionPage

    def tell(what: str, key: Any) -> None:
        os.write(into, f"{what} {key}\n".encode())

    chief = User.objects.get(username="chief")
    keys = list(EntryPage.objects.filter(title__startswith="条目").values_list("pk", flat=True))
    for done in range(rounds):
        page = EntryPage.objects.get(pk=keys[(number + done) % len(keys)])
        saved = rename(chief, page, f"条目{number}之{done}", page.latest_revision_id)
        if not saved.refused:
            tell("saved", saved.revision)
        if done % 3 == 0:
            # a file of its own each time: one that came in before has its entries already
            own = folder / f"{number}-{done}"
            own.mkdir()
            (own / "茶.md").write_text(f"# 茶\n\n第{number}年第{done}季产茶。\n", encoding="utf-8")
            place = SectionPage.objects.get(title="农业")
            made, _ = import_folder(chief, place, own)
            tell("imported", made[-1].pk)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
