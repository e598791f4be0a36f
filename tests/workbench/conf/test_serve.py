"""A start: what takes long is said first; an older database is copied, a newer one left alone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener, urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fangzhi.workbench.conf.serve import names_of
from tests.workbench.lost.servers import free_port
from tests.workbench.ready import (
    DATABASE,
    ROOT,
    empty_database,
    once,
    run_apart,
    without_office,
)
from tests.workbench.served import seeded

_START = """
import sys
from pathlib import Path
from fangzhi.workbench.conf.serve import prepare
told = Path(sys.argv[2])
def said(words):
    told.write_text(words, encoding="utf-8")
    raise SystemExit(0)
prepare(Path(sys.argv[1]), said)
"""
"""Stops at the first words, before the database is made."""


def told(folder: Path, name: str) -> str:
    out = folder.parent / name
    run_apart(_START, folder, out)
    return out.read_text("utf-8") if out.exists() else ""


def test_the_first_start_and_one_after_a_renewal_say_what_takes_long(tmp_path: Path) -> None:
    folder = tmp_path / "新单位"
    folder.mkdir()
    assert "首次启动要建数据库" in told(folder, "first")
    shutil.copy(empty_database(), folder / DATABASE)
    assert told(folder, "again") == ""
    with sqlite3.connect(folder / DATABASE) as base:
        base.execute("delete from django_migrations where app='works' and id=("
                     "select max(id) from django_migrations where app='works')")  # fmt: skip
    assert "正在更新数据库" in told(folder, "renewed")


_BACKWARDS = """
import sys
from pathlib import Path
from fangzhi.workbench.conf.serve import prepare
prepare(Path(sys.argv[1]))
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
named = executor.loader.get_migration_by_prefix
executor.migrate([(app, named(app, number).name)
                  for app, number in (("works", "0003"), ("office", "0001"), ("reading", "0001"))])
