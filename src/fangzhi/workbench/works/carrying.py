"""Manuscripts carried in and books carried out, in the background; pictures shown."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from wagtail.models import Page

from fangzhi.files.guard import admit_bytes
from fangzhi.files.refusal import Refusal
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Asset
from fangzhi.publish.renderers import NAMES, RENDERERS
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.progress import Ended
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.ledger.originals import digest_of_file
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.works.actions import import_folder, thing_of
from fangzhi.workbench.works.compiling import export, store
from fangzhi.workbench.works.joining import join
from fangzhi.workbench.works.models import EntryPage, Upload
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.renewing import Renewal
from fangzhi.workbench.works.rulings import write_beside
from fangzhi.workbench.works.tree import work_of
from fangzhi.workbench.works.views import seen

MOST_FILES = 500
"""Files that one import takes: a folder of what all units of a county sent in."""
_CLEARED = "上次收到的文件已经清掉。请回到篇目，重新选文件导入。"
_SHOWN_IMAGES = {"image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff"}


def bring_in(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take files for a place in the outline; they are read and entered in the background."""
    page = seen(request, page_id)
    insist(request.user, "entry.import", place_of(page))
    fault = ""
    if request.method == "POST":
        files = request.FILES.getlist("files")
        if not files:
            fault = "还没有选文件。"
        elif len(files) > MOST_FILES:
            fault = f"一次最多 {MOST_FILES} 个文件，请分几次传。"
        else:
            folder = _received(files, below(request.POST.getlist("paths")))
            run = runs.start(
                request.user, f"导入来稿到“{page.title}”", read_in, page, str(folder),
                bool(request.POST.get("renew")),
            )  # fmt: skip
            return redirect("jobs_run", run.pk)
    return render(request, "works/import.html", {"page": page, "fault": fault}, status=200)


def below(paths: list[str]) -> list[str]:
    """Take the picked folder's own name off its files' paths: it is no part of the book."""
    plain = [path.replace("\\", "/") for path in paths]
    tops = {path.partition("/")[0] for path in plain}
    if len(tops) == 1 and all("/" in path for path in plain):
        return [path.partition("/")[2] for path in plain]
    return plain


