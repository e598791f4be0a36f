"""`fangzhi serve`: the office's workbench in the browser."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.talk import say


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("serve", help="启动方志工作台（浏览器里使用）")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("方志工作台"),
                        help="数据所在的文件夹，没有就新建")  # fmt: skip
    parser.add_argument("--host", default="127.0.0.1", help="监听的地址，默认只供本机")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--workers", type=int, default=1, help="进程数，默认 1")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from fangzhi.workbench.conf.serve import serve

    serve(
        options.folder,
        options.host,
        options.port,
        options.workers,
        lambda address: say(f"工作台已启动：{address}（按 Ctrl-C 停止）"),
        say,
    )
    return 0
