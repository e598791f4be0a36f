"""One cluster for all tests of a run, also when several processes run them."""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fangzhi.library.opensearch.library import ClusterLibrary
from tests.library.opensearch.cluster import start

Make = Callable[[], ClusterLibrary]
_PATIENCE = 240


@pytest.fixture(scope="session")
def address(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Give where a cluster of one node answers; the process that came first keeps it running.

    FANGZHI_OPENSEARCH_AT names one that runs already.
    """
    if running := os.environ.get("FANGZHI_OPENSEARCH_AT"):
        yield running
        return
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    using = shared / f"opensearch-user-{os.getpid()}"
    using.touch()
    try:
        (shared / "opensearch").mkdir()
    except FileExistsError:
        yield _told(shared / "opensearch" / "told.json")
        using.unlink()
        return
    told = {"skip": "OpenSearch 没有起来"}
    try:
        try:
            cluster = start(1)
            told = {"address": cluster.address}
        except BaseException as fault:
            told = {"skip": str(fault)}
            raise
        finally:
            (shared / "opensearch" / "part").write_text(json.dumps(told), "utf-8")
            (shared / "opensearch" / "part").rename(shared / "opensearch" / "told.json")
        try:
            yield cluster.address
            using.unlink()
            until = time.monotonic() + _PATIENCE
            while list(shared.glob("opensearch-user-*")) and time.monotonic() < until:
                time.sleep(0.5)
        finally:
            cluster.stop()
    finally:
        using.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def make(address: str) -> Make:
    """Give what makes an empty library on the cluster."""
    return lambda: ClusterLibrary(
        f"opensearch://{address}/test-{uuid.uuid4().hex[:12]}", create=True
    )


def _told(path: Path) -> str:
    until = time.monotonic() + _PATIENCE
    while not path.is_file():
        if time.monotonic() > until:
            pytest.skip("等不到另一个进程起 OpenSearch")
        time.sleep(0.5)
    told = json.loads(path.read_text("utf-8"))
    if "skip" in told:
        pytest.skip(told["skip"])
    return str(told["address"])
