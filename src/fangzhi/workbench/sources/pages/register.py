"""Pages of sources: the register, one source, the isolation of what strayed in, evidence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fangzhi.align.anchors import anchor, reanchor
from fangzhi.model.manuscript import texts
from fangzhi.model.place import Anchor
from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.sources import actions, isolating
from fangzhi.workbench.sources.aftermath import own_rules
from fangzhi.workbench.sources.forms import EvidenceForm, OpenForm, SourceForm
from fangzhi.workbench.sources.models import KINDS, OPENNESS, Source
from fangzhi.workbench.sources.quoting import Borne, borne, found_in
from fangzhi.workbench.sources.scope import insist_on, interviews_for, sources_for
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.editing import _entry
from fangzhi.workbench.works.places import place_of

_A_PAGE = 50


def register(request: HttpRequest) -> HttpResponse:
    """List the sources, found by words, kind and openness."""
    rows = sources_for(request.user).select_related("unit", "interview")
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
        "may_isolate": may(request.user, "source.isolate").allowed,
    })  # fmt: skip


def new(request: HttpRequest) -> HttpResponse:
    """Register a source, with or without its original."""
    return _form(request, None)


def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Correct what is said of a source."""
    insist_on(request.user, "source.edit", sources_for, key)
    return _form(request, get_object_or_404(Source, pk=key, isolated=False))


def _form(request: HttpRequest, source: Source | None) -> HttpResponse:
    insist(request.user, "source.edit")
    heard = _heard(request) if source is None else None
    form = SourceForm(request.POST or None, instance=source, user=request.user, initial=heard)
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


def _heard(request: HttpRequest) -> dict[str, Any] | None:
    """Propose what is known of words written down after an interview (整理稿)."""
    key = request.GET.get("interview", "")
    interview = interviews_for(request.user).filter(pk=key).first() if key.isdecimal() else None
    if interview is None:
        return None
    return {"interview": interview.pk, "kind": "oral", "author": str(interview.narrator),
            "title": interview.title, "date": str(interview.date or "")}  # fmt: skip


def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show one source: what it is, its original, the words that it bears out."""
    source = get_object_or_404(sources_for(request.user), pk=key)
    return _shown(request, source, OpenForm(instance=source))


def _shown(request: HttpRequest, source: Source, form: OpenForm, status: int = 200) -> HttpResponse:
    user = request.user
    return render(request, "sources/one.html", {
        "source": source, "open_form": form,
        "evidence": source.evidence.select_related("page", "checked_by"),
        "is_open": source.is_open(timezone.localdate()),
        "may_edit": may(user, "source.edit").allowed
        and sources_for(user, "source.edit").filter(pk=source.pk).exists(),
        "may_open": may(user, "source.open").allowed,
        "may_isolate": may(user, "source.isolate").allowed,
        "kept": bool(source.digest) and source.digest in store(),
    }, status=status)  # fmt: skip


@require_POST
def set_open(request: HttpRequest, key: int) -> HttpResponse:
    """Decide whether a source may be shown to the public."""
    source = get_object_or_404(sources_for(request.user), pk=key, isolated=False)
    form = OpenForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        actions.open_source(request.user, source, told["openness"], told["open_from"])
        return redirect("sources_one", key)
    return _shown(request, source, form, 400)


def original(request: HttpRequest, key: int) -> HttpResponse:
    """Give the original as a download, byte for byte; never shown in the browser."""
    source = get_object_or_404(sources_for(request.user), pk=key, isolated=False)
    if not source.digest or source.digest not in store():
        raise Http404
    return FileResponse(
        store().path(source.digest).open("rb"), as_attachment=True, filename=source.file_name,
        content_type="application/octet-stream",
    )  # fmt: skip


@require_POST
def isolate(request: HttpRequest, key: int) -> HttpResponse:
    """Isolate a document that must not be here; show what was done and what to do now."""
    source = get_object_or_404(sources_for(request.user), pk=key, isolated=False)
    if request.POST.get("sure") != "隔离":
        return redirect("sources_one", key)
    return _isolated(request, isolating.isolate(request.user, source))


def strayed(request: HttpRequest, digest: str) -> HttpResponse:
    """Isolate a file that was handed in or imported and must not be here."""
    found = isolating.strayed(request.user, digest)
    if not found:
        raise Http404
    if actions.is_isolated(digest):
        return refused(request, "这份文件已经隔离，库里没有了。", 404)
    if request.method == "POST" and request.POST.get("sure") == "隔离":
        return _isolated(request, isolating.isolate_digest(request.user, digest))
    return render(request, "sources/strayed.html", {"found": found})


def _isolated(request: HttpRequest, gone: isolating.Purged) -> HttpResponse:
    return render(
        request,
        "sources/isolated.html",
        {
            "gone": gone,
            "steps": (*own_rules(), *isolating.PROCEDURE),
        },
    )


def evidence(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show and add the evidence of an entry."""
    page = _entry(request, page_id)
    form = EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            source, told = _chosen(request), form.cleaned_data
            there = found_in(source, told["quotation"], told["leaf"])
            if there is not None:
                told = {**told, "passage": there.anchor, "leaf": told["leaf"] or there.cite[:60]}
            actions.bear_out(
                request.user, page, _claim(page, request.POST.get("words", "")), source,
                told,
            )  # fmt: skip
            return redirect("sources_evidence", page.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    return render(request, "sources/evidence.html", {
        "page": page, "form": form, "rows": _standing(request, page),
        "words": request.POST.get("words", request.GET.get("words", "")),
        "number": request.POST.get("source", request.GET.get("source", "")),
        "may_comment": may(request.user, "entry.comment", place_of(page)).allowed,
        "original": page.entry.manuscript.source,
        "may_isolate": may(request.user, "source.isolate", place_of(page)).allowed,
    })  # fmt: skip


def _chosen(request: HttpRequest) -> Source:
    """Find the source that a number names; ValidationError in words where there is none."""
    number = request.POST.get("source", "").strip()
    rows = sources_for(request.user).filter(isolated=False)
    source: Source | None = rows.filter(pk=number).first() if number.isdecimal() else None
    if source is None:
        raise ValidationError("没有这个登记号的资料。登记号在“资料登记”的第一栏。")
    return source


def _standing(request: HttpRequest, page: Any) -> list[tuple[Any, bool, Borne]]:
    """Give the evidence of an entry: whether its words still stand here, and those of the source."""
    held = {text.id: text for text in texts(page.entry.manuscript)}
    seen = page.evidence.select_related("source", "who").filter(
        source__in=sources_for(request.user)
    )
    return [
        (row, row.claim.block in held
         and isinstance(reanchor(row.claim, held[row.claim.block]), Anchor), borne(row))
        for row in seen.order_by("pk")
    ]  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Take evidence off an entry, with the reason."""
    page = _entry(request, page_id)
    seen = page.evidence.filter(source__in=sources_for(request.user))
    try:
        actions.withdraw_evidence(
            request.user, get_object_or_404(seen, pk=key), request.POST.get("reason", "")
        )
    except ValidationError as fault:
        return refused(request, "".join(fault.messages), 409)
    return redirect("sources_evidence", page.pk)


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
