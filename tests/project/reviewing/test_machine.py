"""The review as people meet it: what is refused, in which words, and what is kept."""

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from fangzhi.model.value import decode, encode
from fangzhi.project.reviewing.desk import Paper, Quality
from fangzhi.project.reviewing.flows import flow_for
from fangzhi.project.reviewing.machine import (
    advance,
    drift,
    filing_due,
    missing,
    release_fault,
)
from fangzhi.project.reviewing.state import (
    Judge,
    Pass,
    Refusal,
    Reopen,
    Return,
    State,
    Submit,
)

from .on_the_desk import DAY, OPEN, act, full_desk, go_through

FLOW = flow_for("志书", "县", "公开出版")
DESK = full_desk(FLOW)


def at(step: str, *, submitted: bool = True) -> State:
    state = go_through(FLOW, DESK, step)
    if not submitted:
        return state
    after = advance(FLOW, state, Submit(act("吴某", "编辑")), DESK)
    assert isinstance(after, State)
    return after


def refused(state: Any, event: Any, desk: Any = DESK) -> Refusal:
    answer = advance(FLOW, state, event, desk)
    assert isinstance(answer, Refusal), "应当拒绝"
    return answer


def test_a_county_chronicle_goes_the_whole_way_and_every_step_stands_in_its_history() -> None:
    state = go_through(FLOW, DESK)
    passed = [one for one in state.history if one.act == "通过"]
    assert [one.step for one in passed] == [
        "篇目审定", "初审", "复审", "终审验收", "批准", "付印", "备案"]  # fmt: skip
    assert all(
        one.who and one.when == DAY and one.opinion == "同意" and one.words == 120_000
        and one.rate == Decimal("0.4") and one.digest == "正文甲"
        for one in passed
    )  # fmt: skip
    assert release_fault(FLOW, state, "正文甲") == ""


def test_nobody_approves_their_own_text() -> None:
    answer = refused(at("初审"), Pass(act("撰稿的李某", "初审"), "同意"))
    assert answer.cause == "自审"
    assert "撰稿的李某写过或编过这部分稿子" in answer.reason


def test_an_author_may_not_sit_on_the_panel_either() -> None:
    answer = refused(at("终审验收"), Judge(act("撰稿的李某", "专家"), "历史", "通过"))
    assert answer.cause == "自审"


def test_one_person_does_not_conclude_two_reviews() -> None:
    answer = refused(at("复审"), Pass(act("初审人", "复审"), "同意"))
    assert answer.cause == "一人两审"


def test_one_expert_does_not_speak_for_two_fields() -> None:
    state = advance(FLOW, at("终审验收"), Judge(act("郑某", "专家"), "历史", "通过"), DESK)
    answer = refused(state, Judge(act("郑某", "专家"), "档案", "通过"))
    assert answer.cause == "一人两席"


def test_an_opinion_without_answer_keeps_the_review_shut_and_is_named() -> None:
    desk = replace(DESK, opinions=(OPEN,))
    answer = refused(at("初审"), Pass(act("初审人", "初审"), "同意"), desk)
    assert answer.cause == "关口未过：意见答复"
    assert (
        "还有1条意见没有答复" in answer.reason and "周某：“人口数与统计公报不符”" in answer.reason
    )


def test_all_shut_gates_are_told_at_once() -> None:
    desk = replace(DESK, opinions=(OPEN,), papers=(), quality=None)
    answer = refused(at("复审"), Pass(act("复审人", "复审"), "同意"), desk)
    assert len(answer.reasons) == 4
    assert missing(FLOW, at("复审"), desk) == answer.reasons


def test_an_error_rate_over_the_bound_keeps_the_last_review_shut() -> None:
    desk = replace(DESK, quality=Quality("正文甲", Decimal("1.2"), certified=True, outcome="合格"))
    state: Any = at("终审验收")
    for field in FLOW.steps[3].panel:
        state = advance(FLOW, state, Judge(act(field, "专家"), field, "通过"), desk)
    answer = refused(state, Pass(act("终审人", "终审"), "同意"), desk)
    assert "差错率为每万字1.2（按字符数），高于每万字1的限度" in answer.reason


def test_a_paper_about_the_text_before_its_last_change_does_not_open_the_gate() -> None:
    old = tuple(replace(p, digest="旧稿") if p.kind == "保密审查意见" else p for p in DESK.papers)
    desk = replace(DESK, papers=old)
    answer = refused(at("复审"), Pass(act("复审人", "复审"), "同意"), desk)
    assert answer.reasons == ("《保密审查意见》是对改动以前的稿子出具的。请按现在的稿子重办。",)


