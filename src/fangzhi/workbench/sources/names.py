"""The office's names in time as the check reads them: the `[authority]` table of every work."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from fangzhi.workbench.sources.models import Named
from fangzhi.workbench.works.models import WorkPage

_TABLES = {"org": "org", "place": "place"}


def authority_of(work: WorkPage) -> dict[str, list[dict[str, Any]]]:
    """Give bodies and places with their names by period, as work.toml writes them."""
    rows = Named.objects.filter(Q(work=None) | Q(work=work), kind__in=_TABLES)
    found: dict[str, list[dict[str, Any]]] = {}
    for of in rows.prefetch_related("names").order_by("pk"):
        periods = [_period(name) for name in of.names.all()]
        if not periods:
            continue
        *before, current = periods
        short = next((n.short for n in reversed(of.names.all()) if n.short), "")
        row: dict[str, Any] = {**current, **({"short": short} if short else {})}
        if before:
            row["before"] = before
        found.setdefault(_TABLES[of.kind], []).append(row)
    return found


def _period(name: Any) -> dict[str, str]:
    told = {"name": name.name, "from": name.first, "to": name.last}
    return {key: value for key, value in told.items() if value}
