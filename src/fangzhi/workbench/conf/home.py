"""The folder in which one office's workbench keeps everything: database, originals, outputs."""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "FANGZHI_HOME"
"""Names the folder; `fangzhi serve DIR` sets it."""
DATABASE = "workbench.sqlite3"


def home() -> Path:
    """Give the folder of this workbench, made if it is not there."""
    folder = Path(os.environ.get(HOME_VARIABLE, "方志工作台")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
