"""`fangzhi drill`: sow known errors into a copy, and score what each level of review found."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from fangzhi.check.drill import Sown
from fangzhi.cli.codes import DONE, WRONG_USE
from fangzhi.cli.talk import Progress, give, say, table
from fangzhi.project.drilling import KEY, Level, plant, read_key, score
from fangzhi.project.load import load


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("drill", help="演练：在副本里布下已知的差错，看各级审校查出多少")
    steps = parser.add_subparsers(metavar="步骤", required=True)
    first = steps.add_parser("plant", help="布错：写出副本和答案")
    first.add_argument("folder", type=Path, metavar="文件夹")
    first.add_argument(
        "--out", type=Path, required=True, metavar="文件夹", help="副本写到这里（空的）"
    )
    first.add_argument(
        "--seed", default="1", metavar="种子", help="同样的稿子、种子，布下同样的差错"
    )
    first.add_argument("--count", type=int, default=40, metavar="处", help="布多少处（默认 40）")
    first.set_defaults(run=_plant)
    second = steps.add_parser("score", help="评分：各级交回的稿子各查出多少，漏了哪些")
    second.add_argument("folder", type=Path, metavar="副本", help="plant 写出的文件夹")
    second.add_argument("--level", nargs=2, action="append", default=[], metavar=("级", "文件夹"),
                        help="如 --level 初审 初审交回/，可写几次")  # fmt: skip
    second.add_argument("--key", type=Path, metavar="文件", help="答案，默认在副本旁边")
    second.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    second.set_defaults(run=_score)


def _plant(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        say(f"“{options.folder}”不是文件夹。请给出来稿所在的文件夹。")
        return WRONG_USE
    with Progress() as progress:
        project = load(options.folder, progress=progress)
    try:
        sown = plant(project, options.out, options.seed, max(1, options.count))
    except ValueError as fault:
        say(str(fault))
        return WRONG_USE
    kinds = "、".join(f"{kind}{n}" for kind, n in Counter(one.kind for one in sown).items())
    say(f"布下 {len(sown)} 处：{kinds}。")
    say(f"副本在 {options.out}，答案在它旁边（{options.out.name}·{KEY}），请勿一起发出。")
    return DONE


def _score(options: argparse.Namespace) -> int:
    key = options.key or options.folder.parent / f"{options.folder.name}·{KEY}"
    folders = {name: Path(folder) for name, folder in options.level}
    missing = [path for path in (options.folder, key, *folders.values()) if not path.exists()]
    if missing:
        say(f"找不到：{'、'.join(map(str, missing))}")
        return WRONG_USE
    try:
        sown = read_key(key.read_bytes())
    except ValueError as fault:
        say(str(fault))
        return WRONG_USE
    levels = score(sown, options.folder, folders)
    if options.json:
        give(levels)
    else:
        _tell(sown, levels)
    return DONE


def _tell(sown: tuple[Sown, ...], levels: tuple[Level, ...]) -> None:
    kinds = list(dict.fromkeys(one.kind for one in sown))
    rows = [("级", "查出", "改对", *kinds)]
    for level in levels:
        cells = ("/".join(map(str, level.by_kind[kind])) for kind in kinds)
        rows.append((level.name, f"{level.found}/{len(sown)}", str(level.corrected), *cells))
    say(table(rows, right=range(1, len(rows[0]))))
    missed = set.intersection(*(set(level.missed) for level in levels))
    for one in sown:
        if one.id in missed:
            say(
                f"都没有查出：{one.place.doc} {one.before}【{one.wrong}】{one.after}（应为“{one.right}”，{one.kind}）"
            )
