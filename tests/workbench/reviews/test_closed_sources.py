"""What is not open cannot reach a public output: the release step asks for every source's openness."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from wagtail.models import Page

from fangzhi.align.anchors import anchor
from fangzhi.project.reviewing.flows import flow_for
from fangzhi.project.reviewing.state import State
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.jobs.runs import carry_out
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.reviews.frozen import keep, taken
from fangzhi.workbench.reviews.models import Frozen, Round
from fangzhi.workbench.sources import actions
from fangzhi.workbench.sources.models import Interview, Narrator, Source
from fangzhi.workbench.works.models import EntryPage, Standing
from tests.workbench.reviews.staff import Staff

pytestmark = pytest.mark.django_db
SHUT = "现在不能公开"


def at_release(work: Any, way: Any = "公开出版", step: str = "付印") -> Round:
    """Give a round of the work whose sealed text waits to be let out."""
    page = Page.objects.get(pk=work.pk)
    now, flow = taken(page), flow_for("年鉴", "县", way)
    state = State(flow.place_of(step), now.digest, now.outline)
    round = Round.objects.create(page=page, kind="年鉴", level="县", way=way, state=state)
    Frozen.objects.create(round=round, step=step, digest=now.digest, outline=now.outline,
                          text=keep(page), manifest=list(now.entries), words=now.words)  # fmt: skip
    Standing.objects.create(page=work, state="定稿", digest=now.digest)
    return round


def borne_out(chief: Any, **more: Any) -> Source:
    """Register a source and have it bear out the tea of the yearbook."""
    tea = EntryPage.objects.get(title="茶叶（正文）")
    source = actions.register(chief, {"title": "茶叶生产报告", "kind": "archive", **more})
    block = tea.entry.manuscript.blocks[0]
    start = block.text.index("1630")
    actions.bear_out(chief, tea, anchor(block, start, start + 4), source, {"leaf": "第3页"})
    return source


def refused(staff: Staff, round: Round) -> str:
    answer = staff.passes("审发人", round)
    assert answer.status_code == 409
    return str(answer.content.decode())


def test_a_book_that_rests_on_a_closed_source_is_not_let_out_until_somebody_opens_it(
    staff: Staff, work: Any, chief: Any
) -> None:
    source = borne_out(chief)
    round = at_release(work)
    told = refused(staff, round)
    assert f"“茶叶（正文）”的依据《茶叶生产报告》（第{source.pk}号，没有定开放）" in told
    line = Line.objects.filter(action="release", outcome="拒").get()
    assert "茶叶生产报告" in line.detail
    address = f"/reviews/{round.page_id}/{round.pk}/"
    page = staff.get("总纂", address).content.decode()
    assert "资料可以公开" in page and SHUT in page
    staff.post("总纂", f"/sources/{source.pk}/open/", openness="到期开放", open_from="2199-01-01")
    assert "2199-01-01起开放" in refused(staff, round)
    staff.post("总纂", f"/sources/{source.pk}/open/", openness="开放", open_from="")
    assert SHUT not in refused(staff, round)  # other papers are still missing, this is not


def test_evidence_taken_off_with_its_reason_holds_nothing_back(
    staff: Staff, work: Any, chief: Any
) -> None:
    source = borne_out(chief)
    row = source.evidence.get()
    address = f"/entries/{row.page_id}/evidence/{row.pk}/withdraw/"
    assert staff.post("总纂", address, reason=" ").status_code == 409
    assert staff.post("总纂", address, reason="改用统计局的数").status_code == 302
    assert Line.objects.filter(detail__contains="改用统计局的数", outcome="成").count() == 1
    assert SHUT not in refused(staff, at_release(work))


def test_what_contradicts_and_what_goes_to_the_house_alone_holds_nothing_back(
    staff: Staff, work: Any, chief: Any
) -> None:
    source = borne_out(chief)
    round = at_release(work, "内部资料准印证")
    assert SHUT not in refused(staff, round)
    Round.objects.all().delete()
    Standing.objects.all().delete()
    source.evidence.update(stance="against")
    assert SHUT not in refused(staff, at_release(work))


def test_a_file_closed_by_decision_holds_back_the_entry_that_was_read_from_it(
    staff: Staff, work: Any, chief: Any
) -> None:
    tea = EntryPage.objects.get(title="茶叶（正文）")
    source = Source.objects.create(title="农业来稿", kind="manuscript",
                                   digest=tea.entry.manuscript.source)  # fmt: skip
    round = at_release(work, "网上发布", "网上发布")
    assert SHUT not in refused(staff, round)  # nobody decided anything of it
    actions.open_source(chief, source, "不开放")
    told = refused(staff, round)
    assert "“茶叶（正文）”的原件《农业来稿》" in told and "不开放" in told


def test_words_of_a_witness_stay_in_the_house_until_what_he_allowed_and_when(
    staff: Staff, work: Any, chief: Any
) -> None:
    narrator = Narrator.objects.create(name="罗船生")
    heard = Interview.objects.create(narrator=narrator, title="浣水上的木船")
    source = borne_out(chief, title="木船整理稿", kind="oral", interview=heard)
    actions.open_source(chief, source, "开放")
    round = at_release(work)
    assert "口述者没有授权公开" in refused(staff, round)
    Interview.objects.update(consent="a" * 64, scope="public", embargo=date(2199, 1, 1))
    assert SHUT in refused(staff, round)
    Interview.objects.update(embargo=date(2020, 1, 1))
    assert SHUT not in refused(staff, round)


def test_an_export_of_what_is_not_open_says_that_it_is_for_the_house(
    staff: Staff, work: Any, chief: Any
) -> None:
    address = f"/works/{work.pk}/export/"
    assert "只供内部使用" not in staff.get("总纂", address).content.decode()
    borne_out(chief)
    assert "茶叶生产报告" in staff.get("总纂", address).content.decode()
    staff.post("总纂", address, formats=["tei"])
    run = Run.objects.latest("pk")
    carry_out.func(run.pk)
    run.refresh_from_db()
    assert run.result, run.message + run.fault
    with zipfile.ZipFile(Path(settings.HOME) / run.result) as box:
        told = box.read("只供内部使用.txt").decode("utf-8-sig")
    assert "《茶叶生产报告》（没有定开放）" in told
