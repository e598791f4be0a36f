"""The reading room on an OpenSearch cluster answers as on a folder."""

from __future__ import annotations

import os
import uuid
from typing import Any

import pytest
from django.test import Client

from fangzhi.library.opening import SETTING
from fangzhi.workbench.reading.models import Holding
from fangzhi.workbench.reading.shelf.carrying import bring_up_to_date
from fangzhi.workbench.reading.shelf.opened import begin_anew, library
from tests.workbench.reading.conftest import SECRET, worker

if not os.environ.get("FANGZHI_OPENSEARCH") and not os.environ.get("FANGZHI_OPENSEARCH_AT"):
    pytest.skip("没有 OpenSearch（FANGZHI_OPENSEARCH）", allow_module_level=True)

from tests.library.opensearch.conftest import address  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_the_room_on_a_cluster_answers_as_on_a_folder(
    shelf: Any,
    address: str,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ("茶", "蒙顶茶", "鹽井", SECRET, "順治 AND 茶", "/茶./")
    before = [Client().get("/api/v1/search", {"q": words}).json() for words in asked]
    monkeypatch.setenv(SETTING, f"opensearch://{address}/room-{uuid.uuid4().hex[:12]}")
    assert library() is None  # none there yet
    Holding.objects.update(is_due=True)
    bring_up_to_date(worker())
    assert [Client().get("/api/v1/search", {"q": words}).json() for words in asked] == before
    told = Client().get("/api/v1/facets", {"q": "茶 OR 茗", "told_from": 1600}).json()
    assert (told["total"], told["recorded"]) == (1, {"1661": 1})
    page = Client().get(f"/library/works/{shelf.open.shelved}/28-31/").content.decode()
    assert "蒙頂茶" in page
    begin_anew()
    assert Client().get("/api/v1/search", {"q": "茶"}).json()["total"] == 0
