"""While an upload is read and judged, everybody else goes on saving; what is stored is judged as it stands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from fangzhi.workbench.calls.intake import drafts, handing, looking
from fangzhi.workbench.calls.models import HandFile, HandIn
from fangzhi.workbench.works.actions import rename
from fangzhi.workbench.works.models import EntryPage
from tests.workbench.calls.conftest import FRESH, Desk, carried_out, docx_of, filled

pytestmark = pytest.mark.usefixtures("tables_as_new")
PERSON = {"leader": "刘局", "writer": "王一", "phone": "13800000000"}
Slow = Callable[[Callable[[], None]], list[int]]


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """Let the judging of a text wait until something else was done; gives a count of the waits."""

    def wait_for(other: Callable[[], None]) -> list[int]:
        waits: list[int] = []
        for module in (drafts, handing, looking):
            real = module.judged

            def judged(*told: Any, real: Any = real) -> Any:
                waits.append(len(waits))
                other()
                return real(*told)

            monkeypatch.setattr(module, "judged", judged)
        return waits

    yield wait_for


def in_another_connection(what: Callable[[], None]) -> None:
    """Do something as another worker does, and wait for it at most ten seconds."""
    done = threading.Event()

    def run() -> None:
        connection.settings_dict["OPTIONS"]["timeout"] = 5
        try:
            what()
            done.set()
        finally:
            connection.close()

    worker = threading.Thread(target=run)
    worker.start()
    worker.join(10)
    assert done.is_set(), "the other save had to wait for the text that was being judged"


@pytest.mark.django_db(transaction=True)
def test_another_save_goes_through_while_an_upload_is_read_and_judged(
    desk: Desk, slowly: Slow
) -> None:
    chief = desk.chief
    names = iter(f"茶叶{number}" for number in range(100))

    def save() -> None:
        page = EntryPage.objects.filter(title__startswith="茶叶").get()
        assert not rename(chief, page, next(names), page.latest_revision_id).refused

    waits = slowly(lambda: in_another_connection(save))
    link, phone = desk.link("水务局"), Client()
    phone.post(link + "files/", {"files": [filled(desk.pack("水务局"), FRESH, "稿.docx")]})
    carried_out()
    assert len(waits) == 1, "a lot taken in"
    phone.post(link + "words/0/", {"words": "\n".join((*FRESH, "另记一句。"))})
    assert len(waits) == 2, "words mended"
    phone.post(link + "hand-in/", PERSON)
    assert len(waits) == 3 and HandIn.objects.get(version=1).name.endswith("（网页上定稿）.docx")
    file = SimpleUploadedFile("来稿.docx", docx_of("全年开展活动35场次。", "参加1200人次。"))
    desk.office.post(desk.url("take/"), {"files": [file]})
    carried_out()
    digest = HandFile.objects.get(name="来稿.docx").digest
    desk.office.post(desk.url("doubtful/"), {"digest": digest, "unit": "农业农村局", "role": "稿"})
    assert len(waits) == 4 and HandIn.objects.filter(task__unit__name="农业农村局").exists()
    assert EntryPage.objects.get(title="茶叶3")


@pytest.mark.django_db
def test_what_comes_between_is_judged_with_it_and_nothing_is_lost(desk: Desk, slowly: Slow) -> None:
    link, phone = desk.link("水务局"), Client()
    phone.post(link + "files/", {"files": [filled(desk.pack("水务局"), FRESH, "稿.docx")]})
    carried_out()
    task = desk.tasks["水务局"]
    once = iter((True,))

    def mend_too() -> None:
        if next(once, False):
            drafts.mend(task, 0, ["\n".join((FRESH[0], "甲在中间改的一句。"))])

    waits = slowly(mend_too)
    file = HandFile.objects.get(name="稿.docx")
    drafts.put_aside(task, file, True)
    # judged once, found changed by the other hand (judged there too), judged anew
    assert len(waits) == 3
    row = HandIn.objects.get()
    assert "甲在中间改的一句。" in str(row.filled)
    assert HandFile.objects.get(pk=file.pk).put_aside


@pytest.mark.django_db
def test_where_it_never_comes_to_rest_nothing_is_stored_and_it_is_said(
    desk: Desk, slowly: Slow
) -> None:
    task = desk.tasks["水务局"]
    drafts.mend(task, 0, ["第一句。"])

    def touch() -> None:
        row = HandIn.objects.get()
        HandFile.objects.create(call=task.call, hand_in=row, name="又一个", role="附件")

    slowly(touch)
    with pytest.raises(ValidationError, match="别的改动"):
        drafts.mend(task, 0, ["第二句。"])
    assert "第二句" not in str(HandIn.objects.get().filled)
