"""`fangzhi build`: a folder of manuscripts becomes a checked, typeset work."""

from __future__ import annotations

import argparse
import gc
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fangzhi.check.annotate import GRAVE
from fangzhi.check.rate import per_10000, typed_in
from fangzhi.cli.codes import WRONG_USE
from fangzhi.cli.talk import Progress, give, say, shortened, size_in_words, table
from fangzhi.cli.verdict import exit_code
from fangzhi.model.finding import LEVELS, Finding
from fangzhi.project.build import Built, Output, build
from fangzhi.project.folder import input_files
from fangzhi.project.load import Project, load
from fangzhi.project.lock import only_one
from fangzhi.publish.renderers import NAMES, RENDERERS

GRAVEST = ("政", "硬", "数")
"""The levels of which the first findings are told on the screen."""


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "build", help="读入来稿，机检，排成 PDF、Word、EPUB、网站、TEI 和发排包"
    )
    parser.add_argument("folder", type=Path, metavar="文件夹", help="来稿所在的文件夹")
    parser.add_argument(
        "--out", type=Path, metavar="文件夹", help="成书和检查写到哪里（默认就在来稿文件夹里）"
    )
    parser.add_argument(
        "--formats", metavar="格式", help=f"只出这些，用逗号隔开：{','.join(RENDERERS)}"
    )
    parser.add_argument(
        "--comments",
        metavar="级",
        default="".join(GRAVE),
        help=f"这些级的疑点写成 Word 批注（默认 {''.join(GRAVE)}，可用 {''.join(LEVELS)}）",
    )
    parser.add_argument("--strict", type=float, nargs="?", const=0.0, metavar="密度",
                        help="政硬数字点五级疑点每万字多于这个数（默认 0）时退出码为 1")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        say(f"“{options.folder}”不是文件夹。请给出来稿所在的文件夹。")
        return WRONG_USE
    formats = options.formats.split(",") if options.formats else list(RENDERERS)
    unknown = [name for name in formats if name not in RENDERERS]
    if unknown:
        say(f"没有这种格式：{'、'.join(unknown)}。可用的有 {'、'.join(RENDERERS)}。")
        return WRONG_USE
    comments = [level for level in LEVELS if level in options.comments]
    if not comments or len(comments) != len(options.comments):
        say(f"--comments 只能用 {''.join(LEVELS)} 这几个字，如 政硬数。")
        return WRONG_USE
    gc.disable()  # one run, one book, then the process ends: looking for cycles only costs time
    out = options.out or options.folder
    if out.exists() and not out.is_dir():
        say(f"--out 要写文件夹，“{out}”是一个文件。")
        return WRONG_USE
    nothing = f"“{options.folder}”里没有来稿。请把 Word、Excel 等文件放进去再运行。"
    if not input_files(options.folder):
        say(nothing)
        return WRONG_USE
    with only_one(out):
        pass  # say at once, not after minutes of reading, that another build is at work
    with Progress(quiet=options.json) as progress:
        project = load(options.folder, progress=progress)
        if not project.files:
            say(nothing)
            return WRONG_USE
        built = build(project, out, formats=formats, comments=comments, progress=progress)
    if options.json:
        give(summary(project, built))
    else:
        tell(project, built)
    return exit_code(project, built.findings, options.strict)


def summary(project: Project, built: Built) -> dict[str, Any]:
    """Give the build as plain data for --json and the demo's table."""
    levels = Counter(finding.level for finding in built.findings)
    doubtful = sum(finding.by_rule for finding in built.findings)
    return {
        "title": built.book.work.title,
        "files": len(project.files),
        "not_read": [file.name for file in project.files if not file.read],
        "characters": sum(file.characters for file in project.files),
        "findings": {level: levels[level] for level in LEVELS},
        "density": float(per_10000(doubtful, typed_in(built.book))),
        "outputs": built.outputs,
        "seconds": {step: round(taken, 2) for step, taken in built.seconds.items()},
        "out": str(built.out),
    }


def gravest(findings: Sequence[Finding], most: int = 3) -> list[Finding]:
    """Give the findings to look at first: by level, the certain before the likely, each rule once."""
    surest = ("certain", "likely", "hint")
    grave = [f for f in findings if f.level in GRAVEST and f.place is not None]
    ranked = sorted(grave, key=lambda f: (LEVELS.index(f.level), surest.index(f.confidence)))
    first = {(f.level, f.rule, f.message): f for f in reversed(ranked)}
    one_a_rule = {f.rule: f for f in reversed(ranked)}
    chosen = [f for f in ranked if one_a_rule[f.rule] is f][:most]
    rest = [f for f in ranked if f not in chosen and first[f.level, f.rule, f.message] is f]
    return sorted([*chosen, *rest[: most - len(chosen)]], key=ranked.index)


def opened(output: Output) -> str:
    """Give what a person opens of an output: its one file, a site's first page, or its folder."""
    first = next((name for name in output.files if name.endswith("index.html")), "")
    if first or len(output.files) == 1:
        return first or output.files[0]
    return output.files[0].split("/")[0] + "/" if output.files else ""


def tell(project: Project, built: Built) -> None:
    """Say in Chinese what the build made."""
    told = summary(project, built)
    counts = Counter(finding.level for finding in built.findings if finding.by_rule)
    levels = "  ".join(f"{level} {counts[level]}" for level in LEVELS if counts[level])
    say(f"《{told['title']}》 {told['files']} 个文件，{told['characters']:,} 字")
    say(f"疑点：{levels or '没有'}（机检疑点密度 每万字 {told['density']}；是不是差错由人判断）")
    if others := len(built.findings) - counts.total():
        say(f"另有读入、设置、成书方面的说明 {others} 条，见报告。")
    for complaint in project.told.complaints:
        say(complaint.message)
    for finding in gravest(built.findings):
        doc = finding.place.doc if finding.place else ""
        words = f"“{shortened(finding.text, 20)}” " if finding.text else ""
        say(f"  {finding.level}  {doc}：{words}{shortened(finding.message, 60)}")
    for name in told["not_read"]:
        say(f"没有读成：{name}（原因见 检查/报告.html）")
    if not any(file.read and file.characters for file in project.files):
        say("没有一个文件读出文字，书是空的。请按报告里写的原因换成能读的文件，再运行一次。")
    rows = [("成书", "文件", "大小", "页", "秒")]
    for output in built.outputs:
        pages = str(output.pages) if output.pages else ""
        rows.append((NAMES[output.format], opened(output), size_in_words(output.size), pages,
                     f"{output.seconds:.1f}"))  # fmt: skip
    say(table(rows, right=(2, 3, 4)))
    say(f"成书在 {built.out / '成书'}；先看 {built.out / '检查' / '报告.html'}。")
