"""`fangzhi library add` and `fangzhi search`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, NOT_READ, WRONG_USE
from fangzhi.cli.talk import Progress, give, say, table
from fangzhi.library.filters import Audience
from fangzhi.library.index import Library, LibraryFault
from fangzhi.library.search import BadQuery, search
from fangzhi.project.shelve import shelve


def register(commands: Any) -> None:
    """Add the commands."""
    library = commands.add_parser("library", help="资料库：加入书稿和旧志，列出已有的")
    actions = library.add_subparsers(metavar="做什么", required=True)
    add = actions.add_parser("add", help="把文件、文件夹或成书加入资料库；再加一次就是更新")
    add.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹")
    _common(add)
    add.set_defaults(run=_add)
    listing = actions.add_parser("list", help="列出资料库里的书")
    _common(listing)
    listing.set_defaults(run=_list)
    find = commands.add_parser("search", help="在资料库里找字词：一字以上都准，简体也能找到繁体")
    find.add_argument("words", metavar="字词")
    _common(find)
    find.add_argument("--exact", action="store_true", help="只找一模一样的字，不通简繁异体")
    find.add_argument(
        "--limit", type=int, default=20, metavar="N", help="列几条，0 为全部（默认 20）"
    )
    find.set_defaults(run=_search)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--library",
        type=Path,
        default=Path("资料库"),
        metavar="文件夹",
        help="资料库所在（默认 ./资料库）",
    )
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")


def _add(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        say(f"找不到：{'、'.join(map(str, missing))}")
        return WRONG_USE
    try:
        library = Library(options.library, create=True)
    except LibraryFault as fault:
        say(str(fault))
        return WRONG_USE
    with Progress(quiet=options.json) as progress:
        shelved = shelve(library, options.paths, progress)
    if options.json:
        give({"added": shelved.works, "not_read": [f.message for f in shelved.not_read]})
    for work in shelved.works:
        say(f"已加入《{work.title}》 {work.characters:,} 字")
    for finding in shelved.not_read:
        say(f"没有读成：{finding.place.doc if finding.place else ''} {finding.message}")
    return NOT_READ if shelved.not_read else DONE


def _list(options: argparse.Namespace) -> int:
    try:
        library = Library(options.library)
    except LibraryFault as fault:
        say(str(fault))
        return WRONG_USE
    if options.json:
        give(library.register)
        return DONE
    rows = [("书", "字数", "来自")]
    rows += [(work.title, f"{work.characters:,}", work.name) for work in library.register]
    print(table(rows, right=(1,)))
    return DONE


def _search(options: argparse.Namespace) -> int:
    if options.limit < 0:
        say("--limit 不能小于 0；0 为全部。")
        return WRONG_USE
    try:
        library = Library(options.library)
        found = search(
            library,
            options.words,
            exact=options.exact,
            limit=options.limit,
            audience=Audience(everything=True),
        )
    except (LibraryFault, BadQuery) as fault:
        say(str(fault))
        return WRONG_USE
    if options.json:
        give(found)
        return DONE
    print(f"“{options.words}”共 {found.total} 处")
    for id, count in found.works.items():
        print(f"  《{library.by_id[id].title}》{count} 处")
    for hit in found.hits:
        print(f"{hit.before}【{hit.match}】{hit.after}")
        print(f"    ——《{hit.work}》{hit.cite}")
    if len(found.hits) < found.total:
        print(f"只列出前 {len(found.hits)} 处；加 --limit 0 列出全部。")
    return DONE
