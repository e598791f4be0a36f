"""`fangzhi call`: the call for manuscripts, a pack for each unit, texts to paste into WeChat."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.talk import Progress, give, say
from fangzhi.project.calling.answers import LETTERS, PACKS, write_packs
from fangzhi.project.calling.board import days_left
from fangzhi.project.calling.call import Asked, call_from_outline, units_of
from fangzhi.project.calling.callfile import NAME, CallFault, read_call, save_call
from fangzhi.project.calling.last_year import last_year
from fangzhi.project.load import load


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("call", help="组稿：给每个单位做一个组稿包（Word）和一段微信文本")
    parser.add_argument(
        "folder", type=Path, metavar="文件夹", help="fangzhi.toml 的篇目里写好 unit = 单位"
    )
    parser.add_argument("--deadline", default="", metavar="日期", help="交稿期限，如 2024-05-31")
    parser.add_argument(
        "--year", type=int, default=0, metavar="年", help="记述哪一年；默认由书的断限得出"
    )
    parser.add_argument(
        "--office", default="", metavar="名称", help="组稿单位，如 青浣县地方志办公室"
    )
    parser.add_argument("--contact", default="", metavar="姓名", help="联系人")
    parser.add_argument("--phone", default="", metavar="电话", help="联系电话")
    parser.add_argument("--send-to", default="", metavar="地方", help="稿子发到哪里：邮箱、微信号")
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    folder: Path = options.folder
    if not folder.is_dir():
        say(f"“{folder}”不是文件夹。请给出书稿所在的文件夹。")
        return WRONG_USE
    try:
        if options.deadline:
            days_left(options.deadline, options.deadline)
        earlier = read_call(folder)
        with Progress(quiet=options.json) as progress:
            project = load(folder, progress=progress)
        asked = Asked(options.deadline, options.year, options.office, options.contact,
                      options.phone, options.send_to)  # fmt: skip
        call = call_from_outline(project.told.work, asked, earlier)
    except (CallFault, ValueError) as fault:
        say(str(fault))
        return WRONG_USE
    if call != earlier:
        save_call(folder, call)
    made = write_packs(folder, call, project)
    lasts = last_year(call, project.priors)
    if options.json:
        give({"packs": [path.name for path in made], "last_year": sorted(lasts)})
    say(
        f"{len(made)}个单位的组稿包写在 {folder / PACKS}，要粘贴的话在 {LETTERS}；设置在 {NAME}，可以改。"
    )
    lacking = [task.unit for task in call.tasks if task.nodes and task.unit not in lasts]
    if lacking:
        say(
            f"没有找到上年稿的：{'、'.join(lacking)}。把上年卷放进来并写 prior_volume = true，再做一次就有了。"
        )
    owed = units_of(project.told.work.outline)
    gone = [task.unit for task in call.tasks if task.unit not in owed]
    if gone:
        say(
            f"篇目里没有这些单位，仍照 {NAME} 做了：{'、'.join(gone)}。不再组稿的，请从 {NAME} 里删去。"
        )
    return DONE
