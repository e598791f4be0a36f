"""The folder in which one office's workbench keeps everything: database, originals, outputs."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

HOME_VARIABLE = "FANGZHI_HOME"
"""Names the folder; `fangzhi serve DIR` sets it."""
DATABASE = "workbench.sqlite3"
_SECRET = "secret.txt"


def home() -> Path:
    """Give the folder of this workbench, made if it is not there."""
    folder = Path(os.environ.get(HOME_VARIABLE, "方志工作台")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """Give the key that signs sessions and links, made once and kept where only the owner reads."""
    path = folder / _SECRET
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        made = secrets.token_urlsafe(48)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(made + "\n")
        return made
