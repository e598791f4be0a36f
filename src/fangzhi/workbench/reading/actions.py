"""What is done in the library: taking in, opening, withdrawing, setting the room, making cards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from fangzhi.workbench.calls.intake.staging import fresh_folder, put
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reading.models import (
    CHRONICLE,
    DATED,
    HOUSE,
    SOURCE,
    WAITING,
    Card,
    Holding,
    Room,
)  # fmt: skip
from fangzhi.workbench.reading.shelf import following
from fangzhi.workbench.reading.shelf.gathering import withdraw
from fangzhi.workbench.reading.shelf.taking_in import take_in


def add(
    user: Any, files: Iterable[Any], paths: Iterable[str], fields: dict[str, Any], together: bool
) -> Run:
    """Take in chronicles in the background; what they are told to be comes with them."""
    insist(user, "library.edit")
    if fields.get("circle", HOUSE) != HOUSE:
        insist(user, "library.open")
    folder = fresh_folder()
    count = put(folder, files, paths)
    if not count:
        raise ValidationError("还没有选文件。")
    told = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in fields.items()
    }
    title = f"资料库入藏：{told.get('title') or f'{count}个文件'}"
    return runs.start(user, title, take_in, str(folder), told, together)


def amend(user: Any, row: Holding, fields: dict[str, Any]) -> None:
    """Correct what is said of a work; the library is renewed in the background."""
    insist(user, "library.edit")
    with transaction.atomic():
        changed = {
            name: [str(getattr(row, name)), str(value)]
            for name, value in fields.items() if getattr(row, name) != value
        }  # fmt: skip
        for name, value in fields.items():
            setattr(row, name, value)
        row.is_due = True
        row.full_clean(exclude=["who", "shelved", "digest", "page", "source"])
        row.save()
        write(user, "library.edit", _thing(row), changed=changed)
    following.ask_update(user)


def set_circle(user: Any, row: Holding, circle: str, open_from: date | None) -> None:
    """Say who may read a work; a source is opened in the register of sources."""
    insist(user, "library.open")
    if row.origin == SOURCE:
        raise ValidationError("这是登记的资料，请在“资料登记”里定它开放不开放。")
    if circle == DATED and open_from is None:
        raise ValidationError("请写开放日期。")
    with transaction.atomic():
        before = [str(row.circle), str(row.open_from or "")]
        row.circle, row.open_from, row.is_due = circle, open_from, True
        row.full_clean(exclude=["who", "shelved", "digest", "page", "source"])
        row.save()
        write(user, "library.open", _thing(row), before=before,
              after=[circle, str(open_from or "")])  # fmt: skip
    following.ask_update(user)


def take_out(user: Any, row: Holding) -> None:
    """Withdraw a chronicle from the shelf; its originals stay, and it may come back."""
    insist(user, "library.edit")
    if row.origin != CHRONICLE:
        raise ValidationError("成书随定稿和发布、资料随登记进出资料库，不在这里撤下。")
    with transaction.atomic():
        withdraw(row, f"{timezone.localdate():%Y-%m-%d} 由{user}撤下。")
        write(user, "library.edit", _thing(row), withdrawn=True)
    following.ask_update(user)


def put_back(user: Any, row: Holding) -> None:
    """Read a work once more: one withdrawn, or one that failed."""
    insist(user, "library.edit")
    with transaction.atomic():
        row.state, row.is_due, row.told = WAITING, True, ""
        row.save()
        write(user, "library.edit", _thing(row), again=True)
    following.ask_update(user)


def refresh(user: Any) -> Run | None:
    """Have the whole library compared with the workbench and brought up to date."""
    insist(user, "library.edit")
    with transaction.atomic():
        run = following.ask_update(user)
        write(user, "library.edit", "资料库更新")
    return run


def set_room(user: Any, fields: dict[str, Any]) -> None:
    """Open the reading room to the public, or shut it; say what readers are told."""
    insist(user, "library.open")
    with transaction.atomic():
        room, _ = Room.objects.get_or_create(pk=1)
        for name, value in fields.items():
            setattr(room, name, value)
        room.save()
        following.seen_anew()
        write(user, "library.open", "阅览室", is_public=room.is_public)


def make_card(user: Any, row: Holding, words: Any, fields: dict[str, Any]) -> Card:
    """Make an evidence card of words as they stand; `words` gives start, end, text and around."""
    insist(user, "card.edit")
    with transaction.atomic():
        card = Card(holding=row, who=user, start=words.start, end=words.end, cite=words.cite,
                    quotation=words.text, before=words.before, after=words.after, **fields)  # fmt: skip
        card.full_clean(exclude=["holding", "who"])
        card.save()
        write(user, "card.edit", f"Card:{card.pk} {row.title} {card.cite}")
    return card


def check_card(user: Any, card: Card) -> None:
    """Say that a second person compared the card with the text."""
    insist(user, "card.edit")
    if card.who_id == user.pk:
        raise ValidationError("依据卡请另一位同事核对。")
    with transaction.atomic():
        card.checked_by = user
        card.save(update_fields=["checked_by"])
        write(user, "card.edit", f"Card:{card.pk}", checked=True)


def _thing(row: Holding) -> str:
    return f"Holding:{row.pk} {row.title}"
