"""Two yearbooks of the example county: last year's whole, this year's outline still to be filled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page

from fangzhi.workbench.example.people import UNITS, People
from fangzhi.workbench.works import outline
from fangzhi.workbench.works.actions import add_section, create_work, import_folder
from fangzhi.workbench.works.models import SectionPage, WorkPage

LAST, NEXT = "青浣年鉴（2025）", "青浣年鉴（2026）"


def enter(people: People, folder: Path) -> tuple[WorkPage, WorkPage]:
    """Bring the folder in as last year's book, and make this year's outline after it."""
    chief = people.by_role["总纂"]
    settings = (folder / "fangzhi.toml").read_text(encoding="utf-8")
    last = create_work(chief, LAST, "综合年鉴", settings=settings)
    import_folder(chief, last, folder)
    for section in SectionPage.objects.filter(path__startswith=last.path, depth=last.depth + 1):
        unit = _unit_of(section.title, people)
        if unit is not None:
            outline.assign(chief, section, unit)
    following = settings.replace("2025）", "2026）").replace(
        "volume_year = 2025", "volume_year = 2026"
    )
    following = following.replace("content_year = 2024", "content_year = 2025")
    following = following.replace('"2024-01-01"', '"2025-01-01"').replace(
        '"2024-12-31"', '"2025-12-31"'
    )
    page = create_work(chief, NEXT, "综合年鉴", settings=following)
    with transaction.atomic():
        _after(chief, last, page, people)
    return WorkPage.objects.get(pk=last.pk), WorkPage.objects.get(pk=page.pk)


def _after(chief: Any, last: Page, page: WorkPage, people: People) -> None:
    """Copy the heads of last year's outline that a unit owes, two levels deep."""
    for head in SectionPage.objects.filter(path__startswith=last.path, depth=last.depth + 1):
        unit = _unit_of(head.title, people)
        if unit is None:
            continue
        made = add_section(chief, page, head.title, head.kind, unit)
        inner = SectionPage.objects.filter(path__startswith=head.path, depth=head.depth + 1)
        for below in inner.order_by("path"):
            add_section(chief, made, below.title, below.kind)
        page.refresh_from_db()


def _unit_of(title: str, people: People) -> Any:
    name = next((unit for unit, word in UNITS if word in title), None)
    return people.units[name] if name else None
