"""`fangzhi proof`: the PDF that the printing house sends back, against the locked text."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.talk import Progress, give, say
from fangzhi.project.folder import PROOF_FOLDER
from fangzhi.project.load import load
from fangzhi.project.proofing import NAMES, locked_book, write_proofread


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("proof", help="印厂返回的校样（PDF）与定稿逐字比对")
    parser.add_argument("folder", type=Path, metavar="文件夹", help="定稿所在的文件夹")
    parser.add_argument("pdf", type=Path, metavar="校样.pdf", help="印厂排好的 PDF，须有文字层")
    parser.add_argument("--before", type=Path, metavar="上一校.pdf",
                        help="上一次的校样：说明哪些已改、哪些没改、哪些新出")  # fmt: skip
    parser.add_argument("--out", type=Path, default=Path(PROOF_FOLDER), metavar="文件夹",
                        help="标记过的 PDF 和清单写到这里（默认 校样）")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    files = [options.pdf, *([options.before] if options.before else [])]
    missing = [path for path in files if not path.is_file()]
    if not options.folder.is_dir():
        missing.insert(0, options.folder)
    if missing:
        say(f"找不到：{'、'.join(map(str, missing))}")
        return WRONG_USE
    with Progress(quiet=options.json) as progress:
        book = locked_book(load(options.folder, progress=progress))
        progress("比对校样", 0, 1)
        before = options.before.read_bytes() if options.before else None
        try:
            read = write_proofread(book, options.pdf.read_bytes(), before, options.out)
        except ValueError as fault:
            say(f"校样不能比对：{fault}")
            return WRONG_USE
    if options.json:
        give(read)
    for sentence in read.sentences:
        say(sentence)
    say(f"写在 {options.out}：{'、'.join(NAMES)}。")
    return DONE
