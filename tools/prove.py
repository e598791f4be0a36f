"""Run the long proofs whole, test by test; what is proved at this commit is not run again.

`make prove` goes on where it was stopped; `python tools/prove.py workbench/lost …` proves these
parts alone. What each test measured is printed and kept in .prove/. This file is the plugin of
pytest, too, that keeps each test that passed and leaves out those kept before.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".prove"
LARGE = ("check", "workbench")
"""Folders whose own folders are parts of their own."""
_NOTHING_TO_RUN = 5
"""What pytest answers where a part has no test, or none that is not proved."""
_KEPT = "FANGZHI_PROVED"
"""The environment's name for the file of tests that passed, one JSON object a line."""
_BEFORE = "FANGZHI_PROVED_BEFORE"
"""The same file as it was when the run began: processes that start late leave out the same."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is proved."""
    known = proved(Path(os.environ[_BEFORE]))
    done = [item for item in items if item.nodeid in known]
    if done:
        config.hook.pytest_deselected(items=done)
        items[:] = [item for item in items if item.nodeid not in known]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep a test that passed; the processes beside the first tell it theirs."""
    if report.when == "call" and report.passed and "PYTEST_XDIST_WORKER" not in os.environ:
        line = json.dumps({"test": report.nodeid, "told": report.capstdout}, ensure_ascii=False)
        with Path(os.environ[_KEPT]).open("a", encoding="utf-8") as kept:
            print(line, file=kept)


def proved(path: Path) -> dict[str, str]:
    """Give the tests that passed, by name, with what each printed; a line cut off is left out."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue  # the machine stopped in the midst of it
        found[told["test"]] = told["told"]
    return found


def parts() -> list[str]:
    """Give the parts: folders of tests, a large one by its own folders, and what stands in none."""
    found: list[str] = []
    for folder in sorted(path for path in (ROOT / "tests").iterdir() if path.is_dir()):
        large = folder.name in LARGE
        inner = sorted(path for path in folder.iterdir() if path.is_dir()) if large else [folder]
        inner += sorted(folder.glob("test_*.py")) if large else []
        found += [path.relative_to(ROOT / "tests").as_posix() for path in inner
                  if path.is_file() or list(path.rglob("test_*.py"))]  # fmt: skip
    return [*found, *sorted(path.name for path in (ROOT / "tests").glob("test_*.py"))]


def _prove(part: str, commit: str) -> bool:
    """Prove what is left of a part, print the figures of all of it; tell whether all passed."""
    name = f"{part.replace('/', '-')}.{commit[:12]}"
    kept, before, whole = (FOLDER / f"{name}{end}" for end in (".jsonl", ".before", ""))
    if whole.is_file():
        print(f"{part} (proved before)\n{whole.read_text('utf-8')}", flush=True)
        return True
    kept.touch()
    shutil.copyfile(kept, before)
    began = perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tools.prove", "-n", "2", f"tests/{part}"],
        cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "FANGZHI_PROVE": "1", _KEPT: str(kept), _BEFORE: str(before)},
    )  # fmt: skip
    last = run.stdout.strip().splitlines()[-1] if run.stdout.strip() else run.stderr[-500:]
    measured = [line for words in proved(kept).values() for line in words.splitlines() if line]
    told = "\n  ".join([f"{part}: {last} [{perf_counter() - began:.0f} s]", *measured])
    print(told, flush=True)
    if run.returncode not in (0, _NOTHING_TO_RUN):
        print(run.stdout[-3000:])
        return False
    whole.write_text(told, encoding="utf-8")
    return True


def main() -> int:
    """Prove the parts that were named, or all; give 1 when something failed."""
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    FOLDER.mkdir(exist_ok=True)
    failed = [part for part in sys.argv[1:] or parts() if not _prove(part, commit)]
    if failed:
        print("failed: " + " ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
