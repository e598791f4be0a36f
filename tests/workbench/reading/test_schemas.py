"""The doors' answers held against the published schemas, where these are on the machine.

OAI-PMH.xsd is looked for in the folder that FANGZHI_SCHEMAS names; IIIF by the package iiif-prezi3,
whose classes are made from the JSON schema of Presentation 3.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from lxml import etree

pytestmark = pytest.mark.django_db
XSD = Path(os.environ.get("FANGZHI_SCHEMAS", "")) / "OAI-PMH.xsd"


@pytest.fixture
def schema() -> Any:
    if not os.environ.get("FANGZHI_SCHEMAS") or not XSD.is_file():
        pytest.skip("FANGZHI_SCHEMAS 没有指明放 OAI-PMH.xsd 的文件夹")
    # what stands in metadata has a schema of its own, which is not at hand
    text = XSD.read_bytes().replace(b'processContents="strict"', b'processContents="lax"')
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    return etree.XMLSchema(etree.fromstring(text, parser))


def test_every_answer_of_the_harvesting_door_is_valid(shelf: Any, schema: Any) -> None:
    own = f"oai:testserver:{shelf.open.shelved}"
    dc = {"metadataPrefix": "oai_dc"}
    asked: list[dict[str, str]] = [
        {"verb": verb} for verb in ("Identify", "ListSets", "ListMetadataFormats", "x", "")
    ]
    asked += [{"verb": verb, **dc, **more} for verb in ("ListRecords", "ListIdentifiers")
              for more in ({}, {"set": "chronicle"}, {"from": "2000-01-01"}, {"set": "無"},
                           {"until": "1999-01-01"}, {"from": "2000-01-01T00:00:00Z"})]  # fmt: skip
    asked += [{"verb": "GetRecord", **dc, "identifier": one} for one in (own, "oai:x:y")]
    asked += [{"verb": "GetRecord", "metadataPrefix": "marc", "identifier": own},
              {"verb": "ListRecords", "resumptionToken": "x"}, {"verb": "ListMetadataFormats",
                                                                 "identifier": own}]  # fmt: skip
    faults = []
    for told in asked:
        answer = etree.fromstring(Client().get("/library/oai/", told).content)
        if not schema.validate(answer):
            faults.append(f"{urlencode(told)}: {schema.error_log.last_error}")
    assert not faults, "\n".join(faults)


def test_manifests_and_the_collection_are_valid(shelf: Any) -> None:
    prezi = pytest.importorskip("iiif_prezi3")
    collection = Client().get("/library/iiif/collection.json").json()
    prezi.Collection(**collection)
    assert collection["items"]
    for item in collection["items"]:
        told = Client().get(urlsplit(item["id"]).path).json()
        made = prezi.Manifest(**told)
        assert made.items and made.label
