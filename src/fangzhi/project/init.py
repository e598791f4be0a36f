"""Write a first fangzhi.toml: what the work is, the outline of its kind, all of it editable."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from fangzhi.compile.kinds import WorkKind, find_kind, work_kinds
from fangzhi.files.atomic import write_bytes
from fangzhi.project.toml import NAMES, settings_file


class AlreadyThere(FileExistsError):
    """Raised when the folder has a settings file already; it is never overwritten."""


def init(folder: Path, kind: str, title: str = "") -> Path:
    """Write fangzhi.toml with the outline of this kind; make the folder when it is missing.

    Raises AlreadyThere when a settings file stands there, KeyError for an unknown kind.
    """
    found = find_kind(kind)
    if found is None:
        raise KeyError(kind)
    existing = settings_file(folder) if folder.is_dir() else None
    if existing is not None:
        raise AlreadyThere(existing)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAMES[0]
    write_bytes(path, settings_text(found, title or folder.resolve().name).encode("utf-8"))
    return path


def kinds_with_outlines() -> tuple[str, ...]:
    """Give the kinds that `init` knows."""
    return tuple(work_kinds())


def settings_text(kind: WorkKind, title: str) -> str:
    """Give the text of a first fangzhi.toml."""
    yearbook = kind.family == "年鉴"
    years = (
        "volume_year = 0          # 卷号，如 2025；记述年份默认为上一年\n"
        if yearbook
        else 'upper = ""               # 上限，如 "1986"；没有就空着\nlower = ""               # 下限，如 "2005"\n'
    )
    outline = "\n".join(_outline_lines(kind.name))
    return f"""# {title}：方志工作台的设置。用记事本或 WPS 改都行，存为 UTF-8。
[work]
title = {_quoted(title)}
kind = "{kind.name}"
area = ""                # 如 "青川县"
{years}# ocr = false             # 不识别扫描页和照片上的字（照片多时快得多）

[imprint]                # 书名页、版权页；不知道的空着
compiler = ""            # 编者，如 "××县地方志编纂委员会"
publisher = ""
date = ""
isbn = ""
map_approval = ""        # 审图号
people = []              # 如 [{{duty = "主编", name = "张某某"}}]

[rules]
off = {{}}                 # 本书不查，如 {{ R037 = "本书沿用“党的×大”" }}

[switches]               # 行文开关，见 docs/rules；空着用默认

[index]
subjects = []            # 索引另收的词
persons = []             # 索引另收的人名

# 篇目：来稿按 files（文件名，可用 * ）、首个标题或文件名归入；没有来稿的篇目成书时略去。
{outline}
"""


def _outline_lines(kind: str) -> Iterator[str]:
    text = files("fangzhi.project").joinpath(f"data/outlines/{kind}.txt").read_text("utf-8")
    for line in text.splitlines():
        words, _, note = line.partition("#")
        if not words.strip():
            yield f"# {note.strip()}"
            continue
        depth = (len(words) - len(words.lstrip())) // 2
        yield f"[[outline{'.nodes' * depth}]]"
        comment = f"  # {note.strip()}" if note else ""
        yield f"title = {_quoted(words.strip())}{comment}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
