"""Serve the workbench: bring the database up to date, start the server and the background worker."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from fangzhi.workbench.conf.home import HOME_VARIABLE
from fangzhi.workbench.conf.spread import WORKERS

FIRST = "首次启动要建数据库，约需半分钟，电脑慢的要一两分钟，请不要关这个窗口……"
RENEWED = "程序有更新，正在更新数据库，请不要关这个窗口……"


def prepare(folder: Path, said: Callable[[str], None] = lambda words: None) -> None:
    """Point Django at this folder and bring its database up to date; say so where that takes long."""
    os.environ[HOME_VARIABLE] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangzhi.workbench.conf.settings")
    import django
    from django.core.management import call_command

    django.setup()
    if words := words_ahead():
        said(words)
    call_command("migrate", verbosity=0, interactive=False)
    if words:
        said("数据库已备好。")
    from fangzhi.workbench.people.models import User
    from fangzhi.workbench.people.sealed import reseal

    # after a change of keys: what the old one sealed must not be lost with it
    reseal(User, "totp_secret")


def words_ahead() -> str:
    """Say what is about to be done to the database; "" where it is up to date."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return ""
    return RENEWED if executor.loader.applied_migrations else FIRST


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
    prepare(folder, said)
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
