"""The registry, the notice counted from it, and the packages that carry it upwards."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
import openpyxl
from django.utils import timezone

from fangzhi.project.reporting.package import open_package, pack_reports
from fangzhi.project.reporting.values import Claim, Office, Report, WorkRecord
from fangzhi.workbench.office.models import Meeting, Notice, Package, Registered, Task
from fangzhi.workbench.office.notices.actions import counted
from fangzhi.workbench.people.models import Office as OwnOffice
from tests.workbench.office.conftest import Desk, confirmed, said

BOOK = {"title": "青浣县志（1991—2020）", "kind": "县志", "level": "县", "maker": "县志股",
        "stage": "复审", "since": "2026年5月10日", "period": "1991—2020", "words": "1200000",
        "启动": "2021-03", "初审": "2025-11-20", "planned": "2027", "note": "", "page": ""}  # fmt: skip


def enter(desk: Desk, **told: str) -> Any:
    return desk.client.post("/office/registry/add/", {**BOOK, **told})


def workbook(*rows: tuple[Any, ...]) -> io.BytesIO:
    book: Any = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "登记表.xlsx"
    return file


def cells(data: bytes, sheet: str) -> list[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[str(c or "") for c in row] for row in book[sheet].iter_rows(values_only=True)]


def test_a_work_compiled_elsewhere_is_registered_with_its_days(desk: Desk) -> None:
    assert enter(desk).status_code == 302
    work = Registered.objects.get()
    assert work.since == "2026-05-10" and work.dates == {"启动": "2021-03", "初审": "2025-11-20"}
    again = enter(desk, title="青浣县志 (1991-2020)")
    assert again.status_code == 422 and "已经登记过" in said(again)
    assert enter(desk, title="另一部", since="去年").status_code == 422


def test_ninety_one_claimed_stay_a_number_until_an_award_has_evidence(desk: Desk) -> None:
    enter(desk)
    work = Registered.objects.get()
    claim = {"words": "91部志鉴成果获奖", "claimed": "91", "source": "2月28日简报"}
    desk.client.post("/office/registry/claim/", claim)
    assert "自报 91 项，有依据 0 项" in said(desk.client.get("/office/registry/"))
    where = f"/office/registry/{work.pk}/award/"
    desk.client.post(where, {"name": "优秀成果二等奖"})
    assert "有依据 0 项" in said(desk.client.get("/office/registry/"))
    desk.client.post(where, {"name": "优秀成果一等奖", "year": "2025", "number": "志协〔2025〕3号"})
    shown = said(desk.client.get("/office/registry/"))
    assert "自报 91 项，有依据 1 项" in shown and "其余90没有名目" in shown
    assert Registered.objects.count() == 1


def test_a_list_fills_what_is_empty_and_tells_what_contradicts(desk: Desk) -> None:
    enter(desk)
    file = workbook(
        ("书名", "断限（卷年）", "阶段", "编纂单位", "字数", "出版日期", "获奖"),
        ("青浣县志（1991—2020）", "1991—2020", "终审", "县志股", 1200000, "", ""),
        ("青浣年鉴", "2025", "出版", "年鉴股", "45万", "2025年12月", "优秀年鉴／2026／省志协／7号"),
    )
    shown = said(desk.client.post("/office/registry/list/", {"file": file}))
    assert "新登记 1 部，原有 1 部" in shown
    assert "阶段登记的是“复审”，名单上是“终审”，没有改" in shown
    book = Registered.objects.get(title="青浣年鉴")
    assert book.words == 450_000 and book.dates == {"出版": "2025-12"}
    assert book.prizes.get().number == "7号"
    assert Registered.objects.get(title__contains="县志").stage == "复审"


def test_one_bad_row_keeps_the_whole_list_out_and_is_named(desk: Desk) -> None:
    file = workbook(("书名", "阶段"), ("甲志", "初审"), ("乙志", "编着呢"), ("丙志", "出版"))
    answer = desk.client.post("/office/registry/list/", {"file": file})
    assert answer.status_code == 422 and "第3行（乙志）" in said(answer)
    assert not Registered.objects.exists()


def test_what_is_exported_comes_back_the_same(desk: Desk) -> None:
    enter(desk)
    work = Registered.objects.get()
    desk.client.post(f"/office/registry/{work.pk}/award/", {"name": "一等奖", "number": "3号"})
    data = desk.client.get("/office/registry/export/").content
    file = io.BytesIO(data)
    file.name = "志鉴登记.xlsx"
    Registered.objects.all().delete()
    desk.client.post("/office/registry/list/", {"file": file})
    assert desk.client.get("/office/registry/export/").content == data


def test_a_notice_counts_and_takes_no_typed_figures(desk: Desk) -> None:
    enter(desk, since="2026-11-10")
    enter(desk, title="青浣年鉴", period="2025", kind="综合年鉴", stage="出版", since="2025-12")
    confirmed(desk.client)
    desk.client.post("/office/notices/", {"year": "2026", "quarter": "4"})
    notice = Notice.objects.get()
    where = f"/office/notices/{notice.pk}/"
    shown = said(desk.client.get(where))
    assert "县志1部：复审1部。" in shown and "综合年鉴1部：出版1部。" in shown
    assert "本期共" in shown and "青浣县志（1991—2020）2026-11-10进入复审" in shown
    typed = desk.client.post(where, {"lead": "本季度完成12部。"})
    assert typed.status_code == 422 and "数字“1”" in said(typed)
    desk.client.post(where, {"lead": "各单位抓紧推进，势头良好。"})
    desk.client.post(where, {"do": "fix"})
    enter(desk, title="又一部县志", period="")
    document = docx.Document(io.BytesIO(desk.client.get(f"{where}docx/").content))
    lines = [p.text for p in document.paragraphs]
    assert "各单位抓紧推进，势头良好。" in lines and "县志1部：复审1部。" in lines


def test_county_packages_make_one_table_with_every_contradiction(desk: Desk) -> None:
    OwnOffice.objects.create(name="岷东市地方志办")
    book = WorkRecord("w1", "青浣县志", "县志", "县", "复审", "2026-05-10", "1991—2020", 1_200_000)
    other = WorkRecord("w9", "青浣县志", "县志", "县", "终审", "2026-06-01", "1991—2020", 1_200_000)
    files = []
    for name, record in (("青浣县地方志办", book), ("松陵县地方志办", other)):
        office = Office(name, "县", "岷东市地方志办")
        report = Report(office, "2026年第二季度", "2026-07-02", (record,), (), (Claim("获奖", 3),))
        file = io.BytesIO(pack_reports(office, "2026-07-02", [report]))
        file.name = f"{name}.zip"
        files.append(file)
    spoiled = io.BytesIO(files[0].getvalue()[:-40])
    spoiled.name = "坏的.zip"
    answer = desk.client.post("/office/packages/take/", {"files": [*files, spoiled]}, follow=True)
    assert Package.objects.count() == 2 and "“坏的.zip”" in said(answer)
    shown = said(desk.client.get("/office/packages/merged/"))
    assert "共 1 部，来自 2 份报表" in shown
    assert (
        "阶段不一致：青浣县地方志办（2026-07-02）报“复审”；松陵县地方志办（2026-07-02）报“终审”"
        in shown
    )
    data = desk.client.get("/office/packages/merged/?as=xlsx").content
    assert "阶段不一致" in cells(data, "进度一览表")[1][-1]


def test_a_package_carries_the_registry_and_goes_onward_unchanged(desk: Desk) -> None:
    OwnOffice.objects.create(name="岷东市地方志办")
    enter(desk)
    county = Office("青浣县地方志办", "县", "岷东市地方志办")
    report = Report(county, "2026年第三季度", "2026-10-02")
    file = io.BytesIO(pack_reports(county, "2026-10-02", [report]))
    file.name = "青浣.zip"
    desk.client.post("/office/packages/take/", {"files": file})
    sent = {"period": "2026年第三季度", "level": "市", "parent": "省志办", "filled_by": "王某",
            "key": "约好的口令", "onward": Package.objects.get().pk}  # fmt: skip
    desk.client.post("/office/packages/make/", sent)
    row = Package.objects.get(ours=True)
    data = desk.client.get(f"/office/packages/{row.pk}/").content
    read = open_package(data, "约好的口令".encode())
    assert read.marked and read.code == row.code
    assert read.reports[0].works[0].title == BOOK["title"] and read.reports[1] == report


def test_who_may_not_send_makes_no_package(desk: Desk, office: Any, signed_in: Any) -> None:
    editor = signed_in(office("编辑", name="编辑"))
    sent = {"period": "2026年第三季度", "filled_by": "王某"}
    assert editor.post("/office/packages/make/", sent).status_code == 403
    assert not Package.objects.exists()
    writer = signed_in(office("撰稿人", name="撰稿人"))
    assert writer.get("/office/tasks/").status_code == 403


def test_a_notice_names_no_task_of_a_paper_that_is_not_public(desk: Desk) -> None:
    meeting = confirmed(desk.client, "不予公开")
    task = Task.objects.filter(meeting=meeting, items__isnull=True).first()
    assert task is not None
    sent = {
        "title": task.title,
        "owner": "",
        "owner_words": "",
        "deadline": "2020-01-01",
        "page": "",
    }
    desk.client.post(f"/office/tasks/{task.pk}/amend/", sent)
    desk.client.post("/office/notices/", {"year": "2026", "quarter": "4"})
    shown = said(desk.client.get(f"/office/notices/{Notice.objects.get().pk}/"))
    assert task.title not in shown and "有1项出自不公开的文件，不列题目" in shown


def test_a_task_closed_in_an_earlier_quarter_is_told_of_there_and_not_again(desk: Desk) -> None:
    confirmed(desk.client)
    task: Any = Task.objects.filter(items__isnull=True).first()
    told = datetime(2026, 8, 1, tzinfo=timezone.get_current_timezone())
    Task.objects.update(closed=None)
    Meeting.objects.update(added=told)
    Task.objects.filter(pk=task.pk).update(stage="已完成", closed=told)
    task.proofs.create(kind="文字", name="样书")
    many = counted(Notice(year=2026, quarter=3)).tasks
    assert many["已完成"] == 1
    later = counted(Notice(year=2026, quarter=4)).tasks
    assert later["已完成"] == 0 and sum(later.values()) == sum(many.values()) - 1


def test_one_work_named_with_its_years_here_and_without_there_is_one_row(desk: Desk) -> None:
    enter(desk)  # 青浣县志（1991—2020）, and the period beside it
    county = Office("松陵县地方志办", "县", "岷东市地方志办")
    book = WorkRecord("w9", "《青浣县志》", "县志", "县", "终审", "2026-06-01", "1991-2020", 1)
    file = io.BytesIO(pack_reports(county, "2026-07-02", [
        Report(county, "2026年第二季度", "2026-07-02", (book,))
    ]))  # fmt: skip
    file.name = "松陵.zip"
    desk.client.post("/office/packages/take/", {"files": file})
    shown = said(desk.client.get("/office/packages/merged/?own=1"))
    assert "共 1 部，来自 2 份报表" in shown and "阶段不一致" in shown
