"""Receive what lies in 收件: originals kept, files matched, versions counted, verdicts given."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from fangzhi.files.store import AssetStore
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.value import digest_of
from fangzhi.project.calling.call import Call
from fangzhi.project.calling.codes import squeezed
from fangzhi.project.calling.incoming.filled import Filled
from fangzhi.project.calling.incoming.filling import fill
from fangzhi.project.calling.incoming.inbox import (
    INBOX,
    ORIGINALS,
    Arrival,
    Arrived,
    arrivals,
    read_arrivals,
)
from fangzhi.project.calling.incoming.matching import Known, Match, known_of, match
from fangzhi.project.calling.incoming.returned import Returned, digest_of_file
from fangzhi.project.calling.judging import Verdict, judge
from fangzhi.project.calling.last_year import last_year
from fangzhi.project.calling.papers.sign_off import TITLE as SIGN_OFF
from fangzhi.project.calling.records import (
    MACHINE,
    Event,
    HandIn,
    Role,
    add_events,
    current,
    history,
    read_events,
)
from fangzhi.project.load import Project
from fangzhi.project.readings import workers
from fangzhi.project.settings import Told

_SHEETS = ("xlsx", "xls", "et")


class Looked(msgspec.Struct, frozen=True):
    """A hand-in as it is now: what was filled in, and the verdict beside it."""

    hand_in: HandIn
    filled: Filled
    verdict: Verdict
    returned: Returned


class Receipt(msgspec.Struct, frozen=True):
    """What one round of receiving gave: new events, new hand-ins looked at, sentences to tell.

    `told` are what a person must hear: secret files, files not read, zips not opened.
    """

    events: tuple[Event, ...] = ()
    looked: tuple[Looked, ...] = ()
    told: tuple[str, ...] = ()


def receive(folder: Path, call: Call, project: Project, on: str) -> Receipt:
    """Take in what is new in `folder`/收件 on a day; 收件.jsonl and 收件/原件 grow, files stay.

    What was received before is left alone. A file with a secrecy marking leaves no trace here.
    """
    events, complaints = read_events(folder)
    lasts = last_year(call, project.priors)
    known = known_of(call, lasts)
    inbox = folder / INBOX
    seen = {(event.digest, event.bundle, event.name) for event in events}
    with tempfile.TemporaryDirectory() as room:
        found, faults = arrivals(inbox, Path(room)) if inbox.is_dir() else ((), ())
        # known by its bytes, a file is not read again
        found = tuple(
            one for one in found
            if (digest_of_file(one.path), one.bundle, one.name) not in seen
        )  # fmt: skip
        arrived = read_arrivals(found, workers(len(found)))
        told = [*complaints, *faults]
        secret = {one.arrival.bundle for one in arrived if one.is_secret and one.arrival.bundle}
        told += [why for one in arrived if one.is_secret for why in one.returned.why]
        fresh = [one for one in arrived if not one.is_secret]
        _keep(inbox, fresh, secret)
    made = sorted_in(fresh, known, events, on)
    add_events(folder, made)
    told += [why for one in fresh if not one.returned.read for why in one.returned.why]
    by_digest = {one.returned.digest: one.returned for one in fresh}
    new = {event.digest for event in made if event.role == "稿" and event.unit and not event.doubt}
    after = history((*events, *made))
    looked = tuple(
        look(hand_in, by_digest, call, project.told, lasts)
        for hand_ins in after.values() for hand_in in hand_ins
        if hand_in.digest in new and hand_in.digest in by_digest
    )  # fmt: skip
    return Receipt(made, looked, tuple(dict.fromkeys(told)))


def _keep(inbox: Path, fresh: Sequence[Arrived], secret: set[str]) -> None:
    """Keep originals by digest: every file, and the zip around it unless a secret file is inside."""
    if not fresh:
        return
    store = AssetStore(inbox / ORIGINALS)
    zips = dict.fromkeys(one.arrival.bundle for one in fresh if one.arrival.root != inbox)
    for one in fresh:
        store.put(one.arrival.path.read_bytes())
    for name in zips:
        if name not in secret and (inbox / name).is_file():
            store.put((inbox / name).read_bytes())


def sorted_in(
    fresh: Sequence[Arrived], known: Known, events: Sequence[Event], on: str
) -> tuple[Event, ...]:
    """Give the event of each newly arrived file: whose it is, which version, or what is asked."""
    made: list[Event] = []
    matches = [_matched(one, known) for one in fresh]
    for one, found in zip(fresh, _with_company(fresh, matches), strict=True):
        made.append(_event(one, found, (*events, *made), on))
    return tuple(made)


def _matched(one: Arrived, known: Known) -> Match:
    return match(one.returned, known) if one.returned.read else Match(doubt="没有读出内容")


def _with_company(fresh: Sequence[Arrived], matches: Sequence[Match]) -> list[Match]:
    """Let what bears no evidence of its own go with the one unit it came in a bundle with."""
    units: dict[str, set[str]] = {}
    for one, found in zip(fresh, matches, strict=True):
        if one.arrival.bundle and found.is_sure:
            units.setdefault(one.arrival.bundle, set()).add(found.unit)
    joined = []
    for one, found in zip(fresh, matches, strict=True):
        company = units.get(one.arrival.bundle, set())
        if one.returned.read and not found.is_sure and len(company) == 1:
            (unit,) = company
            if found.unit in ("", unit) and "编号" not in found.doubt and "组稿" not in found.doubt:
                words = (*found.evidence, f"与{unit}的稿在同一个包“{one.arrival.bundle}”里交来")
                found = Match(unit, found.score, words)
        joined.append(found)
    return joined


def _event(one: Arrived, found: Match, before: Sequence[Event], on: str) -> Event:
    returned, arrival = one.returned, one.arrival
    base = Event("received", returned.digest, arrival.name, on, MACHINE, bundle=arrival.bundle,
                 words=words_digest(returned.manuscript))  # fmt: skip
    same = next((event for event in current(before) if event.digest == returned.digest), None)
    if same is not None:
        told = f"与{same.on}收到的《{same.name}》一字不差"
        return msgspec.structs.replace(base, unit=same.unit, role="重复", evidence=(told,))
    if not returned.read:
        return msgspec.structs.replace(
            base, role="未读", doubt=returned.why[0] if returned.why else found.doubt
        )
    role = _role(one)
    past = history(before).get(found.unit, ())
    unit = found.unit if found.is_sure else ""
    evidence = found.evidence
    if role == "附件" and returned.manuscript.media_type in _SHEETS and unit and not past:
        role = "稿"
    alike = next((p for p in past if base.words and p.words == base.words), None)
    if unit and role == "稿" and alike is not None:
        evidence = (*evidence, f"文字与第{alike.version}稿相同，只是重新存过")
    version = 0 if not unit else len(past) + (role == "稿")
    return msgspec.structs.replace(
        base, unit=unit, role=role, version=version, score=found.score, evidence=evidence,
        doubt=found.doubt, likely=() if unit else tuple(filter(None, (found.unit, *found.others))),
    )  # fmt: skip


def _role(one: Arrived) -> Role:
    manuscript = one.returned.manuscript
    head = [squeezed(text.text) for text in list(texts(manuscript))[:4]]
    if SIGN_OFF in one.arrival.name.rsplit("/", 1)[-1] or f"供稿{SIGN_OFF}" in head:
        return "签批单"
    return "附件" if one.returned.is_picture or manuscript.media_type in _SHEETS else "稿"


def words_digest(manuscript: Manuscript) -> str:
    """Name the words of a file, however it was saved; "" for none."""
    lines = [squeezed(t.text) for t in texts(manuscript) if t.role not in ("header", "footer")]
    lines = [line for line in lines if line]
    return digest_of(lines)[:16] if lines else ""


def look(
    hand_in: HandIn, by_digest: Mapping[str, Returned], call: Call, told: Told,
    lasts: Mapping[str, Manuscript],
) -> Looked:  # fmt: skip
    """Read what was filled in and judge it; `by_digest` holds the file and what came beside it."""
    task = call.task(hand_in.unit)
    assert task is not None
    last = lasts.get(task.unit)
    returned = by_digest[hand_in.digest]
    beside = [by_digest[digest] for digest, _ in hand_in.attachments if digest in by_digest]
    filled = fill(returned, call, task, last, beside)
    verdict = judge(filled, returned.manuscript, call, task, told, last)
    return Looked(hand_in, filled, verdict, returned)


def reread(folder: Path, hand_in: HandIn) -> dict[str, Returned]:
    """Read a hand-in again from 收件/原件: its file and attachments, by digest."""
    store = AssetStore(folder / INBOX / ORIGINALS)
    wanted = ((hand_in.digest, hand_in.name), *hand_in.attachments)
    with tempfile.TemporaryDirectory() as room:
        found = []
        for number, (digest, name) in enumerate(wanted):
            place = Path(room) / f"{number:03d}" / name.rsplit("/", 1)[-1]
            place.parent.mkdir()
            place.write_bytes(store[digest])
            found.append(Arrival(place, Path(room), name))
        return {one.returned.digest: one.returned for one in read_arrivals(found, assets=True)}
