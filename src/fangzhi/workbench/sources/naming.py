"""What is done with names in time: a body, place, person, event or product entered and corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.sources.models import Name, Named
from fangzhi.workbench.sources.persons import LIFE, is_day

ROW = ("name", "first", "last", "short", "basis")
"""The fields of one name, as a form sends them."""


def name_in_time(
    user: Any, kind: str, rows: Sequence[dict[str, str]], note: str = "", of: Named | None = None,
    life: Mapping[str, str] | None = None,
) -> Named:  # fmt: skip
    """Enter something with its names in time, or correct all that is said of it; of a person the
    `life` too (persons.LIFE).

    Raises ValidationError without a name, and for a time that the check could not read.
    """
    insist(user, "authority.edit")
    if not rows:
        raise ValidationError("至少写一个名称。")
    for row in rows:
        is_day(row["first"])
        is_day(row["last"])
    with transaction.atomic():
        before = _said(of) if of is not None else []
        of = of or Named()
        of.kind, of.note = kind, note
        for field in LIFE:
            setattr(of, field, (life or {}).get(field, "") if kind == "person" else "")
        of.save()
        of.names.all().delete()
        for row in rows:
            name = Name(of=of, **row)
            name.full_clean(exclude=["of"])
            name.save()
        write(user, "authority.edit", f"Named:{of.pk}", before=before, names=_said(of))
    return of


def strike(user: Any, of: Named, reason: str) -> None:
    """Take something entered by mistake off the list; the ledger keeps what it was."""
    insist(user, "authority.edit")
    if not reason.strip():
        raise ValidationError("删去要写明理由。")
    with transaction.atomic():
        write(user, "authority.edit", f"Named:{of.pk}", struck=_said(of), kind=of.kind,
              reason=reason.strip()[:300])  # fmt: skip
        of.delete()


def _said(of: Named) -> list[list[str]]:
    names = [[getattr(one, field) for field in ROW] for one in of.names.all()]
    life = [getattr(of, field) for field in LIFE]
    return [*names, life] if any(life) else names
