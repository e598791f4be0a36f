"""Papers that gates ask for: registered with their scans, maps counted, tags given."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from fangzhi.files.guard import admit_bytes
from fangzhi.files.refusal import Refusal
from fangzhi.model.manuscript import Figure
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reviews.desk import flow_of
from fangzhi.workbench.reviews.frozen import current, kept, taken
from fangzhi.workbench.reviews.models import Frozen, MapRow, PaperRow, Round
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.places import place_of

_SCANS = ("image", "pdf")


class Scan:
    """An uploaded scan: what it is called and its bytes."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data = Path(name).name, data


def kinds_of(round: Round) -> list[str]:
    """Give the papers that the flow of a round asks for, in order."""
    gates = (gate for step in flow_of(round).steps for gate in step.gates)
    return list(dict.fromkeys(gate.paper for gate in gates if gate.paper))


def register(
    user: Any, round: Round, kind: str, who: str, when: date | None, number: str,
    scan: Scan | None = None,
) -> PaperRow:  # fmt: skip
    """Register a paper; it speaks of the text that lies in review or under seal now."""
    insist(user, "review.paper", place_of(round.page))
    if kind not in kinds_of(round):
        raise ValidationError("请从表中选一种文书。")
    file = _kept(scan) if scan is not None else ""
    text = current(round)
    digest = text.digest if text is not None else taken(round.page).digest
    with transaction.atomic():
        row = PaperRow.objects.create(
            round=round, kind=kind, who=who.strip()[:60], when=when, number=number.strip()[:80],
            digest=digest, file=file, name=scan.name[:200] if scan else "", by=user,
        )  # fmt: skip
        write(user, "review.paper", f"Round:{round.pk}", kind=kind, number=number, signed=who,
              when=when, file=file, digest=digest)  # fmt: skip
    return row


def _kept(scan: Scan) -> str:
    """Admit a scan through the guard; ValidationError in words for what may not come in."""
    found = admit_bytes(scan.data, scan.name, Path(scan.name))
    if isinstance(found, Refusal):
        raise ValidationError(found.message)
    if found.media_type not in _SCANS:
        raise ValidationError("扫描件请用图片或 PDF。")
    return store().put(found.data)


def count_maps(user: Any, round: Round, rows: list[tuple[str, str, str]]) -> None:
    """Enter the maps of the text, each with its number or why none is needed; none is an answer."""
    insist(user, "review.paper", place_of(round.page))
    with transaction.atomic():
        round.maps.all().delete()
        for name, approval, exempt in rows:
            if name.strip():
                MapRow.objects.create(
                    round=round, name=name.strip()[:200], approval=approval.strip()[:80],
                    exempt=exempt.strip()[:200],
                )  # fmt: skip
        Round.objects.filter(pk=round.pk).update(maps_told=True)
        write(user, "review.paper", f"Round:{round.pk}", maps=[list(row) for row in rows])


def maps_in(text: Frozen) -> list[tuple[str, str]]:
    """Give the maps that the manuscript itself names: title, and approval number as printed."""
    found = []
    for entry in kept(text).by_digest.values():
        for block in entry.manuscript.blocks:
            if isinstance(block, Figure) and (block.kind == "map" or block.map_approval):
                name = block.title.text if block.title is not None else block.name or "无题的地图"
                found.append((name, block.map_approval))
    return found


def put_in_tags(user: Any, round: Round, tags: list[str]) -> None:
    """Say what the text touches that calls for further papers (涉军)."""
    insist(user, "review.paper", place_of(round.page))
    known = {gate.only for step in flow_of(round).steps for gate in step.gates if gate.only}
    with transaction.atomic():
        Round.objects.filter(pk=round.pk).update(tags=sorted(known & set(tags)))
        write(user, "review.paper", f"Round:{round.pk}", tags=tags)
