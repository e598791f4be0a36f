"""Serve the workbench: bring the database up to date, start the server and the background worker."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from fangzhi.workbench.conf import upgrading, warm
from fangzhi.workbench.conf.home import HOME_VARIABLE
from fangzhi.workbench.conf.spread import WORKERS

_EVERYWHERE = ("0.0.0.0", "::", "")
_HERE = ("127.0.0.1", "localhost")


class Certificate(NamedTuple):
    """The office's certificate and its key, as PEM files."""

    path: Path
    key: Path


def names_of(host: str) -> list[str]:
    """Give the names by which other machines may call this one: those told, and where it listens.

    One that listens everywhere answers to its own name and addresses.
    """
    told = [name for name in os.environ.get("FANGZHI_HOSTS", "").split(",") if name]
    if host not in _EVERYWHERE:
        return [*told, *({host} - {*told, *_HERE})]
    own = [socket.gethostname()]
    with suppress(OSError):
        own += socket.gethostbyname_ex(own[0])[2]
    return [*told, *(name for name in dict.fromkeys(own) if name not in {*told, *_HERE})]


def _shown(host: str) -> str:
    return socket.gethostname() if host in _EVERYWHERE else host


def prepare(folder: Path, said: Callable[[str], None] = lambda words: None) -> None:
    """Point Django at this folder and bring its database up to date; say so where that takes long.

    An older database is copied first. Raises NewerData for one of a newer version.
    """
    os.environ[HOME_VARIABLE] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangzhi.workbench.conf.settings")
    import django
    from django.core.management import call_command

    django.setup()
    found = upgrading.ahead()
    if found.words:
        said(found.words)
    if found.is_renewal and (kept := upgrading.keep_old(folder.resolve())):
        said(f"更新前的数据库留在 {kept}。")
    call_command("migrate", verbosity=0, interactive=False)
    if found.words:
        said("数据库已备好。")
    from fangzhi.workbench.people.models import User
    from fangzhi.workbench.people.sealed import reseal

    # after a change of keys: what the old one sealed must not be lost with it
    reseal(User, "totp_secret")


def serve(
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 1,
    ready: Callable[[str], None] = print,
    said: Callable[[str], None] = print,
    certificate: Certificate | None = None,
) -> None:
    """Serve until stopped. Background work runs in a process of its own beside the server.

    With a certificate the server speaks HTTPS itself.
    """
    os.environ[WORKERS] = str(workers)
    os.environ["FANGZHI_CERTIFICATE"] = "1" if certificate else ""
    os.environ["FANGZHI_HOSTS"] = ",".join(names_of(host))
    prepare(folder, said)
    from granian.constants import Interfaces
    from granian.server import Server

    from fangzhi.workbench.jobs.worker import beside
    from fangzhi.workbench.people.office import opening_words

    with beside():
        address = f"http{'s' if certificate else ''}://{_shown(host)}:{port}/"
        ready(address)
        if first := opening_words(address):
            said(first)
        warm.share()
        Server(
            "fangzhi.workbench.conf.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4 if workers == 1 else 2,
            log_access=False,
            log_level="warning",
            respawn_failed_workers=True,  # one that dies takes only its own requests with it
            ssl_cert=certificate.path if certificate else None,
            ssl_key=certificate.key if certificate else None,
            workers_kill_timeout=5,  # told to stop twice at once (Ctrl-C), granian's may never end
        ).serve()
