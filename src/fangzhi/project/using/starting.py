"""Begin a dossier: a file with everything an editor may fill in, explained in place."""

from __future__ import annotations

import json
from pathlib import Path

from fangzhi.files.atomic import write_bytes
from fangzhi.project.using.dossier import NAME, DossierFault, Kind

_DATA = Path(__file__).parent / "data"


def start(folder: Path, kind: Kind, title: str = "") -> Path:
    """Write `folder`/案卷.toml for a kind of product; DossierFault where there is one already."""
    path = folder / NAME
    if path.exists():
        raise DossierFault(f"“{folder}”里已经有 {NAME}，没有改动它。")
    head = (_DATA / "开头.toml").read_text(encoding="utf-8")
    body = (_DATA / f"{kind}.toml").read_text(encoding="utf-8")
    named = json.dumps(title or folder.resolve().name, ensure_ascii=False)
    write_bytes(path, (head.replace("“题名”", named).replace("“种类”", kind) + body).encode())
    return path
