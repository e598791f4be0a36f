"""`fangzhi check`: findings of files or folders, one a line."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from fangzhi.check.jsonl import row_of, write_jsonl
from fangzhi.check.sarif import write_sarif
from fangzhi.cli.codes import WRONG_USE
from fangzhi.cli.talk import Progress, give, say, table
from fangzhi.cli.verdict import exit_code
from fangzhi.files.atomic import write_bytes
from fangzhi.model.finding import LEVELS, Decision, Finding
from fangzhi.project.checked import decided
from fangzhi.project.checking import check_project
from fangzhi.project.folder import without_input
from fangzhi.project.load import load


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("check", help="只机检，不成书：逐条列出疑点")
    parser.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹",
                        help="单个文件用同一文件夹里的 fangzhi.toml 或 work.toml")  # fmt: skip
    parser.add_argument("--jsonl", type=Path, metavar="文件", help="疑点写到这个文件，一行一条")
    parser.add_argument("--sarif", type=Path, metavar="文件",
                        help="疑点写成 SARIF 2.1.0，供别的程序读取")  # fmt: skip
    parser.add_argument("--strict", type=float, nargs="?", const=0.0, metavar="密度",
                        help="政硬数字点五级疑点每万字多于这个数（默认 0）时退出码为 1")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="疑点用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        say(f"找不到：{'、'.join(map(str, missing))}")
        return WRONG_USE
    if empty := without_input(options.paths):
        say(f"“{'”“'.join(map(str, empty))}”里没有来稿。请把 Word、Excel 等文件放进去再运行。")
        return WRONG_USE
    findings: list[Finding] = []
    decisions: dict[str, Decision] = {}
    code = 0
    with Progress(quiet=options.json) as progress:
        for path in options.paths:
            if path.is_dir():
                project = load(path, progress=progress)
            else:
                project = load(path.parent, only=[path], progress=progress, keep=False)
            found = check_project(project).findings
            code = max(code, exit_code(project, found, options.strict))
            findings += found
            decisions |= decided(project, found)[0].by_fingerprint
    if options.jsonl:
        _write(options.jsonl, write_jsonl(findings))
    if options.sarif:
        _write(options.sarif, write_sarif(findings, decisions))
    written = [str(path) for path in (options.jsonl, options.sarif) if path]
    if options.json:
        give([row_of(finding) for finding in findings])
    elif written:
        levels = Counter(finding.level for finding in findings)
        shown = "  ".join(f"{level} {levels[level]}" for level in LEVELS if levels[level])
        say(
            f"疑点 {len(findings)} 条（{shown or '没有'}），已写到 {'、'.join(written)}。是不是差错由人判断。"
        )
    else:
        _list(findings)
    return code


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, data)


def _list(findings: list[Finding]) -> None:
    rows = [
        (f.level, f.rule, f.place.doc if f.place else "", (f.place.block or "") if f.place else "",
         f"“{f.text}” {f.message}" if f.text else f.message)
        for f in findings
    ]  # fmt: skip
    print(table([("级", "规则", "文件", "位置", "疑点"), *rows]))
    say(f"疑点 {len(findings)} 条，是不是差错由人判断。")
