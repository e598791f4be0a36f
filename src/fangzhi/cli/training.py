"""`fangzhi train`: the spelling model of an office, counted off its own finished volumes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from fangzhi.check.spelling.models import MODEL_NAME
from fangzhi.check.spelling.training import train
from fangzhi.cli.codes import DONE, NOT_READ, WRONG_USE
from fangzhi.cli.talk import Progress, give, say
from fangzhi.files.atomic import write_bytes
from fangzhi.model.manuscript import texts
from fangzhi.project.folder import CACHE_FOLDER
from fangzhi.project.load import Project, load

_ENOUGH = 200_000


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("train", help="读本单位已定稿的成书，训练查疑似别字的字词模型")
    parser.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹",
                        help="已审定、校对过的成书；读得越多，提示越准")  # fmt: skip
    parser.add_argument("--model", type=Path, metavar="文件",
                        help=f"写到哪里（默认第一个文件夹的 {CACHE_FOLDER}/{MODEL_NAME}，"
                        "在那个文件夹里机检时自动使用）")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        say(f"找不到：{'、'.join(map(str, missing))}")
        return WRONG_USE
    began = perf_counter()
    with Progress(quiet=options.json) as progress:
        projects = [_load(path, progress) for path in options.paths]
    counts, told = train(_lines(projects))
    if not told.characters:
        say("这些文件里没有读到汉字正文，模型没有写。")
        return NOT_READ
    first = options.paths[0]
    folder = first if first.is_dir() else first.parent
    target = options.model or folder / CACHE_FOLDER / MODEL_NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    data = counts.to_bytes()
    write_bytes(target, data)
    files = sum(len(project.files) for project in projects)
    if options.json:
        give({"model": str(target), "files": files, "characters": told.characters,
              "lines": told.lines, "repeated": told.repeated, "grams": told.grams,
              "bytes": len(data)})  # fmt: skip
    say(
        f"读了 {files} 个文件、{told.characters:,} 字（{told.lines:,} 段，另有 {told.repeated:,} "
        f"段与前文重复，未重计），记下 {told.grams:,} 个字组，用 {perf_counter() - began:.1f} 秒；"
        f"模型 {len(data) / 1e6:.1f} MB，写在 {target}。"
    )
    if options.model:
        say(f'要在机检时使用，请在 fangzhi.toml 里写：[spelling] model = "{target}"。')
    if told.characters < _ENOUGH:
        say(f"不足 {_ENOUGH // 10_000} 万字，提示会少而不稳，建议再加几卷。")
    return DONE if all(project.everything_read for project in projects) else NOT_READ


def _load(path: Path, progress: Progress) -> Project:
    if path.is_dir():
        return load(path, progress=progress, keep=False)
    return load(path.parent, only=[path], progress=progress, keep=False)


def _lines(projects: list[Project]) -> Iterator[str]:
    for project in projects:
        for contribution in (*project.contributions, *project.priors):
            for text in texts(contribution.manuscript):
                yield from (line.strip() for line in text.text.splitlines() if line.strip())
