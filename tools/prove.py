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
LARGE = ("check", "workbench")
"""Folders whose own folders are parts of their own."""


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


def figures(output: str) -> list[str]:
    """Give the lines that passed tests printed: what they measured."""
    lines: list[str] = []
    printed = False
    for line in output.splitlines():
        if line.startswith(("---", "===", "___")):
            printed = "Captured stdout" in line
        elif printed and line.strip():
            lines.append(line)
    return lines


def main() -> int:
    """Run what is not proved yet; give 1 when something failed."""
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    KEPT.mkdir(exist_ok=True)
    failed = []
    for part in parts():
        mark = KEPT / f"{part.replace('/', '-')}.{commit[:12]}"
        if mark.is_file():
            print(f"{part} (proved before)\n{mark.read_text('utf-8')}")
            continue
        began = perf_counter()
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-rP", "-n", "2", f"tests/{part}"],
            cwd=ROOT, env={**os.environ, "FANGZHI_PROVE": "1"}, capture_output=True, text=True,
        )  # fmt: skip
        last = run.stdout.strip().splitlines()[-1] if run.stdout.strip() else run.stderr[-500:]
        told = [f"{part}: {last} [{perf_counter() - began:.0f} s]",
                *(f"  {line}" for line in figures(run.stdout))]  # fmt: skip
        print("\n".join(told), flush=True)
        if run.returncode in (0, 5):  # 5: nothing to run in it
            mark.write_text("\n".join(told), encoding="utf-8")
        else:
            failed.append(part)
            print(run.stdout[-3000:])
    if failed:
        print("failed: " + " ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
