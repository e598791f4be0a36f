"""What the workers need is loaded once, before they are forked from the server."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from pathlib import Path

import pytest

from tests.workbench.ready import DATABASE, empty_database, run_apart

_LOADED = """
import gc, json, multiprocessing, sys
from pathlib import Path
from fangzhi.workbench.conf import warm
from fangzhi.workbench.conf.serve import prepare
prepare(Path(sys.argv[1]))
multiprocessing.set_start_method(sys.argv[3])
warm.share()
from django.db import connection
from django.urls import resolve
told = {
    "pages": "fangzhi.workbench.reading.room.views" in sys.modules,
    "frozen": gc.get_freeze_count(),
    "connected": connection.connection is not None,
}
Path(sys.argv[2]).write_text(json.dumps(told), encoding="utf-8")
"""


@pytest.mark.parametrize("method", [m for m in ("fork", "spawn")
                                    if m in multiprocessing.get_all_start_methods()])  # fmt: skip
def test_pages_are_loaded_before_a_fork_and_no_connection_goes_with_it(
    tmp_path: Path, method: str
) -> None:
    folder = tmp_path / "单位"
    folder.mkdir()
    shutil.copy(empty_database(), folder / DATABASE)
    run_apart(_LOADED, folder, tmp_path / "told", method)
    told = json.loads((tmp_path / "told").read_text("utf-8"))
    if method == "fork":
        assert told["pages"] and told["frozen"] > 100_000 and not told["connected"]
    else:
        assert not told["pages"] and told["frozen"] == 0
