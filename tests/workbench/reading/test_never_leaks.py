"""A source that is not open never shows: every route of the library, asked by everybody."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import msgspec
import pytest
from django.test import Client

from fangzhi.library.extract.rows import Row
from fangzhi.workbench.reading.models import Card, Casefile, Extracted
from fangzhi.workbench.reading.room.formats import FORMATS
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.scope import Scope, public_scope
from fangzhi.workbench.reading.tables.taking import Kept
from fangzhi.workbench.reading.urls import ROUTES
from tests.workbench.reading.attempts import RECIPE
from tests.workbench.reading.conftest import (
    DATED,
    SECRET,
    SECRET_PLACE,
    SECRET_TITLE,
    browser,
    person,
)

pytestmark = pytest.mark.django_db
HIDDEN = (SECRET, SECRET_TITLE, SECRET_PLACE, DATED)
FORGED = ("雲母寨暗渠圗乙", "紫荊坪調查密仲", "玄武鄕", "璇璣臺舊檯")
"""Words as long as the hidden ones that stand nowhere: the answer must be the same."""
WORDS = ("茶", "縣", "茶 或 縣", "/茶./", "茶 近/20 縣", "茶 类:史料", "茶 时:1600-1900")
PASSING = re.compile(
    r'（[\d.]+ 毫秒）|csrfmiddlewaretoken\W[^>]*|<responseDate>[^<]*|"Content-Length": "\d+"'
)


class Asker(NamedTuple):
    """Who asks, and whether he may see sources at their desk."""

    name: str
    client: Client
    sees_sources: bool


@pytest.fixture
def askers(shelf: Any) -> list[Asker]:
    Card.objects.create(holding=shelf.secret, start=0, end=7, quotation=SECRET, who=shelf.chief)
    Card.objects.create(holding=shelf.open, start=0, end=2, quotation="蒙山", who=shelf.chief)
    # rows as a colleague took them while the source was still open
    row = Row("r", shelf.secret.shelved, SECRET_TITLE, "L1", "L1", 0, 6, "", SECRET, "", {}, {})
    rows = msgspec.json.encode({"rows": [Kept(row, asking.sum_of(SECRET))]}).decode()
    Extracted.objects.create(title="表", recipe=RECIPE, rows=rows)
    card = f'[[cards]]\nid = "证1"\nwork = "{SECRET_TITLE}"\nstart = 0\nend = 6\nquotation = "{SECRET}"'
    for title, works, more in ((SECRET_TITLE, shelf.secret.shelved, card), ("案", "", "")):
        text = f'[dossier]\ntitle = "{title}"\nkind = "专题"\n{more}'
        Casefile.objects.create(title=title, kind="专题", text=text, works=works)
    return [
        Asker("公众", browser(), False),
        Asker("读者", browser(person("审发人")), False),
        Asker("管理员", browser(person("管理员")), False),
        Asker("编辑", browser(person("编辑")), True),
    ]


def addresses(shelf: Any, words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give (route, address) of every route that shows, in every manner that it knows."""
    questions = [{"q": word} for word in words]
    questions += [{"q": "茶", "place": SECRET_PLACE}, {"q": "茶", "genre": SECRET_TITLE}]
    questions += [{"q": "茶", "work": shelf.secret.shelved}, {"q": "茶", "person": SECRET_PLACE}]
    questions += [
        {"q": "茶", "order": "rank", "width": "96"},
        {"q": "茶", "from": "1", "to": "2026"},
    ]
    for told in questions:
        query = urlencode(told)
        yield "reading_search", f"/library/?{query}"
        for form in FORMATS:
            yield "reading_export", f"/library/export/?{query}&format={form}"
        for door in ("search", "facets"):
            yield f"api:{door}", f"/api/v1/{door}?{query}"
    for held in (shelf.secret, shelf.dated, shelf.open):
        id = held.shelved
        yield "reading_work", f"/library/works/{id}/"
        yield "reading_passage_at", f"/library/works/{id}/0/"
        yield "reading_passage", f"/library/works/{id}/0-7/?sum={asking.sum_of(SECRET)}"
        yield "reading_leaf_picture", f"/library/pictures/{id}/?leaf=1"
        yield "reading_picture", f"/library/pictures/{id}/1/"
        yield "api:work", f"/api/v1/works/{id}"
        yield "api:leaves", f"/api/v1/works/{id}/leaves"
        yield "api:passage", f"/api/v1/works/{id}/passage/0/7"
        yield "doors_manifest", f"/library/iiif/{id}/manifest.json"
        oai = quote(f"oai:testserver:{id}")
        yield "doors_oai", f"/library/oai/?verb=GetRecord&metadataPrefix=oai_dc&identifier={oai}"
    for verb in ("Identify", "ListSets", "ListMetadataFormats"):
        yield "doors_oai", f"/library/oai/?verb={verb}"
    for verb in ("ListRecords", "ListIdentifiers"):
        for which in ("", "&set=source", "&from=2000-01-01"):
            yield "doors_oai", f"/library/oai/?verb={verb}&metadataPrefix=oai_dc{which}"
    plain = {
        "reading_search": "/library/", "reading_help": "/library/help/",
        "reading_works": "/library/works/", "reading_tables": "/library/tables/",
        "reading_cards_file": "/library/cards/file/",
        "reading_cards": "/library/cards/", "reading_dossiers": "/library/dossiers/",
        "doors_atom": "/library/feed.atom", "doors_places": "/library/places.json",
        "doors_collection": "/library/iiif/collection.json", "doors_sitemap": "/sitemap.xml",
        "api:openapi-json": "/api/v1/openapi.json", "api:api-root": "/api/v1/",
        "api:works": "/api/v1/works", "api:cards": "/api/v1/cards",
    }  # fmt: skip
    yield from plain.items()
    for table in Extracted.objects.all():
        yield "reading_table", f"/library/tables/{table.pk}/"
        for ending in ("csv", "xlsx", "json"):
            yield "reading_table_export", f"/library/tables/{table.pk}/{ending}/"
    for row in Casefile.objects.all():
        yield "reading_dossier", f"/library/dossiers/{row.pk}/"
        for edition in ("", "?edition=sourced"):
            yield "reading_dossier_read", f"/library/dossiers/{row.pk}/read/{edition}"
    for card in Card.objects.all():
        yield "reading_card", f"/library/cards/{card.pk}/"


