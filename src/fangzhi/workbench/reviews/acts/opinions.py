"""Opinions given, answered, taken in from lists, and their wording put into the text."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fangzhi.align.anchors import anchor
from fangzhi.model.place import Anchor
from fangzhi.model.value import decode
from fangzhi.project.reviewing.machine import current_step
from fangzhi.project.reviewing.opinion_import import Imported
from fangzhi.project.reviewing.opinions import Answer, Opinion, Spot, answered, is_settled
from fangzhi.project.reviewing.placing import placed
from fangzhi.publish.pdf.review.stamp import CopyMap
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reviews.desk import flow_of, name_of, role_in
from fangzhi.workbench.reviews.frozen import current, known_texts
from fangzhi.workbench.reviews.models import Expert, Frozen, Remark, Round
from fangzhi.workbench.reviews.steps import layer_of
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.places import place_of

REVIEWERS = ("终审", "复审", "初审")
MOST = 5000
"""Characters of one opinion."""


class Said:
    """What a form or a script says of one opinion, before it is looked at."""

    def __init__(
        self, text: str, *, block: str = "", start: int = 0, end: int = 0, proposed: str = "",
        spot: Spot | None = None, quoted: str = "",
    ) -> None:  # fmt: skip
        self.text, self.proposed = text.strip()[:MOST], proposed.strip()[:MOST]
        self.block, self.start, self.end = block, start, end
        self.spot, self.quoted = spot, quoted.strip()[:200]


def give(user: Any, round: Round, said: Said) -> Remark:
    """Give an opinion of one's own, in the pen of the step that is going on."""
    with transaction.atomic():
        insist(user, "review.opine", place_of(round.page))
        text = _under_review(round)
        role = role_in(user, round.page, REVIEWERS)
        remark = _enter(text, said, name_of(user), role, user=user)
        write(user, "review.opine", f"Round:{round.pk}", number=remark.number)
    return remark


def note_down(user: Any, round: Round, reviewer: str, role: str, said: Said) -> Remark:
    """Enter an opinion that somebody wrote on paper."""
    if not reviewer.strip():
        raise ValidationError("请写明这条意见是谁提的。")
    with transaction.atomic():
        insist(user, "review.paper", place_of(round.page))
        text = _under_review(round)
        remark = _enter(text, said, reviewer.strip()[:60], role.strip()[:60], user=user)
        write(user, "review.paper", f"Round:{round.pk}", number=remark.number, reviewer=reviewer)
    return remark


def give_from_outside(expert: Expert, said: Said) -> Remark:
    """Give an opinion by personal link; the caller made sure of the link."""
    with transaction.atomic():
        if expert.handed_in is not None:
            raise PermissionDenied("您已经交回，不能再加意见。要补充，请与编辑部联系。")
        now = current(expert.round)
        if now is None or now.digest != expert.frozen.digest:
            raise PermissionDenied(
                "这一稿的审读已经结束。您已提的意见都收到了；要补充，请与编辑部联系。"
            )
        role = f"{expert.field}专家" if expert.field else expert.title
        remark = _enter(expert.frozen, said, expert.name, role, expert=expert)
        write(f"{expert.name}（外请专家）", "review.opine", f"Round:{expert.round_id}",
              number=remark.number)  # fmt: skip
    return remark


def take_back(user: Any, remark: Remark) -> None:
    """Take back one's own opinion while nobody has answered it."""
    with transaction.atomic():
        insist(user, "review.opine", place_of(remark.round.page))
        if remark.by_user_id != user.pk or remark.by_expert_id is not None:
            raise PermissionDenied("这是别人的意见，不能由您撤回。")
        if remark.settled:
            raise PermissionDenied("这条意见已经答复，不能撤回。")
        write(user, "review.opine", f"Round:{remark.round_id}", taken_back=remark.number,
              text=remark.opinion.text)  # fmt: skip
        remark.delete()


def take_back_from_outside(expert: Expert, remark: Remark) -> None:
    """Take back an opinion given by personal link, while nobody answered it and all is not handed in."""
    with transaction.atomic():
        if remark.by_expert_id != expert.pk:
            raise PermissionDenied("这是别人的意见，不能由您撤回。")
        if expert.handed_in is not None or remark.settled:
            raise PermissionDenied("已经交回或已经答复，不能撤回。要更正，请与编辑部联系。")
        write(f"{expert.name}（外请专家）", "review.opine", f"Round:{remark.round_id}",
              taken_back=remark.number, text=remark.opinion.text)  # fmt: skip
        remark.delete()


def answer(user: Any, remark: Remark, verdict: str, reason: str) -> None:
    """Answer an opinion: 采纳, 部分采纳 or 不采纳, with the reason that the trade asks for."""
    with transaction.atomic():
        insist(user, "review.answer", place_of(remark.round.page))
        _answer(remark, verdict, reason, name_of(user))
        write(user, "review.answer", f"Round:{remark.round_id}", number=remark.number,
              verdict=verdict, reason=reason)  # fmt: skip


