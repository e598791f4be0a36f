"""`fangzhi library add`, `list`, `remove` and `fangzhi search`."""

from __future__ import annotations

import argparse
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, NOT_READ, WRONG_USE
from fangzhi.cli.talk import Progress, give, say, table
from fangzhi.files.atomic import WriteFault, write_bytes
from fangzhi.files.executor import NoExecutor, executor
from fangzhi.library.exports.formats import EXPORTS, export_for
from fangzhi.library.filters import Audience, Filters
from fangzhi.library.index import Library, LibraryFault
from fangzhi.library.opening import library_at, open_library
from fangzhi.library.query.years import year_range
from fangzhi.library.search import WIDTH, BadQuery, Found, search
from fangzhi.project.shelve import shelve

_SHOWN = 8
"""Values of a facet that are printed."""
_HIT = ("work", "cite", "before", "match", "after")
"""What the contract of the command line says of a hit."""


def register(commands: Any) -> None:
    """Add the commands."""
    library = commands.add_parser("library", help="资料库：加入书稿和旧志，列出已有的")
    actions = library.add_subparsers(metavar="做什么", required=True)
    add = actions.add_parser("add", help="把文件、文件夹或成书加入资料库；没有改动的不再读")
    add.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹")
    add.add_argument(
        "--dask", default="", metavar="地址",
        help="交给 Dask 集群读文件，如 tcp://127.0.0.1:8786（默认本机读）",
    )  # fmt: skip
    _common(add)
    add.set_defaults(run=_add)
    listing = actions.add_parser("list", help="列出资料库里的书")
    _common(listing)
    listing.set_defaults(run=_list)
    remove = actions.add_parser("remove", help="从资料库撤下一部书（按书名或编号）")
    remove.add_argument("works", nargs="+", metavar="书名或编号")
    _common(remove)
    remove.set_defaults(run=_remove)
    find = commands.add_parser("search", help="在资料库里检索：一字以上都准，简体也能找到繁体")
    find.add_argument("words", metavar="检索式", help="写法见 docs/searching.md")
    _common(find)
    find.add_argument("--exact", action="store_true", help="只找一模一样的字，不通简繁异体")
    find.add_argument(
        "--limit", type=int, metavar="N", help="列几条，0 为全部（默认 20；写文件时默认全部）"
    )
    find.add_argument("--offset", type=int, default=0, metavar="N", help="跳过前几条")
    find.add_argument("--order", choices=("text", "rank"), default="text",
                      help="text 按原书次序，rank 把最相关的放在前面")  # fmt: skip
    find.add_argument("--width", type=int, default=WIDTH, metavar="字", help="前后文各几个字")
    find.add_argument("--told", default="", metavar="年",
                      help="只找记这些年的，如 1661 或 1600-1700；按原文在前面写明的年份，不按书的年代")  # fmt: skip
    find.add_argument("--public", action="store_true", help="只找今天对外开放的，如同外来的读者")
    find.add_argument("--export", type=Path, metavar="文件",
                      help="结果写成 .xlsx .csv .tei.xml .docu.xml .bib .txt（引文出处）")  # fmt: skip
    find.set_defaults(run=_search)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--library",
        type=Path,
        default=Path(library_at("资料库")),
        metavar="文件夹",
        help="资料库所在（默认 ./资料库），也可是 opensearch://主机:端口/名称，或由 FANGZHI_LIBRARY 指定",
    )
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")


