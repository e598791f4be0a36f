"""What is written for people to pick up: packs, replies, opinions, sign-off sheets, the board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from fangzhi.files.atomic import write_bytes
from fangzhi.model.manuscript import Manuscript
from fangzhi.project.calling.board import Board, board_workbook
from fangzhi.project.calling.call import Call, Task
from fangzhi.project.calling.incoming.filled import Filled, manuscript_of
from fangzhi.project.calling.incoming.inbox import ANSWERS, BOARD, INBOX, REMINDERS
from fangzhi.project.calling.judging import text_of
from fangzhi.project.calling.last_year import last_year
from fangzhi.project.calling.letters import call_letter, reminder, reply
from fangzhi.project.calling.papers.opinion import opinion
from fangzhi.project.calling.papers.pack import pack, pack_name
from fangzhi.project.calling.papers.sign_off import Signing, sign_off
from fangzhi.project.calling.receiving import Looked
from fangzhi.project.calling.records import Event, HandIn
from fangzhi.project.folder import CALL_FOLDER
from fangzhi.project.load import Project
from fangzhi.publish.docx.manuscript import write_manuscript
from fangzhi.publish.legal import file_name

PACKS = CALL_FOLDER
LETTERS = "微信文本.txt"
_RULE = "\n\n————————————————\n\n"


class Taken(ValueError):
    """Raised when a manuscript stands where the accepted one should go; nothing is overwritten."""


def write_packs(folder: Path, call: Call, project: Project) -> tuple[Path, ...]:
    """Write a pack for each unit into `folder`/组稿包, with 微信文本.txt; give the packs."""
    lasts = last_year(call, project.priors)
    target = folder / PACKS
    target.mkdir(parents=True, exist_ok=True)
    made = []
    tasks = [task for task in call.tasks if task.nodes]
    for task in tasks:
        path = target / pack_name(call, task)
        write_bytes(path, pack(call, task, lasts.get(task.unit)))
        made.append(path)
    letters = [f"【{task.number:02d} {task.unit}】\n{call_letter(call, task)}" for task in tasks]
    write_bytes(target / LETTERS, _text(letters))
    return tuple(made)


def write_answers(folder: Path, call: Call, looked: Looked) -> tuple[Path, ...]:
    """Write reply, opinion and sign-off sheet of a hand-in into `folder`/收件/回执; give their paths."""
    task = _task(call, looked.hand_in)
    version = looked.hand_in.version
    name = f"{task.number:02d}-{file_name(task.unit)}-第{version}稿"
    target = folder / INBOX / ANSWERS
    answer = reply(call, task, looked.verdict, version, looked.hand_in.on)
    words = f"{answer}{_RULE}给编辑部看的：\n{text_of(looked.verdict)}"
    made = {f"{name}-回复.txt": words.encode("utf-8"),
            f"{name}-审读意见.docx": opinion(call, task, looked.verdict, version)}  # fmt: skip
    if not looked.filled.is_empty:
        made[f"{name}-签批单.docx"] = sign_off(call, task, signing(task, looked))
    for file, data in made.items():
        write_bytes(target / file, data)
    return tuple(target / file for file in made)


def signing(task: Task, looked: Looked) -> Signing:
    """Give what the leader of the unit signs."""
    filled = looked.filled
    titles = tuple(node.title for node in filled.nodes if node.blocks) or (task.unit,)
    return Signing(
        titles, looked.hand_in.version, filled.characters, looked.hand_in.digest,
        looked.hand_in.name.rsplit("/", 1)[-1], filled.person("撰稿人") or task.writer,
        filled.person("撰稿人电话") or task.phone,
    )  # fmt: skip


def write_board(
    folder: Path, call: Call, shown: Board, events: Sequence[Event]
) -> tuple[Path, ...]:
    """Write 收稿一览.xlsx and 催稿文本.txt into `folder`/收件."""
    target = folder / INBOX
    write_bytes(target / BOARD, board_workbook(shown, events))
    letters = list(reminders(call, shown))
    write_bytes(target / REMINDERS, _text(words for _, words in letters))
    return target / BOARD, target / REMINDERS


def reminders(call: Call, shown: Board) -> Iterator[tuple[str, str]]:
    """Give unit and reminder for each unit that owes something on the day of the board."""
    for row in shown.rows:
        task = call.task(row.unit)
        if task is not None and (words := reminder(call, task, row)):
            yield row.unit, f"【{task.number:02d} {task.unit}】\n{words}"


def write_accepted(folder: Path, call: Call, looked: Looked) -> tuple[Path, ...]:
    """Write an accepted hand-in beside the other manuscripts: one Word file for each part of the
    outline that names the unit, our blanks and last year's text left out.

    Raises Taken where another file has that name: an editor may have worked on it.
    """
    task = _task(call, looked.hand_in)
    made: dict[Path, bytes] = {}
    for title, manuscript in parts_of(looked.filled, looked.returned.manuscript).items():
        path = folder / f"{task.number:02d}{file_name(task.unit)}-{file_name(title)}.docx"
        made[path] = write_manuscript(manuscript, looked.returned.assets)
    for path, data in made.items():
        if path.exists() and path.read_bytes() != data:
            raise Taken(
                f"“{path.name}”已经有了，可能编辑改过，没有覆盖。请先把它改名或移走，再收下这一稿。"
            )
    for path, data in made.items():
        write_bytes(path, data)
    return tuple(made)


def parts_of(filled: Filled, source: Manuscript) -> dict[str, Manuscript]:
    """Give a hand-in as one manuscript for each node that the outline gives to the unit."""
    tops: dict[str, list[int]] = {}
    for at, node in enumerate(filled.nodes):
        if node.blocks:
            tops.setdefault(node.within[0] if node.within else node.title, []).append(at)
    found = {}
    for number, (top, places) in enumerate(tops.items()):
        part = msgspec.structs.replace(filled, nodes=tuple(filled.nodes[at] for at in places))
        if number:
            part = msgspec.structs.replace(part, forms=(), loose=())
        found[top] = manuscript_of(part, source)
    if not found and not filled.is_empty:
        found[filled.unit] = manuscript_of(filled, source)
    return found


def _task(call: Call, hand_in: HandIn) -> Task:
    task = call.task(hand_in.unit)
    if task is None:
        raise ValueError(f"组稿里没有“{hand_in.unit}”这个单位。")
    return task


def _text(letters: Sequence[str] | Iterator[str]) -> bytes:
    # Notepad of older Windows knows UTF-8 by this sign only
    return ("\ufeff" + _RULE.join(letters) + "\n").encode("utf-8")
