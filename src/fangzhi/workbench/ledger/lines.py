"""Write a line of the ledger, and prove the chain whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from fangzhi.workbench.ledger.models import Line

START = "0" * 64
_LOCK = 0x66616E67
"""PostgreSQL's advisory lock under which lines get their numbers; SQLite writes one at a time."""


def digest_of_line(line: Line) -> str:
    """Give the digest that a line must bear: SHA-256 over its contents and the one before."""
    parts = (line.number, line.at, line.who, line.who_id, line.action, line.thing, line.outcome,
             line.detail, line.before)  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def write(who: Any, action: str, thing: str = "", outcome: str = "成", **detail: Any) -> Line:
    """Write one line inside the caller's transaction; `who` a user, or words for one outside."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = Line.objects.order_by("-number").values_list("number", "digest").first()
        number, before = last or (0, START)
        line = Line(
            number=number + 1,
            at=timezone.now().isoformat(timespec="milliseconds"),
            who=(str(who) or "匿名")[:150],
            who_id=getattr(who, "pk", None),
            action=action,
            thing=thing[:200],
            outcome=outcome,
            detail=json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str),
            before=before,
        )
        line.digest = digest_of_line(line)
        line.save(force_insert=True)
    return line


def verify() -> Iterator[str]:
    """Give each break of the chain in words; nothing where it is whole."""
    before, number = START, 0
    for line in Line.objects.order_by("number").iterator(2000):
        number += 1
        if line.number != number:
            yield f"第{number}行到第{line.number - 1}行不见了。"
            number = line.number
        if line.before != before:
            yield f"第{line.number}行与前一行接不上。"
        if line.digest != digest_of_line(line):
            yield f"第{line.number}行的内容被改动过。"
        before = line.digest
