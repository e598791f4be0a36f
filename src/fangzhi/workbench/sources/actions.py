"""What is done with sources, evidence and names in time."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from fangzhi.files.guard import admit_bytes
from fangzhi.files.refusal import Refusal
from fangzhi.model.manuscript import texts
from fangzhi.model.place import Anchor
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.sources.models import Evidence, Source
from fangzhi.workbench.sources.scope import insist_on, sources_for
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import EntryPage
from fangzhi.workbench.works.places import place_of

_ISOLATED = "这份文件已经按误入处置隔离，不能再进入本系统。请交本单位保密工作机构处理。"


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
    if is_isolated(sha256(data).hexdigest()):
        raise ValidationError(_ISOLATED)
    return Kept(store().put(data), Path(name).name, found.media_type, len(data))


def is_isolated(digest: str) -> bool:
    """Tell whether a file went out by 误入处置: it never comes in again."""
    return bool(Source.objects.filter(digest=digest, isolated=True).exists())


def register(user: Any, fields: dict[str, Any], name: str = "", data: bytes = b"") -> Source:
    """Register a source, with its original where there is one."""
    insist(user, "source.edit")
    source = Source(who=user, **fields)
    if data:
        kept = keep(name, data)
        same = Source.objects.filter(digest=kept.digest, isolated=False).first()
        if same is not None:
            seen = sources_for(user).filter(pk=same.pk).exists()
            where = f"：第{same.pk}号《{same.title}》" if seen else ""
            raise ValidationError(f"这份原件已经登记过{where}。")
        source.digest, source.file_name, source.media_type, source.size = kept
    source.full_clean(exclude=["who", "digest", "file_name", "media_type"])
    with transaction.atomic():
        source.save()
        write(user, "source.edit", f"Source:{source.pk} {source.title}", digest=source.digest)
    return source


class File(NamedTuple):
    """A file that the store keeps already, to be registered as a source."""

    digest: str
    name: str
    size: int
    kind: str


def register_kept(user: Any, files: Sequence[File], unit: Any, note: str) -> list[Source]:
    """Register files that came with a hand-in; those registered before are left out.

    Nothing of them is open to the public until somebody says so.
    """
    insist(user, "source.edit")
    known = set(Source.objects.filter(digest__in=[one.digest for one in files])
                .values_list("digest", flat=True))  # fmt: skip
    made = []
    with transaction.atomic():
        for one in {one.digest: one for one in files if one.digest not in known}.values():
            title = one.name.rsplit("/", 1)[-1]
            source = Source(who=user, title=(Path(title).stem or title)[:300], kind=one.kind,
                            digest=one.digest, file_name=title[-300:], size=one.size, unit=unit,
                            author=unit.name[:200] if unit else "", note=note)  # fmt: skip
            source.save()
            made.append(source)
        write(user, "source.edit", f"Source:{made[0].pk if made else 0}起{len(made)}件",
              digests=[one.digest for one in made])  # fmt: skip
    return made


def amend(user: Any, source: Source, fields: dict[str, Any]) -> None:
    """Correct what is said of a source; the original never changes."""
    insist_on(user, "source.edit", sources_for, source.pk)
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


def withdraw_evidence(user: Any, evidence: Evidence, reason: str) -> None:
    """Take evidence off the words that it bore out; the ledger keeps what it was, and why it went."""
    insist(user, "entry.comment", place_of(evidence.page))
    if not reason.strip():
        raise ValidationError("撤去依据要写明理由。")
    with transaction.atomic():
        write(user, "entry.comment", f"EntryPage:{evidence.page_id} {evidence.page.title}",
              withdrawn=evidence.pk, source=evidence.source_id, leaf=evidence.leaf,
              claim=evidence.claim.quotation[:200], reason=reason.strip()[:500])  # fmt: skip
        evidence.delete()


def why_closed(source: Source) -> str:
    """Say in few words why a source may not be shown to the public."""
    if source.openness == "开放" and source.interview is not None:
        return "口述者没有授权公开，或没有到期"
    if source.openness == "到期开放" and source.open_from is not None:
        return f"{source.open_from}起开放"
    return {"未定": "没有定开放", "开放": "已隔离"}.get(str(source.openness), str(source.openness))


class Closed(NamedTuple):
    """What keeps a text from the public: an entry, the source that is not open, how it is used."""

    page: EntryPage
    source: Source
    how: str


def not_open(page: Page) -> list[Closed]:
    """Give what stands at and below a page and rests on a source that may not be shown today.

    Evidence counts until somebody opened its source or took it off; a file that was closed by
    decision counts also where it is itself the picture or the manuscript of an entry.
    """
    today = timezone.localdate()
    rows = Evidence.objects.filter(page__path__startswith=page.path, stance="for").select_related(
        "page", "source__interview"
    )
    found = [Closed(row.page, row.source, "依据") for row in rows.order_by("page__path", "pk")
             if not row.source.is_open(today)]  # fmt: skip
    decided = Source.objects.filter(isolated=False).exclude(digest="")
    closed = [
        one for one in decided.filter(~Q(openness="未定") | Q(interview__isnull=False))
        .exclude(openness="开放", interview=None).select_related("interview")
        if not one.is_open(today)
    ]  # fmt: skip
    below = EntryPage.objects.filter(path__startswith=page.path).order_by("path")
    for source in closed:
        found += [Closed(one, source, "原件") for one in
                  below.filter(entry__contains=f'"{source.digest}"').defer("entry")]  # fmt: skip
    return found
