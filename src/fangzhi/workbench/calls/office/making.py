"""Make a call out of the outline: nodes and units chosen, deadline, requirements, forms, last year."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fangzhi.compile.settings import Contribution
from fangzhi.project.calling.call import REQUIREMENTS, Form
from fangzhi.project.calling.call import Call as CallValue
from fangzhi.workbench.calls.actions import make_call
from fangzhi.workbench.calls.intake.batch import read_lot
from fangzhi.workbench.calls.intake.staging import fresh_folder, put
from fangzhi.workbench.calls.models import Call
from fangzhi.workbench.calls.nodes import rows
from fangzhi.workbench.calls.office.found import call_for, page_for
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.people.office import name as office_name
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.works.models import WorkPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.tree import work_of

_FIELDS = ("deadline", "office", "contact", "phone", "send_to")
_BLANK_FORMS = 2
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def new(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make a call for a work, or a part of one."""
    return _make(request, page_for(request, page_id, "call.edit"), None)


def edit(request: HttpRequest, page_id: int, call_id: int) -> HttpResponse:
    """Change a call; units keep their numbers."""
    call = call_for(request, page_id, call_id, "call.edit")
    return _make(request, call.page.specific, call)


def _make(request: HttpRequest, top: Any, call: Call | None) -> HttpResponse:
    fault = ""
    if request.method == "POST":
        try:
            made = _made(request, top, call)
            return redirect("calls_board", made.page_id, made.pk)
        except ValidationError as raised:
            fault = "".join(raised.messages)
    shown = _shown(request, top, call)
    return render(request, "calls/new.html", {**shown, "fault": fault, "top": top, "call": call},
                  status=400 if fault else 200)  # fmt: skip


def _made(request: HttpRequest, top: Any, call: Call | None) -> Call:
    units = {unit.pk: unit for unit in Unit.objects.filter(is_active=True)}
    picked, said = {}, {}
    for word in request.POST.getlist("node"):
        key = int(word) if word.isdecimal() else 0
        unit = request.POST.get(f"unit-{key}", "")
        if unit.isdecimal() and int(unit) in units:
            picked[key] = units[int(unit)]
            said[key] = (request.POST.get(f"length-{key}", "").strip(),
                         request.POST.get(f"wants-{key}", "").strip())  # fmt: skip
    asked = asked_of(request.POST)
    prior = WorkPage.objects.filter(pk=request.POST.get("prior") or 0).first()
    if prior is not None and not may(request.user, "entry.see", place_of(prior)).allowed:
        raise ValidationError("上年卷请在您能看到的志书里选。")
    return make_call(request.user, top, asked, picked, said, prior=prior,
                     priors=_priors(request), earlier=call)  # fmt: skip


def _priors(request: HttpRequest) -> tuple[Contribution, ...]:
    files = request.FILES.getlist("last")
    if not files:
        return ()
    folder = fresh_folder()
    put(folder, files)
    lot = read_lot(folder, lambda done, total, words: None)
    unread = [why for one in lot.arrived if not one.returned.read for why in one.returned.why]
    faults = (*lot.told, *(why for _, why in lot.refused), *unread)
    if faults:
        raise ValidationError("；".join(faults))
    return tuple(Contribution(one.returned.manuscript) for one in lot.arrived)


def asked_of(told: Any) -> CallValue:
    """Read the form's fields; ValidationError in Chinese where they do not say enough."""
    words = {key: told.get(key, "").strip() for key in _FIELDS}
    if not _DATE.fullmatch(words["deadline"]):
        raise ValidationError("交稿期限请写成 2025-05-31 这样。")
    year = told.get("year", "").strip()
    if not re.fullmatch(r"\d{4}", year):
        raise ValidationError("记述哪一年，请写四位数的年份，如 2024。")
    wants = tuple(
        line.strip() for line in told.get("requirements", "").splitlines() if line.strip()
    )
    return CallValue("", "", int(year), requirements=wants, forms=tuple(_forms(told)), **words)


def _forms(told: Any) -> list[Form]:
    found = []
    grids = told.getlist("form-grid")
    for at, title in enumerate(told.getlist("form-title")):
        lines = [
            line for line in (grids[at] if at < len(grids) else "").splitlines() if line.strip()
        ]
        if not title.strip() or not lines:
            continue
        head, *body = [
            tuple(cell.strip() for cell in re.split(r"\t|｜|\|", line)) for line in lines
        ]
        blank = _at(told, "form-blank", at)
        units = tuple(name for name in re.split(r"[、，,\s]+", _at(told, "form-units", at)) if name)
        found.append(Form(title.strip(), head, tuple(body), int(blank) if blank.isdecimal() else 0,
                          _at(told, "form-measure", at), units=units))  # fmt: skip
    return found


def _at(told: Any, key: str, at: int) -> str:
    values = told.getlist(key)
    return str(values[at]).strip() if at < len(values) else ""


def _shown(request: HttpRequest, top: Any, call: Call | None) -> dict[str, Any]:
    value = call.value if call is not None else None
    told = request.POST
    owed = {}
    if call is not None:
        for task in call.tasks.select_related("unit"):
            for key, node in zip(task.pages, task.value.nodes, strict=False):
                owed[key] = (task.unit_id, node.length, node.requirements)
    lines = []
    for row in rows(top):
        unit, length, wants = owed.get(row.page.pk, (row.unit, "", ""))
        ticked = row.page.pk in owed if call is not None else row.proposed
        if told:
            ticked = str(row.page.pk) in told.getlist("node")
            unit = int(told.get(f"unit-{row.page.pk}") or 0)
        lines.append({"row": row, "unit": unit, "length": length, "wants": wants, "ticked": ticked})
    fields = {key: told.get(key, getattr(value, key, "") or "") for key in (*_FIELDS, "year")}
    if not fields["office"]:
        fields["office"] = office_name()
    wants = "\n".join(value.requirements if value else REQUIREMENTS)
    forms = _forms(told) if told else list(value.forms if value else ())
    shown = [{"form": form, "grid": "\n".join("｜".join(row) for row in (form.columns, *form.rows)),
              "units": "、".join(form.units)} for form in forms]  # fmt: skip
    works = [work for work in WorkPage.objects.exclude(pk=work_of(top).pk)
             if may(request.user, "entry.see", place_of(work)).allowed]  # fmt: skip
    return {
        "lines": lines, "fields": fields, "requirements": told.get("requirements", wants),
        "forms": [*shown, *({} for _ in range(_BLANK_FORMS))], "works": works,
        "prior": call.prior_id if call else None,
        "units": Unit.objects.filter(is_active=True), "work": work_of(top),
    }  # fmt: skip