def _received(files: list[Any], paths: list[str]) -> Path:
    """Put uploads into a folder of their own under plain names; folders inside are kept."""
    top = Path(settings.HOME) / "收到"
    top.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=top))
    for number, file in enumerate(files):
        told = paths[number] if number < len(paths) and paths[number] else file.name
        parts = [part for part in told.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        target = folder.joinpath(*(part[:120] for part in parts[-4:]))
        while target.exists():
            target = target.with_name(f"{target.stem}-{number}{target.suffix}")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
    return folder


def read_in(work: Any, page: Page, folder: str, renew: bool = False) -> str:
    """Read the received files below `page`, as a background run; the folder goes when it is done.

    It stays where the server is stopped in the midst, so that the run can be started again.
    """
    inside, renewal, stays = Path(folder), Renewal(), False
    if not inside.is_dir():
        raise ValidationError(_CLEARED)
    try:

        def told(what: str, done: int, total: int) -> None:
            work.tell(done, max(total, 1), what)

        isolated = _without_isolated(inside)
        put = renewal if renew else join
        pages, findings = import_folder(work.user, page.specific, inside, told, put)
    except Ended:
        stays = True
        raise
    finally:
        if not stays:
            shutil.rmtree(inside, ignore_errors=True)
    unread = [*isolated, *(named(finding) for finding in findings)]
    words = renewal.told() if renew else f"导入 {len(pages)} 条。"
    return words + ("\n需要留意：\n" + "\n".join(unread[:200]) if unread else "")


def _without_isolated(folder: Path) -> list[str]:
    """Take out what went by 误入处置 before: it never comes in again; give what to tell."""
    from fangzhi.workbench.sources.models import Source

    known = set(Source.objects.filter(isolated=True).values_list("digest", flat=True))
    if not known:
        return []
    gone = [path for path in folder.rglob("*") if path.is_file() and digest_of_file(path) in known]
    for path in gone:
        path.unlink()
    if not gone:
        return []
    return [f"有{len(gone)}个文件是已经按误入处置隔离的，没有导入。请告诉本单位保密工作机构。"]


def named(finding: Finding) -> str:
    """Give what a finding says, with the words or the file that it says it of, where it lacks them."""
    of = finding.text.strip() or (finding.place.doc if finding.place is not None else "")
    return (
        f"“{of[:40]}”：{finding.message}" if of and of not in finding.message else finding.message
    )


def take_out(request: HttpRequest, page_id: int) -> HttpResponse:
    """Offer the formats of a book; make those chosen in the background."""
    page = seen(request, page_id)
    insist(request.user, "work.export", place_of(page))
    if request.method == "POST":
        chosen = [name for name in RENDERERS if name in request.POST.getlist("formats")]
        if chosen:
            run = runs.start(request.user, f"导出“{page.title}”", make_book, page, chosen)
            return redirect("jobs_run", run.pk)
    return render(request, "works/export.html", {
        "page": page, "formats": list(NAMES.items()), "closed": _closed(page),
    })  # fmt: skip


def _closed(page: Page) -> list[str]:
    """Name in words what keeps this text from the public: sources that are not open."""
    from fangzhi.workbench.sources.actions import not_open, why_closed

    return [f"“{one.page.title}”的{one.how}《{one.source.title}》（{why_closed(one.source)}）"
            for one in not_open(page)]  # fmt: skip


def make_book(work: Any, page: Page, formats: list[str]) -> Path:
    """Build a page and all below it, as a background run; gives one ZIP of 成书 and 检查."""
    page = page.specific
    write_beside(work_of(page))
    out = work.folder / "out"
    export(page, out, formats, lambda what, done, total: work.tell(done, max(total, 1), what))
    target = work.folder / f"{page.title[:40]}.zip"
    closed = _closed(page)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        if closed:
            lines = ("这些文件只供内部使用，不得公开：以下资料现在不能公开。", *closed)
            box.writestr("只供内部使用.txt", "\ufeff" + "\r\n".join(lines) + "\r\n")
        for path in sorted(out.rglob("*")):
            if path.is_file() and ".fangzhi" not in path.parts:
                box.write(path, path.relative_to(out).as_posix())
    shutil.rmtree(out, ignore_errors=True)
    with transaction.atomic():
        write(work.user, "work.export", thing_of(page), formats=formats)
    return Path(target)


@require_POST
def upload(request: HttpRequest, page_id: int) -> JsonResponse:
    """Take one picture for an entry; the store keeps it by digest."""
    page = seen(request, page_id)
    insist(request.user, "entry.edit", place_of(page))
    file = request.FILES.get("file")
    if file is None or not isinstance(page, EntryPage):
        return JsonResponse({"message": "没有收到图片。"}, status=400)
    name = Path(file.name).name
    found = admit_bytes(file.read(), name, Path(name))
    if isinstance(found, Refusal):
        return JsonResponse({"message": found.message}, status=400)
    if found.media_type != "image":
        return JsonResponse({"message": "这不是图片。"}, status=400)
    asset = Asset(store().put(found.data), _type_of(found.data), len(found.data), name)
    with transaction.atomic():
        Upload.objects.create(page=page, asset=asset, who=request.user)
        write(request.user, "entry.edit", thing_of(page), picture=asset.digest, name=name)
    return JsonResponse({"asset": asset.digest, "name": name})


def uploaded(page: EntryPage) -> tuple[Asset, ...]:
    """Give the pictures that were uploaded for this entry."""
    return tuple(Upload.objects.filter(page=page).values_list("asset", flat=True))


def asset(request: HttpRequest, page_id: int, digest: str) -> HttpResponse:
    """Show a picture that stands at or below a page to who sees the page; else it is a download."""
    page = seen(request, page_id)
    below = EntryPage.objects.filter(path__startswith=page.path, entry__contains=f'"{digest}"')
    drawn = Upload.objects.filter(page__path__startswith=page.path, asset__contains=f'"{digest}"')
    if not below.exists() and not drawn.exists():
        raise Http404
    try:
        path = store().path(digest)
    except KeyError:
        raise Http404 from None
    if not path.is_file():
        raise Http404
    with path.open("rb") as file:
        kind = _type_of(file.read(16))
    shown = kind in _SHOWN_IMAGES
    return FileResponse(
        path.open("rb"), as_attachment=not shown, filename=digest[:16],
        content_type=kind if shown else "application/octet-stream",
    )  # fmt: skip


_SIGNS = ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif"),
          (b"BM", "image/bmp"), (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"))  # fmt: skip


def _type_of(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next(
        (kind for sign, kind in _SIGNS if data.startswith(sign)), "application/octet-stream"
    )
