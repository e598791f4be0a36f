"""Make offline folders: everything an office without a network needs to install fangzhi.

bundle/linux-x86_64 is installed and run by the tests; bundle/windows-amd64 is made of the same
versions' win_amd64 wheels and has not been run on Windows here.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLATFORMS = {
    "linux-x86_64": ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    "windows-amd64": ["win_amd64"],
}
_LINUX = """#!/bin/sh
# 安装方志工作台：在这个文件夹里运行 sh 安装.sh，不需要网络。
set -e
cd "$(dirname "$0")"
PYTHON=${PYTHON:-python3}
"$PYTHON" -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' || {
  echo "需要 Python 3.11 或更新的版本。"; exit 1; }
"$PYTHON" -m venv 方志工作台
方志工作台/bin/python -m pip install --quiet --no-index --find-links wheels fangzhi
echo "装好了。试一试：方志工作台/bin/fangzhi demo"
"""
_WINDOWS = """@echo off
chcp 65001 >nul
rem 安装方志工作台：双击这个文件，不需要网络。先装好 Python 3.11（64 位，安装时勾选 Add to PATH）。
cd /d "%~dp0"
py -3.11 -m venv 方志工作台 || goto failed
方志工作台\\Scripts\\python -m pip install --quiet --no-index --find-links wheels fangzhi || goto failed
echo 装好了。试一试：方志工作台\\Scripts\\fangzhi demo
pause
exit /b 0
:failed
echo 没有装成。请确认已安装 Python 3.11（64 位）。
pause
exit /b 1
"""
_README = {
    "linux-x86_64": "方志工作台离线安装（Linux x86-64）：运行 sh 安装.sh。已在 Debian 12 上试过。\n",
    "windows-amd64": "方志工作台离线安装（Windows 64 位）：双击 安装.bat。\n"
    "注意：这一份由 Windows 的安装包组成，还没有在 Windows 上试过；遇到问题请把屏幕上的话告诉我们。\n",
}


def main() -> None:
    """Make the folders asked for (both by default)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("platforms", nargs="*", choices=[*PLATFORMS, []], default=[])
    parser.add_argument("--out", type=Path, default=ROOT / "bundle")
    options = parser.parse_args()
    for platform in options.platforms or PLATFORMS:
        make(platform, options.out / platform)
        print(f"made {options.out / platform}")


def make(platform: str, folder: Path) -> None:
    """Make one folder: wheels, examples, an install script and a note."""
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    tags = [word for tag in PLATFORMS[platform] for word in ("--platform", tag)]
    _pip("download", "--dest", str(wheels), "--only-binary=:all:", "--python-version", "3.11",
         "--implementation", "cp", *tags, "-c", str(ROOT / "constraints.txt"),
         str(next(wheels.glob("fangzhi-*.whl"))))  # fmt: skip
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=_outputs)
    name, text = ("安装.bat", _WINDOWS) if "windows" in platform else ("安装.sh", _LINUX)
    newline = "\r\n" if "windows" in platform else "\n"
    (folder / name).write_text(text, encoding="utf-8", newline=newline)
    (folder / "读我.txt").write_text(_README[platform], encoding="utf-8", newline=newline)


def _outputs(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name in ("成书", "检查", ".fangzhi")}


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *words, "--quiet"], check=True)


if __name__ == "__main__":
    main()
