"""Chronicles that the office takes in: guarded, kept byte for byte, entered as rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from PIL import Image

from fangzhi.collect.readers import name_of, read_files, was_read
from fangzhi.files.guard import admit
from fangzhi.files.refusal import Refusal
from fangzhi.model.value import mint_id
from fangzhi.workbench.calls.intake.staging import keep
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reading.models import CHRONICLE, FAILED, Holding, HoldingFile
from fangzhi.workbench.reading.shelf.carrying import bring_up_to_date
from fangzhi.workbench.reading.shelf.texts import Unreadable, keep_stream, why, words_of

PICTURES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
_STREAMS = ".streams"
_NOT_WHOSE = "不知道这张图是哪种书的叶：请把图与书的文件放在同一文件夹里，一次传来。"


class Came(NamedTuple):
    """A file that came: its name, title inside, digest once kept; `told`: why it was refused."""

    name: str
    title: str = ""
    digest: str = ""
    told: str = ""
    picture: tuple[int, int] = (0, 0)
    media_type: str = ""

    @property
    def group(self) -> str:
        """Give the folder that it lay in."""
        return str(Path(self.name).parent)


def take_in(work: Any, folder: str, told: dict[str, Any], together: bool) -> str:
    """Take in files as a background run; then bring the library up to date.

    `told` are fields of the rows; `together`: all files are one work. A file is looked at before
    any copy of it is kept; what is refused gives a row that says why.
    """
    insist(work.user, "library.edit")
    inside = Path(folder)
    try:
        came = list(_came(inside, work))
        return _shelved(work, came, told, together, inside / _STREAMS)
    finally:
        shutil.rmtree(inside, ignore_errors=True)


def _shelved(work: Any, came: list[Came], told: dict[str, Any], together: bool, known: Path) -> str:
    with transaction.atomic():
        rows = list(_entered(work.user, came, told, together))
        write(
            work.user, "library.edit", "资料库入藏", works=[row.title for row in rows][:50],
            digests=[one.digest for one in came if one.digest],
            refused=[one.name for one in came if one.told],
        )  # fmt: skip
    words = bring_up_to_date(work, known)
    refused = [f"{one.name}：{one.told}" for one in came if one.told]
    return "\n".join([words, *refused[:200]])


def _came(folder: Path, work: Any) -> Iterator[Came]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    texts = [path for path in paths if path.suffix.lower() not in PICTURES]
    done = 0
    for path, (name, reading) in zip(
        texts, read_files(texts, folder, recognize=False), strict=True
    ):
        done += 1
        work.tell(done, len(paths), f"正在看{name}")
        if was_read(reading):
            digest, stream = keep(path), words_of(reading)
            if not isinstance(stream, Unreadable):
                keep_stream(folder / _STREAMS, digest, stream)
            yield Came(
                name, reading.manuscript.title, digest, media_type=reading.manuscript.media_type
            )
        else:
            yield Came(name, told=why(reading))
    for path in (path for path in paths if path.suffix.lower() in PICTURES):
        done += 1
        name = name_of(path, folder)
        work.tell(done, len(paths), f"正在看{name}")
        found = admit(path, folder)
        if isinstance(found, Refusal):
            yield Came(name, told=found.message)
            continue
        try:
            with Image.open(path) as picture:
                size, kind = picture.size, Image.MIME.get(picture.format or "", "")
        except (OSError, ValueError, Image.DecompressionBombError):
            yield Came(name, told="图片打不开，可能没有传完整。")
            continue
        yield Came(name, digest=keep(path), picture=size, media_type=kind)


def _entered(
    user: Any, came: list[Came], told: dict[str, Any], together: bool
) -> Iterator[Holding]:  # fmt: skip
    texts = [one for one in came if one.digest and not any(one.picture)]
    pictures = [one for one in came if any(one.picture)]
    title = str(told.get("title") or "")
    if together and texts:
        yield _entry(user, [*texts, *pictures], told, title or texts[0].title or _stem(texts[0]))
        pictures = []
    elif texts:
        for one in texts:
            own = [
                picture for picture in pictures
                if len(texts) == 1 or _stem(picture).startswith(_stem(one))
                or (one.group not in (".", "") and picture.group.startswith(one.group))
            ]  # fmt: skip
            pictures = [picture for picture in pictures if picture not in own]
            name = (title if len(texts) == 1 else "") or one.title or _stem(one)
            yield _entry(user, [one, *own], told, name)
    lost = [one._replace(told=_NOT_WHOSE) for one in pictures]
    for one in [*(one for one in came if one.told), *lost]:
        if together and texts and not lost:
            continue  # told with the run; the work itself stands
        yield Holding.objects.create(
            shelved=mint_id("library", "refused", f"{one.name}\0{Holding.objects.count()}"),
            origin=CHRONICLE, title=one.name[-300:], state=FAILED, told=one.told, is_due=False,
            who=user,
        )  # fmt: skip


def _entry(user: Any, files: list[Came], told: dict[str, Any], title: str) -> Holding:
    """Enter a work; the same files taken in again renew the row that they made."""
    texts = [one.digest for one in files if not any(one.picture)]
    id = mint_id("library", "chronicle", "\0".join(texts))
    fields = {**told, "title": title[:300], "who": user, "is_due": True, "told": ""}
    row, _ = Holding.objects.update_or_create(
        shelved=id, defaults=fields, create_defaults={**fields, "origin": CHRONICLE}
    )
    row.files.all().delete()
    for one in files:
        HoldingFile.objects.create(
            holding=row, name=one.name[-300:], digest=one.digest, media_type=one.media_type[:60],
            leaf=_stem(one)[:120] if any(one.picture) else "",
            width=one.picture[0], height=one.picture[1],
        )  # fmt: skip
    return row


def _stem(one: Came) -> str:
    return Path(one.name).stem.removesuffix(".jsonl")
