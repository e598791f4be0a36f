"""`fangzhi user`: a way in for somebody who has lost it, from the machine of the workbench itself."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import WRONG_USE
from fangzhi.cli.talk import say


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("user", help="工作台的账户：列出；密码或手机丢了，发重设链接")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("方志工作台"),
                        help="工作台数据所在的文件夹")  # fmt: skip
    parser.add_argument("--reset", metavar="用户名", default="",
                        help="原密码作废，印出重设密码的链接")  # fmt: skip
    parser.add_argument("--codes", action="store_true", help="动态码也作废（手机丢了）")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """List the accounts, or make a link."""
    from fangzhi.workbench.conf.home import DATABASE
    from fangzhi.workbench.conf.serve import prepare

    if not (options.folder / DATABASE).exists() and not os.environ.get("DATABASE_URL"):
        say(f"{options.folder} 里没有工作台的数据。请核对文件夹。")
        return WRONG_USE
    prepare(options.folder)
    from fangzhi.workbench.people.accounts import void_password
    from fangzhi.workbench.people.entering.login import link_for
    from fangzhi.workbench.people.models import User

    if not options.reset:
        for user in User.objects.prefetch_related("posts").order_by("username"):
            roles = "、".join(sorted({post.role for post in user.posts.all()})) or "没有职责"
            say(f"{user.username}\t{user.shown}\t{roles}\t{'在用' if user.is_active else '已停用'}")
        return 0
    found = User.objects.filter(username=options.reset, is_active=True).first()
    if found is None:
        say(f"没有在用的账户“{options.reset}”。不带 --reset 可列出全部账户。")
        return WRONG_USE
    void_password("命令行", found, codes=options.codes)
    say(f"请在浏览器里打开（接在工作台的网址后面），三天内有效，只能用一次：{link_for(found)}")
    return 0
