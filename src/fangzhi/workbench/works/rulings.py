"""What people decided about findings of a work, in the database and beside it as 审定.jsonl."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db import transaction
from wagtail.models import Page

from fangzhi.check.decisions import write_decisions
from fangzhi.files.atomic import write_bytes
from fangzhi.model.finding import Decision
from fangzhi.project.checked import DECISIONS
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.works.actions import thing_of
from fangzhi.workbench.works.compiling import folder_of
from fangzhi.workbench.works.models import Ruling, WorkPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.tree import work_of


def rule_on(user: Any, page: Page, decision: Decision) -> None:
    """Remember a decision: the last word on a finding counts, the ledger keeps all."""
    insist(user, "check.decide", place_of(page))
    work = work_of(page)
    with transaction.atomic():
        Ruling.objects.update_or_create(
            work=work, fingerprint=decision.fingerprint,
            defaults={"decision": decision, "who": user},
        )  # fmt: skip
        write(user, "check.decide", thing_of(page), finding=decision.fingerprint,
              rule=decision.rule, verdict=decision.verdict, reason=decision.reason)  # fmt: skip


def verdicts(work: WorkPage) -> dict[str, str]:
    """Give the verdict by fingerprint."""
    rows = Ruling.objects.filter(work=work).values_list("fingerprint", "decision")
    return {fingerprint: decision.verdict for fingerprint, decision in rows}


def write_beside(work: WorkPage) -> None:
    """Write the decisions where building and the certificate read them."""
    rows = Ruling.objects.filter(work=work).order_by("pk").values_list("decision", flat=True)
    path = folder_of(work) / DECISIONS
    data = write_decisions(msgspec.structs.replace(row) for row in rows)
    if data or path.is_file():
        write_bytes(path, data)