ACTS = {"reading_card_new", "reading_card_check", "reading_add", "reading_refresh",
        "reading_set_room", "reading_circle", "reading_withdraw", "reading_again",
        "reading_table_again", "reading_dossier_cards", "reading_dossier_build",
        "reading_dossier_away"}  # fmt: skip
"""Routes that do something; what they show is asked below."""
DESK = {"reading_shelf", "reading_holding"}


def body(answer: Any) -> str:
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if data[:4] == b"PK\x03\x04":
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(data)) as box:
            data = b"\n".join(box.read(name) for name in box.namelist())
    text = data.decode("utf-8", "replace")
    if answer.headers.get("Content-Type", "").startswith("application/json"):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return html.unescape(text) + json.dumps(dict(answer.headers), ensure_ascii=False)


def test_every_route_is_walked(shelf: Any) -> None:
    walked = {route for route, _ in addresses(shelf, WORDS)} | ACTS | DESK
    walked |= {
        "reading_card",
        "reading_table",
        "reading_table_export",
        "reading_dossier",
        "reading_dossier_read",
    }  # of the rows in the fixture
    assert set(ROUTES) <= walked, set(ROUTES) - walked


def test_the_source_is_in_the_library_after_all(shelf: Any) -> None:
    inside = Scope("inside", frozenset({shelf.secret.shelved, shelf.open.shelved}))
    assert asking.ask(inside, asking.Question(SECRET)).total == 1
    assert asking.ask(inside, asking.Question("茶")).total == 4
    assert asking.ask(public_scope(), asking.Question("茶")).total == 3


def test_no_route_shows_it_to_anybody(shelf: Any, askers: list[Asker]) -> None:
    faults, asked = [], 0
    for asker in askers:
        for route, address in addresses(shelf, WORDS):
            told = body(asker.client.get(address))
            asked += 1
            echoed = {word for word in HIDDEN if quote(word) in address or word in address}
            faults += [
                f"{asker.name} {route} {address}: {word}"
                for word in HIDDEN if word not in echoed and word in told
            ]  # fmt: skip
    assert asked > 300
    assert not faults, faults[:10]


