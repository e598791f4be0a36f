"""Names in time, sources, a witness and the works registry: a few rows of each, all invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from fangzhi.align.anchors import anchor
from fangzhi.model.manuscript import texts
from fangzhi.workbench.example.people import OFFICE, People
from fangzhi.workbench.office.models import Registered
from fangzhi.workbench.office.registry.actions import claim, put
from fangzhi.workbench.sources.actions import bear_out, open_source, register
from fangzhi.workbench.sources.hearing import record_interview, record_narrator
from fangzhi.workbench.sources.models import Source
from fangzhi.workbench.sources.naming import ROW, name_in_time
from fangzhi.workbench.works.models import EntryPage, WorkPage

_BASIS = "示例，虚构"
NAMES = (
    ("org", "", (("青浣县卫生局", "1954-01", "2014-12"), ("青浣县卫生和计划生育局", "2015-01", "2019-02"),
                 ("青浣县卫生健康局", "2019-03", ""))),
    ("org", "", (("青浣县交通局", "1955-01", "2009-12"), ("青浣县交通运输局", "2010-01", ""))),
    ("place", "县治所在", (("浣阳县", "553", "1729"), ("青浣县", "1729", ""))),
    ("person", "浣水船工，口述者", (("陈大河", "", ""),)),
    ("event", "建县以来最大洪水", (("1958年浣水大水", "1958", "1958"),)),
    ("product", "茶垭乡一带所产", (("青浣春茶", "", ""),)),
)  # fmt: skip
"""Kind, what is said of it, its names in time with their first and last days."""


def enter(people: People, folder: Path, last: WorkPage) -> None:
    """Enter them as an editor would; a witness's words may be read by the office alone."""
    editor, chief = people.by_role["编辑"], people.by_role["总纂"]
    for kind, note, names in NAMES:
        rows = [dict(zip(ROW, (*one, "", _BASIS), strict=True)) for one in names]
        name_in_time(editor, kind, rows, note)
    _sources(editor, chief, folder, last)
    _witness(editor, folder)
    work = Registered()
    told = {"title": str(last.title), "kind": "综合年鉴", "level": "县", "maker": OFFICE,
            "stage": "复审", "period": "2025"}  # fmt: skip
    put(editor, work, told, last)
    claim(editor, "全国奖项", 91, "四川省地方志工作办公室简报（2024-02-28）")


def _sources(editor: Any, chief: Any, folder: Path, last: WorkPage) -> None:
    paper = folder / "24统计资料摘编.docx"
    told = {"title": "2024年国民经济和社会发展统计资料摘编", "kind": "statistics",
            "author": "青浣县统计局（虚构）", "date": "2025-03", "holder": "县统计局（虚构）"}  # fmt: skip
    figures = register(editor, told, paper.name, paper.read_bytes())
    open_source(chief, figures, "开放")
    register(editor, {"title": "浣水航运社船员名册", "kind": "archive", "date": "1965",
                      "holder": "县档案馆（虚构）", "call_number": "24-1-37（虚构）"})  # fmt: skip
    register(editor, {"title": "乾隆《青浣县志》残本三卷", "kind": "book", "date": "乾隆四十一年",
                      "holder": "县图书馆（虚构）", "call_number": "善本0012（虚构）"})  # fmt: skip
    _borne_out(editor, figures, last, "18.92万吨")


def _borne_out(editor: Any, source: Source, last: WorkPage, words: str) -> None:
    """Say of the first place with these words that the source bears them out."""
    for page in EntryPage.objects.filter(path__startswith=last.path).order_by("path"):
        for text in texts(page.entry.manuscript):
            at = text.text.find(words)
            if at >= 0:
                claim = anchor(text, at, at + len(words))
                bear_out(editor, page, claim, source,
                         {"leaf": "二、农业", "quotation": f"粮食总产量{words}"})  # fmt: skip
                return


def _witness(editor: Any, folder: Path) -> None:
    """Enter a boatman who told of the river, without a signed consent as yet."""
    teller = record_narrator(editor, {"name": "陈大河", "sex": "男", "born": "1936-09",
                                      "origin": "云门滩镇渔家村（虚构）", "posts": "船工"})  # fmt: skip
    told = {"narrator": teller, "title": "浣水上的船工", "date": date(2024, 11, 16),
            "place": "云门滩镇渔家村", "interviewer": "李砚秋",
            "summary": "行船二十八年：拉纤、号子、货类、航运社。全部虚构。"}  # fmt: skip
    interview = record_interview(editor, told)
    paper = folder / "23口述·老船工.docx"
    register(editor, {"title": "浣水上的船工（口述整理稿）", "kind": "oral", "author": "陈大河口述",
                      "date": "2024-11", "interview": interview}, paper.name, paper.read_bytes())  # fmt: skip
