"""Open export (整库导出): every work as a folder that people and other programs read, and back.

Entries stand as Markdown, in folders that `fangzhi build` makes the book of; apart from them as
JSON to bring back; originals byte for byte; every table as lines of JSON; one manifest with the
digest of every file. No passwords.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Revision

from fangzhi import __version__
from fangzhi.files.atomic import replace_folder, staging
from fangzhi.model.value import encode
from fangzhi.workbench.ledger import lines, originals
from fangzhi.workbench.ledger.keeping import manifest, tables
from fangzhi.workbench.ledger.keeping.checked import Tell, silent
from fangzhi.workbench.ledger.keeping.files import kept_files, pour
from fangzhi.workbench.ledger.keeping.manifest import Kept, Manifest
from fangzhi.workbench.ledger.keeping.reading import reading_copy
from fangzhi.workbench.ledger.keeping.snapshot import snapshot
from fangzhi.workbench.ledger.keeping.taking_in import HELD_APART, KIND
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.ledger.opening import NotOurs
from fangzhi.workbench.people.models import Post
from fangzhi.workbench.works.models import EntryPage, WorkPage

_PRIVATE = {"secret.txt", "备份记录.json"}
_RUNS = "任务"
_UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
_NAMED = 40
_TOLD = """方志工作台 整库导出

志书/    每部书一个文件夹：fangzhi.toml 是设置，各篇章是文件夹，每个条目一份 .md；
         审定.jsonl 等是已作的审定。就是一个来稿文件夹，可以直接运行 fangzhi build
原件/    收到的文件和图片，原样保存，文件名就是它的 SHA-256
文件/    工作台文件夹里的其他文件
数据/    数据库的每张表，一行一条（JSON）；其中 志书/ 里是每个条目的 .json（一字不差，
         供程序读回）、篇目.txt（篇目）和 修改过程.tsv（每次保存）
人员.tsv 日志.tsv   供人阅读
清单.json 每个文件的大小和 SHA-256

