"""A small yearbook's call: two units, one of them with last year's text, and a link in hand."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from tests.project.calling.county import fill_in

LAST = (
    "2023年，全县建成水库38座，总库容1260万立方米，堤防长度61.2千米。",
    "全年完成水利投资2345万元，改善灌溉面积1.86万亩，新打机井47眼。",
    "8月3日，清溪水位涨至312.4米，转移群众1532人，抢险出动856人次。",
)
COPIED = tuple(words.replace("2023年", "2024年") for words in LAST)
FRESH = (
    "2024年，全县建成水库39座，总库容1302万立方米，堤防长度64.8千米。",
    "全年完成水利投资2617万元，改善灌溉面积2.03万亩，新打机井52眼。",
    "7月19日，清溪水位涨至309.7米，转移群众1204人，抢险出动731人次。",
)


class Desk(NamedTuple):
    """A call with what is needed to work on it."""

    call: Any
    chief: Any
    office: Client
    tasks: dict[str, Any]
    sections: dict[str, Any]
    room: Path

    def url(self, rest: str = "") -> str:
        """Give an address of the call."""
        return f"/calls/{self.call.page_id}/{self.call.pk}/{rest}"

    def of(self, unit: str, rest: str = "") -> str:
        """Give an address of a unit's task."""
        task = self.tasks[unit]
        return f"/calls/{task.page_id}/units/{task.pk}/{rest}"

    def hand(self, row: Any, rest: str = "") -> str:
        """Give an address of a hand-in."""
        return f"/hand-ins/{row.task.page_id}/{row.pk}/{rest}"

    def link(self, unit: str) -> str:
        """Give the address behind a fresh personal link, as the office's page shows it."""
        text = self.office.post(self.of(unit, "link/"), {"days": "30"}).content.decode()
        return "/g/" + text.split("/g/")[1].split("<")[0].strip()

    def pack(self, unit: str) -> Path:
        """Fetch a unit's pack."""
        path = self.room / f"{unit}.docx"
        path.write_bytes(self.office.get(self.of(unit, "pack/")).content)
        return path


def docx_of(*lines: str) -> bytes:
    """Give a Word file of these paragraphs."""
    document = Document()
    for words in lines:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled(pack: Path, lines: tuple[str, ...], name: str) -> SimpleUploadedFile:
    """Fill a pack in as a writer does, and give it as an upload under another name."""
    out = fill_in(pack, list(lines), pack.with_name("填好.docx"))
    return SimpleUploadedFile(name, out.read_bytes())


def carried_out() -> list[Run]:
    """Do all that waits in the background, here and now; give what was done."""
    done = []
    for run in Run.objects.filter(state="等候").order_by("pk"):
        runs.carry_out.call(run.pk)
        done.append(Run.objects.get(pk=run.pk))
    return done


@pytest.fixture
def desk(work: Any, chief: Any, signed_in: Any, tmp_path: Path) -> Desk:
    """Make the call through its page."""
    from fangzhi.workbench.calls.models import Call
    from fangzhi.workbench.works.models import SectionPage

    sections = {page.title: page for page in SectionPage.objects.filter(path__startswith=work.path)}
    office = signed_in(chief)
    last = docx_of(*LAST)
    document = Document(io.BytesIO(last))
    document.paragraphs[0].insert_paragraph_before("水利", style="Heading 1")
    out = io.BytesIO()
    document.save(out)
    told: dict[str, Any] = {
        "node": [str(sections["农业"].pk), str(sections["水利"].pk)],
        "deadline": "2027-05-31", "year": "2024", "contact": "李编辑", "phone": "0000-123456",
        "requirements": "只记本年内的事。", "form-title": ["水利工程"],
        "form-grid": ["指标｜计量单位｜2024年\n水库｜座｜"], "form-units": ["水务局"],
        "last": SimpleUploadedFile("上年卷.docx", out.getvalue()),
    }  # fmt: skip
    for title in ("农业", "水利"):
        told[f"unit-{sections[title].pk}"] = str(sections[title].unit_id)
    answer = office.post(f"/calls/{work.pk}/new/", told)
    assert answer.status_code == 302, answer.content.decode()
    call = Call.objects.get()
    tasks = {task.unit.name: task for task in call.tasks.select_related("unit")}
    return Desk(call, chief, office, tasks, sections, tmp_path)
