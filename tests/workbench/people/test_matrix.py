"""The permission matrix through HTTP: role × action × state × relation, each cell one request.

What is expected is read here from rights.tsv, by its three words own, sub, all; the program's own
reading of the table is not asked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction

from fangzhi.workbench.ledger.models import Line
from tests.workbench.people.asking import Asked, Attempt, Target, gathered
from tests.workbench.people.ground import Ground, lay

_TEXT = files("fangzhi.workbench.people").joinpath("rights.tsv").read_text(encoding="utf-8")
_ROWS = [line.split("\t") for line in _TEXT.splitlines() if line and not line.startswith("#")]
ROLES = _ROWS[0][3:]
TABLE = {row[0]: (row[2], dict(zip(ROLES, row[3:], strict=True))) for row in _ROWS[1:]}
STATES = ("编写", "送审", "定稿", "发布")
RELATIONS = ("own", "sub", "work", "elsewhere")
_REACHES = {"-": (), "own": ("own",), "sub": ("own", "sub"), "all": RELATIONS}
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b[^\"]*\"?(\w+)", re.IGNORECASE)
_CHINESE = re.compile("[\u4e00-\u9fff]{4,}")
ATTEMPTS = gathered()
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[Ground]:
    """Lay the ground once; what each cell changes is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield lay()
        transaction.set_rollback(True)


def expected(action: str, role: str, state: str, relation: str) -> int:
    """Give what the table says: 200 may, 403 may see but not do, 404 may not see."""
    states, reach = TABLE[action]
    in_state = states == "any" or state in states.split(",")
    if in_state and relation in _REACHES[reach[role]]:
        return 200
    seen = relation in _REACHES[TABLE["entry.see"][1][role]]
    return 403 if seen else 404


def name_of(attempt: Attempt) -> str:
    """Name a row for the report."""
    return attempt.action


class Seen:
    """Watches what is written to the database during one request."""

    def __init__(self) -> None:
        self.writes: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := _WRITES.match(sql):
            self.writes.append(f"{found[1].upper()} {found[2]}")
        return execute(sql, params, many, context)


def asked(client: Any, told: Asked) -> tuple[Any, list[str], list[Line]]:
    """Send the request; give the answer, what was written, and the new lines of the ledger."""
    before = Line.objects.count()
    seen = Seen()
    with connection.execute_wrapper(seen):
        if told.json:
            answer = client.post(told.url, told.data, content_type="application/json")
        else:
            answer = getattr(client, told.method.lower())(told.url, told.data or {})
    return answer, seen.writes, list(Line.objects.filter(number__gt=before))


def judged(attempt: Attempt, told: Asked, want: int, answer: Any, writes: Any, new: Any) -> str:
    """Give what is wrong with the answer; empty where all is as the table says."""
    status = answer.status_code
    where = answer.headers.get("Location", "")
    refusals = [line for line in new if line.outcome == "拒"]
    if want == 200:
        if (
            status in (401, 403, 404, 405)
            or status >= 500
            or where.startswith(("/login", "/account"))
        ):
            return f"allowed, but {status} {where}"
        if refusals and status != 409:
            return f"allowed, but the ledger says refused: {refusals[0].detail}"
        if attempt.changes and told.method != "GET" and not writes:
            return f"allowed, but nothing was written ({status})"
        return ""
    if status != want:
        return f"{status} {where} for {want}"
    if not _CHINESE.search(answer.content.decode()):
        return "no reason in Chinese"
    # a session notes every five minutes that it is in use, whatever is asked
    told_of = [write for write in writes if write != "UPDATE django_session"]
    if len(refusals) != 1 or told_of != ["INSERT ledger_line"]:
        return f"wrote {writes} beside the line of the refusal"
    return ""


def cells(attempt: Attempt) -> Iterator[tuple[str, str, str]]:
    """Give (role, state, relation) of each cell; what stands nowhere has one cell a role."""
    if not attempt.at:
        return ((role, "编写", "own") for role in ROLES)
    return product(ROLES, STATES, RELATIONS)


def wanted(attempt: Attempt, role: str, state: str, relation: str) -> int:
    """Give the answer that the table wants for a cell of this row."""
    if attempt.at:
        return expected(attempt.action, role, state, relation)
    return 200 if TABLE[attempt.action][1][role] != "-" else 403


def ask_all(ground: Ground, attempt: Attempt, whole: bool) -> tuple[int, list[str]]:
    """Ask every cell of a row; give how many were asked, and what was wrong.

    The short form shows a page that may be seen once a state and relation, not to each role
    again; every refusal is asked in both forms.
    """
    faults: list[str] = []
    number = 0
    shown = set()
    for role, state, relation in cells(attempt):
        want = wanted(attempt, role, state, relation)
        key = (attempt.at or "entry", role, relation)
        kept = transaction.savepoint()
        target: Target = ground.targets[state]._replace(user=ground.users[key])
        if attempt.at == "work" and relation == "own":
            type(target.work).objects.filter(pk=target.work.pk).update(owner=target.user)
        told = attempt.ask(target)
        if want == 200 and (attempt.slow or told.method == "GET") and not whole:
            skip = (state, relation) in shown
            shown.add((state, relation))
        else:
            skip = False
        if not skip:
            answer, writes, new = asked(ground.browsers[key], told)
            if fault := judged(attempt, told, want, answer, writes, new):
                faults.append(f"{role} {state} {relation} {told.method} {told.url}: {fault}")
            number += 1
        transaction.savepoint_rollback(kept)
    return number, faults


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=name_of)
def test_each_cell_answers_as_the_table_says(ground: Ground, attempt: Attempt) -> None:
    number, faults = ask_all(ground, attempt, whole=False)
    assert number >= (60 if attempt.at else 1)
    assert not faults, "\n".join([f"{len(faults)} of {number} cells:", *faults[:12]])


@pytest.mark.prove
@pytest.mark.skipif(not os.environ.get("FANGZHI_PROVE"), reason="全表约四分钟，make prove 里做")
def test_the_whole_matrix_has_at_least_three_thousand_cells(ground: Ground) -> None:
    total, wrong = 0, []
    for attempt in ATTEMPTS:
        number, faults = ask_all(ground, attempt, whole=True)
        total += number
        wrong += faults
    assert not wrong, wrong[:12]
    assert total >= 3000


def test_each_action_of_the_table_is_attempted() -> None:
    told = {attempt.action for attempt in ATTEMPTS}
    assert told <= set(TABLE), "attempts at actions that the table does not hold"
    assert sorted(set(TABLE) - told) == [], "rows of the table that nobody attempts"
