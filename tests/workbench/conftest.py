"""The workbench under test: its own folder and database, people in their posts, a small work."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connections

from tests.workbench import ready
from tests.workbench.served import Desk, served

django.setup()
settings.PASSWORD_HASHERS = ["tests.workbench.hashing.CheapArgon2"]
PASSWORD = "县志编纂用的密码-2026"


@pytest.fixture(scope="session", autouse=True)
def shared_by_the_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let all processes of this run use one empty database and one example county."""
    base = tmp_path_factory.getbasetemp()
    ready.share(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


_MEMORY = "file:memorydb_default?mode=memory&cache=shared"
"""Where Django puts the test database; it lives as long as one connection to it does."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(shared_by_the_run: None) -> Iterator[None]:
    """Begin with a copy of the empty database: its tables take longer to make than most tests."""
    with closing(sqlite3.connect(_MEMORY, uri=True)) as kept:
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            with closing(sqlite3.connect(ready.empty_database())) as made:
                made.backup(kept)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Take the copy as it is."""
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))


@pytest.fixture(scope="module")
def tables_as_new(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Fill the database again after a module with a test that commits: its end empties all tables,
    those too that the migrations filled."""
    yield
    with django_db_blocker.unblock(), closing(sqlite3.connect(ready.empty_database())) as made:
        connection = connections["default"]
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            made.backup(connection.connection)


@pytest.fixture(autouse=True)
def clean_rooms() -> None:
    """Begin each test without files that go by a row's number, which comes again: runs, findings."""
    for room in ("任务", "志书"):
        shutil.rmtree(Path(settings.HOME) / room, ignore_errors=True)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give the example county's workbench, served: one for all tests in a browser."""
    with served(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture
def office(db: None) -> Any:
    """Give a maker of people: `office("总纂", page)` is a signed-up user with that post."""
    from fangzhi.workbench.people.actions import make_post, make_user

    made: dict[str, Any] = {}

    def person(role: str, page: Any = None, unit: Any = None, name: str = "") -> Any:
        key = name or f"{role}{len(made) + 1}"
        user = made.get(key) or make_user("测试", f"u{len(made) + 1}", PASSWORD, key, unit)
        made[key] = user
        make_post("测试", user, role, page)
        return user

    return person


@pytest.fixture
def signed_in() -> Callable[..., Any]:
    """Give a browser of a signed-in user, who gave a one-time code unless `code` is False."""
    from django.test import Client

    from fangzhi.workbench.people.entering.codes import DONE

    def browser(user: Any, code: bool = True) -> Client:
        client = Client()
        client.force_login(user)
        session = client.session
        session[DONE] = code
        session.save()
        return client

    return browser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a small folder of manuscripts as an office has it."""
    (tmp_path / "fangzhi.toml").write_text(
        '[work]\ntitle = "清溪年鉴"\nkind = "综合年鉴"\nvolume_year = 2024\n'
        '[[outline]]\ntitle = "农业"\nunit = "农业农村局"\nfiles = ["农业*"]\n'
        '[[outline]]\ntitle = "水利"\nunit = "水务局"\nfiles = ["水利*"]\n',
        encoding="utf-8",
    )
    (tmp_path / "农业.md").write_text(
        "# 农业\n\n## 粮食生产\n\n2023年，全县粮食播种面积12.5万亩，总产4.8万吨。\n\n"
        "## 茶叶\n\n年末茶园2.1万亩，产茶1630吨。\n",
        encoding="utf-8",
    )
    (tmp_path / "水利.md").write_text(
        "# 水利\n\n## 防汛\n\n8月3日，清溪水位涨至312.4米。\n", encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def work(office: Any, folder: Path) -> Any:
    """Give the small work, imported by its chief editor."""
    from fangzhi.workbench.works.actions import create_work, import_folder
    from fangzhi.workbench.works.models import WorkPage

    chief = office("总纂", name="总纂")
    page = create_work(
        chief, "清溪年鉴", "综合年鉴", settings=(folder / "fangzhi.toml").read_text("utf-8")
    )
    import_folder(chief, page, folder)
    return WorkPage.objects.get(pk=page.pk)


@pytest.fixture
def chief(work: Any, office: Any) -> Any:
    """Give the chief editor of the small work."""
    return office("总纂", name="总纂")
