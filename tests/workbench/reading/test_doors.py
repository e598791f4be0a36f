"""The open doors against their norms: OAI-PMH, Atom, sitemap, IIIF, Linked Places, OpenAPI."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from fangzhi.workbench.reading.doors import oai as oai_door
from fangzhi.workbench.reading.models import Holding
from tests.workbench.reading.conftest import browser, person

pytestmark = pytest.mark.django_db
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"


def asked(method: str = "get", **told: str) -> Any:
    answer = getattr(browser(), method)("/library/oai/", told)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/xml")
    root = etree.fromstring(answer.content)
    assert root.tag == f"{OAI}OAI-PMH"
    assert [child.tag for child in root][:2] == [f"{OAI}responseDate", f"{OAI}request"]
    assert len(root) >= 3
    return root


def fault(**told: str) -> str:
    return str(asked(**told).find(f"{OAI}error").get("code"))


def test_identify_says_all_that_the_protocol_asks_in_its_order(shelf: Any) -> None:
    told = [child.tag.removeprefix(OAI) for child in asked(verb="Identify").find(f"{OAI}Identify")]
    assert told == ["repositoryName", "baseURL", "protocolVersion", "adminEmail",
                    "earliestDatestamp", "deletedRecord", "granularity"]  # fmt: skip


def test_records_come_in_dublin_core_by_get_and_post(shelf: Any) -> None:
    for method in ("get", "post"):
        root = asked(method, verb="ListRecords", metadataPrefix="oai_dc")
        records = root.findall(f".//{OAI}record")
        assert len(records) == 1
        assert records[0].find(f".//{DC}title").text == "蒙山志"
        assert {one.text for one in records[0].findall(f".//{DC}coverage")} == {
            "名山縣",
            "1644/1722",
        }
    identifier = asked(verb="ListIdentifiers", metadataPrefix="oai_dc").find(f".//{OAI}identifier")
    one = asked(verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier.text)
    assert one.find(f".//{DC}creator").text == "趙懿"
    sets = [one.text for one in asked(verb="ListSets").findall(f".//{OAI}setSpec")]
    assert sets == ["work", "chronicle", "source"]
    assert asked(verb="ListMetadataFormats").find(f".//{OAI}metadataPrefix").text == "oai_dc"


def test_each_fault_has_the_code_of_the_protocol(shelf: Any) -> None:
    listing = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    assert fault() == "badVerb"
    assert fault(verb="Nonsense") == "badVerb"
    assert fault(verb="ListRecords") == "badArgument"
    assert fault(verb="Identify", set="x") == "badArgument"
    assert fault(**listing, **{"from": "2026"}) == "badArgument"
    assert fault(**listing, **{"from": "2026-13-41"}) == "badArgument"
    assert fault(**listing, **{"from": "2026-01-02", "until": "2026-01-01"}) == "badArgument"
    assert fault(**listing, **{"from": "2026-01-01", "until": "2026-01-02T00:00:00Z"}) == (
        "badArgument"
    )
    assert fault(verb="ListRecords", metadataPrefix="marc") == "cannotDisseminateFormat"
    assert fault(**listing, set="nowhere") == "noRecordsMatch"
    assert fault(**listing, **{"from": "2999-01-01"}) == "noRecordsMatch"
    assert fault(verb="GetRecord", metadataPrefix="oai_dc", identifier="oai:x:y") == (
        "idDoesNotExist"
    )
    assert fault(verb="ListMetadataFormats", identifier="oai:x:y") == "idDoesNotExist"
    for token in ("nonsense", "", "\ud7ff"):
        assert fault(verb="ListRecords", resumptionToken=token) == "badResumptionToken"
    assert fault(**listing, resumptionToken="x") == "badArgument"


def test_a_long_list_is_told_in_parts_and_wholly(shelf: Any, monkeypatch: Any) -> None:
    Holding.objects.filter(pk=shelf.house.pk).update(circle="开放")
    Holding.objects.get(pk=shelf.house.pk).save()  # noticed
    from fangzhi.library.filters import Audience
    from fangzhi.workbench.reading.shelf import asking

    # the library on disk learns of it with the next run; here the rows alone are asked
    monkeypatch.setattr(asking, "audience_of", lambda scope: Audience(everything=True))
    monkeypatch.setattr(oai_door, "A_PAGE", 1)
    seen, token, sizes = [], "", []
    for _ in range(5):
        told = {"resumptionToken": token} if token else {"metadataPrefix": "oai_dc"}
        root = asked(verb="ListIdentifiers", **told)
        seen += [one.text for one in root.findall(f".//{OAI}identifier")]
        more = root.find(f".//{OAI}resumptionToken")
        sizes.append((more.get("completeListSize"), more.get("cursor")))
        token = more.text or ""
        if not token:
            break
    assert len(seen) == len(set(seen)) == 2
    assert sizes == [("2", "0"), ("2", "1")]


def test_dates_narrow_to_the_second(shelf: Any) -> None:
    listing = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    stamp = asked(**listing).find(f".//{OAI}datestamp").text
    assert asked(**listing, **{"from": stamp, "until": stamp}).find(f".//{OAI}header") is not None
    at = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    later = (at + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert fault(**listing, **{"from": later}) == "noRecordsMatch"


def test_the_feed_has_what_rfc_4287_asks(shelf: Any) -> None:
    answer = browser().get("/library/feed.atom")
    root: Any = etree.fromstring(answer.content)
    assert answer["Content-Type"].startswith("application/atom+xml")
    for above in (root, root.find(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert len(above.findall(f"{ATOM}{tag}")) == 1 and above.findtext(f"{ATOM}{tag}")
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert root.find(f"{ATOM}link").get("rel") == "self"


def test_the_sitemap_names_only_pages_that_open(shelf: Any) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root: Any = etree.fromstring(browser().get("/sitemap.xml").content)
    places = [one.text for one in root.findall(f"{space}url/{space}loc")]
    assert len(places) == 3
    for place in places:
        path = place.removeprefix("http://testserver")
        assert browser().get(path).status_code == 200, place


def test_the_manifest_is_presentation_3_and_its_picture_opens(shelf: Any) -> None:
    listed = browser().get("/library/iiif/collection.json").json()
    assert listed["type"] == "Collection" and len(listed["items"]) == 1
    path = listed["items"][0]["id"].removeprefix("http://testserver")
    told = browser().get(path).json()
    assert told["@context"] == "http://iiif.io/api/presentation/3/context.json"
    assert told["id"].endswith(path) and told["type"] == "Manifest"
    assert isinstance(told["label"], dict) and told["items"]
    canvas = told["items"][0]
    assert (canvas["type"], canvas["width"], canvas["height"]) == ("Canvas", 40, 60)
    page = canvas["items"][0]
    painting = page["items"][0]
    assert (page["type"], painting["type"]) == ("AnnotationPage", "Annotation")
    assert painting["motivation"] == "painting" and painting["target"] == canvas["id"]
    body = painting["body"]
    assert (body["type"], body["format"]) == ("Image", "image/png")
    picture = browser().get(body["id"].removeprefix("http://testserver"))
    assert picture["Content-Type"] == "image/png"
    assert b"".join(picture.streaming_content)[:4] == b"\x89PNG"
    for one in (told, canvas, page, painting):
        assert one["id"].startswith("http://testserver/")


def test_places_are_linked_places_without_a_boundary_of_ours(shelf: Any) -> None:
    answer = browser().get("/library/places.json")
    assert answer["Content-Type"].startswith("application/geo+json")
    told = answer.json()
    assert told["type"] == "FeatureCollection" and told["@context"]
    feature = told["features"][0]
    assert feature["type"] == "Feature" and feature["@id"] and feature["geometry"] is None
    assert feature["properties"]["title"] == "名山縣"
    assert feature["properties"]["ccodes"] == ["CN"]
    assert feature["names"][0]["toponym"] == "名山縣" and feature["names"][0]["citations"]
    assert feature["when"]["timespans"] == [{"start": {"in": "1644"}, "end": {"in": "1722"}}]


def test_the_api_tells_words_with_their_citation_and_a_lasting_address(shelf: Any) -> None:
    client = browser()
    told = client.get("/api/v1/search", {"q": "蒙顶茶"}).json()
    hit = told["hits"][0]
    assert (told["total"], hit["match"], hit["work"]) == (1, "蒙頂茶", "蒙山志")
    assert hit["how"] and hit["how"] != "原字"
    page = client.get(hit["address"].removeprefix("http://testserver"))
    assert page.status_code == 200 and "<mark>蒙頂茶</mark>" in page.content.decode()
    start = hit["position"]
    found = client.get(f"/api/v1/works/{hit['work_id']}/passage/{start}/{start + 3}").json()
    assert found["text"] == "蒙頂茶" and found["citation"].startswith("趙懿. 蒙山志")
    facets = client.get("/api/v1/facets", {"q": "茶"}).json()
    assert facets["total"] == 3 and facets["facets"]["place"] == {"名山縣": 3}
    assert facets["years"] == {"1892": 3}


def test_the_api_refuses_in_chinese_with_the_right_number(shelf: Any) -> None:
    client = browser()
    for path, status in (("/api/v1/search?q=%E8%8C%B6+%E4%B8%8E", 400), ("/api/v1/search", 400),
                         ("/api/v1/search?q=%E8%8C%B6&limit=x", 400), ("/api/v1/cards", 403),
                         ("/api/v1/works/none", 404)):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == status, (path, answer.status_code)
        assert any("\u4e00" <= sign <= "\u9fff" for sign in answer.json()["reason"])
    assert browser(person("编辑")).get("/api/v1/cards").status_code == 200


def test_a_citation_follows_its_words_and_says_when_they_changed(shelf: Any) -> None:
    client, id = browser(), shelf.open.shelved
    from fangzhi.workbench.reading.shelf.asking import sum_of

    moved = client.get(f"/library/works/{id}/0-3/", {"sum": sum_of("蒙頂茶")}, follow=True)
    words = moved.content.decode()
    assert "位置移动了" in words and "<mark>蒙頂茶</mark>" in words
    gone = client.get(f"/library/works/{id}/0-3/", {"sum": sum_of("無此文")}).content.decode()
    assert "已经改动" in gone
