"""An office to measure in: works of many entries, people in their posts, their open sessions.

`python -m bench.office FOLDER` fills FOLDER (or DATABASE_URL) and writes FOLDER/bench.json.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of, mint_id
from fangzhi.model.work import Entry, Node, Ref
from fangzhi.workbench.conf.serve import prepare

WORKS = (5_000, 5_000, 5_000, 5_000, 2_500, 2_500, 2_500, 2_500)
_IN_SECTION = 25
_IN_PART = 20
EDITORS = 200
_TEXT = "2023年，全县粮食播种面积12.5万亩，总产4.8万吨，比上年增长2.1%。" * 6
_ROLES = ("管理员", "总纂", "分卷主编", "分卷主编", "编辑", "编辑", "编辑", "编辑", "编辑", "编辑",
          "撰稿人", "撰稿人")  # fmt: skip
_PASSWORD = "量速度用的密码-2026"


def entry(key: str) -> Entry:
    """Give an entry of three paragraphs, some 300 characters."""
    blocks = tuple(Text(mint_id(key, "b", str(n)), _TEXT) for n in range(3))
    title = Text(mint_id(key, "t", ""), f"条目{key}", "heading", 1)
    manuscript = Manuscript(blocks=blocks, source="a" * 64)
    return Entry(mint_id(key, "e", ""), manuscript, title, unit="农业农村局")


def outline(key: str, count: int) -> Any:
    """Give a branch of `count` entries: 25 a section, 20 sections a part."""
    from fangzhi.workbench.works.tree import Branch

    held: dict[str, Entry] = {}
    sections = []
    for first in range(0, count, _IN_SECTION):
        some = [entry(f"{key}-{n}") for n in range(first, min(first + _IN_SECTION, count))]
        refs = [Ref(one.id, digest_of(one)) for one in some]
        held.update(zip((ref.digest for ref in refs), some, strict=True))
        name = f"{key}-{first}"
        sections.append(Node(mint_id(name, "n", ""), "分目", f"分目{name}", entries=tuple(refs)))
    parts = [
        Node(mint_id(f"{key}-{n}", "p", ""), "类目", f"类目{key}-{n}",
             nodes=tuple(sections[n : n + _IN_PART]))
        for n in range(0, len(sections), _IN_PART)
    ]  # fmt: skip
    return Branch((), tuple(parts), held)


def fill(folder: Path) -> dict[str, Any]:
    """Fill the workbench in `folder`; give what a measurement needs to know of it."""
    prepare(folder)
    from fangzhi.workbench.people.actions import make_post, make_user
    from fangzhi.workbench.works.actions import create_work, unit_named
    from fangzhi.workbench.works.models import EntryPage, SectionPage
    from fangzhi.workbench.works.planting import plant

    unit = unit_named("农业农村局")
    first = make_user("量", "p0", _PASSWORD, "人0")
    make_post("量", first, "总纂")
    works, planted = [], []
    for number, count in enumerate(WORKS):
        page = create_work(first, f"年鉴{number}", "综合年鉴")
        branch = outline(f"w{number}", count)
        began = perf_counter()
        plant(page, branch, {unit.name: unit.pk}, first)
        planted.append(round(perf_counter() - began, 1))
        works.append(page)
    bare = [create_work(first, f"待导入{n}", "综合年鉴", template=False) for n in range(2)]
    people = [first]
    for number, role in enumerate(_ROLES[1:], 1):
        user = make_user("量", f"p{number}", _PASSWORD, f"人{number}")
        below = SectionPage.objects.filter(path__startswith=works[number % 8].path).first()
        where = {"总纂": None, "撰稿人": below}.get(role, works[number % 8])
        make_post("量", user, role, where)
        people.append(user)
    make_post("量", first, "管理员")
    editors = _editors(works)
    entries = list(EntryPage.objects.order_by("path").values_list("pk", flat=True))
    told = {
        "works": [page.pk for page in works],
        "bare": [page.pk for page in bare],
        "section": SectionPage.objects.filter(depth=4).first().pk,
        "part": SectionPage.objects.filter(depth=3).first().pk,
        "entries": entries,
        "people": [session(user) for user in people],
        "editors": [(session(user), entries[at]) for at, user in enumerate(editors)],
        "planted": planted,
    }
    (folder / "bench.json").write_text(json.dumps(told), encoding="utf-8")
    return told


def _editors(works: list[Any]) -> list[Any]:
    """Give editors of the first works, each to write entries of his own."""
    from fangzhi.workbench.people.actions import make_post
    from fangzhi.workbench.people.models import User

    made = User.objects.bulk_create(
        [User(username=f"e{n}", name=f"编辑{n}", password="!") for n in range(EDITORS)]
    )
    for user in made:
        make_post("量", user, "编辑", works[0])
    return list(made)


def session(user: Any) -> str:
    """Open a session for a user as signing in with a one-time code does; give its key."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from fangzhi.workbench.people.entering.codes import DONE

    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store[DONE] = True
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    print(fill(target)["planted"])
