"""What the pages of the review share: the round if one may see it, faults said in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.models import Page

from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reviews.acts.rounds import Shut
from fangzhi.workbench.reviews.models import Round
from fangzhi.workbench.works.places import place_of


def seen_round(request: HttpRequest, key: int) -> Round:
    """Give a round if this user may see reviews at its page; else there is none."""
    match = request.resolver_match
    page = match.kwargs["page_id"] if match is not None else 0
    # the gate looks at the page in the address: it must be the round's own
    round: Round = get_object_or_404(Round.objects.select_related("page"), pk=key, page_id=page)
    insist(request.user, "review.see", place_of(round.page))
    return round


def seen_page(request: HttpRequest, key: int) -> Page:
    """Give a page if this user may see reviews there."""
    page: Page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=key)
    insist(request.user, "review.see", place_of(page))
    return page


def acted(
    request: HttpRequest, act: Callable[[], Any], said: str, to: str, *keys: Any, mark: str = ""
) -> HttpResponse:
    """Do one thing and go on; say in words why not where it could not be done."""
    try:
        act()
    except ValidationError as fault:
        return refused(request, "".join(fault.messages), 409)
    except Shut as shut:
        return refused(request, shut.refusal.reason, 409)
    messages.success(request, said)
    answer = redirect(to, *keys)
    if mark:
        answer["Location"] += mark
    return answer


def number(told: str | None, otherwise: int = 0) -> int:
    """Read a whole number out of a form field."""
    try:
        return int(str(told or "").strip())
    except ValueError:
        return otherwise
