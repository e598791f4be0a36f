"""The office's side: the outline called for, packs and texts, doubtful files, the board, refusals."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fangzhi.workbench.calls.models import Call, HandFile, HandIn
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.sources.models import Source
from tests.workbench.calls.conftest import COPIED, FRESH, Desk, carried_out, docx_of, filled


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_outline_proposes_units_and_a_call_made_anew_keeps_their_numbers(desk: Desk) -> None:
    page = said(desk.office.get(f"/calls/{desk.call.page_id}/new/"))
    assert "水务局" in page and "农业农村局" in page
    assert desk.tasks["农业农村局"].number == 1 and desk.tasks["水务局"].number == 2
    assert desk.tasks["水务局"].last is not None and desk.tasks["农业农村局"].last is None
    water = desk.sections["水利"]
    told = {"node": [str(water.pk)], f"unit-{water.pk}": str(water.unit_id), "year": "2024",
            "deadline": "2027-06-30"}  # fmt: skip
    assert desk.office.post(desk.url("edit/"), told).status_code == 302
    call = Call.objects.get()
    assert call.value.task("水务局").number == 2 and call.value.deadline == "2027-06-30"
    assert call.value.id == desk.call.value.id
    wrong = {**told, "deadline": "明年五月"}
    answer = desk.office.post(desk.url("edit/"), wrong)
    assert answer.status_code == 400 and "请写成 2025-05-31 这样" in said(answer)


def test_packs_come_as_one_zip_and_texts_stand_ready_to_paste_with_links(desk: Desk) -> None:
    desk.office.post(desk.url("packs/"))
    (run,) = carried_out()
    data = (Path(settings.HOME) / run.result).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        names = box.namelist()
    assert "微信文本.txt" in names and len([n for n in names if n.endswith("水务局.docx")]) == 1
    assert "/g/" not in said(desk.office.get(desk.url("letters/")))
    page = said(desk.office.post(desk.url("letters/")))
    assert page.count("/g/") == 2 and 'data-copy="letter-1"' in page


def test_doubtful_files_are_asked_about_and_a_person_says_whose_they_are(desk: Desk) -> None:
    file = SimpleUploadedFile("来稿.docx", docx_of("全年开展活动35场次。", "参加1200人次。"))
    desk.office.post(desk.url("take/"), {"files": [file]})
    (run,) = carried_out()
    assert "认不准" in run.message
    page = said(desk.office.get(desk.url("doubtful/")))
    assert "来稿.docx" in page and "全年开展活动35场次" in page
    digest = HandFile.objects.get(name="来稿.docx").digest
    desk.office.post(desk.url("doubtful/"), {"digest": digest, "unit": "农业农村局", "role": "稿"})
    row = HandIn.objects.get()
    assert row.task.unit.name == "农业农村局" and row.state == "已交" and row.version == 1
    assert "没有待认的文件" in said(desk.office.get(desk.url("doubtful/")))


def test_the_board_tells_states_in_words_filters_and_goes_out_as_a_workbook(desk: Desk) -> None:
    file = filled(desk.pack("水务局"), FRESH, "x.docx")
    desk.office.post(desk.url("take/"), {"files": [file]})
    carried_out()
    page = said(desk.office.get(desk.url()))
    assert (
        'class="state-已交 is-state">已交<' in page and 'class="state-未交 is-state">未交<' in page
    )
    only = said(desk.office.get(desk.url("?state=已交&sort=状态")))
    assert "第1稿" in only and ">农业农村局</a>" not in only
    book = openpyxl.load_workbook(io.BytesIO(desk.office.get(desk.url("board.xlsx")).content))
    cells = [[cell.value for cell in row] for row in book["收稿一览"].iter_rows()]
    assert [cells[2][1], cells[2][3]] == ["水务局", "已交"]


def test_reminders_are_there_to_paste_and_go_by_mail_where_a_server_is_set(
    desk: Desk, settings: Any
) -> None:
    page = said(desk.office.get(desk.url("remind/")))
    assert "没有设置发信服务器" in page and "水务局，您好" in page
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "localhost", "office@example.org"
    Unit.objects.filter(name="水务局").update(email="water@example.org")
    desk.office.post(desk.url("remind/"))
    assert [message.to for message in mail.outbox] == [["water@example.org"]]
    assert "水利" in mail.outbox[0].body


def test_a_hand_in_is_not_taken_twice_nor_sent_back_without_a_reason(desk: Desk) -> None:
    file = filled(desk.pack("水务局"), COPIED, "x.docx")
    desk.office.post(desk.url("take/"), {"files": [file]})
    carried_out()
    row = HandIn.objects.get()
    answer = desk.office.post(desk.hand(row, "return/"), {"reason": " "}, follow=True)
    assert "退回要写明理由" in said(answer)
    for paper in ("opinion", "sign-off", "text"):
        assert desk.office.get(desk.hand(row, f"paper/{paper}/")).content[:2] == b"PK"
    assert desk.office.get(desk.hand(row, "paper/other/")).status_code == 404
    desk.office.post(desk.hand(row, "accept/"))
    assert "已经定过了" in said(desk.office.post(desk.hand(row, "accept/"), follow=True))


def test_who_holds_no_post_there_sees_no_call_and_a_reviewer_does_nothing(
    desk: Desk, office: Any, signed_in: Any
) -> None:
    reviewer = signed_in(office("初审", desk.call.page))
    answer = reviewer.post(desk.url("packs/"))
    assert answer.status_code == 403 and "由" in said(answer)
    stranger = signed_in(office("编辑", desk.sections["农业"]))
    assert stranger.get(desk.of("水务局")).status_code in (403, 404)
    assert "水务局" not in said(stranger.get("/calls/"))


def test_what_came_beside_a_text_becomes_sources_of_the_unit_once_and_closed(desk: Desk) -> None:
    from PIL import Image

    shot = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(shot, "PNG")
    link = desk.link("水务局")
    phone = Client()
    files = [SimpleUploadedFile("水利.docx", docx_of(*FRESH)),
             SimpleUploadedFile("水库照片.png", shot.getvalue())]  # fmt: skip
    phone.post(link + "files/", {"files": files})
    carried_out()
    phone.post(link + "hand-in/", {"leader": "刘局", "writer": "王一", "phone": "138"})
    row = HandIn.objects.get(version=1)
    assert "登记为资料" in desk.office.get(desk.hand(row)).content.decode()
    for _ in range(2):
        assert desk.office.post(desk.hand(row, "sources/")).status_code == 302
    source = Source.objects.get()
    assert (source.title, source.kind, source.unit.name) == ("水库照片", "picture", "水务局")
    assert not source.is_open(timezone.localdate()) and "第1稿" in source.note
    kept = b"".join(desk.office.get(f"/sources/{source.pk}/original/").streaming_content)
    assert kept == shot.getvalue()
    assert "已经登记过" in desk.office.get(desk.hand(row)).content.decode()


def test_a_units_page_tells_what_it_did_in_earlier_calls(desk: Desk) -> None:
    before = desk.call
    task = desk.tasks["水务局"]
    again = Call.objects.create(page=before.page, title="清溪年鉴（2025年）", year=2025,
                                deadline="2028-05-31", value=before.value)  # fmt: skip
    later = again.tasks.create(unit=task.unit, number=task.number, page=task.page, pages=task.pages)
    phone, link = Client(), desk.link("水务局")
    phone.post(link + "files/", {"files": [SimpleUploadedFile("水利.docx", docx_of(*FRESH))]})
    carried_out()
    phone.post(link + "hand-in/", {"leader": "刘局", "writer": "王一", "phone": "138"})
    page = desk.office.get(f"/calls/{later.page_id}/units/{later.pk}/").content.decode()
    assert "历次组稿" in page and before.title in page and "第1稿" in page and "王一" in page
