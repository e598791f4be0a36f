"""The background run that brings the library on disk up to date, a few works at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fangzhi.library.index import Library, LibraryFault
from fangzhi.library.opening import is_cluster, open_library
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.model.agent import Rights
from fangzhi.model.value import digest_of
from fangzhi.workbench.reading.models import (
    DATED,
    FAILED,
    HOUSE,
    HOUSE_FROM,
    IN,
    OPEN,
    OUT,
    SOURCE,
    WAITING,
    WORK,
    Holding,
)  # fmt: skip
from fangzhi.workbench.reading.shelf.gathering import gather
from fangzhi.workbench.reading.shelf.opened import begin_anew, where
from fangzhi.workbench.reading.shelf.texts import Unreadable, streams

_AT_ONCE = 20
"""Works that one commit of the index takes: what is committed is not done again."""
_CHARACTERS = 4_000_000
_YEAR = re.compile(r"(?<!\d)(\d{3,4})(?!\d)")


def bring_up_to_date(work: Any, known: Path | None = None) -> str:
    """Read and index what is due; safe to be cut off: what is left is done by the next run."""
    gather()
    library = _library()
    register = {one.id for one in library.register}
    Holding.objects.filter(state=IN).exclude(shelved__in=_some(register)).update(is_due=True)
    _leave(library, register)
    due = list(Holding.objects.filter(is_due=True).exclude(state=OUT).order_by("pk"))
    due = _relabeled(library, due)
    done, failed = 0, 0
    for some in _batches(due, work, known):
        library.add(iter([(one, stream) for _, one, stream in some]))
        for row, one, _ in some:
            row.state, row.told, row.is_due = IN, "", False
            row.digest, row.characters = one.digest, one.characters
            row.save()
            done += 1
    failed = Holding.objects.filter(pk__in=[row.pk for row in due], state=FAILED).count()
    _leave(library, {one.id for one in library.register})
    work.tell(len(due), len(due), "资料库已更新")
    return f"资料库已更新：读入{done}部" + (
        f"，{failed}部没有读成，原因见资料库页。" if failed else "。"
    )


def _relabeled(library: Library, due: list[Holding]) -> list[Holding]:
    """Take over what is newly said of works whose files never change; give those left to read."""
    told = [
        row for row in due
        if row.state == IN and row.origin != WORK and row.shelved in library.by_id
    ]  # fmt: skip
    library.add(
        (shelved_of(row, str(row.digest), row.characters), library.stream(str(row.shelved)))
        for row in told
    )
    Holding.objects.filter(pk__in=[row.pk for row in told]).update(is_due=False)
    known = {row.pk for row in told}
    return [row for row in due if row.pk not in known]


def _some(ids: Iterable[str]) -> list[str]:
    return list(ids)[:30_000]


def _library() -> Library:
    """Open the library; one that is broken is made anew of what the workbench keeps."""
    here = where()
    try:
        return open_library(here, create=True)
    except LibraryFault:
        if is_cluster(here):
            raise  # it may only be out of reach for now
        begin_anew()
        Holding.objects.filter(state=IN).update(is_due=True)
        return open_library(here, create=True)


def _leave(library: Library, register: set[str]) -> None:
    """Take out of the library what no row holds any more."""
    held = set(
        Holding.objects.filter(state__in=(IN, WAITING, FAILED)).values_list("shelved", flat=True)
    )
    gone = sorted(register - held)
    if gone:
        library.remove(gone)
    Holding.objects.filter(state=OUT, is_due=True).update(is_due=False)


def _batches(
    due: list[Holding], work: Any, known: Path | None
) -> Iterator[list[tuple[Holding, Shelved, Stream]]]:  # fmt: skip
    some: list[tuple[Holding, Shelved, Stream]] = []
    for number, (row, stream) in enumerate(streams(due, known)):
        work.tell(number, len(due), f"正在读《{row.title}》")
        if isinstance(stream, Unreadable):
            row.state, row.told, row.is_due = FAILED, str(stream), False
            row.save()
            continue
        some.append((row, shelved_of(row, digest_of(stream), len(stream.text)), stream))
        if len(some) >= _AT_ONCE or sum(len(s.text) for _, _, s in some) > _CHARACTERS:
            yield some
            some = []
    if some:
        yield some


def shelved_of(row: Holding, digest: str, characters: int) -> Shelved:
    """Say of a row what the library keeps of a work."""
    year = _YEAR.search(str(row.year))
    return Shelved(
        id=str(row.shelved), title=str(row.title), name=str(row.title), digest=digest,
        characters=characters, kind=str(row.kind), place=str(row.place),
        place_code=str(row.place_code), start=row.first or 0, end=row.last or 0,
        genre=str(row.genre), author=str(row.author), edition=str(row.edition),
        publisher=str(row.publisher), year=int(year[1]) if year else 0, rights=_rights(row),
        images=f"/library/pictures/{row.shelved}/?leaf={{cite}}" if _has_pictures(row) else "",
    )  # fmt: skip


def _rights(row: Holding) -> Rights:
    """Say it in the library's own words too; the rows decide, at each request."""
    circle, opens = str(row.circle), row.open_from
    if row.origin == SOURCE and row.source is not None:
        circle, opens = str(row.source.openness), row.source.open_from
    if circle == OPEN:
        return Rights(licence=str(row.licence))
    if circle == DATED and opens is not None:
        return Rights(open_from=opens.isoformat(), licence=str(row.licence))
    if circle in (HOUSE, DATED) and row.origin != SOURCE:
        return Rights(open_from=HOUSE_FROM, licence=str(row.licence))
    return Rights(secrecy="内部", licence=str(row.licence))


def _has_pictures(row: Holding) -> bool:
    return bool(row.pk and row.files.filter(width__gt=0).exists())
