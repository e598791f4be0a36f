"""`fangzhi compare reuse | quotes | alike | collate | facts`: works beside each other."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from fangzhi.cli import facts
from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.libraries import add_library, asked_library, audience_of
from fangzhi.cli.talk import give, say
from fangzhi.library.collation.apparatus import collate, unmatched
from fangzhi.library.collation.witness import is_siglum
from fangzhi.library.index import LibraryFault
from fangzhi.library.reuse.alike import alike
from fangzhi.library.reuse.between import LEAST, Source, reuse
from fangzhi.library.reuse.quoting import Sources, check_quotation, quotations, wanted
from fangzhi.model.manuscript import texts
from fangzhi.project.comparing.outputs import (
    NoWriter,
    Writer,
    check_names,
    collation_writers,
    quotation_writers,
    reuse_writers,
    write_all,
)
from fangzhi.project.comparing.sources import (
    NoSource,
    manuscripts_at,
    source_at,
    source_of,
    sources_in,
    witness_at,
)

TWO_WORDS = (
    "compare reuse", "compare quotes", "compare alike", "compare collate", "compare facts",
)  # fmt: skip
"""The commands here; `compare` alone lays this year's manuscripts beside last year's."""
_ENDINGS = "结果写到这里，末尾定格式：.html .xlsx .csv .json .xml（TEI）；可写几个"


def register(commands: Any) -> None:
    """Add the commands; their names are two words."""
    parser = commands.add_parser("compare reuse", help="两种书哪些文字相同：逐处对照，各占多少")
    parser.add_argument("a", metavar="甲书", help="资料库里的书名，或文件、文件夹")
    parser.add_argument("b", metavar="乙书", help="同上")
    parser.add_argument("--least", type=int, default=LEAST, metavar="字数",
                        help=f"至少相同几个字才算（默认 {LEAST}）")  # fmt: skip
    _common(parser, _reuse)
    parser = commands.add_parser("compare quotes", help="稿里点明书名的引文，逐字与原书核对")
    parser.add_argument("paths", nargs="+", type=Path, metavar="稿", help="文件或文件夹")
    parser.add_argument("--source", type=Path, action="append", default=[], metavar="原书",
                        help="原书的文件或文件夹，可写几次；不写就用资料库")  # fmt: skip
    _common(parser, _quotes)
    parser = commands.add_parser("compare alike", help="资料库里哪些书大体相同或互相包含")
    parser.add_argument("paths", nargs="*", type=Path, metavar="文件或文件夹",
                        help="不写就比资料库里全部的书")  # fmt: skip
    _common(parser, _alike, out=False)
    parser = commands.add_parser("compare collate", help="对校：几种本子逐字对齐，出校勘记")
    parser.add_argument("paths", nargs="+", type=Path, metavar="本子",
                        help="底本在前；每本一个文件夹（一卷一文件）或一个文件")  # fmt: skip
    parser.add_argument(
        "--sigla", default="", metavar="简称", help="各本简称，用逗号分开：底,文,校"
    )
    parser.add_argument("--title", default="", metavar="书名", help="校勘记用的书名")
    parser.add_argument("--forms", action="store_true", help="表格里也列只是字形不同的")
    _common(parser, _collate, library=False)
    facts.register(commands)


def _common(parser: Any, run: Any, *, library: bool = True, out: bool = True) -> None:
    if library:
        add_library(parser)
    if out:
        parser.add_argument(
            "--out", type=Path, nargs="+", default=[], metavar="文件", help=_ENDINGS
        )
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=lambda options: _guarded(run, options))


def _guarded(run: Any, options: argparse.Namespace) -> int:
    try:
        return int(run(options))
    except (LibraryFault, NoSource, NoWriter) as fault:
        say(str(fault))
        return WRONG_USE


def _finish(options: argparse.Namespace, writers: Mapping[str, Writer]) -> int:
    if not options.out:
        return DONE
    write_all(options.out, writers)
    say(f"写在 {'、'.join(map(str, options.out))}。")
    return DONE


def _reuse(options: argparse.Namespace) -> int:
    if options.least < 4:
        say("--least 至少是 4。")
        return WRONG_USE
    library = asked_library(options, files=False)
    a, b = (source_of(name, library, audience_of(options)) for name in (options.a, options.b))
    found = reuse(a, b, options.least)
    writers = reuse_writers(found)
    check_names(options.out, writers)
    if options.json:
        give(found)
    say(found.sentence)
    if not options.out and not options.json:
        for one in found.passages[:20]:
            print(f"{one.a.title} {one.a.told}：{one.a.words}")
            print(f"{one.b.title} {one.b.told}：{one.b.words}")
            print()
        if len(found.passages) > 20:
            say("只列出前 20 处；加 --out 对照.html 对照.xlsx 写出全部。")
    return _finish(options, writers)


def _quotes(options: argparse.Namespace) -> int:
    library = asked_library(options, files=bool(options.source))
    if library is None and not options.source:
        say("没有原书可以核对。请加 --library 资料库，或 --source 原书的文件。")
        return WRONG_USE
    found = [
        (manuscript.name, quotation)
        for path in options.paths
        for manuscript in manuscripts_at(path)
        for text in texts(manuscript)
        for quotation in quotations(text.text)
    ]
    held = [source_at(path) for path in options.source]
    if library is not None:
        named = [quotation for _, quotation in found]
        held += sources_in(library, lambda title: wanted(title, named), audience_of(options))
    sources = Sources(held)
    checked = [check_quotation(quotation, sources, name) for name, quotation in found]
    writers = quotation_writers(checked)
    check_names(options.out, writers)
    if options.json:
        give(checked)
    elif not options.out:
        for one in checked:
            print(f"{one.block}　《{one.quotation.title}》“{one.quotation.words}”")
            print(f"    {one.sentence}")
    differ = sum(one.verdict in ("不同", "没有找到") for one in checked)
    say(f"核对了 {len(checked)} 条引文，与原书不同或没有找到的 {differ} 条。")
    return _finish(options, writers)


def _alike(options: argparse.Namespace) -> int:
    library = asked_library(options, files=bool(options.paths))
    if not options.paths and library is None:
        say("请写要比的文件，或加 --library 资料库。")
        return WRONG_USE
    works = [_labelled(path) for path in options.paths]
    if library is not None and not works:
        works = list(sources_in(library, audience=audience_of(options)))
    found = alike(works)
    if options.json:
        give(found)
        return DONE
    for one in found:
        print(one.sentence)
    if not found:
        say("没有大体相同或互相包含的书。")
    return DONE


def _labelled(path: Path) -> Source:
    """Read a work; files of one title are told apart by their names."""
    source = source_at(path)
    return msgspec.structs.replace(source, title=f"{source.title}（{path.name}）")


def _collate(options: argparse.Namespace) -> int:
    if len(options.paths) < 2:
        say("对校至少要两种本子，底本写在最前。")
        return WRONG_USE
    sigla = [one.strip() for one in options.sigla.replace("，", ",").split(",") if one.strip()]
    sigla = sigla or [path.stem if path.is_file() else path.name for path in options.paths]
    if len(set(sigla)) != len(options.paths) or not all(map(is_siglum, sigla)):
        say("各本要各有简称（汉字或字母开头，不带空格）；请写 --sigla 底,文,校。")
        return WRONG_USE
    read = [witness_at(path, siglum) for path, siglum in zip(options.paths, sigla, strict=True)]
    title = options.title or read[0].title.rsplit(" ", 1)[0]
    apparatus, tables = collate(title, read)
    writers = collation_writers(apparatus, tables, forms=options.forms)
    check_names(options.out, writers)
    if options.json:
        give(apparatus)
    say(apparatus.sentence)
    for siglum, juan in unmatched(read):
        say(f"{siglum}的{juan}底本没有，没有入校。")
    return _finish(options, writers)
