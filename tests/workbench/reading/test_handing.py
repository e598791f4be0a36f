"""A passage carded in the room is used in a dossier, and a dossier's cards are seen in the room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fangzhi.cli.main import main
from fangzhi.project.using.dossier import read_dossier
from fangzhi.workbench.reading.models import Card
from fangzhi.workbench.reading.shelf.opened import folder
from tests.project.using.shelves import dossier_in
from tests.workbench.reading.conftest import SECRET, browser, person

pytestmark = pytest.mark.django_db


def sent(client: Any, data: bytes) -> Any:
    file = SimpleUploadedFile("cards.json", data, "application/json")
    return client.post("/library/cards/file/", {"file": file})


def test_a_card_goes_from_the_room_to_a_dossier_and_back(shelf: Any, tmp_path: Path) -> None:
    editor, other = browser(person("编辑")), browser(person("分卷主编"))
    at = f"/library/works/{shelf.open.shelved}/card/"
    editor.post(at, {"start": "28", "end": "31", "note": "貢茶", "reliability": "可靠"})
    card = Card.objects.get()
    other.post(f"/library/cards/{card.pk}/check/")
    file = tmp_path / "cards.json"
    file.write_bytes(editor.get("/library/cards/file/").content)
    case = dossier_in(tmp_path / "案卷", "")
    library = ["--library", str(folder())]
    assert main(["use", "take", str(case), "--cards", str(file), *library]) == 0
    (taken,) = read_dossier(case).cards
    assert (taken.work, taken.start, taken.quotation) == ("蒙山志", 28, "蒙頂茶")
    assert (taken.reliability, taken.checked_by) == ("可靠", "")  # nobody saw the facsimile
    assert taken.note.startswith("貢茶；阅览室依据卡，") and "对过录文" in taken.note
    assert main(["use", "take", str(case), "--cards", str(file), *library]) == 0
    assert len(read_dossier(case).cards) == 1  # not twice
    assert main(["use", "verify", str(case), *library]) == 0

    back = tmp_path / "back.json"
    Card.objects.all().delete()
    assert main(["use", "cards", str(case), "--out", str(back)]) == 0
    assert sent(editor, back.read_bytes()).status_code == 302
    made = Card.objects.get()
    assert (made.quotation, made.cite, made.checked_by) == ("蒙頂茶", "L5", None)
    assert "蒙頂茶" in editor.get("/library/cards/").content.decode()
    assert sent(editor, back.read_bytes()).status_code == 302 and Card.objects.count() == 1


@pytest.mark.parametrize("data", [
    b"", b"{}", b"[1]", b'{"cards": [{"work": "x"}]}', b"\xff\xfe",
    '{"cards": [{"work": "蒙山志", "start": 28, "end": 31, "quotation": "蒙頂茗"}]}'.encode(),
    '{"cards": [{"work": "無此書", "start": 0, "end": 2, "quotation": "蒙山"}]}'.encode(),
])  # fmt: skip
def test_what_does_not_stand_in_the_library_is_refused(shelf: Any, data: bytes) -> None:
    answer = sent(browser(person("编辑")), data)
    assert answer.status_code == 400 and not Card.objects.exists()


def test_handing_in_does_not_tell_what_a_closed_source_says(shelf: Any) -> None:
    told = '{"cards": [{"work": "%s", "start": 0, "end": 6, "quotation": "%s"}]}'
    here = told % (shelf.source.title, SECRET)
    forged = told % (shelf.source.title, "雲母寨暗渠圗")
    client = browser(person("编辑"))
    answers = [sent(client, data.encode()).status_code for data in (here, forged)]
    assert answers == [400, 400]
