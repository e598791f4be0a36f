"""A small book of regulations that passed its reviews, and the press's proof with planted faults.

The text is the official one; the proof is set by our own typesetter from a copy of the sealed book
in which `PLANTED` was changed. So it is known what the comparing must find.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from django.utils import timezone

from fangzhi.compile.printable import printable
from fangzhi.model.book import Book
from fangzhi.model.finding import Decision
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.project.toml import NAMES
from fangzhi.publish.pdf.render import render
from fangzhi.workbench.example.people import People
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.reviews.acts import experts, papers, proofs, rounds, running
from fangzhi.workbench.reviews.frozen import book_of, current
from fangzhi.workbench.reviews.models import Proof, Round
from fangzhi.workbench.works.actions import create_work, import_folder
from fangzhi.workbench.works.compiling import checked, store
from fangzhi.workbench.works.models import WorkPage
from fangzhi.workbench.works.rulings import rule_on

FOLDER = "方志法规汇编"
FILES = ("地方志工作条例(2006-05-18).md", "行政区划管理条例(2018-10-10).md",
         "地名管理条例(2022-03-30).md")  # fmt: skip
TITLE = "地方志工作法规选编"
PROOF = "一校（示例：差错是预设的）.pdf"
_SETTINGS = f"""# 官方公布的法规文本；审稿、定稿和校样是示例，虚构。
[work]
title = "{TITLE}"
kind = "资料汇编"
area = "青浣县"
level = "县"
"""


class Planted(NamedTuple):
    """One fault of the proof: the words of the sealed text, and what the proof has instead."""

    locked: str
    proof: str


PLANTED = (
    Planted("国务院令第467号", "国务院令第476号"),
    Planted("地方志书每20年左右编修一次", "地方志书每30年左右编修一次"),
    Planted("出版后3个月内报送", "出版后2个月内报送"),
    Planted("2019年1月1日起施行", "2018年1月1日起施行"),
    Planted("存真求实，确保质量", "求真存实，确保质量"),
    Planted("不得损毁；", "不得损坏；"),
    Planted("给予表彰和奖励", "给予表彰奖励"),
)
"""Four figures first of all, as a press's keyboard makes them; then words."""


def enter(people: People, folder: Path) -> Proof:
    """Bring the booklet through its reviews under seal, and compare the proof that came back."""
    round = _sealed(people, folder / FOLDER)
    data = proof_of(book_of(_newest(round)))
    run = proofs.take(people.by_role["编辑"], round, PROOF, data)
    _carried(run)
    found: Proof = round.proofs.get()
    return found


def terms(proof: Proof) -> int:
    """Count the words of the book's index."""
    return len(book_of(proof.frozen).index)


def _sealed(people: People, folder: Path) -> Round:
    """Import the chosen files, and pass the three reviews with all that their gates ask for."""
    chief = people.by_role["总纂"]
    page = create_work(chief, TITLE, "资料汇编", settings=_SETTINGS, way="内部资料准印证")
    with tempfile.TemporaryDirectory() as lot:
        for name in FILES:
            shutil.copyfile(folder / name, Path(lot) / name)
        Path(lot, NAMES[0]).write_text(_SETTINGS, encoding="utf-8")
        import_folder(chief, page, Path(lot))
    _decided(chief, page)
    round = rounds.begin(chief, page)
    _carried(running.ask_quality(chief, round))
    rounds.conclude(people.by_role["初审"], round, "篇目得当，同意送复审。")
    round = _next(chief, round)
    _paper(chief, round, "保密审查意见", "周正平", "")
    rounds.conclude(people.by_role["复审"], round, "与官方公布文本核对无误，同意送终审。")
    round = _next(chief, round)
    _paper(chief, round, "保密审查意见", "周正平", "")
    papers.count_maps(chief, round, [])
    for name, field in (("刘慎言", "保密"), ("何存真", "历史")):
        expert = experts.invite(chief, round, name, "示例，虚构", field, 30)
        rounds.judge(chief, expert, "通过", "同意。")
    rounds.conclude(people.by_role["终审"], round, "同意定稿。")
    return Round.objects.get(pk=round.pk)


def _next(chief: Any, round: Round) -> Round:
    rounds.submit(chief, Round.objects.get(pk=round.pk), "送下一步")
    return Round.objects.select_related("page").get(pk=round.pk)


def _newest(round: Round) -> Any:
    text = current(round) or round.frozen.first()
    assert text is not None
    return text


def _paper(chief: Any, round: Round, kind: str, who: str, number: str) -> None:
    papers.register(chief, round, kind, who, timezone.localdate(), number)


def _decided(chief: Any, page: WorkPage) -> None:
    """Decide every finding: what the official text has stays as it is."""
    today = timezone.localdate().isoformat()
    for finding in checked(page).findings:
        rule_on(chief, page, Decision(finding.fingerprint, "rejected", chief.shown, today,
                                      reason="官方公布的文本如此", rule=finding.rule))  # fmt: skip


def _carried(run: Run) -> None:
    """Do at once what the background would do."""
    runs.carry_out.func(run.pk)
    done = Run.objects.get(pk=run.pk)
    if done.state != "完成":
        raise RuntimeError(f"{done.title}: {done.message}{done.fault}")


def proof_of(book: Book, planted: tuple[Planted, ...] = PLANTED) -> bytes:
    """Set the book with planted faults, as the press would send it."""
    entries = {}
    for digest, entry in book.entries.items():
        blocks = tuple(_with_faults(block, planted) for block in entry.manuscript.blocks)
        held: Manuscript = msgspec.structs.replace(entry.manuscript, blocks=blocks)
        entries[digest] = msgspec.structs.replace(entry, manuscript=held)
    with tempfile.TemporaryDirectory() as out:
        made = render(printable(msgspec.structs.replace(book, entries=entries)), store(), Path(out))
        return Path(out, made.files[0]).read_bytes()


def _with_faults(block: Any, planted: tuple[Planted, ...]) -> Any:
    if not isinstance(block, Text):
        return block
    words = block.text
    for fault in planted:
        words = words.replace(fault.locked, fault.proof)
    return block if words == block.text else msgspec.structs.replace(block, text=words, marks=())
