"""A real OpenSearch for the tests: one JVM a node, on this machine only, ended when done.

The classes come from Maven Central into the folder that FANGZHI_OPENSEARCH names (else one in the
system's temporary folder), once. Only processes that were started here are ended here.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

POM = Path(__file__).with_name("pom.xml")
MAIN = "org.codelibs.opensearch.runner.OpenSearchRunner"
READY = 180.0
"""Seconds in which a node has to answer."""
_HTTP = range(9201, 9300)
"""Ports that the starting class allows."""
_ANY = [0] * 20
_JAVA = range(11, 24)
"""Versions that OpenSearch 2.19 runs on (24 has no security manager any more)."""


class Node:
    """One JVM with one node; `address` is where it answers."""

    def __init__(
        self,
        lib: Path,
        java: str,
        folder: Path,
        ports: tuple[int, int],
        seeds: list[int],
        tiers: int = 1,
    ) -> None:
        self.folder, self.http = folder, ports[0]
        self.address = f"127.0.0.1:{self.http}"
        conf = folder / "config"
        conf.mkdir(parents=True, exist_ok=True)
        (conf / "opensearch.yml").write_text(_settings(ports, seeds, folder), encoding="utf-8")
        self._command = [
            java, "-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", f"-XX:TieredStopAtLevel={tiers}",
            "-Djava.awt.headless=true", "-cp", f"{lib}{os.sep}*", MAIN,
            "-basePath", str(folder), "-confPath", str(conf), "-numOfNode", "1",
            "-baseHttpPort", str(self.http - 1), "-clusterName", "fangzhi-tests",
            "-printOnFailure",
        ]  # fmt: skip
        self.start()

    def start(self) -> None:
        """Start the JVM (again, with what it has on its disk)."""
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                cwd=self.folder,
            )  # fmt: skip

    def kill(self) -> None:
        """End the JVM at once, as a power cut would."""
        self.process.kill()
        self.process.wait(30)


class Cluster:
    """Some nodes that found each other."""

    def __init__(self, nodes: Sequence[Node], folder: Path) -> None:
        self.nodes, self.folder = list(nodes), folder

    @property
    def address(self) -> str:
        """All addresses, separated by commas, as a library's address has them."""
        return ",".join(node.address for node in self.nodes)

    def wait(self, nodes: int, status: str = "") -> None:
        """Wait until so many nodes answer and, if told, the cluster is green."""
        until = time.monotonic() + READY
        while time.monotonic() < until:
            for node in self.nodes:
                if node.process.poll() is None and _condition(node.address, nodes, status):
                    return
            if all(node.process.poll() is not None for node in self.nodes):
                break
            time.sleep(0.5)
        raise RuntimeError(self.nodes[0].folder.joinpath("output").read_text("utf-8", "replace"))

    def stop(self) -> None:
        """End what was started and remove its files."""
        for node in self.nodes:
            node.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def start(count: int, *, tiers: int = 1) -> Cluster:
    """Start a cluster of so many nodes; skip the test, with the reason, where that cannot be.

    `tiers` 1 starts soonest, 4 is what an office runs.
    """
    java, lib = _java(), _classes()
    folder = Path(tempfile.mkdtemp(prefix="fangzhi-opensearch-"))
    ports, seeds = _free(_HTTP, count), _free(_ANY, count)
    nodes = [
        Node(lib, java, folder / f"node{n}", (ports[n], seeds[n]), seeds, tiers)
        for n in range(count)
    ]
    cluster = Cluster(nodes, folder)
    try:
        cluster.wait(count)
    except BaseException:
        cluster.stop()
        raise
    return cluster


def _settings(ports: tuple[int, int], seeds: list[int], folder: Path) -> str:
    hosts = ", ".join(f'"127.0.0.1:{port}"' for port in seeds)
    return "\n".join(
        (
            "network.host: 127.0.0.1",
            f"transport.port: {ports[1]}",
            f"discovery.seed_hosts: [{hosts}]",
            f"cluster.initial_cluster_manager_nodes: [{hosts}]",
            "cluster.routing.allocation.disk.threshold_enabled: false",
            "bootstrap.memory_lock: false",
            # with this collector the heap looks full between two collections
            "indices.breaker.total.use_real_memory: false",
            "",
        )
    )


def _condition(address: str, nodes: int, status: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{address}/_cluster/health", timeout=5) as answer:
            told = json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return False
    return told["number_of_nodes"] == nodes and (not status or told["status"] == status)


def _free(among: Iterable[int], count: int) -> list[int]:
    ports: list[int] = []
    with contextlib.ExitStack() as held:
        for port in among:
            one = held.enter_context(socket.socket())
            with contextlib.suppress(OSError):
                one.bind(("127.0.0.1", port))
                ports.append(one.getsockname()[1])
            if len(ports) == count:
                return ports
    pytest.skip("没有空的端口，起不了 OpenSearch")


def _java() -> str:
    homes = [os.environ.get("JAVA_HOME", "")]
    homes += sorted(map(str, Path("/usr/lib/jvm").glob("*"))) if os.name == "posix" else []
    found = [str(Path(home) / "bin" / "java") for home in homes if home]
    for java in [*found, shutil.which("java") or ""]:
        if java and shutil.which(java) and _version(java) in _JAVA:
            return java
    pytest.skip("没有 Java 11 至 23，起不了 OpenSearch")


def _version(java: str) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    number = re.search(r'version "(\d+)', told.stderr)
    return int(number[1]) if number else 0


def _classes() -> Path:
    """Give the folder with OpenSearch's classes; fetch them once."""
    named = os.environ.get("FANGZHI_OPENSEARCH")
    folder = Path(named) if named else Path(tempfile.gettempdir()) / "fangzhi-opensearch-classes"
    lib = folder / "lib"
    if lib.is_dir():
        return lib
    maven = shutil.which("mvn")
    if maven is None:
        pytest.skip("没有 Maven，取不到 OpenSearch")
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="lib-", dir=folder))
    told = subprocess.run(
        [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies",
         f"-DoutputDirectory={fresh}", "-DincludeScope=runtime"],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if told.returncode or not any(fresh.glob("opensearch-2*.jar")):
        shutil.rmtree(fresh, ignore_errors=True)
        pytest.skip(f"取不到 OpenSearch：{(told.stdout + told.stderr).strip()[-300:]}")
    try:
        fresh.rename(lib)
    except OSError:  # another process was quicker
        shutil.rmtree(fresh, ignore_errors=True)
    return lib