def _answer(remark: Remark, verdict: str, reason: str, who: str) -> None:
    if verdict not in ("采纳", "部分采纳", "不采纳"):
        raise ValidationError("请选采纳、部分采纳或不采纳。")
    day = timezone.localtime().date().isoformat()
    done = answered(remark.opinion, Answer(verdict, who, day, reason.strip()[:MOST]))  # type: ignore[arg-type]
    if isinstance(done, str):
        raise ValidationError(done)
    remark.opinion = done
    remark.verdict, remark.settled = verdict, is_settled(done)
    remark.save()


def take_in(user: Any, round: Round, read: Imported) -> tuple[int, int, tuple[str, ...]]:
    """Enter the opinions of a returned list; answers in it count where one may answer.

    Gives how many are new, how many stood there already, and what is doubtful, in words.
    """
    with transaction.atomic():
        insist(user, "review.paper", place_of(round.page))
        text = _under_review(round)
        known = {_sameness(row.opinion): row for row in round.remarks.all()}
        new, doubts = 0, [finding.message for finding in read.findings]
        for opinion in read.opinions:
            row = known.get(_sameness(opinion))
            if row is None:
                said = Said(opinion.text, spot=opinion.spot, quoted=opinion.quoted)
                row = _enter(text, said, opinion.reviewer, opinion.role, user=user,
                             layer=opinion.layer)  # fmt: skip
                known[_sameness(opinion)], new = row, new + 1
                doubts += [f"第{row.number}条：{row.doubt}"] if row.doubt else []
            if opinion.answer is not None and not row.settled:
                doubts += _answers_in(user, row, opinion.answer)
        write(user, "review.paper", f"Round:{round.pk}", new=new, listed=len(read.opinions))
    return new, len(read.opinions) - new, tuple(doubts)


def _answers_in(user: Any, row: Remark, told: Answer) -> list[str]:
    insist(user, "review.answer", place_of(row.round.page))
    try:
        _answer(row, told.verdict, told.reason, told.who or name_of(user))
    except ValidationError as fault:
        return [f"第{row.number}条的答复没有记下：{'；'.join(fault.messages)}"]
    return []


def _sameness(opinion: Opinion) -> tuple[str, str, str]:
    return opinion.reviewer, opinion.layer, "".join(opinion.text.split())


def _under_review(round: Round) -> Frozen:
    text = current(round)
    if text is None:
        raise PermissionDenied("稿子现在不在送审，不能提意见。")
    return text


def _enter(
    text: Frozen, said: Said, reviewer: str, role: str, *, user: Any = None,
    expert: Expert | None = None, layer: str = "",
) -> Remark:  # fmt: skip
    if not said.text and not said.proposed:
        raise ValidationError("意见不能是空的。")
    round = Round.objects.select_for_update().get(pk=text.round_id)
    step = current_step(flow_of(round), round.state)
    number = (round.remarks.aggregate(most=Max("number"))["most"] or 0) + 1
    opinion = Opinion(
        str(number), layer or layer_of(step), reviewer, said.text or f"建议改为：{said.proposed}",
        role, step.step if step else "", timezone.localtime().isoformat(timespec="seconds"),
        _pointed(text, said), said.spot, said.quoted,
    )  # fmt: skip
    doubt = ""
    if said.spot is not None:
        opinion, told = _on_paper(text, opinion)
        doubt = told
    block = opinion.anchor.block if opinion.anchor is not None else ""
    return Remark.objects.create(
        round=round, frozen=text, number=number, opinion=opinion, layer=opinion.layer, block=block,
        proposed=said.proposed, doubt=doubt, by_user=user, by_expert=expert,
    )  # fmt: skip


def _pointed(text: Frozen, said: Said) -> Anchor | None:
    """Point at the words chosen in the frozen text; ValidationError where there are none such."""
    if not said.block:
        return None
    block = known_texts(text).get(said.block)
    if block is None:
        raise ValidationError("没有找到所选的文字，请刷新页面重新选。")
    end = said.end or len(block.text)
    try:
        return anchor(block, said.start, end)
    except ValueError as fault:
        raise ValidationError("所选文字的位置不对，请重新选。") from fault


def _on_paper(text: Frozen, opinion: Opinion) -> tuple[Opinion, str]:
    copy = lines_of(text)
    if copy is None:
        return opinion, "还没有印送审本，这一条的页和行还没有对到文字上。"
    opinion, told = placed(opinion, copy, known_texts(text))
    return opinion, told.message if told is not None else ""


def lines_of(text: Frozen) -> CopyMap | None:
    """Give the map from page and line of the printed copies; None before they were made."""
    return decode(store()[text.lines], CopyMap) if text.lines else None


def place_again(text: Frozen) -> int:
    """Point opinions written by page and line at their words, once the copies are there."""
    done = 0
    for row in text.remarks.filter(block=""):
        if row.opinion.spot is not None:
            row.opinion, row.doubt = _on_paper(text, row.opinion)
            row.block = row.opinion.anchor.block if row.opinion.anchor is not None else ""
            row.save()
            done += bool(row.block)
    return done