"""
_DUMP = """
import json, sys
from pathlib import Path
from fangzhi.workbench.conf.serve import prepare
prepare(Path(sys.argv[1]), print)
from tests.workbench.lost.seed import dump
Path(sys.argv[2]).write_text(json.dumps(dump(), ensure_ascii=False), encoding="utf-8")
"""


def rows(folder: Path) -> dict[str, list[str]]:
    out = folder.parent / f"{folder.name}.json"
    run_apart(_DUMP, folder, out)
    found: dict[str, list[str]] = json.loads(out.read_text("utf-8"))
    return found


def test_the_database_of_an_older_version_is_copied_and_comes_up_with_all_its_rows(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "老单位"
    shutil.copytree(once("示例", seeded) / "工作台", folder)
    before = rows(folder)
    run_apart(_BACKWARDS, folder)
    old = (folder / DATABASE).read_bytes()
    after = rows(folder)
    assert sum(map(len, before.values())) > 1500
    changed = {"works.entrypage"}  # what came after that version begins anew: where it came from
    assert {k: v for k, v in after.items() if k not in changed} == {
        k: v for k, v in before.items() if k not in changed
    }
    assert len(after["works.entrypage"]) == len(before["works.entrypage"])
    [copy] = (folder / "备份").glob("升级前-*.sqlite3")
    (tmp_path / "old.sqlite3").write_bytes(old)
    with sqlite3.connect(copy) as kept, sqlite3.connect(tmp_path / "old.sqlite3") as was:
        assert list(kept.iterdump()) == list(was.iterdump())
    rows(folder)
    assert len(list((folder / "备份").glob("升级前-*"))) == 1  # nothing to do, nothing copied


def test_where_there_is_no_room_for_the_copy_nothing_is_changed(tmp_path: Path) -> None:
    shutil.copy(empty_database(), tmp_path / DATABASE)
    with sqlite3.connect(tmp_path / DATABASE) as base:
        base.execute("delete from django_migrations where app='works' and name like '0005%'")
    (tmp_path / "备份").write_text("此处放不下", encoding="utf-8")  # a file where the folder goes
    ran = started(tmp_path)
    assert ran.returncode == 2 and "没有留成" in ran.stderr and "数据没有改动" in ran.stderr
    with sqlite3.connect(tmp_path / DATABASE) as base:
        names = [name for (name,) in base.execute("select name from django_migrations")]
    assert not [name for name in names if name.startswith("0005_entry")]


def test_the_data_of_a_newer_version_are_left_alone(tmp_path: Path) -> None:
    shutil.copy(empty_database(), tmp_path / DATABASE)
    with sqlite3.connect(tmp_path / DATABASE) as base:
        base.execute("insert into django_migrations (app, name, applied)"
                     " values ('works', '0999_later', '2030-01-01')")  # fmt: skip
    ran = started(tmp_path)
    assert ran.returncode == 2
    assert "更新版本的程序" in ran.stderr and "0999_later" in ran.stderr
    assert "Traceback" not in ran.stderr


def started(folder: Path) -> subprocess.CompletedProcess[str]:
    """Open the folder as the commands do."""
    return subprocess.run(
        [sys.executable, "-m", "fangzhi.cli.main", "user", str(folder)],
        env=without_office(), cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_the_server_speaks_https_with_the_offices_certificate(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    home = tmp_path / "单位"
    home.mkdir()
    shutil.copy(empty_database(), home / DATABASE)
    port = free_port()
    command = [sys.executable, "-m", "fangzhi.cli.main", "serve", str(home), "--port", str(port),
               "--cert", str(cert), "--key", str(key)]  # fmt: skip
    server = subprocess.Popen(command, env=without_office(), cwd=ROOT, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, start_new_session=True)  # fmt: skip
    try:
        jar = CookieJar()
        trusting = ssl.create_default_context(cafile=str(cert))
        browser = build_opener(HTTPSHandler(context=trusting), HTTPCookieProcessor(jar))
        address = f"https://localhost:{port}"
        page = _when_up(lambda: browser.open(f"{address}/first/", timeout=10))
        assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
        [mark] = jar
        assert mark.name == "__Host-csrftoken" and mark.secure and mark.path == "/"
        # a form from our own page is taken (refused for what is in it), one from elsewhere is not
        form = urlencode({"csrfmiddlewaretoken": mark.value}).encode()
        for origin, status in ((address, 422), ("https://evil.example", 403)):
            asked = Request(f"{address}/first/", form, {"Origin": origin, "Referer": origin})
            with pytest.raises(HTTPError) as answer:
                browser.open(asked, timeout=10)
            assert answer.value.code == status
        with pytest.raises((OSError, HTTPException)):
            urlopen(f"http://localhost:{port}/first/", timeout=5)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def test_a_certificate_without_its_key_is_told(tmp_path: Path) -> None:
    def ran(*told: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "fangzhi.cli.main", "serve", str(tmp_path / "x"), *told],
            env=without_office(), cwd=ROOT, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 2
        return done.stderr

    assert "要一起写" in ran("--cert", "a.pem")
    assert "没有“a.pem”这个文件" in ran("--cert", "a.pem", "--key", "b.pem")


def test_one_that_serves_others_answers_to_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANGZHI_HOSTS", "fangzhi.example")
    assert names_of("127.0.0.1") == ["fangzhi.example"]
    assert names_of("192.168.1.5") == ["fangzhi.example", "192.168.1.5"]
    everywhere = names_of("0.0.0.0")
    assert everywhere[0] == "fangzhi.example"
    assert socket.gethostname() in everywhere or socket.gethostname() == "localhost"


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for localhost that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(7)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    cert, secret = folder / "证书.pem", folder / "私钥.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ))  # fmt: skip
    return cert, secret


def _when_up(ask: Callable[[], Any]) -> Any:
    end = time.monotonic() + 60
    while True:
        try:
            return ask()
        except URLError:
            assert time.monotonic() < end
            time.sleep(0.3)
