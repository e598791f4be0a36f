"""`fangzhi extract`: a table out of many chronicles by a recipe, corrections kept."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.libraries import add_library, asked_library, audience_of
from fangzhi.cli.talk import give, say, shortened, table
from fangzhi.library.extract.kinds import KINDS
from fangzhi.library.extract.recipe import BadRecipe
from fangzhi.library.extract.table import cells_of, columns_of
from fangzhi.library.index import LibraryFault
from fangzhi.project.comparing.extracting import corrections_path, data_writers, run
from fangzhi.project.comparing.outputs import NoWriter, check_names, write_all
from fangzhi.project.comparing.sources import NoSource, source_at

_SHOWN = 20


def register(commands: Any) -> None:
    """Add the command."""
    kinds = "；".join(f"{kind}：{meaning}" for kind, meaning in KINDS.items())
    parser = commands.add_parser(
        "extract",
        help="按提取方案从多种书里取出一张表，每行有出处和原文",
        epilog=f"栏的类：{kinds}",
    )
    parser.add_argument("recipe", type=Path, metavar="方案.toml", help="提取方案")
    add_library(parser)
    parser.add_argument("--source", type=Path, action="append", default=[], metavar="书",
                        help="不用资料库，直接读文件或文件夹；可写几次")  # fmt: skip
    parser.add_argument("--out", type=Path, nargs="+", default=[], metavar="文件",
                        help="写到这里：.xlsx .csv .json；可写几个")  # fmt: skip
    parser.add_argument("--corrected", type=Path, metavar="表.xlsx",
                        help="编辑改过的表：改动记在方案旁边，以后每次照用")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    files = [options.recipe, *([options.corrected] if options.corrected else [])]
    missing = [path for path in files if not path.is_file()]
    if missing:
        say(f"找不到：{'、'.join(map(str, missing))}")
        return WRONG_USE
    try:
        sources = [source_at(path) for path in options.source]
        library = asked_library(options, files=bool(options.source))
        if library is None and not options.source:
            say("请加 --library 资料库所在的文件夹，或 --source 书的文件。")
            return WRONG_USE
        audience = audience_of(options)
        found = run(options.recipe, sources, library, options.corrected, audience)
        writers = data_writers(found)
        check_names(options.out, writers)
    except (LibraryFault, NoSource, BadRecipe, NoWriter, ValueError) as fault:
        say(str(fault))
        return WRONG_USE
    if options.json:
        give(found.rows)
    elif not options.out:
        heads = [head for head, _ in columns_of(found.recipe)][:-8]
        rows = [row[:-8] for row in cells_of(found.recipe, found.rows[:_SHOWN])]
        print(table([heads, *([shortened(cell, 24) for cell in row] for row in rows)]))
    say(found.sentence)
    for one in found.lost:
        say(
            f"审定记录里的 {one.id}（{one.column}改作“{one.now}”，原文“{one.quotation}”）这次没有取到。"
        )
    if options.corrected:
        say(f"改动记在 {corrections_path(options.recipe)}。")
    if options.out:
        write_all(options.out, writers)
        say(f"写在 {'、'.join(map(str, options.out))}。")
    return DONE
