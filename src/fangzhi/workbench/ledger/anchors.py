"""Anchors: the ledger's head noted outside the workbench, as a small file or on paper.

A chain proves itself only from the inside; who could write it all anew is caught by a head that
was copied out before.
"""

from __future__ import annotations

import re
from pathlib import Path

from fangzhi.workbench.ledger.lines import Head

_LINE = re.compile(r"第\s*(\d+)\s*行.*?摘要[:：]\s*([0-9a-fA-F\s]{64,})", re.S)
_BARE = re.compile(r"\s*(\d+)[:：]([0-9a-fA-F]{64})\s*")


def grouped(digest: str) -> str:
    """Give a digest in groups of four, as it can be copied by hand and read back."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def written(head: Head, office: str = "") -> str:
    """Give the text of an anchor file: for people to read, print, stamp, and for `read` later."""
    return (
        f"方志工作台 日志摘要{f'（{office}）' if office else ''}\n"
        f"第 {head.number} 行  {head.at}\n"
        f"摘要：{grouped(head.digest)}\n"
        "请打印或抄下盖章存档，或存到别的机器上。以后用\n"
        "fangzhi audit verify 文件夹 --anchor 本文件\n"
        "就能证明这一行和它以前的日志没有被改动、删去。\n"
    )


def read(given: str) -> Head:
    """Read an anchor: a file's path, or `number:digest`; raise ValueError with words."""
    bare = _BARE.fullmatch(given)
    if bare:
        return Head(int(bare[1]), bare[2].lower())
    path = Path(given)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ValueError(f"读不出“{path.name}”；要日志摘要文件，或“行号:摘要”。") from fault
    found = _LINE.search(text)
    digest = "".join(found[2].split()).lower() if found else ""
    if found is None or len(digest) != 64:
        raise ValueError(f"“{path.name}”里没有完整的日志摘要。")
    return Head(int(found[1]), digest)
