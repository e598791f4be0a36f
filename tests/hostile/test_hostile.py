"""Hostile and broken files: none crashes, hangs, reads outside or is emptied in silence."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from fangzhi.collect.readers import read_files
from fangzhi.collect.reading import Reading
from fangzhi.files.guard import admit
from fangzhi.files.refusal import Refusal
from fangzhi.files.source import SourceFile
from tests.hostile.case import CANARY, PROSE, Case
from tests.hostile.cases import GUARDED
from tests.hostile.twisted import TWISTED

CHINESE = re.compile("[\u4e00-\u9fff]{4}")
CASES = GUARDED + TWISTED


class Scene(msgspec.Struct, frozen=True):
    """The folder of all cases on disk, a file outside it, and how every one was read."""

    folder: Path
    readings: dict[str, Reading]
    calls: int


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    base = tmp_path_factory.mktemp("hostile")
    folder = base / "来稿"
    folder.mkdir()
    canary = base / "canary.txt"
    canary.write_text(CANARY, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = str(server.getsockname()[1]).encode()
        for case in CASES:
            data = case.build().replace(b"{canary}", str(canary).encode())
            (folder / case.name).write_bytes(data.replace(b"{port}", port))
        before = sorted(folder.iterdir())
        readings = dict(read_files([folder / case.name for case in CASES], folder, 2))
        assert sorted(folder.iterdir()) == before, "reading leaves nothing in the folder"
        yield Scene(folder, readings, _calls(server))


def _calls(server: socket.socket) -> int:
    try:
        server.accept()
    except BlockingIOError:
        return 0
    return 1


def case_named(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", [case for case in CASES if case.code], ids=case_named)
def test_the_guard_refuses_with_a_reason_in_chinese(scene: Scene, case: Case) -> None:
    refusal = admit(scene.folder / case.name, scene.folder)
    assert isinstance(refusal, Refusal), "let in"
    assert (refusal.code, case.words in refusal.message) == (case.code, True), refusal.message
    assert CHINESE.search(refusal.message)
    assert refusal.message.isprintable(), "no hidden character reaches the report"


@pytest.mark.parametrize("case", CASES, ids=case_named)
def test_every_file_is_read_or_its_reason_is_told(scene: Scene, case: Case) -> None:
    reading = scene.readings[case.name]
    told = "\n".join(finding.message for finding in reading.findings)
    written = msgspec.json.encode(reading.manuscript).decode()
    assert case.words in told
    assert case.keeps in written
    assert CANARY not in written + told, "read outside the folder"
    if not (case.keeps or reading.assets):
        assert CHINESE.search(told), "emptied in silence"
    if case.code:
        assert not reading.manuscript.blocks and not reading.assets


def test_nothing_was_called_over_the_network(scene: Scene) -> None:
    assert scene.calls == 0


def test_no_file_hangs_or_fells_its_process(scene: Scene) -> None:
    assert len(CASES) >= 60
    told = [f.message for reading in scene.readings.values() for f in reading.findings]
    assert not [words for words in told if "已停下" in words or "意外退出" in words]


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, devices and links of POSIX")
class TestPlaces:
    """What is no plain file inside the folder is never opened."""

    def refused(self, path: Path, root: Path, code: str) -> None:
        answer = admit(path, root)
        assert isinstance(answer, Refusal) and answer.code == code
        assert CHINESE.search(answer.message)

    def test_a_pipe_does_not_hang_the_guard(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "管道.txt")
        self.refused(tmp_path / "管道.txt", tmp_path, "not-a-file")

    def test_a_device_is_not_opened(self, tmp_path: Path) -> None:
        self.refused(Path("/dev/zero"), Path("/dev"), "not-a-file")

    def test_a_link_out_of_the_folder_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "外").mkdir()
        (tmp_path / "外" / "密.txt").write_text(CANARY, encoding="utf-8")
        root = tmp_path / "来稿"
        root.mkdir()
        (root / "链接.txt").symlink_to(tmp_path / "外" / "密.txt")
        (root / "目录").symlink_to(tmp_path / "外")
        self.refused(root / "链接.txt", root, "outside")
        self.refused(root / "目录" / "密.txt", root, "outside")
        self.refused(root / ".." / "外" / "密.txt", root, "outside")

    def test_a_link_inside_the_folder_is_followed(self, tmp_path: Path) -> None:
        (tmp_path / "稿.txt").write_text(PROSE, encoding="utf-8")
        (tmp_path / "链接.txt").symlink_to(tmp_path / "稿.txt")
        assert isinstance(admit(tmp_path / "链接.txt", tmp_path), SourceFile)

    def test_links_in_a_circle_a_folder_and_nothing_are_named(self, tmp_path: Path) -> None:
        (tmp_path / "圈.txt").symlink_to(tmp_path / "圈.txt")
        self.refused(tmp_path / "圈.txt", tmp_path, "unreadable")
        (tmp_path / "夹.docx").mkdir()
        self.refused(tmp_path / "夹.docx", tmp_path, "not-a-file")
        self.refused(tmp_path / "无.txt", tmp_path, "missing")
