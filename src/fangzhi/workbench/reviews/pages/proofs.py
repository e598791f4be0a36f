"""Proofs of a sealed text: the list with the way to send one in, what differs, files to fetch."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from fangzhi.project.proof.compare import APART, Difference
from fangzhi.project.proof.lists import page_of
from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.reviews.acts import proofs
from fangzhi.workbench.reviews.frozen import sealed
from fangzhi.workbench.reviews.models import Proof
from fangzhi.workbench.reviews.pages.common import number, seen_round
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.places import place_of

_MOST = 300_000_000
_SHOWN = 500
_LONGEST = 60
_FILES = {
    "marked": ("marked", "校样标记-{}.pdf"),
    "sheet": ("sheet", "校样清单-{}.xlsx"),
    "original": ("file", "校样-{}.pdf"),
}


def every(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """List the proofs of a round; take another."""
    round = seen_round(request, key)
    rows = list(round.proofs.select_related("by"))
    if request.method == "POST":
        file = request.FILES.get("file")
        before = next((row for row in rows if row.pk == number(request.POST.get("before"))), None)
        try:
            if file is None or file.size > _MOST:
                raise ValidationError("请选印厂返回的 PDF，不超过300兆。")
            run = proofs.take(request.user, round, file.name, file.read(), before)
        except ValidationError as fault:
            return refused(request, "".join(fault.messages), 409)
        return redirect("jobs_run", run.pk)
    may_compare = may(request.user, "proof.compare", place_of(round.page)).allowed
    return render(request, "reviews/proofs.html", {
        "round": round, "page": round.page, "text": sealed(round), "may_compare": may_compare,
        "rows": rows,
        "told": [(row, sum(d.has_figure for d in row.reading.differences) if row.reading else 0)
                 for row in rows],
    })  # fmt: skip


def one(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Show what differs in one proof: numbers first, then by page and line."""
    proof = _seen(request, key)
    read = proof.reading
    found = read.differences if read is not None else ()
    told = [(sort, words, [one for one in read.told if one.sort == sort])
            for sort, words in APART.items()] if read is not None else []  # fmt: skip
    return render(request, "reviews/proof.html", {
        "proof": proof, "round": proof.round, "page": proof.round.page, "read": read,
        "rows": [_row(at, one) for at, one in enumerate(found[:_SHOWN], 1)],
        "more": max(0, len(found) - _SHOWN), "mended": [_row(0, d) for d in read.mended[:_SHOWN]]
        if read is not None else (),
        "told": [group for group in told if group[2]],
    })  # fmt: skip


def _row(at: int, one: Difference) -> dict[str, Any]:
    return {"number": at, "it": one, "page": page_of(one), "ours": _short(one.locked) or "（无）",
            "theirs": _short(one.proof) or "（缺）"}  # fmt: skip


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…（共{len(words)}字）"


def file(request: HttpRequest, page_id: int, key: int, what: str) -> HttpResponse:
    """Give the marked proof, the list, or the file as it came, as a download."""
    proof = _seen(request, key)
    if what not in _FILES:
        raise Http404
    column, name = _FILES[what]
    digest = getattr(proof, column)
    if not digest or digest not in store():
        raise Http404
    return FileResponse(store().path(digest).open("rb"), as_attachment=True,
                        filename=name.format(proof.round.page.title[:40]),
                        content_type="application/octet-stream")  # fmt: skip


def _seen(request: HttpRequest, key: int) -> Proof:
    row: Proof = get_object_or_404(Proof.objects.select_related("round__page", "by"), pk=key)
    seen_round(request, row.round_id)
    return row
