"""Backup and restore, open export and import: whole or not at all, and equal by digest."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from django.apps import apps

from fangzhi.workbench.ledger.keeping.tables import LEFT_OUT, exported_models
from tests.workbench.lost.servers import Home, own_folder

_DUMP = (
    "from tests.workbench.lost.seed import dump\nimport json, sys\n"
    "json.dump(dump(), sys.stdout, ensure_ascii=False)"
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Give a workbench with a work, people, edits, and a row in every table."""
    folder = tmp_path_factory.mktemp("office")
    with own_folder(folder) as home:
        failed = home.django(
            "from pathlib import Path\nfrom tests.workbench.lost.seed import *\n"
            f"small_work(Path({str(folder / '来稿')!r}))\n"
            "print('\\n'.join(a_row_everywhere()))"
        )
        assert failed == "", f"no row could be made of: {failed}"
        yield home


class Export(NamedTuple):
    """Where the office was exported to, and its rows then; nobody changes it."""

    folder: Path
    rows: Any


@pytest.fixture(scope="module")
def exported(office: Home, tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Export the office once."""
    out = tmp_path_factory.mktemp("out") / "导出"
    assert office.fangzhi("export-all", str(office.folder), str(out)).returncode == 0
    return Export(out, _dump(office))


@pytest.fixture(scope="module")
def backup(office: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Back the office up once; nobody changes the file."""
    path = tmp_path_factory.mktemp("kept") / "甲.zip"
    made = office.fangzhi("backup", str(office.folder), "--to", str(path))
    assert made.returncode == 0, made.stderr
    return path


def _files(home: Home) -> dict[str, bytes]:
    """Give the files that are kept, by name; what Django makes anew does not count."""
    return {
        path.relative_to(home.folder).as_posix(): path.read_bytes()
        for path in home.folder.rglob("*")
        if path.is_file() and not path.relative_to(home.folder).parts[0].startswith("static")
    }


def _dump(home: Home) -> Any:
    return json.loads(home.django(_DUMP))


def test_every_model_is_exported_or_left_out_with_a_reason() -> None:
    exported = {model._meta.label_lower for model in exported_models()}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if model._meta.managed and not model._meta.proxy and label not in exported:
            assert LEFT_OUT[label], label
    labels = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    # a search table of another database's kind is left out too
    assert {label for label in LEFT_OUT if "fts" not in label} <= labels
    assert {"works.entrypage", "wagtailcore.revision", "ledger.line", "people.post"} <= exported


def test_a_backup_restored_on_an_empty_machine_is_the_same_by_every_byte(
    office: Home, tmp_path: Path
) -> None:
    made = office.fangzhi("backup", str(office.folder), "--to", str(tmp_path / "甲.zip"), "--json")
    assert made.returncode == 0, made.stderr
    empty = Home(tmp_path / "新机器")
    back = empty.fangzhi("restore", str(tmp_path / "甲.zip"), str(empty.folder))
    assert back.returncode == 0, back.stderr
    before, after = _dump(office), _dump(empty)
    last = before["ledger.line"].pop()  # the line that tells of the backup came after it
    assert '"action":"backup"' in last
    assert before == after
    left, right = _files(office), _files(empty)
    for database in (left, right):
        database.pop("workbench.sqlite3")
        database.pop("workbench.sqlite3-journal", None)  # what is left of the last commit
        database.pop("备份记录.json", None)
    assert left == right
    whole = empty.fangzhi("audit", "verify", str(empty.folder))
    assert whole.returncode == 0, whole.stdout


def test_an_open_export_imported_elsewhere_is_equal(exported: Export, tmp_path: Path) -> None:
    out = exported.folder
    fresh = Home(tmp_path / "新")
    came = fresh.fangzhi("import-all", str(out), str(fresh.folder))
    assert came.returncode == 0, came.stderr
    before, after = exported.rows, _dump(fresh)
    assert '"action":"export.all"' in before["ledger.line"].pop()
    assert '"整库导入"' in after["ledger.line"].pop()
    assert before == after
    whole = fresh.fangzhi("audit", "verify", str(fresh.folder))
    assert whole.returncode == 0, whole.stdout
    # and once more: what was imported is exported to the same bytes, but for the two lines
    again = tmp_path / "再导出"
    assert fresh.fangzhi("export-all", str(fresh.folder), str(again)).returncode == 0
    changing = {"清单.json", "日志.tsv", "数据/ledger.line.jsonl"}
    for path in (path for path in out.rglob("*") if path.is_file()):
        name = path.relative_to(out).as_posix()
        if name not in changing:
            assert (again / name).read_bytes() == path.read_bytes(), name


def test_people_read_an_export_without_this_software(exported: Export) -> None:
    out = exported.folder
    work = next((out / "志书").iterdir())
    assert work.name == "01 清溪年鉴"
    assert 'kind = "综合年鉴"' in (work / "fangzhi.toml").read_text("utf-8")
    [text] = [path.read_text("utf-8") for path in work.rglob("*.md") if "茶叶" in path.name]
    assert "年末茶园2.1万亩。" in text
    [grain] = [path.read_text("utf-8") for path in work.rglob("*改过的题目*.md")]
    assert "总产4.8万吨。[^1]" in grain and "| 水稻 | 8.1 |" in grain and "据统计局" in grain
    apart = out / "数据" / "志书" / work.name
    assert "改过的题目" in (apart / "篇目.txt").read_text("utf-8")
    assert "总纂" in (apart / "修改过程.tsv").read_text("utf-8")
    assert {path.suffix for path in work.rglob("*") if path.is_file()} == {".toml", ".md"}
    originals = [path.read_bytes() for path in (out / "原件").rglob("*") if path.is_file()]
    assert any("清溪水位".encode() in data for data in originals)
    told = "".join(path.read_text("utf-8", errors="ignore") for path in out.rglob("*.jsonl"))
    assert "argon2" not in told and not list(out.rglob("secret.txt"))
    assert "总纂" in (out / "人员.tsv").read_text("utf-8")


def test_a_work_of_an_export_is_a_folder_of_manuscripts_that_makes_the_book(
    office: Home, exported: Export, tmp_path: Path
) -> None:
    [work] = (exported.folder / "志书").iterdir()
    built = office.fangzhi("build", str(work), "--out", str(tmp_path / "书"), "--formats", "docx")
    assert built.returncode == 0, built.stderr + built.stdout
    [book] = (tmp_path / "书" / "成书").glob("*.docx")
    words = [paragraph.text for paragraph in docx.Document(str(book)).paragraphs]
    heads = [word for word in words if word in ("农业", "水利")]
    assert heads[-2:] == ["农业", "水利"] and "年末茶园2.1万亩。" in words
    assert words.index("年末茶园2.1万亩。") < words.index("8月3日，清溪水位涨至312.4米。")


def test_one_changed_byte_stops_an_import_and_a_restore(
    exported: Export, backup: Path, tmp_path: Path
) -> None:
    out = tmp_path / "导出"
    shutil.copytree(exported.folder, out)
    victim = next((out / "数据" / "志书").rglob("*.json"))
    victim.write_bytes(victim.read_bytes() + b" ")
    fresh = Home(tmp_path / "新")
    refused = fresh.fangzhi("import-all", str(out), str(fresh.folder))
    assert refused.returncode == 2 and "被改动过" in refused.stderr
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    changed = tmp_path / "甲.zip"
    changed.write_bytes(data)
    refused = fresh.fangzhi("restore", str(changed), str(tmp_path / "别处"))
    assert refused.returncode == 2, refused.stderr
    assert not (tmp_path / "别处").exists()


def test_nothing_is_restored_over_what_stands(office: Home, backup: Path, tmp_path: Path) -> None:
    refused = office.fangzhi("restore", str(backup), str(office.folder))
    assert refused.returncode == 2 and "已经有东西" in refused.stderr
    refused = office.fangzhi("import-all", str(tmp_path), str(office.folder))
    assert refused.returncode == 2 and "已经有工作台" in refused.stderr


def test_only_the_latest_of_the_dated_backups_are_kept(office: Home, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"方志备份-2020010{number + 1}-000000.zip").write_bytes(b"old")
    (tmp_path / "别的.zip").write_bytes(b"kept")
    ran = office.fangzhi("backup", str(office.folder), "--to", str(tmp_path), "--keep", "2")
    assert ran.returncode == 0, ran.stderr
    names = sorted(path.name for path in tmp_path.glob("*.zip"))
    assert names[0] == "别的.zip" and len(names) == 3 and names[1].endswith("20200103-000000.zip")


@pytest.mark.skipif(shutil.which("bash") is None, reason="limits the size of files by the shell")
def test_a_disk_that_is_full_leaves_the_old_backup(
    office: Home, backup: Path, tmp_path: Path
) -> None:
    old = tmp_path / "甲.zip"
    shutil.copy(backup, old)
    stood = old.read_bytes()
    import sys

    command = (f"trap '' XFSZ; ulimit -f 64; {sys.executable} -m fangzhi.cli.main backup "
               f"{office.folder} --to {old}")  # fmt: skip
    full = subprocess.run(["bash", "-c", command], env=office.environment, capture_output=True,
                          text=True)  # fmt: skip
    assert full.returncode == 2, full.stderr
    assert "磁盘放不下" in full.stderr and "以前的备份没有变动" in full.stderr
    assert old.read_bytes() == stood
    assert [path.name for path in tmp_path.iterdir()] == ["甲.zip"]
    with zipfile.ZipFile(old) as archive:
        assert archive.testzip() is None


def test_backup_and_export_begun_from_the_page_are_fetched_from_their_runs(office: Home) -> None:
    told = office.django(
        "import json\nfrom django.conf import settings\nfrom django.test import Client\n"
        "from fangzhi.workbench.jobs import runs\n"
        "from fangzhi.workbench.people.models import User\n"
        "from fangzhi.workbench.ledger.condition import examine\n"
        "from fangzhi.workbench.ledger.actions import begin_backup, begin_export\n"
        "warden = User.objects.get(username='warden')\n"
        "made = []\n"
        "for begin in (begin_backup, begin_export):\n"
        "    run = begin(warden)\n"
        "    runs.carry_out.call(run.pk)\n"
        "    run.refresh_from_db()\n"
        "    made.append([run.state, run.fault, run.result])\n"
        "print(json.dumps([made, [s.well for s in examine() if s.name == '备份']]))"
    )
    made, well = json.loads(told)
    assert well == [True]
    for state, fault, result in made:
        assert state == "完成", fault
        with zipfile.ZipFile(office.folder / result) as packed:
            assert any(name.endswith("清单.json") for name in packed.namelist())
