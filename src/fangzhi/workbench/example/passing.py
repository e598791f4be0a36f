"""A small book of regulations brought through its reviews under seal, with all that the gates ask."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import timezone

from fangzhi.model.finding import Decision
from fangzhi.project.toml import NAMES
from fangzhi.workbench.example.people import People
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.reviews.acts import experts, papers, rounds, running
from fangzhi.workbench.reviews.models import Round
from fangzhi.workbench.works.actions import create_work, import_folder
from fangzhi.workbench.works.compiling import checked
from fangzhi.workbench.works.models import WorkPage
from fangzhi.workbench.works.rulings import rule_on

FOLDER = "方志法规汇编"
_SETTINGS = """# 官方公布的法规文本；审稿、定稿和校样是示例，虚构。
[work]
title = "{title}"
kind = "资料汇编"
area = "青浣县"
level = "县"
"""


class Booklet(NamedTuple):
    """What a small book is called, its files in the example's folder, and how it is to come out."""

    title: str
    files: tuple[str, ...]
    way: str


def passed(people: People, examples: Path, booklet: Booklet) -> Round:
    """Import the chosen files, and pass the three reviews and the approval."""
    chief = people.by_role["总纂"]
    page = _imported(chief, examples / FOLDER, booklet)
    _decided(chief, page)
    round = rounds.begin(chief, page)
    carried(running.ask_quality(chief, round))
    rounds.conclude(people.by_role["初审"], round, "篇目得当，同意送复审。")
    round = _next(chief, round)
    paper(chief, round, "保密审查意见")
    rounds.conclude(people.by_role["复审"], round, "与官方公布文本核对无误，同意送终审。")
    round = _next(chief, round)
    paper(chief, round, "保密审查意见")
    papers.count_maps(chief, round, [])
    for name, field in (("刘慎言", "保密"), ("何存真", "历史")):
        expert = experts.invite(chief, round, name, "示例，虚构", field, 30)
        rounds.judge(chief, expert, "通过", "同意。")
    rounds.conclude(people.by_role["终审"], round, "同意定稿。")
    paper(chief, round, "分管领导签批单")
    rounds.conclude(people.by_role["审发人"], Round.objects.get(pk=round.pk), "同意。")
    return Round.objects.select_related("page").get(pk=round.pk)


def paper(user: Any, round: Round, kind: str) -> None:
    """Register a paper that was signed today."""
    papers.register(user, round, kind, "周正平", timezone.localdate(), "")


def carried(run: Run) -> None:
    """Do at once what the background would do."""
    runs.carry_out.func(run.pk)
    done = Run.objects.get(pk=run.pk)
    if done.state != "完成":
        raise RuntimeError(f"{done.title}: {done.message}{done.fault}")


def _imported(chief: Any, folder: Path, booklet: Booklet) -> WorkPage:
    settings = _SETTINGS.format(title=booklet.title)
    page = create_work(chief, booklet.title, "资料汇编", settings=settings, way=booklet.way)
    with tempfile.TemporaryDirectory() as lot:
        for name in booklet.files:
            shutil.copyfile(folder / name, Path(lot) / name)
        Path(lot, NAMES[0]).write_text(settings, encoding="utf-8")
        import_folder(chief, page, Path(lot))
    return page


def _next(chief: Any, round: Round) -> Round:
    rounds.submit(chief, Round.objects.get(pk=round.pk), "送下一步")
    return Round.objects.select_related("page").get(pk=round.pk)


def _decided(chief: Any, page: WorkPage) -> None:
    """Decide every finding: what the official text has stays as it is."""
    today = timezone.localdate().isoformat()
    for finding in checked(page).findings:
        rule_on(chief, page, Decision(finding.fingerprint, "rejected", chief.shown, today,
                                      reason="官方公布的文本如此", rule=finding.rule))  # fmt: skip
