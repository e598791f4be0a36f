"""`fangzhi index`: the index by the pages of a PDF, ours or the printing house's."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.talk import Progress, give, say
from fangzhi.project.indexing import index_by, write_index
from fangzhi.project.load import load


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("index", help="按印厂排好的 PDF（或我们排的）给索引标上页码")
    parser.add_argument("folder", type=Path, metavar="文件夹", help="来稿所在的文件夹")
    parser.add_argument(
        "--pdf", type=Path, required=True, metavar="文件", help="同一部书稿的 PDF，须有文字层"
    )
    parser.add_argument("--out", type=Path, default=Path("索引.docx"), metavar="文件",
                        help="写到哪里：.docx 或 .txt（默认 索引.docx）")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if not options.folder.is_dir() or not options.pdf.is_file():
        missing = options.folder if not options.folder.is_dir() else options.pdf
        say(f"找不到“{missing}”。")
        return WRONG_USE
    with Progress(quiet=options.json) as progress:
        project = load(options.folder, progress=progress)
        try:
            index = index_by(project, options.pdf.read_bytes())
        except ValueError as fault:
            say(f"“{options.pdf}”不能用来标页码：{fault}")
            return WRONG_USE
    write_index(index, options.out)
    if options.json:
        give(index)
    for finding in index.findings:
        say(finding.message)
    placed = sum(bool(term.pages) for term in index.terms)
    say(f"索引 {len(index.terms)} 条，标上页码 {placed} 条，写在 {options.out}。")
    return DONE
