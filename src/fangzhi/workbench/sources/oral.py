"""Pages of oral history: narrators, interviews with their consent, recordings."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.sources import actions
from fangzhi.workbench.sources.forms import InterviewForm, NarratorForm, RecordingForm
from fangzhi.workbench.sources.models import Interview, Narrator, Recording
from fangzhi.workbench.works.compiling import store


def interviews(request: HttpRequest) -> HttpResponse:
    """List the interviews, those without consent first told."""
    rows = list(Interview.objects.select_related("narrator").prefetch_related("recordings"))
    return render(request, "sources/interviews.html", {
        "rows": rows, "without": sum(not row.consent for row in rows),
        "narrators": Narrator.objects.count(), "may_edit": may(request.user, "oral.edit").allowed,
    })  # fmt: skip


def narrator(request: HttpRequest) -> HttpResponse:
    """Enter a narrator."""
    insist(request.user, "oral.edit")
    form = NarratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = form.save()
            write(request.user, "oral.edit", f"Narrator:{made.pk} {made.name}")
        return redirect("sources_interview_new")
    return render(request, "sources/form.html", {"form": form, "heading": "登记口述者"})


def new(request: HttpRequest) -> HttpResponse:
    """Record an interview with its consent."""
    insist(request.user, "oral.edit")
    form = InterviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        file = request.FILES.get("consent")
        try:
            made = actions.record_interview(
                request.user, form.cleaned_data, file.name if file else "",
                file.read() if file else b"",
            )  # fmt: skip
            return redirect("sources_interview", made.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    return render(request, "sources/form.html", {
        "form": form, "heading": "登记访谈", "with_consent": True,
        "no_narrator": not Narrator.objects.exists(),
    })  # fmt: skip


def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show one interview; add a recording."""
    interview = get_object_or_404(Interview.objects.select_related("narrator"), pk=key)
    form = RecordingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        file = request.FILES.get("recording")
        try:
            if file is None:
                raise ValidationError("还没有选录音文件。")
            path = _on_disk(file)
            try:
                fields = {**form.cleaned_data, "file_name": Path(file.name).name}
                actions.add_recording(request.user, interview, path, fields)
            finally:
                path.unlink(missing_ok=True)
            return redirect("sources_interview", key)
        except ValidationError as fault:
            form.add_error(None, fault)
    return render(request, "sources/interview.html", {
        "interview": interview, "form": form, "recordings": interview.recordings.all(),
        "is_open": interview.is_open(timezone.localdate()),
        "may_edit": may(request.user, "oral.edit").allowed,
    })  # fmt: skip


def _on_disk(file: object) -> Path:
    """Put an upload on disk under its own suffix, piece by piece."""
    name = Path(getattr(file, "name", "")).suffix.lower()[:8]
    top = Path(settings.HOME) / "收到"
    top.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=top, suffix=name, delete=False) as out:
        for chunk in file.chunks():  # type: ignore[attr-defined]
            out.write(chunk)
    return Path(out.name)


def recording(request: HttpRequest, key: int) -> HttpResponse:
    """Give a recording as a download, byte for byte."""
    kept = get_object_or_404(Recording, pk=key)
    if kept.digest not in store():
        raise Http404
    return FileResponse(store().path(kept.digest).open("rb"), as_attachment=True,
                        filename=kept.file_name, content_type="application/octet-stream")  # fmt: skip


def consent(request: HttpRequest, key: int) -> HttpResponse:
    """Give the signed consent as a download."""
    interview = get_object_or_404(Interview, pk=key)
    if not interview.consent or interview.consent not in store():
        raise Http404
    return FileResponse(store().path(interview.consent).open("rb"), as_attachment=True,
                        filename=interview.consent_name, content_type="application/octet-stream")  # fmt: skip
