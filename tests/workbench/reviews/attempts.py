"""Attempts at what the review's pages offer, for the matrix of rights."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from msgspec.structs import replace
from wagtail.models import Page

from fangzhi.project.reviewing.flows import flow_for
from fangzhi.project.reviewing.opinions import Opinion
from fangzhi.project.reviewing.state import State
from tests.workbench.people.asking import Asked, Attempt, Target, look
from tests.workbench.reviews.staff import blank

_SAID = {"opinion": "请核对。"}
_STEPS = {
    "review.outline": ("志书", "篇目审定"),
    "review.first": ("年鉴", "初审"),
    "review.second": ("年鉴", "复审"),
    "review.final": ("年鉴", "审定"),
    "review.approve": ("年鉴", "批准"),
    "release": ("年鉴", "付印"),
    "release.file": ("年鉴", "备案"),
}


def _round(target: Target, kind: Any = "年鉴", step: str = "初审", frozen: bool = True) -> Any:
    """Give a round of the section that stands at a step, its text handed in."""
    from fangzhi.workbench.reviews.frozen import keep, taken
    from fangzhi.workbench.reviews.models import Frozen, Round

    page = Page.objects.get(pk=target.section.pk)
    now = taken(page)
    at = flow_for(kind, "县", "公开出版").place_of(step)
    state = State(at, now.digest if frozen else "", now.outline if frozen else "")
    round = Round.objects.create(page=page, kind=kind, level="县", way="公开出版", state=state)
    Frozen.objects.create(
        round=round, step=step, digest=now.digest, outline=now.outline, text=keep(page),
        manifest=list(now.entries), words=now.words,
    )  # fmt: skip
    return round


def _at(target: Target, rest: str = "", **more: Any) -> str:
    round = _round(target, **more)
    return f"/reviews/{round.page_id}/{round.pk}/{rest}"


def _remark(target: Target, rest: str) -> str:
    from fangzhi.workbench.reviews.models import Remark

    round = _round(target)
    row = Remark.objects.create(
        round=round, frozen=round.frozen.get(), number=1, layer="初审",
        opinion=Opinion("1", "初审", "周某", "请核。"), by_user=target.user,
    )  # fmt: skip
    return f"/reviews/{round.page_id}/opinion/{row.pk}/{rest}"


def _expert(target: Target, rest: str) -> str:
    from fangzhi.workbench.reviews.models import Expert

    round = _round(target)
    row = Expert.objects.create(
        round=round, frozen=round.frozen.get(), name="孙教授", step="初审", secret="secret",
        expires=date(2099, 1, 1),
    )  # fmt: skip
    return f"/reviews/{round.page_id}/expert/{row.pk}/{rest}"


def _amended(target: Target) -> Asked:
    title = target.entry.entry.title
    told = {"block": title.id, "words": "茶叶生产", "reason": "更正"}
    return Asked(f"/reviews/amend/{target.entry.pk}/", told)


def _concluded(action: str, rest: str) -> Attempt:
    kind, step = _STEPS[action]
    return Attempt(action, lambda t: Asked(_at(t, rest, kind=kind, step=step), _SAID))


def _proof(target: Target) -> Asked:
    from fangzhi.project.reviewing.state import Lock
    from fangzhi.workbench.reviews.models import Round

    address = _at(target, "proofs/", step="付印")
    round = Round.objects.get(page=target.section.pk)
    locks = (Lock("正文", round.state.frozen, "审定", "2026-05-01"),)
    round.state = replace(round.state, locks=locks)
    round.save()
    file = SimpleUploadedFile("一校.pdf", blank(), "application/pdf")
    return Asked(address, {"file": file})


_PAPER = {"kind": "分管领导签批单", "who": "王局长", "when": "2026-05-01"}
_NOTE = {"page": "1", "line": "1", "opinion": "请核。", "reviewer": "刘老"}
_AGAIN = {"to": "初审", "opinion": "重来"}

ATTEMPTS = [
    *(Attempt("review.see", lambda t, rest=rest: look(_at(t, rest)), slow=True)  # type: ignore[misc]
      for rest in ("", "text/", "opinions/", "papers/", "moved/", "opinions.docx", "proofs/")),
    Attempt("review.see", lambda t: look(f"/reviews/of/{t.section.pk}/")),
    Attempt("review.start", lambda t: Asked(f"/reviews/of/{t.section.pk}/", {})),
    Attempt("review.start", lambda t: Asked(_at(t, "submit/", frozen=False), {})),
    *(_concluded(action, "pass/") for action in _STEPS),
    *(_concluded(action, "return/") for action in ("review.first", "review.second")),
    Attempt("review.reopen", lambda t: Asked(_at(t, "reopen/", step="复审"), _AGAIN)),
    Attempt("review.opine", lambda t: Asked(_at(t, "opine/"), _SAID)),
    Attempt("review.opine", lambda t: Asked(_remark(t, "back/"), {})),
    Attempt("review.answer", lambda t: Asked(_remark(t, "answer/"), {"verdict": "采纳"})),
    Attempt("review.paper", lambda t: Asked(_at(t, "register/"), _PAPER)),
    Attempt("review.paper", lambda t: Asked(_at(t, "note/"), _NOTE)),
    Attempt("review.paper", lambda t: Asked(_at(t, "maps/"), {"name": ""})),
    Attempt("review.paper", lambda t: Asked(_at(t, "tags/"), {"tags": "涉军"})),
    Attempt("review.invite", lambda t: Asked(_at(t, "invite/"), {"name": "孙", "days": "3"})),
    Attempt("review.withdraw", lambda t: Asked(_expert(t, "withdraw/"), {})),
    Attempt("work.export", lambda t: Asked(_at(t, "copies/"), {"copies": "1"})),
    Attempt("entry.amend", _amended),
    Attempt("proof.compare", _proof),
]  # fmt: skip
