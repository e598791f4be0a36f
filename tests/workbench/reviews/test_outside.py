"""The personal link of an expert: what it opens, what a scanner cannot do, when it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.reviews.acts.experts import token_of
from fangzhi.workbench.reviews.models import Expert, Remark, Round
from fangzhi.workbench.works.models import EntryPage
from tests.workbench.reviews.staff import Staff

pytestmark = pytest.mark.django_db


def invited(staff: Staff, round: Round, **more: str) -> tuple[Expert, str]:
    told = {"name": "孙教授", "title": "省社科院", "days": "30", **more}
    answer = staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/invite/", **told)
    assert answer.status_code == 302, answer.content.decode()
    made: Expert = Expert.objects.order_by("-pk")[0]
    return made, f"/shen/{token_of(made)}/"


def test_an_expert_reads_opines_and_hands_in_without_an_account(staff: Staff) -> None:
    round = staff.begin()
    expert, link = invited(staff, round)
    assert (
        link in staff.get("总纂", f"/reviews/{round.page_id}/{round.pk}/papers/").content.decode()
    )
    browser = Client()
    cover = browser.get(link).content.decode()
    assert "孙教授" in cover and "开始审读" in cover and "1630" not in cover
    assert browser.get(f"{link}text/")["Location"] == link  # the button first
    assert browser.post(link)["Location"] == f"{link}text/"
    text = browser.get(f"{link}text/").content.decode()
    assert "1630吨" in text and "交回" in text
    block = EntryPage.objects.get(title="茶叶（正文）").entry.manuscript.blocks[0]
    at = block.text.index("1630")
    told = {"block": block.id, "start": at, "end": at + 4, "opinion": "请核。", "proposed": "1640"}
    assert browser.post(f"{link}opine/", told).status_code == 302
    remark = Remark.objects.get()
    assert remark.by_expert == expert and remark.opinion.reviewer == "孙教授"
    assert browser.post(f"{link}hand-in/", {"finding": ""}).status_code == 409
    assert browser.post(f"{link}hand-in/", {"finding": "修改后通过"}).status_code == 302
    assert browser.post(f"{link}opine/", told).status_code == 409
    assert Remark.objects.count() == 1
    assert "您已于" in browser.get(link).content.decode()
    assert Line.objects.filter(who="孙教授（外请专家）").count() == 3
    blocked = staff.passes("初审", round).content.decode()
    assert "还有1条意见没有答复" in blocked and "孙教授" in blocked


def test_a_mail_scanner_uses_nothing_up(staff: Staff) -> None:
    round = staff.begin()
    expert, link = invited(staff, round)
    lines = Line.objects.count()
    for _ in range(3):
        scanner = Client()
        assert scanner.get(link).status_code == 200
        assert scanner.head(link).status_code == 200
        assert scanner.get(f"{link}text/", follow=True).status_code == 200
        assert scanner.get(f"{link}opine/").status_code == 405
        assert scanner.get(f"{link}hand-in/").status_code == 405
    expert.refresh_from_db()
    assert expert.opened is None and Line.objects.count() == lines
    phone, desk = Client(), Client()
    for browser in (phone, desk):
        browser.post(link)
        assert browser.get(f"{link}text/").status_code == 200


def test_a_wrong_expired_or_withdrawn_link_says_so_and_opens_nothing(staff: Staff) -> None:
    round = staff.begin()
    expert, link = invited(staff, round)
    other, other_link = invited(staff, round)
    browser = Client()
    browser.post(link)
    wrong = browser.get(f"{link[:-3]}x/")
    assert wrong.status_code == 404 and "没有复制完整" in wrong.content.decode()
    mixed = link.split(".")[0] + "." + other_link.split(".")[1]
    assert browser.get(mixed).status_code == 404
    expert.expires = timezone.localtime().date() - timedelta(days=1)
    expert.save()
    for path in ("", "text/"):
        old = browser.get(f"{link}{path}")
        assert old.status_code == 404 and "已经过了" in old.content.decode()
    assert browser.post(f"{link}opine/", {"opinion": "晚了"}).status_code == 404
    assert (
        staff.post("总纂", f"/reviews/{round.page_id}/expert/{other.pk}/withdraw/").status_code
        == 302
    )
    taken = browser.get(other_link)
    assert taken.status_code == 404 and "收回" in taken.content.decode()
    assert browser.post(other_link).status_code == 404
    assert not Remark.objects.exists()


def test_a_link_opens_its_own_text_alone(staff: Staff) -> None:
    round = staff.begin()
    _, link = invited(staff, round)
    browser = Client()
    browser.post(link)
    for path in (
        f"/reviews/{round.page_id}/{round.pk}/",
        f"/reviews/{round.page_id}/{round.pk}/text/",
        "/works/",
        "/reviews/",
    ):
        assert browser.get(path).status_code == 302, path  # to the login
    assert browser.get(f"{link}picture/{'0' * 64}/").status_code == 404


def test_after_the_step_the_link_still_shows_but_takes_no_more(staff: Staff) -> None:
    round = staff.begin()
    _, link = invited(staff, round)
    browser = Client()
    browser.post(link)
    staff.post("初审", f"/reviews/{round.page_id}/{round.pk}/return/", opinion="请改。", to="初审")
    assert "已经结束" in browser.get(f"{link}text/").content.decode()
    assert browser.post(f"{link}opine/", {"opinion": "补一条"}).status_code == 409
    assert browser.post(f"{link}hand-in/", {"finding": "通过"}).status_code == 409


def test_the_six_fields_of_a_chronicle_are_heard_by_link_and_on_paper(
    staff: Staff, work: Any
) -> None:
    work.kind, work.way = "县志", "内部资料准印证"
    work.save()
    round = staff.begin()
    assert "篇目审定" in staff.get("终审", f"/reviews/{round.page_id}/{round.pk}/").content.decode()
    staff.paper(round, "篇目审定意见")
    assert staff.passes("终审", round).status_code == 302
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/submit/")
    staff.paper(round, "审稿报告", "分管领导签批单")
    assert staff.passes("初审", round).status_code == 302
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/submit/")
    staff.decided(round)
    staff.paper(round, "审稿报告", "保密审查意见")
    assert staff.passes("复审", round).status_code == 302
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/submit/")
    shut = staff.passes("终审", round).content.decode()
    assert "保密、档案、历史、法律、经济、军事方面专家" in shut
    _, link = invited(staff, round, name="钱律师", field="法律")
    browser = Client()
    browser.post(link)
    answer = browser.post(f"{link}hand-in/", {"finding": "不通过", "opinion": ""})
    assert answer.status_code == 409 and "问题在哪里" in answer.content.decode()
    browser.post(f"{link}hand-in/", {"finding": "不通过", "opinion": "用了废止的法规名称。"})
    army, _ = invited(staff, round, name="郑参谋", field="军事")
    staff.post(
        "总纂", f"/reviews/{round.page_id}/expert/{army.pk}/judge/", finding="通过", opinion=""
    )
    shut = staff.passes("终审", round).content.decode()
    assert "保密、档案、历史、经济方面专家" in shut and "法律（钱律师）" in shut


def test_an_expert_takes_back_a_slip_of_his_own_and_nobody_elses(staff: Staff) -> None:
    round = staff.begin()
    _, link = invited(staff, round)
    _, other_link = invited(staff, round, name="钱教授")
    browser, other = Client(), Client()
    for one, at in ((browser, link), (other, other_link)):
        one.post(at)
        one.post(f"{at}opine/", {"opinion": "全稿体例一致。"})
    mine, theirs = Remark.objects.order_by("number")
    shown = browser.get(f"{link}text/").content.decode()
    assert f"back/{mine.pk}/" in shown and f"back/{theirs.pk}/" not in shown
    assert browser.post(f"{link}back/{theirs.pk}/").status_code == 404
    assert browser.get(f"{link}back/{mine.pk}/").status_code == 405
    assert browser.post(f"{link}back/{mine.pk}/").status_code == 302
    assert list(Remark.objects.all()) == [theirs]
    assert Line.objects.filter(detail__contains="taken_back").count() == 1
    other.post(f"{other_link}hand-in/", {"finding": "通过"})
    assert other.post(f"{other_link}back/{theirs.pk}/").status_code == 409
    assert Remark.objects.count() == 1
