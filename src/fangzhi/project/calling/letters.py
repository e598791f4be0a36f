"""Texts ready to paste into WeChat: the call, a reminder, the answer to a hand-in."""

from __future__ import annotations

from fangzhi.project.calling.board import Row, days_left
from fangzhi.project.calling.call import Call, Task
from fangzhi.project.calling.judging import Verdict
from fangzhi.project.calling.papers.pack import pack_name
from fangzhi.project.calling.template import date_in_words

_MOST = 5


def call_letter(call: Call, task: Task) -> str:
    """Give the text that goes with a unit's pack: what, by when, what to send back."""
    nodes = "、".join(f"“{node.title}”" for node in task.nodes)
    count = len(call.forms_of(task))
    forms = f"和{count}张表" if count else ""
    return (
        f"{_hello(task)}\n"
        f"{_book(call)}开始组稿了，想请{task.unit}撰写{nodes}{forms}，写{call.year}年的事。"
        f"要求、空表和上年的稿都在附件《{pack_name(call, task)}》里，直接填在文件中就行。\n"
        f"请在{date_in_words(call.deadline)}前把填好的Word文件发回来"
        f"{f'（{call.send_to}）' if call.send_to else ''}；照片请发原图，分管领导签字的签批单拍照也可以。"
        f"文件名可以改，页脚的编号请保留。\n"
        f"有不清楚的随时问我。辛苦了，谢谢！{_signed(call)}"
    )


def reminder(call: Call, task: Task, row: Row) -> str:
    """Give the reminder for a unit as it stands on the board, "" where it owes nothing."""
    when = date_in_words(call.deadline)
    nodes = "、".join(f"“{node.title}”" for node in task.nodes)
    if row.state in ("已交", "已收"):
        return ""
    if row.state == "退回":
        over = f"交稿期限（{when}）已过{-row.days}天，" if row.days < 0 else ""
        words = (
            f"{nodes}的第{row.version}稿上次请贵单位再核对一下，还没有收到改好的稿。{over}"
            "改好后请发回来，编辑部好接着往下排。"
        )
    elif row.days < 0:
        words = (
            f"{nodes}的稿原定{when}交，已过{-row.days}天，还没有收到。"
            "如果已经发出，可能是我们漏收了，请再发一次；如果还在写，请告诉我大约哪天能交。"
        )
    else:
        left = "今天就是期限" if row.days == 0 else f"还有{row.days}天"
        words = f"{nodes}的稿请在{when}前交，{left}。写作中有什么要我们帮忙核对的，请随时说。"
    return f"{_hello(task)}\n{words}\n谢谢！{_signed(call)}"


def reply(call: Call, task: Task, verdict: Verdict, version: int = 1, on: str = "") -> str:
    """Give the answer to a hand-in that came `on` a day: what to mend, where, and by when."""
    head = f"{_hello(task)}\n"
    nodes = "、".join(f"“{node.title}”" for node in task.nodes)
    if verdict.advice == "可以收下":
        return f"{head}{nodes}的第{version}稿收到了，共{verdict.characters}字，没有要改的地方。谢谢！{_signed(call)}"
    late = bool(on) and days_left(call.deadline, on) < 0
    when = "尽快" if late else f"在{date_in_words(call.deadline)}前"
    asks = list(_asks(verdict))
    shown = [f"{number}. {words}" for number, words in enumerate(asks[:_MOST], 1)]
    more = len(asks) - _MOST + verdict.more
    tail = f"\n另有{more}处列在附件《审读意见》里。" if more > 0 else ""
    opening = "发来的文件打开是空的，可能发错了版本，请把填好的那一份再发一次。"
    if not asks:
        return f"{head}{opening}谢谢！{_signed(call)}"
    return (
        f"{head}{nodes}的第{version}稿收到了，谢谢！有几处想请贵单位再核对一下：\n"
        + "\n".join(shown)
        + f"{tail}\n以贵单位的记录为准；数没有错的，回一句“不改”就行。"
        f"改好后请{when}发回。辛苦了！{_signed(call)}"
    )


def _asks(verdict: Verdict) -> list[str]:
    asks = []
    if verdict.copied_places:
        told = "；".join(verdict.copied_places[:3])
        asks.append(f"这几段的数与去年的稿一样：{told}。请换成今年的数，确实没变的也请说一声。")
    asks += [f"{words}。" for words in verdict.remarks if "年的事" in words]
    asks += [point.sentence for point in verdict.points]
    asks += [f"{words}。" for words in verdict.open]
    asks += list(verdict.unread)
    return asks


def _hello(task: Task) -> str:
    return f"{task.writer or task.unit}，您好！"


def _signed(call: Call) -> str:
    who = " ".join(part for part in (call.office, call.contact, call.phone) if part)
    return f"\n——{who}" if who else ""


def _book(call: Call) -> str:
    return call.work if "《" in call.work else f"《{call.work}》"
