"""Pictures of leaves, and the help page."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fangzhi.workbench.reading.room.views import around, readers
from fangzhi.workbench.reading.shelf.scope import Scope
from fangzhi.workbench.works.compiling import store


@readers
def picture(request: HttpRequest, scope: Scope, shelved: str, key: int) -> HttpResponse:
    """Give a leaf's picture, byte for byte."""
    row = scope.row(shelved)
    file = row.files.filter(pk=key, width__gt=0).first() if row is not None else None
    if file is None or file.digest not in store():
        raise Http404
    path = store().path(file.digest)
    return FileResponse(path.open("rb"), content_type=file.media_type)


@readers
def of_leaf(request: HttpRequest, scope: Scope, shelved: str) -> HttpResponse:
    """Lead from a leaf's name to its picture."""
    row = scope.row(shelved)
    leaf = request.GET.get("leaf", "").replace("\0", "")
    file = row.files.filter(leaf=leaf, width__gt=0).first() if row is not None else None
    if file is None:
        raise Http404
    return redirect("reading_picture", shelved, file.pk)


@readers
def guide(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Say how to search."""
    return render(request, "reading/help.html", around(request, scope))
