"""A PostgreSQL of an older version is dumped before it is brought up to date, and can be put back."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workbench.lost.postgres import Cluster, cluster
from tests.workbench.lost.servers import Home

_BACKWARDS = "from django.core.management import call_command\ncall_command('migrate', 'works', '0003', verbosity=0)"
_UNITS = "from fangzhi.workbench.people.models import Unit\nUnit.objects.create(name='水务局')"
_STEPS = "psycopg.connect(%r).execute(\"select count(*) from django_migrations where app = 'works'\").fetchone()[0]"
_COUNT = "psycopg.connect(%r).execute('select count(*) from people_unit').fetchone()[0]"


@pytest.fixture
def older(tmp_path: Path) -> Iterator[tuple[Home, Cluster]]:
    with cluster(tables=True) as made:
        home = Home(tmp_path, made.url)
        home.django(_UNITS)
        home.django(_BACKWARDS)
        yield home, made


def asked(url: str, expression: str) -> int:
    psycopg = pytest.importorskip("psycopg")
    return int(eval(expression % url, {"psycopg": psycopg}))


def test_it_is_dumped_renewed_and_the_dump_holds_what_stood_there(
    older: tuple[Home, Cluster],
) -> None:
    home, made = older
    steps = asked(made.url, _STEPS)
    ran = home.fangzhi("user", str(home.folder))
    assert "Traceback" not in ran.stderr, ran.stderr
    [dump] = (home.folder / "备份").glob("升级前-*.dump")
    assert asked(made.url, _STEPS) > steps
    made.run("createdb", "-h", "127.0.0.1", "-p", str(made.port), "-U", "fangzhi", "before")
    url = made.url.rsplit("/", 1)[0] + "/before"
    subprocess.run([made.binaries / "pg_restore", "-d", url, dump], check=True, timeout=120)
    assert asked(url, _STEPS) == steps and asked(url, _COUNT) == 1
    home.fangzhi("user", str(home.folder))
    assert len(list((home.folder / "备份").iterdir())) == 1  # nothing to do, nothing copied


def test_without_a_copy_nothing_is_changed_unless_somebody_says_that_there_is_one(
    older: tuple[Home, Cluster],
) -> None:
    home, made = older
    steps = asked(made.url, _STEPS)
    (home.folder / "备份").write_text(
        "此处放不下", encoding="utf-8"
    )  # a file where the folder goes
    ran = home.fangzhi("user", str(home.folder))
    assert ran.returncode == 2 and "没有留成" in ran.stderr and "FANGZHI_BACKED_UP" in ran.stderr
    assert "Traceback" not in ran.stderr and asked(made.url, _STEPS) == steps
    home.environment["FANGZHI_BACKED_UP"] = "1"
    assert "没有留成" not in home.fangzhi("user", str(home.folder)).stderr
    assert asked(made.url, _STEPS) > steps
