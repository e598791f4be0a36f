"""The editor: an entry opened, saved, checked while it is written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fangzhi.workbench.works.models import EntryPage


def editor(request: HttpRequest, page: EntryPage) -> HttpResponse:
    """Show an entry to read or write."""
    return render(request, "works/editor.html", {"page": page})
