"""What people do with the registry: enter, amend, bring a list in, award, claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from fangzhi.project.reporting.values import (
    Award,
    Claim,
    WorkRecord,
    claim_sentence,
    evidenced_awards,
    record_faults,
)
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.office.admitting import fault_of
from fangzhi.workbench.office.limits import number_in, within
from fangzhi.workbench.office.models import DATES, Claimed, Prize, Registered
from fangzhi.workbench.office.registry.rows import Line, count_in, day_in
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import WorkPage, fresh_id
from fangzhi.workbench.works.places import place_of

_TOLD = ("title", "kind", "level", "maker", "stage", "since", "period", "planned", "note")


class Taken(NamedTuple):
    """What a list brought: new works, known ones, and where it says otherwise than the registry."""

    added: int
    known: int
    differing: tuple[str, ...]


def thing_of(work: Registered) -> str:
    """Name a registered work in the ledger."""
    return f"登记:{work.pk} {work.title}"


def put(user: Any, work: Registered, told: Mapping[str, str], page: WorkPage | None) -> None:
    """Enter a work, or amend it; raise ValidationError for what cannot stand."""
    insist(user, "office.edit")
    for name in _TOLD:
        value = str(told.get(name, "")).strip()
        setattr(work, name, day_in(value) if name in ("since", "planned") and value else value)
    work.words, said = count_in(str(told.get("words") or "").strip())
    if said:
        raise ValidationError(said)
    work.dates = {day: day_in(told[day]) for day in DATES if str(told.get(day, "")).strip()}
    if page is not None and page.pk != work.page_id:
        insist(user, "entry.see", place_of(page))
    work.page = page
    if faults := record_faults(line_of(work)):
        raise ValidationError(list(faults))
    work.key = work.key or fresh_id("registered", work.title)
    work.full_clean(exclude=["dates"])
    with transaction.atomic():
        known = _same(work)
        if known is not None:
            raise ValidationError(f"“{known}”已经登记过，请在那一条上改。")
        work.save()
        write(user, "office.edit", thing_of(work), stage=work.stage)


def _same(work: Registered) -> Registered | None:
    """Give another entry of the same title and period."""
    name = line_of(work).same_as
    rows = Registered.objects.exclude(pk=work.pk)
    return next((row for row in rows if line_of(row).same_as == name), None)


def line_of(work: Registered) -> Line:
    """Give an entry as the value that reports, counts and workbooks are made of."""
    prizes = work.prizes.all() if work.pk else ()
    return Line(
        str(work.key), str(work.title), str(work.kind), work.level, str(work.stage),
        str(work.since), str(work.period), work.words, str(work.planned),
        tuple((day, work.dates[day]) for day in DATES if work.dates.get(day)),
        tuple(Award(p.name, p.year, p.given_by, p.number or p.digest) for p in prizes),
        str(work.note), str(work.maker),
    )  # fmt: skip


def lines() -> tuple[Line, ...]:
    """Give the whole registry as values."""
    return tuple(line_of(work) for work in Registered.objects.prefetch_related("prizes"))


def records() -> tuple[WorkRecord, ...]:
    """Give the registry as reports carry it; who makes a work goes with the notes."""
    return tuple(_record(line) for line in lines())


def _record(line: Line) -> WorkRecord:
    told = {name: getattr(line, name) for name in WorkRecord.__struct_fields__}
    maker = f"编纂单位：{line.maker}" if line.maker else ""
    return WorkRecord(**{**told, "note": "；".join(filter(None, (maker, line.note)))})


def take_list(user: Any, told: tuple[Line, ...]) -> Taken:
    """Bring a list in, wholly or not at all. What stands is not overwritten: empty fields are
    filled, and what contradicts is told."""
    insist(user, "office.edit")
    added = known = 0
    differing: list[str] = []
    with transaction.atomic():
        standing = {
            line_of(row).same_as: row for row in Registered.objects.prefetch_related("prizes")
        }
        for line in told:
            work = standing.get(line.same_as)
            if work is None:
                work = Registered(key=fresh_id("registered", line.title), dates={})
                added += 1
            else:
                known += 1
            differing += _fill(work, line)
            work.full_clean(exclude=["dates"])
            work.save()
            _award(work, line.awards)
        write(user, "office.edit", "志鉴登记", added=added, known=known, differing=len(differing))
    return Taken(added, known, tuple(differing))


def _fill(work: Registered, line: Line) -> list[str]:
    is_new = work.pk is None
    said: list[str] = []
    for name in (*_TOLD, "words"):
        stands, told = getattr(work, name), getattr(line, name)
        if is_new or not stands:
            setattr(work, name, told)
        elif told and told != stands and name != "title":
            label = Registered._meta.get_field(name).verbose_name
            said.append(f"{work}：{label}登记的是“{stands}”，名单上是“{told}”，没有改。")
    for day, told in line.dates:
        if work.dates.setdefault(day, told) != told:
            said.append(f"{work}：{day}登记的是“{work.dates[day]}”，名单上是“{told}”，没有改。")
    return said


def _award(work: Registered, awards: tuple[Award, ...]) -> None:
    known = {(prize.name, prize.year) for prize in work.prizes.all()}
    for one in awards:
        if (one.name, one.year) not in known:
            Prize.objects.create(work=work, name=one.name, year=one.year, given_by=one.given_by,
                                 number=one.evidence)  # fmt: skip


def award(
    user: Any, work: Registered, *, name: str, year: str, given_by: str, number: str,
    file: tuple[str, bytes] | None,
) -> None:  # fmt: skip
    """Enter an award; its document's number or a scan of it makes it evidenced."""
    insist(user, "office.edit")
    told = {
        "name": within(name, 120, "奖项"), "year": number_in(year, "年份"),
        "given_by": within(given_by, 120, "授奖单位"), "number": within(number, 120, "文号"),
    }  # fmt: skip
    if not told["name"]:
        raise ValidationError("请写奖项的名称。")
    digest = ""
    if file is not None:
        if fault := fault_of(*file):
            raise ValidationError(fault)
        digest = store().put(file[1])
    with transaction.atomic():
        Prize.objects.create(work=work, digest=digest, **told)
        write(user, "office.edit", thing_of(work), award=told["name"], digest=digest)


