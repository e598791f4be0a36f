"""Write a line of the ledger, and prove the chain whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from fangzhi.workbench.ledger.models import Line

START = "0" * 64
_LOCK = 0x66616E67
"""PostgreSQL's advisory lock under which lines get their numbers; SQLite writes one at a time."""
_BATCH = 2000
"""Lines read at a time: between two batches SQLite lets writers in."""
_NEVER = {number: 0xFFFD for number in (*range(0x20), 0x7F, *range(0xD800, 0xE000))}
"""What no database holds as text: control characters (PostgreSQL refuses U+0000), half pairs."""


class Head(NamedTuple):
    """The last line's number and digest: who holds these two can prove all lines before it."""

    number: int
    digest: str
    at: str = ""


def digest_of_line(line: Line) -> str:
    """Give the digest that a line must bear: SHA-256 over its contents and the one before."""
    parts = (line.number, line.at, line.who, line.who_id, line.action, line.thing, line.outcome,
             line.detail, line.before)  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def write(who: Any, action: str, thing: str = "", outcome: str = "成", **detail: Any) -> Line:
    """Write one line inside the caller's transaction; `who` a user, or words for one outside.

    Call it last in the transaction: from here to the commit no other line can be written.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        number, before, _ = head()
        line = Line(
            number=number + 1,
            at=timezone.localtime().isoformat(timespec="milliseconds"),
            who=_plain(_name_of(who))[:150],
            who_id=getattr(who, "pk", None),
            action=action,
            thing=_plain(thing)[:200],
            outcome=outcome,
            detail=_plain(json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)),
            before=before,
        )
        line.digest = digest_of_line(line)
        line.save()
    return line


def _name_of(who: Any) -> str:
    if getattr(who, "is_anonymous", False):
        return "未登录"
    return str(who) or "匿名"


def _plain(words: str) -> str:
    return words.translate(_NEVER)


def head() -> Head:
    """Give the last line's number and digest; 0 and zeros where nothing is written yet."""
    last = Line.objects.order_by("-number").values_list("number", "digest", "at").first()
    return Head(*last) if last else Head(0, START)


def in_order() -> Iterator[Line]:
    """Give every line from the first on, without holding the database between batches."""
    after = 0
    while True:
        batch = list(Line.objects.filter(number__gt=after).order_by("number")[:_BATCH])
        yield from batch
        if len(batch) < _BATCH:
            return
        after = batch[-1].number


def verify(*anchors: Head) -> Iterator[str]:
    """Give each break of the chain in words; nothing where it is whole.

    `anchors` are heads noted before: the line of each must still bear the digest noted.
    """
    noted = {anchor.number: anchor.digest for anchor in anchors if anchor.number}
    before, number = START, 0
    for line in in_order():
        number += 1
        if line.number != number:
            yield f"第{number}行到第{line.number - 1}行不见了。"
            number = line.number
        if line.before != before:
            yield f"第{line.number}行与前一行接不上。"
        if line.digest != digest_of_line(line):
            yield f"第{line.number}行的内容被改动过。"
        if noted.pop(number, line.digest) != line.digest:
            yield f"第{number}行与当时抄存的摘要不符：这一行或它以前的日志被换过。"
        before = line.digest
    for missing in sorted(noted):
        yield f"抄存过摘要的第{missing}行不见了：日志到第{number}行为止，后面的被删去了。"
