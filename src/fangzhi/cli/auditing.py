"""`fangzhi audit`: is the ledger whole, is every original and sealed text what its digest says?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, FINDINGS, WRONG_USE
from fangzhi.cli.talk import Progress, give, say


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("audit", help="核对工作台的日志、原件和定稿，抄出日志摘要")
    acts = parser.add_subparsers(metavar="做什么", required=True)
    verify = acts.add_parser("verify", help="逐行核对日志，逐个核对原件、条目和定稿锁定")
    verify.add_argument("folder", type=Path, help="工作台的数据文件夹")
    verify.add_argument("--anchor", action="append", default=[], metavar="文件",
                        help="以前存下的日志摘要（文件，或“行号:摘要”），可写多个")  # fmt: skip
    verify.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    verify.set_defaults(run=_verify)
    head = acts.add_parser("head", help="抄出日志现在的摘要，打印盖章或另存")
    head.add_argument("folder", type=Path, help="工作台的数据文件夹")
    head.add_argument("--to", type=Path, metavar="文件", help="写成文件；不写就显示在屏幕上")
    head.set_defaults(run=_head)


def _verify(options: argparse.Namespace) -> int:
    """Audit; 0 where all is whole, 1 where something is not."""
    if not _opened(options.folder):
        return WRONG_USE
    from fangzhi.workbench.ledger import anchors
    from fangzhi.workbench.ledger.audit import audit

    try:
        noted = [anchors.read(given) for given in options.anchor]
    except ValueError as fault:
        say(str(fault))
        return WRONG_USE
    with Progress(quiet=options.json) as progress:
        report = audit(*noted, tell=progress)
    if options.json:
        give({"whole": report.is_whole, "head": report.head, "parts": report.parts})
    else:
        for part in report.parts:
            print(f"{part.name}：{f'{len(part.faults)} 处不对' if part.faults else '完好'}")
            for words in part.faults:
                print(f"  {words}")
        print(anchors.written(report.head), end="")
    return DONE if report.is_whole else FINDINGS


def _head(options: argparse.Namespace) -> int:
    """Show or write the head."""
    if not _opened(options.folder):
        return WRONG_USE
    from fangzhi.files.atomic import write_bytes
    from fangzhi.workbench.ledger import anchors, lines

    words = anchors.written(lines.head())
    if options.to is None:
        print(words, end="")
    else:
        write_bytes(options.to, words.encode("utf-8"))
        say(f"日志摘要写在 {options.to}")
    return DONE


def _opened(folder: Path) -> bool:
    from fangzhi.workbench.ledger.opening import NotOurs, open_folder

    try:
        open_folder(folder)
    except NotOurs as fault:
        say(str(fault))
        return False
    return True
