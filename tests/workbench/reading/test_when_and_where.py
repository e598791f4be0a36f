"""The room and the API tell by which year the text tells, and which places are not known further."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_hits_are_counted_and_limited_by_the_year_told_on_their_line(shelf: Any) -> None:
    told = Client().get("/api/v1/facets", {"q": "茶"}).json()
    assert (told["total"], told["recorded"], told["undated"]) == (3, {"1661": 1}, 2)
    assert told["facets"]["recorded"] == {"清": 1}
    assert told["years"] == {"1892": 3}
    hits = Client().get("/api/v1/search", {"q": "茶", "told_from": 1650, "told_to": 1700}).json()
    assert [(hit["year"], hit["after"][:1]) for hit in hits["hits"]] == [(1661, "課")]
    assert Client().get("/api/v1/search", {"q": "茶", "told_from": 1700}).json()["total"] == 0


def test_the_page_offers_the_told_years_and_keeps_to_them(shelf: Any) -> None:
    page = Client().get("/library/", {"q": "茶"}).content.decode()
    assert "记事年代" in page and "told_from=1644&amp;told_to=1911" in page
    page = (
        Client().get("/library/", {"q": "茶", "told_from": 1644, "told_to": 1911}).content.decode()
    )
    assert "<strong>1</strong> 处" in page and "不再限于清" in page


def test_a_place_whose_superiors_then_are_not_in_the_tables_is_said(shelf: Any) -> None:
    told = Client().get("/api/v1/facets", {"q": "茶"}).json()  # the book tells of 1644–1722
    assert (told["facets"]["place"], told["unplaced"]) == ({"名山縣": 3}, {"名山縣": 3})
    page = Client().get("/library/", {"q": "茶"}).content.decode()
    assert "名山縣当时隶属于哪里" in page
