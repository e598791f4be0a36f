"""Write docs/rules from the rules themselves; `--check` fails when a page is stale."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fangzhi.check.rulebook.markdown import HTML_NAME, pages
from fangzhi.check.rulebook.page import render_book

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"


def main() -> int:
    """Write the pages, or compare them with what would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether pages are fresh")
    wanted = {**pages(), HTML_NAME: render_book()}
    stale = [name for name, text in wanted.items() if _read(FOLDER / name) != text]
    known = {path.name for path in FOLDER.iterdir() if path.is_file()} if FOLDER.is_dir() else set()
    left = sorted(known - set(wanted))
    if parser.parse_args().check:
        for name in (*stale, *left):
            print(f"docs/rules/{name} is stale: run tools/rulebook.py", file=sys.stderr)
        return 1 if stale or left else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in left:
        (FOLDER / name).unlink()
    for name in stale:
        (FOLDER / name).write_text(wanted[name], encoding="utf-8", newline="\n")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
