"""The table of flows: complete, with a source for each step, and as the norms say."""

import pytest

from fangzhi.project.reviewing.flows import all_flows, flow_for, sources


def test_every_kind_level_and_way_has_a_flow_that_can_be_released_once() -> None:
    flows = all_flows()
    assert len(flows) == 3 * 4 * 3
    for flow in flows:
        names = [step.step for step in flow.steps]
        assert len(names) == len(set(names)), flow.name
        assert sum(step.releases for step in flow.steps) == 1, flow.name
        assert all(step.actors and step.by for step in flow.steps)


def test_each_step_and_gate_says_where_it_comes_from() -> None:
    known = sources()
    for flow in all_flows():
        for step in flow.steps:
            assert step.basis, (flow.name, step.step)
            for code in (*step.basis, *(c for gate in step.gates for c in gate.basis)):
                assert known[code].says


def test_what_was_not_read_in_its_source_is_marked_so() -> None:
    assert not sources()["准印证"].seen
    assert sources()["条例12"].seen


def test_the_panel_of_a_county_chronicle_has_the_six_fields_of_the_regulation() -> None:
    flow = flow_for("志书", "县", "公开出版")
    step = flow.steps[flow.place_of("终审验收")]
    assert step.panel == ("保密", "档案", "历史", "法律", "经济", "军事")
    assert "条例12" in step.basis


def test_filing_follows_within_three_months_of_publication() -> None:
    flow = flow_for("年鉴", "县", "公开出版")
    assert flow.steps[-1].step == "备案"
    assert flow.steps[-1].months == 3


def test_a_yearbook_is_approved_and_a_web_edition_needs_the_disclosure_review() -> None:
    assert "批准" in [step.step for step in flow_for("年鉴", "省", "公开出版").steps]
    web = flow_for("年鉴", "省", "网上发布").steps[-1]
    assert "公开审查" in [gate.name for gate in web.gates]


def test_after_the_last_review_every_step_keeps_the_sealed_text() -> None:
    for flow in all_flows():
        last = max(n for n, step in enumerate(flow.steps) if step.layer == "终审")
        assert "正文" in flow.steps[last].locks
        assert all("正文" in step.keeps for step in flow.steps[last + 1 :])


def test_an_unknown_way_is_refused() -> None:
    with pytest.raises(ValueError, match="流程表里没有"):
        flow_for("志书", "县", "口头传播")  # type: ignore[arg-type]