def _add(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        say(f"找不到：{'、'.join(map(str, missing))}")
        return WRONG_USE
    try:
        library = open_library(options.library, create=True)
    except LibraryFault as fault:
        say(str(fault))
        return WRONG_USE
    try:
        with Progress(quiet=options.json) as progress, _workers(options.dask) as pool:
            shelved = shelve(library, options.paths, progress, pool=pool)
    except (LibraryFault, NoExecutor) as fault:
        say(str(fault))
        return WRONG_USE
    if options.json:
        not_read = [finding.message for finding in shelved.not_read]
        give({"added": shelved.works, "not_read": not_read, "unchanged": shelved.unchanged})
    for work in shelved.works:
        say(f"已加入《{work.title}》 {work.characters:,} 字")
    if shelved.unchanged:
        say(f"没有改动、不必再加的有 {shelved.unchanged} 部")
    for finding in shelved.not_read:
        say(f"没有读成：{finding.place.doc if finding.place else ''} {finding.message}")
    return NOT_READ if shelved.not_read else DONE


def _workers(dask: str) -> AbstractContextManager[Executor | None]:
    return executor(dask) if dask else nullcontext()


def _list(options: argparse.Namespace) -> int:
    try:
        library = open_library(options.library)
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


def _remove(options: argparse.Namespace) -> int:
    try:
        library = open_library(options.library)
    except LibraryFault as fault:
        say(str(fault))
        return WRONG_USE
    wanted = {word.strip("《》") for word in options.works}
    found = [work for work in library.register if work.id in wanted or work.title in wanted]
    unknown = wanted - {work.id for work in found} - {work.title for work in found}
    if unknown:
        say(f"资料库里没有：{'、'.join(sorted(unknown))}。用 fangzhi library list 看看有哪些。")
        return WRONG_USE
    library.remove(work.id for work in found)
    if options.json:
        give({"removed": found})
    for work in found:
        say(f"已撤下《{work.title}》")
    return DONE


def _search(options: argparse.Namespace) -> int:
    if options.limit is None:
        options.limit = 0 if options.export else 20
    if options.limit < 0 or options.offset < 0:
        say("--limit、--offset 不能小于 0；--limit 0 为全部。")
        return WRONG_USE
    write = export_for(options.export.name) if options.export else None
    if options.export and write is None:
        say(f"不认识“{options.export.name}”的格式；文件名请以 {'、'.join(EXPORTS)} 结尾。")
        return WRONG_USE
    try:
        told = year_range(options.told, "--told") if options.told else (0, 0)
        library = open_library(options.library)
        found = search(
            library,
            options.words,
            exact=options.exact,
            limit=options.limit,
            offset=options.offset,
            order=options.order,
            width=options.width,
            filters=Filters(told_from=told[0], told_to=told[1]),
            audience=Audience(not options.public, date.today().isoformat()),
        )
        if write is not None:
            write_bytes(options.export, write(found, library.by_id))
    except (LibraryFault, BadQuery, WriteFault) as fault:
        say(str(fault))
        return WRONG_USE
    if options.json:
        give(_told(found))
    elif write is None:
        _print(found, library, options)
    if write is not None:
        say(f"共 {found.total} 处，已把 {len(found.hits)} 处写到 {options.export}")
    return DONE


def _told(found: Found) -> dict[str, Any]:
    """Give what is found as the contract has it; what else is known of each hit stands apart."""
    told: dict[str, Any] = {name: getattr(found, name) for name in found.__struct_fields__}
    for key, names in (("hits", _HIT), ("places", ("work_id", "position", "how", "year"))):
        told[key] = [{name: getattr(hit, name) for name in names} for hit in found.hits]
    return told


def _print_spread(found: Found) -> None:
    """Say where and when the occurrences are about, and of how many nobody knows."""
    for name, counts in (
        ("地方", found.facets["place"]),
        ("记事年代", found.facets.get("recorded")),
    ):
        if counts:
            shown = [f"{value} {count}" for value, count in islice(counts.items(), _SHOWN)]
            more = f" 等 {len(counts)} 项" if len(counts) > _SHOWN else ""
            print(f"  {name}：{'、'.join(shown)}{more}")
    if found.unplaced:
        print(f"    其中 {'、'.join(found.unplaced)} 当时的隶属政区表里没有，只按所写的地名计")
    if 0 < found.undated < found.total:
        print(f"    {found.undated} 处前面没有写明年份")


def _print(found: Found, library: Library, options: argparse.Namespace) -> None:
    print(f"“{options.words}”共 {found.total} 处")
    for note in found.notes:
        print(f"  也找了：{note}")
    for id, count in found.works.items():
        print(f"  《{library.by_id[id].title}》{count} 处")
    _print_spread(found)
    for hit in found.hits:
        print(f"{hit.before}【{hit.match}】{hit.after}")
        print(f"    ——《{hit.work}》{hit.cite}（{hit.how}）")
    last = options.offset + len(found.hits)
    if last < found.total:
        print(f"列到第 {last} 处；加 --limit 0 列出全部，或加 --offset {last} 看下面的。")
