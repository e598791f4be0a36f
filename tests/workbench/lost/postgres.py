"""A PostgreSQL of the test's own on loopback; skipped with a reason where none can be started."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.workbench.lost.servers import Home, free_port
from tests.workbench.ready import once


def _binaries() -> Path | None:
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").is_file():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found else None


class Cluster:
    """A running PostgreSQL; `crash` ends it as a power switch does, `start` lets it recover."""

    def __init__(self, folder: Path, binaries: Path, before: list[str]) -> None:
        self.folder, self.binaries, self.before = folder, binaries, before
        self.port = free_port()

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"postgres://fangzhi@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as who may."""
        subprocess.run([*self.before, str(self.binaries / program), *arguments], check=True,
                       cwd=self.folder, stdout=subprocess.DEVNULL, timeout=120)  # fmt: skip

    def start(self) -> None:
        """Start it, and wait until it answers."""
        told = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c max_connections=150 -k {self.folder}"
        )
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-t", "60",
                 "-l", str(self.folder / "log"), "-o", told, "start")  # fmt: skip

    def stop(self) -> None:
        """End it in order, as a machine that is shut down does."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "fast", "-w", "stop")

    def crash(self) -> None:
        """Abort all its processes without a checkpoint."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")


@contextmanager
def cluster(tables: bool = False) -> Iterator[Cluster]:
    """Start a cluster for the length of the block; with `tables`, those of a workbench stand in it.

    Making the tables takes longer than most tests: it is done once a run, and copied.
    """
    made = _placed()
    try:
        if tables:
            _copy(once("有表的 PostgreSQL", _filled), made)
        else:
            made.run("initdb", "-D", str(made.folder / "data"), "-U", "fangzhi", "-A", "trust",
                     "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip
        made.start()
        try:
            yield made
        finally:
            made.crash()
    finally:
        shutil.rmtree(made.folder, ignore_errors=True)


def _filled(folder: Path) -> None:
    """Make a cluster with a workbench's tables in it, and leave its files in the folder."""
    with cluster() as made:
        Home(folder, made.url).django(
            "from django.core.management import call_command\n"
            "call_command('migrate', verbosity=0, interactive=False)"
        )
        made.stop()
        shutil.copytree(made.folder / "data", folder / "data")
        made.start()


def _copy(folder: Path, made: Cluster) -> None:
    data = made.folder / "data"
    shutil.copytree(folder / "data", data)
    if made.before:
        for path in (data, *data.rglob("*")):
            shutil.chown(path, "postgres")


def _placed() -> Cluster:
    """Give a cluster its place, nothing in it yet; skip where none can be started."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed")
    pytest.importorskip("psycopg")
    before: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="fangzhi-pg-"))
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        if shutil.which("runuser") is None:
            pytest.skip("PostgreSQL does not run as root, and there is no runuser")
        before = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    return Cluster(folder, binaries, before)
