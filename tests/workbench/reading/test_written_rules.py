"""The doors against the written rules of their norms, over many questions, told as content models.

The norms' schema files may not be carried along, so their rules stand here as tables.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from django.test import Client
from lxml import etree

from fangzhi.workbench.reading.models import Holding
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.opened import library

pytestmark = pytest.mark.django_db
OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
FIFTEEN = ("title creator subject description publisher contributor date type format identifier "
           "source language relation coverage rights").split()  # fmt: skip
"""The elements of unqualified Dublin Core."""
MODELS = {
    "OAI-PMH": r"responseDate request ((error )+|\w+ )",
    "Identify": r"repositoryName baseURL protocolVersion (adminEmail )+earliestDatestamp "
    r"deletedRecord granularity (compression )*(description )*",
    "ListMetadataFormats": r"(metadataFormat )+",
    "metadataFormat": r"metadataPrefix schema metadataNamespace ",
    "ListSets": r"(set )+(resumptionToken )?",
    "set": r"setSpec setName (setDescription )*",
    "ListIdentifiers": r"(header )+(resumptionToken )?",
    "ListRecords": r"(record )+(resumptionToken )?",
    "GetRecord": r"record ",
    "record": r"header (metadata )?(about )*",
    "header": r"identifier datestamp (setSpec )*",
    "metadata": r"dc ",
    "dc": f"(({'|'.join(FIFTEEN)}) )*",
}
"""What each element holds, in the order of the protocol."""
CODES = {
    "badVerb", "badArgument", "badResumptionToken", "cannotDisseminateFormat", "idDoesNotExist",
    "noMetadataFormats", "noRecordsMatch", "noSetHierarchy",
}  # fmt: skip
SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


def check_oai(data: bytes, asked: dict[str, str]) -> None:
    """Hold an answer to the rules of OAI-PMH 2.0 and of oai_dc."""
    root = etree.fromstring(data)
    assert root.tag == f"{{{OAI}}}OAI-PMH" and root.get(XSI, "").split()[0] == OAI
    for element in root.iter(etree.Element):
        space, name = etree.QName(element).namespace, etree.QName(element).localname
        assert space == (OAI_DC if name == "dc" else DC if space == DC else OAI), name
        inside = "".join(f"{etree.QName(child).localname} " for child in element)
        if space == DC or name not in MODELS:
            assert not inside, name
        else:
            assert re.fullmatch(MODELS[name], inside), (name, inside)
            assert not (element.text or "").strip(), name
        if name in ("responseDate", "datestamp", "earliestDatestamp"):
            assert SECOND.fullmatch(element.text or "")
            datetime.fromisoformat((element.text or "").replace("Z", "+00:00"))
        if name == "identifier" and space == OAI:
            assert re.fullmatch(
                r"oai:[A-Za-z][\w.-]*:[\w\-.!~*'();/?:@&=+$,%]+", element.text or ""
            )
        if name == "setSpec":
            assert re.fullmatch(r"[\w\-.!~*'()]+(:[\w\-.!~*'()]+)*", element.text or "")
    request, answers = root[1], list(root)[2:]
    codes = {one.get("code") for one in answers if one.tag == f"{{{OAI}}}error"}
    assert codes <= CODES
    assert urlsplit(request.text).scheme in ("http", "https") and not urlsplit(request.text).query
    if codes & {"badVerb", "badArgument"}:
        assert not request.attrib
    else:
        assert {str(name): str(words) for name, words in request.attrib.items()} == asked
    if not codes:
        assert etree.QName(answers[0]).localname == asked["verb"]


def test_any_oai_question_gets_an_answer_after_the_rules(shelf: Any) -> None:
    dice = random.Random(20261123)
    known = f"oai:testserver:{shelf.open.shelved}"
    values = {
        "verb": ["Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords",
                 "GetRecord", "Get", ""],
        "metadataPrefix": ["oai_dc", "oai_dc", "marc", "", "<&\"'"],
        "identifier": [known, "oai:testserver:none", "x y", "蒙山"],
        "set": ["chronicle", "work", "source", "none"],
        "from": ["2000-01-01", "2026-01-01T00:00:00Z", "2999-01-01", "x"],
        "until": ["2999-01-01", "2000-01-01", "2999-01-01T00:00:00Z"],
        "resumptionToken": ["x", "", "eyJ4IjoxfQ=="],
    }  # fmt: skip
    right = {
        "GetRecord": ["identifier", "metadataPrefix"], "ListRecords": ["metadataPrefix"],
        "ListIdentifiers": ["metadataPrefix", "set"],
    }  # fmt: skip
    answered = [{"verb": verb} for verb in values["verb"][:3]]
    answered += [{"verb": verb, "metadataPrefix": "oai_dc"} for verb in values["verb"][3:5]]
    answered += [{"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": known}]
    random_ones = []
    for _ in range(120):
        verb = dice.choice(values["verb"])
        names = right.get(verb, []) if dice.random() < 0.6 else dice.sample(sorted(values), 3)
        random_ones.append({"verb": verb} | {name: dice.choice(values[name]) for name in names})
    client = Client()
    for asked in answered + random_ones:
        answer = client.get("/library/oai/", asked)
        assert answer.status_code == 200, asked
        check_oai(answer.content, asked)
        assert asked not in answered or b"<error" not in answer.content, asked


def check_iiif(told: Any, ids: list[str], kind: str = "") -> None:
    """Hold a resource and what it holds to the rules of IIIF Presentation 3.0."""
    kind = kind or told["type"]
    assert told["type"] == kind
    if kind != "Image":
        ids.append(told["id"])
    assert urlsplit(told["id"]).scheme in ("http", "https") and urlsplit(told["id"]).netloc
    for name in ("label", "summary"):
        if name in told or (name == "label" and kind in ("Manifest", "Collection")):
            check_language_map(told[name])
    for pair in told.get("metadata", []):
        assert set(pair) == {"label", "value"}
        check_language_map(pair["label"])
        check_language_map(pair["value"])
    if "requiredStatement" in told:
        check_language_map(told["requiredStatement"]["label"])
        check_language_map(told["requiredStatement"]["value"])
    if "rights" in told:
        assert isinstance(told["rights"], str) and told["rights"].startswith("http")
    below = {"Manifest": "Canvas", "Canvas": "AnnotationPage", "AnnotationPage": "Annotation"}
    if kind == "Collection":
        for item in told["items"]:
            assert item["type"] in ("Manifest", "Collection")
            assert urlsplit(item["id"]).netloc
            check_language_map(item["label"])
    if kind == "Manifest":
        assert told["items"], "a manifest has at least one canvas"
    if kind == "Canvas":
        assert isinstance(told["height"], int) and told["height"] > 0
        assert isinstance(told["width"], int) and told["width"] > 0
    if kind == "Annotation":
        assert told["motivation"] == "painting" and told["target"] in ids
        check_iiif(told["body"], ids, "Image")
        assert told["body"]["format"].startswith("image/")
    for item in told.get("items", []) if kind in below else []:
        check_iiif(item, ids, below[kind])


def check_language_map(told: Any) -> None:
    assert isinstance(told, dict) and told
    for language, words in told.items():
        assert re.fullmatch(r"none|[a-zA-Z]{2,3}(-\w+)*", language)
        assert isinstance(words, list) and words and all(isinstance(one, str) for one in words)


def test_manifests_and_the_collection_are_after_the_rules(shelf: Any) -> None:
    collection = Client().get("/library/iiif/collection.json").json()
    manifests = [urlsplit(item["id"]).path for item in collection["items"]]
    assert manifests == [f"/library/iiif/{shelf.open.shelved}/manifest.json"]
    for told in (collection, *(Client().get(path).json() for path in manifests)):
        context = told["@context"]
        assert (context if isinstance(context, str) else context[-1]) == (
            "http://iiif.io/api/presentation/3/context.json"
        )
        ids: list[str] = []
        check_iiif(told, ids)
        assert len(set(ids)) == len(ids)
    assert Holding.objects.filter(files__width__gt=0).exists()


@pytest.mark.parametrize("path", ["oai/?verb=ListRecords&metadataPrefix=oai_dc", "feed.atom"])
def test_a_title_with_signs_that_xml_cannot_hold_breaks_no_door(shelf: Any, path: str) -> None:
    with title_of(shelf.open, "蒙山\x02志<上>"):
        answer = Client().get(f"/library/{path}")
        assert answer.status_code == 200
        words = "".join(map(str, etree.fromstring(answer.content).itertext()))
        assert "蒙山\ufffd志<上>" in words


@contextmanager
def title_of(row: Holding, title: str) -> Iterator[None]:
    """Give a work another title in the library for a while."""
    opened = library()
    assert opened is not None
    before, known = opened.register, opened.by_id
    changed = {id: msgspec.structs.replace(work, title=title) if id == row.shelved else work
               for id, work in known.items()}  # fmt: skip
    opened.register, opened.by_id = tuple(changed.values()), changed
    asking._known.cache_clear()
    try:
        yield
    finally:
        opened.register, opened.by_id = before, known
        asking._known.cache_clear()
