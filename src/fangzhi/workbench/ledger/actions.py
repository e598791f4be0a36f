"""What people do with the ledger and the whole workbench: have it audited, backed up, exported."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.ledger.audit import run_audit
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist


def begin_audit(user: Any) -> Run:
    """Have ledger, originals, entries and seals compared with their digests."""
    insist(user, "ledger.verify")
    with transaction.atomic():
        run = runs.start(user, "核对日志和存档", run_audit)
        write(user, "ledger.verify", f"Run:{run.pk}")
    return run
