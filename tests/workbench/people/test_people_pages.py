"""The pages about people: accounts, posts, units, the roles told in words."""

from __future__ import annotations

import io
from typing import Any

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.people.models import ROLES, Post, Unit, User


def test_an_account_is_opened_with_a_link_and_a_post_on_a_section(
    work: Any, office: Any, signed_in: Any
) -> None:
    client = signed_in(office("管理员"))
    answer = client.post("/desk/people/add/", {"name": "王编辑", "username": "wang"})
    link = answer.context["link"]
    user = User.objects.get(username="wang")
    assert not user.has_usable_password()
    section = work.get_children().first()
    client.post(f"/desk/people/{user.pk}/posts/", {"role": "编辑", "page": str(section.pk)})
    assert Post.objects.get(user=user).page_id == section.pk
    path = link.removeprefix("http://testserver")
    told = {"new_password1": "王编辑自己的密码-26", "new_password2": "王编辑自己的密码-26"}
    from django.test import Client

    own = Client()
    assert own.post(path, told).status_code == 302
    assert own.get(f"/admin/pages/{section.pk}/").status_code == 200
    assert Line.objects.filter(action="people.edit", outcome="成").count() >= 3


def test_a_name_already_taken_is_said_beside_the_field(office: Any, signed_in: Any) -> None:
    boss = office("管理员")
    answer = signed_in(boss).post("/desk/people/add/", {"name": "王", "username": boss.username})
    assert answer.status_code == 422
    assert "已" in answer.context["form"].errors["username"][0]


def test_the_last_administrator_stays(office: Any, signed_in: Any) -> None:
    boss, other = office("管理员", name="甲"), office("管理员", name="乙")
    client = signed_in(boss)
    assert User.objects.get(pk=other.pk).is_active
    client.post(f"/desk/people/{other.pk}/active/", {"active": "0"})
    assert not User.objects.get(pk=other.pk).is_active
    post = boss.posts.get()
    answer = client.post(f"/desk/people/{boss.pk}/posts/{post.pk}/", follow=True)
    assert "最后一位管理员" in answer.content.decode()
    assert Post.objects.filter(pk=post.pk).exists()
    client.post(f"/desk/people/{boss.pk}/active/", {"active": "0"})
    assert User.objects.get(pk=boss.pk).is_active


def test_a_reset_voids_password_sessions_and_codes(office: Any, signed_in: Any) -> None:
    boss, user = office("管理员"), office("终审", name="丙")
    User.objects.filter(pk=user.pk).update(totp_secret="ABCDEFGH")
    client = signed_in(user)
    assert client.get("/admin/").status_code == 200
    answer = signed_in(boss).post(f"/desk/people/{user.pk}/link/", {"codes": "1"})
    assert "/account/password/" in answer.content.decode()
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert user.totp_secret == ""
    assert client.get("/admin/").status_code == 302


def test_a_pasted_list_of_units_comes_in_whole_or_not_at_all(office: Any, signed_in: Any) -> None:
    client = signed_in(office("总纂"))
    Unit.objects.create(name="水务局", contact="老李")
    good = "序号\t单位名称\t联系人\t电话\n1\t水务局\t小王\t0595-2\n2\t教育局\t张某\t\n"
    assert client.post("/desk/units/list/", {"pasted": good}).status_code == 302
    assert Unit.objects.get(name="水务局").contact == "老李", "what stands is kept"
    assert Unit.objects.get(name="水务局").phone == "0595-2"
    assert Unit.objects.get(name="教育局").contact == "张某"
    bad = "单位名称\t联系人\n卫健局\t甲\n卫健局\t乙\n"
    answer = client.post("/desk/units/list/", {"pasted": bad})
    assert answer.status_code == 422
    assert "第3行与前面重复" in answer.content.decode()
    assert not Unit.objects.filter(name="卫健局").exists()


def test_a_workbook_of_units_comes_in(office: Any, signed_in: Any) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        ("单位名称", "联系人", "联系电话"),
        ("档案馆", "周某", "0595-3"),
        ("统计局", "", ""),
    ):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "供稿单位.xlsx"
    answer = signed_in(office("总纂")).post("/desk/units/list/", {"file": file})
    assert answer.status_code == 302, answer.context["faults"]
    assert Unit.objects.get(name="档案馆").phone == "0595-3"
    assert Unit.objects.filter(name="统计局").exists()


def test_a_file_that_is_no_list_is_refused_in_words(office: Any, signed_in: Any) -> None:
    file = io.BytesIO(b"MZ\x90\x00" + b"\0" * 200)
    file.name = "../../名单.xlsx"
    answer = signed_in(office("总纂")).post("/desk/units/list/", {"file": file})
    assert answer.status_code == 422
    assert answer.context["faults"]
    assert not Unit.objects.exists()


def test_the_roles_are_told_in_words(office: Any, signed_in: Any) -> None:
    text = signed_in(office("撰稿人")).get("/desk/roles/").content.decode()
    assert all(f"<h2>{role}</h2>" in text for role in ROLES)
    assert "entry." not in text
