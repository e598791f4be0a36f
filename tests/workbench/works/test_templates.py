"""A new work has the outline of its kind; what comes in goes to the places of that title."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.works.actions import create_work, import_folder
from fangzhi.workbench.works.compiling import project_of
from fangzhi.workbench.works.models import EntryPage, SectionPage, WorkPage

pytestmark = pytest.mark.django_db


def below(page: Any) -> list[str]:
    found = page.get_children().order_by("path")
    return [str(one.title) for one in found]


def new(client: Any, title: str, **told: str) -> WorkPage:
    response = client.post("/works/", {"title": title, "kind": "扶贫志", **told})
    assert response.status_code == 302
    return WorkPage.objects.get(title=title)


def handed_in(folder: Path, name: str, text: str) -> Path:
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    return folder


POVERTY = """# 第二章 贫困状况

全县有贫困村41个。

## 识别

2014年识别贫困户3216户。

## 退出

2019年全部退出。
"""


def test_a_new_work_has_the_outline_of_its_kind_or_none(office: Any, signed_in: Any) -> None:
    client = signed_in(office("总纂"))
    page = client.get("/works/").content.decode()
    assert "按种类备好样板" in page and "不用样板" in page
    first, second = new(client, "甲县扶贫志"), new(client, "乙县扶贫志")
    for work in (first, second):
        assert below(work)[:5] == ["序", "凡例", "概述", "大事记", "贫困状况"]
        section = SectionPage.objects.child_of(work).get(title="贫困状况")
        assert below(section) == ["致贫原因", "贫困标准", "识别", "建档立卡"]
    kinds = SectionPage.objects.child_of(first).values_list("title", "kind")
    assert dict(kinds)["大事记"] == "大事记"
    shown = client.get(reverse("works_outline", args=[first.pk])).content.decode()
    assert "易地扶贫搬迁" in shown and "还没有篇目" not in shown
    assert below(new(client, "丙县扶贫志", outline="不用样板")) == []


def test_texts_fill_the_places_of_the_template_and_the_rest_is_not_printed(
    office: Any, tmp_path: Path
) -> None:
    chief = office("总纂")
    work = create_work(chief, "甲县扶贫志", "扶贫志", template=True)
    before = SectionPage.objects.count()
    text = POVERTY + "\n# 甲县往事\n\n不在样板里的一章。\n"
    import_folder(chief, work, handed_in(tmp_path / "稿", "贫困.md", text))
    (section,) = SectionPage.objects.filter(title="贫困状况")
    assert section.label == "第二章" and section.kind == "章" and section.heading is not None
    # the words right under the chapter stand first, what the template lacks last
    assert below(section) == [
        "贫困状况（正文）",
        "致贫原因",
        "贫困标准",
        "识别",
        "建档立卡",
        "退出",
    ]
    assert "3216户" in str(EntryPage.objects.child_of(
        SectionPage.objects.get(title="识别")
    ).get().entry)  # fmt: skip
    assert below(work)[-1] == "甲县往事" and SectionPage.objects.count() == before + 2
    book = project_of(WorkPage.objects.get(pk=work.pk))[1].book
    assert [node.title for node in book.work.nodes] == ["贫困状况", "甲县往事"]
    assert [node.title for node in book.work.nodes[0].nodes] == ["识别", "退出"]
    assert WorkPage.find_problems() == ([], [], [], [], [])


def test_units_of_the_settings_own_outline_are_named(office: Any) -> None:
    settings = '[work]\nkind = "综合年鉴"\n[[outline]]\ntitle = "水利"\nunit = "水务局"\n'
    work = create_work(office("总纂"), "清溪", "综合年鉴", settings=settings, template=True)
    (page,) = SectionPage.objects.child_of(work)
    assert page.unit == Unit.objects.get(name="水务局") and page.kind == "类目"


def test_who_may_not_edit_an_empty_outline_is_told_who_does(office: Any, signed_in: Any) -> None:
    work = create_work(office("总纂"), "清溪", "综合年鉴")
    address = reverse("works_outline", args=[work.pk])
    boss = signed_in(office("管理员")).get(address).content.decode()
    assert "篇目由总纂、分卷主编和编辑来添" in boss and 'href="/desk/people/"' in boss
    reader = signed_in(office("初审", work)).get(address).content.decode()
    assert "“改篇目”由编辑、分卷主编、总纂来做" in reader and "请与管理员联系" in reader
    chief = signed_in(office("总纂")).get(address).content.decode()
    assert "请在下面添加，或者导入来稿" in chief and "来做，您在这里" not in chief


def test_the_home_page_leads_to_an_import_only_who_may_import(office: Any) -> None:
    from fangzhi.workbench.desk.today import first_steps

    create_work(office("总纂"), "清溪", "综合年鉴")
    assert "打开志书，导入来稿" in dict(first_steps(office("总纂")))
    assert "打开志书，导入来稿" not in dict(first_steps(office("管理员")))
