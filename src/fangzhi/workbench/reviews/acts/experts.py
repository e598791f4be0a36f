"""Experts from outside: a personal link without an account, what it opens, when it ends."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from fangzhi.project.reviewing.machine import current_step
from fangzhi.project.reviewing.state import FINDINGS
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reviews.acts.rounds import concluded, is_current
from fangzhi.workbench.reviews.desk import flow_of
from fangzhi.workbench.reviews.frozen import current
from fangzhi.workbench.reviews.models import Expert, Round
from fangzhi.workbench.works.places import place_of

_SIGNER = signing.Signer(salt="fangzhi.reviews.expert", sep=".")
"""The salt bounds the purpose: no other link of the workbench opens a text for review."""
LONGEST = 180
WRONG = "这个链接打不开：可能没有复制完整。请从消息里重新点开，或者与发给您的编辑部联系。"


class NoEntry(Exception):
    """A link that opens nothing; the words say why and where to turn."""


def invite(user: Any, round: Round, name: str, title: str, field: str, days: int) -> Expert:
    """Name a reviewer of this round, with a link to the text that lies in review now."""
    insist(user, "review.invite", place_of(round.page))
    text, step = current(round), current_step(flow_of(round), round.state)
    if text is None or step is None:
        raise PermissionDenied("稿子还没有送审，不能请专家。")
    if not name.strip():
        raise ValidationError("请写专家的姓名。")
    if field and field not in step.panel:
        raise ValidationError(f"“{step.step}”不设“{field}”方面的专家。")
    if not 1 <= days <= LONGEST:
        raise ValidationError(f"期限请填1至{LONGEST}天。")
    with transaction.atomic():
        made = Expert.objects.create(
            round=round, frozen=text, name=name.strip()[:60], title=title.strip()[:120],
            field=field, step=step.step, secret=secrets.token_urlsafe(24),
            expires=_today() + timedelta(days=days), invited_by=user,
        )  # fmt: skip
        write(user, "review.invite", f"Round:{round.pk}", expert=made.name, field=field,
              expires=made.expires)  # fmt: skip
    return made


def withdraw(user: Any, expert: Expert) -> None:
    """Take a link back: it opens nothing from now on; what was said through it stays."""
    insist(user, "review.withdraw", place_of(expert.round.page))
    with transaction.atomic():
        expert.withdrawn = timezone.now()
        expert.save()
        write(user, "review.withdraw", f"Round:{expert.round_id}", withdrawn=expert.name)


def token_of(expert: Expert) -> str:
    """Give the signed part of the link."""
    return str(_SIGNER.sign(expert.secret))


def holder_of(token: str) -> Expert:
    """Give whose link this is; NoEntry in plain words for a wrong, expired or withdrawn one."""
    try:
        secret = _SIGNER.unsign(token)
    except signing.BadSignature:
        raise NoEntry(WRONG) from None
    found = Expert.objects.select_related("round__page", "frozen").filter(secret=secret).first()
    if found is None:
        raise NoEntry(WRONG)
    if found.withdrawn is not None:
        raise NoEntry("编辑部已经收回这个链接。如有疑问，请与编辑部联系。")
    if found.expires < _today():
        day = f"{found.expires.year}年{found.expires.month}月{found.expires.day}日"
        raise NoEntry(f"这个链接的期限到{day}为止，已经过了。需要时请编辑部再发一个。")
    return found


def opened(expert: Expert) -> None:
    """Note that the reading began; pressing twice notes it once."""
    if expert.opened is None:
        with transaction.atomic():
            expert.opened = timezone.now()
            expert.save()
            write(
                f"{expert.name}（外请专家）", "review.see", f"Round:{expert.round_id}", opened=True
            )


def hand_in(expert: Expert, finding: str, opinion: str) -> None:
    """Hand in: the conclusion counts for the expert's field, and no more opinions come."""
    if finding not in FINDINGS:
        raise ValidationError("请选一个结论。")
    with transaction.atomic():
        expert = Expert.objects.select_for_update().get(pk=expert.pk)
        if expert.handed_in is not None:
            raise ValidationError("您已经交回了。")
        round = Round.objects.select_for_update().get(pk=expert.round_id)
        if not is_current(expert):
            raise ValidationError("这一稿的审读已经结束，编辑部正在修改。您已提的意见都收到了。")
        who = f"{expert.name}（外请专家）"
        concluded(who, round, expert, finding, opinion.strip()[:5000])
        write(who, "review.opine", f"Round:{round.pk}", handed_in=expert.field, finding=finding)


def _today() -> date:
    return timezone.localtime().date()
