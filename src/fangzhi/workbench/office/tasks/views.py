"""Pages of tasks: the list with its filters, one task with progress, evidence and closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page

from fangzhi.workbench.office.answers import done, download, number
from fangzhi.workbench.office.answers import told as said
from fangzhi.workbench.office.meetings.shown import UNSAID, names_of
from fangzhi.workbench.office.models import Evidence, Meeting, Task
from fangzhi.workbench.office.tasks import actions
from fangzhi.workbench.office.tasks.told import counts, leaves
from fangzhi.workbench.people.models import User
from fangzhi.workbench.people.rights import insist, may, reachable
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import Standing
from fangzhi.workbench.works.places import place_of

_SHOWN = 500
UNSET = "还没有定"
"""Stands where a task made by hand has no owner or no day."""
_DEEPEST = 4
WHICH = (
    ("open", "未办结"),
    ("mine", "我的"),
    ("overdue", "逾期"),
    ("done", "已办结"),
    ("all", "全部"),
    ("dropped", "已撤销"),
)


def chosen(user: Any, which: str) -> Any:
    """Give the tasks of a filter: open, mine, overdue, done, all, dropped."""
    if which == "dropped":
        return Task.objects.exclude(dropped=None)
    rows = leaves()
    open_ones = rows.exclude(stage=actions.DONE)
    picked = {
        "mine": open_ones.filter(owner=user),
        "overdue": open_ones.filter(deadline__lt=timezone.localdate()),
        "done": rows.filter(stage=actions.DONE),
        "all": rows,
    }
    return picked.get(which, open_ones)


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """List tasks, filtered by who, state, meeting and point; as a list or as a tree."""
    insist(request.user, "office.see")
    return _listed(request)


def _listed(request: HttpRequest, status: int = 200, **told: Any) -> HttpResponse:
    which = request.GET.get("which", "open")
    meeting, point = number(request.GET.get("meeting")), number(request.GET.get("point"))
    rows = chosen(request.user, which)
    if meeting:
        rows = rows.filter(meeting=meeting)
    if point:
        rows = rows.filter(point=point)
    counted = counts(rows)
    listed = list(rows.select_related("meeting", "parent").prefetch_related("proofs")
                  .order_by(F("meeting_id").desc(nulls_first=True), "order")[: _SHOWN + 1])  # fmt: skip
    tree = request.GET.get("as") == "tree"
    points = []
    if meeting:
        points = list(Task.objects.filter(meeting=meeting).order_by("point")
                      .values_list("point", "point_title").distinct())  # fmt: skip
    return render(request, "office/tasks.html", {
        **told,
        "tasks": listed[:_SHOWN], "more": len(listed) > _SHOWN, "counts": counted.items(),
        "which": which, "choices": WHICH, "meeting": meeting, "point": point, "points": points,
        "meetings": Meeting.objects.filter(confirmed__isnull=False), "tree": tree,
        "today": timezone.localdate(), "unsaid": UNSAID,
        "may_edit": may(request.user, "office.edit").allowed,
    }, status=status)  # fmt: skip


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a task by hand; where it is refused, the list comes back with what was typed."""
    insist(request.user, "office.edit")
    names = ("title", "whence", "owner_words", "deadline")
    told = {name: request.POST.get(name, "") for name in names}
    try:
        task = actions.make(request.user, **told)
    except ValidationError as fault:
        return _listed(request, 422, typed=told, fault=said(fault))
    messages.success(request, "已立项。可以在这里派人、挂到篇目。")
    return redirect("office_task", task.pk)


