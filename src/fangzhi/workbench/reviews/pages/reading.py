"""The frozen text to read, with the three pens on it, and opinions on chosen words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fangzhi.project.reviewing.machine import current_step
from fangzhi.project.reviewing.opinions import LAYERS, Spot
from fangzhi.project.reviewing.placing import lines_at, spot_fault
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.reviews.acts import opinions as acts
from fangzhi.workbench.reviews.acts.opinions import Said
from fangzhi.workbench.reviews.desk import flow_of
from fangzhi.workbench.reviews.frozen import current, known_texts, sealed
from fangzhi.workbench.reviews.models import Frozen, Round
from fangzhi.workbench.reviews.pages.common import acted, number, seen_round
from fangzhi.workbench.reviews.showing import heads_of, page_with, pages_of, shown, standing
from fangzhi.workbench.reviews.steps import layer_of, pen_of
from fangzhi.workbench.works.places import place_of


def read(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Show a frozen text of the round: the one in review, else the newest seal, else the last."""
    round = seen_round(request, key)
    text = _chosen(request, round)
    at_work = current(round)
    opines = may(request.user, "review.opine", place_of(round.page)).allowed
    return render(request, "reviews/read.html", {
        **reading(request, text, lambda page: f"{reverse('reviews_read', args=[page_id, key])}?page={page}"),
        "round": round, "page": round.page, "texts": round.frozen.all(),
        "opines": opines and at_work is not None and at_work.pk == text.pk,
        "layer": layer_of(current_step(flow_of(round), round.state)),
        "pen": pen_of(layer_of(current_step(flow_of(round), round.state))),
        "post": reverse("reviews_opine", args=[page_id, key]), "asset": f"/works/{page_id}/assets/",
    })  # fmt: skip


def _chosen(request: HttpRequest, round: Round) -> Frozen:
    told = number(request.GET.get("text"))
    text = round.frozen.filter(pk=told).first() if told else current(round) or sealed(round)
    text = text or round.frozen.first()
    if text is None:
        raise Http404
    return text


def reading(request: HttpRequest, text: Frozen, address: Any, only: Any = None) -> dict[str, Any]:
    """Gather one page of a frozen text; `only` names the one expert whose opinions are shown."""
    pages = pages_of(text)
    block = request.GET.get("block", "")[:64]
    at = page_with(text, block) if block else number(request.GET.get("page"), 1)
    at = min(max(1, at), len(pages))
    rows = text.round.remarks.filter(frozen__pk__lte=text.pk)
    if only is not None:
        rows = rows.filter(by_expert=only)
    here, lost = standing(text, rows)
    whole = known_texts(text).get(block) if block and request.GET.get("whole") else None
    return {
        "text": text, "items": shown(pages[at - 1], here), "at": at, "pages": len(pages),
        "before": address(at - 1) if at > 1 else "", "after": address(at + 1) if at < len(pages)
        else "", "heads": [(address(page), depth, block_id, words)
                           for page, depth, block_id, words in heads_of(text)],
        "layers": [(layer, pen_of(layer.name), rows.filter(layer=layer.name).count())
                   for layer in LAYERS],
        "loose": lost, "whole": whole,
    }  # fmt: skip


def said(told: Any) -> Said:
    """Read an opinion out of a form; ValidationError where the chosen words are not those shown."""
    block, quoted = told.get("block", "")[:64], told.get("quoted", "")
    opinion = Said(
        told.get("opinion", ""), block=block, start=number(told.get("start")),
        end=number(told.get("end")), proposed=told.get("proposed", ""),
    )  # fmt: skip
    if block and opinion.end < opinion.start:
        raise ValidationError("所选文字的位置不对，请重新选。")
    opinion.quoted = "" if block else quoted.strip()[:200]
    return opinion


@require_POST
def opine(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Take one's own opinion on chosen words, or on the whole."""
    round = seen_round(request, key)
    told = request.POST
    mark = f"?page={number(told.get('page'), 1)}#b-{told.get('block', '')[:64]}"
    return acted(request, lambda: acts.give(request.user, round, said(told)), "意见已记下。",
                 "reviews_read", page_id, key, mark=mark)  # fmt: skip


def line(request: HttpRequest, page_id: int, key: int) -> JsonResponse:
    """Give the words that stand on a page and line of the printed copies."""
    round = seen_round(request, key)
    text = _chosen(request, round)
    copy = acts.lines_of(text)
    if copy is None:
        return JsonResponse({"reason": "还没有印送审本，没有页和行可对。"}, status=409)
    spot = Spot(number(request.GET.get("page")), number(request.GET.get("line")),
                number(request.GET.get("to")))  # fmt: skip
    fault = spot_fault(copy, spot)
    if fault:
        return JsonResponse({"reason": fault}, status=404)
    printed = [one.printed for one in lines_at(copy, spot)]
    return JsonResponse({"words": "\n".join(printed[:12])})
