"""What is done with sources, evidence, names and interviews; the isolation of what came in wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from fangzhi.files.guard import admit_bytes
from fangzhi.files.refusal import Refusal
from fangzhi.model.manuscript import texts
from fangzhi.model.place import Anchor
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.sources.models import Evidence, Interview, Name, Named, Recording, Source
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import EntryPage
from fangzhi.workbench.works.places import place_of

_SMALL = 64 << 20
"""Up to here a file is read whole and looked at as the guard does; recordings may be larger."""
_RECORDINGS = {".mp3": "audio/mpeg", ".wav": "audio/wav", ".m4a": "audio/mp4", ".flac": "audio/flac",
               ".mp4": "video/mp4", ".mov": "video/quicktime", ".ogg": "audio/ogg"}  # fmt: skip


class Kept(NamedTuple):
    """An original as the store keeps it."""

    digest: str
    name: str
    media_type: str
    size: int


def keep(name: str, data: bytes) -> Kept:
    """Keep an original byte for byte; raise ValidationError with the reason where it is refused.

    A document that bears a secrecy mark is refused before any copy is made.
    """
    found = admit_bytes(data, Path(name).name, Path(name))
    if isinstance(found, Refusal):
        raise ValidationError(found.message)
    return Kept(store().put(data), Path(name).name, found.media_type, len(data))


def register(user: Any, fields: dict[str, Any], name: str = "", data: bytes = b"") -> Source:
    """Register a source, with its original where there is one."""
    insist(user, "source.edit")
    source = Source(who=user, **fields)
    if data:
        kept = keep(name, data)
        same = Source.objects.filter(digest=kept.digest, isolated=False).first()
        if same is not None:
            raise ValidationError(f"这份原件已经登记过：第{same.pk}号《{same.title}》。")
        source.digest, source.file_name, source.media_type, source.size = kept
    source.full_clean(exclude=["who", "digest", "file_name", "media_type"])
    with transaction.atomic():
        source.save()
        write(user, "source.edit", f"Source:{source.pk} {source.title}", digest=source.digest)
    return source


def amend(user: Any, source: Source, fields: dict[str, Any]) -> None:
    """Correct what is said of a source; the original never changes."""
    insist(user, "source.edit")
    with transaction.atomic():
        before = {name: str(getattr(source, name)) for name in fields}
        for name, value in fields.items():
            setattr(source, name, value)
        source.full_clean(exclude=["who", "digest", "file_name", "media_type"])
        source.save()
        after = {name: str(value) for name, value in fields.items()}
        changed = {n: [before[n], after[n]] for n in fields if before[n] != after[n]}
        write(user, "source.edit", f"Source:{source.pk} {source.title}", changed=changed)


def open_source(user: Any, source: Source, openness: str, open_from: Any = None) -> None:
    """Say whether a source may be shown to the public, and from when."""
    insist(user, "source.open")
    with transaction.atomic():
        before = source.openness
        source.openness, source.open_from = openness, open_from
        source.full_clean(exclude=["who", "digest", "file_name", "media_type"])
        source.save()
        write(user, "source.open", f"Source:{source.pk}", before=before, after=openness,
              open_from=str(open_from or ""))  # fmt: skip


def bear_out(
    user: Any, page: EntryPage, claim: Anchor, source: Source, fields: dict[str, Any]
) -> Evidence:
    """Link words of an entry to a source (or to what contradicts them)."""
    insist(user, "entry.comment", place_of(page))
    if not any(text.id == claim.block for text in texts(page.entry.manuscript)):
        raise ValidationError("这一条里没有这一段文字，请刷新页面再试。")
    with transaction.atomic():
        made = Evidence.objects.create(page=page, claim=claim, source=source, who=user, **fields)
        write(user, "entry.comment", f"EntryPage:{page.pk} {page.title}", evidence=made.pk,
              source=source.pk)  # fmt: skip
    return made


def name_in_time(user: Any, kind: str, rows: Iterable[dict[str, str]], note: str = "") -> Named:
    """Enter a body, place or person with its names in time."""
    insist(user, "authority.edit")
    with transaction.atomic():
        of = Named.objects.create(kind=kind, note=note)
        for row in rows:
            name = Name(of=of, **row)
            name.full_clean(exclude=["of"])
            name.save()
        write(user, "authority.edit", f"Named:{of.pk}", names=[n.name for n in of.names.all()])
    return of


def record_interview(
    user: Any, fields: dict[str, Any], name: str = "", data: bytes = b""
) -> Interview:
    """Record an interview; with its signed consent where there is one."""
    insist(user, "oral.edit")
    interview = Interview(who=user, **fields)
    if data:
        kept = keep(name, data)
        interview.consent, interview.consent_name = kept.digest, kept.name
    if interview.scope and not interview.consent:
        raise ValidationError("写了授权范围，还要上传口述者签过名的授权书。")
    with transaction.atomic():
        interview.save()
        write(user, "oral.edit", f"Interview:{interview.pk} {interview.title}",
              scope=interview.scope, consent=interview.consent)  # fmt: skip
    return interview


def add_recording(user: Any, interview: Interview, path: Path, fields: dict[str, Any]) -> Recording:
    """Keep a recording byte for byte; `path` is the upload on disk."""
    insist(user, "oral.edit")
    suffix = path.suffix.lower()
    if suffix not in _RECORDINGS:
        kinds = "、".join(sorted(_RECORDINGS))
        raise ValidationError(f"录音录像请用这些格式：{kinds}。")
    data = path.read_bytes()
    if not data:
        raise ValidationError("文件是空的，请重新上传。")
    digest = store().put(data)
    same = Recording.objects.filter(digest=digest).first()
    if same is not None:
        raise ValidationError(f"这份录音已经登记过，编号 {same.number}。")
    with transaction.atomic():
        made = Recording(interview=interview, digest=digest, size=len(data),
                         media_type=_RECORDINGS[suffix], **fields)  # fmt: skip
        made.full_clean(exclude=["interview", "digest"])
        made.save()
        write(user, "oral.edit", f"Recording:{made.pk}", digest=digest, number=made.number)
    return made


def not_open(page: Page) -> list[tuple[EntryPage, Source]]:
    """Give the entries at and below a page whose evidence may not be shown today, with the source."""
    today = timezone.localdate()
    rows = Evidence.objects.filter(page__path__startswith=page.path).select_related(
        "page", "source"
    )
    return [(row.page, row.source) for row in rows if not row.source.is_open(today)]
