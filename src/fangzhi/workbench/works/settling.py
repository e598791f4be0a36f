"""Contradictions in one queue: two places side by side, settled once for every work."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.models import Page

from fangzhi.model.finding import Finding, Place
from fangzhi.project.settling import WORDS, settled
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist, may, reachable
from fangzhi.workbench.works.actions import thing_of
from fangzhi.workbench.works.checking import found_at, pages_of
from fangzhi.workbench.works.compiling import project_of
from fangzhi.workbench.works.models import EntryPage, Settlement, WorkPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.rulings import verdicts
from fangzhi.workbench.works.tree import work_of
from fangzhi.workbench.works.values import words_in
from fangzhi.workbench.works.views import seen

_RULES = ("R189", "R190", "R195")
_SHOWN = 200


def is_conflict(finding: Finding) -> bool:
    """Tell whether a finding is two places that contradict each other."""
    return finding.rule in _RULES and bool(finding.also)


def queue(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the contradictions of a work, inside it and with the works it is compared with."""
    page = seen(request, page_id)
    insist(request.user, "check.see", place_of(page))
    if request.method == "POST":
        compare_with(request.user, work_of(page), request.POST.getlist("works"))
        return redirect("works_conflicts", page.pk)
    work = work_of(page)
    known = verdicts(work)
    every, checked_as = found_at(page)
    found = [f for f in every if is_conflict(f) and f.fingerprint not in known]
    pages, where = pages_of(page), _standing(work, found[:_SHOWN])
    roots = {path[:8] for path in reachable(request.user)}
    others = [other for other in WorkPage.objects.exclude(pk=work.pk).order_by("title")
              if "" in roots or other.path in roots]  # fmt: skip
    return render(request, "works/conflicts.html", {
        "page": page, "rows": [
            (f, pages.get(f.entry), [(place, where.get(place_key(place))) for place in f.also])
            for f in found[:_SHOWN]
        ],
        "total": len(found), "was_checked": checked_as is not None, "words": list(WORDS), "others": others,
        "compared": set(work.compared.values_list("pk", flat=True)),
        "may_settle": may(request.user, "conflict.settle", place_of(page)).allowed,
        "may_compare": may(request.user, "conflict.settle", place_of(work)).allowed,
        "settled": Settlement.objects.filter(work=work).select_related("who").order_by("-pk")[:50],
    })  # fmt: skip


def place_key(place: Place) -> tuple[str, str]:
    """Give what names a place among the papers of a work: the file, and its block there."""
    return place.doc, str(place.block or "").split("/")[0]


def _standing(work: WorkPage, found: list[Finding]) -> dict[tuple[str, str], int]:
    """Find the entries in which the other places of contradictions stand, in this work or older ones."""
    wanted = {place_key(place) for f in found for place in f.also}
    docs = {doc for doc, _ in wanted}
    known: dict[tuple[str, str], int] = {}
    held = Q()
    for doc in docs:
        held |= Q(entry__contains=f'"doc":{json.dumps(doc, ensure_ascii=False)}')
    if docs:
        for page in EntryPage.objects.filter(held, path__startswith=work.path).iterator(200):
            runs = (run for text in words_in(page.entry) for run in text.origin)
            for key in {(page.entry.doc, run.address.split("/")[0]) for run in runs} & wanted:
                known.setdefault(key, page.pk)
    for older in work.compared.all():
        inside = EntryPage.objects.filter(path__startswith=older.path)
        titles = {
            f"《{older.title}》{title}": pk for title, pk in inside.values_list("title", "pk")
        }
        known |= {key: titles[key[0]] for key in wanted if key[0] in titles}
    return known


def compare_with(user: Any, work: WorkPage, keys: list[str]) -> None:
    """Say which older works this one is compared with; only such as the user sees."""
    verdict = may(user, "conflict.settle", place_of(work))
    if not verdict.allowed:
        raise PermissionDenied(verdict.reason)
    chosen = WorkPage.objects.filter(pk__in=[key for key in keys if key.isdigit()])
    shown = [other for other in chosen if may(user, "work.see", place_of(other)).allowed]
    with transaction.atomic():
        work.compared.set([other for other in shown if other.pk != work.pk])
        write(user, "conflict.settle", thing_of(work), compared=[other.pk for other in shown])


@require_POST
def settle(request: HttpRequest, page_id: int) -> JsonResponse:
    """Take one decision about one contradiction."""
    page = seen(request, page_id)
    try:
        told = json.loads(request.body)
        name, word = str(told["fingerprint"]), str(told["word"])
        reason = str(told.get("reason", ""))[:500]
    except (KeyError, TypeError, ValueError):
        return JsonResponse({"reason": "没有看懂这个定夺，请刷新页面再试。"}, status=400)
    finding = next((f for f in found_at(page)[0] if f.fingerprint == name), None)
    if finding is None:
        return JsonResponse({"reason": "这一条已经不在疑点里，请重新机检。"}, status=409)
    try:
        take(request.user, page, finding, word, reason)
    except ValueError as fault:
        return JsonResponse({"reason": str(fault)}, status=409)
    return JsonResponse({})


def take(user: Any, page: Page, finding: Finding, word: str, reason: str) -> Settlement:
    """Settle a contradiction: remembered, and applied to every work that uses the fact."""
    insist(user, "conflict.settle", place_of(page))
    project, compiled = project_of(page)
    today = timezone.localdate().isoformat()
    made = settled(project, compiled.book, finding, word, str(user), today, reason)
    with transaction.atomic():
        row: Settlement = Settlement.objects.create(resolution=made, work=work_of(page), who=user)
        write(user, "conflict.settle", thing_of(page), finding=finding.fingerprint, word=word,
              reason=reason, shown=made.shown)  # fmt: skip
    return row
