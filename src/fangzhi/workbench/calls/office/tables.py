"""A photographed table beside its cells, for the office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from fangzhi.workbench.calls.gridding import cells_of, shown
from fangzhi.workbench.calls.intake.drafts import save_grid
from fangzhi.workbench.calls.models import HANDED, HandFile
from fangzhi.workbench.calls.office.found import hand_for


def grid(request: HttpRequest, page_id: int, hand_id: int, file_id: int) -> HttpResponse:
    """Type and confirm the cells of a photographed table."""
    row = hand_for(request, page_id, hand_id, "call.answer")
    file = get_object_or_404(HandFile, pk=file_id, hand_in=row)
    here = reverse("calls_table", args=[page_id, hand_id, file_id])
    if request.method == "POST" and row.state == HANDED:
        title, cells = cells_of(request.POST)
        confirms = request.POST.get("confirm") == "1"
        made = save_grid(request.user, file, title, cells, str(request.user) if confirms else "")
        messages.success(
            request,
            "已核对，表进了这一稿。" if made.confirmed_at else "存下了，还没有核对，不算数。",
        )
        return redirect(here)
    picture = reverse("calls_file", args=[page_id, hand_id, file_id]) + "?show=1"
    back = reverse("calls_hand", args=[page_id, hand_id])
    return render(request, "calls/table.html", {
        **shown(file, request.GET), "picture": picture, "back": back, "row": row,
        "frame": "workbench/page.html", "open": row.state == HANDED, "named": True,
    })  # fmt: skip
