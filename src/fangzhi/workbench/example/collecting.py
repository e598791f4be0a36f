"""A call to twelve units, and what came back as WeChat delivers it: renamed, late, last year's."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from fangzhi.project.calling.call import Call as CallValue
from fangzhi.workbench.calls.actions import accept, make_call, make_link, send_back
from fangzhi.workbench.calls.intake import drafts, handing
from fangzhi.workbench.calls.intake.receiving import receive
from fangzhi.workbench.calls.intake.staging import fresh_folder
from fangzhi.workbench.calls.models import Call, HandIn
from fangzhi.workbench.example.passing import carried
from fangzhi.workbench.example.people import People
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.works.models import SectionPage, WorkPage

RETURNED = (
    ("06水利.docx", "新建 Microsoft Word 文档(3).docx", False),
    ("03农业农村.docx", "稿子 最终版 最新.docx", True),
    ("05交通运输.docx", "交通局年鉴稿2.docx", True),
    ("08教育.docx", "20260118_094512.docx", True),
    ("09卫生健康.docx", "卫健局(1).docx", True),
    ("07财政税务.docx", "财政税务.docx", True),
    ("10文化旅游.docx", "文旅局供稿.docx", False),
)
"""A file of the example, what it is called when it comes back, and whether it was written anew."""


DAYS = 20
"""How long the units have still."""
AGAIN = {"文化旅游局": "10文化旅游.docx"}
WRITING = ("县政府办公室", "01县情概况.docx")
"""Who wrote anew behind the link after the paper was sent back, and who has not handed in yet."""


def enter(people: People, folder: Path, last: WorkPage, page: WorkPage) -> Call:
    """Call, receive, answer: so that every state of a hand-in is to be seen."""
    chief, editor = people.by_role["总纂"], people.by_role["编辑"]
    picked = {
        row.pk: row.unit
        for row in SectionPage.objects.filter(path__startswith=page.path, unit__isnull=False)
    }
    closes = timezone.localdate() + timedelta(days=DAYS)
    asked = CallValue("", page.title, 2025, closes.isoformat(), office="青浣县地方志编纂中心（虚构）",
                      contact="李文秀", phone="0000-0000000")  # fmt: skip
    call = make_call(chief, page, asked, picked, {}, prior=last)
    _receive(editor, call, folder)
    for row in HandIn.objects.filter(task__call=call, version__gt=0).order_by("pk"):
        verdict = row.task.unit.name
        if verdict in ("水务局", "文化旅游局"):
            send_back(editor, row, "交来的是上年的稿，数字没有更新。请按 2025 年的情况重写后再交。")
        elif verdict in ("农业农村局", "交通运输局"):
            accept(editor, row)
    for task in call.tasks.filter(unit__name__in=(*AGAIN, WRITING[0], "水务局")):
        make_link(editor, task, 30)
    _written_anew(call, folder)
    return call


def _written_anew(call: Call, folder: Path) -> None:
    """Behind their links: one unit hands its corrected paper in again, another is still at it."""
    for number, (unit, name) in enumerate((*AGAIN.items(), WRITING)):
        task = call.tasks.get(unit__name=unit)
        lot = fresh_folder()
        (lot / f"{unit}（改）.docx").write_bytes(_a_year_on((folder / name).read_bytes(), number))
        drafts.start_taking(task, lot)
        draft = drafts.draft_of(task)
        assert draft is not None and draft.run is not None
        carried(draft.run)
        if unit in AGAIN:
            handing.hand_in(task, "钱副局长", "小何", "0000-0000000")


def late(call: Call) -> list[str]:
    """Give what is said first of each hand-in that holds last year's text."""
    rows = HandIn.objects.filter(task__call=call, verdict__isnull=False).order_by("task__number")
    return [lead for row in rows if "去年的稿" in (lead := str(row.verdict.lead))]


def _receive(editor: object, call: Call, folder: Path) -> None:
    lot = fresh_folder()
    try:
        for number, (name, called, is_new) in enumerate(RETURNED):
            data = (folder / name).read_bytes()
            target = lot / called
            target.write_bytes(_a_year_on(data, number) if is_new else data)
        carried(runs.start(editor, "收稿：微信发来的七个文件", receive, call, str(lot)))
    finally:
        shutil.rmtree(lot, ignore_errors=True)


def _a_year_on(data: bytes, number: int) -> bytes:
    """Write the paper anew for the next year: years one on, every figure of four digits changed."""
    source = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            body = source.read(item.filename)
            if item.filename == "word/document.xml":
                text = body.decode("utf-8").replace("2024年", "2025年")
                text = re.sub(r"(?<=>)([^<]*)(?=</w:t>)", lambda m: _grown(m[1], number), text)
                body = text.encode("utf-8")
            target.writestr(item, body)
    return out.getvalue()


def _grown(words: str, number: int) -> str:
    """Give the words with other figures: each a few per cent up; days and years stay.

    A year alone in its cell goes one on, with the table.
    """
    if re.fullmatch(r"20[0-3]\d", words.strip()):
        return str(int(words) + 1)

    def other(found: re.Match[str]) -> str:
        whole, _, part = found[1].partition(".")
        return (
            f"{float(found[1]) * (1.05 + number / 50):.{len(part)}f}"
            if len(whole) > 1
            else found[1]
        )

    return re.sub(
        r"(?<![\d.])(\d+(?:\.\d+)?)(?!\d|年|月|日|岁|周年|届|\.\d|[，、]?\d+年)", other, words
    )
