"""`fangzhi init`: a first fangzhi.toml with the outline of a kind."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.talk import say
from fangzhi.project.init import AlreadyThere, init, kinds_with_outlines


def register(commands: Any) -> None:
    """Add the command."""
    kinds = "、".join(kinds_with_outlines())
    parser = commands.add_parser(
        "init",
        help="在文件夹里写一份 fangzhi.toml（书名、种类、断限、篇目），写出后可任意改",
        epilog=f"种类：{kinds}",
    )
    parser.add_argument("folder", metavar="文件夹", type=Path)
    parser.add_argument("--kind", required=True, metavar="种类", help="如 村志、综合年鉴")
    parser.add_argument("--title", default="", metavar="书名", help="默认用文件夹名")
    parser.set_defaults(run=_run)


def _quoted(path: str) -> str:
    """Give a path that a shell takes as one word, on Windows too."""
    return f'"{path}"' if set(path) & set(" ()（）[]&#%!;'") else path


def _run(options: argparse.Namespace) -> int:
    try:
        path = init(options.folder, options.kind, options.title)
    except AlreadyThere as there:
        say(f"“{there.args[0]}”已经有了，没有改动。要重写请先把它改名。")
        return WRONG_USE
    except KeyError:
        say(f"没有“{options.kind}”这一种。可用的有：{'、'.join(kinds_with_outlines())}。")
        return WRONG_USE
    say(f"已写好 {path}。请填上书名、断限和承编单位，再把来稿放进这个文件夹，运行：")
    say(f"  fangzhi build {_quoted(str(options.folder))}")
    return DONE
