"""`fangzhi use`: a dossier of evidence, and the products made of it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.cli.codes import DONE, FINDINGS, NOT_READ, WRONG_USE
from fangzhi.cli.talk import Progress, give, say
from fangzhi.files.atomic import write_bytes
from fangzhi.library.index import LibraryFault
from fangzhi.library.opening import library_at, open_library
from fangzhi.project.shelve import shelve
from fangzhi.project.using.building import Product, build_product
from fangzhi.project.using.candidates import gather
from fangzhi.project.using.choosing import take
from fangzhi.project.using.dossier import KINDS, NAME, TABLE, DossierFault, read_dossier
from fangzhi.project.using.exchange import of_dossier, read_cards, take_cards, written
from fangzhi.project.using.settled import read_settled
from fangzhi.project.using.shelf import Shelf
from fangzhi.project.using.starting import start
from fangzhi.project.using.verifying import verify


def register(commands: Any) -> None:
    """Add the command with its acts."""
    parser = commands.add_parser(
        "use", help="修志为用：从资料库取证，做地理标志证据、资政报告、专题"
    )
    acts = parser.add_subparsers(metavar="动作", required=True)
    _add(acts, "init", "建一个案卷文件夹", _init)
    _add(acts, "gather", f"按案卷里的检索找出候选，写成 {TABLE} 供选", _gather)
    taking = _add(acts, "take", f"把 {TABLE} 里选为“是”的引文收进案卷", _take)
    taking.add_argument("--cards", type=Path, metavar="依据卡.json",
                        help="改收阅览室取走的依据卡，逐字核对过才收")  # fmt: skip
    cards = _add(acts, "cards", "把案卷的卡写成文件，供阅览室收进", _cards)
    cards.add_argument("--out", type=Path, default=Path("依据卡.json"), metavar="文件",
                       help="写到哪里（默认 ./依据卡.json）")  # fmt: skip
    build = _add(acts, "build", "核对引文，做成 DOCX、PDF、出处版和证据卡", _build)
    build.add_argument("--out", type=Path, default=Path("成品"), metavar="文件夹",
                       help="成品写到哪里（默认 ./成品）")  # fmt: skip
    build.add_argument("--from", type=Path, nargs="+", default=[], metavar="书", dest="sources",
                       help="先把这些书稿或文件夹加入资料库（没有变动的不重加）")  # fmt: skip
    _add(acts, "verify", "逐字核对每条引文，指出所引文字已改动的句子", _verify)


def _add(acts: Any, name: str, help: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = acts.add_parser(name, help=help)
    if name == "build":
        parser.add_argument(
            "folder", type=Path, nargs="+", metavar="案卷", help="案卷文件夹，可写几个"
        )
    else:
        parser.add_argument("folder", type=Path, metavar="案卷", help="案卷文件夹")
    if name == "init":
        parser.add_argument("--kind", choices=KINDS, required=True, help="做成哪一种")
        parser.add_argument("--title", default="", metavar="题名", help="题名（以后可改）")
    else:
        parser.add_argument("--library", type=Path, default=library_at("资料库"), metavar="文件夹",
                            help="资料库所在（默认 ./资料库）")  # fmt: skip
        parser.add_argument("--internal", action="store_true",
                            help="内部使用：也引未开放的资料（默认只引已开放的）")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=lambda options: _guarded(run, options))
    return parser


def _guarded(run: Any, options: argparse.Namespace) -> int:
    try:
        return int(run(options))
    except (DossierFault, LibraryFault) as fault:
        say(str(fault))
        return WRONG_USE


def _init(options: argparse.Namespace) -> int:
    path = start(options.folder, options.kind, options.title)
    if options.json:
        give({"file": str(path)})
    say(f"已建 {path}。请打开它写上检索词，再运行 fangzhi use gather {options.folder}")
    return DONE


def _gather(options: argparse.Namespace) -> int:
    dossier = read_dossier(options.folder)
    if not dossier.searches:
        say(f"{NAME} 里还没有检索。请写几节 [[searches]]。")
        return WRONG_USE
    shelf = Shelf(open_library(options.library), dossier, internal=options.internal)
    found = gather(options.folder, dossier, shelf)
    if options.json:
        give({"candidates": len(found.candidates), "notes": found.notes})
    for note in found.notes:
        say(note)
    say(f"候选 {len(found.candidates)} 条，写在 {options.folder / TABLE}，都还没有选用。"
        "请在“选用”一列选“是”，引文可在格里删短或补长，再运行 fangzhi use take")  # fmt: skip
    return DONE


def _take(options: argparse.Namespace) -> int:
    dossier = read_dossier(options.folder)
    shelf = Shelf(open_library(options.library), dossier, internal=options.internal)
    if options.cards is None:
        cards = take(options.folder, dossier, shelf)
    elif options.cards.is_file():
        cards = take_cards(options.folder, dossier, shelf, read_cards(options.cards.read_bytes()))
    else:
        say(f"找不到：{options.cards}")
        return WRONG_USE
    if options.json:
        give({"taken": [card.id for card in cards]})
    say(f"收进 {len(cards)} 条，都是待核。已写入 {options.folder / NAME}。")
    return DONE


def _cards(options: argparse.Namespace) -> int:
    cards = of_dossier(read_dossier(options.folder))
    write_bytes(options.out, written(cards))
    if options.json:
        give({"cards": len(cards), "file": str(options.out)})
    say(f"{len(cards)} 张卡写在 {options.out}，可在阅览室的“依据卡”里收进。")
    return DONE


def _build(options: argparse.Namespace) -> int:
    missing = [path for path in options.sources if not path.exists()]
    if missing:
        say(f"找不到：{'、'.join(map(str, missing))}")
        return WRONG_USE
    library = open_library(options.library, create=bool(options.sources))
    if options.sources:
        with Progress(quiet=options.json) as progress:
            shelved = shelve(library, options.sources, progress)
        if shelved.not_read:
            for finding in shelved.not_read:
                say(f"没有读成：{finding.place.doc if finding.place else ''} {finding.message}")
            return NOT_READ
    products = [
        build_product(folder, library, options.out, internal=options.internal)
        for folder in options.folder
    ]
    if options.json:
        give(products)
        return DONE
    for product in products:
        _tell(product)
    return DONE


def _tell(product: Product) -> None:
    for warning in product.warnings:
        say(f"注意：{warning}")
    say(f"已做成，在 {product.folder}：")
    for name, pages in product.files:
        say(f"  {name}{f'（{pages}页）' if pages else ''}")
    say(f"引文 {product.cards} 条，逐字相符；{product.unchecked} 条待核影印本。")


def _verify(options: argparse.Namespace) -> int:
    dossier = read_dossier(options.folder)
    shelf = Shelf(open_library(options.library), dossier, internal=options.internal)
    verified = verify(dossier, shelf, read_settled(options.folder, dossier))
    if options.json:
        give({"cards": len(verified.cards), "problems": verified.problems})
    for problem in verified.problems:
        say(("· " if problem.hard else "· 注意：") + problem.shown)
    if verified.problems:
        say(f"共{len(verified.problems)}处要看。")
        return FINDINGS
    say(f"引文 {len(verified.cards)} 条，都与资料库逐字相符。")
    return DONE
