"""Pages of oral history: narrators, interviews with their consents, recordings."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from fangzhi.workbench.people.rights import may
from fangzhi.workbench.sources import hearing
from fangzhi.workbench.sources.forms import InterviewForm, NarratorForm, RecordingForm
from fangzhi.workbench.sources.models import Consent, Interview, Narrator, Recording
from fangzhi.workbench.sources.scope import insist_on, interviews_for, narrators_for, sources_for
from fangzhi.workbench.works.compiling import store

_A_PAGE = 50


def interviews(request: HttpRequest) -> HttpResponse:
    """List the interviews, found by words; how many have no consent is told first."""
    rows = interviews_for(request.user).prefetch_related("recordings")
    words = request.GET.get("words", "").strip()[:60]
    for word in words.split():
        rows = rows.filter(
            Q(title__contains=word) | Q(narrator__name__contains=word) | Q(summary__contains=word)
            | Q(place__contains=word)
        )  # fmt: skip
    if without := bool(request.GET.get("without")):
        rows = rows.filter(consent="")
    every = interviews_for(request.user)
    return render(request, "sources/interviews.html", {
        "shown": Paginator(rows, _A_PAGE).get_page(request.GET.get("page")), "words": words,
        "only_without": without, "all": every.count(),
        "without": every.filter(consent="").count(),
        "narrators": narrators_for(request.user, "source.see").count(),
        "may_edit": may(request.user, "oral.edit").allowed,
    })  # fmt: skip


def narrator(request: HttpRequest, key: int = 0) -> HttpResponse:
    """Enter a narrator, or correct what is said of one."""
    held = get_object_or_404(Narrator, pk=key) if key else None
    if held is not None:
        insist_on(request.user, "oral.edit", narrators_for, key)
    form = NarratorForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        # the form has written into `held` already: what it was is read anew
        before = Narrator.objects.get(pk=key) if key else None
        hearing.record_narrator(request.user, form.cleaned_data, before)
        return redirect("sources_interviews" if key else "sources_interview_new")
    return render(request, "sources/form.html", {
        "form": form, "heading": "改口述者" if key else "登记口述者",
    })  # fmt: skip


def new(request: HttpRequest) -> HttpResponse:
    """Record an interview with its consent."""
    return _form(request, None)


def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Correct an interview, or bring the consent that was signed since."""
    insist_on(request.user, "oral.edit", interviews_for, key)
    return _form(request, get_object_or_404(Interview, pk=key))


def _form(request: HttpRequest, held: Interview | None) -> HttpResponse:
    narrators = narrators_for(request.user)
    form = InterviewForm(request.POST or None, instance=held, narrators=narrators)
    if request.method == "POST" and form.is_valid():
        file = request.FILES.get("consent")
        try:
            made = hearing.record_interview(
                request.user, form.cleaned_data, file.name if file else "",
                file.read() if file else b"",
                Interview.objects.get(pk=held.pk) if held is not None else None,
            )  # fmt: skip
            return redirect("sources_interview", made.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    return render(request, "sources/form.html", {
        "form": form, "heading": "改访谈登记" if held else "登记访谈", "with_consent": True,
        "has_consent": bool(held and held.consent), "no_narrator": not narrators.exists(),
    })  # fmt: skip


def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show one interview; add a recording."""
    interview = get_object_or_404(interviews_for(request.user), pk=key)
    form = RecordingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        file = request.FILES.get("recording")
        try:
            if file is None:
                raise ValidationError("还没有选录音文件。")
            path = _on_disk(file)
            try:
                fields = {**form.cleaned_data, "file_name": Path(file.name).name}
                hearing.add_recording(request.user, interview, path, fields)
            finally:
                path.unlink(missing_ok=True)
            return redirect("sources_interview", key)
        except ValidationError as fault:
            form.add_error(None, fault)
    return render(request, "sources/interview.html", {
        "interview": interview, "form": form, "recordings": interview.recordings.all(),
        "consents": interview.consents.select_related("who"), "is_open": _is_open(interview),
        "sources": sources_for(request.user).filter(interview=interview),
        "may_edit": interviews_for(request.user, "oral.edit").filter(pk=key).exists()
        and may(request.user, "oral.edit").allowed,
        "may_register": may(request.user, "source.edit").allowed,
    })  # fmt: skip


def _is_open(interview: Interview) -> bool:
    return interview.is_open(timezone.localdate())


def _on_disk(file: object) -> Path:
    """Put an upload on disk under its own suffix, piece by piece."""
    name = Path(getattr(file, "name", "")).suffix.lower()[:8]
    top = Path(settings.HOME) / "收到"
    top.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=top, suffix=name, delete=False) as out:
        for chunk in file.chunks():  # type: ignore[attr-defined]
            out.write(chunk)
    return Path(out.name)


def describe(request: HttpRequest, key: int) -> HttpResponse:
    """Correct what is said of a recording."""
    held = _recording(request, key)
    insist_on(request.user, "oral.edit", interviews_for, held.interview_id)
    form = RecordingForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        hearing.describe_recording(request.user, Recording.objects.get(pk=key), form.cleaned_data)
        return redirect("sources_interview", held.interview_id)
    return render(request, "sources/form.html", {"form": form, "heading": "改录音登记"})


def recording(request: HttpRequest, key: int) -> HttpResponse:
    """Give a recording as a download, byte for byte."""
    kept = _recording(request, key)
    return _download(kept.digest, kept.file_name)


def _recording(request: HttpRequest, key: int) -> Recording:
    seen = interviews_for(request.user)
    found: Recording = get_object_or_404(Recording, pk=key, interview__in=seen)
    return found


def consent(request: HttpRequest, key: int, which: int) -> HttpResponse:
    """Give a signed consent as a download."""
    interview = get_object_or_404(interviews_for(request.user), pk=key)
    kept = get_object_or_404(Consent, pk=which, interview=interview)
    return _download(kept.digest, kept.file_name)


def _download(digest: str, name: str) -> Any:
    if not digest or digest not in store():
        raise Http404
    return FileResponse(store().path(digest).open("rb"), as_attachment=True, filename=name,
                        content_type="application/octet-stream")  # fmt: skip
