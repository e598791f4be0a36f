"""Two yearbooks of the example county: last year's whole, this year's outline still to be filled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page

from fangzhi.workbench.example.passing import carried
from fangzhi.workbench.example.people import UNITS, People
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.works import outline
from fangzhi.workbench.works.actions import add_section, create_work, import_folder
from fangzhi.workbench.works.checking import check_all
from fangzhi.workbench.works.models import SectionPage, WorkPage
from fangzhi.workbench.works.settling import compare_with

LAST, NEXT = "青浣年鉴（2025）", "青浣年鉴（2026）"
_ON = (
    ("青浣年鉴（2025）及县志、镇志、村志、专志选章", NEXT), ("volume_year = 2025", "volume_year = 2026"),
    ("记述年份为 2024", "记述年份为 2025"), ("content_year = 2024", "content_year = 2025"),
    ('"2024-01-01"', '"2025-01-01"'), ('"2024-12-31"', '"2025-12-31"'),
)  # fmt: skip


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
    following = _a_year_on(settings)
    page = create_work(chief, NEXT, "综合年鉴", settings=following)
    with transaction.atomic():
        _after(chief, last, page, people)
    compare_with(chief, page, [str(last.pk)])
    return WorkPage.objects.get(pk=last.pk), WorkPage.objects.get(pk=page.pk)


def check(people: People, page: WorkPage) -> None:
    """Check a work as a whole, so that its doubts and contradictions stand there."""
    carried(runs.start(people.by_role["编辑"], f"机检《{page.title}》", check_all, page))


def _a_year_on(settings: str) -> str:
    """Give last year's settings for this year: title, volume and the year that it tells of."""
    for old, new in _ON:
        settings = settings.replace(old, new)
    return settings


def _after(chief: Any, last: Page, page: WorkPage, people: People) -> None:
    """Copy the head of last year's outline that a unit owes, two levels deep."""
    owed = set()
    for head in SectionPage.objects.filter(path__startswith=last.path, depth=last.depth + 1):
        unit = _unit_of(head.title, people)
        if unit is None or unit.pk in owed:
            continue
        owed.add(unit.pk)
        made = add_section(chief, page, head.title, head.kind, unit)
        inner = SectionPage.objects.filter(path__startswith=head.path, depth=head.depth + 1)
        for below in inner.order_by("path"):
            title = below.title.replace("2024年", "2025年")
            add_section(chief, made, title, below.kind)
        page.refresh_from_db()


def _unit_of(title: str, people: People) -> Any:
    name = next((unit for unit, word in UNITS if word in title), None)
    return people.units[name] if name else None