@require_GET
def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show one task."""
    insist(request.user, "office.see")
    task = get_object_or_404(Task.objects.select_related("meeting", "page"), pk=key)
    user = request.user
    edits = may(user, "office.edit").allowed
    is_open = task.stage != actions.DONE and task.dropped is None
    places = _places(user) if edits else []
    return render(request, "office/task.html", {
        "task": task, "given": task.given, "parties": names_of(task.given),
        "unsaid": UNSAID if task.meeting_id else UNSET,
        "items": list(task.items.all()), "is_open": is_open,
        "notes": task.notes.select_related("by"), "proofs": task.proofs.select_related("by"),
        "may_edit": edits, "may_tell": (edits or task.owner_id == user.pk) and is_open,
        "may_close": may(user, "task.close").allowed,
        "people": _people() if edits else (), "places": places,
        "sealed": _sealed(places) if edits else (),
        "place": _seen_page(user, task.page), "today": timezone.localdate(),
    })  # fmt: skip


def _people() -> Any:
    return User.objects.filter(is_active=True, posts__isnull=False).distinct().order_by("name")


def _places(user: Any) -> list[tuple[int, str]]:
    """Give the works that a user may see, and their first two levels, as choices."""
    paths = list(reachable(user))
    seen = Q(pk__in=[])
    for path in paths:
        seen |= Q(path__startswith=path)
    rows = Page.objects.filter(seen, depth__gt=1, depth__lte=_DEEPEST).order_by("path")[:400]
    return [(page.pk, f"{'　' * (page.depth - 2)}{page.title}") for page in rows]


def _sealed(places: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Leave of the choices those that stand under seal, by themselves or with what is above."""
    under = Standing.objects.filter(state__in=("定稿", "发布")).values_list("page__path", flat=True)
    paths = dict(Page.objects.filter(pk__in=[key for key, _ in places]).values_list("pk", "path"))
    tops = tuple(under)
    return [(key, words.strip("　")) for key, words in places if paths[key].startswith(tops)]


def _seen_page(user: Any, page: Page | None) -> Page | None:
    """Give the page of a task only to who may see it."""
    if page is None or not may(user, "entry.see", place_of(page)).allowed:
        return None
    return page


def _page(words: str | None) -> Page | None:
    key = number(words)
    if not key:
        return None
    page = Page.objects.filter(pk=key, depth__gt=1).first()
    if page is None:
        raise Http404
    return page


def _act(request: HttpRequest, key: int, words: str, act: Callable[[Task], Any]) -> HttpResponse:
    task = get_object_or_404(Task.objects.select_related("page", "owner"), pk=key)
    done(request, words, lambda: act(task))
    return redirect("office_task", key)


@require_POST
def amend(request: HttpRequest, key: int) -> HttpResponse:
    """Set wording, owner, day, place."""
    told = request.POST
    owner = get_object_or_404(_people(), pk=number(told["owner"])) if told.get("owner") else None

    def act(task: Task) -> None:
        held = _page(told.get("page"))
        if held is None and _seen_page(request.user, task.page) is None:
            held = task.page  # a place that this person cannot see is not taken away by him
        actions.amend(
            request.user, task, title=told.get("title", ""), owner=owner,
            owner_words=told.get("owner_words", ""), deadline=told.get("deadline", ""), page=held,
        )  # fmt: skip

    return _act(request, key, "已保存。", act)


@require_POST
def note(request: HttpRequest, key: int) -> HttpResponse:
    """Tell of progress."""
    words = request.POST.get("words", "")
    return _act(request, key, "已记下进展。", lambda task: actions.note(request.user, task, words))


@require_POST
def prove(request: HttpRequest, key: int) -> HttpResponse:
    """Bring evidence: a file, a sealed place, or words with a number."""
    file, page = request.FILES.get("file"), request.POST.get("page")
    name, told_number = request.POST.get("name", ""), request.POST.get("number", "")

    def act(task: Task) -> None:
        if file is not None:
            actions.prove_by_file(request.user, task, file.name, file.read())
        elif number(page):
            held = _page(page)
            assert held is not None
            actions.prove_by_seal(request.user, task, held)
        else:
            actions.prove_by_words(request.user, task, name, told_number)

    return _act(request, key, "已登记佐证。", act)


@require_POST
def close(request: HttpRequest, key: int) -> HttpResponse:
    """Close a task."""
    return _act(request, key, "已办结。", lambda task: actions.close(request.user, task))


@require_POST
def reopen(request: HttpRequest, key: int) -> HttpResponse:
    """Take a closed task up again."""
    why = request.POST.get("why", "")
    return _act(request, key, "已退回。", lambda task: actions.reopen(request.user, task, why))


@require_POST
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """Drop a task that should be none."""
    why = request.POST.get("why", "")
    return _act(request, key, "已撤销，不再计入任务。",
                lambda task: actions.drop(request.user, task, why))  # fmt: skip


@require_POST
def take_up(request: HttpRequest, key: int) -> HttpResponse:
    """Take a dropped task up again."""
    return _act(request, key, "已恢复。", lambda task: actions.take_up(request.user, task))


@require_GET
def proof(request: HttpRequest, key: int) -> HttpResponse:
    """Give a file of evidence."""
    insist(request.user, "office.see")
    row = get_object_or_404(Evidence, pk=key, kind="文件")
    return download(store()[row.digest], str(row.name))
