"""A paper that somebody pasted or uploaded: admitted, read in a child process, its tasks found."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import NamedTuple

from fangzhi.collect.readers import read_file
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.project.meetings.plan import MeetingPlan
from fangzhi.project.meetings.read import read_plan

MOST = 20 * 1024 * 1024
LONGEST = 500_000
"""Characters of pasted words."""
_KINDS = {"txt", "docx", "doc", "wps", "pdf", "md", "rtf"}
_NAMED = re.compile(r"会议|召开|推进会|座谈会|纪要|简报|通报|通知|任务|分工")
_SHORT = 60
_BLANK = re.compile(r"\s+")


class Unread(ValueError):
    """Raised for a paper that cannot be taken; says in Chinese why and what to do."""


class Paper(NamedTuple):
    """A paper as read: name, bytes, manuscript, plan, and a title to begin with."""

    name: str
    data: bytes
    manuscript: Manuscript
    plan: MeetingPlan
    title: str


def pasted(text: str) -> Paper:
    """Read pasted words; raise Unread."""
    if not text.strip():
        raise Unread("还没有文字。请把简报或纪要粘贴进来，或者选一个文件。")
    if len(text) > LONGEST:
        raise Unread(
            f"粘贴的文字有{len(text)}字，不像一份简报或纪要。请只粘贴这一份，或者存成文件再交。"
        )
    return uploaded("粘贴.txt", text.replace("\r\n", "\n").encode("utf-8"))


def uploaded(name: str, data: bytes) -> Paper:
    """Read an uploaded file; raise Unread where the guard or the reader says no."""
    if len(data) > MOST:
        raise Unread(f"文件超过{MOST // 1024 // 1024}兆字节，不像一份简报或纪要。")
    name = Path(name.replace("\\", "/")).name or "未命名"
    ending = Path(name).suffix.lower().lstrip(".")
    if ending not in _KINDS:
        raise Unread(f"“{name}”不是能读的文件。请交 Word、PDF 或文本文件，或者把文字粘贴进来。")
    with tempfile.TemporaryDirectory() as folder:
        # the name is the sender's; only its ending is used on the disk
        path = Path(folder) / f"文件.{ending}"
        path.write_bytes(data)
        reading = read_file(path, Path(folder), recognize=False)
    manuscript = reading.manuscript
    if not any(isinstance(block, Text) and block.text.strip() for block in manuscript.blocks):
        said = "".join(one.message for one in reading.findings).replace(path.name, name)
        raise Unread(said or "文件里没有读到文字。")
    plan = read_plan(manuscript)
    return Paper(name, data, manuscript, plan, title_of(manuscript, plan))


def title_of(manuscript: Manuscript, plan: MeetingPlan) -> str:
    """Give the paper's own line that names the meeting, from among its first lines."""
    texts = [block.text for block in manuscript.blocks if isinstance(block, Text)]
    heads = [text for text in texts[:6] if len(text) <= _SHORT and text[-1:] not in "。；"]
    found = next((text for text in heads if _NAMED.search(text)), plan.title)
    return _BLANK.sub(" ", found).strip()[:200] or "未题名的会议"
