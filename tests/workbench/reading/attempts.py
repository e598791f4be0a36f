"""Attempts at the library: taking in, opening, withdrawing, setting the room, making cards."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.workbench.reading.dossiers.held import mark_of
from fangzhi.workbench.reading.models import IN, Card, Casefile, Extracted, Holding
from fangzhi.workbench.reading.shelf.asking import sum_of
from fangzhi.workbench.reading.shelf.following import seen_anew
from tests.workbench.people.asking import Asked, Attempt, Target, look

RECIPE = 'title = "表"\n[[pattern]]\nwords = "年末{园:字 1-4}園"\n'
WORDS = "年末茶園二萬一千畝。"


def _row() -> Any:
    row, _ = Holding.objects.get_or_create(
        shelved="a" * 16, defaults={"origin": "chronicle", "title": "蒙山志", "state": IN}
    )
    seen_anew()
    return row


def _on_disk() -> Any:
    """Give a row whose words stand in the library on disk."""
    from fangzhi.library.index import Library
    from fangzhi.workbench.reading.shelf.opened import folder, library

    row, opened = _row(), library()
    if opened is None or row.shelved not in opened.by_id:
        work = Shelved(str(row.shelved), "蒙山志", "蒙山志", "d", len(WORDS))
        Library(folder(), create=True).add([(work, Stream(WORDS, (0,), ("1a",)))])
    return row


def _card() -> Any:
    row = _on_disk()
    return Card.objects.create(holding=row, start=0, end=4, quotation=WORDS[:4], cite="1a")


def _table() -> Any:
    row = '{"rows": [{"row": {"id": "r", "work": "%s", "title": "蒙山志", "cite": "1a", "cite_to": '
    row += '"1a", "start": 0, "end": 4, "before": "", "quotation": "%s", "after": "", "slots": {}, '
    row += '"values": {}}, "sum": "%s"}]}'
    rows = row % (_on_disk().shelved, WORDS[:4], sum_of(WORDS[:4]))
    return Extracted.objects.create(title="表", recipe=RECIPE, rows=rows)


def _case() -> Any:
    text = '[dossier]\ntitle = "案"\nkind = "专题"\n'
    row, _ = Casefile.objects.get_or_create(title="案", defaults={"kind": "专题", "text": text})
    return row


def _saved(_: Target) -> Asked:
    row = _case()
    return Asked(f"/library/dossiers/{row.pk}/", {"text": str(row.text), "mark": mark_of(row)})


def _put_in(_: Target) -> Asked:
    return Asked(f"/library/dossiers/{_case().pk}/cards/", {"card": [str(_card().pk)]})


def _add(_: Target) -> Asked:
    file = SimpleUploadedFile("茶.txt", WORDS.encode(), "text/plain")
    return Asked("/library/desk/add/", {"files": [file], "kind": "旧志"})


def _new_card(_: Target) -> Asked:
    return Asked(f"/library/works/{_on_disk().shelved}/card/", {"start": "0", "end": "4"})


def _handed(_: Target) -> Asked:
    _on_disk()
    card = {"work": "蒙山志", "start": 0, "end": 4, "quotation": WORDS[:4]}
    told = json.dumps({"cards": [card]})
    file = SimpleUploadedFile("cards.json", told.encode(), "application/json")
    return Asked("/library/cards/file/", {"file": file})


ATTEMPTS = [
    Attempt("library.see", lambda t: look("/library/desk/"), at=""),
    Attempt("library.see", lambda t: look(f"/library/desk/{_row().pk}/"), at=""),
    Attempt("library.edit", lambda t: look("/library/desk/add/"), at=""),
    Attempt("library.edit", _add, at=""),
    Attempt("library.edit", lambda t: Asked("/library/desk/refresh/"), at=""),
    Attempt(
        "library.edit",
        lambda t: Asked(f"/library/desk/{_row().pk}/", {"title": "蒙山續志", "kind": "旧志"}),
        at="",
    ),
    Attempt("library.edit", lambda t: Asked(f"/library/desk/{_row().pk}/withdraw/"), at=""),
    Attempt("library.edit", lambda t: Asked(f"/library/desk/{_row().pk}/again/"), at=""),
    Attempt("library.open", lambda t: look("/library/desk/room/"), at=""),
    Attempt("library.open", lambda t: Asked("/library/desk/room/", {"is_public": "on"}), at=""),
    Attempt(
        "library.open",
        lambda t: Asked(f"/library/desk/{_row().pk}/circle/", {"circle": "开放"}),
        at="",
    ),
    Attempt("card.edit", lambda t: look("/library/tables/"), at=""),
    Attempt("card.edit", lambda t: Asked("/library/tables/", {"recipe": RECIPE}), at=""),
    Attempt("card.edit", lambda t: look(f"/library/tables/{_table().pk}/"), at=""),
    Attempt("card.edit", lambda t: look(f"/library/tables/{_table().pk}/csv/"), at=""),
    Attempt("card.edit", lambda t: Asked(f"/library/tables/{_table().pk}/again/"), at=""),
    Attempt("card.edit", lambda t: look("/library/dossiers/"), at=""),
    Attempt(
        "card.edit",
        lambda t: Asked("/library/dossiers/", {"title": "案", "kind": "专题"}),
        at="",
    ),
    Attempt("card.edit", lambda t: look(f"/library/dossiers/{_case().pk}/"), at=""),
    Attempt("card.edit", _saved, at=""),
    Attempt("card.edit", _put_in, at=""),
    Attempt("card.edit", lambda t: look(f"/library/dossiers/{_case().pk}/read/"), at=""),
    Attempt("card.edit", lambda t: Asked(f"/library/dossiers/{_case().pk}/build/"), at=""),
    Attempt("card.edit", lambda t: Asked(f"/library/dossiers/{_case().pk}/away/"), at=""),
    Attempt("card.edit", lambda t: look("/library/cards/"), at=""),
    Attempt("card.edit", lambda t: look("/library/cards/file/"), at=""),
    Attempt("card.edit", _handed, at=""),
    Attempt("card.edit", lambda t: look(f"/library/cards/{_card().pk}/"), at=""),
    Attempt("card.edit", _new_card, at=""),
    Attempt("card.edit", lambda t: Asked(f"/library/cards/{_card().pk}/check/"), at=""),
]
