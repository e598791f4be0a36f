"""The example county in a workbench that is really served, for tests in a browser."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

from tests.workbench.ready import ROOT, once, run_apart, without_office

SEED = """
import json, sys
from pathlib import Path
from fangzhi.workbench.example.seed import seed
folder = Path(sys.argv[1])
made = seed(folder, Path(sys.argv[2]), lambda words: None)
from fangzhi.workbench.calls.models import Call, HandIn
from fangzhi.workbench.example.printing import PLANTED, Planted, proof_of
from fangzhi.workbench.office.models import Meeting
from fangzhi.workbench.reviews.frozen import book_of
from fangzhi.workbench.reviews.models import Proof, Round
from fangzhi.workbench.works.models import EntryPage
late = HandIn.objects.get(task__unit__name="水务局", version=1)
tea = EntryPage.objects.filter(entry__contains="62.4%").first()
call, proof = Call.objects.get(), Proof.objects.get()
reviewed = Round.objects.get(page_id=call.prior_id)
again = (PLANTED[2], Planted("国务院令第467号", "国务院令第647号"), Planted("据为己有", "占为己有"))
(folder.parent / "二校.pdf").write_bytes(proof_of(book_of(proof.frozen), again))
(folder.parent / "told.json").write_text(json.dumps({
    "password": made.password, "work": call.page_id, "call": call.pk, "last": call.prior_id,
    "hand": [late.task.page_id, late.pk], "round": reviewed.pk, "reviewed": reviewed.page_id,
    "entry": tea.pk, "meeting": Meeting.objects.get().pk, "nodes": made.nodes,
    "tasks": made.tasks, "proof": [proof.round.page_id, proof.round_id, proof.pk],
    "units": call.tasks.count(),
    "states": sorted(set(HandIn.objects.filter(version__gt=0).values_list("state", flat=True))),
}))
"""


class Desk(NamedTuple):
    """A running example workbench: its address, what stands where in it, its files."""

    address: str
    told: dict[str, Any]
    folder: Path


@contextmanager
def served(top: Path) -> Iterator[Desk]:
    """Copy the example, made once a run, below `top` and serve it till the end."""
    shutil.copytree(once("示例", seeded), top, dirs_exist_ok=True)
    folder = top / "工作台"
    env = without_office()
    told = json.loads((top / "told.json").read_text(encoding="utf-8"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [sys.executable, "-m", "fangzhi.cli.main", "serve", str(folder), "--port", str(port)]
    server = subprocess.Popen(serve, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield Desk(address, told, folder)
    finally:
        server.terminate()
        server.wait(30)


def seeded(top: Path) -> None:
    """Make the example county below `top`."""
    run_apart(SEED, top / "工作台", ROOT / "examples")


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            urlopen(f"{address}/login/", timeout=5).read()
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server did not come up")
