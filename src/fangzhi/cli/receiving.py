"""`fangzhi receive`: take in what lies in 收件, say whose it is and what is doubtful, show the board."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, NOT_READ, WRONG_USE
from fangzhi.cli.talk import Progress, give, say, table
from fangzhi.project.calling.answers import write_accepted, write_answers, write_board
from fangzhi.project.calling.board import Board, board
from fangzhi.project.calling.call import Call
from fangzhi.project.calling.callfile import CallFault, read_call
from fangzhi.project.calling.last_year import last_year
from fangzhi.project.calling.receiving import Receipt, look, receive, reread
from fangzhi.project.calling.records import (
    Event,
    add_events,
    assign,
    decide,
    history,
    read_events,
)
from fangzhi.project.load import Project, load


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "receive", help="收稿：认出收件/里的稿是谁的，写回复、一览表；收下或退回"
    )
    parser.add_argument("folder", type=Path, metavar="文件夹")
    parser.add_argument(
        "--assign", nargs=2, metavar=("代号", "单位"), help="一个认不出的文件，由人认定是谁的"
    )
    parser.add_argument("--accept", metavar="单位", help="收下这个单位最近的一稿，写进来稿")
    parser.add_argument("--return", dest="back", metavar="单位", help="退回这个单位最近的一稿")
    parser.add_argument("--who", default="", metavar="姓名", help="谁认定、收下、退回的")
    parser.add_argument("--reason", default="", metavar="理由", help="退回的理由")
    parser.add_argument("--on", default="", metavar="日期", help="默认今天，如 2024-05-20")
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    folder: Path = options.folder
    on = options.on or date.today().isoformat()
    try:
        call = read_call(folder)
        if call is None:
            say("这里还没有组稿。请先用 fangzhi call 做组稿包。")
            return WRONG_USE
        with Progress(quiet=options.json) as progress:
            project = load(folder, progress=progress)
        receipt = receive(folder, call, project, on)
        _act(folder, call, project, options, on)
        events, _ = read_events(folder)
        shown = board(call, events, on)
    except (CallFault, ValueError) as fault:
        say(str(fault))
        return WRONG_USE
    for looked in receipt.looked:
        write_answers(folder, call, looked)
    write_board(folder, call, shown, events)
    if options.json:
        give({"events": receipt.events, "board": shown,
              "verdicts": [looked.verdict for looked in receipt.looked]})  # fmt: skip
    _tell(receipt, shown)
    unread = any(event.role == "未读" for event in receipt.events)
    return NOT_READ if unread else DONE


def _act(folder: Path, call: Call, project: Project, options: argparse.Namespace, on: str) -> None:
    """Do what a person decided; ValueError in Chinese where it cannot be done."""
    events, _ = read_events(folder)
    if options.assign:
        code, unit = options.assign
        event = assign(events, call, code, unit, options.who, on)
        add_events(folder, [event])
        _answer(folder, call, project, (*events, event), event.unit)
        say(f"《{event.name}》已认定是{event.unit}的，第{event.version}稿。")
    if options.back:
        event = decide(events, options.back, "returned", options.who, on, options.reason)
        add_events(folder, [event])
        say(f"{event.unit}第{event.version}稿已退回。")
    if options.accept:
        event = decide(events, options.accept, "accepted", options.who, on, options.reason)
        hand_in = history(events)[event.unit][-1]
        lasts = last_year(call, project.priors)
        looked = look(hand_in, reread(folder, hand_in), call, project.told, lasts)
        made = write_accepted(folder, call, looked)
        add_events(folder, [event])
        say(
            f"{event.unit}第{event.version}稿已收下，写成：{'、'.join(path.name for path in made)}。"
        )


def _answer(
    folder: Path, call: Call, project: Project, events: tuple[Event, ...], unit: str
) -> None:
    hand_in = history(events)[unit][-1]
    lasts = last_year(call, project.priors)
    write_answers(folder, call, look(hand_in, reread(folder, hand_in), call, project.told, lasts))


def _tell(receipt: Receipt, shown: Board) -> None:
    for looked in receipt.looked:
        say(f"{looked.hand_in.unit} 第{looked.hand_in.version}稿（{looked.hand_in.name}）："
            f"{looked.verdict.lead}建议：{looked.verdict.advice}。")  # fmt: skip
    for event in receipt.events:
        if event.role == "重复":
            say(f"《{event.name}》{event.evidence[0]}，没有另算一稿。")
    for words in receipt.told:
        say(words)
    if shown.asked:
        say("请人认定下面的文件是谁的（fangzhi receive 文件夹 --assign 代号 单位 --who 姓名）：")
        rows = [(e.digest[:8], e.name, e.doubt) for e in shown.asked]
        say(table([("代号", "文件", "疑在哪里"), *rows]))
    say(shown.sentence)