def claim(user: Any, words: str, claimed: int, source: str) -> None:
    """Note a round number that the office says of itself; no titles are made up for it."""
    insist(user, "office.edit")
    words, source = within(words, 200, "说法"), within(source, 200, "出处")
    if not words or claimed < 1:
        raise ValidationError("请写明自报的说法和数目，如“全国奖项”“91”。")
    with transaction.atomic():
        Claimed.objects.create(claim=Claim(words, claimed), source=source)
        write(user, "office.edit", "自报数", words=words, claimed=claimed)


def unclaim(user: Any, row: Claimed) -> None:
    """Take back a round number that was entered by mistake; the ledger keeps what it said."""
    insist(user, "office.edit")
    with transaction.atomic():
        write(user, "office.edit", "自报数", taken_back=row.claim.words, claimed=row.claim.claimed,
              source=row.source)  # fmt: skip
        row.delete()


def unaward(user: Any, row: Prize) -> None:
    """Take back an award that was entered by mistake; its scan stays in the store."""
    insist(user, "office.edit")
    with transaction.atomic():
        write(user, "office.edit", thing_of(row.work), award_taken_back=row.name, year=row.year,
              given_by=row.given_by, number=row.number, digest=row.digest)  # fmt: skip
        row.delete()


def claims() -> list[tuple[Claimed, str, str]]:
    """Give each claim, the trade's sentence on it, and short: 自报 91 项，有依据 n 项."""
    listed = lines()
    shown = evidenced_awards(listed)
    return [(row, claim_sentence(row.claim, listed),
             f"自报 {row.claim.claimed} 项，有依据 {shown} 项") for row in Claimed.objects.order_by("pk")]  # fmt: skip
