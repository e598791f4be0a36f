"""`fangzhi demo`: the shipped examples built end to end, and a table of what came."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from fangzhi.cli.building import opened, summary
from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.talk import Progress, give, say, size_in_words, table
from fangzhi.library.index import Library
from fangzhi.library.search import Found, search
from fangzhi.project.build import Built, build
from fangzhi.project.load import Project, load
from fangzhi.project.shelve import shelve
from fangzhi.project.using.building import Product, build_product
from fangzhi.publish.renderers import NAMES

if TYPE_CHECKING:
    from fangzhi.workbench.example.seed import Seeded

WORKS = ("青浣年鉴", "华阳国志", "方志法规汇编")
SHELVED = ("华阳国志", "四川通志", "青浣年鉴", "方志法规汇编")
CASES = ("地理标志·蒙山茶", "资政报告·水患与都江堰岁修", "专题·巴蜀井盐")
"""Dossiers whose quotations come out of what is shelved."""
QUERIES = ("华阳国志", "茶", "地方志书")


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo", help="把随附的示例从头做一遍：读入、机检、成书、检索、做成品"
    )
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="文件夹",
                        help="结果写到哪里（默认 ./demo-out）")  # fmt: skip
    parser.add_argument(
        "--examples", type=Path, metavar="文件夹", help="示例所在（默认随软件的 examples）"
    )
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def examples_folder() -> Path | None:
    """Give the examples of a source checkout or an offline bundle, None when they are not there."""
    here = Path(__file__).resolve()
    places = [Path.cwd() / "examples", *(parent / "examples" for parent in here.parents[2:5])]
    return next((place for place in places if (place / WORKS[0]).is_dir()), None)


def _run(options: argparse.Namespace) -> int:
    examples = options.examples or examples_folder()
    if examples is None or not examples.is_dir():
        say("找不到示例文件夹 examples。请在源码文件夹里运行，或用 --examples 指明。")
        return WRONG_USE
    began = perf_counter()
    told = []
    with Progress(quiet=options.json) as progress:
        for name in WORKS:
            say(f"—— {name} ——")
            project, built = _build(examples / name, options.out / name, progress)
            told.append(summary(project, built))
        say("—— 资料库 ——")
        library = _library(examples, options.out / "资料库", progress)
    found = {words: search(library, words, limit=2) for words in QUERIES}
    say("—— 修志为用 ——")
    used = use(examples, library, options.out / "成品")
    say("—— 工作台 ——")
    seeded = _workbench(examples, options.out / "工作台")
    seconds = perf_counter() - began
    if options.json:
        give({"works": told, "library": library.register, "searches": found, "seconds": seconds, "used": used,
              "workbench": {"folder": str(seeded.folder), "tasks": seeded.tasks,
                            "nodes": seeded.nodes, "hand_ins": seeded.hand_ins}})  # fmt: skip
    else:
        _tell(told, library, found, options.out, seconds)
        _tell_used(used)
        _invite(seeded)
    return DONE


def use(examples: Path, library: Library, out: Path) -> list[Product]:
    """Make the products of the dossiers, every quotation verified first."""
    return [build_product(examples / case, library, out) for case in CASES]


def _tell_used(used: list[Product]) -> None:
    say("\n用出来的成品（引文逐字核对过，各有净本、出处版和证据卡）：")
    for product in used:
        names = "、".join(name for name, _ in product.files if name.endswith(".docx"))
        say(f"  {product.folder}：{names}；引文 {product.cards} 条")


def _workbench(examples: Path, folder: Path) -> Seeded:
    """Make the example workbench anew."""
    from fangzhi.workbench.example.seed import seed

    shutil.rmtree(folder, ignore_errors=True)
    return seed(folder, examples, say)


def _invite(seeded: Seeded) -> None:
    """Say how to open the example workbench, and as whom."""
    say(f"\n示例工作台在 {seeded.folder}：篇目 {seeded.nodes} 个，{seeded.hand_ins} 个单位交过稿，"
        f"会议任务 {seeded.tasks} 项，一部年鉴在复审。打开它：")  # fmt: skip
    say(f"  fangzhi serve {seeded.folder}")
    people = "、".join(f"{sign}（{name}）" for sign, name in seeded.names)
    say(f"  登录名：{people}；密码都是 {seeded.password}")


def _build(folder: Path, out: Path, progress: Progress) -> tuple[Project, Built]:
    project = load(folder, progress=progress, keep=False)
    return project, build(project, out, progress=progress)


def _library(examples: Path, folder: Path, progress: Progress) -> Library:
    shutil.rmtree(folder, ignore_errors=True)
    library = Library(folder, create=True)
    shelve(library, [examples / name for name in SHELVED], progress, keep=False)
    return library


def _tell(
    told: list[dict[str, Any]],
    library: Library,
    found: dict[str, Found],
    out: Path,
    seconds: float,
) -> None:
    say()
    rows = [("书", "文件", "字数", "疑点", "密度/万字", "没读成")]
    for work in told:
        rows.append((work["title"], str(work["files"]), f"{work['characters']:,}",
                     str(sum(work["findings"].values())), str(work["density"]),
                     str(len(work["not_read"]))))  # fmt: skip
    say(table(rows, right=(1, 2, 3, 4, 5)))
    for work in told:
        for name in work["not_read"]:
            say(f"  没有读成：{work['title']} {name}（原因见报告）")
    say()
    rows = [("书", "成书", "文件", "大小", "页", "秒")]
    for work in told:
        for output in work["outputs"]:
            pages = str(output.pages) if output.pages else ""
            rows.append((work["title"], NAMES[output.format], opened(output), size_in_words(output.size),
                         pages, f"{output.seconds:.1f}"))  # fmt: skip
    say(table(rows, right=(3, 4, 5)))
    say()
    characters = sum(work.characters for work in library.register)
    say(f"资料库：{len(library.register)} 种，{characters:,} 字")
    for words, hits in found.items():
        first = hits.hits[0] if hits.hits else None
        where = (
            f"，如《{first.work}》{first.cite}：…{first.before[-8:]}【{first.match}】{first.after[:8]}…"
            if first
            else ""
        )
        say(f"  搜“{words}”：{hits.total} 处{where}")
    say()
    say(f"全部用时 {seconds:.0f} 秒。打开看看：")
    for work in told:
        folder = Path(work["out"])
        say(
            f"  {folder / '检查' / '报告.html'}（疑点）  {folder / '成书' / 'site' / 'index.html'}（网站）"
        )
    say(f"  继续搜：fangzhi search 巴蜀 --library {out / '资料库'}")