def test_its_words_are_answered_as_words_that_stand_nowhere(
    shelf: Any, askers: list[Asker]
) -> None:
    faults = []
    for asker in (askers[0], askers[3]):
        for word, other in zip(HIDDEN, FORGED, strict=True):
            for make in (lambda w: {"q": w}, lambda w: {"q": f"茶 或 {w}"},
                         lambda w: {"q": "茶", "place": w}, lambda w: {"q": f"茶 题:{w}"},
                         lambda w: {"q": f"茶 地:{w}"}, lambda w: {"q": f"茶 人:{w}"}):  # fmt: skip
                for path in ("/library/", "/api/v1/search", "/api/v1/facets", "/library/export/"):
                    pair = []
                    for words in (word, other):
                        told = {**make(words), "format": "gb7714"}
                        answer = asker.client.get(path, told)
                        text = PASSING.sub("", body(answer)).replace(words, "＊")
                        text = text.replace(quote(words), "＊")
                        pair.append((answer.status_code, re.sub(r"\w{7}(?=…|\.\.\.)", "", text)))
                    if pair[0] != pair[1]:
                        faults.append(f"{asker.name} {path} {make(word)}")
    assert not faults, faults[:10]


def test_its_address_answers_as_one_that_never_was(shelf: Any, askers: list[Asker]) -> None:
    for asker in askers:
        for path in ("/library/works/{}/", "/library/works/{}/0/", "/api/v1/works/{}",
                     "/api/v1/works/{}/leaves", "/api/v1/works/{}/passage/0/3",
                     "/library/iiif/{}/manifest.json"):  # fmt: skip
            here = asker.client.get(path.format(shelf.secret.shelved))
            never = asker.client.get(path.format("0" * 16))
            assert here.status_code == never.status_code == 404, (asker.name, path)
            assert PASSING.sub("", body(here)) == PASSING.sub("", body(never)), path
        made = asker.client.post(
            f"/library/works/{shelf.secret.shelved}/card/", {"start": 0, "end": 3}
        )
        assert made.status_code in (302, 403, 404) and SECRET[:3] not in body(made)


def test_at_the_desk_only_who_may_see_sources_sees_it(shelf: Any, askers: list[Asker]) -> None:
    for asker in askers:
        told = body(asker.client.get("/library/desk/"))
        one = asker.client.get(f"/library/desk/{shelf.secret.pk}/")
        assert (SECRET_TITLE in told) == asker.sees_sources, asker.name
        assert (one.status_code == 200) == asker.sees_sources, asker.name


def test_only_who_may_see_sources_finds_it_and_only_when_he_asks(
    shelf: Any, askers: list[Asker]
) -> None:
    for asker in askers:
        told = body(asker.client.get("/library/", {"q": SECRET[:4], "inside": "1"}))
        assert (SECRET[4:] in told) == asker.sees_sources, asker.name
        taken = asker.client.get(
            "/library/export/", {"q": SECRET[:4], "inside": "1", "format": "gb7714"}
        )
        assert SECRET_TITLE not in body(taken), asker.name
        door = asker.client.get("/api/v1/search", {"q": SECRET[:4], "inside": "1"})
        assert SECRET[4:] not in body(door), asker.name


def test_closing_holds_at_once_before_the_library_is_brought_up_to_date(shelf: Any) -> None:
    from fangzhi.workbench.reading.models import CLOSED, Holding

    client = browser()
    assert client.get("/api/v1/search", {"q": "蒙頂茶"}).json()["total"] == 1
    row = Holding.objects.get(pk=shelf.open.pk)
    row.circle = CLOSED
    row.save()
    assert client.get("/api/v1/search", {"q": "蒙頂茶"}).json()["total"] == 0
    assert client.get("/api/v1/works").json()["total"] == 0
    assert "蒙山志" not in body(client.get("/library/feed.atom"))


def test_a_room_that_is_shut_shows_the_public_nothing(shelf: Any) -> None:
    from fangzhi.workbench.reading import actions

    actions.set_room(shelf.chief, {"is_public": False})
    client = browser()
    for route, address in addresses(shelf, ("茶",)):
        answer = client.get(address)
        if route in ("api:openapi-json", "reading_cards", "reading_card"):  # refused otherwise
            continue
        assert answer.status_code in (302, 403, 404), (route, address)
        assert "蒙山" not in body(answer), route
