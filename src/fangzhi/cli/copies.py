"""`fangzhi compare`: this year's manuscripts beside last year's."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, NOT_READ, WRONG_USE
from fangzhi.cli.talk import Progress, give, say
from fangzhi.files.atomic import write_bytes
from fangzhi.model.manuscript import Manuscript
from fangzhi.project.copies import compare, page_of
from fangzhi.project.folder import without_input
from fangzhi.project.load import load


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("compare", help="今年的稿与上年的稿对照，看哪些是照抄")
    parser.add_argument("new", type=Path, metavar="今年", help="今年的稿：文件或文件夹")
    parser.add_argument("old", type=Path, metavar="上年", help="上年的稿：文件或文件夹")
    parser.add_argument("--year", default="", metavar="年", help="上年的稿记的是哪一年，如 2023")
    parser.add_argument("--html", type=Path, metavar="文件", help="左右对照的网页写到这里")
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    missing = [path for path in (options.new, options.old) if not path.exists()]
    if missing:
        say(f"找不到：{'、'.join(map(str, missing))}")
        return WRONG_USE
    if empty := without_input((options.new, options.old)):
        say(f"“{'”“'.join(map(str, empty))}”里没有来稿。请把 Word、Excel 等文件放进去再运行。")
        return WRONG_USE
    with Progress(quiet=options.json) as progress:
        new, new_read = _read(options.new, progress)
        old, old_read = _read(options.old, progress)
    compared = compare(new, old, options.year)
    if options.html:
        options.html.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(options.html, page_of(compared))
    if options.json:
        give(compared)
    for one in compared:
        say(one.sentence)
    if options.html:
        say(f"左右对照写在 {options.html}。")
    return DONE if new_read and old_read else NOT_READ


def _read(path: Path, progress: Progress) -> tuple[list[Manuscript], bool]:
    if path.is_dir():
        project = load(path, progress=progress)
    else:
        project = load(path.parent, only=[path], progress=progress, keep=False)
    for finding in project.findings:
        if finding.place is not None and finding.level == "硬":
            say(finding.message)
    handed_in = (*project.contributions, *project.priors)
    return [one.manuscript for one in handed_in], project.everything_read
