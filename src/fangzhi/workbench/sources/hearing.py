"""What is done with oral history: narrators, interviews and what they allow, recordings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from fangzhi.workbench.calls.intake.staging import keep as keep_file
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.sources.actions import keep
from fangzhi.workbench.sources.models import Consent, Interview, Narrator, Recording
from fangzhi.workbench.sources.scope import insist_on, interviews_for, narrators_for

FORMATS = {".mp3": "audio/mpeg", ".wav": "audio/wav", ".m4a": "audio/mp4", ".flac": "audio/flac",
           ".mp4": "video/mp4", ".mov": "video/quicktime", ".ogg": "audio/ogg"}  # fmt: skip
_UNSIGNED = "写了授权范围，还要上传口述者签过名的授权书。"


def record_narrator(
    user: Any, fields: dict[str, Any], narrator: Narrator | None = None
) -> Narrator:
    """Enter a narrator, or correct what is said of one."""
    insist(user, "oral.edit")
    if narrator is not None:
        insist_on(user, "oral.edit", narrators_for, narrator.pk)
    with transaction.atomic():
        made = narrator or Narrator(who=user)
        changed = _changed(made, fields) if narrator is not None else {}
        _set(made, fields)
        made.full_clean(exclude=["who"])
        made.save()
        write(user, "oral.edit", f"Narrator:{made.pk} {made.name}", changed=changed)
    return made


def record_interview(
    user: Any, fields: dict[str, Any], name: str = "", data: bytes = b"",
    interview: Interview | None = None,
) -> Interview:  # fmt: skip
    """Record an interview, or correct one; a signed consent may come with it or later.

    A consent that came is never replaced: a later one stands beside it, and the last word counts.
    """
    insist(user, "oral.edit")
    if interview is not None:
        insist_on(user, "oral.edit", interviews_for, interview.pk)
    kept = keep(name, data) if data else None
    made = interview or Interview(who=user)
    if fields.get("scope") and kept is None and not made.consent:
        raise ValidationError(_UNSIGNED)
    with transaction.atomic():
        changed = _changed(made, fields) if interview is not None else {}
        _set(made, fields)
        if kept is not None:
            made.consent, made.consent_name = kept.digest, kept.name
        made.full_clean(exclude=["who", "consent", "consent_name"])
        made.save()
        if kept is not None:
            Consent.objects.create(interview=made, digest=kept.digest, file_name=kept.name,
                                   scope=made.scope, embargo=made.embargo, who=user)  # fmt: skip
        for source in made.sources.all():
            source.save()  # whoever follows sources learns that this one may have opened or closed
        write(user, "oral.edit", f"Interview:{made.pk} {made.title}", scope=made.scope,
              consent=made.consent, embargo=str(made.embargo or ""), changed=changed)  # fmt: skip
    return made


def add_recording(user: Any, interview: Interview, path: Path, fields: dict[str, Any]) -> Recording:
    """Keep a recording byte for byte, never held whole; `path` is the upload on disk."""
    insist_on(user, "oral.edit", interviews_for, interview.pk)
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise ValidationError(f"录音录像请用这些格式：{'、'.join(sorted(FORMATS))}。")
    size = path.stat().st_size
    if not size:
        raise ValidationError("文件是空的，请重新上传。")
    number = fields.get("number", "")
    if Recording.objects.filter(number=number).exists():
        raise ValidationError(f"编号“{number}”已经用过，请另编一个。")
    digest = keep_file(path)
    same = Recording.objects.filter(digest=digest).first()
    if same is not None:
        raise ValidationError(f"这份录音已经登记过，编号 {same.number}。")
    with transaction.atomic():
        made = Recording(interview=interview, digest=digest, size=size,
                         media_type=FORMATS[suffix], **fields)  # fmt: skip
        made.full_clean(exclude=["interview", "digest"])
        made.save()
        write(user, "oral.edit", f"Recording:{made.pk}", digest=digest, number=made.number)
    return made


def describe_recording(user: Any, recording: Recording, fields: dict[str, Any]) -> None:
    """Correct what is said of a recording; the recording itself never changes."""
    insist_on(user, "oral.edit", interviews_for, recording.interview_id)
    with transaction.atomic():
        changed = _changed(recording, fields)
        _set(recording, fields)
        recording.full_clean(exclude=["interview", "digest"])
        recording.save()
        write(user, "oral.edit", f"Recording:{recording.pk}", number=recording.number,
              changed=changed)  # fmt: skip


def _set(row: Any, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)


def _changed(row: Any, fields: dict[str, Any]) -> dict[str, list[str]]:
    """Give what a correction changes, from and to, for the ledger."""
    before = {name: _words(getattr(row, name)) for name in fields}
    after = {name: _words(value) for name, value in fields.items()}
    return {name: [before[name], after[name]] for name in fields if before[name] != after[name]}


def _words(value: Any) -> str:
    return "" if value is None else str(value)
