"""Serve the workbench: bring the database up to date, start the server and the background worker."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from fangzhi.workbench.conf.home import HOME_VARIABLE
from fangzhi.workbench.conf.spread import WORKERS


def prepare(folder: Path) -> None:
    """Point Django at this folder and bring its database up to date."""
    os.environ[HOME_VARIABLE] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangzhi.workbench.conf.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
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
) -> None:
    """Serve until stopped. Background work runs in a process of its own beside the server."""
    os.environ[WORKERS] = str(workers)
    prepare(folder)
    from granian.constants import Interfaces
    from granian.server import Server

    from fangzhi.workbench.jobs.worker import beside
    from fangzhi.workbench.people.office import opening_words

    with beside():
        address = f"http://{host}:{port}/"
        ready(address)
        if first := opening_words(address):
            said(first)
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
            workers_kill_timeout=5,  # told to stop twice at once (Ctrl-C), granian's may never end
        ).serve()
