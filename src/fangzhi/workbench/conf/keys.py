"""The installation's own keys: the first signs and seals, the others are still taken.

A new key comes before the old one, which stays until what it signed has ended (sessions, links):

    python -m fangzhi.workbench.conf.keys FOLDER renew    then start the workbench again
    python -m fangzhi.workbench.conf.keys FOLDER forget   a week later, and start it again
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

_FILE = "secret.txt"
_USE = "用法：python -m fangzhi.workbench.conf.keys 文件夹 renew|forget"


def keys(folder: Path) -> list[str]:
    """Give the keys, the present one first; made once, and kept where only the owner reads."""
    path = folder / _FILE
    try:
        return _read(path)
    except FileNotFoundError:
        made = _fresh()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(made + "\n")
        return [made]


def renew(folder: Path) -> None:
    """Put a new key before those there are."""
    _write(folder / _FILE, [_fresh(), *_read(folder / _FILE)])


def forget(folder: Path) -> int:
    """Keep the present key alone; give how many were dropped. What they signed is void."""
    held = _read(folder / _FILE)
    _write(folder / _FILE, held[:1])
    return len(held) - 1


def _fresh() -> str:
    return secrets.token_urlsafe(48)


def _read(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="ascii").split() if line]


def _write(path: Path, held: list[str]) -> None:
    """Put the file in place of the old one, whole, and read by its owner alone."""
    half = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write("\n".join(held) + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(half, path)


def main(told: list[str]) -> str:
    """Do what the command line asks; give what to say."""
    if (
        len(told) != 2
        or told[1] not in ("renew", "forget")
        or not (Path(told[0]) / _FILE).is_file()
    ):
        return _USE
    folder = Path(told[0])
    if told[1] == "renew":
        renew(folder)
        return (
            "已换新钥。旧钥还认，登录和链接不断；请重新启动工作台，一星期后再用 forget 去掉旧钥。"
        )
    return f"已去掉{forget(folder)}把旧钥。请重新启动工作台。"


if __name__ == "__main__":
    print(main(sys.argv[1:]))
