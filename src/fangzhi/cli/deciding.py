"""`fangzhi decide`: what people decide about findings, remembered beside the manuscripts."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any, get_args

from fangzhi.check.byhand import ByHand
from fangzhi.check.decisions import VERDICTS
from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.talk import Progress, say
from fangzhi.model.finding import Level
from fangzhi.project.checking import check_project
from fangzhi.project.deciding import Said, decide, decide_from, note_by_hand
from fangzhi.project.load import load


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("decide", help="记下对疑点的审定：差错、不是差错、不改、口径不同")
    parser.add_argument("folder", type=Path, metavar="文件夹")
    parser.add_argument("codes", nargs="*", metavar="代号", help="报告里疑点的代号，写前 6 位就够")
    parser.add_argument("--as", dest="verdict", metavar="意见", help="、".join(VERDICTS.values()))
    parser.add_argument("--from", dest="file", type=Path, metavar="文件",
                        help="记下报告页导出的审定.jsonl，或单位填好的疑点表（.xlsx）")  # fmt: skip
    parser.add_argument("--who", default="", metavar="姓名",
                        help="谁审定的（导出的审定.jsonl 里已经写了的不必再写）")  # fmt: skip
    parser.add_argument("--reason", default="", metavar="理由", help="不改、口径不同要写理由")
    parser.add_argument("--right", default="", metavar="改正",
                        help="应改成什么；多字、漏字按字数计错时要用")  # fmt: skip
    parser.add_argument("--date", default="", metavar="日期", help="默认今天，如 2026-03-01")
    parser.add_argument("--found", nargs=4, metavar=("文件", "错处", "级", "说明"),
                        help="记一处机检没有查到的差错，如 02人口.docx 户藉 字 应为户籍")  # fmt: skip
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        say(f"“{options.folder}”不是文件夹。请给出来稿所在的文件夹。")
        return WRONG_USE
    when = options.date or date.today().isoformat()
    with Progress() as progress:
        project = load(options.folder, progress=progress)
    if options.file:
        return _from(project, options, when)
    if not options.who:
        say("请用 --who 写明是谁审定的。")
        return WRONG_USE
    if options.found:
        return _found(project, options, when)
    if not options.codes or not options.verdict:
        say("请写上疑点的代号和 --as 意见，或用 --from 给出填好的文件。")
        return WRONG_USE
    said = [Said(code, options.verdict, options.reason, options.right) for code in options.codes]
    findings = check_project(project).findings
    made, complaints = decide(project, findings, said, options.who, when)
    for words in complaints:
        say(words)
    say(f"记下 {len(made)} 条，写在 审定.jsonl。")
    return WRONG_USE if complaints else DONE


def _from(project: Any, options: argparse.Namespace, when: str) -> int:
    findings = check_project(project).findings
    try:
        taken = decide_from(project, findings, options.file, options.who, when)
    except OSError:
        say(f"“{options.file}”打不开。请看文件名写得对不对，是不是正被别的程序占用。")
        return WRONG_USE
    except ValueError as fault:
        say(str(fault))
        return WRONG_USE
    for words in taken.complaints:
        say(words)
    known = f"；{taken.known} 条已经记过，没有重记" if taken.known else ""
    say(f"记下 {len(taken.made)} 条，写在 审定.jsonl{known}。")
    return DONE


def _found(project: Any, options: argparse.Namespace, when: str) -> int:
    doc, text, level, message = options.found
    names = [file.name for file in project.files]
    if level not in get_args(Level):
        say(f"级要写 {'、'.join(get_args(Level))} 之一，没有“{level}”。")
        return WRONG_USE
    if doc not in names:
        say(f"来稿里没有“{doc}”。")
        return WRONG_USE
    note_by_hand(project, [ByHand(doc, text, level, message, options.who, when, options.right)])
    say("记下 1 处，写在 人工差错.jsonl。")
    return DONE
