"""`fangzhi`: the command line."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from fangzhi import __version__
from fangzhi.cli import (
    auditing,
    building,
    calling,
    certifying,
    checking,
    comparing,
    copies,
    deciding,
    demo,
    doctor,
    drilling,
    extracting,
    indexing,
    keeping,
    proofing,
    receiving,
    searching,
    serving,
    settling,
    starting,
    training,
    users,
    using,
)
from fangzhi.cli.codes import PROGRAM_FAULT, WRONG_USE
from fangzhi.cli.faults import words_of
from fangzhi.cli.talk import say
from fangzhi.files.atomic import WriteFault
from fangzhi.project.lock import Busy
from fangzhi.workbench.conf.upgrading import NewerData

_COMMANDS = (
    starting,
    calling,
    receiving,
    building,
    checking,
    deciding,
    settling,
    certifying,
    drilling,
    copies,
    comparing,
    indexing,
    proofing,
    searching,
    extracting,
    using,
    training,
    serving,
    users,
    auditing,
    keeping,
    demo,
    doctor,
)
"""In the order in which the help lists them."""
_WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "the following arguments are required: %s": "还缺：%s",
    "unrecognized arguments: %s": "不认识：%s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "invalid %(type)s value: %(value)r": "“%(value)s”不是合适的值",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有“%(value)s”；可用的有 %(choices)s",
    "%(prog)s: error: %(message)s\n": "用法不对：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "show program's version number and exit": "显示版本",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    argparse._ = lambda words: _WORDS.get(words, words)  # type: ignore[attr-defined]
    options = _parser().parse_args(_joined(sys.argv[1:] if arguments is None else arguments))
    try:
        return int(options.run(options))
    except (WriteFault, Busy, NewerData) as fault:
        say(str(getattr(fault, "strerror", "") or fault))
        return WRONG_USE
    except KeyboardInterrupt:
        say("已停止；原有的成书和检查没有改动。")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        if isinstance(fault, OSError) and (words := words_of(fault)):
            say(words)
            return WRONG_USE
        traceback.print_exc()
        say("程序出了错，没有做完；来稿和原有的成书、检查没有改动。请把上面的文字反馈给维护人员。")
        return PROGRAM_FAULT


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="fangzhi",
        description="方志工作台：把一文件夹来稿编成一部查过、排好、找得到的书。",
        epilog="退出码：0 完成；1 疑点超过限度（只在 --strict 时）；2 用法不对；3 有文件没读成。",
    )
    parser.add_argument(
        "--version", action="version", version=f"方志工作台 {__version__}", help="显示版本"
    )
    commands = parser.add_subparsers(metavar="命令", required=True, parser_class=_Parser)
    for module in _COMMANDS:
        module.register(commands)
    return parser


def _joined(arguments: Sequence[str]) -> list[str]:
    """Join the two words of a command whose name has two: compare reuse."""
    two = " ".join(arguments[:2])
    return [two, *arguments[2:]] if two in comparing.TWO_WORDS else list(arguments)


class _Parser(argparse.ArgumentParser):
    """argparse that speaks Chinese and exits with the contract's code for wrong use."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        say(f"用法不对：{message}")
        raise SystemExit(WRONG_USE)


if __name__ == "__main__":
    raise SystemExit(main())
