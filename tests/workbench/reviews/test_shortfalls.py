"""What is missing in a round is told by the catalogue's rules: unit, step, day, field."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from msgspec.structs import replace
from wagtail.models import Page

from fangzhi.project.reviewing.desk import Desk, Paper
from fangzhi.project.reviewing.flows import flow_for
from fangzhi.project.reviewing.state import Judgement, Passage, State
from fangzhi.workbench.calls.models import Call, CallTask, HandIn
from fangzhi.workbench.reviews.models import Expert, Proof, Round
from fangzhi.workbench.reviews.shortfalls import RULES, Invited, Known, shortfalls
from fangzhi.workbench.works.models import SectionPage, WorkPage
from tests.workbench.reviews.staff import Staff

TODAY = date(2026, 11, 23)
FLOW = flow_for("志书", "县", "公开出版")
FIELDS = ("保密", "档案", "历史", "法律", "经济", "军事")
DESK = Desk("d1", "o1")


def at(step: str, **told: Any) -> State:
    return State(at=FLOW.place_of(step), frozen="d1", frozen_outline="o1", **told)


def passed(step: str, when: str) -> Passage:
    return Passage(step, "通过", "某某", "终审", when, "d1")


def rules(*told: Any) -> list[tuple[str, str]]:
    return [(one.rule, one.message) for one in shortfalls(*told)]


def test_a_panel_without_all_fields_says_which_are_missing() -> None:
    step = "终审验收"
    asked = [Invited("张", "保密", step, True), Invited("李", "军事", step, False),
             Invited("赵", "历史", "初审", True)]  # fmt: skip
    said = Judgement("法律", "王", "通过", "d1", "2026-11-01", "")
    (found,) = shortfalls(FLOW, at(step, judgements=(said,)), DESK, Known(TODAY, tuple(asked)))
    assert (found.rule, found.level) == ("R241", "体")
    assert "“终审验收”还没有请档案、历史、经济、军事方面的专家" in found.message
    assert found.evidence == ("应请6方面：保密、档案、历史、法律、经济、军事",
                              "已请2方面：保密（张）、法律（王）")  # fmt: skip
    everyone = tuple(Invited("某", field, step, True) for field in FIELDS)
    assert shortfalls(FLOW, at(step), DESK, Known(TODAY, everyone)) == ()
    # before the text lies there, nobody can be asked to read it
    assert shortfalls(FLOW, replace(at(step), frozen=""), DESK, Known(TODAY)) == ()
    assert shortfalls(FLOW, at("复审"), DESK, Known(TODAY)) == ()


@pytest.mark.parametrize(
    ("today", "filed", "says"),
    [
        (date(2026, 11, 15), "", ""),
        (date(2026, 11, 16), "", "期限2026-11-15已经过了1天"),
        (date(2027, 1, 1), "2026-11-15", ""),
        (date(2027, 1, 1), "2026-11-18", "备案比期限晚了3天"),
    ],
)
def test_filing_is_counted_to_the_day(today: date, filed: str, says: str) -> None:
    done = [passed("付印", "2026-08-15T10:00:00")]
    done += [passed("备案", f"{filed}T09:00:00")] if filed else []
    at_filing = FLOW.place_of("备案") + bool(filed)
    state = State(at=at_filing, passed=tuple(done), released="d1", frozen="d1")
    found = rules(FLOW, state, DESK, Known(today))
    assert [rule for rule, _ in found] == (["R240"] if says else [])
    assert says in "".join(words for _, words in found)


def test_a_text_at_the_press_before_its_gates_and_one_changed_after_them_are_told() -> None:
    early = at("复审")
    assert rules(FLOW, early, DESK, Known(TODAY)) == []
    ((rule, words),) = rules(FLOW, early, DESK, Known(TODAY, proofs=("校样《一校.pdf》",)))
    assert rule == "R239" and "“复审”、“终审验收”、“批准”还没有通过" in words
    asks = {gate.paper for gate in FLOW.steps[FLOW.place_of("付印")].gates}
    held = tuple(Paper(kind) for kind in sorted(asks) if kind)
    (found,) = shortfalls(FLOW, early, replace(DESK, papers=held), Known(TODAY))
    assert found.rule == "R239" and "已有《出版社三审三校记录》" in found.evidence
    # a leader's slip is asked for at earlier steps too, and proves nothing
    own = (Paper("分管领导签批单"),)
    assert rules(FLOW, early, replace(DESK, papers=own), Known(TODAY)) == []
    out = State(at=FLOW.place_of("备案"), released="d0", frozen="d1")
    ((rule, words),) = rules(FLOW, out, DESK, Known(TODAY))
    assert rule == "R239" and "放行以后正文又改过" in words
    assert rules(FLOW, at("付印"), DESK, Known(TODAY, proofs=("校样《一校.pdf》",))) == []


@pytest.mark.django_db
def test_the_pages_of_a_round_say_what_is_missing_and_so_does_the_home_page(
    staff: Staff, work: Any, chief: Any
) -> None:
    WorkPage.objects.filter(pk=work.pk).update(kind="县志")
    round = staff.begin(WorkPage.objects.get(pk=work.pk))
    assert round.kind == "志书"
    address = f"/reviews/{round.page_id}/{round.pk}/"
    assert "工作上还缺的" not in staff.get("总纂", address).content.decode()

    late(work, chief)
    shown = staff.get("总纂", address).content.decode()
    assert "R238 逾期未交" in shown and "还有1个单位没有交稿：水务局" in shown
    assert "农业农村局" not in shown.split("工作上还缺的")[1].split("</section>")[0]

    text = round.frozen.first()
    Proof.objects.create(round=round, frozen=text, name="一校.pdf", file="0" * 64)
    assert "已有校样《一校.pdf》" in staff.get("总纂", address).content.decode()

    step = "终审验收"
    flow = flow_for(round.kind, round.level, round.way)
    Round.objects.filter(pk=round.pk).update(
        state=State(at=flow.place_of(step), frozen=text.digest, frozen_outline=text.outline)
    )
    Expert.objects.create(
        round=round, frozen=text, name="张保密", field="保密", step=step, secret="s1",
        expires=timezone.localdate() + timedelta(days=3),
    )  # fmt: skip
    missing = "“终审验收”还没有请档案、历史、法律、经济、军事方面的专家"
    assert missing in staff.get("总纂", address).content.decode()
    assert missing in staff.get("总纂", "/reviews/").content.decode()
    assert missing in staff.get("总纂", "/admin/").content.decode()
    assert missing not in staff.get("初审", "/admin/").content.decode(), "who may not invite"


def late(work: Any, chief: Any) -> None:
    """Let a call be over that one unit answered and the other did not."""
    from fangzhi.project.calling.call import Call as Value

    sections = SectionPage.objects.filter(path__startswith=work.path, unit__isnull=False)
    call = Call.objects.create(
        page=Page.objects.get(pk=work.pk), title="2024卷组稿", year=2024, by=chief,
        deadline=timezone.localdate() - timedelta(days=2),
        value=Value("c1", "清溪年鉴", 2024, "2024-12-01"),
    )  # fmt: skip
    for number, section in enumerate(sections, 1):
        task = CallTask.objects.create(
            call=call, unit=section.unit, number=number, page=section, pages=[section.pk]
        )
        if section.title == "农业":
            HandIn.objects.create(task=task, version=1, state="已交")


def test_the_rules_are_those_of_the_catalogue() -> None:
    from fangzhi.check.rulebook.coverage import undecidable

    for key, rule in RULES.items():
        row = undecidable()[key]
        assert (row.name, row.level) == (rule.name, rule.level) and key in row.instead
