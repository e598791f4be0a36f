"""`fangzhi settle`: a contradiction between two places settled once, for every work."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.talk import Progress, say
from fangzhi.project.load import load
from fangzhi.project.settling import WORDS, settle


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("settle", help="定夺：两处互相矛盾的数字、日期，定一次，各书通用")
    parser.add_argument("folder", type=Path, metavar="文件夹")
    parser.add_argument("code", metavar="代号", help="报告里疑点的代号，写前 6 位就够")
    parser.add_argument("--as", dest="word", required=True, metavar="定夺", help="、".join(WORDS))
    parser.add_argument("--who", required=True, metavar="姓名", help="谁定夺的")
    parser.add_argument("--reason", default="", metavar="理由", help="口径不同、并存加注要写理由")
    parser.add_argument("--date", default="", metavar="日期", help="默认今天，如 2026-03-01")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        say(f"“{options.folder}”不是文件夹。请给出来稿所在的文件夹。")
        return WRONG_USE
    when = options.date or date.today().isoformat()
    with Progress() as progress:
        project = load(options.folder, progress=progress)
    try:
        made = settle(project, options.code, options.word, options.who, when, options.reason)
    except ValueError as fault:
        say(str(fault))
        return WRONG_USE
    say(f"已定夺：{made.shown}，{options.word}。以后各书用到这一事实，都照此办。")
    return DONE
