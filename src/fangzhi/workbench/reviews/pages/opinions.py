"""Opinions as a table: answered one by one, taken in from lists, given out as the trade's forms."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fangzhi.project.reviewing.machine import current_step
from fangzhi.project.reviewing.opinion_form import blank_xlsx, opinions_docx, opinions_xlsx
from fangzhi.project.reviewing.opinion_import import Sender, read_opinions
from fangzhi.project.reviewing.opinions import LAYERS, VERDICTS, Spot, tally_sentence
from fangzhi.project.reviewing.spots import spot_words
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.reviews.acts import mending
from fangzhi.workbench.reviews.acts import opinions as acts
from fangzhi.workbench.reviews.acts.opinions import Said
from fangzhi.workbench.reviews.desk import flow_of, opinions_of
from fangzhi.workbench.reviews.frozen import current
from fangzhi.workbench.reviews.models import Remark, Round
from fangzhi.workbench.reviews.pages.common import acted, number, seen_round
from fangzhi.workbench.reviews.steps import layer_of, pen_of
from fangzhi.workbench.works.places import place_of

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 20_000_000
_LIST = (".xlsx", ".xls", ".docx", ".et", ".wps", ".doc")


def table(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Show the opinions of a round: all, those waiting for an answer, or those of one pen."""
    round = seen_round(request, key)
    which, layer = request.GET.get("which", ""), request.GET.get("layer", "")
    rows = round.remarks.select_related("by_expert", "frozen")
    if which == "open":
        rows = rows.filter(settled=False)
    if layer:
        rows = rows.filter(layer=layer)
    place, text = place_of(round.page), current(round)
    return render(request, "reviews/opinions.html", {
        "round": round, "page": round.page, "which": which, "layer": layer,
        "rows": [(row, pen_of(row.layer), _where(row), mending.unapplied(row) == "")
                 for row in rows],
        "layers": [(one.name, one.pen, pen_of(one.name)) for one in LAYERS],
        "tally": tally_sentence(opinions_of(round)), "verdicts": VERDICTS, "text": text,
        "may_answer": may(request.user, "review.answer", place).allowed,
        "may_note": bool(text) and may(request.user, "review.paper", place).allowed,
        "may_apply": may(request.user, "entry.edit", place).allowed,
        "has_lines": bool(text and text.lines), "user_pk": request.user.pk,
    })  # fmt: skip


def _where(row: Remark) -> str:
    return spot_words(row.opinion.spot) if row.opinion.spot is not None else ""


@require_POST
def answer(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Answer one opinion."""
    row = _remark(request, key)
    told = request.POST
    return acted(
        request,
        lambda: acts.answer(request.user, row, told.get("verdict", ""), told.get("reason", "")),
        f"第{row.number}条已答复。", "reviews_opinions", page_id, row.round_id, mark=f"#o-{row.number}",
    )  # fmt: skip


@require_POST
def take_back(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Take back one's own opinion."""
    row = _remark(request, key)
    return acted(request, lambda: acts.take_back(request.user, row), f"第{row.number}条已撤回。",
                 "reviews_opinions", page_id, row.round_id)  # fmt: skip


@require_POST
def apply(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Put the wording that an adopted opinion proposes into the text."""
    row = _remark(request, key)

    def act() -> None:
        saved = mending.apply(request.user, row)
        if saved.refused:
            raise ValidationError(saved.refused)

    return acted(request, act, f"第{row.number}条已改入稿中。", "reviews_opinions", page_id, row.round_id,
                 mark=f"#o-{row.number}")  # fmt: skip


def _remark(request: HttpRequest, key: int) -> Remark:
    row: Remark = get_object_or_404(Remark.objects.select_related("round__page", "frozen"), pk=key)
    seen_round(request, row.round_id)
    return row


@require_POST
def note_down(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Enter an opinion written on paper, by page and line."""
    round = seen_round(request, key)
    told = request.POST

    def act() -> None:
        page, first = number(told.get("page")), number(told.get("line"))
        spot = Spot(page, first, number(told.get("to"))) if page > 0 else None
        opinion = Said(told.get("opinion", ""), proposed=told.get("proposed", ""), spot=spot,
                       quoted=told.get("quoted", ""))  # fmt: skip
        acts.note_down(request.user, round, told.get("reviewer", ""), told.get("role", ""), opinion)

    return acted(request, act, "意见已登记。", "reviews_opinions", page_id, key, mark="#note")


@require_POST
def take_in(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Take in a returned list of opinions (XLSX, Word)."""
    round = seen_round(request, key)
    report: list[str] = []

    def act() -> None:
        new, known, doubts = acts.take_in(request.user, round, _read(request, round))
        report.append(f"读入{new}条" + (f"，{known}条原来已有" if known else "") + "。")
        report.extend(doubts[:50])

    done = acted(request, act, "意见表已读入。", "reviews_opinions", page_id, key)
    for words in report:
        messages.info(request, words)
    return done


def _read(request: HttpRequest, round: Round) -> Any:
    file = request.FILES.get("file")
    if file is None or file.size > _MOST:
        raise ValidationError("请选一份意见表（不超过20兆）。")
    name = Path(file.name).name
    if Path(name).suffix.lower() not in _LIST:
        raise ValidationError("意见表请用 Excel（.xlsx）或 Word（.docx）。")
    step = current_step(flow_of(round), round.state)
    text = current(round)
    when = timezone.localtime().date().isoformat()
    sender = Sender(request.POST.get("reviewer", "").strip()[:60] or "（未写姓名）", layer_of(step),
                    when=when)  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(file.read())
        try:
            read = read_opinions(path, sender)
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault
    if text is None:
        raise ValidationError("稿子现在不在送审，不能读入意见。")
    if not read.opinions:
        told = "".join(finding.message for finding in read.findings)
        raise ValidationError(told or f"“{name}”里没有意见。")
    return read


def as_word(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Give the two-column form as a Word file."""
    round = seen_round(request, key)
    step = current_step(flow_of(round), round.state)
    text = current(round)
    facts = (("审稿阶段", step.step if step else "已走完"), ("校验码", text.code if text else ""))
    data = opinions_docx(round.page.title, opinions_of(round), facts)
    return _sent(data, f"意见采纳情况表-{round.page.title}.docx", _WORD)


def as_sheet(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Give the same as a workbook."""
    round = seen_round(request, key)
    data = opinions_xlsx(opinions_of(round))
    return _sent(data, f"意见采纳情况表-{round.page.title}.xlsx", _SHEET)


def blank(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Give an empty list for a reviewer to fill in."""
    round = seen_round(request, key)
    layer = layer_of(current_step(flow_of(round), round.state)) or "终审"
    name = request.GET.get("reviewer", "").strip()[:60]
    return _sent(blank_xlsx(layer, name), f"审稿意见-{layer}-{name or '空表'}.xlsx", _SHEET)


def _sent(data: bytes, name: str, kind: str) -> HttpResponse:
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=name, content_type=kind)
