"""DOCX import against pandoc and mammoth, on the same files."""

from __future__ import annotations

import shutil
from pathlib import Path

import mammoth

from bench.material import write_work
from bench.timing import Row, best, command
from fangzhi.collect.docx.read import read
from fangzhi.files.source import SourceFile
from fangzhi.model.value import digest_of_bytes


def rows(folder: Path) -> list[Row]:
    """Read 40 or so laws as DOCX: ours and mammoth in this process, pandoc as its command."""
    made = folder / "docx"
    characters = write_work(made, 400_000)
    paths = sorted(made.glob("*.docx"))

    def ours() -> None:
        for path in paths:
            data = path.read_bytes()
            read(SourceFile(path, path.name, data, digest_of_bytes(data), "docx"))

    def by_mammoth() -> None:
        for path in paths:
            with path.open("rb") as file:
                mammoth.convert_to_html(file)

    seconds = best(ours)
    note = f"{len(paths)} 份 DOCX，{characters:,} 字"
    found = [Row("DOCX 读入", seconds, "mammoth", best(by_mammoth, 2), note)]
    pandoc = shutil.which("pandoc")
    if pandoc:
        run = command(pandoc, "-t", "json", "-o", folder / "pandoc.json", *paths)
        found.append(Row("DOCX 读入", seconds, "pandoc", best(run, 2), note))
    else:
        found.append(Row("DOCX 读入", seconds, "pandoc", None, "没有安装 pandoc"))
    return found
