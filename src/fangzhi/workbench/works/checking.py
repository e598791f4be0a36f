"""Checking in the workbench: while somebody writes, and a whole work in the background."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.models import Page

from fangzhi.check.cache import FindingCache
from fangzhi.check.decisions import VERDICTS
from fangzhi.check.engine import check_entry
from fangzhi.files.atomic import write_bytes
from fangzhi.model.finding import LEVELS, Decision, Finding
from fangzhi.model.value import read_json, shaped
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.works.compiling import checked, folder_of, told_of
from fangzhi.workbench.works.editor.reading import read
from fangzhi.workbench.works.editor.told import told
from fangzhi.workbench.works.editor.wire import DraftError
from fangzhi.workbench.works.models import EntryPage, Ruling, WorkPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.rulings import rule_on, verdicts
from fangzhi.workbench.works.tree import branch, work_of
from fangzhi.workbench.works.values import words_in
from fangzhi.workbench.works.views import seen

_SHOWN = 400


@lru_cache(maxsize=64)
def _cache(page: int) -> FindingCache:
    """Keep what was found in an entry's texts while it is written in this process."""
    return FindingCache(live=True)


@require_POST
def while_writing(request: HttpRequest, page_id: int) -> HttpResponse:
    """Check the draft that the browser sends; answer with findings at exact words."""
    page = seen(request, page_id)
    if not isinstance(page, EntryPage):
        raise Http404
    insist(request.user, "check.run", place_of(page))
    work = work_of(page)
    try:
        draft = read(request.body, page.entry.manuscript)
    except DraftError as fault:
        return JsonResponse({"reason": str(fault)}, status=400)
    manuscript = msgspec.structs.replace(draft.manuscript, name=page.entry.doc)
    settings = told_of(work).check
    above = tuple(page.get_ancestors().filter(depth__gt=2).values_list("title", flat=True))
    found = check_entry(manuscript, settings, _cache(page.pk), above)
    wide = [f for f in kept(work) if f.block and f.also and _stands(f, manuscript)]
    known = {f.fingerprint for f in found}
    found = (*found, *(f for f in wide if f.fingerprint not in known))
    return HttpResponse(
        told(found, verdicts(work), names=draft.names), content_type="application/json"
    )


def _stands(finding: Finding, manuscript: Any) -> bool:
    """Tell whether the words of a finding of the whole work still stand in this draft."""
    texts = {block.id: getattr(block, "text", "") for block in manuscript.blocks}
    text = texts.get(finding.block)
    return isinstance(text, str) and text[finding.start : finding.end] == finding.text


def check_all(work: Any, page: Page) -> str:
    """Check a page and all below it, as a background run; what was found is kept for the pages."""
    work.tell(0, 2, "正在汇总全书")
    found = checked(page.specific)
    work.tell(1, 2, "正在写下疑点")
    findings = _homed(found.findings, page)
    write_bytes(_file(page), msgspec.json.encode(findings))
    work.tell(2, 2, f"查出疑点 {len(findings)} 处")
    return f"查出疑点 {len(findings)} 处。"


def _homed(found: tuple[Finding, ...], page: Page) -> tuple[Finding, ...]:
    """Say of findings of the whole work in which entry they stand, so that one can go there."""
    lacking = {f.block for f in found if f.block and not f.entry}
    if not lacking:
        return found
    home: dict[str, str] = {}
    for entry in branch(page.specific).by_digest.values():
        ids = {block.id for block in entry.manuscript.blocks} | {t.id for t in words_in(entry)}
        home |= dict.fromkeys(ids & lacking, entry.id)
    return tuple(
        msgspec.structs.replace(f, entry=home.get(f.block, "")) if not f.entry else f for f in found
    )


def _file(page: Page) -> Path:
    work = page if isinstance(page, WorkPage) else work_of(page)
    return folder_of(work) / f"疑点-{page.pk}.json"


def kept(page: Page) -> tuple[Finding, ...]:
    """Give what the last check of this page found; nothing where none was made."""
    path = _file(page)
    return _kept(str(path), path.stat().st_mtime_ns) if path.is_file() else ()


