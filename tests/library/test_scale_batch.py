"""Many files put on the shelf through a Dask cluster: the same library as read here."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.files.executor import executor
from fangzhi.library.index import Library
from fangzhi.library.search import search
from fangzhi.project.readings import silent
from fangzhi.project.shelve import shelve


def test_a_folder_read_on_a_dask_cluster_is_the_same_library_as_read_here(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    folder = tmp_path / "来稿"
    folder.mkdir()
    for number in range(20):
        words = f"第{number}乡产茶{'茶' * number}。"
        (folder / f"{number:02d}.txt").write_text(words, encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    here = Library(tmp_path / "本机", create=True)
    alone = shelve(here, [folder], silent)
    there = Library(tmp_path / "集群", create=True)
    with (
        pytest.importorskip("dask").config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        executor(cluster.scheduler_address) as pool,
    ):
        spread_out = shelve(there, [folder], silent, pool=pool)
    assert len(alone.works) == 20
    assert spread_out == alone
    assert there.register == here.register
    found = search(there, "茶", limit=0)
    assert found.total == 20 + sum(range(20))
    assert found.hits == search(here, "茶", limit=0).hits
