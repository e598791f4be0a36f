"""`fangzhi verdict` and `fangzhi verify`: 质量检查单, and its computing again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fangzhi.check.certificate import Certificate
from fangzhi.check.weights import STANDARD, read_tables, tables
from fangzhi.cli.codes import DONE, FINDINGS, WRONG_USE
from fangzhi.cli.talk import Progress, give, say
from fangzhi.files.atomic import write_bytes
from fangzhi.model.value import FormatError, decode
from fangzhi.project.folder import QUALITY_FOLDER
from fangzhi.project.load import load
from fangzhi.project.sheets import certificate_sheet
from fangzhi.project.verdict import Asked, differences, verdict, write_certificate
from fangzhi.publish.pdf.sheet import render_sheet

NAME = "质量检查单"


def register(commands: Any) -> None:
    """Add the commands."""
    parser = commands.add_parser("verdict", help="出质量检查单：差错率、抽查、合格与否")
    parser.add_argument("folder", type=Path, metavar="文件夹")
    parser.add_argument("--sample", default="", metavar="种子",
                        help="抽查：写下抽签的种子（如 2026-1），谁来抽都是同样的页；不写就是全书")  # fmt: skip
    parser.add_argument("--pdf", type=Path, metavar="文件", help="按印厂的 PDF 计面数和页码")
    parser.add_argument(
        "--table", default=STANDARD, metavar="标准", help=f"差错计算标准：{'、'.join(tables())}"
    )
    parser.add_argument(
        "--weights", type=Path, metavar="文件", help="本单位的差错计算标准（.toml）"
    )
    parser.add_argument("--who", default="", metavar="姓名", help="检查人")
    parser.add_argument("--date", default="", metavar="日期", help="印在单上的日期")
    parser.add_argument(
        "--out", type=Path, metavar="文件夹", help=f"默认是来稿里的 {QUALITY_FOLDER}"
    )
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_verdict)
    again = commands.add_parser("verify", help="重算一张质量检查单，看结果是否相同")
    again.add_argument("certificate", type=Path, metavar="质量检查单.json")
    again.add_argument("folder", type=Path, metavar="文件夹")
    again.add_argument("--pdf", type=Path, metavar="文件", help="出具时用的印厂 PDF")
    again.add_argument("--weights", type=Path, metavar="文件", help="出具时用的本单位标准")
    again.set_defaults(run=_verify)


def _verdict(options: argparse.Namespace) -> int:
    told = _computed(options, options.table, options.sample, options.who, options.date)
    if told is None:
        return WRONG_USE
    folder = options.out or options.folder / QUALITY_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    write_bytes(folder / f"{NAME}.json", write_certificate(told))
    write_bytes(folder / f"{NAME}.pdf", render_sheet(certificate_sheet(told)))
    if options.json:
        give(told)
    say(f"{told.outcome}：{told.reason}")
    say(f"{NAME}写在 {folder}（.json 供重算，.pdf 供签字）。")
    return DONE


def _verify(options: argparse.Namespace) -> int:
    try:
        old = decode(options.certificate.read_bytes(), Certificate)
    except (OSError, FormatError) as fault:
        say(f"“{options.certificate}”读不出：{fault}")
        return WRONG_USE
    seed = old.sample.seed if old.sample else ""
    new = _computed(options, _named(old.table, options.weights), seed, old.who, old.date)
    if new is None:
        return WRONG_USE
    lines = differences(old, new)
    for line in lines:
        say(line)
    say("重算结果与单上不同。" if lines else f"重算结果与单上相同：{new.outcome}。")
    return FINDINGS if lines else DONE


def _named(title: str, weights: Path | None) -> str:
    """Find what a paper's table is called, in the office's file where one is given."""
    try:
        known = read_tables(weights.read_text(encoding="utf-8")) if weights else tables()
    except (ValueError, OSError):
        return STANDARD  # the reason is told where the file is read again
    return next((name for name, table in known.items() if table.title == title), STANDARD)


def _computed(
    options: argparse.Namespace, table: str, seed: str, who: str, date: str
) -> Certificate | None:
    if not options.folder.is_dir():
        say(f"“{options.folder}”不是文件夹。请给出来稿所在的文件夹。")
        return None
    try:
        text = options.weights.read_text(encoding="utf-8") if options.weights else ""
        pdf = options.pdf.read_bytes() if options.pdf else b""
        with Progress() as progress:
            project = load(options.folder, progress=progress)
            return verdict(project, Asked(who, date, table, text, seed, pdf))
    except (ValueError, OSError) as fault:
        say(str(fault))
        return None
