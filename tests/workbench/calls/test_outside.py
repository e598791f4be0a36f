"""Behind a personal link: its life cycle, what a GET may do, what comes in, and what is shown of it."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from fangzhi.workbench.calls.models import HandFile, HandIn, Link, PhotoTable
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.works.compiling import store
from tests.workbench.calls.conftest import FRESH, Desk, carried_out, docx_of, filled

PERSON = {"leader": "刘局", "writer": "王一", "phone": "13800000000"}


def said(answer: Any) -> str:
    return str(answer.content.decode())


def picture(color: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), color).save(out, "PNG")
    return out.getvalue()


def send(phone: Client, link: str, **files: bytes) -> Any:
    given = [SimpleUploadedFile(name.replace("__", "."), data) for name, data in files.items()]
    answer = phone.post(link + "files/", {"files": given})
    carried_out()
    return answer


@pytest.fixture(autouse=True)
def no_wrong_links() -> None:
    cache.clear()


def test_a_link_opens_until_it_is_withdrawn_or_has_expired_and_its_token_is_stored_nowhere(
    desk: Desk,
) -> None:
    link, other = desk.link("水务局"), desk.link("水务局")
    token = link.split("/")[2]
    assert len(token) == 22
    assert not Link.objects.filter(token_hash__contains=token).exists()
    assert not Line.objects.filter(detail__contains=token).exists()
    assert "水务局，您好" in said(Client().get(link))
    first, second = Link.objects.order_by("pk")
    desk.office.post(desk.of("水务局", f"link/{first.pk}/withdraw/"))
    Link.objects.filter(pk=second.pk).update(expires=timezone.now() - timedelta(seconds=1))
    why = {
        link: "编辑部已经收回这个供稿链接",
        other: "已经过期",
        "/g/AAAAAAAAAAAAAAAAAAAAAA/": "没有这个页面",
    }
    for shut, words in why.items():
        for rest in ("", "state/", "pack/"):
            answer = Client().get(shut + rest)
            assert answer.status_code == 404 and words in said(answer)
            assert ("李编辑 0000-123456" in said(answer)) == (shut in (link, other))
        assert Client().post(shut + "hand-in/", PERSON).status_code == 404


def test_a_link_opens_nothing_of_another_unit(desk: Desk) -> None:
    water, farm = desk.link("水务局"), desk.link("农业农村局")
    send(Client(), water, 水利__docx=docx_of(*FRESH))
    file = HandFile.objects.get(name="水利.docx")
    assert Client().get(f"{water}file/{file.pk}/").status_code == 200
    assert Client().get(f"{farm}file/{file.pk}/").status_code == 404
    assert Client().post(f"{farm}aside/{file.pk}/", {"aside": "1"}).status_code == 404


def test_looking_at_every_page_behind_a_link_writes_nothing(desk: Desk) -> None:
    link = desk.link("水务局")
    send(Client(), link, 水利__docx=docx_of(*FRESH), 照片__png=picture())
    shot = HandFile.objects.get(name="照片.png")
    rest = ("", "state/", "pack/", f"file/{shot.pk}/", f"table/{shot.pk}/")
    changing = ("files/", "words/0/", "hand-in/", f"aside/{shot.pk}/")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        for part in rest:
            for method in (Client().get, Client().head):
                assert method(link + part).status_code == 200
        for part in changing:
            assert Client().get(link + part).status_code == 405
    written = [q["sql"] for q in seen if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert written == []


def test_who_tries_many_tokens_must_wait_and_shuts_nobody_else_out(desk: Desk) -> None:
    link = desk.link("水务局")
    stranger = Client(REMOTE_ADDR="203.0.113.7")
    answers = [stranger.get(f"/g/{number:022d}/").status_code for number in range(25)]
    assert answers[:20] == [404] * 20 and answers[20:] == [429] * 5
    # another unit behind the same address of the county's network still comes in
    assert stranger.get(link).status_code == 200
    assert stranger.get("/g/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 429


def test_a_form_from_another_site_changes_nothing(desk: Desk) -> None:
    link = desk.link("水务局")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link + "words/0/", {"words": "伪造"}).status_code == 403
    assert not HandIn.objects.exists()


def test_secret_files_and_programs_leave_no_copy_and_the_rest_is_kept_byte_for_byte(
    desk: Desk,
) -> None:
    link = desk.link("水务局")
    data, secret = docx_of(*FRESH), docx_of("机密★10年", "关于某事的报告", "正文若干。")
    before = set(store())
    send(Client(), link, 水利__docx=data, 报告__docx=secret, 工具__exe=b"MZ" + b"0" * 300,
         坏的__docx=b"PK\x03\x04 broken")  # fmt: skip
    kept = [store()[digest] for digest in set(store()) - before]
    assert data in kept and secret not in kept
    assert not any(one.startswith(b"MZ") for one in kept)
    names = set(HandFile.objects.values_list("name", flat=True))
    assert "报告.docx" not in names and "工具.exe" in names
    page = said(Client().get(link))
    assert "密级标志，没有收下" in page and "可执行程序" in page and "坏的.docx" in page
    assert "报告.docx" not in page


def test_names_and_words_of_a_file_are_shown_and_never_run(desk: Desk) -> None:
    link = desk.link("水务局")
    bad = "<script>alert(1)</script>"
    data = docx_of(f"{bad}2024年，全县建成水库39座。", *FRESH)
    file = SimpleUploadedFile('"><img src=x onerror=alert(1)>.docx', data)
    phone = Client()
    phone.post(link + "files/", {"files": [file]})
    carried_out()
    phone.post(link + "hand-in/", {**PERSON, "leader": bad})
    row = HandIn.objects.get(version=1)
    pages = [phone.get(link), desk.office.get(desk.hand(row)), desk.office.get(desk.of("水务局")),
             desk.office.get(desk.url())]  # fmt: skip
    for page in map(said, pages):
        assert bad not in page and "<img src=x" not in page
    answer = desk.office.get(desk.hand(row, f"files/{row.files.first().pk}/"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_words_mended_on_the_page_are_checked_anew_and_keep_their_ids(desk: Desk) -> None:
    link, phone = desk.link("水务局"), Client()
    phone.post(link + "files/", {"files": [filled(desk.pack("水务局"), FRESH, "稿.docx")]})
    carried_out()
    before = [block.id for block in HandIn.objects.get().filled.nodes[0].blocks]
    words = "\n".join((FRESH[0], FRESH[1].replace("2617", "2619"), FRESH[2], "另记一句。"))
    answer = phone.post(link + "words/0/", {"words": words}, follow=True)
    assert "已经重新检查" in said(answer) and "2619" in said(answer)
    phone.post(link + "hand-in/", PERSON)
    row = HandIn.objects.get(version=1)
    assert [block.id for block in row.filled.nodes[0].blocks][:3] == before
    # what was changed on the page is handed in as a file of its own, beside the original
    made = row.files.get(role="定稿")
    assert row.digest == made.digest and made.digest in store()
    assert row.files.filter(name="稿.docx").exists()


def test_a_photographed_table_counts_only_after_a_person_confirmed_it(desk: Desk) -> None:
    link, phone = desk.link("水务局"), Client()
    send(phone, link, 水利__docx=docx_of(*FRESH), 表__png=picture("gray"))
    shot = HandFile.objects.get(name="表.png")
    cells = ["乡镇", "投资", "城关", "1200", "茶垭", "1417", "合计", "2618"]
    told = {"title": "投资", "columns": "2", "cell": cells, "confirm": "0"}
    page = said(phone.post(f"{link}table/{shot.pk}/", told, follow=True))
    assert "1200＋1417＝2617，合计写的是2618，差1" in page
    assert "1417" not in str(HandIn.objects.get().filled)
    # without a name nobody confirmed it
    assert phone.post(f"{link}table/{shot.pk}/", {**told, "confirm": "1"}).status_code == 400
    assert PhotoTable.objects.get().confirmed_at is None
    phone.post(f"{link}table/{shot.pk}/", {**told, "confirm": "1", "name": "王一"})
    assert PhotoTable.objects.get().confirmed_by == "王一"
    assert "1417" in str(HandIn.objects.get().filled)


def test_the_leaders_signed_sheet_is_kept_with_the_hand_in_that_it_signs(desk: Desk) -> None:
    link, phone = desk.link("水务局"), Client()
    assert "还没有可以提交的稿" in said(phone.post(link + "hand-in/", PERSON, follow=True))
    send(phone, link, 水利__docx=docx_of(*FRESH))
    assert "请填写审核领导" in said(
        phone.post(link + "hand-in/", {**PERSON, "leader": " "}, follow=True)
    )
    phone.post(link + "hand-in/", PERSON)
    row = HandIn.objects.get(version=1)
    assert phone.get(f"{link}sign-off/{row.pk}/").content[:2] == b"PK"
    sheet = SimpleUploadedFile("IMG_0001.png", picture("red"))
    phone.post(link + "files/", {"files": [sheet], "as": "签批单"})
    carried_out()
    row.refresh_from_db()
    assert store()[row.signed] == picture("red")
    assert "已收到签批单照片" in said(phone.get(link))


def test_files_sent_one_by_one_are_read_together_when_the_last_is_there(desk: Desk) -> None:
    link, phone = desk.link("水务局"), Client()
    for name, data in (("水利.docx", docx_of(*FRESH)), ("照片.png", picture())):
        answer = phone.post(
            link + "files/", {"part": "1", "files": [SimpleUploadedFile(name, data)]}
        )
        assert answer.json() == {"got": 1}
    assert not HandFile.objects.filter(hand_in__isnull=False).exists()
    assert phone.post(link + "files/", {"finish": "1"}).json() == {"started": True}
    assert phone.get(link + "state/").json()["open"]
    carried_out()
    assert not phone.get(link + "state/").json()["open"]
    assert HandFile.objects.filter(hand_in__version=0).count() == 2