所有文字都是 UTF-8，用记事本就能打开。没有口令，也没有签发链接的密钥。
读回：fangzhi import-all 本文件夹 新的数据文件夹
"""


def export_all(to: Path, tell: Tell = silent) -> Manifest:
    """Write the export as the folder `to`, which must be empty or not there; wholly or not at all."""
    to = to.resolve()
    home = Path(settings.HOME)
    if to.is_dir() and any(to.iterdir()):
        raise NotOurs(f"“{to}”里已经有东西。请导出到一个空的文件夹。")
    if to.is_relative_to(home) and not to.is_relative_to(home / _RUNS):
        raise NotOurs("请导出到工作台数据文件夹以外的地方。")
    staged = staging(to)
    with snapshot(staged.parent) as alias:
        apart = _works(staged, home, alias, tell)
        counts = _tables(staged / "数据", alias, apart, tell)
        _people(staged / "人员.tsv", alias)
        _ledger(staged / "日志.tsv", alias)
        head = Line.objects.using(alias).values_list("number", "digest").first() or (
            0, lines.START)  # fmt: skip
    _files(staged, home, tell)
    _write(staged / "说明.txt", _TOLD)
    kept = tuple(_listed(staged, tell))
    found = Manifest(
        KIND, timezone.localtime().isoformat(timespec="seconds"), __version__, connection.vendor,
        head[0], head[1], kept, counts, dict(tables.LEFT_OUT),
    )  # fmt: skip
    (staged / manifest.NAME).write_bytes(manifest.write(found))
    if to.is_dir():
        to.rmdir()
    replace_folder(staged, to)
    return found


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def _named(number: int, title: str) -> str:
    """Give a name that keeps the order and that every system can store."""
    words = _UNSAFE.sub(" ", title).strip(" .")[:_NAMED].strip(" .")
    return f"{number:02d} {words}".strip()


class _Written(NamedTuple):
    """Where an export is written: its top, and what of a work is for people and for programs."""

    top: Path
    to_read: Path
    to_bring_back: Path

    def below(self, name: str) -> _Written:
        """Give the same within a folder of this name."""
        return self._replace(to_read=self.to_read / name, to_bring_back=self.to_bring_back / name)


def _works(top: Path, home: Path, alias: str, tell: Tell) -> dict[int, str]:
    """Write every work; give the file of each entry's JSON by the page's key."""
    apart: dict[int, str] = {}
    works = list(WorkPage.objects.using(alias).order_by("path"))
    for done, work in enumerate(works):
        tell("导出志书", done, len(works))
        name = _named(done + 1, work.title)
        folders = _Written(top, top / "志书", top / "数据" / "志书").below(name)
        _write(folders.to_read / "fangzhi.toml", work.settings or "")
        beside = home / "志书" / work.work_id
        for path in sorted(beside.glob("*.jsonl")) if beside.is_dir() else ():
            _write(folders.to_read / path.name, path.read_text(encoding="utf-8"))
        outline = _tree(folders, work, alias, apart)
        _write(folders.to_bring_back / "篇目.txt", "\n".join(outline) + "\n")
        _write(folders.to_bring_back / "修改过程.tsv", "".join(_history(work, alias)))
    return apart


def _tree(folders: _Written, work: WorkPage, alias: str, apart: dict[int, str]) -> Iterator[str]:
    """Write the entries of a work in their folders; give the outline's lines."""
    entries = EntryPage.objects.using(alias).filter(path__startswith=work.path)
    places: dict[str, _Written] = {work.path: folders}
    counted: dict[str, int] = {}
    pages = Page.objects.using(alias).filter(path__startswith=work.path).order_by("path")
    held = dict(pages.values_list("path", "pk"))
    kinds = set(entries.values_list("pk", flat=True))
    for path, title in pages.values_list("path", "title").iterator(500):
        if path == work.path:
            yield title
            continue
        above = path[:-4]
        counted[above] = counted.get(above, 0) + 1
        places[path] = places[above].below(_named(counted[above], title))
        yield "  " * ((len(path) - len(work.path)) // 4) + title
        if held[path] in kinds:
            _entry(entries.get(pk=held[path]), places[path], apart)


def _entry(page: EntryPage, at: _Written, apart: dict[int, str]) -> None:
    if page.entry is None:
        return
    whole = at.to_bring_back.with_name(f"{at.to_bring_back.name}.json")
    _write(whole, encode(page.entry).decode("utf-8"))
    apart[page.pk] = whole.relative_to(at.top).as_posix()
    to_originals = Path(os.path.relpath(at.top / "原件", at.to_read.parent)).as_posix()
    text = at.to_read.with_name(f"{at.to_read.name}.md")
    _write(text, reading_copy(page.entry, to_originals))


def _history(work: WorkPage, alias: str) -> Iterator[str]:
    yield "条目\t第几次\t时间\t谁\n"
    pages = Page.objects.using(alias).filter(path__startswith=work.path).order_by("path")
    titles = {str(key): title for key, title in pages.values_list("pk", "title")}
    rows = Revision.objects.using(alias).order_by("pk")
    made: dict[str, int] = {}
    for key, at, who in rows.values_list("object_id", "created_at", "user__name").iterator(2000):
        if key in titles:
            made[key] = made.get(key, 0) + 1
            when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
            yield f"{_cell(titles[key])}\t{made[key]}\t{when}\t{_cell(who or '')}\n"


def _cell(words: str) -> str:
    return " ".join(words.split())


def _tables(to: Path, alias: str, apart: dict[int, str], tell: Tell) -> dict[str, int]:
    counts: dict[str, int] = {}
    models = tables.exported_models()
    to.mkdir(parents=True, exist_ok=True)
    for done, model in enumerate(models):
        label = model._meta.label_lower
        tell("导出数据", done, len(models))
        column, counts[label] = HELD_APART.get(label), 0
        with (to / f"{label}.jsonl").open("wb") as stream:
            for row in tables.rows(model, alias, blank=True):
                if column and row[column]:
                    row[column] = apart[row[model._meta.pk.attname]]
                stream.write(tables.as_line(row))
                counts[label] += 1
    return counts


def _people(to: Path, alias: str) -> None:
    told = ["姓名\t账户\t单位\t职责\t范围\n"]
    rows = Post.objects.using(alias).order_by("user_id", "pk").values_list(
        "user__name", "user__username", "user__unit__name", "role", "page__title")  # fmt: skip
    told += ["\t".join(_cell(str(cell or "")) for cell in row) + "\n" for row in rows]
    _write(to, "".join(told))


def _ledger(to: Path, alias: str) -> None:
    columns = ("number", "at", "who", "action", "thing", "outcome", "detail", "digest")
    with to.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("行\t时间\t谁\t做什么\t对什么\t结果\t详情\t摘要\n")
        rows: Any = Line.objects.using(alias).order_by("number").values_list(*columns)
        for row in rows.iterator(2000):
            stream.write("\t".join(_cell(str(cell)) for cell in row) + "\n")


def _files(to: Path, home: Path, tell: Tell) -> None:
    """Copy originals and the other files; runs' own working files stay behind."""
    files = [(n, p) for n, p in kept_files(home)
             if n not in _PRIVATE and not n.startswith(f"{_RUNS}/")]  # fmt: skip
    for done, (name, path) in enumerate(files):
        tell("导出原件", done, len(files))
        is_original = name.startswith("资料库/")
        target = to / ("原件" + name[3:] if is_original else f"文件/{name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as source, target.open("wb") as stream:
            pour(source, stream)


def _listed(to: Path, tell: Tell) -> Iterator[Kept]:
    paths = sorted(path for path in to.rglob("*") if path.is_file())
    for done, path in enumerate(paths):
        tell("编清单", done, len(paths))
        name = path.relative_to(to).as_posix()
        yield Kept(name, path.stat().st_size, originals.digest_of_file(path))
