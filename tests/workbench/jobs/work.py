"""What the runs of these tests do."""

from __future__ import annotations

import time
from pathlib import Path

from django.core.exceptions import PermissionDenied

from fangzhi.workbench.jobs.progress import Work
from fangzhi.workbench.works.models import WorkPage


def count_words(work: Work, page: WorkPage, times: int) -> str:
    """Count something and say so."""
    for number in range(times):
        work.tell(number + 1, times, f"数到{number + 1}")
    return f"{page.title}数了{times}遍"


def leave_a_file(work: Work, words: str) -> Path:
    """Make a file."""
    path = work.folder / "结果.txt"
    path.write_text(words, encoding="utf-8")
    return path


def fall_over(work: Work) -> None:
    """Fail as a program does."""
    raise KeyError("within")


def refuse(work: Work) -> None:
    """Fail as a rule does."""
    raise PermissionDenied("这一篇已经定稿。")


def never_end(work: Work) -> None:
    """Go on until stopped."""
    number = 0
    while True:
        number += 1
        work.tell(number, 0, "还在做")
        time.sleep(0.05)
