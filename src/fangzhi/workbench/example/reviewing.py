"""Last year's book in its second review, with opinions in the pens of both steps."""

from __future__ import annotations

import io
from importlib.resources import files
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from fangzhi.model.manuscript import texts
from fangzhi.workbench.example.people import People
from fangzhi.workbench.reviews.acts import opinions, papers, rounds
from fangzhi.workbench.reviews.models import Round
from fangzhi.workbench.works.models import EntryPage, WorkPage

FIRST = (
    ("62.4%", "三项占比相加是101%，请核对平坝的比例。"),
    ("12.48万亩", "与8.32万公顷对不上，请核对换算。"),
    ("享年83岁", "生卒年是1899—1972，请核对岁数。"),
)
SECOND = (
    ("县人民政府驻浣阳镇", "建议补县城的海拔高度。"),
    ("幅员面积1486平方千米", "请与乡镇面积之和核对，并注明测绘年份。"),
)


def enter(people: People, page: WorkPage) -> Round:
    """Send the book in; the first review ends, the second goes on."""
    chief = people.by_role["总纂"]
    round = Round.objects.get(pk=rounds.begin(chief, page).pk)
    for step, said in (("初审", FIRST), ("复审", SECOND)):
        given = [_give(people.by_role[step], round, page, *row) for row in said]
        if step == "初审":
            for remark in filter(None, given):
                opinions.answer(chief, remark, "采纳", "复审后照改。")
            _sign(chief, round)
            rounds.conclude(people.by_role[step], round, "同意进入复审，所提意见请编辑部逐条答复。")
            round = Round.objects.get(pk=round.pk)
            if _waits(round):
                rounds.submit(chief, round, "送复审")
                round = Round.objects.get(pk=round.pk)
    return round


def _sign(user: Any, round: Round) -> None:
    """Register the leaders' sign-off that the first review asks for, with a drawn example scan."""
    for kind in papers.kinds_of(round):
        if "签批" in kind:
            papers.register(
                user, round, kind, "周正平", timezone.localdate(), "示例〔2026〕1号",
                papers.Scan("签批单（示例，虚构）.png", _drawn("分管领导签批单　示例，虚构")),
            )  # fmt: skip
            return


def _drawn(words: str) -> bytes:
    """Draw a sheet with these words, in place of a photograph."""
    font = ImageFont.truetype(str(files("fangzhi.publish.fonts") / "NotoSansSC-Regular.otf"), 40)
    sheet = Image.new("RGB", (900, 400), "white")
    ImageDraw.Draw(sheet).text((60, 160), words, fill="black", font=font)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def _waits(round: Round) -> bool:
    """Tell whether the next step still has to be given the text."""
    return not round.frozen.filter(step="复审").exists()


def _give(user: Any, round: Round, page: WorkPage, words: str, said: str) -> Any:
    """Give an opinion on these words where they stand first."""
    for entry in EntryPage.objects.filter(path__startswith=page.path).order_by("path"):
        for text in texts(entry.entry.manuscript):
            at = text.text.find(words)
            if at >= 0:
                place = opinions.Said(said, block=text.id, start=at, end=at + len(words))
                return opinions.give(user, round, place)
    return opinions.give(user, round, opinions.Said(said))
