"""Contradictions: within a work and with an older one, settled once for all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.jobs.runs import carry_out
from fangzhi.workbench.works.actions import create_work, import_folder
from fangzhi.workbench.works.models import Settlement
from fangzhi.workbench.works.settling import is_conflict

pytestmark = pytest.mark.django_db


def brought(chief: Any, folder: Path, title: str, words: str) -> Any:
    inside = folder / title
    inside.mkdir()
    (inside / "概况.md").write_text(f"# 概况\n\n## 人口\n\n{words}\n", encoding="utf-8")
    page = create_work(chief, title, "综合年鉴")
    import_folder(chief, page, inside)
    return page


def conflicts(client: Any, page: Any) -> list[Any]:
    from fangzhi.workbench.works.checking import kept

    client.post(f"/works/{page.pk}/check/")
    carry_out.func(Run.objects.latest("pk").pk)
    return [finding for finding in kept(page) if is_conflict(finding)]


def test_a_contradiction_with_an_older_work_is_settled_once_for_all(
    chief: Any, tmp_path: Path, signed_in: Any
) -> None:
    client = signed_in(chief)
    older = brought(chief, tmp_path, "清溪年鉴2023", "2022年末，全县常住人口31.26万人。")
    newer = brought(chief, tmp_path, "清溪年鉴2024", "2022年末，全县常住人口32.16万人。")
    assert conflicts(client, newer) == []
    client.post(f"/works/{newer.pk}/conflicts/", {"works": [older.pk]})
    found = conflicts(client, newer)
    assert found and "清溪年鉴2023" in found[0].also[0].doc
    assert "31.26" in client.get(f"/works/{newer.pk}/conflicts/").content.decode()
    address = f"/works/{newer.pk}/settle/"
    told = {"fingerprint": found[0].fingerprint, "word": "口径不同", "reason": ""}
    assert client.post(address, json.dumps(told), "application/json").status_code == 409
    told["reason"] = "旧鉴为公安年报数"
    assert client.post(address, json.dumps(told), "application/json").status_code == 200
    assert Settlement.objects.get().resolution.verdict == "scope-differs"
    assert conflicts(client, newer) == []


def test_the_queue_leads_to_both_places_and_a_part_shows_what_the_whole_works_check_found(
    chief: Any, tmp_path: Path, signed_in: Any
) -> None:
    from fangzhi.workbench.works.models import EntryPage

    client = signed_in(chief)
    older = brought(chief, tmp_path, "清溪年鉴2023", "2022年末，全县常住人口31.26万人。")
    newer = brought(chief, tmp_path, "清溪年鉴2024", "2022年末，全县常住人口32.16万人。")
    queue = f"/works/{newer.pk}/conflicts/"
    assert "还没有机检过" in client.get(queue).content.decode()
    client.post(queue, {"works": [older.pk]})
    assert conflicts(client, newer)
    here, there = (
        EntryPage.objects.get(path__startswith=one.path, title__contains="人口")
        for one in (newer, older)
    )
    part = here.get_parent()
    for address in (queue, f"/works/{part.pk}/conflicts/"):
        page = client.get(address).content.decode()
        assert f"/pages/{here.pk}/edit/" in page and f"/pages/{there.pk}/edit/" in page, address
        assert "有 1 处" in page
    assert "还没有机检过" not in client.get(f"/works/{part.pk}/check/").content.decode()
    (found,) = [f for f in client_found(newer) if is_conflict(f)]
    told = {"fingerprint": found.fingerprint, "word": "口径不同", "reason": "旧鉴为公安年报数"}
    answer = client.post(f"/works/{part.pk}/settle/", json.dumps(told), "application/json")
    assert answer.status_code == 200 and Settlement.objects.count() == 1


def client_found(page: Any) -> Any:
    from fangzhi.workbench.works.checking import kept

    return kept(page)


def test_what_is_no_contradiction_is_not_settled(chief: Any, work: Any, signed_in: Any) -> None:
    client = signed_in(chief)
    client.post(f"/works/{work.pk}/check/")
    carry_out.func(Run.objects.latest("pk").pk)
    told = {"fingerprint": "0" * 16, "word": "取此处"}
    answer = client.post(f"/works/{work.pk}/settle/", json.dumps(told), "application/json")
    assert answer.status_code == 409 and not Settlement.objects.exists()
