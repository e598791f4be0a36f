"""Write docs/platforms.md: for each dependency of the core, that a wheel exists for each platform.

Asks the package index once (pip download, nothing installed); the table is then checked offline by
the tests against constraints.txt.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "platforms.md"
PLATFORMS = {
    "Windows x86-64": ["win_amd64"],
    "Linux x86-64": ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    "Linux ARM64": ["manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"],
}
_HEAD = """# 各平台的安装包 · Wheels by platform
Written by `tools/platforms.py`; a test compares the versions with `constraints.txt`.
麒麟、统信 run on x86-64 and ARM64; the core installs there from these wheels.

| package | version | {platforms} |
|---|---|{rule}|
"""


def pins() -> dict[str, str]:
    """Give the pinned version of each direct dependency of the core."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[<>=\[; ]", line)[0] for line in project["dependencies"]]
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line)
    known = {normal(name): version for name, version in pinned.items()}
    return {name: known[normal(name)] for name in names}


def normal(name: str) -> str:
    """Give a package name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wheel(name: str, version: str, tags: list[str]) -> str:
    """Give "✓" when a wheel for these tags exists, "✗" otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder,
                 "--only-binary=:all:", "--python-version", "3.11", "--implementation", "cp",
                 *(word for tag in tags for word in ("--platform", tag)), f"{name}=={version}"]  # fmt: skip
        return "✓" if subprocess.run(words, capture_output=True).returncode == 0 else "✗"


def main() -> None:
    """Write the table."""
    text = _HEAD.format(platforms=" | ".join(PLATFORMS), rule="|".join(":-:" for _ in PLATFORMS))
    for name, version in sorted(pins().items(), key=lambda row: row[0].lower()):
        cells = [wheel(name, version, tags) for tags in PLATFORMS.values()]
        text += f"| {name} | {version} | {' | '.join(cells)} |\n"
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
