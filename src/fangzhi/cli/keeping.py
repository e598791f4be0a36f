"""`fangzhi backup`, `restore`, `export-all`, `import-all`: the whole workbench, out and in."""

from __future__ import annotations

import argparse
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.talk import Progress, give, say


def register(commands: Any) -> None:
    """Add the commands."""
    parser = commands.add_parser("backup", help="备份整个工作台；不必停下服务")
    parser.add_argument("folder", type=Path, help="工作台的数据文件夹")
    parser.add_argument("--to", type=Path, required=True, metavar="文件或文件夹",
                        help="写到这个 .zip 文件；写文件夹就按日期起名。请放在另一块磁盘上")  # fmt: skip
    parser.add_argument("--keep", type=int, default=0, metavar="N",
                        help="文件夹里只留最近 N 份；不写就都留着")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_spoken(_backup))
    parser = commands.add_parser("restore", help="把备份恢复到一个空的文件夹")
    parser.add_argument("backup", type=Path, help="备份文件（.zip）")
    parser.add_argument("folder", type=Path, help="恢复到的文件夹，须是空的或还没有的")
    parser.set_defaults(run=_spoken(_restore))
    parser = commands.add_parser("export-all", help="整库导出成谁都能读的文件夹")
    parser.add_argument("folder", type=Path, help="工作台的数据文件夹")
    parser.add_argument("out", type=Path, help="导出到的文件夹，须是空的或还没有的")
    parser.set_defaults(run=_spoken(_export))
    parser = commands.add_parser("import-all", help="把整库导出的文件夹读回一个新的工作台")
    parser.add_argument("export", type=Path, help="整库导出的文件夹")
    parser.add_argument("folder", type=Path, help="新的数据文件夹，须是空的或还没有的")
    parser.set_defaults(run=_spoken(_import))


def _spoken(act: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Say a refusal in its own words, and give the exit code of wrong use."""

    def run(options: argparse.Namespace) -> int:
        from fangzhi.workbench.ledger.opening import NotOurs

        try:
            return act(options)
        except (NotOurs, zipfile.BadZipFile) as fault:
            say(str(fault))
            return WRONG_USE

    return run


def _backup(options: argparse.Namespace) -> int:
    """Make a backup, read it back, and say where it is."""
    from fangzhi.workbench.ledger.opening import open_folder

    open_folder(options.folder)
    from fangzhi.workbench.ledger.keeping.backup import back_up
    from fangzhi.workbench.ledger.lines import write

    with Progress(quiet=options.json) as progress:
        made = back_up(options.to, options.keep, progress)
    write("命令行", "backup", made.path.name, size=made.size, head=made.head.number)
    if options.json:
        give({"path": str(made.path), "files": made.files, "size": made.size,
              "head": made.head.number, "digest": made.head.digest})  # fmt: skip
        return DONE
    say(f"备份在 {made.path}：{made.files} 个文件，{made.size / 1e6:.1f} MB，逐个核对无误；"
        f"日志到第 {made.head.number} 行。")  # fmt: skip
    say("备份里有人员、口令摘要和密钥：请放到另一块磁盘或光盘上锁好，不要放在同一台机器里。")
    return DONE


def _restore(options: argparse.Namespace) -> int:
    """Restore, and say what stands."""
    from fangzhi.workbench.ledger.keeping.restore import restore

    with Progress() as progress:
        listed = restore(options.backup, options.folder, progress)
    say(f"已恢复到 {options.folder}：{listed.made} 的备份，{len(listed.files)} 个文件与清单相符，"
        f"日志到第 {listed.head_number} 行。")  # fmt: skip
    say(f"请再运行 fangzhi audit verify {options.folder}，然后 fangzhi serve {options.folder}。")
    return DONE


def _export(options: argparse.Namespace) -> int:
    """Export everything."""
    from fangzhi.workbench.ledger.opening import open_folder

    open_folder(options.folder)
    from fangzhi.workbench.ledger.keeping.export import export_all
    from fangzhi.workbench.ledger.lines import write

    with Progress() as progress:
        listed = export_all(options.out, progress)
    write("命令行", "export.all", "整库导出", files=len(listed.files))
    say(f"已导出到 {options.out}：{len(listed.files)} 个文件，{sum(listed.rows.values())} 条记录。"
        "口令和密钥不在里面。")  # fmt: skip
    return DONE


def _import(options: argparse.Namespace) -> int:
    """Import everything into a new workbench."""
    from fangzhi.workbench.conf.serve import prepare
    from fangzhi.workbench.ledger.opening import NotOurs, holds_workbench

    if holds_workbench(options.folder) and not os.environ.get("DATABASE_URL"):
        raise NotOurs(f"“{options.folder}”里已经有工作台。请导入到一个新的文件夹。")
    prepare(options.folder)
    from fangzhi.workbench.ledger.keeping.taking_in import take_in

    with Progress() as progress:
        listed = take_in(options.export, progress)
    say(f"已导入 {options.folder}：{len(listed.files)} 个文件与清单相符，"
        f"{sum(listed.rows.values())} 条记录。")  # fmt: skip
    say(f"导出里没有口令，现在谁也不能登录。请运行 fangzhi user {options.folder} --reset 账户，"
        "用印出的链接设新口令。")  # fmt: skip
    return DONE
