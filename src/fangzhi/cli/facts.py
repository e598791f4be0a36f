"""`fangzhi compare facts`: what one work tells otherwise than another, and settling it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, NOT_READ, WRONG_USE
from fangzhi.cli.talk import Progress, give, say
from fangzhi.project.comparing.facts import between, settle_between
from fangzhi.project.folder import without_input
from fangzhi.project.load import load
from fangzhi.project.settling import WORDS


def register(commands: Any) -> None:
    """Add the command; its name is two words."""
    parser = commands.add_parser("compare facts", help="几部书互相矛盾的数字、日期，逐处对照")
    parser.add_argument("folders", nargs="+", type=Path, metavar="文件夹", help="两部以上书的来稿")
    parser.add_argument("--settle", default="", metavar="代号", help="定夺列出的一处")
    parser.add_argument("--as", dest="word", default="", metavar="定夺", help="、".join(WORDS))
    parser.add_argument("--who", default="", metavar="姓名", help="谁定夺的")
    parser.add_argument("--reason", default="", metavar="理由", help="口径不同、并存加注要写理由")
    parser.add_argument("--date", default="", metavar="日期", help="默认今天，如 2026-03-01")
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    wrong = [path for path in options.folders if not path.is_dir()]
    wrong += without_input(options.folders)
    if wrong:
        say(f"“{'”“'.join(map(str, wrong))}”不是放着来稿的文件夹。")
        return WRONG_USE
    if len({path.resolve() for path in options.folders}) < 2:
        say("请给出两部以上的书，每部一个文件夹；一部书里的矛盾用 fangzhi check 查。")
        return WRONG_USE
    if options.settle and not (options.word and options.who):
        say(f"定夺要写 --as（{'、'.join(WORDS)}）和 --who 姓名。")
        return WRONG_USE
    with Progress(quiet=options.json) as progress:
        projects = [load(path, progress=progress) for path in options.folders]
    if options.settle:
        when = options.date or date.today().isoformat()
        try:
            made = settle_between(
                projects, options.settle, options.word, options.who, when, options.reason
            )
        except ValueError as fault:
            say(str(fault))
            return WRONG_USE
        say(f"已定夺：{made.shown}，{options.word}。这几部书都已记下。")
        return DONE
    found = between(projects)
    if options.json:
        give(found)
    else:
        for one in found:
            print(f"代号 {one.code}　{one.message}{one.settled}")
            for line in one.evidence:
                print(f"    {line}")
    say(f"几部书之间有 {len(found)} 处不一致；哪一处对由人判断，同一部书里的矛盾不在这里列。")
    return DONE if all(project.everything_read for project in projects) else NOT_READ
