"""A picture is shown only at or below a page where it stands, and to who sees that page."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from fangzhi.workbench.works.models import EntryPage, SectionPage

pytestmark = pytest.mark.django_db


def test_knowing_a_pictures_digest_does_not_open_it(
    work: Any, office: Any, chief: Any, signed_in: Any
) -> None:
    farming, water = (SectionPage.objects.get(title=title) for title in ("农业", "水利"))
    entry = EntryPage.objects.filter(path__startswith=water.path).first()
    assert entry is not None
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    picture.seek(0)
    picture.name = "大坝.png"
    told = signed_in(chief).post(f"/entries/{entry.pk}/upload/", {"file": picture}).json()
    writer = signed_in(office("分卷主编", farming))
    there = {page.pk: f"/works/{page.pk}/assets/{told['asset']}" for page in (farming, water, work)}
    assert signed_in(chief).get(there[water.pk]).status_code == 200
    assert signed_in(chief).get(there[farming.pk]).status_code == 404  # it does not stand there
    assert [writer.get(there[page.pk]).status_code for page in (farming, water)] == [404, 404]
    assert (
        signed_in(office("分卷主编", water, name="水利编辑")).get(there[water.pk]).status_code
        == 200
    )
