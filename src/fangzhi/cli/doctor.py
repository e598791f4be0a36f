"""`fangzhi doctor`: which optional parts are there, and what that means for the editor."""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from fangzhi import __version__
from fangzhi.cli.codes import DONE
from fangzhi.cli.talk import give, table
from fangzhi.publish.fonts.set import house_fonts


class Part(msgspec.Struct, frozen=True):
    """One part: is it there, and what that means."""

    name: str
    present: bool
    meaning: str


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("doctor", help="看看这台机器上有哪些可选的部件，缺了会怎样")
    parser.add_argument("--json", action="store_true", help="结果用 JSON 输出到标准输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    parts = examine()
    if options.json:
        give(parts)
        return DONE
    print(
        f"方志工作台 {__version__} · Python {platform.python_version()} · {platform.system()} {platform.machine()}"
    )
    print(table([(("有" if part.present else "缺"), part.name, part.meaning) for part in parts]))
    return DONE


def examine() -> list[Part]:
    """Look at every optional part."""
    return [
        Part(name, found, there if found else missing)
        for name, look, there, missing in _PARTS
        for found in [look()]
    ]


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names) or _in_program_files(names)


def _in_program_files(names: tuple[str, ...]) -> bool:
    roots = [os.environ.get(key) for key in ("ProgramFiles", "ProgramFiles(x86)")]
    return any(
        (Path(root) / "LibreOffice" / "program" / "soffice.exe").is_file()
        for root in roots
        if root and "soffice" in names
    )


def _module(*names: str) -> Callable[[], bool]:
    return lambda: any(importlib.util.find_spec(name) is not None for name in names)


def _fonts() -> bool:
    try:
        return bool(house_fonts().files)
    except (OSError, ValueError):
        return False


def _limits() -> bool:
    return sys.platform != "win32" and importlib.util.find_spec("resource") is not None


_PARTS: tuple[tuple[str, Callable[[], bool], str, str], ...] = (
    ("随书字体", _fonts, "思源宋体、黑体随软件带着，各台机器排出的书一样。",
     "字体文件不全，PDF 排不了；请重新安装。"),
    ("LibreOffice", _program("soffice", "libreoffice"), "旧格式 .doc .wps .et 可以直接读。",
     "旧格式 .doc .wps .et 读不了，会列出文件名；请用 Word 或 WPS 另存为 .docx、.xlsx，或安装 LibreOffice。"),
    ("文字识别（rapidocr）", _module("rapidocr_onnxruntime", "rapidocr"), "扫描页和照片可以识别，所得须与原件核对。",
     "扫描页和照片不识别，会列出文件名；需要时安装：pip install fangzhi[ocr]"),
    ("竖排识别（tesseract）", _program("tesseract"), "装有 chi_sim_vert 时可识别竖排旧书。",
     "竖排旧书不识别；需要时安装 tesseract 和 chi_sim_vert。"),
    ("子进程限额", _limits, "读来稿的子进程有内存和时间限额。",
     "这个系统不能限制子进程的内存，只限时间；来路不明的大文件请先在别处打开看看。"),
)  # fmt: skip
