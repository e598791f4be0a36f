"""`fangzhi serve`: the office's workbench in the browser."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.talk import say


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("serve", help="启动方志工作台（浏览器里使用）")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("方志工作台"),
                        help="数据所在的文件夹，没有就新建")  # fmt: skip
    parser.add_argument("--host", default="127.0.0.1", help="监听的地址，默认只供本机")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--workers", type=int, default=1, help="进程数，默认 1")
    parser.add_argument("--cert", type=Path, metavar="文件",
                        help="单位的证书（PEM）：设了就用 HTTPS，要和 --key 一起写")  # fmt: skip
    parser.add_argument("--key", type=Path, metavar="文件", help="证书的私钥（PEM）")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from fangzhi.workbench.conf.serve import Certificate, serve

    if bool(options.cert) != bool(options.key):
        say("--cert 和 --key 要一起写：一个是证书，一个是它的私钥。")
        return WRONG_USE
    for path in filter(None, (options.cert, options.key)):
        if not path.is_file():
            say(f"没有“{path}”这个文件。请核对证书和私钥放在哪里。")
            return WRONG_USE
    serve(
        options.folder,
        options.host,
        options.port,
        options.workers,
        lambda address: say(f"工作台已启动：{address}（按 Ctrl-C 停止）"),
        say,
        Certificate(options.cert, options.key) if options.cert else None,
    )
    return DONE
