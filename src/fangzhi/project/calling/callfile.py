"""组稿.toml: a call as a file that the office edits in Notepad; written, read, faults told."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from fangzhi.files.atomic import write_bytes
from fangzhi.model.value import shaped
from fangzhi.project.calling.call import Call, Task

NAME = "组稿.toml"
_HEAD = """# {work}：组稿。哪个单位写什么、什么时候交。用记事本或 WPS 改都行，存为 UTF-8。
# id、series 和各单位的 number 决定文件上的编号，发出以后请不要改。
"""
_CALL = (("id", ""), ("work", "书名"), ("year", "记述哪一年"), ("deadline", "交稿期限"),
         ("series", "编号里的年份，如 组稿〔2024〕"), ("office", "组稿单位"), ("contact", "联系人"),
         ("phone", "联系电话"), ("send_to", "交回的地方，如 邮箱、微信号"))  # fmt: skip
_TASK = (("unit", ""), ("number", ""), ("aliases", "落款可能用的别的名称"), ("writer", "撰稿人"),
         ("phone", "撰稿人电话"))  # fmt: skip
_OWED = (
    ("title", ""),
    ("within", ""),
    ("above", ""),
    ("length", "字数"),
    ("requirements", "另外的要求"),
)
_FORM = (("title", ""), ("measure", "计量单位"), ("columns", ""), ("rows", ""), ("blank", "空行数"),
         ("note", "填表说明"), ("units", "只发给哪些单位，空着是都发"))  # fmt: skip


class CallFault(ValueError):
    """Raised when 组稿.toml cannot be used; says in Chinese what to mend."""


def read_call(folder: Path) -> Call | None:
    """Give the call of a folder, None where there is none yet; raise CallFault for a broken one."""
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise CallFault(f"{NAME} 不是 UTF-8 编码。请用记事本另存为 UTF-8。") from fault
    except tomllib.TOMLDecodeError as fault:
        raise CallFault(f"{NAME} 的写法有误，没有采用：{fault}。请改正后再运行。") from fault
    return call_from(table)


def call_from(table: dict[str, Any]) -> Call:
    """Give the call that a table tells; raise CallFault where keys or kinds are not ours."""
    try:
        tasks = tuple(map(_task, table.get("task", [])))
        told = {**table.get("call", {}), "forms": table.get("form", [])}
        call = shaped(told, Call)
    except (msgspec.ValidationError, TypeError, AttributeError) as fault:
        raise CallFault(f"{NAME} 里有认不得的写法：{_words(fault)}。请对照说明改正。") from fault
    numbers = [task.number for task in tasks]
    if len(set(numbers)) < len(numbers):
        raise CallFault(f"{NAME} 里有两个单位用了同一个 number，编号会分不清。请改成各不相同。")
    return msgspec.structs.replace(call, tasks=tasks)


def _words(fault: Exception) -> str:
    told = str(fault)
    if unknown := re.search("unknown field `(.+?)`", told):
        return f"不认识“{unknown[1]}”"
    if missing := re.search("missing required field `(.+?)`", told):
        return f"缺“{missing[1]}”"
    where = re.search(r"`\$\.?(.*?)`", told)
    return f"“{where[1]}”要写成另一种样子" if where else "表格的层次不对"


def _task(row: dict[str, Any]) -> Task:
    known = {key: value for key, value in row.items() if key not in ("node", "form")}
    return shaped({**known, "nodes": row.get("node", []), "forms": row.get("form", [])}, Task)


def save_call(folder: Path, call: Call) -> Path:
    """Write 组稿.toml into a folder, wholly or not at all."""
    path = folder / NAME
    write_bytes(path, call_text(call).encode("utf-8"))
    return path


def call_text(call: Call) -> str:
    """Give the text of 组稿.toml; `call_from` gives an equal call back."""
    lines = [
        _HEAD.format(work=_plain(call.work)),
        "[call]",
        *_lines(call, _CALL, full=True),
    ]
    wants = ",\n".join(f"  {_word(one)}" for one in call.requirements)
    lines.append(f"requirements = [\n{wants}\n]" if wants else "requirements = []")
    for form in call.forms:
        lines += ["", "[[form]]", *_lines(form, _FORM)]
    for task in call.tasks:
        lines += ["", "[[task]]", *_lines(task, _TASK)]
        for node in task.nodes:
            lines += ["[[task.node]]", *_lines(node, _OWED)]
        for form in task.forms:
            lines += ["[[task.form]]", *_lines(form, _FORM)]
    return "\n".join(lines) + "\n"


def _plain(words: str) -> str:
    """Give words that can stand in a comment: on one line, without controls."""
    return "".join(c if c.isprintable() else " " for c in words)


def _lines(value: Any, keys: Sequence[tuple[str, str]], *, full: bool = False) -> Iterator[str]:
    for key, note in keys:
        said = getattr(value, key)
        if said or full:
            words = f"{key} = {_word(said)}"
            yield f"{words}  # {note}" if note and "\n" not in words else words


def _word(value: Any) -> str:
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return "[\n" + "".join(f"  {_word(row)},\n" for row in value) + "]"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_word, value)) + "]"
    # JSON's escapes are TOML's, but for DEL, which TOML wants escaped
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
