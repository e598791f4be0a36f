"""Units (承编单位): entered one by one, or a whole list at once; nothing there is overwritten."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import transaction

from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.people.unit_list import UnitRow


class Taken(NamedTuple):
    """What a list brought: new units, and those that were there (only empty fields filled)."""

    added: tuple[str, ...]
    known: tuple[str, ...]


FIELDS = ("name", "short", "contact", "phone", "leader", "email")


def put_unit(by: Any, unit: Unit) -> None:
    """Store a new unit, or a changed one; raise ValidationError for what cannot stand."""
    insist(by, "unit.edit")
    unit.full_clean()
    with transaction.atomic():
        unit.save()
        write(by, "unit.edit", f"Unit:{unit.pk} {unit.name}", active=unit.is_active)


def take_list(by: Any, rows: tuple[UnitRow, ...]) -> Taken:
    """Enter a list of units wholly or not at all; what an entered unit says already is kept."""
    insist(by, "unit.edit")
    added: list[str] = []
    known: list[str] = []
    with transaction.atomic():
        for row in rows:
            unit, is_new = Unit.objects.get_or_create(name=row.name)
            for field in FIELDS[1:]:
                if not getattr(unit, field):
                    setattr(unit, field, getattr(row, field))
            unit.full_clean()
            unit.save()
            (added if is_new else known).append(row.name)
        write(by, "unit.edit", "单位名单", added=len(added), known=len(known))
    return Taken(tuple(added), tuple(known))
