"""Print what a change of the rules does: findings over the fixed corpus, before and after.

usage: rules_diff.py [REF]      findings of REF (default HEAD) against those of the working tree
The corpus is examples/, the second county of the tests, and laws_core of ../shared where present.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CORPUS = {
    "例": ROOT / "examples",
    "第二县": ROOT / "tests" / "check" / "second_county" / "data" / "manuscripts",
    "法规": ROOT.parent / "shared" / "data" / "modern" / "laws_core",
}
SHOWN = 40
"""So many findings of a rule are printed, of those added and of those gone."""
Row = dict[str, Any]
Place = tuple[str, ...]


def main() -> int:
    """Check the corpus twice and print the difference by rule; 1 when a version does not run."""
    if len(sys.argv) == 3 and sys.argv[1] == "--dump":
        dump(Path(sys.argv[2]))
        return 0
    ref = sys.argv[1] if len(sys.argv) > 1 else "HEAD"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        old = _sources_of(ref, work / "old")
        try:
            before = _findings(old, work / "corpus-old")
            after = _findings(ROOT / "src", work / "corpus-new")
        except subprocess.CalledProcessError as fault:
            which = ref if fault.cmd[-1].endswith("corpus-old") else "现在的工作目录"
            print(f"{which} 的程序没有跑完，比不成。", file=sys.stderr)
            return 1
    lines = list(told(before, after))
    print(f"{ref} → 现在的工作目录：{len(before)} 处 → {len(after)} 处")
    print("\n".join(lines) if lines else "没有差别。")
    return 0


def told(before: Iterable[Row], after: Iterable[Row]) -> Iterator[str]:
    """Say, rule by rule, which findings are added, gone, or say something else."""
    old, new = _by_rule(before), _by_rule(after)
    for rule in sorted({*old, *new}):
        was, now = old.get(rule, {}), new.get(rule, {})
        added = [now[place] for place in now if place not in was]
        gone = [was[place] for place in was if place not in now]
        other = [
            now[place] for place in now if place in was and _said(now[place]) != _said(was[place])
        ]
        if not (added or gone or other):
            continue
        yield f"\n{rule}　＋{len(added)}　－{len(gone)}　改{len(other)}（原{len(was)}，现{len(now)}）"
        for sign, rows in (("＋", added), ("－", gone), ("改", other)):
            yield from (f"  {sign} {_line(row)}" for row in rows[:SHOWN])
            if len(rows) > SHOWN:
                yield f"  {sign} ……另有{len(rows) - SHOWN}处"


def _by_rule(rows: Iterable[Row]) -> dict[str, dict[Place, Row]]:
    found: dict[str, dict[Place, Row]] = {}
    seen: Counter[Place] = Counter()
    for row in rows:
        place = tuple(str(row[key]) for key in ("rule", "doc", "block", "start", "end"))
        seen[place] += 1
        found.setdefault(row["rule"], {})[(*place, str(seen[place]))] = row
    return found


def _said(row: Row) -> tuple[Any, ...]:
    return row["level"], row["message"], row["suggestion"], row["confidence"]


def _line(row: Row) -> str:
    where = f"{row['doc']} {row['block'] or ''}".strip()
    words = f"{row['before']}【{row['text']}】{row['after']}".replace("\n", " ")
    return f"{row['level']} {where}：{words}　{row['message']}"


def dump(corpus: Path) -> None:
    """Print the findings of a corpus, a line each; runs under the sources that are asked about."""
    from fangzhi.project.checking import check_project
    from fangzhi.project.load import load

    for folder in sorted(path for path in corpus.rglob("*") if _is_work(path)):
        for finding in check_project(load(folder, keep=False), keep=False).findings:
            place = finding.place
            doc = f"{folder.relative_to(corpus).as_posix()}/{place.doc if place else ''}"
            row = {
                "rule": finding.rule, "level": finding.level, "doc": doc,
                "block": place.block if place else None, "start": place.start if place else None,
                "end": place.end if place else None, "text": finding.text[:60],
                "before": getattr(finding, "before", ""), "after": getattr(finding, "after", ""),
                "message": finding.message, "suggestion": finding.suggestion,
                "confidence": finding.confidence,
            }  # fmt: skip
            print(json.dumps(row, ensure_ascii=False))


def _is_work(path: Path) -> bool:
    """A folder of the corpus that holds files is a work."""
    return path.is_dir() and any(part.is_file() for part in path.iterdir())


def _sources_of(ref: str, folder: Path) -> Path:
    packed = subprocess.run(
        ["git", "archive", ref, "src"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(folder, filter="data")
    return folder / "src"


def _findings(source: Path, corpus: Path) -> list[Row]:
    """Check a fresh copy of the corpus with the sources of `source`."""
    for name, folder in CORPUS.items():
        if folder.is_dir():
            shutil.copytree(folder, corpus / name, ignore=shutil.ignore_patterns(".*"))
    done = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), "--dump", str(corpus)],
        env={**os.environ, "PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE, encoding="utf-8", check=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    sys.exit(main())
