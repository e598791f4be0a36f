"""Run the long proofs whole, part by part; a part proved at this commit is not run again.

`make prove` goes on where it was stopped. Figures of each part are printed and kept in .prove/.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".prove"


def parts() -> list[str]:
    """Give the parts: every folder of tests, and the tests that stand in none."""
    folders = sorted(
        path.name for path in (ROOT / "tests").iterdir() if list(path.rglob("test_*.py"))
    )
    return [*folders, *sorted(path.name for path in (ROOT / "tests").glob("test_*.py"))]


def main() -> int:
    """Run what is not proved yet; give 1 when something failed."""
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    KEPT.mkdir(exist_ok=True)
    failed = []
    for part in parts():
        mark = KEPT / f"{part}.{commit[:12]}"
        if mark.is_file():
            print(f"{part}: {mark.read_text('utf-8')} (proved before)")
            continue
        began = perf_counter()
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "2", f"tests/{part}"],
            cwd=ROOT, env={**os.environ, "FANGZHI_PROVE": "1"}, capture_output=True, text=True,
        )  # fmt: skip
        last = run.stdout.strip().splitlines()[-1] if run.stdout.strip() else run.stderr[-500:]
        print(f"{part}: {last} [{perf_counter() - began:.0f} s]", flush=True)
        if run.returncode == 0:
            mark.write_text(last, encoding="utf-8")
        else:
            failed.append(part)
            print(run.stdout[-3000:])
    if failed:
        print("failed: " + " ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
