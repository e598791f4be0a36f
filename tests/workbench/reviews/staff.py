"""The people of a review and what they do in their browsers, in the words of the pages."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pypdfium2
from wagtail.models import Page

from fangzhi.model.finding import Decision, Finding
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.jobs.runs import carry_out
from fangzhi.workbench.reviews.models import Frozen, Round
from fangzhi.workbench.works.compiling import checked
from fangzhi.workbench.works.places import state_of
from fangzhi.workbench.works.rulings import rule_on

ROLES = ("分卷主编", "初审", "复审", "终审", "审发人")
DAY = "2026-11-01"


class Staff:
    """One browser for each role; `chief` imported the text and so wrote it."""

    def __init__(self, work: Any, office: Any, signed_in: Any) -> None:
        self.work = work
        self.people = {role: office(role, work, name=f"{role}的人") for role in ROLES}
        self.people["总纂"] = office("总纂", name="总纂")
        self.browsers = {role: signed_in(user) for role, user in self.people.items()}

    def get(self, role: str, path: str) -> Any:
        return self.browsers[role].get(path)

    def post(self, role: str, path: str, **told: Any) -> Any:
        return self.browsers[role].post(path, told)

    def begin(self, page: Any = None) -> Round:
        """Have the chief editor send the work in."""
        page = page or self.work
        answer = self.post("总纂", f"/reviews/of/{page.pk}/")
        assert answer.status_code == 302, answer.content.decode()[:2000]
        found: Round = Round.objects.get(page=page, is_open=True)
        return found

    def measured(self, round: Round) -> None:
        """Let the background make the 质量检查单 that sending in asked for."""
        run = Run.objects.filter(title__startswith="质量检查单").order_by("-pk").first()
        assert run is not None
        carry_out.func(run.pk)
        run.refresh_from_db()
        assert run.state == "完成", run.message + run.fault
        text = Frozen.objects.filter(round=round).first()
        assert text is not None and text.certificate is not None
        assert isinstance(text.certificate.confirmed.rate, Decimal)

    def decided(self, round: Round) -> None:
        """Let every finding be decided on, and the 质量检查单 made again."""
        decide_all(self.people["总纂"], self.work)
        assert self.post("总纂", f"/reviews/{round.page_id}/{round.pk}/measure/").status_code == 302
        self.measured(round)

    def paper(self, round: Round, *kinds: str, number: str = "〔2026〕7号") -> None:
        """Register papers as the office has them in hand."""
        for kind in kinds:
            answer = self.post("分卷主编", f"/reviews/{round.page_id}/{round.pk}/register/", kind=kind, who="王局长",
                               when=DAY, number=number)  # fmt: skip
            assert answer.status_code == 302, answer.content.decode()

    def passes(self, role: str, round: Round, opinion: str = "同意。") -> Any:
        return self.post(role, f"/reviews/{round.page_id}/{round.pk}/pass/", opinion=opinion)

    def state(self, round: Round) -> str:
        return state_of(Page.objects.get(pk=round.page_id))


def decide_all(chief: Any, work: Any) -> None:
    """Say of every finding of the work that it is none, with a reason."""
    findings: tuple[Finding, ...] = checked(work).findings
    for finding in findings:
        rule_on(chief, work, Decision(finding.fingerprint, "rejected", "总纂", DAY, reason="核过"))


def blank() -> bytes:
    """Give a PDF of one page without words."""
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(400, 600).close()
    document.save(out)
    document.close()
    return out.getvalue()