def found_at(page: Page) -> tuple[tuple[Finding, ...], Page | None]:
    """Give what the newest check of this page, or of one above it, found here; and which that was.

    No page where none of them was ever checked.
    """
    above = page.get_ancestors().filter(depth__gt=1).specific()
    made = [one for one in (page, *above) if _file(one).is_file()]
    if not made:
        return (), None
    newest = max(made, key=lambda one: (_file(one).stat().st_mtime_ns, one.depth))
    found = kept(newest)
    if newest.pk == page.pk:
        return found, page
    here = pages_of(page)
    return tuple(f for f in found if f.entry in here or f.block in here), newest


@lru_cache(maxsize=8)
def _kept(path: str, _changed: int) -> tuple[Finding, ...]:
    return read_json(Path(path).read_bytes(), tuple[Finding, ...])


def page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what the last check found, filtered; start a new one in the background."""
    top = seen(request, page_id)
    insist(request.user, "check.see", place_of(top))
    if request.method == "POST":
        insist(request.user, "check.run", place_of(top))
        run = runs.start(request.user, f"机检《{top.title}》", check_all, top)
        return redirect("jobs_run", run.pk)
    found, checked_as = found_at(top)
    decided = verdicts(work_of(top))
    level = request.GET.get("level", "")
    rule = request.GET.get("rule", "")
    wanted = request.GET.get("which", "open")
    rows = [(f, decided.get(f.fingerprint, "")) for f in found
            if (not level or f.level == level) and (not rule or f.rule == rule)]  # fmt: skip
    open_ones = [row for row in rows if not row[1]]
    shown = {"open": open_ones, "decided": [r for r in rows if r[1]]}.get(wanted, rows)
    pages = pages_of(top)
    return render(request, "works/check.html", {
        "page": top, "total": len(found), "open": len(open_ones), "which": wanted,
        "levels": [(x, sum(f.level == x for f in found)) for x in LEVELS], "level": level,
        "rows": [(f, done, pages.get(f.entry) or pages.get(f.block)) for f, done in shown[:_SHOWN]],
        "more": max(0, len(shown) - _SHOWN), "was_checked": checked_as is not None,
        "when": _when(checked_as or top), "may_run": may(request.user, "check.run", place_of(top)).allowed,
        "may_decide": may(request.user, "check.decide", place_of(top)).allowed,
        "verdicts": VERDICTS,
    })  # fmt: skip


def _when(top: Page) -> Any:
    if not _file(top).is_file():
        return None
    stamp = _file(top).stat().st_mtime
    return timezone.datetime.fromtimestamp(stamp, timezone.get_current_timezone())


def pages_of(top: Page) -> dict[str, int]:
    """Give the page of each entry below a page, by the entry's id."""
    rows = EntryPage.objects.filter(path__startswith=top.path).values_list("entry_id", "pk")
    return dict(rows)


@require_POST
def decide(request: HttpRequest, page_id: int) -> JsonResponse:
    """Take one verdict on one finding: an error, or not, with the reason."""
    top = seen(request, page_id)
    try:
        sent = json.loads(request.body)
        decision = Decision(
            fingerprint=str(sent["fingerprint"])[:64],
            verdict=sent["verdict"],
            who=request.user.shown,
            when=timezone.localtime().date().isoformat(),
            reason=str(sent.get("reason", ""))[:1000],
            corrected=str(sent.get("corrected", ""))[:1000],
            alike=str(sent.get("alike", ""))[:64],
            doc=str(sent.get("doc", ""))[:300],
            rule=str(sent.get("rule", ""))[:20],
        )
        shaped(msgspec.to_builtins(decision), Decision)
    except (KeyError, TypeError, ValueError, msgspec.ValidationError):
        return JsonResponse({"reason": "没有看懂这个决定，请刷新页面再试。"}, status=400)
    if decision.verdict != "confirmed" and not decision.reason.strip():
        return JsonResponse({"reason": "忽略疑点须写明理由。"}, status=400)
    rule_on(request.user, top, decision)
    return JsonResponse({"decided": Ruling.objects.filter(work=work_of(top)).count()})
