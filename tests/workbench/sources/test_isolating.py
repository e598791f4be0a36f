"""误入处置: after it, nothing in tables, store or database file holds the document's words."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from fangzhi.workbench.calls.models import HandFile, HandIn
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.ledger.originals import missing
from fangzhi.workbench.reviews.models import Frozen
from fangzhi.workbench.sources import isolating
from fangzhi.workbench.sources.actions import register
from fangzhi.workbench.sources.models import Source
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import EntryPage, ReferencePage
from tests.workbench.calls.conftest import Desk, carried_out, docx_of
from tests.workbench.calls.conftest import desk as desk  # a fixture
from tests.workbench.lost.servers import own_folder

WORDS = "甲字九三一工程在我县石门沟动工"
ESCAPED = json.dumps(WORDS)[1:-1]


def tables_with_it() -> list[str]:
    """Name the tables in which the words, or the name of the file, still stand."""
    found = []
    for model in apps.get_models():
        for row in model._base_manager.values_list():
            if any(words in str(row) for words in (WORDS, ESCAPED, "甲字工程")):
                found.append(model.__name__)
                break
    return found


def files_with_it(folder: Path) -> list[str]:
    """Name the files that hold the words: as they stand, compressed, or in a zip (Word, Excel)."""
    return [
        path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))
        if path.is_file() and any(
            words.encode(code) in data for data in _unpacked(path.read_bytes())
            for words, code in ((WORDS, "utf-8"), (WORDS, "gb18030"), (ESCAPED, "ascii"))
        )
    ]  # fmt: skip


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for name in box.namelist():
                yield from _unpacked(box.read(name))
    elif data[:1] == b"\x78":
        yield zlib.decompress(data)


@pytest.mark.django_db
def test_a_hand_in_goes_from_its_bundle_the_book_and_the_text_in_review(
    desk: Desk, work: Any, chief: Any, signed_in: Any
) -> None:
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as box:
        box.writestr(
            "农业农村局 甲字工程.docx", docx_of("农业", WORDS + "，占地30亩。", "年产茶叶1630吨。")
        )
    bundle.seek(0)
    bundle.name = "微信收的.zip"
    desk.office.post(desk.url("take/"), {"files": [bundle]})
    carried_out()
    (file,) = HandFile.objects.filter(role="稿")
    if not HandIn.objects.exists():
        told = {"digest": file.digest, "unit": "农业农村局", "role": "稿"}
        desk.office.post(desk.url("doubtful/"), told)
    row = HandIn.objects.get()
    desk.office.post(desk.hand(row, "accept/"))
    carried_out()
    entry = next(page for page in EntryPage.objects.all() if WORDS in str(page.entry))
    work.get_children().first().add_child(instance=ReferencePage(title="见条目", target=entry))
    desk.office.post(f"/reviews/of/{work.pk}/")
    carried_out()
    assert Frozen.objects.exists()
    before = set(tables_with_it())
    assert {"EntryPage", "Revision", "HandIn", "HandFile"} <= before

    gone = isolating.isolate_digest(chief, file.digest)

    assert tables_with_it() == []
    assert files_with_it(Path(settings.HOME)) == []
    assert gone.entries >= 1 and not gone.scrubbed  # a test runs within a transaction
    told_of = {one.words for one in gone.others}
    assert {"收到的文件", "来稿里读出的文字", "送审稿"} <= told_of
    assert not Run.objects.exclude(result="").exists()
    assert HandIn.objects.get().state == row.state or HandIn.objects.get().decided_by
    assert list(missing(store())) == []  # what went is not reported as lost
    text = Frozen.objects.get()
    for rest in ("", "text/", "changes/"):
        answer = desk.office.get(f"/reviews/{work.pk}/{text.round_id}/{rest}")
        assert answer.status_code in (200, 403, 404), rest
        assert WORDS not in answer.content.decode()


def test_the_database_file_itself_holds_nothing_of_it_afterwards(tmp_path: Path) -> None:
    with own_folder(tmp_path) as home:
        told = home.django(
            "from pathlib import Path\nfrom tests.workbench.lost.seed import small_work\n"
            f"folder = Path({str(tmp_path / '来稿')!r})\n"
            "folder.mkdir()\n"
            f"(folder / '机密.md').write_text('# 工程\\n\\n{WORDS}，占地30亩。\\n', 'utf-8')\n"
            "work = small_work(folder)\n"
            "page = next(p for p in EntryPage.objects.all() if '九三一' in str(p.entry))\n"
            "print(page.entry.manuscript.source)"
        )
        assert "workbench.sqlite3" in files_with_it(home.folder)
        scrubbed = home.django(
            "from fangzhi.workbench.people.models import User\n"
            "from fangzhi.workbench.sources import isolating\n"
            f"gone = isolating.isolate_digest(User.objects.get(username='chief'), {told!r})\n"
            "print(gone.entries, gone.scrubbed)"
        )
        assert scrubbed == "1 True"
        assert files_with_it(home.folder) == []


@pytest.mark.django_db
def test_an_editor_takes_out_a_hand_in_that_must_not_be_here_and_it_never_comes_again(
    desk: Desk, work: Any, chief: Any, signed_in: Any
) -> None:
    """The way of the page: seen among the files of a hand-in, asked twice, gone, shut out."""

    def received() -> None:
        paper = io.BytesIO(given)
        paper.name = "农业农村局 来稿.docx"
        desk.office.post(desk.url("take/"), {"files": [paper]})
        carried_out()

    given = docx_of("农业", WORDS + "，占地30亩。", "年产茶叶1630吨。")
    received()
    (file,) = HandFile.objects.filter(role="稿")
    if not HandIn.objects.exists():
        waiting = desk.office.get(desk.url("doubtful/")).content.decode()
        assert f"/sources/strayed/{file.digest}/" in waiting
        told = {"digest": file.digest, "unit": "农业农村局", "role": "稿"}
        desk.office.post(desk.url("doubtful/"), told)
    row = HandIn.objects.get()
    door = f"/sources/strayed/{file.digest}/"
    assert door in desk.office.get(desk.hand(row)).content.decode()
    desk.office.post(desk.hand(row, "accept/"))
    carried_out()
    asked = desk.office.get(door).content.decode()
    assert "不能恢复" in asked and "由它读入的条目" in asked and WORDS not in asked
    assert "写“隔离”" in desk.office.post(door, {"sure": ""}).content.decode()
    assert file.digest in store()
    done = desk.office.post(door, {"sure": "隔离"}).content.decode()
    assert "保密工作机构" in done
    assert tables_with_it() == [] and files_with_it(Path(settings.HOME)) == []
    assert desk.office.get(door).status_code == 404
    before = HandFile.objects.exclude(digest="").count()
    received()
    assert HandFile.objects.exclude(digest="").count() == before
    assert "误入处置" in Run.objects.order_by("-pk")[0].message
    assert file.digest not in store()
    paper = io.BytesIO(given)
    paper.name = "来稿.docx"
    told = desk.office.post(
        "/sources/new/", {"title": "某文", "kind": "archive", "original": paper}
    )
    assert "误入处置隔离" in told.content.decode()


@pytest.mark.django_db
def test_who_has_no_post_there_isolates_nothing(
    work: Any, chief: Any, office: Any, signed_in: Any
) -> None:
    tea = EntryPage.objects.get(title="茶叶（正文）")
    digest = tea.entry.manuscript.source
    water = work.get_children().get(title="水利")
    elsewhere = signed_in(office("编辑", water, name="水利编辑"))
    door = f"/sources/strayed/{digest}/"
    assert elsewhere.post(door, {"sure": "隔离"}).status_code in (403, 404)
    assert EntryPage.objects.filter(pk=tea.pk).exists() and digest in store()


@pytest.mark.django_db
def test_the_report_says_nothing_of_the_contents_and_old_backups_go_once_a_new_one_stands(
    work: Any, chief: Any, office: Any, signed_in: Any, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path / "工作台"
    (tmp_path / "工作台" / "备份").mkdir(parents=True)
    (tmp_path / "工作台" / "误入处置办法.txt").write_text("打电话给值班领导。\n", "utf-8")
    data = f"{WORDS}，占地30亩。".encode()
    source = register(chief, {"title": "甲字工程", "kind": "archive"}, "甲字工程.txt", data)
    old, new = "方志备份-20200101-080000.zip", "方志备份-21990101-080000.zip"
    room, digest = Path(settings.HOME) / "备份", source.digest
    with zipfile.ZipFile(room / old, "w") as box:
        box.writestr(f"文件/{store().path(digest).relative_to(settings.HOME).as_posix()}", data)
    upgraded = "升级前-20200101-080000.sqlite3"
    (room / upgraded).write_bytes(b"SQLite" + bytes(2_000_000) + digest.encode() + bytes(9))
    (room / "升级前-20190101-080000.sqlite3").write_bytes(b"SQLite" + bytes(99))
    browser, admin = signed_in(chief), signed_in(office("管理员", name="管理员"))
    shown = browser.post(f"/sources/{source.pk}/isolate/", {"sure": "隔离"}).content.decode()
    assert shown.index("打电话给值班领导") < shown.index("立即停止传阅")
    listed = admin.get("/sources/isolations/").content.decode()
    assert "删去这些备份" in listed
    told_of = listed.split("<h2>备份</h2>")[1]
    assert old in told_of and upgraded in told_of and "升级前-20190101" not in told_of
    (door,) = re.findall(r"/sources/isolations/\d+/report/", listed)
    told = browser.get(door).content
    with zipfile.ZipFile(io.BytesIO(told)) as box:
        words = "".join(box.read(name).decode("utf-8", "replace") for name in box.namelist())
    assert digest in words and old in words and "保密工作机构意见" in words
    assert "甲字" not in words and WORDS not in words

    purge = "/sources/isolations/backups/"
    assert browser.post(purge).status_code == 403  # who makes no backups deletes none
    refused = admin.post(purge)
    assert refused.status_code == 409 and "新的备份" in refused.content.decode()
    assert (room / old).exists()
    with zipfile.ZipFile(room / new, "w") as box:
        box.writestr("文件/别的", b"x")
    assert admin.post(purge).status_code == 302
    left = sorted(path.name for path in room.iterdir())
    assert left == ["升级前-20190101-080000.sqlite3", new]
    assert "自己的备份里没有隔离过的文件" in admin.get("/sources/isolations/").content.decode()
    assert len(browser.get("/sources/isolations/").content.decode().split("处置报告（Word）")) == 2


@pytest.mark.django_db
def test_an_import_leaves_out_what_was_isolated_and_brings_in_the_rest(
    work: Any, chief: Any, signed_in: Any
) -> None:
    tea = EntryPage.objects.get(title="茶叶（正文）")
    secret = store()[tea.entry.manuscript.source]
    isolating.isolate_digest(chief, tea.entry.manuscript.source)
    given = [io.BytesIO(secret), io.BytesIO("# 交通\n\n## 公路\n\n新修公路12千米。\n".encode())]
    given[0].name, given[1].name = "换了名字.md", "交通.md"
    signed_in(chief).post(f"/works/{work.pk}/import/", {"files": given})
    carried_out()
    told = Run.objects.order_by("-pk")[0]
    assert "误入处置隔离" in told.message + told.result
    titles = " ".join(EntryPage.objects.values_list("title", flat=True))
    assert "公路" in titles and "茶叶" not in titles
    assert Source.objects.get(isolated=True).digest not in store()
