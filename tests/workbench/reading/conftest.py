"""A library under test: an open chronicle, one for the house, a source that is not open."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from PIL import Image

from fangzhi.workbench.jobs import progress
from fangzhi.workbench.people.entering.codes import DONE
from tests.workbench.conftest import PASSWORD

OPEN_WORDS = (
    "蒙山在縣南十五里，産茶。\n\n順治十八年裁縣丞，茶課歸布政司。\n\n蒙頂茶歲貢三百六十葉。\n"
)
HOUSE_WORDS = "清溪鹽井二十四眼，井課銀三百兩，舊志未載。\n"
SECRET = "雲母寨暗渠圖"
"""Stands in the source that is not open, and nowhere else."""
SECRET_TITLE = "紫荊坪調查密件"
SECRET_PLACE = "玄武鄉"
DATED = "璇璣臺舊檔"


class Shelf(NamedTuple):
    """What stands in the library under test."""

    chief: Any
    open: Any
    house: Any
    secret: Any
    source: Any
    dated: Any


def worker(user: Any = None) -> Any:
    """Give what a background run is given first."""
    return progress.Work(0, user)


def person(role: str) -> Any:
    """Give somebody with a post everywhere."""
    from fangzhi.workbench.people.actions import make_post, make_user
    from fangzhi.workbench.people.models import User

    user = User.objects.filter(name=role).first()
    if user is None:
        user = make_user("测试", f"r{User.objects.count()}", PASSWORD, role, None)
        make_post("测试", user, role, None)
    return user


def take(user: Any, files: dict[str, str | bytes], together: bool = False, **told: Any) -> str:
    """Take in files as the background run does; give the run's words."""
    from fangzhi.workbench.reading.shelf.taking_in import take_in

    folder = Path(tempfile.mkdtemp())
    for name, words in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return take_in(worker(user), str(folder), told, together)


def empty() -> None:
    """Begin without a library."""
    from fangzhi.workbench.reading.shelf.opened import folder

    shutil.rmtree(folder(), ignore_errors=True)


def stock() -> Shelf:
    """Stock the library; the room is open to the public."""
    from datetime import timedelta

    from django.utils import timezone

    from fangzhi.workbench.reading import actions
    from fangzhi.workbench.reading.models import Holding
    from fangzhi.workbench.reading.shelf.carrying import bring_up_to_date
    from fangzhi.workbench.reading.shelf.gathering import gather
    from fangzhi.workbench.sources.actions import open_source, register

    empty()
    chief = person("总纂")
    source = register(chief, {"title": SECRET_TITLE, "kind": "archive", "author": SECRET_PLACE},
                      "密件.txt", f"{SECRET}，藏在縣署後園，茶商某某知之。\n".encode())  # fmt: skip
    open_source(chief, source, "不开放")
    later = register(chief, {"title": DATED, "kind": "book"}, "檔.txt",
                     f"{DATED}記茶事二十條。\n".encode())  # fmt: skip
    open_source(chief, later, "到期开放", timezone.localdate() + timedelta(days=30))
    gather()
    Holding.objects.filter(source=source).update(place=SECRET_PLACE, genre=SECRET_TITLE)
    files: dict[str, str | bytes] = {
        "蒙山志.txt": OPEN_WORDS,
        "蒙山志.png": picture(),
        "鹽井考.txt": HOUSE_WORDS,
    }
    take(chief, files, circle="开放", place="名山縣", place_code="511803", first=1644, last=1722,
         author="趙懿", year="1892")  # fmt: skip
    house = Holding.objects.get(title="鹽井考")
    house.place, house.circle, house.is_due = "清溪縣", "本室", True
    house.save()
    bring_up_to_date(worker(chief))
    actions.set_room(chief, {"is_public": True, "notice": "", "mail": ""})
    held = Holding.objects
    return Shelf(chief, held.get(title="蒙山志"), held.get(title="鹽井考"),
                 held.get(source=source), source, held.get(source=later))  # fmt: skip


def picture() -> bytes:
    """Give a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="package")
def shelf(django_db_setup: None, django_db_blocker: Any) -> Iterator[Shelf]:
    """Stock a library once for all tests that leave it on disk as it is."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield stock()
        transaction.set_rollback(True)
    empty()


def browser(user: Any = None) -> Client:
    """Give a browser; of somebody signed in where a user is told."""
    client = Client()
    if user is not None:
        client.force_login(user)
        session = client.session
        session[DONE] = True
        session.save()
    return client
