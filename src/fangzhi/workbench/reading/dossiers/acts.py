"""What is done with dossiers: begun, written, cards put in, built, thrown away."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from fangzhi.project.using.building import build_product
from fangzhi.project.using.dossier import KINDS, DossierFault
from fangzhi.project.using.exchange import Passed, take_cards
from fangzhi.project.using.starting import start
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reading.dossiers import held
from fangzhi.workbench.reading.models import Card, Casefile
from fangzhi.workbench.reading.shelf.opened import library
from fangzhi.workbench.reading.shelf.scope import Scope, house_scope

LONGEST = 400_000
_MOST_CARDS = 200
STALE = "刚才有人改过这个案卷。您改的还在下面；请另开一页看过新的，合在一起再存。"


def begin(user: Any, scope: Scope, kind: str, title: str) -> Casefile:
    """Begin a dossier of a kind, with the words that explain themselves."""
    insist(user, "card.edit")
    title = title.strip()
    if kind not in KINDS or not title or len(title) > 100:
        raise ValidationError("请写题名（100字以内），并选一种。")
    with tempfile.TemporaryDirectory(prefix="fangzhi-dossier-") as name:
        start(Path(name), kind, title)
        text = held.taken_from(Path(name))
    with transaction.atomic():
        row = Casefile.objects.create(
            title=title, kind=kind, text=text, works=held.named_in(scope, text), who=user
        )
        write(user, "card.edit", _thing(row), made=True)
    return row


def save(user: Any, scope: Scope, row: Casefile, text: str, mark: str) -> None:
    """Keep the words as an editor left them, faults and all; raise ValidationError when somebody
    else was first."""
    insist(user, "card.edit")
    text = text.replace("\0", "").replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise ValidationError(f"案卷太长（{len(text)}字），请不要超过{LONGEST}字。")
    with transaction.atomic():
        now = Casefile.objects.select_for_update().get(pk=row.pk)
        if mark != held.mark_of(now):
            raise ValidationError(STALE)
        _keep(user, scope, now, text, changed=True)
    row.refresh_from_db()


def put_in(user: Any, scope: Scope, row: Casefile, cards: Sequence[Card]) -> int:
    """Put evidence cards into a dossier, each found again word for word; give how many were new."""
    insist(user, "card.edit")
    if not cards or len(cards) > _MOST_CARDS:
        raise ValidationError(f"请选依据卡，一次至多{_MOST_CARDS}张。")
    passed = [
        Passed(str(card.holding.title), card.start, card.end, str(card.quotation), str(card.cite),
               str(card.note), str(card.reliability), str(card.checked_by or ""))
        for card in cards
    ]  # fmt: skip
    with transaction.atomic():
        now = Casefile.objects.select_for_update().get(pk=row.pk)
        try:
            with held.folder_of(now) as folder:
                dossier = held.read(now)
                made = take_cards(folder, dossier, held.shelf_for(scope, dossier), passed)
                text = held.taken_from(folder)
        except DossierFault as fault:
            raise ValidationError(str(fault)) from fault
        if made:
            _keep(user, scope, now, text, cards=[card.id for card in made])
    row.refresh_from_db()
    return len(made)


def _keep(user: Any, scope: Scope, row: Casefile, text: str, **told: Any) -> None:
    row.text, row.works = text, held.named_in(scope, text, held.quoted(row))
    row.changed = timezone.now()
    with suppress(DossierFault):  # an unfinished dossier is kept under the title it had
        row.title = held.read(row).dossier.title[:200] or row.title
    row.save()
    write(user, "card.edit", _thing(row), **told)


def have_built(user: Any, row: Casefile) -> Run:
    """Have the product made in the background."""
    insist(user, "card.edit")
    with transaction.atomic():
        write(user, "card.edit", _thing(row), build=True)
        return runs.start(user, f"做成：{row.title}", build, row)


def build(work: Any, row: Casefile) -> Path:
    """Make DOCX, PDF, both as 出处版, and the cards; give one ZIP. What stops it is said."""
    insist(work.user, "card.edit")
    scope, opened = house_scope(), library()
    if opened is None or not held.quoted(row) <= scope.ids:
        raise ValidationError("案卷所引的书现在不在资料库里，没有做成。")
    work.tell(0, 2, "逐字核对引文")
    try:
        with held.folder_of(row) as folder:
            held.read(row)
            product = build_product(
                folder, opened, work.folder, shelf=lambda told: held.shelf_for(scope, told)
            )
    except DossierFault as fault:
        raise ValidationError(str(fault)) from fault
    work.tell(1, 2, "打成一个文件")
    made = Path(product.folder)
    target: Path = work.folder / f"{made.name[:40]}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        for name, _ in product.files:
            box.write(made / name, name)
            (made / name).unlink()
    made.rmdir()
    return target


def throw_away(user: Any, row: Casefile) -> None:
    """Remove a dossier; its cards stay."""
    insist(user, "card.edit")
    with transaction.atomic():
        write(user, "card.edit", _thing(row), removed=True, mark=held.mark_of(row))
        row.delete()


def _thing(row: Casefile) -> str:
    return f"案卷:{row.pk} {row.title[:60]}"
