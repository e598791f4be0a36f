"""人工差错: what a person found and no rule did, counted beside the confirmed findings."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from fangzhi.check.places import place_of
from fangzhi.model.finding import HAND_RULE, Finding, Level, Place
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.value import Value, read_json


class ByHand(Value, frozen=True):
    """One 差错 as a person notes it: file, the wrong words, level, what is wrong, who and when."""

    doc: str
    text: str
    level: Level
    message: str
    who: str
    when: str
    right: str = ""


def read_by_hand(data: bytes, name: str) -> tuple[tuple[ByHand, ...], tuple[str, ...]]:
    """Read 人工差错.jsonl; lines that cannot be read are named in Chinese."""
    rows, complaints = [], []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(read_json(line, ByHand))
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as fault:
            complaints.append(f"{name} 第{number}行读不出，未计入（{fault}）。")
    return tuple(rows), tuple(complaints)


def write_by_hand(rows: Iterable[ByHand]) -> bytes:
    """Give 人工差错.jsonl, a 差错 a line."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def findings_by_hand(
    rows: Iterable[ByHand], documents: Iterable[Manuscript]
) -> tuple[Finding, ...]:
    """Give each as a finding at its words; at the file only, where the words no longer stand there."""
    named = {manuscript.name: manuscript for manuscript in documents}
    return tuple(_finding(row, named.get(row.doc)) for row in rows)


def _finding(row: ByHand, manuscript: Manuscript | None) -> Finding:
    plain = Finding(
        HAND_RULE, row.level, row.message, text=row.text, suggestion=row.right,
        basis=f"{row.who} {row.when}", place=Place(row.doc, text=row.text), confidence="certain",
    )  # fmt: skip
    for text in texts(manuscript) if manuscript is not None and row.text else ():
        start = text.text.find(row.text)
        if start >= 0:
            end = start + len(row.text)
            place = place_of(text.origin, text.text, start, end, row.doc)
            return msgspec.structs.replace(plain, block=text.id, start=start, end=end, place=place)
    return plain
