"""Write docs/judged/<name>.tsv: findings of the grave levels over a folder, each with a judgement.

usage: python tools/judged.py FOLDER NAME

Judgements made before are kept by place and rule; a new finding stands there as 未判. The text of
laws carries no copyright; other texts may not be quoted in the repository.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from fangzhi.check.jsonl import row_of
from fangzhi.project.checking import check_project
from fangzhi.project.load import load

ROOT = Path(__file__).resolve().parents[1]
GRAVE = "政硬数字点"
_HEAD = ("规则", "级", "文件", "位置", "起", "文字", "判断", "说明")


def main(folder: Path, name: str) -> None:
    """Check the folder and merge its findings with the judgements made before."""
    target = ROOT / "docs" / "judged" / f"{name}.tsv"
    judged = _judged(target)
    rows = []
    for finding in check_project(load(folder, keep=False), keep=False).findings:
        row = row_of(finding)
        if row["level"] not in GRAVE or not finding.by_rule:
            continue
        key = (row["rule"], row["doc"], str(row["block"]), str(row["start"]))
        verdict = judged.get(key, ("未判", ""))
        text = str(row["text"]).replace("\n", " ")[:60]
        rows.append((row["rule"], row["level"], *key[1:], text, *verdict))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(_HEAD)
        writer.writerows(rows)
    open_ones = sum(row[6] == "未判" for row in rows)
    false = sum(row[6] == "误报" for row in rows)
    print(
        f"{target.relative_to(ROOT)}: {len(rows)} findings, {false} not true, {open_ones} not judged"
    )


def _judged(target: Path) -> dict[tuple[str, ...], tuple[str, str]]:
    if not target.is_file():
        return {}
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return {(row[0], row[2], row[3], row[4]): (row[6], row[7]) for row in rows}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
