"""Nobody approves own text; who may not see does not learn; each refusal is one line."""

from __future__ import annotations

from typing import Any

import pytest

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.people.gate import door_of
from fangzhi.workbench.people.table import actions
from fangzhi.workbench.reviews.models import Event, Round
from fangzhi.workbench.reviews.urls import ROUTES, urlpatterns
from fangzhi.workbench.works.actions import rename
from fangzhi.workbench.works.models import EntryPage, SectionPage
from tests.workbench.reviews.staff import Staff

pytestmark = pytest.mark.django_db


def refusals() -> int:
    return Line.objects.filter(outcome="拒").count()


def test_who_edited_an_entry_inside_may_not_pass_or_return_it(
    staff: Staff, work: Any, office: Any
) -> None:
    office("编辑", work, name="初审的人")  # the reviewer is an editor as well
    tea = EntryPage.objects.get(title="茶叶（正文）")
    from fangzhi.workbench.people.models import User

    both = User.objects.get(pk=staff.people["初审"].pk)
    rename(both, tea, "茶叶生产", tea.latest_revision_id)
    round = staff.begin()
    staff.paper(round, "分管领导签批单")
    before, events = refusals(), Event.objects.count()
    answer = staff.passes("初审", round)
    assert answer.status_code == 403 and "不能审定自己的稿子" in answer.content.decode()
    assert refusals() == before + 1 and Event.objects.count() == events
    assert (
        "不能由您审定"
        in staff.get("初审", f"/reviews/{round.page_id}/{round.pk}/").content.decode()
    )
    another = office("初审", work, name="另一位初审")
    from django.test import Client

    browser = Client()
    browser.force_login(another)
    assert (
        browser.post(f"/reviews/{round.page_id}/{round.pk}/pass/", {"opinion": "同意"}).status_code
        == 302
    )


def test_one_person_does_not_pass_two_reviews(staff: Staff, work: Any, office: Any) -> None:
    office("复审", work, name="初审的人")
    round = staff.begin()
    staff.paper(round, "分管领导签批单")
    assert staff.passes("初审", round).status_code == 302
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/submit/")
    answer = staff.passes("初审", round)
    assert answer.status_code == 403 and "要换一位" in answer.content.decode()


def test_what_lies_in_review_is_not_edited_moved_or_sent_in_again(staff: Staff, work: Any) -> None:
    section = SectionPage.objects.get(title="农业")
    inner = staff.begin(section)
    assert staff.post("总纂", f"/reviews/of/{work.pk}/").status_code == 409
    answer = staff.post("总纂", f"/reviews/of/{section.pk}/")
    assert answer.status_code == 403
    tea = EntryPage.objects.get(title="茶叶（正文）")
    answer = staff.post("总纂", f"/reviews/amend/{tea.pk}/", block="x", words="y", reason="z")
    assert answer.status_code == 403
    water = EntryPage.objects.get(title="防汛（正文）")
    assert rename(staff.people["总纂"], water, "防汛抗旱", water.latest_revision_id).refused == ""
    assert Round.objects.get() == inner


def test_reviews_of_another_work_are_not_there(
    staff: Staff, work: Any, office: Any, signed_in: Any
) -> None:
    from fangzhi.workbench.works.actions import create_work

    round = staff.begin()
    other = create_work(staff.people["总纂"], "另一部", "县志")
    stranger = signed_in(office("复审", other, name="别处的复审"))
    for path in ("", "text/", "opinions/", "papers/", "moved/", "opinions.docx", "line/?page=1"):
        assert stranger.get(f"/reviews/{round.page_id}/{round.pk}/{path}").status_code == 404, path
    shown = stranger.get("/reviews/").content.decode()
    assert "清溪年鉴" not in shown


@pytest.mark.parametrize(
    ("role", "path", "told"),
    [
        ("复审", "pass/", {"opinion": "同意"}),
        ("审发人", "pass/", {"opinion": "同意"}),
        ("初审", "submit/", {}),
        ("初审", "invite/", {"name": "某某", "days": "3"}),
        ("终审", "reopen/", {"to": "初审", "opinion": "重来"}),
        ("总纂", "opine/", {"opinion": "意见"}),
        ("审发人", "opine/", {"opinion": "意见"}),
    ],
)
def test_a_step_out_of_turn_changes_nothing_but_one_line(
    staff: Staff, role: str, path: str, told: dict[str, str]
) -> None:
    round = staff.begin()
    was = Round.objects.values_list("state", flat=True).get(pk=round.pk)
    before, events = refusals(), Event.objects.count()
    answer = staff.post(role, f"/reviews/{round.page_id}/{round.pk}/{path}", **told)
    assert answer.status_code == 403, answer.content.decode()[:500]
    assert refusals() == before + 1 and Event.objects.count() == events
    assert Round.objects.values_list("state", flat=True).get(pk=round.pk) == was
    assert not round.remarks.exists() and not round.experts.exists()


def test_the_final_review_asks_for_a_code(staff: Staff, signed_in: Any) -> None:
    round = staff.begin()
    staff.paper(round, "分管领导签批单")
    staff.passes("初审", round)
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/submit/")
    staff.decided(round)
    staff.paper(round, "保密审查意见")
    staff.passes("复审", round)
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/submit/")
    events = Event.objects.count()
    browser = signed_in(staff.people["终审"], code=False)
    answer = browser.post(f"/reviews/{round.page_id}/{round.pk}/pass/", {"opinion": "同意"})
    assert answer.status_code == 302 and "code" in answer["Location"]
    assert Event.objects.count() == events


def test_every_route_has_an_action_of_the_table() -> None:
    names = {pattern.name for pattern in urlpatterns}
    assert names == set(ROUTES)
    for name in sorted(names):
        door = door_of(name)
        assert door is not None
        for action in (door.look, door.do):
            assert action == "public" or action in actions(), name
    assert all(n.startswith("reviews_outside") for n in names if ROUTES[n] == "public")
