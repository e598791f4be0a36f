"""Pages of sources: the register, one source, evidence, names in time."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fangzhi.align.anchors import anchor
from fangzhi.model.manuscript import texts
from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.sources import actions, isolating
from fangzhi.workbench.sources.forms import EvidenceForm, NamedForm, OpenForm, SourceForm
from fangzhi.workbench.sources.models import KINDS, OPENNESS, Named, Source
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.editing import _entry

_A_PAGE = 50


def register(request: HttpRequest) -> HttpResponse:
    """List the sources, found by words, kind and openness."""
    rows = Source.objects.select_related("unit")
    words, kind, openness = (request.GET.get(n, "") for n in ("words", "kind", "openness"))
    for word in words.split():
        rows = rows.filter(
            Q(title__contains=word) | Q(author__contains=word) | Q(call_number__contains=word)
            | Q(holder__contains=word) | Q(note__contains=word)
        )  # fmt: skip
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(openness=openness) if openness else rows
    shown = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "sources/register.html", {
        "shown": shown, "words": words, "kind": kind, "openness": openness, "kinds": KINDS,
        "opennesses": OPENNESS, "may_edit": may(request.user, "source.edit").allowed,
    })  # fmt: skip


def new(request: HttpRequest) -> HttpResponse:
    """Register a source, with or without its original."""
    return _form(request, None)


def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Correct what is said of a source."""
    return _form(request, get_object_or_404(Source, pk=key, isolated=False))


def _form(request: HttpRequest, source: Source | None) -> HttpResponse:
    insist(request.user, "source.edit")
    form = SourceForm(request.POST or None, instance=source)
    if request.method == "POST" and form.is_valid():
        try:
            if source is not None:
                held = Source.objects.get(pk=source.pk)
                actions.amend(request.user, held, form.cleaned_data)
                return redirect("sources_one", held.pk)
            file = request.FILES.get("original")
            data = file.read() if file else b""
            made = actions.register(
                request.user, form.cleaned_data, file.name if file else "", data
            )
            return redirect("sources_one", made.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    return render(request, "sources/form.html", {
        "form": form, "source": source, "heading": "改登记" if source else "登记资料",
        "with_original": source is None,
    })  # fmt: skip


def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show one source: what it is, its original, the words that it bears out."""
    source = get_object_or_404(Source, pk=key)
    return render(request, "sources/one.html", {
        "source": source, "open_form": OpenForm(instance=source),
        "evidence": source.evidence.select_related("page", "checked_by"),
        "is_open": source.is_open(timezone.localdate()),
        "may_edit": may(request.user, "source.edit").allowed,
        "may_open": may(request.user, "source.open").allowed,
        "may_isolate": may(request.user, "source.isolate").allowed,
        "kept": bool(source.digest) and source.digest in store(),
    })  # fmt: skip


@require_POST
def set_open(request: HttpRequest, key: int) -> HttpResponse:
    """Decide whether a source may be shown to the public."""
    source = get_object_or_404(Source, pk=key, isolated=False)
    form = OpenForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        actions.open_source(request.user, source, told["openness"], told["open_from"])
        return redirect("sources_one", key)
    return render(request, "sources/one.html", {"source": source, "open_form": form}, status=400)


def original(request: HttpRequest, key: int) -> HttpResponse:
    """Give the original as a download, byte for byte; never shown in the browser."""
    source = get_object_or_404(Source, pk=key, isolated=False)
    if not source.digest or source.digest not in store():
        raise Http404
    return FileResponse(
        store().path(source.digest).open("rb"), as_attachment=True, filename=source.file_name,
        content_type="application/octet-stream",
    )  # fmt: skip


@require_POST
def isolate(request: HttpRequest, key: int) -> HttpResponse:
    """Isolate a document that must not be here; show what was done and what to do now."""
    source = get_object_or_404(Source, pk=key, isolated=False)
    if request.POST.get("sure") != "隔离":
        return redirect("sources_one", key)
    gone = isolating.isolate(request.user, source)
    return render(request, "sources/isolated.html", {"gone": gone, "steps": isolating.PROCEDURE})


def evidence(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show and add the evidence of an entry."""
    page = _entry(request, page_id)
    form = EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            source = get_object_or_404(Source, pk=request.POST.get("source") or 0, isolated=False)
            actions.bear_out(
                request.user, page, _claim(page, request.POST.get("words", "")), source,
                form.cleaned_data,
            )  # fmt: skip
            return redirect("sources_evidence", page.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    return render(request, "sources/evidence.html", {
        "page": page, "form": form, "rows": page.evidence.select_related("source", "who"),
        "words": request.POST.get("words", request.GET.get("words", "")),
    })  # fmt: skip


def _claim(page: Any, words: str) -> Any:
    """Point at these words of an entry; they must stand there once."""
    words = words.strip()
    if not words:
        raise ValidationError("请填正文里的原话。")
    found = [(text, text.text.find(words)) for text in texts(page.entry.manuscript)
             if words in text.text]  # fmt: skip
    if not found:
        raise ValidationError("正文里没有这句话，请从正文里复制。")
    if len(found) > 1 or found[0][0].text.count(words) > 1:
        raise ValidationError("这几个字在正文里不止一处，请多选几个字。")
    text, at = found[0]
    return anchor(text, at, at + len(words))


def names(request: HttpRequest) -> HttpResponse:
    """List bodies, places and persons with their names in time; enter new ones."""
    form = NamedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rows = [
            {"name": name, "first": first, "last": last, "basis": basis}
            for name, first, last, basis in zip(
                *(request.POST.getlist(n) for n in ("name", "first", "last", "basis")), strict=False
            )
            if name.strip()
        ]
        if not rows:
            form.add_error(None, "至少写一个名称。")
        else:
            actions.name_in_time(request.user, form.cleaned_data["kind"], rows,
                                 form.cleaned_data["note"])  # fmt: skip
            return redirect("sources_names")
    kind = request.GET.get("kind", "org")
    listed = Named.objects.filter(kind=kind).prefetch_related("names").order_by("pk")
    return render(request, "sources/names.html", {
        "form": form, "kind": kind, "kinds": Named.KINDS,
        "shown": Paginator(listed, _A_PAGE).get_page(request.GET.get("page")),
        "blank": range(4), "may_edit": may(request.user, "authority.edit").allowed,
    })  # fmt: skip