def test_a_paper_without_its_number_is_told() -> None:
    desk = replace(DESK, papers=(*[p for p in DESK.papers if p.kind != "批准文件"],
                                 Paper("批准文件", "县政府", DAY, "", "正文甲")))  # fmt: skip
    answer = refused(at("批准"), Pass(act("主任", "审发人"), "同意"), desk)
    assert answer.reasons == ("《批准文件》没有填文号（编号）。",)


def test_an_expert_against_it_must_look_again() -> None:
    state: Any = at("终审验收")
    for field in FLOW.steps[3].panel:
        finding: Any = "不通过" if field == "军事" else "通过"
        event = Judge(act(field, "专家"), field, finding, "驻军番号不宜写")
        state = advance(FLOW, state, event, DESK)
    answer = refused(state, Pass(act("终审人", "终审"), "同意"))
    assert "军事（军事）方面专家的结论是“不通过”" in answer.reason
    state = advance(FLOW, state, Judge(act("军事", "专家"), "军事", "修改后通过"), DESK)
    assert isinstance(advance(FLOW, state, Pass(act("终审人", "终审"), "同意"), DESK), State)


def test_a_text_changed_after_handing_in_must_be_handed_in_again() -> None:
    changed = full_desk(FLOW, "正文乙")
    answer = refused(at("初审"), Pass(act("初审人", "初审"), "同意"), changed)
    assert answer.cause == "正本已更动"
    state: Any = advance(FLOW, at("初审"), Submit(act("吴某", "编辑")), changed)
    assert isinstance(advance(FLOW, state, Pass(act("初审人", "初审"), "同意"), changed), State)


def test_a_change_after_the_seal_is_told_and_stops_approval() -> None:
    state = at("批准")
    (found,) = drift(state, "正文乙", "篇目甲")
    assert found.message.startswith("正本已更动：正文在“终审验收”（2026-05-06）定稿锁定")
    assert (
        refused(state, Pass(act("主任", "审发人"), "同意"), full_desk(FLOW, "正文乙")).cause
        == "正本已更动"
    )


def test_a_released_text_that_changes_may_not_go_out_any_more() -> None:
    state = go_through(FLOW, DESK)
    assert release_fault(FLOW, state, "正文乙").startswith("正本已更动")


def test_what_is_not_released_tells_which_steps_are_missing() -> None:
    words = release_fault(FLOW, at("复审"), "正文甲")
    assert words == "还没有放行：复审、终审验收、批准、付印还没有通过。"


def test_undoing_a_seal_needs_role_and_reason_and_goes_back() -> None:
    state = go_through(FLOW, DESK)
    assert refused(state, Reopen(act("吴某", "编辑"), "改错字", "终审验收")).cause == "无权"
    assert refused(state, Reopen(act("总纂", "总纂"), " ", "终审验收")).cause == "缺意见"
    again = advance(FLOW, state, Reopen(act("总纂", "总纂"), "人口数有误", "终审验收"), DESK)
    assert isinstance(again, State)
    assert FLOW.steps[again.at].step == "终审验收" and again.released == ""
    lock = again.lock("正文")
    assert lock is not None and lock.step == "复审"
    assert again.history[-1].act == "撤销定稿" and again.history[-1].opinion == "人口数有误"
    assert [one.step for one in again.passed] == ["篇目审定", "初审", "复审"]


def test_a_text_sent_back_keeps_its_history_and_must_be_handed_in_again() -> None:
    state = advance(FLOW, at("复审"), Return(act("复审人", "复审"), "数据未核", "初审"), DESK)
    assert isinstance(state, State)
    assert FLOW.steps[state.at].step == "初审"
    assert refused(state, Pass(act("初审人", "初审"), "同意")).cause == "未送审"


def test_an_outline_changed_after_its_approval_stops_the_first_review() -> None:
    other = full_desk(FLOW, "正文甲", "篇目乙")
    assert (
        refused(at("初审", submitted=False), Submit(act("吴某", "编辑")), other).cause
        == "正本已更动"
    )


def test_a_date_before_the_last_step_is_refused() -> None:
    event = Pass(act("初审人", "初审", "2026-01-01"), "同意")
    assert refused(at("初审"), event).cause == "日期倒置"


def test_filing_is_due_three_months_after_publication_to_the_day_the_month_has() -> None:
    assert filing_due(FLOW.steps[-1], date(2026, 11, 30)) == date(2027, 2, 28)


def test_state_comes_back_from_disk_as_it_was() -> None:
    state = go_through(FLOW, DESK, "付印")
    assert decode(encode(state), State) == state
