"""What takes long, in the background: copies printed, findings counted, the error rate computed."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from fangzhi.model.value import encode
from fangzhi.project.checking import check_project
from fangzhi.project.verdict import Asked, verdict
from fangzhi.publish.pdf.review.render import render_review_copy
from fangzhi.publish.pdf.review.stamp import Stamp
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.ledger.sealed import digest_of_place
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reviews.acts.opinions import place_again
from fangzhi.workbench.reviews.desk import density, name_of
from fangzhi.workbench.reviews.frozen import book_of, current
from fangzhi.workbench.reviews.models import Event, Frozen, Round
from fangzhi.workbench.works.compiling import project_of, store
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.rulings import write_beside
from fangzhi.workbench.works.tree import work_of

MOST_COPIES = 60


def ask_copies(user: Any, round: Round, copies: int) -> Run:
    """Have so many numbered 送审本 printed."""
    insist(user, "work.export", place_of(round.page))
    text = current(round)
    if text is None:
        raise ValidationError("稿子还没有送审，没有送审本可印。")
    if not 1 <= copies <= MOST_COPIES:
        raise ValidationError(f"一次可印1至{MOST_COPIES}本。")
    return runs.start(user, f"送审本：{round.page.title}（{text.step}，{copies}本）", print_copies,
                      text, copies)  # fmt: skip


def print_copies(work: Any, text: Frozen, copies: int) -> Path:
    """Set the numbered copies of a frozen text; the page and line map is kept with the text."""
    page = text.round.page
    book, first = book_of(text), text.copies + 1
    target = work.folder / f"送审本-{page.title[:30]}-{text.step}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        for number in range(first, first + copies):
            work.tell(number - first, copies, f"正在排第{number}本")
            stamp = Stamp(work_of(page).title, page.title, text.step, text.digest, number)
            made = render_review_copy(book, store(), stamp)
            box.writestr(f"送审本-第{number:02d}本.pdf", made.pdf)
        lines = store().put(encode(made.map))
    with transaction.atomic():
        Frozen.objects.filter(pk=text.pk).update(lines=lines, copies=first + copies - 1)
        text.refresh_from_db()
        found = place_again(text)
        write(work.user, "work.export", f"Round:{text.round_id}", copies=copies, first=first,
              code=text.code, placed=found)  # fmt: skip
    work.tell(copies, copies, f"印好{copies}本")
    return Path(target)


def ask_quality(user: Any, round: Round) -> Run:
    """Have the findings counted and the 质量检查单 made of the text as it lies here."""
    insist(user, "check.run", place_of(round.page))
    text = current(round)
    if text is None:
        raise ValidationError("稿子还没有送审。")
    return runs.start(user, f"质量检查单：{round.page.title}（{text.step}）", measure, text)


def _tell_density(text: Frozen) -> None:
    """Enter the density of a text with what was done on it while it was being counted."""
    found = density(text)
    if found is not None:
        acts = Event.objects.filter(round=text.round_id, digest=text.digest, density="")
        acts.update(density=f"{found:f}")


def measure(work: Any, text: Frozen) -> str:
    """Check the frozen text, and compute the error rate from what people decided."""
    page = text.round.page.specific
    if digest_of_place(page) != text.digest:
        raise ValidationError("稿子已经改动，不是送审的那一稿。请重新送审后再出检查单。")
    work.tell(0, 3, "正在机检")
    project, compiled = project_of(page)
    write_beside(work_of(page))
    checked = check_project(project, compiled=compiled)
    work.tell(1, 3, "正在排版和计算差错率")
    asked = Asked(name_of(work.user), timezone.localtime().date().isoformat())
    try:
        sheet = verdict(project, asked, checked)
    except ValueError as fault:
        raise ValidationError(str(fault)) from fault
    with transaction.atomic():
        text.found = sum(finding.by_rule for finding in checked.findings)
        text.certificate = sheet
        text.save(update_fields=["found", "certificate"])
        _tell_density(text)
        write(work.user, "check.run", f"Round:{text.round_id}", found=text.found,
              rate=f"{sheet.confirmed.rate:f}", outcome=sheet.outcome, digest=text.digest)  # fmt: skip
    work.tell(3, 3, "")
    return f"疑点{text.found}处；质量检查单：{sheet.outcome}。{sheet.reason}"
